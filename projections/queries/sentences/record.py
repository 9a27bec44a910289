"""What can be said of any record."""

from ledger.vocabulary import KINDS, kind_of, say
from projections.queries.sentences.base import Happening, renamed, tells, upper
from projections.queries.words import plain, quoted
from projections.titles import TITLES


@tells("record.noted")
def _noted(it: Happening) -> str:
    return it.texted("Note")


@tells("record.renamed")
def _renamed(it: Happening) -> str:
    return renamed(it, TITLES[KINDS[kind_of(it.stream)]])


@tells("record.aliased")
def _aliased(it: Happening) -> str:
    return f"Also known as {quoted(it.data['alias'])}"


@tells("record.numbered")
def _numbered(it: Happening) -> str:
    return f"Numbered {plain(it.data['number'])}{it.named(' by ', 'by')}"


@tells("record.involved")
def _involved(it: Happening) -> str:
    return f"{upper(say(it.data['role']))} named: {it.name(it.data['who'])}"


@tells("record.linked")
def _linked(it: Happening) -> str:
    return f"Linked: {say(it.data['relation'])} {it.name(it.data['to'])}"


@tells("record.flagged")
def _flagged(it: Happening) -> str:
    about = f" (about E-{it.data['entry']})" if "entry" in it.data else ""
    return it.texted(f"Flag {len(it.was('flags') or ()) + 1}") + about


@tells("record.unflagged")
def _unflagged(it: Happening) -> str:
    return it.texted(f"Flag {it.data['flag']} settled")


@tells("record.accepted")
def _accepted(it: Happening) -> str:
    about = f", E-{it.data['entry']}" if "entry" in it.data else ""
    return it.texted(f"Accepted as it stands ({say(it.data['check'])}{about})")


@tells("record.voided")
def _voided(it: Happening) -> str:
    return f"{it.named('Duplicate of ', 'of') or 'Recorded in error'}: does not count"


@tells("record.undone")
def _undone(it: Happening) -> str:
    said = it.replaced()
    return f"Undone: {said} (E-{it.position})" if said else f"Undone: E-{it.position}"


@tells("record.disclosed")
def _disclosed(it: Happening) -> str:
    whom = plain(it.data["recipient"]) if "recipient" in it.data else it.named("", "to")
    return it.texted(f"Disclosed to {whom}")
