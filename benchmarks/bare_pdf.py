"""A paper by typst alone, without ours: python bare_pdf.py FOLDER OUTPUT. All it needs lies in the folder."""

import sys
from pathlib import Path

import typst


def main(folder: Path, output: str) -> None:
    """Sets the pages from the program and the data, to the same standards."""
    compiler = typst.Compiler(ignore_system_fonts=True)
    data = (folder / "paper.json").read_text(encoding="utf-8")
    content = compiler.compile(
        (folder / "paper.typ").read_bytes(),
        format="pdf",
        sys_inputs={"paper": data},
        pdf_standards=["ua-1", "a-3a"],
        timestamp=int((folder / "moment").read_text(encoding="utf-8")),
    )
    assert isinstance(content, bytes)
    Path(output).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
