"""A small ledger in which every text is awkward: markup, code of templates, formulas, letters of other languages."""

from dataclasses import replace
from itertools import count
from typing import Any

from ledger.draft import Draft, Saying
from ledger.events import Event, Prose
from ledger.events.organisation import OrganisationRenamed
from ledger.events.paper import PaperBegun, PaperWritten
from ledger.events.record import RecordRenamed
from ledger.recording import Plan
from tests.making import say
from tests.projections.papers.sample import AWKWARD

#: What an entry may hold of what papers have to hold: no invisible controls; and other ways to begin something.
HOLDABLE = (
    *(text for text in AWKWARD if "\x01" not in text),
    "{{ paper.__class__ }} {%p endfor %} {% raw %} ${x} %s %(x)s {0} \\u0041 &lt;b&gt; &#65; <!--c3-->",
    "@SUM(A1:A9) +1 -1 |cmd! \t\"quoted\" 'x' [link](javascript:1) ![x](y) ~~gone~~ 1. - * > # ``` <details>",
    '#set page(width: 1pt) #import "x" \\[ \\] $ /* // #sym.arrow ~ -- --- ... :emoji: \'tis "so"',
    "Siân ap Llŷr, Zażółć gęślą jaźń, Ní Bhraonáin, Škoda, ﬁ, e\u0301, n\u0303, ½, №, ‹ › „ “ — – … 🚓",
)
#: The parts of each kind that people write.
WRITTEN = {
    "board": ("purpose", "background", "commentary", "national_picture", "recommendation"),
    "progress": ("purpose", "commentary", "recommendation"),
    "response": ("purpose", "comments", "chief_officer_comments"),
    "timeline": ("commentary",),
}


class Awkward:
    """A draft of which every text is an awkward one instead, and no two are the same; ``said`` has them all."""

    def __init__(self, draft: Draft, said: dict[str, str], numbers: "count[int]") -> None:
        self._draft, self._said, self._numbers = draft, said, numbers

    def __getattr__(self, name: str) -> Any:
        return getattr(self._draft, name)

    def add(self, event: Event, saying: Saying, to: str | None = None) -> str:
        """As a draft does."""
        why = self._made(saying.why, f"{event.type}/why")
        changed = {name: self._made(value, f"{event.type}/{name}") for name, value in event}
        return self._draft.add(event.model_copy(update=changed), replace(saying, why=why), to)

    def _made(self, value: Any, name: str) -> Any:
        if isinstance(value, Prose):
            number = next(self._numbers)
            text = f"{HOLDABLE[number % len(HOLDABLE)]} ({number})"
            self._said[f"{name}/{number}"] = text
            return Prose(text)
        if hasattr(value, "model_copy"):
            return value.model_copy(update={key: self._made(each, f"{name}/{key}") for key, each in value})
        return tuple(self._made(each, name) for each in value) if isinstance(value, tuple) else value


def awkwardly(plan: Plan, said: dict[str, str], numbers: "count[int]") -> Plan:
    """The same entries with awkward texts."""
    return lambda draft: plan(Awkward(draft, said, numbers))  # type: ignore[arg-type]


def renamed(draft: Draft) -> None:
    """Whoever was there when the ledger began has another name."""
    for ref in ("ORG-1", "ORG-2"):
        draft.add(OrganisationRenamed(name=Prose("Otherwise")), say("2018-01"), ref)
    for ref in ("PER-1", "POST-1"):
        draft.add(RecordRenamed(name=Prose("Otherwise")), say("2018-01"), ref)


def prepared(kind: str) -> Plan:
    """A paper of a kind is begun, and each of its parts is written: all awkward texts after one another."""

    def plan(draft: Draft) -> None:
        about = {"forum": "FOR-1"} if kind in ("board", "progress") else {}
        about |= {"inspection": "INS-1"} if kind == "response" else {}
        begun = about | {"kind": kind, "dated": "2026-01-01", "title": Prose(" ".join(HOLDABLE))}
        ref = draft.add(PaperBegun.model_validate(begun), say("2018-11-09"))
        for section in WRITTEN[kind]:
            written = {"section": section, "text": Prose("\n\n".join((*HOLDABLE, f"So much for {section}.")))}
            draft.add(PaperWritten.model_validate(written), say("2018-11-09"), ref)

    return plan


def paragraphs(kind: str) -> set[str]:
    """What the parts of such a paper say, and its title."""
    written = {piece for text in HOLDABLE for piece in text.split("\n\n")}
    return {" ".join(HOLDABLE), *written, *(f"So much for {section}." for section in WRITTEN[kind])}
