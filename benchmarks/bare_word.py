"""A paper by docxtpl alone, without ours: python bare_word.py FOLDER OUTPUT. All it needs lies in the folder."""

import json
import sys
from pathlib import Path

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage  # type: ignore[import-untyped]


def main(folder: Path, output: str) -> None:
    """Fills the template with the texts and the pictures."""
    data = json.loads((folder / "paper.json").read_text(encoding="utf-8"))
    template = DocxTemplate(folder / "template.docx")
    for block in (block for section in data["sections"] for block in section["blocks"]):
        if block["kind"] == "chart":
            block["picture"] = InlineImage(template, str(folder / f"{block['name']}.png"), width=Mm(158))
    data["code"] = InlineImage(template, str(folder / "code.png"), width=Mm(26))
    template.render(data, autoescape=True)
    template.save(output)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
