"""The worked example against the list of facts it was made from: what is there, what is not, and nothing invented."""

import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from commands.demo.paper import ADDRESS
from tests.commands.terminal import ROOT, Terminal

SEEDS = ROOT.parent / "shared" / "seeds"
needs_seeds = pytest.mark.skipif(not SEEDS.exists(), reason="the documents are not part of the project")

#: Each fact, and the records whose entries hold it.
_HELD = """
L1 POST-1 PER-2 DOC-1 | L2 DOC-1 | L3 POST-2 PER-3 DOC-1 | L4 INS-1 DOC-1 | L5 INS-1 | L6 INS-1 | L7 INS-1 | L8 INS-1
L9 INS-1 | L10 INS-1 | L11 DOC-4 | L12 DOC-4 EXP-1 | L13 INS-1 | L14 INS-1 | L15 EXP-2 | L16 EXP-3 | L17 EXP-4
L18 FND-1 | L19 FND-1 | L20 FND-2 | L21 FND-3 | L22 FND-4 | L23 FND-5 | L24 FND-6
L25 FND-7 | L26 FND-8 | L27 FND-8 | L28 FND-9 | L29 FND-10 | L30 FND-11 | L31 FND-12 | L32 FND-13 | L33 FND-14
L34 FND-15 | L35 FND-15 | L36 POST-3 PER-4 DOC-1
P1 POST-2 FOR-1 DOC-2 PAP-1 | P2 DOC-2 PAP-1 | P3 DOC-3 INS-2 PAP-1 | P4 LEDGER | P5 INS-2 | P6 LEDGER | P7 INS-2
P8 INS-2 | P9 INS-2 | P10 INS-2 | P11 GRD-1 GRD-4 | P12 EXP-5
P13 GRD-1 | P14 GRD-2 | P15 GRD-3 | P16 GRD-4 | P17 GRD-5 | P18 FND-16 GRD-6 | P19 FND-17 | P20 INS-2 | P21 FND-18
P22 FND-19 | P23 FND-20 | P24 FND-21 | P25 FND-22 | P26 FND-23 | P27 EXP-6 | P28 FND-24 | P29 LEDGER | P30 AFI-1
P31 AFI-2 | P32 AFI-3
P33 AFI-4 | P34 AFI-5 | P35 AFI-6 | P36 AFI-7 | P37 INS-2 LEDGER | P38 FOR-2 | P39 POST-6 FOR-3 | P40 INS-2 | P41 INS-2
P42 EXP-7 | P43 AFI-7 | P44 EXP-8 | P45 EXP-9 | P46 AFI-7 | P47 ACT-1 | P48 LEDGER | P49 DOC-2 PAP-1
P50 DOC-3 | P51 POST-4 PER-5 DOC-2 PAP-1 | P52 POST-5 PER-6 DOC-2 PAP-1
"""
HELD = dict(each.strip().split(" ", 1) for each in _HELD.strip().replace("\n", "|").split("|"))


def entries(desk: Terminal) -> list[dict[str, Any]]:
    """Every entry, in the order of recording."""
    return sorted(desk.does("timeline", "--json").rows, key=lambda row: row["position"])


def cited(row: dict[str, Any]) -> Iterator[str]:
    """The numbers of the facts that an entry cites."""
    for source in row["source"]:
        if match := re.fullmatch(r"DOC-([12]):([LP])(\d+)", source):
            assert match[2] == {"1": "L", "2": "P"}[match[1]]
            yield match[2] + match[3]


def test_it_shows_what_it_recorded(bare: Terminal) -> None:
    """Register, grades, timeline and audit, and what to try next; the ledger is in a folder of its own."""
    said = bare.does("demo", "--name", "Sam Okafor").out
    for shown in ("$ afi register", "$ afi grades", "$ afi timeline", "$ afi verify"):
        assert f"\n{shown}\n" in said
    assert re.search(r"\n  cd .*cambridgeshire\n  afi show AFI-7\n", said)
    assert "Whole: 131 entries in 13 batches" in said
    assert max(map(len, said.partition("The ledger is at")[0].splitlines())) <= 100


