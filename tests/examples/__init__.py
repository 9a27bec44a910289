"""Entries of every type of event: with as little as it may hold, with all that it may, and with each of its choices.

The vectors in docs/vectors and the fossils in tests/fossils are made of these.
"""

from tests.examples.base import ALL_RIGHTS, Example, key, seed
from tests.examples.field import FIELD
from tests.examples.first import FIRST

__all__ = ["ALL_RIGHTS", "EXAMPLES", "Example", "key", "seed"]

EXAMPLES = [*FIRST, *FIELD]
