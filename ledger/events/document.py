"""Documents: the letters, reports and papers that facts come from. It happened on the day they bear."""

from pydantic import Field

from ledger.events.base import Event, Prose, Somebody
from ledger.vocabulary import DocumentKind, Marking


class DocumentAdded(Event, type="document.added", mints="DOC"):
    """A document was put on the record; who says is its author."""

    kind: DocumentKind
    title: Prose
    #: As printed; absent where nobody here has seen it.
    marking: Marking | None = None
    to: tuple[Somebody, ...] = Field(default=(), min_length=1)
    copied: tuple[Somebody, ...] = Field(default=(), min_length=1)
    #: Where it was published, as printed.
    address: Prose | None = None
