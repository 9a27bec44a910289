"""What was set as the goal before building, each as a limit on a ratio or on memory. Changed only with a reason."""

from enum import Enum
from typing import NamedTuple


class Unit(Enum):
    """What a result counts, and how it is written."""

    RATIO = "{:.2f}x"
    SHARE = "+{:.0%}"
    MEGABYTES = "{:.0f} MB"
    ERRORS = "{:.0f}"


class Target(NamedTuple):
    """What is compared with what, and the limit: the most that it may be, or with ``least`` the least."""

    operation: str
    against: str
    limit: float | None
    unit: Unit = Unit.RATIO
    least: bool = False

    def met(self, found: float) -> bool | None:
        """Whether what was found keeps to the limit; None where there is none."""
        if self.limit is None:
            return None
        return found >= self.limit if self.least else found <= self.limit

    def spoken(self) -> str:
        """The limit as a table shows it."""
        if self.limit is None:
            return "–"
        return f"{'≥' if self.least else '≤'} {self.unit.value.format(self.limit)}"


_BARE = "`python -c pass`"
_SQLITE = "raw sqlite3, one durable insert"
_PLAIN = "the plain library's durable save"
_SELECT = "a raw SELECT of the entries"
_SMALL = "the same on 5,000 entries"
_SHA = "one hashlib.sha256 an entry"
_DOCXTPL = "docxtpl, and typst for the same pictures, alone"
_TYPST = "typst alone, the same pages"
_REGISTER = "`afi register`, the same improvements"
_BACK = "`afi register --at` that day, the same improvements"

