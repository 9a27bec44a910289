"""What of a row is new to the ledger, as the events to be recorded. Pure: it is handed the ledger's names and dates.

A tracker never closes, assures or returns anything, for it does not say by what authority. It reports complete only
where the map says that a word of its status column does so (docs/excel.md).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from commands.improvement import due_of
from commands.intake.columns import COMPLETE, IN_PROGRESS, folded
from commands.intake.known import Book, Known
from commands.intake.lines import Line
from ledger import days
from ledger.codec import Happened
from ledger.errors import RuleBroken, Unreadable
from ledger.events import Event, Prose
from ledger.events.improvement import (
    ImprovementAssigned,
    ImprovementClaimed,
    ImprovementDueSet,
    ImprovementNoted,
    ImprovementRaised,
)
from ledger.events.record import RecordNumbered
from ledger.vocabulary import Authority, ImprovementKind, word


class Wish(NamedTuple):
    """An event that a row proposes, when it happened, and what to call it in the account."""

    event: Event
    on: Happened
    what: str
    #: Who said it, where not whoever said the rest.
    by: str | None = None


@dataclass(frozen=True)
class Desk:
    """What a proposal is made with: the ledger's names and records, the day of the tracker, and today."""

    named: Callable[..., str]
    force_of: Callable[[str, str], str]
    published_on: Callable[[str], str | None]
    book: Book
    tracker: Happened
    today: date
    #: Whether this very file was brought before.
    again: bool = False

    def happened(self, typed: str) -> Happened:
        """When a cell says that something happened; the day of the tracker, where it is empty."""
        if not typed:
            return self.tracker
        stated = days.understand(typed, self.today)
        return Happened(stated.span, Prose(stated.words) if stated.words else None)


@dataclass(frozen=True)
class Proposal:
    """A row: the improvement that it is about, if the ledger has it, and what to record of it."""

    row: int
    place: tuple[str, str, str]
    number: str
    text: str
    known: Known | None
    wishes: list[Wish]
    #: What the row says that is not recorded, and why.
    left: list[str] = field(default_factory=list)


def propose(line: Line, desk: Desk) -> Proposal:
    """What the row brings; a refusal where it cannot be understood, or contradicts the ledger."""
    said = line.said
    inspection = desk.named(said["inspection"], "INS")
    kind = word(ImprovementKind, said.get("kind", ImprovementKind.AREA_FOR_IMPROVEMENT))
    place = (kind, inspection, desk.force_of(inspection, said.get("force", "")))
    number, text = said.get("number", "").strip(), said.get("text", "")
    found = desk.book.find(place, number, text)
    if len(found) > 1:
        raise RuleBroken(f"It could be {' or '.join(each.ref for each in found)}.", "Give it a number of its own.")
    known = found[0] if found else None
    proposal = Proposal(line.row, place, number, text, known, [])
    if known:
        _check_text(known, text)
    else:
        proposal.wishes.append(_raised(proposal, said, desk))
    _more(proposal, said, desk)
    return proposal


def _check_text(known: Known, text: str) -> None:
    if text and known.body["text"] and folded(text) != folded(known.body["text"]):
        raise RuleBroken(
            f"{known.ref} has this number and another text.",
            f"See `afi show {known.ref}`; correct the number or the text where it is wrong.",
        )


def _raised(proposal: Proposal, said: dict[str, str], desk: Desk) -> Wish:
    kind, inspection, force = proposal.place
    if not proposal.text:
        raise Unreadable("Its number is not known here, and there is no text.", "Add the text, or correct the number.")
    on = said.get("raised_on") or desk.published_on(inspection)
    if not on:
        raise Unreadable(
            f"It is not said when it was raised, and {inspection} is not recorded as published.",
            f"Record that with `afi inspection publish {inspection} --on DATE`, or map raised_on.",
        )
    event = ImprovementRaised(
        kind=ImprovementKind(kind), inspection=inspection, force=force, text=Prose(proposal.text),
        number=Prose(proposal.number) if proposal.number else None,
        question=desk.named(said["question"], "QUE") if "question" in said else None,
    )  # fmt: skip
    return Wish(event, desk.happened(on), "raised")


