"""The checkpoints that seal a log, as signed notes for whoever is handed something of it."""

from typing import TYPE_CHECKING

from ledger.errors import IntegrityBroken
from ledger.proofs.note import Checkpoint, parse_vkey
from projections.queries.keys import keys
from projections.views import Views

if TYPE_CHECKING:
    from ledger.stores.log import Head, Log


class Seals:
    """Those of the keys that were enrolled."""

    def __init__(self, log: "Log", views: Views) -> None:
        self._log, self.origin = log, str(log.opening()["origin"])
        self._public = {row["fingerprint"]: parse_vkey(row["vkey"])[1] for row in keys(views)}

    def head(self, size: int) -> "Head":
        """The seal of the first ``size`` entries. ``IntegrityBroken`` where nobody who was enrolled made one."""
        head = self._log.checkpoint(size)
        if head is None or head.key.hex() not in self._public:
            what = f"The seal of the first {size} entries is not there, or by nobody who was enrolled."
            raise IntegrityBroken(what, "Run `afi verify` to see what is wrong.")
        return head

    def public(self, size: int) -> bytes:
        """The public key that made it."""
        return self._public[self.head(size).key.hex()]

    def note(self, size: int) -> str:
        """Its checkpoint as a note that this key signed."""
        head = self.head(size)
        return Checkpoint(self.origin, size, head.root).signed(self.public(size), head.signature)
