"""What happened in Fenshire's year, each shown by some command."""

from collections import Counter
from pathlib import Path

import pytest

from tests.commands.fenshire import entries, fields, moved_to_fenshire, rows, typed
from tests.commands.terminal import Terminal


@pytest.fixture
def desk(example: Path, bare: Terminal) -> Terminal:
    """Sam Okafor's terminal in the folder of Fenshire's ledger."""
    return moved_to_fenshire(example, bare)


# The lives of improvements.


def test_a_date_that_slipped_three_times(desk: Terminal) -> None:
    """Each new one approved: by a meeting, a post and the commissioner."""
    moved = [entry["sentence"] for entry in typed(desk, "improvement.due_set", "AFI-3")][1:]
    approvers = [sentence.partition("approved by ")[2] for sentence in moved]
    assert approvers == [
        "Force Performance Board, 18 March 2025 (MTG-13)",
        "Deputy Chief Constable",
        "Police and Crime Commissioner",
    ]
    row = rows(desk, "register")["AFI-3"]
    assert (row["due_first"], row["due"], row["due_revisions"]) == ("2025-03-31", "2025-12-31", 3)
    assert row["days_slipped"] == 275


def test_every_kind_of_due_date(desk: Terminal) -> None:
    """A day, at once, within months and none set; that of months was replaced when it was reopened."""
    found = rows(desk, "register")
    assert {found[ref]["due_kind"] for ref in ("AFI-3", "AFI-5", "AFI-8")} == {"day", "immediate", "none_set"}
    assert "within 6 months of publication" in typed(desk, "improvement.due_set", "AFI-9")[0]["sentence"]


def test_a_returned_claim(desk: Terminal) -> None:
    """Returned by a forum, reported again, assured by another, submitted, and closed by letter."""
    shown = fields(desk, "AFI-4")
    assert (shown["returned"], shown["returned_by"]) == (1, "forum")
    assert (shown["assured_by"], shown["closed_by"], shown["closed_how"]) == ("POST-10", "inspectorate", "letter")
    steps = [entry["type"].partition(".")[2] for entry in entries(desk, "AFI-4")]
    wanted = {"claimed", "returned", "assured", "submitted", "closed"}
    assert [step for step in steps if step in wanted] == (
        ["claimed", "returned", "claimed", "assured", "submitted", "closed"]
    )


def test_where_each_stands(desk: Terminal) -> None:
    """Open, closed, and every other end; what is void is in no register."""
    assert {ref: row["status"] for ref, row in rows(desk, "register").items()} == {
        "AFI-1": "closed",
        "AFI-2": "closed",
        "AFI-3": "in_progress",
        "AFI-4": "closed",
        "AFI-5": "submitted",
        "AFI-6": "superseded",
        "AFI-7": "withdrawn",
        "AFI-8": "owned",
        "AFI-9": "in_progress",
        "AFI-10": "reported_complete",
        "COC-1": "closed",
        "REC-1": "in_progress",
        "REC-2": "not_ours",
        "REC-3": "declined",
    }


def test_closed_by_the_force_and_reopened(desk: Terminal) -> None:
    """An audit sample said otherwise."""
    assert [entry["sentence"].partition(",")[0] for entry in typed(desk, "improvement.closed", "AFI-9")] == [
        "Closed by the force"
    ]
    assert "four of ten" in typed(desk, "improvement.reopened", "AFI-9")[0]["sentence"]


def test_a_supersession(desk: Terminal) -> None:
    """By a newer area for improvement, of another inspection."""
    assert "Superseded by AFI-10" in typed(desk, "improvement.superseded", "AFI-6")[0]["sentence"]


def test_recurrence(desk: Terminal) -> None:
    """Of the older inspection's improvement and weakness; a strength is related, and not counted."""
    assert {(link["relation"], link["to"]) for link in fields(desk, "AFI-3")["links"]} == {
        ("recurrence_of", "AFI-1"),
        ("recurrence_of", "FND-2"),
    }
    assert [(link["relation"], link["to"]) for link in fields(desk, "AFI-5")["links"]] == [("related_to", "FND-1")]
    assert "recurrences" not in fields(desk, "AFI-5")


def test_a_concern_and_its_recommendations(desk: Terminal) -> None:
    """Accelerated; one recommendation under it is conditional, one is national and was passed on."""
    found = rows(desk, "register")
    assert found["COC-1"]["accelerated"] and found["COC-1"]["raised_on"] < "2025-04-10"
    assert {found[ref]["under"] for ref in ("REC-1", "REC-2")} == {"COC-1"}
    assert found["REC-1"]["condition"] and found["REC-2"]["scope"] == "national"
    assert "National Disclosure Programme" in typed(desk, "improvement.passed_on", "REC-2")[0]["sentence"]


def test_answers_in_public(desk: Terminal) -> None:
    """An action taken, one proposed, and none with the reason; the response was sent within 56 days."""
    assert {fields(desk, ref)["answer"] for ref in ("COC-1", "REC-1", "REC-3")} == (
        {"action_taken", "action_proposed", "no_action"}
    )
    assert [response["step"] for response in fields(desk, "INS-2")["responses"]] == ["commented", "published", "sent"]
    assert fields(desk, "INS-2")["responses"][-1]["on"] <= "2025-01-15"


def test_evidence_is_kept(desk: Terminal) -> None:
    """The claim cites a document whose copy can be saved again."""
    [first, again] = typed(desk, "improvement.claimed", "AFI-4")
    assert (first["source"], again["source"]) == (["DOC-11"], ["DOC-14"])
    desk.does("document", "save", "DOC-14", "calls.csv")
    assert (desk.folder / "calls.csv").read_text(encoding="utf-8").startswith("week,calls,abandoned\n")