def test_whoever_runs_it_records_it(bare: Terminal) -> None:
    """Their login stands for their name, if they give none."""
    bare.patch.setenv("LOGNAME", "okafor")
    bare.does("demo", "there")
    assert bare.does("show", "PER-1", "--ledger", "there/cambridgeshire").out.startswith("PER-1  okafor\n")


def test_never_over_an_existing_one(example: Path, bare: Terminal) -> None:
    """The refusal says how to look at what is there."""
    bare.does("demo", "--name", "Sam Okafor")
    assert "`afi register --ledger" in bare.refuses(3, "demo")


def test_it_is_whole_and_level(desk: Terminal) -> None:
    """The audit and the comparison of the read models find nothing."""
    assert "Whole: 131 entries" in desk.does("verify").out
    desk.does("rebuild", "--check")


def test_fifteen_findings_of_2014(desk: Terminal) -> None:
    """Four on preventing, seven on attending, four on time; three of them with the part that the layout hides."""
    rows = desk.does("findings", "-i", "INS-1", "--json").rows
    assert Counter(row["question_key"] for row in rows) == {"preventing": 4, "attending": 7, "time": 4}
    assert [(row["ref"], row["parts"][0]["sense"]) for row in rows if row["parts"]] == [
        *(("FND-1", "strength"), ("FND-8", "weakness"), ("FND-15", "neutral"))
    ]
    assert {row["happened_on"] for row in rows} == {"2014-09-03"}


def test_senses_voices_and_hedges(desk: Terminal) -> None:
    """A negative verb is no weakness; a mixed finding stays mixed; a belief of the force is not the inspectorate's."""
    rows = {row["ref"]: row for row in desk.does("findings", "--json").rows}
    senses = "mixed strength mixed weakness mixed neutral strength neutral strength strength strength strength strength"
    assert [rows[f"FND-{number}"]["sense"] for number in range(1, 16)] == f"{senses} weakness strength".split()
    senses = "weakness mixed weakness strength mixed mixed strength weakness strength"
    assert [rows[f"FND-{number}"]["sense"] for number in range(16, 25)] == senses.split()
    hedges = {ref: row["hedge"] for ref, row in rows.items() if row["hedge"]}
    assert hedges == {"FND-5": "HMIC understands", "FND-9": "in general", "FND-22": "mostly"}
    assert [ref for ref, row in rows.items() if row["voice"] != "inspectorate"] == ["FND-17"]


def test_nine_findings_of_2018(desk: Terminal) -> None:
    """Said on the day the report was published."""
    rows = desk.does("findings", "-i", "INS-2", "--json").rows
    assert (len(rows), {row["happened_on"] for row in rows}) == (9, {"2018-03-22"})


def test_the_grades(desk: Terminal) -> None:
    """Two carried from 2016 keep their year; one was inspected and not graded; the overall one is recorded."""
    rows = desk.does("grades", "-i", "INS-2", "--json").rows
    assert [(row["question_key"], row["outcome"], row["year"], row["basis"]) for row in rows] == [
        ("preventing", "good", 2016, "carried_forward"),
        ("investigating", "requires_improvement", 2017, "inspected"),
        ("vulnerable", "requires_improvement", 2017, "inspected"),
        ("organised", "good", 2016, "carried_forward"),
        ("specialist", "not_graded", 2017, "inspected"),
        (None, "requires_improvement", 2017, "inspected"),
    ]


def test_the_source_of_the_overall_grade(desk: Terminal) -> None:
    """It stands in no list: the entry cites the quotation, and says why."""
    [entry] = desk.does("timeline", "GRD-6", "--json").rows
    assert entry["source"] == ["DOC-2:3.4", "DOC-2:P18"] and "implies it" in entry["why"]


def test_seven_improvements(desk: Terminal) -> None:
    """Three on investigating and four on protecting, raised when the report was published."""
    rows = desk.does("register", "--json").rows
    assert [row["question_key"] for row in rows] == ["investigating"] * 3 + ["vulnerable"] * 4
    assert {(row["inspection"], row["raised_on"], row["kind"]) for row in rows} == {
        ("INS-2", "2018-03-22", "area_for_improvement")
    }


