"""Improvements and what is said of them: note, assign, due; and what every command about several records shares."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from commands.context import Writing
from commands.options import records
from commands.parameters import argument, option
from commands.text import Clip, File, text_of
from ledger.errors import Refusal, UnknownReference, Unreadable
from ledger.vocabulary import IMPROVEMENTS, KINDS, Authority, kind_of, references, word

if TYPE_CHECKING:
    from ledger.draft import Saying
    from ledger.events import Event, Prose
    from ledger.events.improvement import DueImmediately, DueNoneSet, DueOn, DueWithin

#: Every kind of record; a bare number is of the first.
ANY = (*IMPROVEMENTS, *(kind for kind in KINDS if kind not in IMPROVEMENTS))

References = Annotated[list[str], argument("IMPROVEMENT...", help="Which: 7, AFI-7, AFI-1..3, COC-1, several.")]


@records
def note(
    writing: Writing,
    refs: Annotated[list[str], argument("REF... TEXT", help="Which: AFI-7, or 7; AFI-1..3, INS-2; then the text.")],
    file: File = None,
    clip: Clip = False,
) -> None:
    """Record what somebody said about improvements, about an inspection as a whole, or about any other record."""
    words, text = parted(refs)
    about = chosen(writing, words, *ANY)
    prose = said(text, file, clip)
    writing.record(lambda draft: [draft.add(_noted(ref, prose), about.saying, ref) for ref in about.refs])


def _noted(ref: str, text: "Prose") -> "Event":
    """A note of a record, of whose noun alone the events are loaded: improvements and inspections have their own."""
    from ledger.events import event_class

    noun = KINDS[kind_of(ref)]
    own = noun if noun in {"improvement", "inspection"} else "record"
    return event_class(f"{own}.noted", 1).model_validate({"text": text})


@records
def assign(
    writing: Writing,
    refs: References,
    owner: Annotated[str, option("--owner", metavar="POST", help="The post that owns it.")] = "",
    lead: Annotated[str, option("--lead", metavar="POST", help="The chief officer's post that leads it.")] = "",
) -> None:
    """Say which post owns improvements, and which chief officer's post leads them."""
    from ledger.events.improvement import ImprovementAssigned

    event = ImprovementAssigned(
        owner=post_of(writing, owner) if owner else None, lead=post_of(writing, lead) if lead else None
    )
    chosen(writing, refs).record(event)


def post_of(writing: Writing, typed: str) -> str:
    """The post that is meant; whoever names a person instead is told what owns improvements."""
    try:
        return writing.named(typed, "POST")
    except UnknownReference as unknown:
        try:
            person = writing.named(typed, "PER")
        except Refusal:
            raise unknown from None
        raise UnknownReference(
            f"{person} is a person, not a post.",
            "Posts own and lead improvements: `afi people list` shows them; add one with "
            f"`afi people post TITLE --holder {person}`.",
        ) from None


@records
def due(
    writing: Writing,
    refs: References,
    when: Annotated[str, argument("DUE", help='A date, "none set", "immediate" or "within 6 months".')],
    set_by: Annotated[
        str, option("--set-by", metavar="AUTHORITY", help="force, inspectorate or policing body.")
    ] = "force",
    approver: Annotated[
        str, option("--approver", metavar="WHO|FORUM|MEETING", help="Who approved it, or which forum or meeting.")
    ] = "",
) -> None:
    """Set or revise the date by which improvements are to be done."""
    from ledger.events.improvement import ImprovementDueSet

    event = ImprovementDueSet(
        due=due_of(when),
        set_by=word(Authority, set_by),
        approver=writing.named(approver, "POST", "PER", "ORG", "FOR", "MTG") if approver else None,
    )
    about = chosen(writing, refs)
    about.check_revised()
    about.record(event)


_NUMBERS = {"three": "3", "six": "6", "nine": "9", "twelve": "12"}


