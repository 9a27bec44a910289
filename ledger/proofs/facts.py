"""What an entry says that must agree with its columns and with the entries before it."""

from ledger.proofs.entry import Json
from ledger.proofs.evidence import Evidence, RawEntry, plain
from ledger.proofs.judging import Run
from ledger.proofs.keys import Roll, check_follows
from ledger.proofs.regular import Understand
from ledger.proofs.streams import LEDGER, Streams
from ledger.proofs.verdict import Counts, Findings

#: The type of an entry that says of another that it means nothing (docs/proof-format.md, section 10), and how the types
#: begin of which that is never said: who may sign, and that something was undone.
_UNDONE = "record.undone"
_NEVER_UNDONE = ("key.", "ledger.", _UNDONE)
#: What says how much of an earlier ledger the keeper of this one recorded again.
_CARRIED = "predecessor.carried"


class Facts:
    """Takes the entries in order. ``now``: the present, written as entries write it."""

    def __init__(
        self, evidence: Evidence, findings: Findings, remarks: Findings, counts: Counts, roll: Roll,
        understand: Understand, now: str | None, expected_key: str | None,
    ) -> None:  # fmt: skip
        self._evidence, self._understand = evidence, understand
        self._findings, self._remarks, self._counts = findings, remarks, counts
        self._roll, self._now, self._expected_key = roll, now, expected_key
        self._last_at, self._began = "", ""
        self.streams = Streams()
        self._follows: Json | None = None
        self.first_key, self.fictitious = "", False

    def take(self, row: RawEntry, entry: Json) -> None:
        """One more entry."""
        position, stream = row.position, entry["stream"]
        self._compare(row, entry)
        for kind, what in self.streams.follow(stream, entry["version"]):
            self._say(kind, position, what, stream)
        self._follow_clock(position, entry)
        if (fault := self._understand(entry)) is not None:
            adding = self._remarks if fault[0] == "unknown" else self._findings
            adding.add(fault[0], f"E-{position} {fault[1]}.", position, reference=stream, column="entry.bytes")
        if "fixes" in entry:
            self._correct(position, entry, known=fault is None)
        if (entry["type"] == "ledger.opened") != (position == 1):
            self._say("opening", position, f"is a {entry['type']} entry", stream)
        elif position == 1:
            self._open(entry)
        elif entry["type"] == _CARRIED and fault is None:
            self._carry(position, entry["data"]["entries"])
        self._counts.before += self._is_before(entry["on"]["to"])

    def take_run(self, run: Run) -> bool:
        """Many entries; False, and nothing is taken, if there is anything to say of one of them."""
        first, last = run.parts[0].at, run.parts[-1].at
        if first < self._last_at or (self._now and last > self._now) or not self.streams.follow_all(run.versions):
            return False
        self._last_at = last
        self._counts.before += sum(count for end, count in run.ends.items() if self._is_before(end))
        return True

    def _is_before(self, end: str) -> bool:
        return end < self._began[: len(end)]

    def _compare(self, row: RawEntry, entry: Json) -> None:
        for column, field in (("stream", "stream"), ("version", "version"), ("type", "type"), ("command", "cmd")):
            if (found := plain(getattr(row, column))) != entry[field]:
                what = f"says {field} {entry[field]}, its column says {found!s:.80}"
                self._say("column", row.position, what, entry["stream"], f"entry.{column}")

    def _follow_clock(self, position: int, entry: Json) -> None:
        stream, at = entry["stream"], entry["at"]
        if at < self._last_at:
            self._say("clock", position, f"was recorded at {at}, before the entry above it ({self._last_at})", stream)
        elif self._now and at > self._now:
            self._remarks.add("ahead", f"E-{position} is dated {at}, after the present.", position, reference=stream)
        self._last_at = max(at, self._last_at)

    def _correct(self, position: int, entry: Json, *, known: bool) -> None:
        """What an entry corrects is an earlier one of its record, and of its type where that is a known one.

        What it undoes is of any type, but began no record and says nothing of who may sign.
        """
        fixes, stream = entry["fixes"], entry["stream"]
        before = self._evidence.entry(fixes) if fixes < position else None
        if before is None:
            self._say("fixes", position, f"corrects E-{fixes}, which is not before it", stream)
            return
        same, type_name = plain(before.stream) == stream, str(plain(before.type))
        if same and known and entry["type"] == _UNDONE:
            if before.version == 1 or type_name.startswith(_NEVER_UNDONE):
                self._say("fixes", position, f"undoes E-{fixes}, which cannot be undone", stream)
        elif not same or (known and type_name != entry["type"]):
            self._say("fixes", position, f"corrects E-{fixes}, which is of another record or type", stream)

    def _open(self, entry: Json) -> None:
        self._began, self.first_key = entry["at"], entry["key"]
        self.fictitious = entry["data"].get("fictitious") == 1
        for what in self._roll.open(entry["data"]):
            self._say("enrolment", 1, what, LEDGER)
        if not check_follows(entry["data"].get("follows")):
            self._say("opening", 1, "follows a ledger by a checkpoint that its key did not sign", LEDGER)
        elif follows := entry["data"].get("follows"):
            self._follows = follows
            what = f"This ledger goes on from another, {follows['origin']}, which had {follows['size']} entries."
            self._remarks.add("successor", what, 1, reference=LEDGER)
        if self._expected_key not in (None, self.first_key):
            what = f"The ledger was opened with the key {self.first_key}, not with {self._expected_key}."
            self._findings.add("first-key", what, 1, reference=LEDGER)

    def _carry(self, position: int, entries: int) -> None:
        """Of what was lost only this is known; and who had recorded the rest, only the earlier file proves."""
        known = self._follows["size"] if self._follows else entries
        lost = f"its E-{entries + 1} to E-{known} are lost" if known > entries else "nothing of it is known to be lost"
        what = (
            f"What stands before E-{position} was recorded again by this ledger's keeper, out of the first {entries} "
            f"entries of the earlier one; {lost}. Who had recorded them there, and when, only its own file proves."
        )
        self._remarks.add("successor", what, position, reference=LEDGER)

    def _say(self, kind: str, position: int, what: str, reference: str, column: str = "entry.bytes") -> None:
        self._findings.add(kind, f"E-{position} {what}.", position, reference=reference, column=column)