def test_no_cause_of_concern_is_a_recorded_nil(desk: Terminal) -> None:
    """Of the report of 2018; of the letter of 2014 nothing of the kind is said."""
    [nil] = desk.does("register", "--json").json["nils"]
    assert (nil["inspection"], nil["kind"], nil["source"]) == ("INS-2", "cause_of_concern", ["DOC-2:3.6", "DOC-2:P37"])


def test_only_the_seventh_has_notes(desk: Terminal) -> None:
    """What is said of "most" of them names none: it is a note on the inspection, and closes nothing."""
    rows = desk.does("register", "--json").rows
    assert [(row["ref"], row["notes"]) for row in rows if row["notes"]] == [("AFI-7", 2)]
    assert {row["status"] for row in rows} == {"raised", "in_progress"}
    assert {row["due_kind"] for row in rows} == {None}
    types = {entry["type"] for entry in entries(desk)}
    assert {type_ for type_ in types if type_.startswith("improvement.")} == {
        "improvement.raised",
        "improvement.noted",
    }


def test_nothing_is_invented_of_2014(desk: Terminal) -> None:
    """No improvement, no grade, and no publication: the letter plans one, and nothing shows that it happened."""
    assert desk.does("register", "-i", "INS-1", "--json").rows == []
    assert [row["ref"] for row in desk.does("grades", "-i", "INS-1", "--json").rows] == [None] * 3
    core, peel = desk.does("inspection", "list", "--json").rows
    assert (core["published_on"], peel["published_on"]) == (None, "2018-03-22")
    assert (core["fieldwork"], core["aliases"]) == ("2014-01/2014-04", ["Making best use of police time"])


def test_nothing_recurs(desk: Terminal) -> None:
    """From these two documents alone, no improvement is linked to an earlier weakness."""
    links = [row["sentence"] for row in entries(desk) if row["type"] == "record.linked"]
    assert len(links) == 1 and "recurrence" not in links[0].lower()  # the report that came with the letter


def test_names_by_date(desk: Terminal) -> None:
    """HMIC until July 2017; the Chief Constable of 2014 is not the one of 2018, whom nobody names."""
    rows = {row["ref"]: row for row in desk.does("people", "list", "--json").rows}
    assert [name["name"] for name in rows["ORG-2"]["names"]] == ["HMIC", "HMICFRS"]
    assert (rows["POST-2"]["holder"], rows["POST-3"]["holder_name"]) == (None, "Paul Ormerod")
    [letter] = [entry for entry in entries(desk) if entry["ref"] == "FND-1" and entry["type"] == "finding.recorded"]
    assert letter["said_by_name"] == "HMIC"


def test_what_a_source_states_is_kept(desk: Terminal) -> None:
    """The date that cannot be, as it is printed; the misspelt address; a marking that is not there."""
    [late] = [entry for entry in entries(desk) if entry["happened_on"] == "2018-09"]
    assert (late["ref"], late["happened_on_words"], late["source"][0]) == ("INS-2", "September 2018", "DOC-2:3.8")
    documents = desk.does("document", "list", "--json").rows
    assert "www.justiceinspectors.gov.uk" in documents[2]["address"]
    assert {document["marking"] for document in documents[:2]} == {"none_stated"}
    assert documents[2]["marking"] is None  # nobody here has seen the report


def test_what_cannot_be_right_is_flagged_and_not_corrected(desk: Terminal) -> None:
    """Two flags, each about the entry that states it; nothing in the documents says what is right."""
    rows = {entry["position"]: entry for entry in entries(desk)}
    flags = [entry for entry in rows.values() if entry["type"] == "record.flagged"]
    about = [rows[int(re.findall(r"about E-(\d+)", flag["sentence"])[0])] for flag in flags]
    assert [(flag["ref"], stated["type"]) for flag, stated in zip(flags, about, strict=True)] == [
        ("INS-2", "inspection.noted"),
        ("DOC-3", "document.added"),
    ]
    assert about[0]["happened_on"] == "2018-09"
    assert not any(entry["fixes"] or entry["corrected_by"] for entry in rows.values())


