"""What a paper tells of: the inspections and what belongs to them, so far as they may be told, and what all is called.

Of a record that is free, but of which an entry is under embargo, only what it is may be told, never how it stands.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from ledger.errors import RuleBroken
from ledger.vocabulary import kind_of, say
from projections.papers.brief import Brief
from projections.queries import words
from projections.queries.records import Record, records
from projections.titles import TITLES

Row = dict[str, Any]
UNDER_EMBARGO, PARTLY = "under embargo", "partly under embargo"
#: What is told of a record that is partly under embargo. Where one of these is what is, the record is left out.
_LASTING = (
    "text", "title", "name", "kind", "question", "overall", "inspection", "force", "forum", "held_on", "under", "about",
    "forces",
)  # fmt: skip
#: What a record can be called by.
_NAMED_BY = (*dict.fromkeys(TITLES.values()), "names")


class Said(NamedTuple):
    """A text, and the entries that it rests on; no text where it was erased."""

    text: str | None
    at: tuple[int, ...] = ()

    def also(self, *at: int) -> "Said":
        """The same, resting on other entries too."""
        return self._replace(at=(*self.at, *at))


class Telling:
    """The records that a paper tells of, each kind looked up once."""

    def __init__(self, brief: Brief) -> None:
        self.brief, self.names, self.views = brief, brief.names, brief.views
        self._found: dict[str, list[Record]] = {}
        self._called: dict[tuple[str, date | None], Said] = {}

    # Which records.

    @cached_property
    def inspections(self) -> list[Record]:
        """The one that the paper is about; else all that count."""
        ref = self.brief.recipe.inspection
        return self.free(records(self.views, "inspection")) if ref is None else [self._the_one(ref)]

    def _the_one(self, ref: str) -> Record:
        """An inspection. ``RuleBroken`` where a paper of that date cannot tell of it."""
        found = next((each for each in records(self.views, "inspection", void=True) if each.ref == ref), None)
        if found is None:
            raise RuleBroken(
                f"{ref} had not begun by {words.day(f'{self.brief.today}')}.",
                "Give the paper a later date, or name another inspection.",
            )
        if "void" in found.body:
            raise RuleBroken(f"{ref} does not count: {say(found.body['void']['reason'])}.", "Name another inspection.")
        if not self.free([found]):
            raise RuleBroken(
                f"{ref} is under embargo.", "Wait until that ends; for readers who may know, add --embargoed."
            )
        return found

    def of(self, noun: str) -> list[Record]:
        """The records of a noun that belong to the inspections and may be told of."""
        if noun not in self._found:
            told = {each.ref for each in self.inspections}
            found = records(self.views, noun, self.brief.recipe.inspection)
            self._found[noun] = self.free(each for each in found if each.body.get("inspection") in told)
        return self._found[noun]

    def free(self, found: Iterable[Record]) -> list[Record]:
        """Those that are under no embargo; others are counted as left out. What each rests on is looked up at once."""
        given = list(found)
        belongs = ("inspection", "under")
        rows = [{"ref": each.ref, **{key: each.body.get(key) for key in belongs}} for each in given]
        kept = {row["ref"] for row in self.brief.free(rows)}
        self.brief.traced.know(kept)
        return [each for each in given if each.ref in kept and self.lasts(each.ref)]

    def lasts(self, ref: str, *fields: str) -> bool:
        """Whether fields of a record (unsaid, all that no later entry changes) stand by entries under no embargo."""
        if self.brief.is_whole(ref):
            return True
        rows = [{"ref": None, "entry": f"E-{at}", "sentence": ""} for at in self.brief.at(ref, *(fields or _LASTING))]
        return len(self.brief.free(rows)) == len(rows)

    @cached_property
    def improvements(self) -> list[Record]:
        """What the inspections ask for; where the paper was chosen for some records, those alone."""
        chosen = self.brief.recipe.records
        return [each for each in self.of("improvement") if not chosen or each.ref in chosen]

    @cached_property
    def refs(self) -> frozenset[str]:
        """The inspections, what they ask for, found and graded."""
        found = [*self.inspections, *self.improvements, *self.of("finding"), *self.of("grade")]
        return frozenset(each.ref for each in found)

    @cached_property
    def work(self) -> list[Record]:
        """The actions under what the inspections ask for."""
        told = {each.ref for each in self.improvements}
        return self.free(each for each in records(self.views, "action") if each.body.get("under") in told)

    @cached_property
    def expectations(self) -> list[Record]:
        """What is expected about any of these; of a paper about all inspections, whatever is."""
        about = {*self.refs, *(each.ref for each in self.work)} if self.brief.recipe.inspection else None
        found = records(self.views, "expectation")
        return self.free(each for each in found if about is None or each.body.get("about") in about)

    @cached_property
    def forums(self) -> list[Record]:
        """The forums that have not ended."""
        return self.free(each for each in records(self.views, "forum") if each.body["status"] != "ended")

    @cached_property
    def meetings(self) -> list[Record]:
        """All meetings, in the order in which they were held."""
        found = self.free(records(self.views, "meeting"))
        return sorted(found, key=lambda each: words.span_of(each.body["held_on"]).last)

    @property
    def several(self) -> bool:
        """Whether each inspection needs a heading."""
        return len(self.inspections) > 1

    def whole(self, found: Record) -> bool:
        """Whether it may be told how a record stands. The day of a publication under embargo is in no due date."""
        if not self.brief.is_whole(found.ref):
            return False
        hangs = any((found.body.get(field) or {}).get("kind") == "within" for field in ("due", "due_first"))
        first = ((found.body.get("due") or {}).get("first") or {}).get("kind") == "within"
        return not (hangs or first) or self.brief.is_whole(self._inspection_of(found))

    def _inspection_of(self, found: Record) -> str:
        of = found.body if "inspection" in found.body else self.names.body(found.body.get("under", "")) or {}
        return str(of.get("inspection"))

    # What is called how, by which entries.

    def every(self, ref: str, *fields: str) -> tuple[int, ...]:
        """All the entries that made fields what they are: of a list, each that put something in."""
        return self.brief.traced.every(ref, *fields)

    def called(self, ref: str, on: date | None = None) -> Said:
        """A record's name, of the paper's date or of another day; of what is under embargo, only that it is."""
        if (ref, on) not in self._called:
            self._called[ref, on] = self._named(ref, on or self.brief.today)
        return self._called[ref, on]

    def _named(self, ref: str, on: date) -> Said:
        if not self.brief.is_free(ref) or not self.lasts(ref, *_NAMED_BY):
            return Said(UNDER_EMBARGO)
        return Said(self.names.of(ref, on), self.brief.at(ref, *_NAMED_BY))

    def who(self, ref: str | None, nobody: str = "none recorded") -> Said:
        """Who is meant, a post with its holder on the paper's date."""
        if ref is None:
            return Said(nobody)
        named = self.called(ref)
        if kind_of(ref) != "POST" or not self.brief.is_free(ref) or not self.brief.is_whole(ref):
            return named
        holder, at = self.names.holder(ref, self.brief.today), self.brief.at(ref, "holders")
        if holder is None or not self.brief.is_free(holder):
            return named.also(*at)
        held = self.called(holder)
        return Said(f"{named.text} ({held.text})", (*named.at, *at, *held.at))

    def by(self, ref: str, on: str) -> Said:
        """Who said something on a day, by the name of then."""
        return self.called(ref, words.span_of(on).last)

    def listed(self, refs: Iterable[str]) -> Said:
        """Some records by name."""
        found = [self.called(ref) for ref in refs]
        return Said("; ".join([f"{each.text}" for each in found]), tuple(at for each in found for at in each.at))


