"""Which Word templates are not taken: those with macros, with anything embedded, or that load from elsewhere."""

import re

from ledger.errors import Unreadable
from projections.papers.word.package import Package
from projections.papers.word.xml import SyntaxFault, W, parse
from projections.papers.word.zipping import TYPES, not_word

_TEMPLATE = "The template"
_MACROS = ("vbaproject.bin", "vbadata.xml")
_EMBEDDED = ("/embeddings/", "/activex/", "/afchunk")
#: Fields of Word that fetch a file, or start a program.
_FETCHING = re.compile(r"\b(INCLUDE\w*|IMPORT|DDE\w*|LINK|RD|DATABASE)\b", re.IGNORECASE)
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
        raise Unreadable(f"{_TEMPLATE} has other files or controls embedded.", "Take them out of a copy, and try that.")
    package.parts[TYPES] = package.parts[TYPES].replace(b"wordprocessingml.template.main+xml", _DOCUMENT)
    try:
        _check_parts(package)
    except (SyntaxFault, KeyError):
        raise not_word(_TEMPLATE) from None


def _check_parts(package: Package) -> None:
    package.main  # noqa: B018 - which no other file has
    for name in [name for name in package.parts if name.endswith(".rels")]:
        folder, _, file = name.rpartition("_rels/")
        for relation in package.relations(folder + file.removesuffix(".rels")):
            if relation.external and relation.kind != "hyperlink":
                raise Unreadable(
                    f"{_TEMPLATE} would load “{relation.target}” from elsewhere.",
                    "Break that link in Word, and try again.",
                )
    for name, content in package.parts.items():
        if name.endswith(".xml"):
            _check_part(content)


def _check_part(content: bytes) -> None:
    root = parse(content)
    if b"urn:afi-ledger:paper" in content:
        raise Unreadable(f"{_TEMPLATE} is itself a finished paper.", "Take the template that it was made from.")
    for said in ("".join(root.itertext()), *(value for each in root.iter() for value in each.attrib.values())):
        if "{" in said and (begun := _BEGUN.search(_TAG.sub("", said))):
            raise Unreadable(
                f"{_TEMPLATE} has “{begun[0]}” in the text, a header or a footer, and it has no end.",
                "End fields with }} and statements with %} in the same paragraph, and try again.",
            )
    instructions = "".join(each.text or "" for each in root.iter(f"{W}instrText"))
    simple = " ".join(each.get(f"{W}instr", "") for each in root.iter(f"{W}fldSimple"))
    if found := _FETCHING.search(f"{instructions} {simple}"):
        raise Unreadable(
            f"{_TEMPLATE} has a field {found[0].upper()}, which fetches something.",
            "Take it out in Word, and try again.",
        )
