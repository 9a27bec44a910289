"""Every refusal the product makes: one tree; each says in one sentence what, and in one what to do.

A refusal carries the exit code of the command that meets it (docs/cli.md). Whatever is not a
``Refusal`` is our defect and exits 1.
"""


class Refusal(Exception):
    """Something was understood and not done. ``remedy`` is the one sentence that says what to do."""

    exit_code = 3

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


# Exit 2: the words could not be read.


class Unreadable(Refusal):
    """A word, date, reference or text that cannot be parsed."""

    exit_code = 2


# Exit 3: understood, and refused by a rule of the field or because something named is not there.


class RuleBroken(Refusal):
    """A rule of the field forbids it (docs/vocabulary.md)."""


class UnknownReference(Refusal):
    """Names a record that this ledger does not hold."""


class NotYetHappened(Refusal):
    """Dated after today; only plans and promises may be."""


class CommandReused(Refusal):
    """The command id was used before, for something else."""


class ClockBehind(Refusal):
    """This computer's clock is well behind the last entry."""


class KeyRefused(Refusal):
    """A signing key is missing, not enrolled, without the right, exposed, or collides."""


class AlreadyThere(Refusal):
    """Will not write over something that exists."""


# Exit 4: someone wrote first.


class MovedOn(Refusal):
    """The record changed after the entry that the user expected it to be at."""

    exit_code = 4


# Exit 5: integrity is broken, or the ledger is not the one this terminal remembers.


class IntegrityBroken(Refusal):
    """What is stored contradicts its own proof or this terminal's memory of it."""

    exit_code = 5


# Exit 6: the store cannot be used.


class StoreUnavailable(Refusal):
    """Not a ledger, from a newer version, read-only, full, locked, or on a network or synced folder."""

    exit_code = 6
