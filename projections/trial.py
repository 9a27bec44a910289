"""What the read models would be with entries that are not stored: so a dry run can say what it would record."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from projections.page import Page
from projections.views import Views

if TYPE_CHECKING:
    from ledger.stores.log import Log, Row


class _Undone(Exception):
    """Ends the transaction so that nothing of it stays."""


class _Tried:
    """As much of a log as a page asks for, with entries and texts that it does not have."""

    def __init__(self, log: "Log", rows: "Sequence[Row]", texts: Mapping[str, bytes]) -> None:
        self._log, self._rows, self._texts = log, rows, texts

    def of_stream(self, stream: str) -> "list[Row]":
        """The entries of one record, in order."""
        return [*self._log.of_stream(stream), *(row for row in self._rows if row.stream == stream)]

    def texts(self, commitments: Sequence[str]) -> dict[str, bytes]:
        """The content for each commitment, wherever it is."""
        tried = {each: self._texts[each] for each in commitments if each in self._texts}
        return self._log.texts([each for each in commitments if each not in tried]) | tried

    def instead(self, commitments: Sequence[str]) -> dict[str, bytes]:
        """What stands in the place of those that were erased; what is only tried has erased none."""
        return self._log.instead(commitments)


@contextmanager
def trial(log: "Log", views: Views, rows: "Sequence[Row]", texts: Mapping[str, bytes]) -> Iterator[bool]:
    """Inside, the read models hold these entries too; after it, they are as they were.

    Gives whether they do: where somebody recorded meanwhile, the entries would stand elsewhere.
    """
    with suppress(_Undone), views.writing():
        level = views.level()
        fits = level is not None and level.position == rows[0].position - 1
        if fits:
            Page(_Tried(log, rows, texts), views).take(list(rows))
        yield fits
        raise _Undone
