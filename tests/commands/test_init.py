"""Beginning a ledger: what it asks, what it makes, and that nothing is there before or after a refusal."""

import os
import shlex
from collections.abc import Iterator

import pytest

from commands.question_sets import SETS
from ledger import keyring
from tests.commands.terminal import Terminal

WORDS = ("--force", "Fenshire Police", "--name", "Ann Keeper", "--post", "Keeper")
QUIET = (*WORDS, "--questions", "none", "--no-recovery")


def test_a_ledger_begins(bare: Terminal) -> None:
    """The force, the inspectorate, the keeper and the post are there, and the first key is for the minutes."""
    said = bare.does("init", *QUIET).out
    assert said.startswith("A ledger for Fenshire Police began at afi.ledger, with 6 entries.\n")
    [key] = bare.does("keys", "list", "--json").rows
    assert key["fingerprint"] in said and key["rights"] == ["enrol", "erase", "keep", "publish", "record"]
    names = [row.get("name") or row["title"] for row in bare.does("people", "list", "--json").rows]
    assert names == ["Fenshire Police", "HMICFRS", "Keeper", "Ann Keeper"]
    assert bare.does("stats", "--json").json["origin"].startswith("fenshire-police.")
    assert bare.does("verify").out.count("Whole: 6 entries in 1 batch,") == 1


def test_question_sets(bare: Terminal) -> None:
    """The questions of the known frameworks ship with the program."""
    bare.does("init", *WORDS, "--no-recovery", "--questions", "peel-2017, peel-2023")
    names = [row["name"] for row in bare.does("question", "list", "--json").rows]
    assert names == [asked.name for chosen in ("peel-2017", "peel-2023") for asked in SETS[chosen].questions]


@pytest.mark.parametrize("chosen", SETS)
def test_each_set_can_be_chosen(bare: Terminal, chosen: str) -> None:
    """And what people type for its questions is not ambiguous within it."""
    bare.does("init", *WORDS, "--no-recovery", "--questions", chosen)
    keys = [asked.key for asked in SETS[chosen].questions]
    assert len(set(keys)) == len(keys) == len(bare.does("question", "list", "--json").rows)


def test_it_asks_for_what_is_not_given(bare: Terminal) -> None:
    """Force, name, post, forums, question sets, a tracker, and whether a recovery key is wanted on paper."""
    bare.tty = True
    bare.patch.setenv("NO_COLOR", "1")
    (bare.folder / "tracker.xlsx").touch()
    said_forums = "Gold Group; Organisational Improvement Group, Board ,"
    answers = iter(["Fenshire Police", "Ann Keeper", "Keeper", said_forums, "core-2014", "tracker.xlsx", "y"])
    bare.patch.setattr("typer._click.termui.visible_prompt_func", lambda _: next(answers))
    said = bare.does("init").out
    assert "Your recovery key." in said and next(answers, None) is None
    assert len(bare.does("question", "list", "--json").rows) == 3
    rows = bare.does("forum", "list", "--json").rows
    assert [row["name"] for row in rows] == ["Gold Group", "Organisational Improvement Group", "Board"]
    assert {row["organisation"] for row in rows} == {"ORG-1"}
    assert 'afi import "tracker.xlsx" --map columns.toml --preview' in said


def _answering(terminal: Terminal, *answers: str) -> Iterator[str]:
    """Somebody at the terminal, who gives these answers; those that are left."""
    terminal.tty = True
    terminal.patch.setenv("NO_COLOR", "1")
    left = iter(answers)
    terminal.patch.setattr("typer._click.termui.visible_prompt_func", lambda _: next(left))
    return left


def test_a_wrong_answer_is_asked_for_again(bare: Terminal) -> None:
    """The refusal stands above the same question, and no other answer is lost."""
    left = _answering(
        bare, " ", "Fenshire Police", "Ann\u202e", "Ann Keeper", "Keeper", "none",
        "peel 1999", "PEEL 2023; core2014", "gone.xlsx", "none", "n",
    )  # fmt: skip
    said = bare.does("init").out
    assert next(left, None) is None and "began at afi.ledger" in said
    assert 'There is no question set "peel-1999". Choose from core-2014, ' in said
    assert said.count("Question sets (") == said.count("Which police force") == said.count("An Excel tracker") == 2
    assert "There is no file at gone.xlsx. Check the path of the tracker, or say none." in said
    frameworks = [row["framework"] for row in bare.does("question", "list", "--json").rows]
    assert set(frameworks) == {SETS["peel-2023"].framework, SETS["core-2014"].framework}


def test_what_was_given_wrongly_is_refused_before_anything_is_asked(bare: Terminal) -> None:
    """So that no answer is lost to it."""
    left = _answering(bare, "Fenshire Police")
    assert 'There is no question set "peel-1999".' in bare.refuses(2, "init", "--questions", "peel-1999")
    assert next(left) == "Fenshire Police" and list(bare.folder.iterdir()) == []


@pytest.mark.parametrize("where", [(), ("a b",), ("x/fen.ledger",)], ids=str)
def test_what_is_printed_as_next_can_be_run(bare: Terminal, where: tuple[str, ...]) -> None:
    """Two commands, of this very ledger."""
    said = bare.does("init", *where, *QUIET).out.partition("\nNext:\n")[2].splitlines()
    assert [line.split()[:3] for line in said] == [["afi", "people", "post"], ["afi", "inspection", "open"]]
    for line in said:
        assert bare.does(*shlex.split(line)[1:]).out.startswith("Recorded ")


