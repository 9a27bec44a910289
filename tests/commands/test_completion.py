"""What the shells offer while somebody types: the protocol of each, and bash for real."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commands.parameters import RECORDS
from ledger.vocabulary import KINDS
from tests.commands.terminal import ROOT, Terminal, program

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
BY = "afi note AFI-7 x --by "


def asked(shell: str, line: str) -> str:
    """What `afi` answers to a shell that asks how ``line`` could go on; nothing goes to standard error."""
    words = line.split(" ")
    bash = {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    others = {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1]}
    how = {"_AFI_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    found = program(code=0, **how, **(bash if shell == "bash" else others))
    assert found.stderr == b""
    return found.stdout.decode().rstrip("\n")


def offered(line: str) -> list[str]:
    """What bash is offered."""
    return asked("bash", line).split("\n")


@pytest.mark.parametrize(
    ("line", "among"),
    [
        ("afi reg", ["register"]),
        ("afi ", ["init", "note", "people"]),
        ("afi people ", ["add", "list", "hold"]),
        ("afi raise ", ["afi", "coc"]),
        ("afi note --so", ["--source"]),
        ("afi show AFI-", ["AFI-1", "AFI-7"]),
        ("afi show afi-", ["afi-1", "afi-7"]),
        ("afi note AFI-1 AFI-", ["AFI-7"]),
        ("afi note ins", ["ins-1", "ins-2"]),
        (BY, ["POST-4", "PER-1", "ORG-2"]),
        (BY + "POST-", ["POST-1", "POST-4"]),
        (BY + "zo", [r"zoë\ Billingham"]),
        ("afi note AFI-7 x --source d", ["dOC-1", "dOC-2"]),
        ("afi finding INS-1 x --sense ", ["strength", "weakness", "mixed", "neutral"]),
        ("afi finding INS-1 x --sense W", ["Weakness"]),
        ("afi close AFI-1 --authority pol", ["policing-body"]),
        ("afi question add x y --framework peel-2015", ["peel-2015-2017"]),
        ("afi raise afi INS-2 x --question inv", ["investigating"]),
        ("afi raise afi INS-2 x --question Specialist", [r"Specialist\ capabilities"]),
        ("afi grade INS-2 ", ["investigating=", "overall="]),
        ("afi grade INS-2 Inv", ["Investigating=good", "Investigating=requires-improvement"]),
        ("afi grade INS-2 investigating=", ["investigating=good", "investigating=not-inspected"]),
        ("afi grade INS-2 overall=good investigating=RE", ["investigating=REquires-improvement"]),
    ],
)
def test_what_is_offered(desk: Terminal, line: str, among: list[str]) -> None:
    """Commands, options, references, names and the words of the field; what was typed stays as it is."""
    found = offered(line)
    assert set(among) <= set(found) and len(set(found)) == len(found)
    assert all(each.startswith(line.rpartition(" ")[2]) for each in found)


@pytest.mark.parametrize(
    ("line", "not_offered"),
    [
        ("afi assign IN", "INS-1"),
        ("afi assign AFI-1 --owner ", "PER-1"),
        ("afi show --le", "--level"),
        (BY + "Q", "QUE-1"),
        ("afi grade INS-2 investigating=", "investigating=adequate"),
        ("afi grade INS-1 a", "investigating="),
    ],
)
def test_what_does_not_fit_is_not_offered(desk: Terminal, line: str, not_offered: str) -> None:
    """Another kind of record, another command's option."""
    assert not_offered not in offered(line)


@pytest.mark.parametrize(
    ("shell", "answer"),
    [
        ("bash", r"head\ of\ Corporate\ Development"),
        ("zsh", """_arguments '*: :(("head of Corporate Development":"POST-4"))'"""),
        ("fish", "head of Corporate Development\tPOST-4"),
        ("powershell", "'head of Corporate Development':::POST-4"),
        ("pwsh", "'head of Corporate Development':::POST-4"),
    ],
)
def test_a_name_is_quoted_as_the_shell_needs_it(desk: Terminal, shell: str, answer: str) -> None:
    """Two of them quote what they are given; the reference stands beside the name."""
    assert asked(shell, BY + "head") == answer


@pytest.mark.parametrize("shell", SHELLS)
def test_a_reference_needs_no_quotes(desk: Terminal, shell: str) -> None:
    """Beside it stands what it is called."""
    answer = asked(shell, BY + "POST-4")
    assert "POST-4" in answer and "'POST-4'" not in answer
    assert shell == "bash" or "Head of Corporate Development" in answer


