"""The ledger itself: its keys, its clock, what it defines, and what is set in it."""

from projections.queries.sentences.base import Happening, tells
from projections.queries.settings import colour_lines
from projections.queries.words import SETTING, counted, listed, quoted


@tells("ledger.opened")
def _opened(it: Happening) -> str:
    people = listed(list(dict.fromkeys(it.name(key["person"]) for key in it.data["keys"])))
    kind = "Fictitious ledger" if "fictitious" in it.data else "Ledger"
    follows = it.data.get("follows")
    after = f", going on from an earlier ledger after its entry E-{follows['size']}" if follows else ""
    return f"{kind} opened with the key of {people}{after}"


@tells("ledger.clock_accepted")
def _clock_accepted(it: Happening) -> str:
    return "Accepted that earlier entries bear a time ahead of the clock"


@tells("key.enrolled")
def _enrolled(it: Happening) -> str:
    return f"Key enrolled for {it.name(it.data['person'])}, with the right to {listed(it.data['rights'])}"


@tells("key.retired")
def _retired(it: Happening) -> str:
    return f"Key of {_owner_of_key(it)} retired; what it signed stands"


@tells("key.revoked")
def _revoked(it: Happening) -> str:
    return f"Key of {_owner_of_key(it)} revoked; what it signed after entry E-{it.data['after']} no longer counts"


def _owner_of_key(it: Happening) -> str:
    return it.name(it.was(f"key.{it.data['key']}")["person"])


@tells("definition.stated")
def _defined(it: Happening) -> str:
    return f"Defined{it.named(' by ', 'of')}: {quoted(it.data['term'])} means {quoted(it.data['text'])}"


@tells("context.stated")
def _context(it: Happening) -> str:
    return it.texted(f"National picture{it.named(', for ', 'inspection')}")


@tells("setting.chosen")
def _setting(it: Happening) -> str:
    what = SETTING[it.data["setting"]]
    if "days" in it.data:
        return f"Setting: {what} means {counted(it.data['days'], 'day')}"
    return f"Setting: {what}" + (it.named(" is ", "organisation") or " as the program has it")


@tells("setting.colours_set")
def _colours(it: Happening) -> str:
    if "rule" not in it.data:
        return "Status colours: as the program has them"
    return f"Status colours, the first that applies: {'; '.join(colour_lines(it.data['rule']))}"
