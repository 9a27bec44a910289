"""Board papers: what the force puts before a forum, frozen by the hash of its file."""

from pydantic import Field

from ledger.events.base import Event, File, Fingerprint, Forum, Meeting, Number, Paper, Prose, Reader
from ledger.vocabulary import Marking


class PaperIssued(Event, type="paper.issued", mints="PAP"):
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