def test_an_open_quotation_mark(desk: Terminal) -> None:
    """The name goes on inside it: bash closes it, for PowerShell it is written anew."""
    assert asked("bash", BY + '"Head') == "Head of Corporate Development"
    assert asked("pwsh", BY + "'Head") == "'Head of Corporate Development':::POST-4"


@pytest.mark.parametrize("shell", SHELLS)
def test_texts_cannot_harm_the_shell(desk: Terminal, shell: str) -> None:
    """A name that a script could take for something else is offered by its reference; no text is taken for a style."""
    names = (
        "Harm$(touch harmed)",
        "Harm`touch harmed`",
        "Harm'; touch harmed; '",
        'Harm"x',
        "Harm\\x",
        "Harm[/x]",
        "Harm*",
    )
    for name in names:
        desk.records("people", "add", name)
    assert "arm" not in asked(shell, BY + "Harm")
    assert all(f"PER-{number}" in asked(shell, BY + "PER-") for number in range(6, 13))
    desk.records("raise", "afi", "INS-2", "Watch\n[/bold] [red]this[/red] " + "x" * 200)
    assert shell == "bash" or "Watch (/bold) (red)this(/red)" in asked(shell, "afi show AFI-8")


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("ledger", [None, b"", b"not a ledger " * 1000], ids=["none", "empty", "another"])
def test_no_ledger_no_offer(bare: Terminal, shell: str, ledger: bytes | None) -> None:
    """And no complaint in the middle of the line: without a ledger, or where it cannot be read."""
    if ledger is not None:
        bare.path.write_bytes(ledger)
    answer = {"zsh": "_files"}.get(shell, "")
    assert asked(shell, "afi show AFI-") == asked(shell, BY + "head") == answer
    assert "weakness" in asked(shell, "afi finding INS-1 x --sense w")


def test_a_damaged_ledger_no_offer(desk: Terminal) -> None:
    """Whatever goes wrong in reading it."""
    with desk.path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 60_000)
    for views in desk.folder.glob("afi.ledger-views*"):
        views.unlink()
    assert offered("afi show AFI-") == [""]


def test_the_ledger_that_is_named(desk: Terminal) -> None:
    """Its records are offered, before the command or in it."""
    desk.patch.chdir(desk.folder.parent)
    assert offered("afi show AFI-") == [""]
    assert "AFI-7" in offered("afi --ledger desk/afi.ledger show AFI-")
    assert "AFI-7" in offered("afi show --ledger desk/afi.ledger AFI-")


def test_only_what_may_fit_is_imported(desk: Terminal) -> None:
    """A command's name costs no other command."""
    code = (
        "import atexit, sys; sys.argv[0] = 'afi'\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        "from commands.app import main; main()"
    )
    how = {"_AFI_COMPLETE": "complete_bash", "COMP_WORDS": "afi\nreg", "COMP_CWORD": "1", "PYTHONPATH": str(ROOT)}
    found = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | how, capture_output=True, text=True, check=True
    )
    assert found.stdout == "register\n"
    assert {"commands.register", "commands.people"} & set(found.stderr.split()) == {"commands.register"}


def test_every_kind_that_is_offered_is_known() -> None:
    """A word of the help that stands for no kind would offer nothing, in silence."""
    assert {kind for kinds in RECORDS.values() for kind in kinds} <= set(KINDS)
    assert RECORDS["IMPROVEMENT"] == ("AFI", "COC", "REC")


# The scripts.


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_shown(bare: Terminal, shell: str) -> None:
    """It asks `afi`, and says so to the shell."""
    marks = {"bash": "complete -o default -F", "zsh": "#compdef afi", "fish": "complete --command afi"}
    shown = program("--show-completion", shell).stdout.decode()
    assert marks.get(shell, "Register-ArgumentCompleter") in shown and "_AFI_COMPLETE" in shown
    assert program(_AFI_COMPLETE=f"source_{shell}").stdout.decode().strip() == shown.strip()


def test_of_a_shell_that_there_is_not(bare: Terminal) -> None:
    """Nothing is shown, rather than another shell's script."""
    said = program("--show-completion", "tcsh", code=2)
    assert said.stdout == b"" and b"tcsh" in said.stderr


