"""What is left of a ledger, recorded again in the one that follows it: nothing more, nothing less, nothing else."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import pytest

from ledger import codec, keyring, succession
from ledger.beginning import begin_with
from ledger.codec import Entry
from ledger.draft import Draft
from ledger.errors import IntegrityBroken, RuleBroken
from ledger.events import NOUNS, Prose
from ledger.events.base import REGISTRY, File, Number
from ledger.events.countersignature import CountersignatureAsked
from ledger.events.definition import DefinitionStated
from ledger.events.document import DocumentAdded, DocumentKept
from ledger.events.improvement import ImprovementNoted
from ledger.events.key import KeyEnrolled, KeyRevoked
from ledger.events.ledger import Follows
from ledger.events.pack import PackMade
from ledger.events.person import PersonAdded
from ledger.events.record import RecordFlagged, RecordUndone, RecordVoided
from ledger.events.text import ErasedText, TextErased
from ledger.memory import Seen
from ledger.proofs.audit import audit
from ledger.proofs.entry import files_of, prose_of
from ledger.proofs.note import vkey
from ledger.recording import Ledger, Plan
from ledger.stores.evidence import open_evidence
from ledger.stores.log import Log
from ledger.succession import Estate, Successor, last_known, state_of
from ledger.vocabulary import LEDGER, Right
from tests.ledger.plans import raising
from tests.making import BEGUN, ORIGIN, make_ledger, repeating, say, ticking

NEW = "fenshire.ffffffffffffffff"
DAY = say("2018-04-01")
LATER = BEGUN + timedelta(hours=2)
PUT_RIGHT = replace(say("2018-04-01", why="Asked."), authority=Prose("The chief"))


def noting(text: str) -> Plan:
    """A note about AFI-1."""
    return lambda draft: draft.add(ImprovementNoted(text=Prose(text)), DAY, "AFI-1")


def more(draft: Draft) -> None:
    """What stands in the ledger's own stream and names entries by where they stand."""
    draft.add(DefinitionStated(term=Prose("AFI"), text=Prose("A thing to do.")), DAY)
    draft.add(CountersignatureAsked(), DAY)
    draft.add(DefinitionStated(term=Prose("COC"), text=Prose("A thing to do now.")), DAY)
    draft.add(RecordFlagged(text=Prose("Which day?"), entry=12), DAY, "AFI-1")
    document = draft.add(DocumentAdded(kind="evidence", title=Prose("Sample")), DAY)
    draft.add(DocumentKept(content=File(b"92%"), name=Prose("sample.txt"), size=3), DAY, document)


def pack(draft: Draft) -> None:
    """Made of the ledger as it stood after the countersignature was asked for."""
    draft.add(PackMade(recipient=Prose("Ian Spector"), records=("AFI-1",), as_of=16), DAY)


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """A ledger with a note that was undone, one that was erased, a file, a flag, definitions and a pack."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    with make_ledger(tmp_path) as ledger:
        for plan in (raising, noting("A slip."), noting("Ann Person said so.")):
            ledger.record(plan)
        ledger.record(more)
        ledger.record(pack)
        slip = next(row.position for row in rows(ledger.path) if row.type == "improvement.noted")
        ledger.record(lambda draft: draft.correct(slip, RecordUndone(), DAY))
        ledger.record(erasing(ledger.path, "Ann Person said so.", "[an officer] said so."))
        yield ledger


def erasing(path: Path, text: str, instead: str) -> Plan:
    """The erasure of a text, with another in its place."""
    position, commitment = where(path, text)
    event = TextErased(texts=(ErasedText(text=commitment, entry=position, instead=Prose(instead)),))
    return lambda draft: draft.add(event, say("2018-05-01"))


def where(path: Path, text: str) -> tuple[int, str]:
    """Where a text stands, and its commitment."""
    with closing(Log.open(path)) as log:
        for row in log.all_rows():
            for each in prose_of(json.loads(row.stored)):
                if log.texts([each]).get(each) == text.encode():
                    return row.position, each
    raise AssertionError(text)


def rows(path: Path) -> list[Any]:
    """Every entry."""
    with closing(Log.open(path)) as log:
        return list(log.all_rows())


def follow(ledger: Ledger, to: Path, gone: frozenset[str] = frozenset(), size: int = 0) -> Path:
    """The successor of what is left, as its keeper begins it."""
    with closing(Log.open(ledger.path)) as log:
        state = state_of(log)
        keeper = state.keys[ledger.signer.fingerprint]
        follows = Follows(origin=ORIGIN, size=99, root="ab" * 32)
        estate = Estate(log, size or log.size(), state, keeper, follows, "Lost.", gone)
        key = keyring.load(NEW, keeper.fingerprint)

        def door(file: Path) -> Successor:
            return Successor(file, key, NEW, estate, clock=ticking(), entropy=repeating("new"))

        begin_with(to, door, Successor.plans)
    return to


def sound(path: Path) -> None:
    """All of it holds."""
    with open_evidence(path) as evidence:
        verdict = audit(evidence, understand=codec.understand)
    assert verdict.findings == ()


def content(path: Path) -> list[dict[str, Any]]:
    """What each entry says, texts and files in place of commitments, entries by what they are in place of where."""
    with closing(Log.open(path)) as log:
        entries = [codec.recall(row.stored) for row in log.all_rows()]
        texts = log.texts([each for entry in entries for each in (*prose_of(vars(entry)), *files_of(vars(entry)))])
    named = [f"{entry.stream}.{entry.version}" if entry.stream != LEDGER else entry.type for entry in entries]
    return [told(entry, texts, named) for entry in entries if entry.type.partition(".")[0] not in STAYING]


STAYING = {"ledger", "key", "countersignature", "predecessor"}


def told(entry: Entry, texts: dict[str, bytes], named: list[str]) -> dict[str, Any]:
    """One entry's content."""
    said = ("stream", "type", "v", "data", "said_by", "src", "why", "authority", "on")
    found = {name: codec.unsalted(getattr(entry, name), texts) for name in said}
    found["data"] = by_name(found["data"], named)
    version = entry.version if entry.stream != LEDGER else None
    return found | {"version": version, "fixes": named[entry.fixes - 1] if entry.fixes else None}


