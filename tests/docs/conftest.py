"""The desks of the command tests."""

from tests.commands.conftest import bare, desk, example, fresh

__all__ = ["bare", "desk", "example", "fresh"]
