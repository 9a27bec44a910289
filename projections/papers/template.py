"""The starter template: a .docx that works as it is, to be restyled in Word and saved as the organisation's own."""

from importlib.resources import files

from projections.papers.word.zipping import TYPES, zipped

_PARTS = {
    TYPES: "types.xml",
    "_rels/.rels": "package.rels",
    "docProps/core.xml": "core.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document.rels",
    "word/styles.xml": "styles.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/header1.xml": "header.xml",
    "word/footer1.xml": "footer.xml",
}


def starter() -> bytes:
    """The file, always the same."""
    folder = files("projections.papers.word").joinpath("starter")
    return zipped({part: folder.joinpath(name).read_bytes() for part, name in _PARTS.items()})
