"""What tests of recording commands share: a row of a list, a refusal as it is printed, an open inspection."""

from typing import Any

from tests.commands.terminal import Terminal

OPEN = ("inspection", "open", "PEEL 2017", "--cycle", "2017", "--framework", "peel 2015 2017", "--scale", "4")


def listed(terminal: Terminal, ref: str, *group: str) -> dict[str, Any]:
    """The row of a record in what ``afi GROUP list`` lists."""
    [row] = [row for row in terminal.does(*group, "list", "--json").rows if row["ref"] == ref]
    return row


def refusal(what: str, remedy: str) -> str:
    """A refusal as it is printed."""
    return f"afi: {what}\n     {remedy}\n"


def opened(terminal: Terminal, published: str = "") -> str:
    """The reference of an inspection that is opened, and published on a day if one is given."""
    [ref] = terminal.records(*OPEN)["references"]
    if published:
        terminal.records("inspection", "publish", ref, "--on", published)
    return str(ref)
