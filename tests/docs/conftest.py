"""The desks of the command tests."""

from tests.commands.conftest import bare, desk, example, fresh, lived

__all__ = ["bare", "desk", "example", "fresh", "lived"]
