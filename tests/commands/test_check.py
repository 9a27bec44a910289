"""Check: what is asked of the two examples, what was accepted, and the auditor's view."""

from pathlib import Path

import pytest

from tests.commands.fenshire import moved_to_fenshire
from tests.commands.terminal import Terminal

#: All that is asked of Cambridgeshire's ledger.
ASKED = [
    ("open_flag", "INS-2", "E-125"),
    ("open_flag", "DOC-3", "E-126"),
    ("carried_without_origin", "GRD-1", "E-93"),
    ("carried_without_origin", "GRD-4", "E-96"),
]


@pytest.fixture
def fenshire(bare: Terminal, example: Path) -> Terminal:
    """A terminal at Fenshire's ledger."""
    return moved_to_fenshire(example, bare)


def asked(desk: Terminal, *words: str) -> list[tuple[str, str, str]]:
    """The check, record and entry of each question."""
    return [(row["check"], row["ref"], row["entry"]) for row in desk.does("check", *words, "--json").rows]


def test_cambridgeshire(desk: Terminal) -> None:
    """ "September 2018", the misspelt address and the two grades of 2016, and nothing else."""
    assert asked(desk) == ASKED
    found = desk.does("check", "--json").json
    assert found["rows"][0]["also"] == ["date_after_document"] and found["accepted_not_shown"] == 0
    assert found["before_the_ledger"]["entries"] == 112


def test_what_people_read(desk: Terminal) -> None:
    """Under what is asked about, each with its commands; and one line on what is from before."""
    desk.patch.setenv("COLUMNS", "80")
    shown = desk.does("check").out
    assert shown.startswith("Check: 4 questions\n") and max(map(len, shown.splitlines())) <= 80
    assert "A flag that nobody has settled\nINS-2  E-125  Flag 1 is open, about E-121: “September 2018 is" in shown
    assert "              afi check accept E-93 --check carried_without_origin TEXT\n" in shown
    assert "\n112 entries tell what happened before this ledger began on " in shown
    assert " ".join(shown.split()).endswith(": none of that is late.")
    desk.patch.setenv("COLUMNS", "200")
    wide = desk.does("check").out
    assert "To settle it" in wide and max(map(len, wide.splitlines())) <= 200
    desk.patch.delenv("COLUMNS")
    heads, *rows = desk.does("check").out.splitlines()[1:6]
    assert [row.split("  ")[0] for row in rows] == ["A flag that nobody has settled"] * 2 + [
        "A carried grade of which the origin is not recorded here"
    ] * 2
    assert "To settle it" in heads and "To accept it" in heads


def test_fenshire(fenshire: Terminal) -> None:
    """Each is something to ask about."""
    assert asked(fenshire) == [
        ("moved_after_due", "EXP-4", "E-260"),
        ("moved_after_due", "ACT-3", "E-322"),
        ("recorded_late", "INS-2", "E-222"),
        ("recorded_late", "INS-3", "E-238"),
        ("recorded_late", "INS-6", "E-358"),
        ("recorded_late", "MTG-24", "E-389"),
        ("recorded_late", "MTG-25", "E-391"),
        ("carried_without_origin", "GRD-4", "E-85"),
        ("claim_without_evidence", "AFI-5", "E-278"),
        ("claim_without_evidence", "AFI-10", "E-395"),
        ("same_typist", "AFI-5", "E-284"),
    ]


def test_narrowed(fenshire: Terminal) -> None:
    """By record, inspection, check and kind, each said as people say it."""
    assert [ref for _, ref, _ in asked(fenshire, "5", "GRD-4")] == ["GRD-4", "AFI-5", "AFI-5"]
    assert [ref for _, ref, _ in asked(fenshire, "--inspection", "INS-2")] == [
        "EXP-4",
        "ACT-3",
        "INS-2",
        "AFI-5",
        "AFI-5",
    ]
    assert [ref for _, ref, _ in asked(fenshire, "--check", "same-typist", "--check", "carried without origin")] == [
        "GRD-4",
        "AFI-5",
    ]
    assert [ref for _, ref, _ in asked(fenshire, "--kind", "meeting", "--kind", "exp")] == ["EXP-4", "MTG-24", "MTG-25"]
    assert "No check asks anything of that." in fenshire.does("check", "AFI-3").out


def test_as_it_was(fenshire: Terminal) -> None:
    """What the ledger held then, and no more."""
    then = fenshire.does("check", "--as-of", "E-279", "--json")
    assert then.json["as_of"] == "E-279"
    assert [row["entry"] for row in then.rows] == ["E-260", "E-222", "E-238", "E-85", "E-278"]


def test_what_is_checked(desk: Terminal) -> None:
    """Each by name, with what it asks about and what it reads."""
    rows = desk.does("check", "--list", "--json").rows
    assert rows[0] == {"check": "open_flag", "check_words": "a flag that nobody has settled", "reads": "every record"}
    assert len(rows) == 18
    desk.patch.setenv("COLUMNS", "80")
    assert max(map(len, desk.does("check", "--list").out.splitlines())) <= 80


# Accepting.


