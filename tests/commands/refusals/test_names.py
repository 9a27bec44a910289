"""What is named and is not there, or is not of the kind that is asked for: references, names, words of the field."""

import pytest

from tests.commands.refusals.refused import refuses
from tests.commands.terminal import Terminal

ON = ("--on", "2025-11-10")
OPEN = ("inspection", "open", "X", "--cycle", "2026")
SO = ("--authority", "Letter of 3 May", "--reason", "A slip of the pen")


@pytest.mark.parametrize(
    ("words", "said", "remedy"),
    [
        (("note", "AFI-99", "x"), "There is no AFI-99 in this ledger.", "`afi register`"),
        (("show", "99"), "There is no AFI-99 in this ledger.", "`afi register`"),
        (("show", ""), 'There is no "" in this ledger.', "`afi register`"),
        (("note", "AFI-0", "x"), 'There is no "AFI-0" in this ledger.', "`afi register`"),
        (("note", "AFI-99999999999", "x"), 'There is no "AFI-99999999999" in', "`afi register`"),
        (("timeline", "MTG-99"), "There is no MTG-99 in this ledger.", "`afi meeting list`"),
        (("note", "AFI-3", "x", "--source", "DOC-99:p3"), "There is no DOC-99 in", "`afi document list`"),
        (("link", "AFI-3", "GRD-99"), "There is no GRD-99 in this ledger.", "`afi grades`"),
        (("correct", "E-99999", "text=x", *SO), "There is no E-99999 in this ledger.", "`afi log`"),
        (("note", "AFI-3", "x", "--expect", "E-99999"), "There is no E-99999 yet.", "the newest entry"),
        (("supersede", "AFI-3", "--with", "INS-99"), "There is no INS-99 in this ledger.", "`afi inspection list`"),
        (("meeting", "hold", "FOR-99", *ON), "There is no FOR-99 in this ledger.", "`afi forum list`"),
        (("grade", "INS-6", "nonsense=good", *ON), 'There is no "nonsense" in', "`afi question list`"),
        (("grade", "INS-6", "QUE-99=good", *ON), "There is no QUE-99 in this ledger.", "`afi question list`"),
        (("raise", "afi", "INS-6", "x", "-q", "QUE-99", *ON), "There is no QUE-99 in", "`afi question list`"),
        (("raise", "afi", "INS-6", "x", "-q", "QUE-1", *ON), "QUE-1 is a question of", "`afi question list`"),
        (("assign", "AFI-3", "--owner", "POST-99"), "There is no POST-99 in", "`afi people list`"),
        (("assign", "AFI-3", "--owner", "PER-1"), "PER-1 is a person, not a post.", "`afi people list`"),
        (("assign", "AFI-3", "--lead", "Head of Investing"), 'There is no "Head of Inv', "POST-6 (Head of Inv"),
        (("people", "hold", "POST-6", "PER-99"), "There is no PER-99 in this ledger.", "`afi people list`"),
        (("people", "hold", "POST-6", "Zyx Wvu"), 'There is no "Zyx Wvu" in', "`afi people list`"),
        (("note", "AFI-3", "x", "--by", "PER-99"), "There is no PER-99 in this ledger.", "`afi people list`"),
        (("note", "AFI-3", "x", "--as", "PER-99"), "There is no PER-99 in this ledger.", "`afi people list`"),
        (("keys", "retire", "ffff"), 'No key begins with "ffff".', "`afi keys list"),
        (("grade", "INS-1", "armed=adequate"), '"adequate" is not a grade of the four tier scale.', "Use one of"),
        (("correct", "E-131", "scale=four tier", *SO), "grades on the five tier scale, not on", "the inspection's"),
    ],
)
def test_not_there(fenshire: Terminal, words: tuple[str, ...], said: str, remedy: str) -> None:
    """Understood, and refused with where to look: what is there is listed, or what is near is offered."""
    what, then = refuses(fenshire, 3, *words).splitlines()
    assert said in what and remedy in then


