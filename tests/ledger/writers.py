"""Processes that write to one ledger, for ``test_processes``. Imported by them too, so nothing here runs on import."""

import os
import random
import select
import signal
import time
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from ledger import keyring
from ledger.draft import Draft
from ledger.receipt import Receipt
from ledger.recording import Ledger, utc_now
from tests.ledger.plans import noting, raising
from tests.making import ORIGIN


def wish(chance: random.Random, own: list[str]) -> Callable[[Draft], object]:
    """A new improvement, or a note on one of this process's own or on the one that all share, or several at once."""
    text = f"{os.getpid()} {chance.random()}"
    to = chance.choice([*own, "AFI-1"])
    match chance.randrange(4):
        case 0:
            return raising
        case 1:
            return lambda draft: [raising(draft), noting(text, to)(draft), raising(draft)]
    return noting(text, to)


def acknowledgement(receipt: Receipt) -> str:
    """What a writer tells the world once its receipt is there: the command, and each entry's position and record."""
    entries = " ".join(f"{entry.position}:{entry.stream}:{entry.type}" for entry in receipt.entries)
    return f"{receipt.command} {receipt.root.hex()} {entries}\n"


def write(path: Path, seed: int, commands: int, say: Callable[[str], object]) -> None:
    """Records ``commands`` times, by a clock that is up to two minutes off, and says each receipt at once."""
    chance = random.Random(seed)
    skew = timedelta(seconds=chance.uniform(-120, 120))

    def clock() -> datetime:
        return utc_now() + skew

    own: list[str] = []
    [key] = keyring.keys(ORIGIN)
    with Ledger(path, key, clock) as ledger:
        for _ in range(commands):
            receipt = ledger.record(wish(chance, own))
            own += [stream for stream in receipt.references if stream != "AFI-1"]
            say(acknowledgement(receipt))


def write_to_file(path: Path, seed: int, commands: int, said: Path) -> None:
    """``write`` in a process of its own."""
    with said.open("wb", buffering=0) as file:
        write(path, seed, commands, lambda line: file.write(line.encode()))


def kill_writers(path: Path, seed: int, kills: int, said: Path) -> None:
    """Forks writers, kills each at a random moment, and keeps what they said before.

    Forking what is imported already takes a few milliseconds; starting Python for each would take half a second.
    """
    chance = random.Random(seed)
    with said.open("wb") as file:
        write(path, seed, 1, lambda line: file.write(line.encode()))  # imports all that the forks need
        for number in range(1, kills + 1):
            heard, telling = os.pipe()
            if (writer := os.fork()) == 0:
                _write_until_killed(path, seed + number, heard, telling)
            os.close(telling)
            if number % 4:  # every fourth is killed while it opens the ledger, or records for the first time
                select.select([heard], [], [], 10)
            time.sleep(chance.uniform(0, 0.03))
            os.kill(writer, signal.SIGKILL)
            with open(heard, "rb") as pipe:
                file.write(pipe.read())
            _, status = os.waitpid(writer, 0)
            assert os.WIFSIGNALED(status), "it had failed before it was killed, and said why"


def _write_until_killed(path: Path, seed: int, heard: int, telling: int) -> None:
    """In the child; never returns, so that it does not go on as its parent."""
    os.close(heard)
    try:
        write(path, seed, 1_000_000, lambda line: os.write(telling, line.encode()))
    except BaseException:
        traceback.print_exc()
    os._exit(1)
