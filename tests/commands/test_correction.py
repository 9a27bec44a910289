"""Corrections: what was recorded stays, and another fact of the same kind stands in its place, on an authority."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from tests.commands.stored import newest
from tests.commands.terminal import Terminal

SO = ("--authority", "Letter of 3 May", "--reason", "A slip of the pen")


def entry(receipt: dict[str, Any]) -> str:
    """The first entry of a receipt."""
    return str(receipt["entries"][0]["entry"])


def began(desk: Terminal, ref: str) -> str:
    """The entry that began a record."""
    return str(min(desk.does("timeline", ref, "--json").rows, key=lambda row: int(row["entry"][2:]))["entry"])


@pytest.fixture
def noted(desk: Terminal) -> str:
    """A note of AFI-7 that says 29% where it should say 92%."""
    words = ("note", "7", "Dip sample at 29%", "--on", "June 2018", "--words", "early in June", "--by", "POST-4")
    return entry(desk.records(*words, "--source", "DOC-2:3.9"))


def test_a_text(desk: Terminal, noted: str) -> None:
    """Who said it, when, in which words, and where it stands are as they were; why and on whose authority is new."""
    desk.records("correct", noted, "--text", "- Dip sample at 92%", *SO)
    [kept] = newest(desk)
    assert (kept.ref, kept.type, kept.entry.fixes) == ("AFI-7", "improvement.noted", int(noted[2:]))
    assert kept.data == {"text": "- Dip sample at 92%"}
    assert kept.texts == {
        "why": "A slip of the pen",
        "authority": "Letter of 3 May",
        "on": {"from": "2018-06", "to": "2018-06", "words": "early in June"},
    }
    assert (kept.entry.said_by, kept.entry.src) == ("POST-4", ("DOC-2:3.9",))


def test_what_is_shown_is_what_is_right(desk: Terminal, noted: str) -> None:
    """The register has the correction; both stay on the timeline; the receipt has the sentence."""
    said = desk.does("correct", noted, "--text", "Dip sample at 92%", *SO).out
    assert "Dip sample at 92%" in said and f"Correction of {noted}" in said
    [row] = [row for row in desk.does("register", "--json").rows if row["ref"] == "AFI-7"]
    assert row["last_note"] == "Dip sample at 92%"
    sentences = " ".join(row["sentence"] for row in desk.does("timeline", "AFI-7", "--json").rows)
    assert "29%" in sentences and "92%" in sentences


def test_who_when_and_where(desk: Terminal, noted: str) -> None:
    """Each is changed where it is given; a day that was assumed stays assumed where it is not."""
    desk.records("correct", noted, "--on", "2018-06-12", "--by", "POST-5", "--source", "DOC-2:3.8", *SO)
    [kept] = newest(desk)
    assert kept.data == {"text": "Dip sample at 29%"} and kept.texts["on"] == {"from": "2018-06-12", "to": "2018-06-12"}
    assert (kept.entry.said_by, kept.entry.src) == ("POST-5", ("DOC-2:3.8",))
    assumed = entry(desk.records("note", "7", "x"))
    desk.records("correct", assumed, "text=y", *SO)
    assert newest(desk)[0].texts["on"]["assumed"] == 1


def test_the_latest_correction_is_built_on(desk: Terminal, noted: str) -> None:
    """What one correction changed, the next keeps."""
    desk.does("correct", noted, "--text", "Dip sample at 92%", *SO)
    desk.records("correct", noted, "--on", "2018-06-13", *SO)
    [kept] = newest(desk)
    assert (kept.data, kept.texts["on"]["from"]) == ({"text": "Dip sample at 92%"}, "2018-06-13")
    assert kept.entry.fixes == int(noted[2:])


def test_a_repeated_command_is_recorded_once(desk: Terminal, noted: str) -> None:
    """As every command, even where another correction has followed."""
    words = ("correct", noted, "--text", "Dip sample at 92%", *SO, "--command", "ab" * 16)
    first = desk.records(*words)
    desk.does("correct", noted, "--on", "2018-06-13", *SO)
    assert desk.does(*words, "--json").json == first | {"repeated": True}


def test_references_and_what_is_left_out(desk: Terminal) -> None:
    """A record is named as anywhere; nothing after the sign leaves a field out."""
    assigned = entry(desk.records("assign", "1", "--owner", "POST-4"))
    desk.records("correct", assigned, "lead=Deputy Chief Constable", "owner=", *SO)
    assert newest(desk)[0].data == {"lead": "POST-6"}
    desk.records("correct", assigned, "Owner = POST-5", *SO)
    assert newest(desk)[0].data == {"lead": "POST-6", "owner": "POST-5"}


def test_a_word_a_year_and_a_grade(desk: Terminal) -> None:
    """As each command reads them."""
    desk.records("correct", began(desk, "GRD-2"), "outcome=good", *SO)
    assert newest(desk)[0].data["outcome"] == "good"
    desk.records("correct", began(desk, "GRD-1"), "year=2015", *SO)
    assert newest(desk)[0].data["year"] == 2015


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("2018-09", {"kind": "day", "day": "2018-09"}),
        ("within 6 months", {"kind": "within", "months": 6}),
        ("none set", {"kind": "none_set"}),
    ],
)
def test_a_due_date(desk: Terminal, typed: str, due: dict[str, Any]) -> None:
    """In every form that one is set in."""
    set_ = entry(desk.records("due", "1", "2019-01-01"))
    desk.records("correct", set_, f"due={typed}", "set-by=HMICFRS", *SO)
    assert newest(desk)[0].data == {"due": due, "set_by": "inspectorate"}


def test_a_flag_several_references_and_a_period(desk: Terminal) -> None:
    """Yes and no, a list with commas, and a period."""
    desk.records("inspection", "publish", "INS-1", "--on", "2014-08")  # before or after the 20th
    raised = entry(desk.records("raise", "coc", "INS-1", "Stop.", "--accelerated", "--on", "2014-08-20"))
    desk.records("correct", raised, "accelerated=no", "number=C1", *SO)
    assert "accelerated" not in newest(desk)[0].data and newest(desk)[0].data["number"] == "C1"
    desk.records("correct", raised, "accelerated=yes", *SO)
    assert newest(desk)[0].data["accelerated"] == 1
    opened = began(desk, "INS-2")
    desk.records("correct", opened, "fieldwork=2017-05/2017-07", "forces=ORG-1", *SO)
    assert newest(desk)[0].data["fieldwork"] == {"from": "2017-05", "to": "2017-07"}


def test_a_cadence_a_moment_an_expectation_and_an_entry(desk: Terminal) -> None:
    """Each as it is typed where it is first recorded."""
    forum = entry(desk.records("forum", "add", "Fenland Scrutiny", "--every", "6 weeks"))
    desk.records("correct", forum, "cadence=2 months", *SO)
    assert newest(desk)[0].data["cadence"] == {"every": 2, "unit": "months"}
    embargo = entry(desk.records("embargo", "DOC-1", "--until", "4 September 2014 00:01", "--on", "2014-09-03"))
    desk.records("correct", embargo, "until=5 September 2014 00:01", *SO)
    assert newest(desk)[0].data == {"until": "2014-09-04T23:01:00.000000Z"}
    flagged = entry(desk.records("flag", "E-20", "Misprint"))
    desk.records("correct", flagged, "entry=E-21", *SO)
    assert newest(desk)[0].data["entry"] == 21


def test_an_expectation_in_words(desk: Terminal) -> None:
    """The words of a vague period are kept with it, here as there."""
    expected = entry(desk.records("expect", "add", "Go live", "--within", "2019-06"))
    desk.records("correct", expected, "expected=summer 2019", *SO)
    assert newest(desk)[0].data["expected"] == {"from": "2019-06", "to": "2019-08", "words": "summer 2019"}
    desk.records("correct", expected, "text=Goes live", *SO)
    assert newest(desk)[0].data["expected"]["words"] == "summer 2019"


def test_the_one_text_of_an_entry(desk: Terminal) -> None:
    """Whatever its name, --text means it; from a file and from standard input too."""
    claimed = entry(desk.records("claim", "1", "19 of 20"))
    (desk.folder / "x.txt").write_bytes(b"18 of 20\r\n")
    desk.records("correct", claimed, "--file", "x.txt", *SO)
    assert newest(desk)[0].data == {"evidence": "18 of 20\r\n"}
    desk.records("correct", claimed, "--text", "-", *SO, stdin=b"17 of 20")
    assert newest(desk)[0].data == {"evidence": "17 of 20"}


def erase(desk: Terminal, commitment: str) -> None:
    """Takes a text out of the vault, as an erasure would."""
    with closing(sqlite3.connect(desk.path)) as ledger, ledger:
        ledger.execute("DELETE FROM vault WHERE commitment = ?", (bytes.fromhex(commitment),))


def test_an_erased_text_is_said_anew(desk: Terminal, noted: str) -> None:
    """What is gone cannot be repeated, only replaced."""
    erase(desk, newest(desk)[0].entry.data["text"]["prose"])
    assert f'The "text" of {noted} was erased.' in desk.refuses(3, "correct", noted, "--by", "POST-5", *SO)
    desk.records("correct", noted, "--text", "Dip sample at 92%", *SO)


def test_erased_words_of_a_date_are_said_anew(desk: Terminal, noted: str) -> None:
    """Likewise."""
    erase(desk, newest(desk)[0].entry.on["words"]["prose"])
    said = desk.refuses(3, "correct", noted, "text=x", *SO)
    assert f"The words for when {noted} happened were erased." in said
    desk.records("correct", noted, "text=x", "--on", "2018-06-12", *SO)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("E-99999", "text=x", *SO), 3, "There is no E-99999 in this ledger."),
        (("soon", "text=x", *SO), 2, '"soon" is not an entry.'),
        (("E-1", "origin=x", *SO), 3, "What was recorded of keys, erasures and countersignatures, and of"),
        (("{noted}", "text=x", "--authority", "A letter"), 2, "It is not said why."),
        (("{noted}", "text=x", "--reason", "A slip"), 2, "--authority"),
        (("{noted}", "text=x", "--authority", " ", "--reason", "A slip"), 2, "The text is empty."),
        (("{noted}", *SO), 3, "That is what is recorded."),
        (("{noted}", "--text", "Dip sample at 29%", "--by", "POST-4", *SO), 3, "That is what is recorded."),
        (("{noted}", "evidence=x", *SO), 2, 'has no "evidence".\n     What it has: text.'),
        (("{noted}", "92%", *SO), 2, '"92%" does not say what is to change.'),
        (("{noted}", "text=x", "text=y", *SO), 2, 'There are two values of "text".'),
        (("{noted}", "text=", *SO), 2, 'There has to be a "text" in '),
        (("{noted}", "--text", " ", *SO), 2, "The text is empty."),
        (("{noted}", "--text", "x", "--file", "x.txt", *SO), 2, "There is a text and a --file."),
        (("{noted}", "--text", "x", "--on", "2099", *SO), 3, "has not come yet"),
        (("{noted}", "--text", "x", "--by", "nobody", *SO), 3, 'There is no "nobody"'),
        (("{GRD-2}", "outcome=splendid", *SO), 2, '"splendid" is not an outcome.'),
        (("{GRD-2}", "outcome=adequate", *SO), 3, "is not a grade of the four tier scale"),
        (("{GRD-2}", "year=last", *SO), 2, '"year" is a number, not "last".'),
        (("{GRD-2}", "year=1700", *SO), 2, 'That cannot be the "year" of '),
        (("{GRD-2}", "question=nonsense", *SO), 3, 'There is no "nonsense"'),
        (("{GRD-2}", "--text", "x", *SO), 2, "has no texts, so --text says too little."),
        (("{AFI-1}", "kind=cause of concern", *SO), 3, "A correction cannot make AFI-1 a record of another kind."),
        (("{AFI-1}", "question=QUE-1", *SO), 3, "is a question of Core business 2014"),
        (("{AFI-1}", "force=", *SO), 2, 'There has to be a "force" in '),
        (("{AFI-1}", "accelerated=perhaps", *SO), 2, '"accelerated" is yes or no, not "perhaps".'),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refused(desk: Terminal, noted: str, words: tuple[str, ...], code: int, said: str) -> None:
    """Each with its remedy, and nothing written."""
    (desk.folder / "x.txt").write_text("x")
    entries = {"noted": noted} | {ref: began(desk, ref) for ref in ("GRD-2", "AFI-1")}
    assert said in desk.refuses(code, "correct", words[0].format(**entries), *words[1:])


def test_a_correction_is_not_corrected(desk: Terminal, noted: str) -> None:
    """The entry that it corrects is, once more."""
    correction = entry(desk.records("correct", noted, "text=x", *SO))
    said = desk.refuses(2, "correct", correction, "text=y", *SO)
    assert said.splitlines() == [
        f"afi: {correction} is itself a correction, of {noted}.",
        f"     Correct {noted} again.",
    ]


def test_what_came_later_must_still_be_possible(desk: Terminal) -> None:
    """A claim cannot be moved behind the closing that rests on it."""
    claimed = entry(desk.records("claim", "1", "Done", "--on", "2018-05-05"))
    desk.does("close", "1", "--authority", "force", "--how", "meeting", "--on", "2018-06-01")
    assert "later could then not be" in desk.refuses(3, "correct", claimed, "--on", "2018-07-01", *SO)


def test_keys_are_not_corrected(fresh: Terminal) -> None:
    """Who may sign is changed by what happens next, never afterwards."""
    assert "cannot be corrected" in fresh.refuses(3, "correct", "E-1", "fictitious=no", *SO)


def test_events_without_fields(desk: Terminal) -> None:
    """Of them, when, who and where alone can be corrected."""
    published = next(
        row for row in desk.does("timeline", "INS-2", "--json").rows if row["type"] == "inspection.published"
    )
    said = desk.refuses(2, "correct", published["entry"], "day=2018", *SO)
    assert "are corrected with --on, --by and --source." in said
    assert "has no texts" in desk.refuses(2, "correct", published["entry"], "--text", "x", *SO)
