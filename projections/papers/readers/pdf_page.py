"""What is written on a page of a PDF: its content stream read operator by operator (ISO 32000-1, 7.8.2 and 9.4).

Text is told by what its glyphs stand for, in pieces, each with the mark that it stands under: a number by which the
structure of the document knows it, or that it is an artifact of the page, or none, as with what others lay over it.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

#: Bytes of all pages together, unpacked; and forms that are drawn in all.
LARGEST = 50_000_000
_MOST_FORMS, _MOST_CODES, _MOST_OPERATORS = 10_000, 2_000_000, 1_000_000
_MOST_NESTED = 10_000
_MOST_OPERANDS = 100_000
_DEEPEST = 8
#: What stands between the words of a content stream, and what ends one.
SPACE = rb"\x00\t\n\x0c\r "
DELIMITER = rb"()<>\[\]{}/%"
_REGULAR = rb"[^" + SPACE + DELIMITER + rb"]"
#: Of what only draws lines, and where and in which colours, nothing is asked.
_DRAWN = rb"[mlhcvyfFnsSwJjMdigGkK]|[bBfW]\*?|re|cm|rg|RG|cs|CS|scn?|SCN?"
_END = rb"(?=[" + SPACE + DELIMITER + rb"])"
_TOKEN = re.compile(
    rb"(?P<skip>(?:[" + SPACE + rb"]++|%[^\r\n]*+|[\[\]{})>]|<<)++)"
    rb"|(?P<drawing>(?:(?:[-+.0-9]++[" + SPACE + rb"]++){0,8}+(?:" + _DRAWN + rb")"
    + _END + rb"[" + SPACE + rb"]*+)++)"
    rb"|(?P<number>[-+.]?[0-9][-+.0-9]*+" + _END + rb")|(?P<open>\()|<(?P<hex>[0-9A-Fa-f" + SPACE + rb"]*+)>?"
    rb"|/(?P<name>" + _REGULAR + rb"*+)|(?P<word>" + _REGULAR + rb"++)"
)  # fmt: skip
_PART = re.compile(rb"[^()\\]*+(?:\\.[^()\\]*+)*+([()])", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
END_OF_IMAGE = re.compile(rb"[\s]EI(?=[\s]|$)")
_TABLE = re.compile(rb"(?P<turn>begin|end)(?P<kind>bfchar|bfrange)|<(?P<hex>[0-9A-Fa-f\s]*)>|(?P<bracket>[\[\]])")
_LONGEST_TABLE, _LONGEST_CODE = 2_000_000, 128

T = TypeVar("T")


class Piece(NamedTuple):
    """Text that stands under one mark: ``number`` is its place in the structure; ``artifact`` is what sort it is."""

    number: int | None
    artifact: str | None
    text: str


class Mark(NamedTuple):
    """What a piece of a page is marked as."""

    number: int | None = None
    artifact: str | None = None
    actual: str | None = None


class Budget:
    """How much is read of a file at most; ``ValueError`` where that is not enough."""

    def __init__(self) -> None:
        self._bytes, self._forms, self._codes = LARGEST, _MOST_FORMS, _MOST_CODES
        self._operators = _MOST_OPERATORS
        #: By their numbers, or where they stand: the fonts, each with what it is kept by.
        self.fonts: dict[object, tuple[Any, Font]] = {}

    def spend(self, content: bytes) -> bytes:
        """The content of a page, a form or a table."""
        self._bytes, self._forms = self._bytes - len(content), self._forms - 1
        return self._checked(content)

    def codes(self, first: int, last: int) -> range:
        """The codes of a range."""
        self._codes -= max(last - first, 0) + 1
        return self._checked(range(first, last + 1))

    def obey(self) -> None:
        """One operator."""
        self._operators -= 1
        self._checked(None)

    def _checked(self, what: T) -> T:
        if min(self._bytes, self._forms, self._codes, self._operators) < 0:
            raise ValueError("too much")
        return what


class Font(NamedTuple):
    """What the codes of a font stand for; each is of ``size`` bytes."""

    size: int
    letters: dict[int, str]

    def text(self, codes: bytes) -> str:
        """What codes stand for; of an unnamed one, U+FFFD."""
        numbers = (int.from_bytes(codes[at : at + self.size]) for at in range(0, len(codes), self.size))
        return "".join(self.letters.get(number, "\ufffd") for number in numbers)


def pieces(page: Any, budget: Budget) -> list[Piece]:
    """What is written on a page, in the order of its being drawn."""
    contents = page.get_contents()
    content = budget.spend(contents.get_data()) if contents is not None else b""
    return _Reading(page.get("/Resources"), budget, Mark(), 0).of(content)


class _Reading:
    """The reading of one content stream."""

    def __init__(self, resources: Any, budget: Budget, under: Mark, depth: int) -> None:
        self._resources, self._budget, self._depth = got(resources) or {}, budget, depth
        self._marks, self._under = [under], under
        self._font, self._fonts = Font(1, {}), list[Font]()
        self._found: list[tuple[Mark, list[str]]] = []
        self._begun: set[int] = set()

    def of(self, content: bytes) -> list[Piece]:
        for operator, operands in _operators(content):
            self._budget.obey()
            if len(self._marks) + len(self._fonts) > _MOST_NESTED:
                raise ValueError("nested too deeply")
            self._obey(operator, operands)
        return [Piece(mark.number, mark.artifact, "".join(said)) for mark, said in self._found]

    def _obey(self, operator: bytes, operands: list[Any]) -> None:
        match operator:
            case b"Tj" | b"TJ" | b"'" | b'"':
                self._say("".join(self._font.text(each) for each in operands if isinstance(each, bytes)))
            case b"Tf":
                self._font = self._named("/Font", operands, self._load) or Font(1, {})
            case b"BDC" | b"BMC":
                self._marks.append(self._mark(operands))
            case b"EMC" if len(self._marks) > 1:
                self._marks.pop()
            case b"BT" | b"Td" | b"TD" | b"T*" | b"Tm" | b"ET" if self._marks[-1] == Mark():
                self._say(" ")
            case b"q":
                self._fonts.append(self._font)
            case b"Q" if self._fonts:
                self._font = self._fonts.pop()
            case b"Do":
                self._named("/XObject", operands, self._draw)
            case b"EI":
                self._picture()

    def _say(self, text: str) -> None:
        mark = self._marks[-1]
        if mark.actual is not None:
            text, self._marks[-1] = mark.actual, mark._replace(actual="")
        if self._found and self._found[-1][0][:2] == mark[:2]:
            self._found[-1][1].append(text)
        else:
            self._found.append((mark, [text]))

    def _mark(self, operands: list[Any]) -> Mark:
        """The mark that begins here. Within a form or a chart, that it stands in one counts.

        A number that was there before is another's, laid over the page by a program that numbers its own.
        """
        outer = self._marks[-1]
        tag, plain = (operands or [""])[0], dict(pairwise(operands))
        if outer.artifact or self._depth:
            return outer
        if tag == "Artifact":
            return Mark(artifact=str(plain.get("Subtype", plain.get("Type", ""))))
        listed = self._named("/Properties", operands[1:], got) if len(operands) == 2 else None
        number, actual = (listed or {}).get("/MCID", plain.get("MCID")), plain.get("ActualText")
        said = _text(actual) if isinstance(actual, bytes) else outer.actual
        if not isinstance(number, int):
            return Mark(outer.number, None, said)
        again = number in self._begun
        self._begun.add(number)
        return Mark() if again else Mark(number, None, said)

    def _named(self, kind: str, operands: list[Any], then: Any) -> Any:
        named = got(self._resources.get(kind))
        return then(named.raw_get(f"/{operands[0]}")) if named and operands and f"/{operands[0]}" in named else None

    def _load(self, reference: Any) -> Font:
        known = getattr(reference, "idnum", None), getattr(reference, "generation", id(reference))
        if known not in self._budget.fonts:
            self._budget.fonts[known] = reference, _font(got(reference), self._budget)
        return self._budget.fonts[known][1]

    def _draw(self, reference: Any) -> None:
        drawn = got(reference)
        if drawn.get("/Subtype") == "/Image":
            self._picture()
        elif self._depth < _DEEPEST:
            inner = _Reading(drawn.get("/Resources") or self._resources, self._budget, self._marks[-1], self._depth + 1)
            for number, artifact, said in inner.of(self._budget.spend(drawn.get_data())):
                self._found.append((Mark(number, artifact), [said]))
        else:
            raise ValueError("forms within forms")

    def _picture(self) -> None:
        """A photograph or a scan, of which a paper has none."""
        self._found.append((Mark(), ["[picture]"]))


def _operators(content: bytes) -> Iterator[tuple[bytes, list[Any]]]:
    """The operators with their operands: names as ``str``, strings as ``bytes``, numbers; brackets are left out."""
    operands: list[Any] = []
    at = 0
    while token := _TOKEN.match(content, at):
        at, kind = token.end(), token.lastgroup
        if len(operands) > _MOST_OPERANDS:
            raise ValueError("too many operands")
        if kind == "drawing":
            operands = []
        elif kind == "number":
            number = token["number"]
            operands.append(int(number) if number.isdigit() and len(number) < 10 else 0.0)
        elif kind == "open":
            string, at = string_at(content, at)
            operands.append(string)
        elif kind == "hex":
            digits = re.sub(rb"\s|\x00", b"", token["hex"])
            operands.append(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()))
        elif kind == "name":
            operands.append(token["name"].decode("latin-1"))
        elif kind == "word":
            operator = token["word"]
            if operator == b"ID":
                end = END_OF_IMAGE.search(content, at)
                operator, at = b"EI", end.end() if end else len(content)
            yield operator, operands
            operands = []


def string_at(content: bytes, at: int) -> tuple[bytes, int]:
    """The string that begins here, and where it ends. ``ValueError`` where it does not."""
    start, depth = at, 1
    while depth:
        part = _PART.match(content, at)
        if not part or depth > _MOST_NESTED:
            raise ValueError("a string without an end")
        depth, at = depth + (1 if part[1] == b"(" else -1), part.end()
    return _ESCAPED.sub(_unescaped, content[start : at - 1]), at


def _unescaped(escape: re.Match[bytes]) -> bytes:
    said = escape[1]
    return bytes([int(said, 8) & 255]) if said.isdigit() and said < b"8" else _ESCAPES.get(said, said)


def _font(font: Any, budget: Budget) -> Font:
    size = 2 if font.get("/Subtype") == "/Type0" else 1
    told = got(font.get("/ToUnicode"))
    if told is not None and hasattr(told, "get_data"):
        return Font(size, _letters(budget.spend(told.get_data()[:_LONGEST_TABLE]), budget))
    return Font(size, {} if size == 2 else {code: bytes([code]).decode("cp1252", "replace") for code in range(256)})


def _letters(table: bytes, budget: Budget) -> dict[int, str]:
    """What codes stand for, by the table of a font (9.10.3)."""
    found: dict[int, str] = {}
    said: list[bytes | None] = []
    for token in _TABLE.finditer(table):
        if token["turn"] is None:
            digits = b"".join((token["hex"] or b"").split())[:_LONGEST_CODE].decode()
            said.append(None if token["bracket"] else bytes.fromhex(digits + "0" * (len(digits) % 2)))
            continue
        for first, last, to in _ranges(token["kind"], said if token["turn"] == b"end" else []):
            for number in budget.codes(first, last):
                found[number] = _after(to, number - first).decode("utf-16-be", "replace")
        said = []
    return found


def _ranges(kind: bytes, said: list[bytes | None]) -> Iterator[tuple[int, int, bytes]]:
    """The first and the last code of a range, and what the first stands for; a bracket is none."""
    rest = iter(said)
    for code in rest:
        first = last = int.from_bytes(code or b"")
        if kind == b"bfrange":
            last = int.from_bytes(next(rest, None) or b"")
        to = next(rest, b"")
        if to is not None:
            yield first, last, to
            continue
        for number, each in enumerate(iter(lambda: next(rest, None), None), first):
            yield number, number, each


def _after(to: bytes, more: int) -> bytes:
    return (int.from_bytes(to) + more).to_bytes(len(to) + 1)[1:]


def _text(said: bytes) -> str:
    """A text string (7.9.2.2)."""
    return said[2:].decode("utf-16-be", "replace") if said.startswith(b"\xfe\xff") else said.decode("latin-1")


def got(value: Any) -> Any:
    """An object, whether it stands there itself or is referred to."""
    return value.get_object() if hasattr(value, "get_object") else value