# Inspections, grades and findings.


def test_an_embargo_that_moved(desk: Terminal) -> None:
    """With both moments; another was lifted before its time."""
    row = rows(desk, "document", "list")["DOC-6"]
    assert [each["until"][:10] for each in row["embargoes"]] == ["2024-11-14", "2024-11-21"]
    assert "it was to last until 24 July 2025" in typed(desk, "document.released", "DOC-17")[0]["sentence"]


def test_grades_of_two_scales(desk: Terminal) -> None:
    """Four tiers in 2018/19, five in 2024, with each kind of no grade, and one carried forward."""
    old, new = (desk.does("grades", "-i", inspection, "--json").rows for inspection in ("INS-1", "INS-2"))
    assert {row["scale"] for row in old} == {"four_tier"} and {row["scale"] for row in new} == {"five_tier"}
    assert [row["year"] for row in old if row["basis"] == "carried_forward"] == [2016]
    assert Counter(row["outcome"] for row in new) == (
        {"adequate": 2, "good": 2, "requires_improvement": 2, "not_graded": 1, "narrative_only": 1}
    )


def test_nils(desk: Terminal) -> None:
    """Of causes of concern; one of areas for improvement was recorded in error, and stands no more."""
    nils = {(nil["inspection"], nil["kind"]) for nil in desk.does("register", "--json").json["nils"]}
    assert ("INS-2", "cause_of_concern") in nils and {kind for _, kind in nils} == {"cause_of_concern"}
    [voided] = typed(desk, "inspection.nil_voided", "INS-3")
    assert voided["sentence"].startswith("Recorded in error that no area for improvement was identified for Fenshire")


def test_kinds_of_inspection(desk: Terminal) -> None:
    """PEEL, a national thematic, a joint one and a revisit; one is yet to be published."""
    found = rows(desk, "inspection", "list")
    assert [row["programme"] for row in found.values()] == ["peel", "peel", "thematic", "joint", "revisit", "peel"]
    assert [ref for ref, row in found.items() if row["published_on"] is None] == ["INS-6"]


def test_findings(desk: Terminal) -> None:
    """Parts, hedges and practice; one disputed and amended; one in error, which is in no list."""
    found = rows(desk, "findings")
    assert len(found["FND-3"]["parts"]) == 2 and found["FND-4"]["hedge"] and "FND-11" not in found
    assert fields(desk, "FND-6")["practice"] == "innovative" and fields(desk, "FND-7")["practice"] == "promising"
    assert fields(desk, "FND-4")["settlement"] == "amended"


def test_what_was_wrong_is_still_there(desk: Terminal) -> None:
    """A correction with its authority, a flag that was settled, a duplicate and an error."""
    [corrected] = [entry for entry in entries(desk) if entry["fixes"]]
    assert (corrected["ref"], corrected["authority"]) == ("GRD-12", "The published report, page 3.")
    assert "settled" in desk.does("show", "INS-2").out
    assert "duplicate of AFI-10" in desk.does("show", "AFI-11").out
    assert "Does not count" in desk.does("show", "FND-11").out


def test_definitions_drift(desk: Terminal) -> None:
    """What an area for improvement is was said in 2018, and otherwise in 2023."""
    stated = [entry for entry in typed(desk, "definition.stated") if "area for improvement" in entry["sentence"]]
    assert [entry["happened_on"] for entry in stated] == ["2018-09", "2023-04"]


# Forums, papers and what was to happen.


def test_six_forums_and_their_meetings(desk: Terminal) -> None:
    """One ended, one took another name, one has another chair."""
    found = rows(desk, "forum", "list")
    assert len(found) == 6 and all(row["meetings"] >= 2 for row in found.values())
    assert found["FOR-6"]["status"] == "ended" and len(found["FOR-3"]["chairs"]) == 2
    assert [name["name"] for name in fields(desk, "FOR-5")["names"]] == (
        ["Police and Crime Board", "Accountability Board"]
    )
    meetings = rows(desk, "meeting", "list").values()
    assert len(meetings) == 25 and {"DOC-6", "PAP-2"} <= {ref for row in meetings for ref in row["tabled"]}


def test_actions(desk: Terminal) -> None:
    """Done, dropped, and open beyond their date."""
    found = rows(desk, "action", "list")
    assert Counter(row["status"] for row in found.values()) == {"done": 3, "dropped": 1, "open": 3}
    assert (found["ACT-3"]["status"], found["ACT-3"]["due"]) == ("open", "2025-09-30")
    assert (found["ACT-3"]["due_revisions"], found["ACT-6"]["owner"]) == (1, "POST-4")


def test_a_meeting_that_was_cancelled(desk: Terminal) -> None:
    """It was expected, and lapsed; another was expected, and took place."""
    found = rows(desk, "expect", "list")
    assert (found["EXP-6"]["status"], found["EXP-6"]["outcome"]) == ("lapsed", "Cancelled: too many are on leave.")
    assert (found["EXP-3"]["status"], rows(desk, "meeting", "list")["MTG-8"]["expected"]) == ("met", "EXP-3")


def test_a_paper_and_its_replacement(desk: Terminal) -> None:
    """The second was disclosed to auditors."""
    assert "PAP-1" in str(fields(desk, "PAP-2")["replaces"])
    [disclosed] = fields(desk, "PAP-2")["disclosures"]
    assert disclosed["recipient"] == "Marlow & Pike, internal auditors"
