"""Entries whose author nothing proves any more: the very ones that the audit means, from the revocation on."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from ledger import codec, keyring
from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.key import KeyEnrolled, KeyRevoked
from ledger.events.person import PersonAdded
from ledger.proofs.audit import audit
from ledger.proofs.doubt import Doubt
from ledger.proofs.note import vkey
from ledger.recording import Ledger, Plan
from ledger.stores.evidence import open_evidence
from ledger.stores.log import Log
from ledger.vocabulary import Right
from projections import follow
from projections.lens import Lens, looking
from projections.unproven import short
from projections.views import Views
from tests.making import BEGUN, ORIGIN, repeating, say, ticking
from tests.projections.test_lens import contents

DAY = say("2018-04-01")
THIEF, HELPER = (keyring.in_memory(ORIGIN, bytes([digit]) * 32) for digit in (1, 2))
#: Entries before the stolen key was enrolled.
OWN = 11


def adding(*names: str) -> Plan:
    """People, in one command."""
    return lambda draft: [draft.add(PersonAdded(name=Prose(name)), DAY) for name in names]


def enrolling(key: keyring.Key, *rights: Right) -> Plan:
    """A key of the keeper's."""
    event = KeyEnrolled(vkey=vkey(ORIGIN, key.public), person="PER-1", rights=rights)
    return lambda draft: draft.add(event, DAY)


def revoking(after: int) -> Callable[[Draft], object]:
    """The stolen key is trusted as far as an entry."""
    return lambda draft: draft.add(KeyRevoked(key=THIEF.fingerprint, after=after), DAY)


def told(ledger: Ledger, after: int) -> None:
    """E-12 enrols the thief's key, which signs E-13 to E-15 and E-16, E-17 for a helper, who signs E-18; E-19 is the
    keeper's, E-20 revokes the thief's, and the helper signs E-21."""
    for hour, (signer, plan) in enumerate(
        (
            (ledger.signer, enrolling(THIEF, Right.ENROL, Right.RECORD)),
            (THIEF, adding("Kit", "Lee", "Mo")),
            (THIEF, adding("Nan")),
            (THIEF, enrolling(HELPER, Right.RECORD)),
            (HELPER, adding("Ola")),
            (ledger.signer, adding("Pam")),
            (ledger.signer, revoking(after)),
            (HELPER, adding("Quin")),
        ),
        2,
    ):
        clock = ticking(BEGUN + timedelta(hours=hour))
        with Ledger(ledger.path, signer, clock, repeating(f"hour {hour}")) as door:
            door.record(plan)


def marks(views: Views) -> dict[int, int]:
    """Which entries are marked, and by which entry."""
    return {row[0]: row[1] for row in views.query("SELECT position, unproven FROM happening WHERE unproven > 0")}


@pytest.mark.parametrize(
    ("after", "unproven"),
    [
        (12, {13, 14, 15, 16, 17, 18, 21}),
        (13, {13, 14, 15, 16, 17, 18, 21}),
        (15, {16, 17, 18, 21}),
        (16, {17, 18, 21}),
        (17, set()),
    ],
)
def test_the_mark_is_the_audits(
    ledger: Ledger, log: Log, views: Views, monkeypatch: pytest.MonkeyPatch, after: int, unproven: set[int]
) -> None:
    """Whole batches, and what a key did that such a batch enrolled; as of any entry, whatever is taken at once."""
    told(ledger, after)
    doubt = Doubt({THIEF.fingerprint: after})
    assert {row.position for row in log.all_rows() if doubt.take(row.position, codec.recall(row.stored))} == unproven
    with open_evidence(ledger.path) as evidence:
        verdict = audit(evidence)
    meant = {remark.until for remark in verdict.remarks if remark.kind == "unproven"}
    assert verdict.findings == () and meant <= unproven and bool(meant) == bool(unproven)
    for page in (1, 3, 1000):
        monkeypatch.setattr(follow, "PAGE", page)
        follow.rebuild(log, views)
        assert marks(views) == dict.fromkeys(unproven, 20)
    stopped = Views.at(":memory:")
    for position in range(OWN, log.size() + 1):
        follow._take_up(log, stopped, until=position)
        with looking(log, views, Lens(as_of=position)):
            assert contents(views) == contents(stopped), position
    stopped.close()


def test_what_is_no_fingerprint_is_nobodys() -> None:
    """Somebody with a key can write anything past this program."""
    assert (short("ab" * 32), short("no key"), short(7)) == (int("ab" * 7 + "a", 16), 0, 0)  # type: ignore[arg-type]
