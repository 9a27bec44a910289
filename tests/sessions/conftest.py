"""The desks of the command tests, for sessions that take place on another day than today."""

from ledger import recording  # its own "today" must be bound before a session puts another in its place
from tests.commands.conftest import bare, desk, example, fresh

__all__ = ["bare", "desk", "example", "fresh", "recording"]
