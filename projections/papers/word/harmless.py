"""Which Word templates are not taken: those with macros, with anything embedded, or that load from elsewhere."""

import re

from ledger.errors import Unreadable
from projections.papers.word.package import Package
from projections.papers.word.xml import Element, SyntaxFault, W, parse
from projections.papers.word.zipping import TYPES, not_word

_TEMPLATE = "The template"
_MACROS = ("vbaproject.bin", "vbadata.xml")
_EMBEDDED = ("/embeddings/", "/activex/", "/afchunk")
#: The same by how a part refers to them, whatever they are called; an add-in is a program from elsewhere.
_EMBEDDING = (
    "aFChunk", "oleObject", "package", "control", "activeXControlBinary", "subDocument", "vbaProject",
    "webextensiontaskpanes", "webextension",
)  # fmt: skip
#: Fields of Word that fetch a file, or start a program.
_FETCHING = re.compile(r"\b(INCLUDE\w*|IMPORT|DDE\w*|LINK|RD|DATABASE|MACROBUTTON)\b", re.IGNORECASE)
#: What a picture of older versions is loaded from, beside what the file says that it refers to.
_LOADED = ("src", "{urn:schemas-microsoft-com:office:office}href")
#: More than any element has, of which each is looked for among all.
_MOST_ATTRIBUTES = 200
#: A field, a statement or a comment of the template language, which ends where it should: what does not would have
#: docxtpl look for its end again and again.
_TAG = re.compile(r"\{\{[^{}%]{0,300}\}\}|\{%[^{}%]{0,300}%\}|\{#[^{}#]{0,3000}#\}")
_BEGUN = re.compile(r"\{[{%#].{0,40}", re.DOTALL)
_DOCUMENT = b"wordprocessingml.document.main+xml"


def make_harmless(package: Package) -> None:
    """Refuses a template that could do more than be filled; one saved as .dotx is taken for a .docx."""
    names = [f"/{name.casefold()}" for name in package.parts]
    if any(name.endswith(_MACROS) for name in names) or b"macroEnabled" in package.parts[TYPES]:
        raise Unreadable(f"{_TEMPLATE} holds macros.", "Save a copy as .docx, which holds none.")
    if any(part in name for name in names for part in _EMBEDDED):
        raise _embedded()
    package.parts[TYPES] = package.parts[TYPES].replace(b"wordprocessingml.template.main+xml", _DOCUMENT)
    try:
        _check_parts(package)
    except (SyntaxFault, KeyError):
        raise not_word(_TEMPLATE) from None


def _embedded() -> Unreadable:
    return Unreadable(f"{_TEMPLATE} has other files or controls embedded.", "Take them out of a copy, and try that.")


def _loads(target: str) -> Unreadable:
    return Unreadable(f"{_TEMPLATE} would load “{target}” from elsewhere.", "Break that link in Word, and try again.")


def _check_parts(package: Package) -> None:
    package.main  # noqa: B018 - which no other file has
    for name in [name for name in package.parts if name.endswith(".rels")]:
        folder, _, file = name.rpartition("_rels/")
        for relation in package.relations(folder + file.removesuffix(".rels")):
            if relation.ending in _EMBEDDING and not relation.external:
                raise _embedded()
            if relation.external and relation.kind != "hyperlink":
                raise _loads(relation.target)
    for name, content in package.parts.items():
        if name.endswith(".xml"):
            _check_part(content)


def _check_part(content: bytes) -> None:
    root = parse(content)
    if any(len(each.attrib) > _MOST_ATTRIBUTES for each in root.iter("*")):
        raise not_word(_TEMPLATE)
    if b"urn:afi-ledger:paper" in content:
        raise Unreadable(f"{_TEMPLATE} is itself a finished paper.", "Take the template that it was made from.")
    for said in ("".join(root.itertext()), *(value for each in root.iter() for value in each.attrib.values())):
        if "{" in said and (begun := _BEGUN.search(_TAG.sub("", said))):
            raise Unreadable(
                f"{_TEMPLATE} has “{begun[0]}” in the text, a header or a footer, and it has no end.",
                "End fields with }} and statements with %} in the same paragraph, and try again.",
            )
    _check_loaded(root)
    instructions = "".join(each.text or "" for each in root.iter(f"{W}instrText"))
    simple = " ".join(each.get(f"{W}instr", "") for each in root.iter(f"{W}fldSimple"))
    if found := _FETCHING.search(f"{instructions} {simple}"):
        raise Unreadable(
            f"{_TEMPLATE} has a field {found[0].upper()}, which fetches something.",
            "Take it out in Word, and try again.",
        )


def _check_loaded(root: Element) -> None:
    for each in root.iter("{urn:schemas-microsoft-com:vml}*"):
        if target := next(filter(None, map(each.get, _LOADED)), None):
            raise _loads(target)