def _more(proposal: Proposal, said: dict[str, str], desk: Desk) -> None:
    """What the row says beside what is asked for."""
    known, number = proposal.known, proposal.number
    if known and number and not known.numbers:
        proposal.wishes.append(Wish(RecordNumbered(number=Prose(number)), desk.tracker, f"number {number}"))
    wishes = (said_of(proposal, said, desk) for said_of in (_assigned, _due, _noted, _claimed))
    proposal.wishes.extend(filter(None, wishes))
    if known and "question" in said and desk.named(said["question"], "QUE") != known.body.get("question"):
        proposal.left.append(f"the question: the ledger has {known.body.get('question') or 'none'}")


def _brings(proposal: Proposal, name: str, desk: Desk) -> bool:
    """Whether the tracker can set this anew: not once it has ended, nor where the ledger's is of a later day."""
    known = proposal.known
    if known is None:
        return True
    if known.ended:
        proposal.left.append(f"the {name}: {known.ref} has ended")
        return False
    set_on, day = known.set_on.get(name, ""), f"{desk.tracker.span.last}"
    if set_on > day or (desk.again and set_on == day):
        proposal.left.append(f"the {name}: the ledger’s is newer")
        return False
    return True


def _assigned(proposal: Proposal, said: dict[str, str], desk: Desk) -> Wish | None:
    has = proposal.known.body if proposal.known else {}
    posts = {name: desk.named(said[name], "POST") for name in ("owner", "lead") if name in said}
    new = {name: post for name, post in posts.items() if post != has.get(name) and _brings(proposal, name, desk)}
    if not new:
        return None
    return Wish(ImprovementAssigned(**new), desk.tracker, ", ".join(f"{name} {post}" for name, post in new.items()))


def _due(proposal: Proposal, said: dict[str, str], desk: Desk) -> Wish | None:
    if "due" not in said:
        return None
    due = due_of(said["due"])
    has = (proposal.known.body.get("due") or {}) if proposal.known else {}
    if all(has.get(name) == value for name, value in due.model_dump().items()) or not _brings(proposal, "due", desk):
        return None
    set_by = word(Authority, said.get("due_set_by", Authority.FORCE))
    return Wish(ImprovementDueSet(due=due, set_by=set_by), desk.tracker, f"due {said['due']}")


def _noted(proposal: Proposal, said: dict[str, str], desk: Desk) -> Wish | None:
    """The note; or, of what is in progress and has none, that the tracker says so."""
    known, text = proposal.known, said.get("note", "")
    on = desk.happened(said.get("note_date", ""))
    if text and not (known and known.has_note(text, str(on.span) if "note_date" in said else None)):
        return Wish(ImprovementNoted(text=Prose(text)), on, "note")
    begun = text or (known and known.body["status"] not in ("raised", "owned"))
    if said.get("status") != IN_PROGRESS or begun:
        return None
    stated = Prose(f"Status in the tracker: {said['status_word']}")
    return Wish(ImprovementNoted(text=stated), desk.tracker, "in progress")


def _claimed(proposal: Proposal, said: dict[str, str], desk: Desk) -> Wish | None:
    """That the force reported it complete, where a word of the status column was said to mean that."""
    if said.get("status") != COMPLETE:
        proposal.left.extend(f"{name}: the status does not report it complete" for name in _OF_CLAIM if name in said)
        return None
    on, known = desk.happened(said.get("claimed_on", "")), proposal.known
    if known and not known.worked_on:
        return None
    if known and known.sent_back >= f"{on.span.last}":
        proposal.left.append(f"reported complete: {known.ref} was sent back since")
        return None
    evidence = said.get("evidence") or f"As stated in the tracker: {said['status_word']}"
    return Wish(ImprovementClaimed(evidence=Prose(evidence)), on, "reported complete by the force")


_OF_CLAIM = ("claimed_on", "evidence")


def repeated(proposals: Iterable[Proposal]) -> Iterator[tuple[Proposal, int]]:
    """Each row about what another row is about, with that row: by number, or by text where one of the two has none."""
    seen: dict[tuple[object, ...], int] = {}
    for proposal in sorted(proposals, key=lambda each: not each.number):
        text = (proposal.place, "text", folded(proposal.text))
        names: list[tuple[object, ...]] = [
            (proposal.place, "number", folded(proposal.number)) if proposal.number else text
        ]
        if proposal.known:
            names.append((proposal.known.ref,))
        first = next((seen[name] for name in names if name in seen), None)
        if first is not None:
            yield proposal, first
        for name in (*names, text):
            seen.setdefault(name, proposal.row)
