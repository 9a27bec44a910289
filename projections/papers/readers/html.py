"""Reading a paper back from HTML as a browser shows it, whatever was done to the file.

The standard library's parser takes time by the square of what it is given (40,000 comments without an end are half a
minute), so the file is cut into its tags here. Where that is done otherwise than a browser does it, more text is seen
here than there, never less: so the paper counts as altered. Drawings belong to no cell: they are compared as a whole
with those of the paper composed again, and so is how the texts are set, which styles, policies and attributes say.
"""

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from typing import NamedTuple

from ledger.errors import Unreadable
from projections.papers import manifest
from projections.papers.readers import Found, holdable, plain, same

_LARGEST, _MOST_STEPS = 50_000_000, 500_000
# None of these looks at a character again and again, however the file goes on.
_COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
_ATTRIBUTE = r"""([A-Za-z_][A-Za-z0-9_.:-]*+)(?:=(?:"([^"]*+)"|'([^']*+)'|([^ \t\n"'`=<>/]++)))?"""
#: A tag as programs write them: of what is written otherwise, browsers make something that is hard to foresee.
_TAG = re.compile(rf"<(/?)([A-Za-z][A-Za-z0-9-]*+)((?:[ \t\n]++{_ATTRIBUTE.replace('([', '(?:[')})*+)[ \t\n]*+(/?)>")
_VALUE = re.compile(_ATTRIBUTE)
_BEGUN = re.compile(r"</?[A-Za-z]")
_RULE = re.compile(r"(?<![\w-])([\w-]++)\s*+:([^;{}]*+)")
_STYLE_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_WORDLESS = re.compile(r"""\"[^\w\"\\]*\"|'[^\w'\\]*'""")
_WORDS = re.compile(r"""["'\\]|attr\(|url\(""")
_NUMBER = re.compile(r"(?:[A-Z]|\d{1,4})(?:\.\d{1,4})*")
_UNSEEN = re.compile(r"display\s*+:\s*+none|visibility\s*+:\s*+hidden|opacity\s*+:\s*+0(?![.\d])", re.IGNORECASE)
_ENDS = {tag: re.compile(rf"</{tag}(?=[ \t\n/>])", re.IGNORECASE | re.ASCII) for tag in ("script", "style", "title")}
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_INLINE = frozenset("a b bdi bdo code em font i mark s small span strong sub sup tspan u".split())
#: Elements that show what no cell says, or hide what one does; a paper has none of them.
_STRANGE = frozenset(
    "area audio base bdo button canvas datalist details dialog embed fieldset foreignobject frame frameset iframe "
    "image img input link map marquee math meter noembed noframes noscript object option picture plaintext progress s "
    "select source template textarea track video xmp".split()
)


class _Open(NamedTuple):
    """An open element: where its text goes, and whether it is in a figure, in a drawing, hidden."""

    tag: str
    into: list[str]
    figure: bool = False
    drawn: bool = False
    unseen: bool = False


def read(content: bytes) -> Found:
    """The cells of a paper's file. ``Unreadable`` where it is none.

    Its drawings are the watermark, the charts in order, the checkpoint's code; its look is the same whatever texts and
    drawings say.
    """
    try:
        if len(content) > _LARGEST:
            raise ValueError("too large")
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        if holdable(text) != text:
            raise ValueError("a character that a paper has not, and that may change how others are read")
        page = _Page(text if "afi-paper" in text else "")
        [said] = page.manifests
    except ValueError:
        raise Unreadable(
            "This HTML file is no paper of this program's, or is not all there.",
            "Check the copy that was issued, or compose it again.",
        ) from None
    return page.found(manifest.parse(said))


