"""Regular expressions that are compiled when they are first used: most commands use few of those that they import."""

import re
from typing import Any, AnyStr, cast


class _Late:
    """Stands for a pattern; each of its methods is put in place once it is asked for."""

    def __init__(self, pattern: str | bytes) -> None:
        self.pattern = pattern

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self.pattern), name)
        setattr(self, name, found)
        return found


def late(pattern: AnyStr) -> re.Pattern[AnyStr]:
    """The pattern, as ``re.compile`` gives it, but not compiled yet: what is wrong with it is said at its first use."""
    return cast(re.Pattern[AnyStr], _Late(pattern))