def on(days: str) -> str:
    """``on 22 March 2018``, ``in March 2018``, ``from June 2017 to August 2017``."""
    start, _, end = days.partition("/")
    if end:
        return f"from {words.span(days)}"
    return f"{'on' if len(start) == len('2018-06-12') else 'in'} {words.day(start)}"


def stated(days: str, as_worded: str | None) -> str:
    """When something happened, in the source's own words where these say it otherwise than the days do."""
    same = as_worded is not None and words.plain(as_worded) == words.span(days)
    return words.when(days, None if same else as_worded)


def lines(*pieces: Said) -> Said:
    """Several pieces, each on a line of its own."""
    text = "\n".join(words.ERASED if piece.text is None else piece.text for piece in pieces)
    return Said(text, tuple(at for piece in pieces for at in piece.at))


def capital(text: str) -> str:
    """The same, beginning with a capital."""
    return text[:1].upper() + text[1:]


def by_inspection(telling: Telling, found: Iterable[Record]) -> Iterator[tuple[Record, list[Record]]]:
    """Some records, inspection by inspection, of those that have any."""
    by: dict[str, list[Record]] = {}
    for each in found:
        by.setdefault(each.body["inspection"], []).append(each)
    for inspection in telling.inspections:
        if inspection.ref in by:
            yield inspection, by[inspection.ref]
