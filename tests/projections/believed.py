"""The part of the story by which the ledger is believed: what was carried over, signed, erased and handed over."""

from typing import Any

from ledger.draft import Draft
from ledger.events import File, Prose
from ledger.events.countersignature import CountersignatureAdded, CountersignatureAsked
from ledger.events.ledger import Follows
from ledger.events.pack import PackMade
from ledger.events.policy import PolicyStated
from ledger.events.predecessor import PredecessorCarried
from ledger.events.record import RecordNoted
from ledger.events.text import ErasedText, TextErased
from tests.making import say

#: The ledger that this one goes on from.
BEFORE = Follows(origin="fenshire-lost.ffeeddccbbaa9988", size=40, root="ab" * 32)
POLICY, SIGNED = b"quorum none", b"The checkpoint, and who signed it."
#: The commitments of three texts.
GONE = tuple(number * 32 for number in ("5a", "5b", "5c"))


def believed(draft: Draft) -> None:
    """It went on from another, states its policy, was countersigned, lost three texts, and made two packs."""
    draft.add(PredecessorCarried(entries=38, root="cd" * 32), say("2018-03-22"))
    draft.add(PolicyStated(policy=File(POLICY)), say("2018-03-22"))
    draft.add(CountersignatureAsked(to="ORG-3"), say("2019-05-01"))
    draft.add(CountersignatureAdded(size=100, note=File(SIGNED)), say("2019-05-03", by="ORG-3"))
    first = ErasedText(text=GONE[0], entry=28, instead=Prose("A figure was given"))
    draft.add(TextErased(texts=(first, ErasedText(text=GONE[1], entry=27))), say("2019-05-04"))
    draft.add(TextErased(texts=(ErasedText(text=GONE[2], entry=28),)), say("2019-05-05"))
    made = PackMade(recipient=Prose("The auditor"), records=("AFI-1", "COC-1"), as_of=95, withheld=1)
    draft.add(made, say("2019-06-01", by="POST-1"))
    draft.add(PackMade(to="ORG-1", records=("AFI-1",), as_of=100, replaces="PCK-1"), say("2019-06-02", by="POST-1"))
    draft.add(RecordNoted(text=Prose("Sent by post.")), say("2019-06-03"), "PCK-2")


#: What the first of each of these changes.
MADE_OF_IT: dict[str, tuple[str, dict[str, Any]]] = {
    "predecessor.carried": ("LEDGER", {"carried": {"entries": 38, "root": "cd" * 32, "on": "2018-03-22"}}),
    "policy.stated": ("LEDGER", {"policy": {"file": POLICY.decode(), "on": "2018-03-22"}}),
    "countersignature.asked": ("LEDGER", {"countersignatures_asked": [{"to": "ORG-3", "on": "2019-05-01"}]}),
    "countersignature.added": (
        "LEDGER",
        {"countersignatures": [{"size": 100, "note": SIGNED.decode(), "on": "2019-05-03"}]},
    ),
    "text.erased": ("LEDGER", {"erased": 2}),
    "pack.made": (
        "PCK-1",
        {
            "recipient": "The auditor", "records": ["AFI-1", "COC-1"], "as_of": 95, "withheld": 1,
            "made_on": "2019-06-01",
        },
    ),
}  # fmt: skip
