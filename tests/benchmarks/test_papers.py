"""The paper that is measured, and that the bare libraries produce its pages."""

import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest

from benchmarks import bare_pdf, bare_word, papers
from benchmarks.generator import Made, make
from benchmarks.prepared import prepare
from benchmarks.targets import TARGETS
from commands.context import Reading
from projections.papers.model import Paper, Table, charts
from projections.papers.renderers import pdf
from projections.queries.register import register
from projections.views import Views

_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The ledger that it is composed from."""
    return make(tmp_path_factory.mktemp("made") / "force", 5000, forces=1, improvements=papers.IMPROVEMENTS)


@pytest.fixture(scope="module")
def paper(made: Made) -> Paper:
    """The paper."""
    return papers.composed(made)


@pytest.fixture(scope="module")
def prepared(paper: Paper, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the bare libraries are handed."""
    folder = tmp_path_factory.mktemp("bare") / "prepared"
    prepare(paper, folder)
    return folder


def bare(script: ModuleType, folder: Path, output: Path) -> bytes:
    """What a script makes, in a process of its own."""
    subprocess.run([sys.executable, str(script.__file__), str(folder), str(output)], check=True, timeout=120)
    return output.read_bytes()


def test_it_tells_of_some_fifty_improvements_with_three_charts(paper: Paper) -> None:
    """As the target has it; a chart that is longer than a page is several pictures."""
    assert len(papers.improvements(paper)) == papers.IMPROVEMENTS
    assert {chart.name.split("-")[1] for chart in charts(paper)} == {"grades", "statuses", "timeline"}


@pytest.mark.parametrize("day", ["", papers.PASSED])
def test_the_register_shows_the_very_same_improvements(made: Made, day: str) -> None:
    """Today, and looked back at."""
    with made.at_home(), Reading.open(str(made.path)) as reading, reading.at("", day, "") as then:
        shown = {row["ref"] for row in register(then.views, inspection=papers.INSPECTION)}
    assert shown == papers.improvements(papers.composed(made, day))


@pytest.mark.parametrize("day", ["", papers.PASSED])
def test_it_asks_for_lists_and_not_for_one_record_after_another(
    made: Made, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What each improvement rests on is looked up with that of the others."""
    asked: list[str] = []
    query = Views.query

    def counted(views: Views, sql: str, parameters: Any = ()) -> Any:
        asked.append(sql)
        return query(views, sql, parameters)

    monkeypatch.setattr(Views, "query", counted)
    papers.composed(made, day)
    of_records = [sql for sql in asked if "temp.looked" not in sql]  # a lens looks at each record for itself
    assert 0 < len(of_records) < 3 * papers.IMPROVEMENTS


def test_typst_alone_sets_the_very_pages(paper: Paper, prepared: Path, tmp_path: Path) -> None:
    """Every byte is that of the paper."""
    assert bare(bare_pdf, prepared, tmp_path / "bare.pdf") == pdf.render(paper)


def test_docxtpl_alone_says_all_that_the_paper_says(paper: Paper, prepared: Path, tmp_path: Path) -> None:
    """Every text, every row, and every picture with the code at the end."""
    bare(bare_word, prepared, tmp_path / "bare.docx")
    with zipfile.ZipFile(tmp_path / "bare.docx") as document:
        root = ElementTree.fromstring(document.read("word/document.xml"))
        pictures = [name for name in document.namelist() if name.startswith("word/media/")]
    said = " ".join(" ".join("".join(each.itertext()).split()) for each in root.iter(f"{_WORDS}p"))
    unseen = {chart.alternative.id for chart in charts(paper)}
    texts = [cell.text for cell in paper.cells() if cell.id not in unseen and "\n" not in cell.text]
    assert [text for text in texts if " ".join(text.split()) not in said] == []
    tables = [block for section in paper.sections for block in section.blocks if isinstance(block, Table)]
    assert len([*root.iter(f"{_WORDS}tr")]) == sum(len(table.rows) + 1 for table in tables if table.rows)
    assert len(pictures) == len([*charts(paper)]) + 1


@pytest.mark.parametrize("name", papers.FORMATS)
def test_what_the_time_goes_on_has_a_row(made: Made, name: str) -> None:
    """Each part that is timed is in the table, and took some time."""
    found = papers.parts(made, name)
    assert {f"papers.{part}" for part in found} <= TARGETS.keys()
    assert all(seconds > 0 for seconds in found.values())