def test_accepted(desk: Terminal) -> None:
    """By record or by entry; it is asked no more, and shown with who accepted it and why."""
    desk.records("check", "accept", "GRD-1", "e-96", "Nobody has the old report", "--check", "carried-without-origin",
                 "--by", "POST-4", entries=2)  # fmt: skip
    assert asked(desk) == ASKED[:2] and asked(desk, "--accepted") == ASKED[2:] and asked(desk, "--all") == ASKED
    assert "2 questions that somebody accepted: afi check --accepted" in desk.does("check").out
    [row, _] = desk.does("check", "--accepted", "--json").rows
    assert (row["accepted_by"], row["accepted_recorded_by"]) == ("POST-4", "PER-1")
    shown = desk.does("check", "--accepted").out
    assert "Accepted by Head of Corporate Development, recorded by Sam Okafor, on " in shown
    assert ": “Nobody has the old report”" in shown and "afi correct" not in shown
    assert desk.does("check", "--json").json["accepted_not_shown"] == 2


def test_each_line_prints_what_accepts_it(desk: Terminal) -> None:
    """As it stands, but for the text."""
    for row in desk.does("check", "--json").rows:
        desk.records(*row["accept"].removesuffix(" TEXT").split()[1:], "It stays as stated.")
    assert asked(desk) == [] and asked(desk, "--accepted") == ASKED
    assert "No check asks anything" in desk.does("check").out


def test_accepting_again_by_its_id_changes_nothing(desk: Terminal) -> None:
    """A command that is repeated says again what it said."""
    words = ["check", "accept", "GRD-1", "Seen", "--check", "carried_without_origin", "--command", "7" * 32]
    desk.records(*words)
    before = desk.size()
    assert desk.does(*words, "--json").json["repeated"] is True and desk.size() == before


@pytest.mark.parametrize(
    ("code", "words", "what", "remedy"),
    [
        (3, ["GRD-2"], "The check carried_without_origin asks nothing about GRD-2.", "`afi check` lists"),
        (3, ["GRD-1", "E-95"], "The check carried_without_origin asks nothing about E-95.", "`afi check` lists"),
        (3, ["GRD-99"], "There is no GRD-99", ""),
        (2, ["E-x"], '"E-x" is not an entry.', ""),
    ],
)
def test_only_what_is_asked_is_accepted(desk: Terminal, code: int, words: list[str], what: str, remedy: str) -> None:
    """Of all that is named, or nothing is recorded."""
    refused = desk.refuses(code, "check", "accept", *words, "Seen", "--check", "carried_without_origin")
    assert what in refused and remedy in refused


def test_what_was_accepted_is_not_accepted_again(desk: Terminal) -> None:
    """It says in which entry it was."""
    desk.does("check", "accept", "E-93", "Seen", "--check", "carried_without_origin")
    refused = desk.refuses(3, "check", "accept", "GRD-1", "Again", "--check", "carried_without_origin")
    assert "What carried_without_origin asks about GRD-1 was accepted already, in E-132." in refused


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["accept", "GRD-1", "Seen", "--check", "colour"], '"colour" is not a check.'),
        (["accept", "GRD-1", "--check", "carried_without_origin"], "There is no text."),
        (["--check", "colour"], '"colour" is not a check.'),
        (["--kind", "colour"], '"colour" is not a kind of record.'),
        (["--all", "--audit"], "Several views are asked for at once."),
    ],
)
def test_not_understood(desk: Terminal, words: list[str], what: str) -> None:
    """Each in a sentence, and nothing is recorded."""
    assert what in desk.refuses(2, "check", *words)


# The auditor's view.


def test_audit(fenshire: Terminal) -> None:
    """All by entry, what was accepted too; then who recorded what, and each late recording in full."""
    fenshire.does("check", "accept", "AFI-5", "One desk that day", "--check", "same_typist", "--by", "POST-9")
    found = fenshire.does("check", "--audit", "--json").json
    entries = [row["entry"] for row in found["rows"]]
    assert entries == sorted(entries, key=lambda entry: int(entry[2:])) and len(entries) == 11
    assert [row["entry"] for row in found["rows"] if row["accepted"]] == ["E-284"]
    whole = found["audit"]
    assert (whole["entries"], whole["before_began"], whole["late"], whole["corrections"]) == (403, 41, 9, 1)
    assert [(row["person_name"], row["late"]) for row in whole["recorders"][:2]] == [
        ("Rowan Ellery", 0),
        ("Tamsin Oduya", 9),
    ]
    assert [row["entry"] for row in whole["late_entries"]][-3:] == ["E-391", "E-392", "E-393"]


@pytest.mark.parametrize("width", [80, 200])
def test_audit_for_people(fenshire: Terminal, width: int) -> None:
    """Three tables, each with who typed and who said it."""
    fenshire.patch.setenv("COLUMNS", str(width))
    shown = fenshire.does("check", "--audit").out
    assert max(map(len, shown.splitlines())) <= width
    for title in ("Audit: all that is asked  (FICTITIOUS)", "Who recorded what", "Recorded late, in full"):
        assert f"{title}\n" in shown
    assert "typed by Tamsin Oduya, said by" in " ".join(shown.split())


def test_its_help_names_both(desk: Terminal) -> None:
    """Listing, which needs no name, and accepting."""
    shown = desk.does("check", "--help").out
    assert "  list " in shown and "  accept " in shown
    assert "afi check accept" in desk.does("check", "accept", "--help").out