def by_name(value: Any, named: list[str]) -> Any:
    """Entries by their names in place of where they stand."""
    if isinstance(value, dict):
        places = {"entry", "as_of"} & value.keys()
        return {key: by_name(inner, named) for key, inner in value.items()} | {
            key: named[value[key] - 1] for key in places
        }
    return [by_name(each, named) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("page", [1, 2, 7, 1000])
def test_every_entry_says_what_it_said(old: Ledger, tmp_path: Path, page: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the same order, however many are recorded at once; all of it is whole."""
    monkeypatch.setattr(succession, "PAGE", page)
    new = follow(old, tmp_path / "new.ledger")
    before, after = content(old.path), content(new)
    as_of = next(each for each in before if each["type"] == "pack.made")["data"]
    assert as_of["as_of"] == "countersignature.asked"
    as_of["as_of"] = "definition.stated"  # the last before it that was carried over
    assert after == before and len(after) == len(rows(old.path)) - 2
    sound(new)


def test_what_is_its_own(old: Ledger, tmp_path: Path) -> None:
    """Its opening, which names the other's last checkpoint, and at the end how much was carried over, and why."""
    new = follow(old, tmp_path / "new.ledger")
    first, last = (json.loads(rows(new)[at].stored) for at in (0, -1))
    assert first["data"]["follows"] == {"origin": ORIGIN, "size": 99, "root": "ab" * 32}
    with closing(Log.open(old.path)) as log:
        assert last["data"] == {"entries": log.size(), "root": log.root(log.size()).hex()}
    assert last["type"] == "predecessor.carried" and "why" in last and last["on"]["from"] == "2026-01-01"
    with Ledger(new, keyring.load(NEW, old.signer.fingerprint), ticking(), repeating("x")) as ledger:
        assert ledger.record(noting("Goes on."), dry_run=True).dry_run


def test_salts_are_fresh_and_erased_texts_stay_erased(old: Ledger, tmp_path: Path) -> None:
    """No commitment is the same but that of the text which nobody has any more."""
    new = follow(old, tmp_path / "new.ledger")
    committed = [{each for row in rows(path) for each in prose_of(json.loads(row.stored))} for path in (old.path, new)]
    with closing(Log.open(new)) as log:
        assert committed[0] & committed[1] == set(log.erased())
        [(text, erased)] = log.erased().items()
        assert log.texts([text]) == {} and log.instead([text]) == {text: b"[an officer] said so."}
        assert log.rows(erased.position - 1, 1)[0].type == "text.erased"


def test_what_was_erased_since_is_not_brought_back(old: Ledger, tmp_path: Path) -> None:
    """A backup that is older than the erasure of a text still has it; the successor says that it is gone."""
    _, text = where(old.path, "A thing to do now.")
    new = follow(old, tmp_path / "new.ledger", frozenset({text}))
    assert b"A thing to do now." not in new.read_bytes()
    with closing(Log.open(new)) as log:
        assert text in log.erased() and len(log.erased()) == 2
    sound(new)


def test_a_doubt_about_the_author_goes_on(old: Ledger, tmp_path: Path) -> None:
    """What nobody has put right is flagged, entry by entry; a key that the stolen one enrolled is enrolled no more."""
    thief, helper = (keyring.in_memory(ORIGIN, bytes([digit]) * 32) for digit in (1, 2))
    enrol, record = Right.ENROL, Right.RECORD
    keys = {
        key: KeyEnrolled(vkey=vkey(ORIGIN, key.public), person="PER-1", rights=rights)
        for key, rights in ((thief, (enrol, record)), (helper, (record,)))
    }
    old.record(lambda draft: draft.add(keys[thief], DAY))
    trusted = len(rows(old.path))
    for key, plans in ((thief, ("Mine.", "Slip.", "Right.")), (helper, ("Theirs.",))):
        with Ledger(old.path, key, ticking(LATER), repeating(key.fingerprint)) as ledger:
            for text in plans:
                ledger.record(noting(text))
            if key is thief:
                ledger.record(lambda draft: draft.add(keys[helper], DAY))
    with Ledger(old.path, old.signer, ticking(LATER), repeating("again")) as ledger:
        ledger.record(lambda draft: draft.correct(trusted + 2, ImprovementNoted(text=Prose("No slip.")), PUT_RIGHT))
        ledger.record(lambda draft: draft.add(KeyRevoked(key=thief.fingerprint, after=trusted), DAY))
    new = follow(old, tmp_path / "new.ledger")
    sound(new)
    flags = [each for each in content(new) if each["type"] == "record.flagged"][1:]
    assert [each["data"]["text"]["typed"].decode().partition(": ")[2].split(" of ")[0] for each in flags] == [
        f"this was E-{trusted + at}" for at in (1, 3, 5)
    ]
    with closing(Log.open(new)) as log:
        assert state_of(log).keys.keys() == {old.signer.fingerprint}


def test_only_so_much_as_is_left(old: Ledger, tmp_path: Path) -> None:
    """What is recorded in the copy meanwhile, by somebody who knows of no loss, is not taken in by halves."""
    new = follow(old, tmp_path / "new.ledger", size=13)
    assert json.loads(rows(new)[-1].stored)["data"]["entries"] == 13
    assert len(content(new)) == 12
    sound(new)


def test_every_place_in_an_entry_is_known(old: Ledger) -> None:
    """A new event that names entries by where they stand must be carried over with where they stand then."""
    for noun in NOUNS:
        import_module(f"ledger.events.{noun}")
    numbers = {
        (name, field)
        for (name, _), event in REGISTRY.items()
        for field in event.model_fields
        if is_number(event, field)
    }
    moved = {("record.flagged", "entry"), ("record.accepted", "entry"), ("pack.made", "as_of")}
    stay = {("countersignature.added", "size"), ("key.revoked", "after"), ("predecessor.carried", "entries")}
    sizes = {("document.kept", "size"), ("paper.issued", "size"), ("pack.made", "withheld")}
    assert numbers == moved | stay | sizes


def is_number(event: type[Any], field: str) -> bool:
    """Whether a field may hold a position: any whole number from 1, as far as they go."""
    said = event.__annotations__.get(field)
    return said is Number or Number in get_args(said)


# What is known to be lost.


def known(ledger: Ledger, seen: Callable[[Log], Seen | None]) -> Follows:
    """The last checkpoint that is known of it."""
    with closing(Log.open(ledger.path)) as log:
        return last_known(log, state_of(log), seen(log), None)


def test_what_this_terminal_saw_is_followed(old: Ledger) -> None:
    """Without a signature, for only its hash was kept."""
    follows = known(old, lambda log: Seen(ORIGIN, log.size() + 5, b"r" * 32))
    assert follows.root == (b"r" * 32).hex() and follows.key is None


def test_nothing_is_known_to_be_lost(old: Ledger) -> None:
    """Where nobody saw more of it than is there, it goes on as it is."""
    with pytest.raises(RuleBroken, match="Nothing here shows that anything was lost"):
        known(old, lambda _: None)


@pytest.mark.parametrize("less", [0, 1, 5])
def test_nothing_was_lost(old: Ledger, less: int) -> None:
    """Where it extends what is remembered."""
    with pytest.raises(RuleBroken, match="Nothing was lost"):
        known(old, lambda log: Seen(ORIGIN, log.size() - less, log.root(log.size() - less)))


def test_another_history(old: Ledger) -> None:
    """It is no remainder of what was seen."""
    with pytest.raises(IntegrityBroken, match="its history was replaced"):
        known(old, lambda log: Seen(ORIGIN, log.size(), b"r" * 32))


def test_a_person_who_may_no_longer_count_is_enrolled_no_more(old: Ledger, tmp_path: Path) -> None:
    """Their key is left behind, and everything else goes on."""
    old.record(lambda draft: draft.add(PersonAdded(name=Prose("Twice"), organisation="ORG-2"), DAY))
    other = keyring.create(ORIGIN)
    event = KeyEnrolled(vkey=vkey(ORIGIN, other.public), person="PER-2", rights=("record",))
    old.record(lambda draft: draft.add(event, DAY))
    old.record(lambda draft: draft.add(RecordVoided(reason="in_error"), DAY, "PER-2"))
    new = follow(old, tmp_path / "new.ledger")
    assert not [row for row in rows(new) if row.type == "key.enrolled"]
    sound(new)
