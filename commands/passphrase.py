"""Passphrases of keys, typed at a hidden prompt: never an argument, which others on the computer could read."""

import os
import sys

import typer

from ledger.errors import KeyRefused, Unreadable

_TERMINAL = "Run the command in a terminal."
_OR_AGENT = "Run the command in a terminal, or sign with a key that ssh-agent holds (`afi keys new --agent`)."


def asked(what: str) -> str:
    """The passphrase of what is named, as somebody types it."""
    return typed(f"Passphrase of {what}", _OR_AGENT)


def chosen() -> str:
    """A new passphrase, typed twice."""
    first = typed("New passphrase")
    if typed("The same again") != first:
        raise Unreadable("The two passphrases differ.", "Repeat the command; nothing was changed.")
    return first


def typed(prompt: str, instead: str = _TERMINAL) -> str:
    """What is typed, even where text comes through a pipe; the prompt leaves what is printed for others alone."""
    if not somebody():
        raise KeyRefused(f"Nobody is there to answer: {prompt}?", instead)
    return str(typer.prompt(prompt, hide_input=True, err=True))


def somebody() -> bool:
    """Whether there is a terminal to ask at."""
    if sys.stdin.isatty():
        return True
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except (OSError, AttributeError):  # there is none, nor on Windows
        return False
    return True
