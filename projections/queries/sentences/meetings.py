"""Forums, and what they did when they met."""

from projections.queries import words
from projections.queries.names import held_on
from projections.queries.sentences.base import Happening, tells
from projections.queries.words import quoted


@tells("forum.added")
def _forum(it: Happening) -> str:
    cadence = f", {words.cadence(it.data['cadence'])}" if "cadence" in it.data else ""
    purpose = it.texted("; its purpose", "purpose") if "purpose" in it.data else ""
    who = f"{it.named(', ', 'organisation')}{it.named(', chaired by ', 'chair')}{cadence}{purpose}"
    return f"Forum added: {quoted(it.data['name'])}{who}"


@tells("forum.chaired")
def _chaired(it: Happening) -> str:
    former = held_on(it.was("chairs") or (), it.day, {"chair": None})["chair"]
    return f"Chaired by {it.name(it.data['chair'])}" + (f", after {it.name(former)}" if former else "")


@tells("forum.cadence_set")
def _cadence_set(it: Happening) -> str:
    return f"Meets {words.cadence(it.data.get('cadence', words.AS_NEEDED))} from now on"


@tells("forum.ended")
def _ended(it: Happening) -> str:
    return it.texted("Forum dissolved")


@tells("meeting.held")
def _held(it: Happening) -> str:
    who = f"{it.name(it.data['forum'])} met{it.named(', as expected in ', 'expected')}"
    return f"{who}{it.named('; attended by ', 'attended')}"


@tells("meeting.tabled")
def _tabled(it: Happening) -> str:
    return it.named("Put before it: ", "papers")


@tells("meeting.considered")
def _considered(it: Happening) -> str:
    return it.texted(it.named("Considered ", "records"))


@tells("meeting.decided")
def _decided(it: Happening) -> str:
    return it.texted(f"Decided{it.named(', about ', 'about')}")
