"""The styles of a template by their names; what it does not have is brought from the starter template."""

from copy import deepcopy
from importlib.resources import files

from projections.papers.word.package import Package
from projections.papers.word.xml import Element, W, parse, written

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
LANGUAGE = "en-GB"


def asset(name: str) -> bytes:
    """A part of the starter template."""
    return files("projections.papers.word").joinpath("starter", name).read_bytes()


class Styles:
    """The styles of a document, and more of them as they are asked for."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._part = _part(package, "styles")
        self._root = parse(package.parts[self._part])
        self._starter = parse(asset("styles.xml"))
        self._found: dict[tuple[str, ...], str] = {}

    def id(self, *names: str) -> str:
        """The id of the first of these styles that there is; else of the first, brought along."""
        if names not in self._found:
            style = next((style for name in names if (style := _named(self._root, name)) is not None), None)
            self._found[names] = str(style.get(f"{W}styleId")) if style is not None else self._brought(names[0])
        return self._found[names]

    def save(self) -> None:
        """Puts the styles into the document, whose texts are English."""
        _speak(self._root)
        self._package.parts[self._part] = written(self._root)

    def _brought(self, name: str) -> str:
        style = deepcopy(_named(self._starter, name))
        taken = {each.get(f"{W}styleId") for each in self._root.iter(f"{W}style")}
        id_ = style.get(f"{W}styleId")
        style.set(f"{W}styleId", id_ if id_ not in taken else f"{id_}Afi")
        self._root.append(style)
        base = style.find(f"{W}basedOn")
        if base is not None:
            under = next(each for each in self._starter if each.get(f"{W}styleId") == base.get(f"{W}val"))
            base.set(f"{W}val", self.id(under.find(f"{W}name").get(f"{W}val")))
        number = style.find(f".//{W}numId")
        if number is not None:
            number.set(f"{W}val", _bullets(self._package))
        return str(style.get(f"{W}styleId"))


def _part(package: Package, kind: str) -> str:
    """The part of a kind that belongs to the text, from the starter where there is none."""
    try:
        return package.related(package.main, kind)[0]
    except KeyError:
        name = package.free(f"word/{kind}%d.xml")
        package.add(name, asset(f"{kind}.xml"), _TYPE.format(kind))
        package.relate(package.main, kind, name)
        return name


def _named(root: Element, name: str) -> Element:
    """The style of a name, or nothing. Names are the same in capitals and without: Word itself writes both."""
    for style in root.iter(f"{W}style"):
        said = style.find(f"{W}name")
        if said is not None and said.get(f"{W}val", "").casefold() == name.casefold():
            return style
    return None


def _bullets(package: Package) -> str:
    """The number of the starter's list in the document, to whose lists it is added."""
    part = _part(package, "numbering")
    root, ours = parse(package.parts[part]), parse(asset("numbering.xml"))
    lists, uses = list(root.iter(f"{W}abstractNum")), list(root.iter(f"{W}num"))
    list_, use = deepcopy(ours.find(f"{W}abstractNum")), deepcopy(ours.find(f"{W}num"))
    number, used = _next(lists, "abstractNumId"), _next(uses, "numId")
    list_.set(f"{W}abstractNumId", number)
    use.set(f"{W}numId", used)
    use.find(f"{W}abstractNumId").set(f"{W}val", number)
    for each in [*list_.iter(f"{W}nsid"), *list_.iter(f"{W}pStyle")]:
        each.getparent().remove(each)  # which no two lists may share
    root.insert(root.index(lists[-1]) + 1 if lists else 0, list_)
    root.insert(root.index(uses[-1]) + 1 if uses else len(root), use)
    package.parts[part] = written(root)
    return used


def _next(elements: list[Element], name: str) -> str:
    return str(max((int(each.get(f"{W}{name}", "0")) for each in elements), default=0) + 1)


def _speak(root: Element) -> None:
    """Says the language of all that has no other."""
    at = root
    for position, tag in enumerate(("docDefaults", "rPrDefault", "rPr", "lang")):
        found = at.find(f"{W}{tag}")
        if found is None:
            found = at.makeelement(f"{W}{tag}", {})
            at.insert(0, found) if position < 2 else at.append(found)
        at = found
    at.set(f"{W}val", LANGUAGE)