@pytest.mark.parametrize(
    ("words", "said", "remedy"),
    [
        (("grade", "INS-6", "crime=excellent", *ON), '"excellent" is not an outcome.', "outstanding, good, adequate"),
        (("grade", "INS-6", "crime=", *ON), '"" is not an outcome.', "requires improvement"),
        (("grade", "INS-6", "=good", *ON), '"=good" does not say what is graded.', "QUESTION=GRADE"),
        (("correct", "E-131", "outcome=excellent", *SO), '"excellent" is not an outcome.', "inadequate"),
        (("correct", "E-131", "colour=red", *SO), 'E-131 has no "colour".', "carried-from"),
        (("correct", "E-131", "force=", *SO), 'There has to be a "force" in E-131.', "`afi show GRD-10`"),
        (("correct", "E-131", "outcome=", *SO), 'There has to be an "outcome" in E-131.', "`afi show GRD-10`"),
        ((*OPEN, "--framework", "other", "--scale", "six"), '"six" is not a scale.', "four tier, five tier"),
        ((*OPEN, "--framework", "peel 1900", "--scale", "4"), '"peel 1900" is not a framework.', "peel 2018 2019"),
        ((*OPEN[:-1], "20x6"), "Invalid value for '--cycle': '20x6' is not a number.", "inspection open --help"),
        ((*OPEN[:-1], "1700"), "'--cycle': 1700 is not between 1856 and 2099.", "inspection open --help"),
        (("document", "save", "DOC-1", "x", "--copy", "0"), "'--copy': 0 is less than 1.", "document save --help"),
        (("log", "-n", "0"), "'--count': 0 is not between 1 and 10000.", "`afi log --help`"),
        (("close", "AFI-3", "--authority", "us", "--how", "letter", *ON), '"us" is not an authority.', "inspectorate"),
        (("void", "AFI-3", "--reason", "x"), "It is not said which: in error, or twice.", "--duplicate-of"),
        (("note", "AFI-3", "x", "--source", "page 3"), '"page 3" is not a reference of', "like DOC-7"),
        (("note", "AFI-3", "x", "--source", "DOC-1:on top"), '"on top" is not a place in', "like DOC-2:3.8"),
        (("note", "AFI-3", "x", "--expect", "soon"), '"soon" is not an entry.', "`afi log`"),
        (("note", "AFI-3", "x", "--expect", "9" * 20), "is not an entry.", "`afi log`"),
        (("correct", "E-" + "9" * 5000, "text=x", *SO), "is not an entry.", "`afi log`"),
        (("note", "AFI-3", "x", "--command", "zz"), "The command id is not 32 hex digits.", "--command"),
        (("note", "AFI-5..1", "x"), '"AFI-5..1" is not a range.', "AFI-1..3"),
        (("note", "AFI-1..5000", "x"), '"AFI-1..5000" names too many records.', "1,000"),
        (("note", "AFI-3", "x", "--by", "head of"), '"head of" could be POST-6', "the reference of the one"),
        (("note", "AFI-3", "x", "--attach", "lost.txt"), "lost.txt cannot be read", "Check the path."),
        (("nte", "AFI-3", "x"), "No such command 'nte'.", "Did you mean 'note'"),
        (("note",), "Missing argument 'REF... TEXT'.", "`afi note --help`"),
        (("note", "AFI-3", "x", "--onn", "2018"), "No such option: --onn", "`afi note --help`"),
        (("stats", "more"), "Got unexpected extra argument(s) (more).", "`afi stats --help`"),
        (("register", "--json", "--csv"), "It cannot be both JSON and CSV.", "Give --json"),
    ],
)
def test_not_understood(fenshire: Terminal, words: tuple[str, ...], said: str, remedy: str) -> None:
    """Words that mean nothing here are answered with those that do."""
    what, then = refuses(fenshire, 2, *words).splitlines()
    assert said in what and remedy in then