def test_a_plan_is_no_publication(desk: Terminal) -> None:
    """The national report was to come out at 00:01 on 4 September 2014, UK time; neither document says that it did."""
    [report] = [row for row in desk.does("document", "list", "--json").rows if row["ref"] == "DOC-4"]
    assert report["embargo"] == "2014-09-03T23:01:00.000000Z"
    planned = desk.does("expect", "list", "--json").rows[0]
    assert (planned["ref"], planned["expected"], planned["status"]) == ("EXP-1", "2014-09-04", "open")
    assert [entry["ref"] for entry in entries(desk) if entry["type"] == "inspection.published"] == ["INS-2"]


def test_vague_dates_keep_their_words(desk: Terminal) -> None:
    """A range, with what the document says."""
    words = {entry["happened_on"]: entry["happened_on_words"] for entry in entries(desk) if entry["happened_on_words"]}
    assert words == {
        "2014-01/2014-09-03": "previously sent",
        "2017-06/2017-08": "summer 2017",
        "2018-03-01/2018-03-29": "earlier this month",
        "2018-09": "September 2018",
    }
    due = {row["ref"]: (row["expected"], row["expected_words"]) for row in desk.does("expect", "list", "--json").rows}
    assert due["EXP-4"] == (
        "2014-11-21/2014-11-30",
        "the end of November (21 November 2014 to 30 November 2014)",
    )


def test_a_cadence_without_a_meeting_has_no_next_date(desk: Terminal) -> None:
    """The group meets every six weeks; when it last met is not recorded, and it says so."""
    rows = {row["ref"]: row for row in desk.does("forum", "list", "--json").rows}
    assert rows["FOR-2"]["cadence_words"] == "every 6 weeks"
    assert (rows["FOR-2"]["chair"], rows["FOR-2"]["next_due"]) == ("POST-4", None)
    assert "no meeting" in rows["FOR-2"]["next_words"]


def test_every_entry_says_where_it_stands(desk: Terminal) -> None:
    """A document and a place, or it is of the ledger's own beginning."""
    without = {entry["type"] for entry in entries(desk) if not entry["source"]}
    own = {"ledger.opened", "organisation.added", "organisation.renamed", "person.added", "question.added"}
    assert without == own | {"question.aliased"}


def test_each_fact_is_held_where_it_belongs(desk: Terminal) -> None:
    """Number by number."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for entry in entries(desk):
        for fact in cited(entry):
            found[fact][entry["ref"]] = None
    assert {fact: " ".join(refs) for fact, refs in found.items()} == HELD


def test_each_fact_is_shown_by_a_command(desk: Terminal) -> None:
    """Whoever looks at the record that holds it finds its number beside what is said."""
    for fact, refs in HELD.items():
        for ref in refs.split():
            assert f":{fact}" in desk.does("show", ref, "--json").out.replace('"', " "), (fact, ref)


@needs_seeds
def test_every_fact_is_held() -> None:
    """The list is covered, and nothing that is cited is missing from it."""
    rows = re.findall(r"^\| ([LP])([\d–]+) \|", (SEEDS / "facts.md").read_text(encoding="utf-8"), re.MULTILINE)
    numbers = [f"{kind}{number}" for kind, text in rows for number in between(text)]
    assert sorted(HELD) == sorted(numbers) and len(numbers) == 88


def between(text: str) -> range:
    """The numbers that ``8–10`` stands for."""
    first, _, last = text.partition("–")
    return range(int(first), int(last or first) + 1)


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return re.findall(r"[^\W_]+", text.casefold())


def runs_of(text: str, length: int = 8) -> set[tuple[str, ...]]:
    """Every run of so many words."""
    words = words_of(text)
    return {tuple(words[place : place + length]) for place in range(len(words) - length + 1)}


#: What a thing is called is not rewritten: the inspection's title, and the report's address.
NAMES = ("crime prevention, police attendance and use of police time", ADDRESS)


@needs_seeds
def test_no_sentence_of_the_documents_stands_here() -> None:
    """The example is in our words: no eight words in a row are theirs, anywhere in the repository."""
    theirs = {run for file in SEEDS.glob("*.txt") for run in runs_of(file.read_text(encoding="utf-8"))}
    theirs -= {run for name in NAMES for run in runs_of(name)}
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    found = {
        name: runs_of((ROOT / name).read_text("utf-8", "replace")) & theirs for name in files if (ROOT / name).is_file()
    }
    assert {name: runs for name, runs in found.items() if runs} == {}