def test_nobody_is_there_to_answer(bare: Terminal) -> None:
    """Without a terminal each question is a refusal that names the option, and nothing is made."""
    options = list(QUIET[:6])
    for place in (0, 2, 4):
        given = options[:place] + options[place + 2 :]
        assert f"Give {options[place]}." in bare.refuses(2, "init", *given)
    assert list(bare.folder.iterdir()) == []


def test_what_may_be_none(bare: Terminal) -> None:
    """Whoever just presses Enter gets no forums, no questions and no tracker."""
    bare.tty = True
    bare.patch.setenv("NO_COLOR", "1")
    answers = iter(["Fenshire Police", "Ann Keeper", "Keeper", "", "", "", "n"])
    bare.patch.setattr("typer._click.termui.visible_prompt_func", lambda _: next(answers))
    said = bare.does("init").out
    assert "with 6 entries." in said and "import" not in said and next(answers, None) is None


def test_forums_by_option(bare: Terminal) -> None:
    """A name may have a comma where each is given by itself; none is none."""
    bare.does("init", *QUIET, "--forum", "Strategy, Performance and Change Board", "--forum", "Gold Group")
    names = [row["name"] for row in bare.does("forum", "list", "--json").rows]
    assert names == ["Strategy, Performance and Change Board", "Gold Group"]
    bare.does("init", "other", *QUIET, "--forum", "none")
    assert bare.does("forum", "list", "--ledger", "other", "--json").rows == []


def test_a_tracker_is_not_imported(bare: Terminal) -> None:
    """It is said how to see what it would bring."""
    (bare.folder / "our tracker.xlsx").write_bytes(b"PK")
    said = bare.does("init", *QUIET, "--tracker", "our tracker.xlsx").out
    assert 'afi import "our tracker.xlsx" --map columns.toml --preview' in said
    assert bare.size() == 6


def test_question_sets_and_recovery_have_defaults(bare: Terminal) -> None:
    """Without a terminal there are no questions and no recovery key unless they are asked for."""
    assert "recovery" not in bare.does("init", *WORDS).out
    assert bare.size() == 6


def test_a_recovery_key_is_printed_once(bare: Terminal) -> None:
    """It may enrol, is kept nowhere on this computer, and is read back as it was printed."""
    said = bare.does("init", *WORDS, "--questions", "none", "--recovery").out
    seed = keyring.from_paper(said.splitlines()[-1])
    [row] = [row for row in bare.does("keys", "list", "--json").rows if row["rights"] == ["enrol"]]
    assert row["here"] is False
    origin = bare.does("stats", "--json").json["origin"]
    assert keyring.in_memory(origin, seed).fingerprint == row["fingerprint"]


def test_a_fictitious_ledger_says_so_for_ever(bare: Terminal) -> None:
    """On whatever is shown of it."""
    bare.does("init", *QUIET, "--fictitious")
    looks = (["register"], ["stats"], ["timeline"], ["show", "PER-1"], ["grades"], ["findings"], ["verify"])
    assert all("(FICTITIOUS)" in bare.does(*words).out.splitlines()[0] for words in looks)
    assert bare.does("register", "--json").json["fictitious"] is True


@pytest.mark.parametrize(
    ("where", "made"),
    [("fen", "fen/afi.ledger"), ("a/b", "a/b/afi.ledger"), (".", "afi.ledger"), ("x/fen.ledger", "x/fen.ledger")],
)
def test_where(bare: Terminal, where: str, made: str) -> None:
    """A folder is made if need be; a name that ends in .ledger is a file."""
    assert str(made).replace("/", os.sep) in bare.does("init", where, *QUIET).out
    assert (bare.folder / made).is_file()


def test_never_over_something_that_is_there(desk: Terminal) -> None:
    """Not even over a file that is no ledger."""
    assert "There is something at afi.ledger already." in desk.refuses(3, "init", *QUIET)
    (desk.folder / "x.ledger").write_text("mine")
    desk.refuses(3, "init", "x.ledger", *QUIET)
    assert (desk.folder / "x.ledger").read_text() == "mine"


def test_not_in_a_synced_folder(bare: Terminal) -> None:
    """It is refused before anything is asked."""
    assert "synced folder" in bare.refuses(6, "init", "Dropbox/fen")
    assert list(bare.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--questions", "peel-1999"), 'There is no question set "peel-1999".'),
        (("--force", " "), "The text is empty."),
        (("--name", "a\u202eb"), "invisible control"),
        (("--post", "\t"), "The text is empty."),
        (("--forum", " "), "The text is empty."),
        (("--tracker", "gone.xlsx"), "There is no file at gone.xlsx."),
    ],
)
def test_what_is_refused_leaves_nothing(bare: Terminal, options: tuple[str, str], said: str) -> None:
    """No file, no folder, no key."""
    assert said in bare.refuses(2, "init", "fen", *QUIET, *options)
    assert list(bare.folder.iterdir()) == []
    assert not (bare.folder.parent / "home").exists()


def test_what_is_printed_as_next_can_be_copied(bare: Terminal) -> None:
    """However narrow the terminal: a command that is broken in two would run as another."""
    bare.patch.setenv("COLUMNS", "40")
    _answering(bare)
    said = bare.run("init", "a place", *QUIET, "--tracker", "none", "--forum", "none").out
    lines = said.partition("\nNext:\n")[2].splitlines()
    assert [line.split()[:3] for line in lines] == [["afi", "people", "post"], ["afi", "inspection", "open"]]
