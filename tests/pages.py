"""The papers of both examples, in every format, and their pages as pictures for the eye: `make papers`.

Word's pages are drawn by LibreOffice and the page by Chromium, where those are installed; what is not drawn is said.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree, which
from tempfile import TemporaryDirectory

_AFI = Path(sys.executable).with_name("afi")
#: For each ledger, by the name of the file: how its paper is composed.
PAPERS = {
    "cambridgeshire": {
        "board": "board --forum BCB --dated 2018-03-29 --inspection INS-2",
        "board-all": "board --forum BCB --dated 2018-03-29",
        "progress": "progress --forum OIG --since E-60 --dated 2018-04-30",
        "response": "response INS-2 --dated 2018-05-01",
        "timeline": "timeline AFI-7 --dated 2018-04-30",
    },
    "fenshire": {
        "board": "board --forum FOR-1 --dated 2025-10-21",
        "progress": "progress --forum FOR-1 --since last --dated 2025-10-21",
        "response": "response INS-2 --dated 2025-10-21",
        "timeline": "timeline AFI-1 AFI-3 AFI-5 --dated 2025-10-21",
    },
}
FORMATS = ("docx", "pdf", "html", "md")
_WIDTHS = (400, 1280)


def main(out: Path) -> None:
    """Makes them anew in a folder."""
    rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    home = {**os.environ, "AFI_HOME": str((out / "home").absolute())}
    _run([_AFI, "demo"], out, home)
    for ledger, papers in PAPERS.items():
        for name, asked in papers.items():
            for suffix in FORMATS:
                _run([_AFI, "paper", *asked.split(), "-o", f"{name}.{suffix}"], out / ledger, home)
    missing = {each for folder in PAPERS for each in _draw(out / folder)}
    for program in sorted(missing):
        print(f"{program} is not installed, so its pages were not drawn.")
    print(f"Look at {out}/*/*.png.")


def _draw(folder: Path) -> Iterator[str]:
    """Draws every page; yields the programs that are not there."""
    for paper in sorted(folder.glob("*.pdf")):
        pages(paper, paper.stem)
    soffice, browser = which("soffice"), which("chromium") or which("google-chrome")
    for paper in sorted(folder.glob("*.docx")) if soffice else ():
        with TemporaryDirectory() as made:
            profile = f"-env:UserInstallation=file://{made}/profile"
            _run([soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", made, paper], folder)
            pages(Path(made, f"{paper.stem}.pdf"), f"{paper.stem}-word", folder)
    for paper in sorted(folder.glob("*.html")) if browser else ():
        for width in _WIDTHS:
            with TemporaryDirectory() as profile:
                _run([
                    browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync",
                    f"--user-data-dir={profile}", f"--window-size={width},6000",
                    f"--screenshot={folder / f'{paper.stem}-{width}.png'}", paper.absolute().as_uri(),
                ], folder)  # fmt: skip
    yield from [] if soffice else ["LibreOffice (soffice)"]
    yield from [] if browser else ["Chromium"]


def pages(paper: Path, name: str, folder: Path | None = None) -> list[Path]:
    """Each page of a PDF as a picture beside it; where they are."""
    import pypdfium2  # type: ignore[import-untyped]

    document, drawn = pypdfium2.PdfDocument(paper), []
    for number, page in enumerate(document, 1):
        drawn.append((folder or paper.parent) / f"{name}-{number:02}.png")
        page.render(scale=1.5).to_pil().save(drawn[-1])
    document.close()
    return drawn


def _run(words: list[object], folder: Path, environment: dict[str, str] | None = None) -> None:
    done = subprocess.run([str(word) for word in words], cwd=folder, env=environment, capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"{words} failed:\n{done.stderr.decode(errors='replace')}")


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
