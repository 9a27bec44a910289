"""The numbers that Word itself writes before paragraphs: whether they could be taken for what a paragraph says."""

import re

from projections.papers.word.xml import Element, W

_PLACE = re.compile("%[1-9]")
#: Numbers as anybody reads them. What else Word can count in has words.
_PLAIN = ("decimal", "decimalZero", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "bullet", "none")


class Lists:
    """The lists of a document and of its styles."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists = _by(numbering, "abstractNum", "abstractNumId")
        self._uses = _by(numbering, "num", "numId")
        self._styles = _by(styles, "style", "styleId")

    def said(self, paragraph: Element, *, in_table: bool) -> str:
        """What stands before a paragraph and is more than its number; nothing where it is not."""
        level = self.level(paragraph)
        if level is None:
            return ""
        text, kind = _value(level, "lvlText"), _value(level, "numFmt", "decimal")
        own = any(map(str.isalnum, _PLACE.sub("", text))) or kind not in _PLAIN
        counted = _PLACE.search(text) is not None and kind not in ("bullet", "none")
        beside = counted and (in_table or _value(level, "suff", "tab") == "nothing")
        return f"[numbered by Word: {_PLACE.sub('1', text)}]" if own or beside else ""

    def level(self, paragraph: Element) -> Element | None:
        """What is said of the numbers, and of the paragraphs, on its level of its list."""
        number = self._number(paragraph.find(f"{W}pPr"))
        use = self._uses.get(_value(number, "numId")) if number is not None else None
        if use is None:
            return None
        at = _value(number, "ilvl", "0")
        replaced = [each.find(f"{W}lvl") for each in use.iter(f"{W}lvlOverride") if each.get(f"{W}ilvl") == at]
        list_ = self._lists.get(_value(use, "abstractNumId"))
        levels = [*replaced, *(list_.iter(f"{W}lvl") if list_ is not None else ())]
        return next((each for each in levels if each is not None and each.get(f"{W}ilvl") == at), None)

    def _number(self, props: Element | None) -> Element | None:
        """What a paragraph says of its list; else what its style does."""
        tag, tried = "pStyle", set[str]()
        while props is not None:
            if (number := props.find(f"{W}numPr")) is not None:
                return number
            named = _value(props, tag)
            if named in tried or (style := self._styles.get(named)) is None:
                return None
            tried.add(named)
            number = style.find(f"{W}pPr/{W}numPr")
            if number is not None:
                return number
            props, tag = style, "basedOn"
        return None


def _by(root: Element | None, tag: str, key: str) -> dict[str, Element]:
    return {each.get(f"{W}{key}", ""): each for each in root.iter(f"{W}{tag}")} if root is not None else {}


def _value(props: Element, name: str, otherwise: str = "") -> str:
    found = props.find(f"{W}{name}")
    return str(found.get(f"{W}val", otherwise)) if found is not None else otherwise
