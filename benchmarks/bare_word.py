"""A paper by docxtpl, and by typst for its pictures, without ours: python bare_word.py FOLDER OUTPUT.

All it needs lies in the folder. Word has to be handed a picture in dots beside each in SVG, so that is drawn here too.
"""

import json
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage  # type: ignore[import-untyped]

_PAGE = """#set page(width: {wide}pt, height: {high}pt, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)"""


def main(folder: Path, output: str) -> None:
    """Fills the template with the texts and the pictures."""
    data = json.loads((folder / "paper.json").read_text(encoding="utf-8"))
    template = DocxTemplate(folder / "template.docx")
    for block in (block for section in data["sections"] for block in section["blocks"]):
        if block["kind"] == "chart":
            block["picture"] = InlineImage(template, _drawn(block), width=Mm(158))
    data["code"] = InlineImage(template, str(folder / "code.png"), width=Mm(26))
    template.render(data, autoescape=True)
    template.save(output)


def _drawn(chart: dict[str, Any]) -> BytesIO:
    """A chart in dots, 300 an inch."""
    page = _PAGE.format(wide=chart["width"] * 0.75, high=chart["height"] * 0.75)
    drawn = typst.compile(
        page.encode(), format="png", ppi=300, ignore_system_fonts=True, sys_inputs={"svg": chart["svg"]}
    )
    assert isinstance(drawn, bytes)
    return BytesIO(drawn)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
