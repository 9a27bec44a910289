"""What lies beside a story's records: a key that was revoked, policies, erasures here and elsewhere, and an embargo."""

import json

from ledger import keyring
from ledger.draft import Saying
from ledger.events import File, Prose
from ledger.events.base import Event
from ledger.events.improvement import ImprovementNoted
from ledger.events.key import KeyEnrolled, KeyRevoked
from ledger.events.policy import PolicyStated
from ledger.events.text import ErasedText, TextErased
from ledger.proofs.cosignature import from_seed
from ledger.proofs.entry import prose_of
from ledger.proofs.note import vkey
from ledger.proofs.policy import Policy
from ledger.recording import Ledger
from ledger.stores.log import Log
from ledger.vocabulary import LEDGER
from tests.making import BEGUN, ORIGIN, repeating, say, ticking
from tests.projections.pages.story import embargo, tell

#: What no pack may hold: of a key, of texts erased elsewhere, of what is under embargo.
SECRETS = ("He came from Traffic.", "He was dismissed.", "Nobody was slow.", "Minute of another board",
           "Minute of a secret letter", "Nothing was known.")  # fmt: skip
#: Where each stands: the entries of the ledger itself, and Bob's note of AFI-2.
ENROLLED, OLD_POLICY, POLICY, ERASED, NOTED, EMBARGOED, ELSEWHERE, REVOKED = range(38, 46)


def tell_beside(ledger: Ledger) -> None:
    """Records it after the story, an entry each; what Bob's key sealed after E-41 does not count."""
    tell(ledger)
    embargo(ledger)
    bob = keyring.create(ORIGIN, seed=b"\x07" * 32)
    enrolled = KeyEnrolled(vkey=vkey(ORIGIN, bob.public), person="PER-1", rights=("record",))
    own(ledger, enrolled, say("2026-01-01", why=SECRETS[0]))
    audit = from_seed(4, "audit.example", b"\x08" * 32)[1]
    policy = Policy(((ORIGIN, bob.public),), {}, {}, "none")
    for each in (policy, policy._replace(witnesses={"Audit": audit}, quorum="Audit")):
        own(ledger, PolicyStated(policy=File(each.write())), say("2026-01-01"))
    erase(ledger, {21: "[an officer] was at 92%", 31: SECRETS[2]}, "Minute 4")
    with Ledger(ledger.path, bob, clock=ticking(BEGUN.replace(hour=13)), entropy=repeating("bob")) as his:
        his.record(lambda draft: draft.add(ImprovementNoted(text=Prose("By Bob.")), say("2025-01-01"), "AFI-2"))
    erase(ledger, {26: SECRETS[5]}, SECRETS[4], src=("DOC-3:1",))
    erase(ledger, {29: None}, SECRETS[3])
    own(ledger, KeyRevoked(key=bob.fingerprint, after=ERASED), say("2026-01-01", why=SECRETS[1]))


def own(ledger: Ledger, event: Event, saying: Saying) -> None:
    """Records something of the ledger itself."""
    ledger.record(lambda draft: draft.add(event, saying, LEDGER))


def erase(ledger: Ledger, entries: dict[int, str | None], authority: str, src: tuple[str, ...] = ()) -> None:
    """Erases the first text of each of these entries; what stands there instead, if anything."""
    log = Log.open(ledger.path)
    texts = {at: next(prose_of(json.loads(log.rows(at - 1, 1)[0].stored)["data"])) for at in entries}
    log.close()
    gone = [
        ErasedText(text=texts[at], entry=at, instead=Prose(instead) if instead else None)
        for at, instead in entries.items()
    ]
    saying = say("2026-01-01", src=src)
    own(ledger, TextErased(texts=tuple(gone)), Saying(saying.on, src=src, authority=Prose(authority)))
