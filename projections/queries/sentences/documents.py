"""Documents with their copies, embargoes and requests; and the papers that the force issues."""

from typing import Any

from ledger.vocabulary import say
from projections.queries import words
from projections.queries.sentences.base import Happening, tells
from projections.queries.words import counted, plain, quoted


@tells("document.added")
def _document(it: Happening) -> str:
    what = f"{say(it.data['kind']).capitalize()} added: {quoted(it.data['title'])}{it.named(', about ', 'inspection')}"
    return f"{what}{it.named(', to ', 'to')}{it.named(', copied to ', 'copied')}{_marked(it)}"


def _marked(it: Happening) -> str:
    match it.data.get("marking"):
        case None:
            return ""
        case "none_stated":
            return ", no marking stated"
        case marking:
            return f", marked {words.marking(marking)}"


@tells("document.kept")
def _kept(it: Happening) -> str:
    return f"Copy kept with the ledger: {plain(it.data['name'])}, {counted(it.data['size'], 'byte')}"


@tells("document.embargoed")
def _embargoed(it: Happening) -> str:
    former, until = it.was("embargo"), it.data.get("until")
    if former is not None:
        return f"Embargo moved from {_moment(former.get('until'))} to {_moment(until)}"
    return f"Under embargo {words.until(until)}"


def _moment(until: Any) -> str:
    return words.uk_moment(until) if until else "no stated moment"


@tells("document.released")
def _released(it: Happening) -> str:
    until = (it.was("embargo") or {}).get("until")
    return "Embargo lifted" + (f"; it was to last until {words.uk_moment(until)}" if until else "")


@tells("document.asked")
def _asked(it: Happening) -> str:
    return it.texted(f"Asks{it.named(' of ', 'of')}")


@tells("paper.begun")
def _begun(it: Happening) -> str:
    title = f": {quoted(it.data['title'])}" if "title" in it.data else ""
    about = f"{it.named(', about ', 'inspection')}{it.named(', telling of ', 'records')}{it.named(', for ', 'forum')}"
    whose = f"{it.named(', from ', 'sender')}{_marked(it)}"
    return f"{words.PAPER[it.data['kind']]} of {words.day(it.data['dated'])} begun{about}{whose}{title}"


@tells("paper.written")
def _written(it: Happening) -> str:
    section = words.SECTION[it.data["section"]]
    return it.texted(f"{section} written") if "text" in it.data else f"{section} taken out"


@tells("paper.issued")
def _issued(it: Happening) -> str:
    where = f"{it.named(', at ', 'meeting') or it.named(', for ', 'forum')}{it.named(', to ', 'to')}"
    made = f", composed of the first {it.data['composed']['as_of']:,} entries" if "composed" in it.data else ""
    in_place = it.named(", in place of ", "replaces")
    return f"Paper issued: {quoted(it.data['title'])}{where}{_marked(it)}{made}{in_place}"


@tells("pack.made")
def _pack(it: Happening) -> str:
    whom = it.name(it.data["to"]) if "to" in it.data else plain(it.data["recipient"])
    withheld = f", {counted(it.data['withheld'], 'text')} withheld" if "withheld" in it.data else ""
    of = counted(len(it.data["records"]), "record")
    return f"Pack made for {whom}: {of} as of E-{it.data['as_of']}{withheld}{it.named(', in place of ', 'replaces')}"
