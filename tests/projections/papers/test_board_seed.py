"""The board paper of the Cambridgeshire example against the list of facts of the document that it was made from.

Fact by fact: where it stands in the paper, in which words, and that the cell rests on an entry that cites that very
fact. And the other way round: no cell claims anything that rests on nothing of that document.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands.demo import cambridgeshire
from commands.demo.paper import ADDRESS
from ledger.stores.log import Log
from projections.follow import level
from projections.papers.model import Cell, Paper
from projections.queries.entries import entry_rows
from projections.views import opened
from tests.projections.papers.composing import board, cells

FACTS = Path(__file__).parents[4] / "shared" / "seeds" / "facts.md"

#: Each fact: the cells in which it stands, and words of each.
STANDS: dict[str, tuple[tuple[str, str], ...]] = {
    "P1": (
        ("head/to", "Business Coordination Board"),
        ("head/from", "Chief Constable"),
        ("head/date", "29 March 2018"),
    ),
    "P2": (("title", "report of March 2018"), ("sources/DOC-2/title", "effectiveness update")),
    "P3": (("purpose/typed/1", "on 22 March 2018"), ("background/INS-2/published", "22 March 2018")),
    "P4": (("national/E-115", "every year, independently"),),
    "P5": (
        ("notes/E-118", "outstanding, good, requiring improvement or inadequate"),
        ("background/INS-2/scale", "four-tier: outstanding, good, requires improvement or inadequate"),
    ),
    "P6": (("national/E-116", "The national reports"), ("national/E-116/by", "earlier this month")),
    "P7": (("notes/E-119", "not every force was asked all five"),),
    "P8": (("background/INS-2/questions", "Investigating crime and reducing re-offending"),),
    "P9": (("background/INS-2/questions", "Protecting vulnerable people"),),
    "P10": (("background/INS-2/questions", "Specialist capabilities"),),
    "P11": (("grades/GRD-1/basis", "carried forward from 2016"), ("grades/GRD-4/basis", "carried forward from 2016")),
    "P12": (("expectations/EXP-5/text", "goes on watching the areas for improvement"),),
    "P13": (("grades/GRD-1/grade", "good"), ("grades/GRD-1/subject", "Preventing crime")),
    "P14": (("grades/GRD-2/grade", "requires improvement"), ("grades/GRD-2/basis", "inspected in 2017")),
    "P15": (("grades/GRD-3/grade", "requires improvement"), ("grades/GRD-3/basis", "inspected in 2017")),
    "P16": (("grades/GRD-4/grade", "good"), ("grades/GRD-4/subject", "organised crime")),
    "P17": (("grades/GRD-5/grade", "not graded"), ("grades/GRD-5/basis", "inspected in 2017")),
    "P18": (
        ("grades/GRD-6/grade", "requires improvement"),
        ("grades/GRD-6/basis", "as recorded, not worked out"),
        ("summary/FND-16/text", "performance got worse"),
    ),
    "P19": (("summary/FND-17/text", "found these areas itself"), ("summary/FND-17/voice", "the force's belief")),
    "P20": (("notes/E-120", "Demand was exceptional"), ("notes/E-120/by", "summer 2017")),
    "P21": (("summary/FND-18/text", "supervision and direction vary"), ("summary/FND-18/sense", "weakness")),
    "P22": (("summary/FND-19/text", "victims are kept informed"), ("summary/FND-19/sense", "strength")),
    "P23": (("summary/FND-20/text", "registered sex offenders"), ("summary/FND-20/sense", "mixed")),
    "P24": (("summary/FND-21/text", "high in mental health"), ("summary/FND-21/sense", "mixed")),
    "P25": (("summary/FND-22/text", "at first contact"), ("summary/FND-22/voice", "hedged: “mostly”")),
    "P26": (("summary/FND-23/text", "evidence, safety and confidence"), ("summary/FND-23/sense", "weakness")),
    "P27": (("expectations/EXP-6/text", "helps to reach prompt calls"), ("expectations/EXP-6/by", "HMICFRS")),
    "P28": (("summary/FND-24/text", "armed response"), ("summary/FND-24/sense", "strength")),
    "P29": (("background/definitions/E-113/meaning", "falls short of the standard"),),
    "P30": (("improvements/AFI-1/text", "Supervise investigations"),),
    "P31": (("improvements/AFI-2/text", "clear measures"),),
    "P32": (("improvements/AFI-3/text", "proportionate investigation"),),
    "P33": (("improvements/AFI-4/text", "qualified detectives"),),
    "P34": (("improvements/AFI-5/text", "DVPOs, DVPNs and Clare's Law"),),
    "P35": (("improvements/AFI-6/text", "frontline staff"),),
    "P36": (("improvements/AFI-7/text", "graded prompt (within an hour)"),),
    "P37": (
        ("concerns/INS-2/ORG-1/nil", "it is recorded that no cause of concern was identified"),
        ("background/definitions/E-114/meaning", "serious or critical"),
    ),
    "P38": (("governance/FOR-2/chair", "Head of Corporate Development"), ("governance/FOR-2/cadence", "every 6 weeks")),
    "P39": (("governance/FOR-3/oversight", "Deputy Chief Constable"), ("governance/FOR-3/forum", "HMICFRS Gold Group")),
    "P40": (
        ("flags/INS-2/1/stated", "work on the AFIs has gone on since"),
        ("flags/INS-2/1/when", "September 2018"),
        ("flags/INS-2/1/flag", "later than the paper itself"),
    ),
    "P41": (("notes/E-122", "Most of the AFIs"),),
    "P42": (("expectations/EXP-7/text", "goes live"), ("expectations/EXP-7/when", "30 April 2018")),
    "P43": (("improvements/AFI-7/progress", "still hard, though much better"),),
    "P44": (("expectations/EXP-8/text", "a North and a South policing area"),),
    "P45": (("expectations/EXP-9/text", "Council Tax precept"),),
    "P46": (("improvements/AFI-7/progress", "a shortfall between demand and resources"),),
    "P47": (("actions/ACT-1/text", "in need of prompt attendance"), ("actions/ACT-1/under", "AFI-7")),
    "P48": (("national/E-117", "one was outstanding"),),
    "P49": (("recommendation/typed/1", "to take note of"), ("recommendation/DOC-2/1/text", "To note what the report")),
    "P50": (("sources/DOC-3/address", ADDRESS), ("sources/DOC-3/address", "The address misspells the name of")),
    "P51": (("contacts/POST-4", "Head of Corporate Development (Dr Natalie Benton)"),),
    "P52": (("contacts/POST-5", "HMICFRS Liaison Officer (C/Insp Chris Savage)"),),
}  # fmt: skip
#: What the ledger cannot hold, and why: of this document it holds each fact.
NOT_HELD: dict[str, str] = {}
#: Entries of the document on which no cell rests, and why.
SAID_AGAIN = {
    "record.involved DOC-2": "whom to ask is told by the paper's own contacts",
}
#: What a cell may say that rests on no entry: the paper's own words, and that nothing is recorded.
OWN_WORDS = re.compile(r".*/(label|head|title|caption|empty|rule|what)|footer|watermark|marking")
NOTHING = {
    "none recorded", "not recorded", "no meeting is recorded", "not known: no cadence is recorded", "0", "none", "",
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Paper, dict[int, dict[str, object]]]]:
    """The paper of the example, and the entries of its ledger by position."""
    folder = tmp_path_factory.mktemp("cambridgeshire")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AFI_HOME", str(folder / "home"))
        path = folder / "afi.ledger"
        cambridgeshire.record(path, "Sam Okafor")
        log = Log.open(path)
        with opened(path, log.opening()["origin"]) as views:
            level(log, views)
            rows = entry_rows(views, views.query("SELECT * FROM happening"))
            entries = {row["position"]: row for row in rows}
            yield board(log, views, "2018-03-29", forum="FOR-1", inspection="INS-2"), entries
        log.close()


Told = tuple[Paper, dict[int, dict[str, object]]]


def cited(entries: dict[int, dict[str, object]]) -> dict[str, set[int]]:
    """The entries that cite each fact of the paper."""
    found: dict[str, set[int]] = {}
    for position, row in entries.items():
        for source in row["source"]:  # type: ignore[attr-defined]
            if match := re.fullmatch(r"DOC-2:(P\d+)", source):
                found.setdefault(match[1], set()).add(position)
    return found


@pytest.mark.parametrize("fact", STANDS)
def test_each_fact_stands_in_the_paper(told: Told, fact: str) -> None:
    """In these cells, in these words, and each of them rests on an entry that cites that very fact."""
    paper, entries = told
    found, resting = cells(paper), cited(entries)[fact]
    for id_, words in STANDS[fact]:
        assert words in found[id_].text
        assert resting & set(found[id_].at), (fact, id_)


def test_every_fact_is_in_the_table(told: Told) -> None:
    """The table has each of the fifty-two, and each that an entry cites."""
    numbers = [f"P{number}" for number in range(1, 53)]
    assert sorted(numbers) == sorted(STANDS | NOT_HELD) == sorted(set(cited(told[1])) | set(NOT_HELD))


@pytest.mark.skipif(not FACTS.exists(), reason="the documents are not part of the project")
def test_the_list_has_no_other_fact() -> None:
    """Each number of the list is in the table."""
    rows = re.findall(r"^\| P([\d–]+) \|", FACTS.read_text(encoding="utf-8"), re.MULTILINE)
    spans = [(first, last or first) for first, _, last in (row.partition("–") for row in rows)]
    numbers = [f"P{number}" for first, last in spans for number in range(int(first), int(last) + 1)]
    assert sorted(numbers) == sorted(STANDS | NOT_HELD)


def test_every_entry_of_the_document_is_reached(told: Told) -> None:
    """Whatever was recorded of it, some cell of the paper rests on it."""
    paper, entries = told
    reached = {position for cell in paper.cells() for position in cell.at}
    of_it = {position for positions in cited(entries).values() for position in positions}
    missed = {f"{entries[position]['type']} {entries[position]['ref']}" for position in of_it - reached}
    assert missed == set(SAID_AGAIN)


def test_nothing_else_is_claimed(told: Told) -> None:
    """Each cell that rests on entries rests on one of this document; others say nothing of the world."""
    paper, entries = told
    for cell in paper.cells():
        if cell.at:
            assert any(of_the_document(entries[position]) for position in cell.at), cell
        else:
            assert OWN_WORDS.fullmatch(cell.id) or cell.text in NOTHING, cell


def of_the_document(row: dict[str, object]) -> bool:
    """Whether an entry cites it, at whatever place."""
    return any(source.partition(":")[0] == "DOC-2" for source in row["source"])  # type: ignore[attr-defined]


def test_what_the_paper_must_not_say(told: Told) -> None:
    """No date is due, nothing is closed, and nothing of the inspection of 2014 is told."""
    paper, _ = told
    found = cells(paper)
    said = "\n".join(cell.text for cell in found.values())
    assert {found[f"improvements/AFI-{number}/due"].text for number in range(1, 8)} == {"none recorded"}
    assert {found[f"improvements/AFI-{number}/status"].text for number in range(1, 8)} == {"raised", "in progress"}
    assert not [cell for cell in found.values() if re.search(r"2014|Billingham|Parr|Core business|INS-1\b", cell.text)]
    assert "closed by" not in said and "green" not in said.casefold()
    assert [figure.name for figure in paper.figures if figure.refs == ()] == ["ended", "overdue", "moved_later"]


def test_its_figures(told: Told) -> None:
    """Each is the number of the records that it counts, and has its rule in words."""
    figures = {figure.name: (figure.cell.text, len(figure.refs)) for figure in told[0].figures}
    assert figures == {
        "areas_for_improvement": ("7", 7), "open": ("7", 7), "ended": ("0", 0), "status_raised": ("6", 6),
        "status_in_progress": ("1", 1), "overdue": ("0", 0), "no_due_date": ("7", 7), "moved_later": ("0", 0),
        "no_owner": ("7", 7),
    }  # fmt: skip
    assert all(figure.rule for figure in told[0].figures)


def test_the_order_of_its_sections(told: Told) -> None:
    """As a board reads them; one without anything in it is left out."""
    assert [section.name for section in told[0].sections] == [
        "purpose", "background", "numbers", "grades", "summary", "improvements", "concerns", "actions", "expectations",
        "governance", "response", "notes", "national", "recommendation", "flags", "sources", "contacts",
    ]  # fmt: skip


def test_a_cell_is_one_cell(told: Told) -> None:
    """Ids are unique, so that each can be found again."""
    assert all(isinstance(cell, Cell) for cell in cells(told[0]).values())
