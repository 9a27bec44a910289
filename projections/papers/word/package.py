"""The parts of a .docx and how they refer to each other (ECMA-376, part 2)."""

import posixpath
from typing import NamedTuple

from ledger.errors import Unreadable
from projections.papers.word.xml import parse, written
from projections.papers.word.zipping import TYPES, zipped

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
#: By which Word knows what a part refers to. One that only ends like these is none of them.
_KNOWN = (
    _OFFICE,
    "http://purl.oclc.org/ooxml/officeDocument/relationships/",
    f"{_RELATIONS}/metadata/",
    "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/",
)
#: What Word opens one of, whichever.
_SINGLE = ("officeDocument", "styles", "numbering", "settings", "theme")
_NONE = f'<Relationships xmlns="{_RELATIONS}"/>'


class Relation(NamedTuple):
    """That one part refers to another, or to something outside the file.

    ``kind`` is the last word of its type, where Word knows that; ``ending`` is so whoever knows it.
    """

    id: str
    kind: str
    ending: str
    target: str
    external: bool


class Package:
    """A .docx that is looked through or being changed."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts

    @property
    def main(self) -> str:
        """The part that holds the text; ``KeyError`` where no part does."""
        return self.related("", "officeDocument")[0]

    def related(self, part: str, kind: str) -> list[str]:
        """The parts of a kind that a part refers to; ``KeyError`` where there is none."""
        related = dict.fromkeys(each.target for each in self.relations(part) if each.kind == kind)
        if len(related) > 1 and kind in _SINGLE:
            raise Unreadable(
                f"The Word document refers to two parts as its {kind}, where there is one.",
                "Open it in Word, save it again as .docx, and try that.",
            )
        found = [target for target in related if target in self.parts]
        if not found:
            raise KeyError(kind)
        return found

    def relations(self, part: str) -> list[Relation]:
        """All that a part refers to; the file itself is the part without a name."""
        root = parse(self.parts.get(_of(part), _NONE.encode()))
        return [_relation(part, each.attrib) for each in root if isinstance(each.tag, str)]

    def relate(self, part: str, kind: str, target: str) -> str:
        """Has a part refer to another; returns the id of that."""
        root = parse(self.parts.get(_of(part), _NONE.encode()))
        taken = {each.get("Id") for each in root}
        id_ = next(f"afi{number}" for number in range(1, len(taken) + 2) if f"afi{number}" not in taken)
        new = root.makeelement(f"{{{_RELATIONS}}}Relationship", {})
        new.set("Id", id_)
        new.set("Type", kind if ":" in kind else _OFFICE + kind)
        new.set("Target", f"/{target}")
        root.append(new)
        self.parts[_of(part)] = written(root)
        return id_

    def free(self, pattern: str) -> str:
        """The first name of a pattern that no part has; it is counted from 1."""
        return next(name for number in range(1, len(self.parts) + 2) if (name := pattern % number) not in self.parts)

    def add(self, name: str, content: bytes, type_: str) -> None:
        """A new part, or another content of it, of that type."""
        self.parts[name] = content
        root = parse(self.parts[TYPES])
        tag = f"{{{_TYPES}}}Override"
        found = next((each for each in root.iter(tag) if each.get("PartName") == f"/{name}"), None)
        if found is None:
            found = root.makeelement(tag, {"PartName": f"/{name}"})
            root.append(found)
        found.set("ContentType", type_)
        self.parts[TYPES] = written(root)

    def written(self) -> bytes:
        """The file."""
        return zipped(self.parts)


def _of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relation(part: str, said: dict[str, str]) -> Relation:
    external = said.get("TargetMode") == "External"
    target = said.get("Target", "")
    if not external:
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
    space, slash, ending = said.get("Type", "").rpartition("/")
    return Relation(said.get("Id", ""), ending if space + slash in _KNOWN else "", ending, target, external)