class _Page:
    """What is found in a file, from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self.manifests: list[str] = []
        #: The tags and texts of each drawing.
        self.drawings: list[list[object]] = []
        #: The tags in their order: a browser that is given the same ones makes the same page of them.
        self.look = sha256()
        self.maker = ""
        self._cells: dict[str, list[str]] = {}
        #: What says again what a cell says, and the numbers of paragraphs.
        self._copies: list[tuple[str, list[str]]] = []
        self._numbers: list[list[str]] = []
        self._outside: list[str] = []
        self._stack = [_Open("", self._outside)]
        self._open: Counter[str] = Counter()
        self._text, self._at = text, 0
        for _ in range(_MOST_STEPS):
            if self._at >= len(text):
                break
            self._step()
        else:
            raise ValueError("too much")
        self._looks(*("".join(parts) for parts in self._numbers))

    def found(self, said: manifest.Manifest) -> Found:
        """What the cells say, and what belongs to none."""
        known = {cell.id for cell in said.cells}
        texts = {id_: "".join(parts) for id_, parts in self._cells.items() if id_ in known}
        strays = ("".join(parts) for id_, parts in self._cells.items() if id_ not in known)
        copies = ((id_, "".join(parts)) for id_, parts in self._copies)
        wrong = (text for id_, text in copies if not same(text, texts.get(id_, "")))
        numbers = ("".join(parts) for parts in self._numbers)
        misused = (text for text in numbers if not _NUMBER.fullmatch(text.strip()))
        outside = tuple(filter(plain, (*self._outside, *strays, *wrong, *misused)))
        drawings = tuple(sha256(repr(parts).encode()).hexdigest() for parts in self.drawings)
        return Found(said, texts, outside, drawings, self.look.hexdigest(), self.maker)

    def _step(self) -> None:
        """The text as far as the next tag, and that tag."""
        text, at = self._text, self._text.find("<", self._at)
        if at < 0:
            at = len(text)
        self._say(text[self._at : at])
        self._at = at
        if found := _TAG.match(text, at):
            self._at = found.end()
            self._tag(found)
        elif _BEGUN.match(text, at):
            raise ValueError("a tag that browsers may end elsewhere")
        elif comment := _COMMENT.match(text, at):
            self._at = comment.end()
        elif text[at + 1 : at + 2] in ("!", "?", "/"):
            self._odd(at)
        elif at < len(text):
            self._say("<")
            self._at = at + 1

    def _odd(self, at: int) -> None:
        """What begins like a comment and is none, which browsers skip; so they do all after one without an end."""
        self._at = self._text.index(">", at) + 1
        skipped = self._text[at : self._at]
        if skipped.startswith("<!--"):
            raise ValueError("a comment without an end")
        if skipped.lower() != "<!doctype html>":
            self._outside.append(skipped)
        self._looks("<!>")

    def _say(self, text: str) -> None:
        if text:
            said = unescape(text) if "&" in text else text
            self._stack[-1].into.append(said)
            self._draw(said)

    def _tag(self, found: re.Match[str]) -> None:
        tag, drawn = found[2].lower(), self._stack[-1].drawn
        if tag not in _INLINE:
            self._stack[-1].into.append("\n")
        if found[1]:
            self._ended(tag)
            return
        values: dict[str, str] = {}
        for name, *said in _VALUE.findall(found[3]):
            values.setdefault(name.lower(), unescape("".join(said)))
        if tag in _STRANGE or _is_strange(tag, values):
            self._outside.append(f"<{tag}>")
        if not drawn or tag in _VOID:
            self._looks(tag, [] if tag == "svg" else sorted(values.items()))
        if tag == "meta" and values.get("name") == "generator":
            self.maker = values.get("content", "")
        if tag not in _VOID:
            self._begin(tag, values)
            if self._stack[-1].drawn and found[4]:
                self._ended(tag)
            elif tag in _ENDS and not (tag == "title" and drawn):
                self._raw(tag, values)

    def _ended(self, tag: str) -> None:
        """An end is told as well: elsewhere, it would take what follows out of its table, or out of the drawing."""
        if self._stack[-1].drawn:
            self._draw(f"/{tag}")
        else:
            self._looks(f"/{tag}")
        self._close(tag)

    def _begin(self, tag: str, values: dict[str, str]) -> None:
        above = self._stack[-1]
        unseen = above.unseen or "hidden" in values or bool(_UNSEEN.search(values.get("style", "")))
        figure, drawn = above.figure or tag == "figure", above.drawn or tag == "svg"
        into: list[str] = above.into
        if unseen or (drawn and tag in ("title", "desc")) or (figure and tag == "svg" and into is self._outside):
            into = []
        elif "data-cell" in values and values["data-cell"] not in self._cells:
            into = self._cells[values["data-cell"]] = []
        elif "data-cell" in values:
            into = self._outside
        elif "data-copy" in values:
            self._copies.append((values["data-copy"], into := []))
        elif "data-number" in values and above.tag in ("h2", "p") and into is self._outside:
            self._numbers.append(into := [])
        self._stack.append(_Open(tag, into, figure, drawn, unseen))
        self._open[tag] += 1
        if drawn and not above.drawn:
            self.drawings.append([])
        self._draw((tag, unseen, sorted(values.items())))

    def _looks(self, *parts: object) -> None:
        self.look.update(repr(parts).encode())

    def _draw(self, part: object) -> None:
        if self._stack[-1].drawn:
            self.drawings[-1].append(part)

    def _close(self, tag: str) -> None:
        """Ends the innermost such element and all within it."""
        while self._open[tag]:
            ended = self._stack.pop()
            self._open[ended.tag] -= 1
            if ended.tag == tag:
                break

    def _raw(self, tag: str, values: dict[str, str]) -> None:
        """An element within which no tag is one."""
        end = _ENDS[tag].search(self._text, self._at)
        if not end:
            raise ValueError("an element without an end")
        said, self._at = self._text[self._at : end.start()], end.start()
        if tag == "title":
            self._copies.append(("title", [unescape(said)]))
        elif tag == "style":
            self._outside.extend(_added(said))
            self._looks(said)
        elif values.get("id") == "afi-paper":
            self.manifests.append(said)
        else:
            self._outside.append("<script>")


def _is_strange(tag: str, values: dict[str, str]) -> bool:
    """Whether an element does something, hides or looks of itself, or the page goes elsewhere."""
    does = any(name.startswith("on") or name in ("style", "hidden") for name in values)
    return does or (tag == "meta" and values.get("http-equiv", "").lower() not in ("", "content-security-policy"))


def _added(style: str) -> Iterator[str]:
    """The words that a style shows of itself; names of fonts are none."""
    for name, value in _RULE.findall(_STYLE_COMMENT.sub("", style)):
        if not name.startswith("font") and _WORDS.search(_WORDLESS.sub("", value)):
            yield value.strip()