#: By name, in the order of the table. A row without a limit explains the one above it.
TARGETS = {
    "start.version": Target("`afi --version`", _BARE, 2.5),
    "start.show": Target("`afi show`, in a pipe", _BARE, 6.5),
    "start.show-large": Target("the same on a large ledger", _BARE, 6.5),
    "start.register": Target("`afi register`, one inspection, in a pipe", _BARE, 6.5),
    "start.register-json": Target("`afi register --json`, one inspection", _BARE, 6.5),
    "start.register-all": Target("`afi register`, every improvement, in a pipe", _BARE, None),
    "start.table": Target("`afi register`, one inspection, a table on a terminal", _BARE, 11),
    "start.note": Target("`afi note`: signed, durable, read models level", _BARE, 16),
    "append.one": Target("one recording, through every check", _SQLITE, None),
    "append.level": Target("one recording, then the read models", _SQLITE, 2.2),
    "append.plain": Target("the plain library's durable save", _SQLITE, None),
    "append.seal": Target("sealing and signing alone", _PLAIN, 0.45, Unit.SHARE),
    "append.sign": Target("of it, the signature", _PLAIN, None, Unit.SHARE),
    "append.tree": Target("of it, the tree: its edge read, one leaf added, the root made", _PLAIN, None, Unit.SHARE),
    "append.rows": Target("of it, rows: the command's index, the checkpoint, the triggers", _PLAIN, None, Unit.SHARE),
    "append.bulk": Target("100 entries in one recording, then the read models", "raw sqlite3, 100 in one insert", 5),
    "writers.rate": Target("8 processes recording at once, entries a second", "1 process", 0.95, least=True),
    "writers.wait": Target("the slowest 1 in 100 of them", "the median", 20),
    "writers.errors": Target("recordings of them that failed", "none", 0, Unit.ERRORS),
    "rebuild.time": Target("rebuild of all read models", _SELECT, 8),
    "rebuild.parse": Target("what any reader pays: each entry read, and parsed as JSON", _SELECT, None),
    "rebuild.memory": Target("peak memory of it", "", 100, Unit.MEGABYTES),
    "rebuild.process": Target("`afi rebuild`, the whole process, 5,000 entries", _BARE, 10),
    "scale.register": Target("`afi register`, one inspection, at a million entries", _SMALL, 2),
    "scale.status": Target("`afi register` of an inspection, an owner and a status", _SMALL, 2),
    "scale.show": Target("`afi show`, an improvement", _SMALL, 2),
    "scale.show-inspection": Target("`afi show`, an inspection with all that hangs on it", _SMALL, 2),
    "scale.why": Target("`afi why`, an improvement", _SMALL, 2),
    "scale.as-of-register": Target("`afi register --as-of` the middle, one inspection", _SMALL, 2),
    "scale.as-of-show": Target("`afi show --as-of` the middle", _SMALL, 2),
    "scale.changes": Target("`afi changes` between two moments, 200 entries", _SMALL, 2),
    "scale.log": Target("`afi log`", _SMALL, 2),
    "scale.today": Target("`afi` alone, which counts all that is open", _SMALL, None),
    "scale.search-common": Target("`afi search`, a word in one entry of twelve", _SMALL, 2),
    "scale.search-rare": Target("`afi search`, a word in one entry of a thousand", _SMALL, 2),
    "scale.search-phrase": Target("`afi search`, a phrase in one entry of seven", _SMALL, 2),
    "scale.search-together": Target("`afi search`, two words", _SMALL, 2),
    "scale.search-filter": Target("`afi search`, a common word, one inspection", _SMALL, 2),
    "scale.search-as-of": Target("`afi search --as-of` the middle, a common word", _SMALL, 2),
    "scale.search-best": Target("`afi search --best`, a rare word", _SMALL, 2),
    "scale.rows-all": Target("`afi register`, every improvement: a row", "a row on 5,000 entries", 2),
    "scale.rows-best": Target("`afi search --best --all`, a common word: a row", "a row on 5,000 entries", 2),
    "scale.memory": Target("the most memory of all these that show a page or so", "", 100, Unit.MEGABYTES),
    "scale.memory-rows-all": Target("peak memory of `afi register`, every improvement", "", None, Unit.MEGABYTES),
    "papers.word": Target("`afi paper board`, 50 improvements and 3 charts, to Word", _DOCXTPL, 3),
    "papers.pdf": Target("the same to PDF", _TYPST, 3),
    "papers.html": Target("the same to HTML", _REGISTER, 2),
    "papers.markdown": Target("the same to Markdown", _REGISTER, 2),
    "papers.html-passed": Target("the same of a day that has passed, to HTML", _BACK, None),
    "papers.markdown-passed": Target("the same of a day that has passed, to Markdown", _BACK, None),
    "papers.start": Target("of each, what any command on papers takes: `afi paper list`", _REGISTER, None),
    "papers.compose": Target("of each, the paper composed, its charts apart", _REGISTER, None),
    "papers.charts": Target("of each, the charts drawn", _REGISTER, None),
    "papers.render-word": Target("of Word, the document written, its pictures apart", _REGISTER, None),
    "papers.dots": Target("of Word, the charts drawn in dots too", _REGISTER, None),
    "papers.render-pdf": Target("of PDF, the document written", _REGISTER, None),
    "papers.render-html": Target("of HTML, the document written", _REGISTER, None),
    "papers.render-markdown": Target("of Markdown, the document written", _REGISTER, None),
    "audit.time": Target("audit without signatures, on all cores", _SHA, 2.5),
    "audit.entries": Target("the same, less what its texts take by themselves", _SHA, 2.5),
    "audit.texts": Target("its texts by themselves: read, hashed and compared, on all cores", _SHA, None),
    "audit.floor": Target("rows read, hashed, and their tree compared, and nothing else, on all cores", _SHA, None),
    "audit.alone": Target("the same audit in one process", _SHA, None),
    "audit.parse": Target("what any reader pays: each entry parsed as JSON, once", _SHA, None),
    "audit.tree": Target("each entry read, hashed and put into the tree", _SHA, None),
    "audit.read": Target("what any reader pays: each row of entries and texts read", _SHA, None),
    "audit.pages": Target("SQLite's own check of the file, beside the audit", _SHA, None),
    "audit.memory": Target("peak memory of the audit in one process", "", 100, Unit.MEGABYTES),
    "audit.signatures": Target("signatures checked a second", "the library's loop on all cores", 0.8, least=True),
}  # fmt: skip
