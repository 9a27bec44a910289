"""Documents: the letters, reports and papers that facts come from. It happened on the day they bear."""

from typing import Annotated

from pydantic import AfterValidator, Field

from ledger.events.base import Event, File, Forum, Inspection, Moment, Number, Prose, Reader, Somebody
from ledger.vocabulary import DocumentKind, Marking


def _known_at_first(kind: DocumentKind) -> DocumentKind:
    if kind in {DocumentKind.RESPONSE, DocumentKind.EVIDENCE}:
        raise ValueError("version 1 did not know this kind")
    return kind


class DocumentAddedV1(Event, type="document.added", mints="DOC"):
    """As of version 1, which knew fewer kinds, and no forum to send one to."""

    kind: Annotated[DocumentKind, AfterValidator(_known_at_first)]
    title: Prose
    marking: Marking | None = None
    to: tuple[Somebody, ...] = Field(default=(), min_length=1)
    copied: tuple[Somebody, ...] = Field(default=(), min_length=1)
    address: Prose | None = None

    def newest(self) -> "DocumentAdded":
        """The same, as version 2 says it."""
        return DocumentAdded(**{name: value for name, value in self if value != ()})


class DocumentAdded(Event, type="document.added", v=2, mints="DOC"):
    """A document was put on the record; who says is its author."""

    kind: DocumentKind
    title: Prose
    #: As printed; absent where nobody here has seen it.
    marking: Marking | None = None
    to: tuple[Reader, ...] = Field(default=(), min_length=1)
    copied: tuple[Reader, ...] = Field(default=(), min_length=1)
    #: Where it was published, as printed.
    address: Prose | None = None
    #: The inspection that it is about.
    inspection: Inspection | None = None


class DocumentKept(Event, type="document.kept"):
    """A copy of the document is kept with the ledger, under a commitment."""

    content: File
    #: The file's own name.
    name: Prose
    #: Its length in bytes.
    size: Number


class DocumentEmbargoed(Event, type="document.embargoed"):
    """It must not be published until a moment; recorded again, that moment moved. Lifting is not publication."""

    #: Absent where no moment was given: until the inspectorate says otherwise.
    until: Moment | None = None


class DocumentReleased(Event, type="document.released"):
    """Its embargo was lifted before its moment, or where it had none."""


class DocumentAsked(Event, type="document.asked"):
    """What the document asks of whom it is put before ("to note"): a request, not what came of it."""

    text: Prose
    of: Forum | None = None