@pytest.mark.parametrize(
    ("shell", "script"),
    [("bash", ".bash_completions/afi.sh"), ("zsh", ".zfunc/_afi"), ("fish", ".config/fish/completions/afi.fish")],
)
@pytest.mark.skipif(sys.platform == "win32", reason="these shells have other homes there")
def test_the_script_is_installed(bare: Terminal, tmp_path: Path, shell: str, script: str) -> None:
    """In the user's home, where the shell finds it."""
    said = program("--install-completion", shell, code=0, HOME=str(tmp_path)).stdout.decode()
    assert f"{shell} completion installed in" in said
    assert "_AFI_COMPLETE" in (tmp_path / script).read_text()


@pytest.fixture
def on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`afi` as a command that a shell finds."""
    folder = tmp_path / "bin"
    folder.mkdir()
    start = "import sys; sys.argv[0] = 'afi'; from commands.app import main; main()"
    command = folder / "afi"
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -c "{start}" "$@"\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def run(shell: str, script: str) -> str:
    """What a script prints in a shell that reads no settings of the user's."""
    plain = {"bash": ["--norc", "--noprofile"], "zsh": ["-f"], "fish": ["--no-config"], "pwsh": ["-NoProfile"]}[shell]
    found = subprocess.run([shell, *plain, "-c", script], capture_output=True, text=True)
    assert (found.returncode, found.stderr) == (0, "")
    return found.stdout


def needs(shell: str) -> pytest.MarkDecorator:
    """Skips where there is no such shell."""
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed here")


@needs("bash")
@pytest.mark.parametrize("typed", ["Head", "head\\ of\\ Co", '"Head of'])
def test_bash_itself(desk: Terminal, on_path: None, typed: str) -> None:
    """The line, completed by its own script, is one that `afi` understands."""
    words = " ".join(f"'{word}'" for word in ("afi", "note", "AFI-7", "x", "--by", typed))
    completed = run(
        "bash",
        f'eval "$(_AFI_COMPLETE=source_bash afi)"; COMP_WORDS=({words}); COMP_CWORD=5; _afi_completion afi; '
        'printf "%s\\n" "${COMPREPLY[@]}"',
    ).rstrip("\n")
    quoted = f'"{completed}"' if typed.startswith('"') else completed
    said = run("bash", f"afi note AFI-7 x --dry-run --by {quoted}")
    assert "said by      Head of Corporate Development (POST-4)" in said


@needs("bash")
@pytest.mark.parametrize(
    ("typed", "replies"),
    [
        (["inv"], ("investigating=good", "investigating=inadequate")),
        (["investigating", "="], ("good", "inadequate")),
        (["investigating", "=", "g"], ("good",)),
        (["overall", "=", "good", "investigating", "=", "in"], ("inadequate",)),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_bash_parts_a_grade_from_its_question(
    desk: Terminal, on_path: None, typed: list[str], replies: tuple[str, ...]
) -> None:
    """It takes an equals sign for a word, and replaces only what stands after it."""
    words = " ".join(f"'{word}'" for word in ("afi", "grade", "INS-2", *typed))
    found = run(
        "bash",
        f'eval "$(_AFI_COMPLETE=source_bash afi)"; COMP_WORDS=({words}); COMP_CWORD={2 + len(typed)}; '
        '_afi_completion afi; printf "%s\\n" "${COMPREPLY[@]}"',
    ).split()
    assert set(replies) <= set(found) and all(not reply.startswith("=") for reply in found)


@needs("zsh")
def test_zsh_itself(desk: Terminal, on_path: None) -> None:
    """Its script is one that it can read, and asks for what it then hands to its own completion."""
    script = (
        '_arguments() { print -r -- "$2$1" }; compdef() { }; eval "$(_AFI_COMPLETE=source_zsh afi)"; '
        "words=(afi note AFI-7 x --by head); CURRENT=6; _afi_completion"
    )
    assert "head of Corporate Development:POST-4" in run("zsh", script).replace('"', "")


@needs("fish")
def test_fish_itself(desk: Terminal, on_path: None) -> None:
    """It completes the line that it is given."""
    script = f"_AFI_COMPLETE=source_fish afi | source; complete --do-complete '{BY}head'"
    assert "head of Corporate Development\tPOST-4" in run("fish", script)


@needs("pwsh")
def test_powershell_itself(desk: Terminal, on_path: None) -> None:
    """It completes the line that it is given."""
    script = (
        "$Env:_AFI_COMPLETE='source_pwsh'; afi | Out-String | Invoke-Expression; $Env:_AFI_COMPLETE=''; "
        f"(TabExpansion2 '{BY}head' {len(BY) + 4}).CompletionMatches.CompletionText"
    )
    assert "'head of Corporate Development'" in run("pwsh", script)
