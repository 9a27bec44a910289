"""What the ledger does to be believed: countersignatures, its policy, what was erased, what was carried over."""

from projections.queries.sentences.base import Happening, tells
from projections.queries.words import counted


@tells("countersignature.asked")
def _asked(it: Happening) -> str:
    return f"Countersignature asked{it.named(' of ', 'to')} for everything up to this entry"


@tells("countersignature.added")
def _added(it: Happening) -> str:
    return f"Countersignature of the first {counted(it.data['size'], 'entry', 'entries')} received"


@tells("policy.stated")
def _policy(it: Happening) -> str:
    return "Policy of countersignatures stated"


@tells("predecessor.carried")
def _carried(it: Happening) -> str:
    carried = counted(it.data["entries"], "entry", "entries")
    return f"Carried over from the earlier ledger: its first {carried}; whatever came after them is lost"


@tells("text.erased")
def _erased(it: Happening) -> str:
    entries = sorted({each["entry"] for each in it.data["texts"]})
    replaced = sum("instead" in each for each in it.data["texts"])
    what = counted(len(it.data["texts"]), "text")
    where = ", ".join(f"E-{entry}" for entry in entries)
    return f"Erased {what} of {where}" + (f", {replaced} of them replaced by other words" if replaced else "")
