"""A pack in the ledger of a terminal, recorded past the command that writes its file."""

from ledger import keyring
from ledger.codec import Happened
from ledger.days import Span
from ledger.draft import Saying
from ledger.events import Prose
from ledger.events.pack import PackMade
from ledger.recording import Ledger
from tests.commands.terminal import Terminal


def packed(desk: Terminal, as_of: int, *refs: str) -> None:
    """The auditor gets these records as they stood at an entry."""
    made = PackMade(recipient=Prose("The auditor"), records=refs, as_of=as_of)
    origin = str(desk.does("stats", "--json").json["origin"])
    with Ledger(desk.path, keyring.keys(origin)[0]) as ledger:
        ledger.record(lambda draft: draft.add(made, Saying(Happened(Span.on("2025-11-03")))))
