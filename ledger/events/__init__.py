"""What can happen: every event frozen, past tense, with a type name and version that never change.

An event class is found by its stored type name in a closed registry: the noun before the dot names
the module here, and nothing stored can name any other (so a crafted ledger cannot run code, and a
file may move without breaking history). A module is imported when its first event is met.
"""

from importlib import import_module

from ledger.events.base import REGISTRY, Event, File, Prose

__all__ = ["NOUNS", "Event", "File", "Prose", "event_class"]

NOUNS = frozenset(
    {
        "ledger",
        "key",
        "organisation",
        "person",
        "post",
        "inspection",
        "question",
        "document",
        "grade",
        "finding",
        "improvement",
        "action",
        "expectation",
        "forum",
        "meeting",
        "paper",
        "definition",
        "context",
        "setting",
        "record",
        "countersignature",
        "pack",
        "policy",
        "predecessor",
        "text",
    }
)


def event_class(type_name: str, version: int) -> type[Event]:
    """The class of a stored type name and version. ``KeyError`` where this program knows none."""
    noun = type_name.partition(".")[0]
    if (type_name, version) not in REGISTRY and noun in NOUNS:
        import_module(f"ledger.events.{noun}")
    return REGISTRY[type_name, version]
