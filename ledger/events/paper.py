"""Board papers: what the force puts before a forum; prepared with the words that people write, frozen when issued."""

from pydantic import Field

from ledger.events.base import (
    Event,
    File,
    Fingerprint,
    Flag,
    Forum,
    Inspection,
    Meeting,
    Moment,
    Number,
    Paper,
    Part,
    Prose,
    Reader,
    Record,
    Somebody,
    WholeDay,
)
from ledger.vocabulary import Marking, PaperKind, PaperSection


class PaperBegun(Event, type="paper.begun", mints="PAP"):
    """A paper is being prepared: what it is to tell, and for whom. Its text is written piece by piece."""

    kind: PaperKind
    #: The date that it bears: that of the meeting, as a rule, which may be yet to come.
    dated: WholeDay
    #: Whom it is put before.
    forum: Forum | None = None
    #: The inspection that it is about; without one, all of them.
    inspection: Inspection | None = None
    #: The records that it tells of, where it was chosen for these.
    records: tuple[Record, ...] = Field(default=(), min_length=1, max_length=2000)
    #: Its title and sender, where they are not what follows from the rest.
    title: Prose | None = None
    sender: Somebody | None = None
    marking: Marking | None = None


class PaperWritten(Event, type="paper.written"):
    """A part of it was written, in place of what stood there; who says is whose words they are."""

    section: PaperSection
    #: Absent where the part was taken out.
    text: Prose | None = None


class Composed(Part):
    """What an issued paper was composed of: the ledger as far as an entry."""

    #: So many entries the ledger had, and the root of its tree then.
    as_of: Number
    root: Fingerprint
    #: The moment as of which embargoes had lifted, or not; and whether it tells what was under one, for who may know.
    moment: Moment
    embargoed: Flag | None = None
    #: Of what changed since: so many entries the ledger had then.
    since: Number | None = None
    #: SHA-256 of what the paper says and which entries it rests on, as the file bears it (docs/papers.md).
    cells: Fingerprint


class PaperIssuedV1(Event, type="paper.issued", mints="PAP"):
    """As of version 1, which knew only papers that were made elsewhere."""

    title: Prose
    digest: Fingerprint
    name: Prose
    size: Number
    content: File | None = None
    forum: Forum | None = None
    meeting: Meeting | None = None
    to: tuple[Reader, ...] = Field(default=(), min_length=1)
    marking: Marking | None = None
    replaces: Paper | None = None

    def newest(self) -> "PaperIssued":
        """The same, as version 2 says it."""
        return PaperIssued(**{name: value for name, value in self if value != ()})


class PaperIssued(Event, type="paper.issued", v=2, mints="PAP"):
    """A paper was issued; who says answers for it. Whoever has the file can tell whether it is the one."""

    title: Prose
    #: SHA-256 of the file.
    digest: Fingerprint
    #: The file's own name, and its length in bytes.
    name: Prose
    size: Number
    #: Where a copy is kept with the ledger.
    content: File | None = None
    forum: Forum | None = None
    meeting: Meeting | None = None
    to: tuple[Reader, ...] = Field(default=(), min_length=1)
    marking: Marking | None = None
    #: The paper that it takes the place of.
    replaces: Paper | None = None
    #: Of a paper that was begun here, and composed from the record; one that was made elsewhere begins when it is
    #: issued.
    composed: Composed | None = None

    @property
    def begins(self) -> str | None:
        """A paper that was begun before only goes on."""
        return None if self.composed else self.mints
