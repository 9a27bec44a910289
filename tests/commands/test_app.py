"""The command as a whole: its help, its version, and words that are no command of it."""

import pytest

from commands import __version__
from commands.app import COMMANDS
from tests.commands.terminal import Terminal, program


def test_help_shows_every_command(bare: Terminal) -> None:
    """What `afi` alone shows is tested in test_today.py."""
    shown = bare.does("--help").out
    assert shown.startswith("Usage: afi [OPTIONS] COMMAND [ARGS]...\n")
    assert all(f"\n  {name} " in shown for name in COMMANDS)


def test_help_shows_record_and_look_first(bare: Terminal) -> None:
    """What is done every day, and what is asked, stand above what proves and keeps."""
    shown = bare.does("--help").out
    places = [shown.index(f"\n{panel}:\n") for panel in ("Record", "Look", "Report", "Prove", "Keep")]
    assert places == sorted(places)


GROUPS = [name for name, mount in COMMANDS.items() if mount.function == "app" and name not in {"check", "settings"}]


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_alone_shows_its_help(bare: Terminal, group: str) -> None:
    """So does a group of commands."""
    assert bare.does(group).out == bare.does(group, "--help").out


@pytest.mark.parametrize("name", COMMANDS)
def test_no_help_shows_a_word_of_the_program(bare: Terminal, name: str) -> None:
    """Every value has a word that people know, not the name of a type."""
    shown = bare.does(name, "--help").out
    assert not any(word in shown for word in ("<str>", "<path>", "<int>", "STR", "{"))


@pytest.mark.parametrize("words", [["--version"], ["--ledger", "nowhere", "--version"]])
def test_version(bare: Terminal, words: list[str]) -> None:
    """The version is said without a ledger."""
    assert bare.does(*words).out == f"afi {__version__}\n"


def test_a_slip_of_the_finger_is_noticed(bare: Terminal) -> None:
    """A word that is nearly a command is answered with the command."""
    assert "Did you mean 'register'" in bare.refuses(2, "regster")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nonsense"], "No such command 'nonsense'."),
        (["--loud"], "No such option: --loud."),
        (["note"], "Missing argument 'REF... TEXT'."),
        (["close", "AFI-1"], "Missing option '--authority'."),
        (["log", "-n", "many"], "Invalid value for '-n' / '--count'"),
        (["log", "-n", "0"], "Invalid value for '-n' / '--count'"),
        (["stats", "more"], "Got unexpected extra argument"),
        (["inspection", "open", "X", "--cycle", "20177", "--framework", "other", "--scale", "4"], "'--cycle'"),
    ],
)
def test_usage_errors_have_a_remedy(bare: Terminal, words: list[str], said: str) -> None:
    """What cannot be parsed exits 2, and names the help that says what could be."""
    error = bare.refuses(2, *words)
    assert said in error and "--help`" in error


def test_text_that_begins_with_a_dash(desk: Terminal) -> None:
    """A text may begin so after --, which the refusal says."""
    assert "put -- before a text" in desk.refuses(2, "note", "AFI-7", "-5% on last month")
    assert desk.does("note", "--dry-run", "AFI-7", "--", "-5% on last month").out.startswith("Would record AFI-7")


def test_the_ledger_may_be_named_before_the_command(desk: Terminal) -> None:
    """`afi --ledger PATH register` is `afi register --ledger PATH`."""
    desk.patch.chdir(desk.folder.parent)
    after = desk.does("register", "--ledger", "desk/afi.ledger")
    assert desk.does("--ledger", "desk/afi.ledger", "register") == after


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("afi reg", "register"),
        ("afi show AFI-", "AFI-7"),
        ("afi note DOC-1 x --by POST-", "POST-4"),
        ("afi finding INS-1 x --sense ", "weakness"),
    ],
)
def test_the_shell_completes(desk: Terminal, line: str, offered: str) -> None:
    """Commands, references and the words of the field are offered to the shell."""
    found = program(_AFI_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(line.count(" ")))
    assert offered in found.stdout.decode().split("\n")


def test_output_is_utf_8_whatever_the_locale(desk: Terminal) -> None:
    """A pipe gets UTF-8 where Python's own choice could not hold the text."""
    assert "Zoë Billingham" in program("people", "list", PYTHONIOENCODING="ascii").stdout.decode()