def due_of(typed: str) -> "DueOn | DueWithin | DueImmediately | DueNoneSet":
    """The due date that a person typed."""
    from ledger import days
    from ledger.events.improvement import DueImmediately, DueNoneSet, DueOn, DueWithin

    words = " ".join(typed.casefold().split())
    if words in {"none", "none set"}:
        return DueNoneSet()
    if words in {"immediate", "immediately", "now"}:
        return DueImmediately()
    words = re.sub(r"\b(three|six|nine|twelve)\b", lambda said: _NUMBERS[said[0]], words)
    if match := re.fullmatch(r"(?:within )?(\d{1,3}) months?(?: of publication)?", words):
        if not 1 <= int(match[1]) <= 120:
            raise Unreadable(f"{match[1]} months is not a term.", "Give between 1 and 120 months.")
        return DueWithin(months=int(match[1]))
    span, stated = days.understand(typed, days.uk_today(), ahead=True)
    if span.start != span.end and not stated:
        raise Unreadable("A due date is one day, month or year.", "Give the last day of the range.")
    return DueOn(day=span.end)  # "the end of March" is due by its end


# What every command about several records shares.


@dataclass(frozen=True)
class About:
    """The records that a command is about, and what is recorded beside each fact."""

    writing: Writing
    refs: list[str]
    saying: "Saying"

    def record(self, event: "Event") -> None:
        """Records the event of each of them, in one transaction."""
        self.writing.record(lambda draft: [draft.add(event, self.saying, ref) for ref in self.refs])

    def check_revised(self) -> None:
        """Refuses to move a due date without a --reason."""
        from projections.queries.records import body

        if self.writing.said.reason or repeats(self.writing) is not None:
            return
        for ref in self.refs:
            if ((body(self.writing.reading.views, ref) or {}).get("due") or {"kind": "none_set"})["kind"] != "none_set":
                raise Unreadable(
                    f"{ref} has a due date, and it is not said why there is to be another.", "Add --reason TEXT."
                )


def chosen(writing: Writing, typed: Iterable[str], *kinds: str, on: str | None = "today") -> About:
    """The records that are meant (improvements, if no kinds are given), and who says so when; ``on`` if unsaid."""
    return About(writing, refs_of(writing, typed, *(kinds or IMPROVEMENTS)), writing.saying(on))


def refs_of(writing: Writing, typed: Iterable[str], *kinds: str) -> list[str]:
    """The references of records given one by one, in ranges or by whole names; a bare number is of the first kind."""
    words = list(typed)
    several = (references([each], *kinds) if ".." in each or "," in each else [each] for each in words)
    found = (_ref_of(writing, each, kinds, among_others=len(words) > 1) for pieces in several for each in pieces)
    return list(dict.fromkeys(found))


def _ref_of(writing: Writing, typed: str, kinds: tuple[str, ...], *, among_others: bool) -> str:
    """One of them; a word of a text that lost its quotation marks is no part of a name."""
    from projections.queries.names import WHOLE, resolve

    try:
        return resolve(writing.reading.views, typed, *kinds, fit=WHOLE)
    except UnknownReference as unknown:
        if not among_others or _REFERENCES.fullmatch(typed):
            raise
        remedy = 'Put a text of several words between straight quotes: AFI-7 "Dip sample at 92%".'
        raise UnknownReference(f'"{typed}" is no reference, and no whole name here.', remedy) from unknown


_REFERENCE = rf"(?:(?:E|{'|'.join(KINDS)})-?)?[0-9]{{1,9}}(?:\.\.[A-Z0-9-]+)?"
_REFERENCES = re.compile(rf"{_REFERENCE}(?:,{_REFERENCE})*", re.IGNORECASE)


def parted(words: list[str]) -> tuple[list[str], str | None]:
    """The references, and the text: the last of several words, unless it is a reference too."""
    if len(words) < 2 or _REFERENCES.fullmatch(words[-1]):
        return words, None
    return words[:-1], words[-1]


def said(text: str | None, file: Path | None, clip: bool, before: str = "") -> "Prose":
    """The text, from wherever it is to come; an editor begins with what stood there ``before``."""
    from ledger.events import Prose

    return Prose(text_of(text, file, clip, before))


def perhaps(text: str | None, file: Path | None, clip: bool) -> "Prose | None":
    """The text, if one was given."""
    return None if text is None and file is None and not clip else said(text, file, clip)


def repeats(writing: Writing) -> int | None:
    """Where the entries begin of a command that is repeated by its id; ``None`` of a new one.

    What the command itself recorded is no reason to refuse it.
    """
    rows = writing.reading.log.of_command(writing.said.command) if writing.said.command else []
    return rows[0].position if rows else None
