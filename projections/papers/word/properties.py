"""What a .docx says of itself: its title, its day, and the manifest of the paper."""

from base64 import b64decode, b64encode
from xml.sax.saxutils import escape
from zlib import compress, decompressobj

from projections.papers.manifest import manifest_of
from projections.papers.manifest import written as manifest_text
from projections.papers.model import Paper
from projections.papers.readers import holdable
from projections.papers.word.package import Package
from projections.papers.word.styles import LANGUAGE
from projections.papers.word.xml import Element, parse, written
from projections.papers.word.zipping import LARGEST

PAPER = "{urn:afi-ledger:paper}paper"
_METADATA = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject>\
<dc:creator>{author}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified><dc:language>{language}</dc:language>\
</cp:coreProperties>"""
_ITEM = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<paper xmlns="urn:afi-ledger:paper">{}</paper>'
_PROPS = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="{id}">\
<ds:schemaRefs><ds:schemaRef ds:uri="urn:afi-ledger:paper"/></ds:schemaRefs></ds:datastoreItem>"""
#: One id for every paper: the item is told by its namespace, and ids need only differ within a file.
_ITEM_ID = "{AF1AF1AF-0001-4000-8000-0000AF1AF1AF}"
#: Of each of Word's own text properties, by which those of users are known too (MS-OLEPS).
_CUSTOM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_NO_CUSTOM = (
    f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="{_VT}"/>'
)
NAME = "afi-paper"
#: What Word keeps of a text property.
_LONGEST = 255


def put_properties(package: Package, paper: Paper, printed: tuple[int, ...] = (), words: tuple[str, ...] = ()) -> None:
    """Everything that stands in the file and on no page."""
    _core(package, paper)
    manifest = manifest_text(manifest_of(paper)._replace(printed=printed, words=words))
    _item(package, manifest)
    _custom(package, manifest)


def _core(package: Package, paper: Paper) -> None:
    sender = next((value.text for _, value in paper.head.pairs if value.id == "head/from"), "")
    texts = {"title": paper.title.text, "subject": paper.footer.text, "author": sender}
    safe = {name: escape(" ".join(holdable(text).split())) for name, text in texts.items()}
    said = _CORE.format(**safe, day=f"{paper.recipe['dated']}T00:00:00Z", language=LANGUAGE)
    _belonging(package, "core-properties", _METADATA, "docProps/core.xml", said.encode())


def _belonging(package: Package, kind: str, relation: str, name: str, content: bytes) -> None:
    """Puts a part of the file itself where it already has one of that kind, or where Word would."""
    try:
        name = package.related("", kind)[0]
    except KeyError:
        package.relate("", relation, name)
    types = {
        "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
        "custom-properties": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    }
    package.add(name, content, types[kind])


def _item(package: Package, manifest: str) -> None:
    name = package.free("customXml/item%d.xml")
    props = package.free("customXml/itemProps%d.xml")
    package.add(name, _ITEM.format(manifest).encode(), "application/xml")
    package.add(
        props,
        _PROPS.format(id=_ITEM_ID).encode(),
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    )
    package.relate(name, "customXmlProps", props)
    package.relate(package.main, "customXml", name)


def _custom(package: Package, manifest: str) -> None:
    """A second copy, in pieces, for programs that drop the first: a text property survives other formats too."""
    root = _custom_root(package)
    packed = b64encode(compress(manifest.encode(), 9)).decode()
    taken = max((int(each.get("pid", "1")) for each in root), default=1)
    for number, start in enumerate(range(0, len(packed), _LONGEST), 1):
        piece, tag = packed[start : start + _LONGEST], root.tag.replace("}Properties", "}property")
        said = {"fmtid": _CUSTOM, "pid": str(taken + number), "name": f"{NAME}-{number:04}"}
        new = root.makeelement(tag, said)
        value = root.makeelement(f"{{{_VT}}}lpwstr", {})
        value.text = piece
        new.append(value)
        root.append(new)
    _belonging(package, "custom-properties", "custom-properties", "docProps/custom.xml", written(root))


def _custom_root(package: Package) -> Element:
    try:
        return parse(package.parts[package.related("", "custom-properties")[0]])
    except KeyError:
        return parse(_NO_CUSTOM)


def manifests(package: Package) -> list[str]:
    """Each manifest that stands in a file as an item of its own; else what its properties hold."""
    items = [parse(content) for name, content in sorted(package.parts.items()) if name.startswith("customXml/item")]
    found = [str(item.text or "") for item in items if item.tag == PAPER]
    return found or _from_custom(package)


def _from_custom(package: Package) -> list[str]:
    pieces = {
        str(each.get("name")): "".join(each.itertext())
        for each in _custom_root(package)
        if str(each.get("name")).startswith(f"{NAME}-")
    }
    if not pieces:
        return []
    unpacking = decompressobj()
    packed = b64decode("".join(text for _, text in sorted(pieces.items())).strip(), validate=True)
    return [unpacking.decompress(packed, LARGEST).decode()]
