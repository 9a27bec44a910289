"""The field's words as types: parse what a person typed, or refuse.

Nothing here imports pydantic, so that a command which only reads may use it. The words of each
enumeration are stored in entries for ever, and never renamed; a word that is added needs a new version of
the event types that may hold it, so that an older program knows that it is older (docs/proof-format.md).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ledger.vocabulary.references import (
    IMPROVEMENTS,
    KINDS,
    LEDGER,
    LOCATOR,
    REFERENCE,
    WIDEST_RANGE,
    kind_of,
    reference,
    references,
    source,
    where_listed,
)
from ledger.vocabulary.texts import LARGEST_FILE, LONGEST_PROSE, prose
from ledger.vocabulary.words import a, framework_name, say, word

if TYPE_CHECKING:
    from ledger.vocabulary.colour import ColourCondition, StatusColour
    from ledger.vocabulary.document import DocumentKind, Marking
    from ledger.vocabulary.finding import Practice, Sense, Settlement, Voice
    from ledger.vocabulary.forum import CadenceUnit
    from ledger.vocabulary.grade import NO_GRADE, ON_SCALE, Basis, Outcome, Pillar, Scale
    from ledger.vocabulary.improvement import Answer, Authority, ClosingMeans, ImprovementKind, Reviewer, Scope
    from ledger.vocabulary.inspection import Framework, Programme, ReportStage, ResponseStep
    from ledger.vocabulary.key import Right
    from ledger.vocabulary.organisation import OrganisationKind
    from ledger.vocabulary.paper import PaperKind, PaperSection
    from ledger.vocabulary.record import Relation, Role, VoidReason
    from ledger.vocabulary.setting import Setting
else:
    # Nobody needs all of them, and to make them all would cost each command as much as reading its ledger.
    _NOUNS = {
        "colour": "ColourCondition StatusColour",
        "document": "DocumentKind Marking",
        "finding": "Practice Sense Settlement Voice",
        "forum": "CadenceUnit",
        "grade": "NO_GRADE ON_SCALE Basis Outcome Pillar Scale",
        "improvement": "Answer Authority ClosingMeans ImprovementKind Reviewer Scope",
        "inspection": "Framework Programme ReportStage ResponseStep",
        "key": "Right",
        "organisation": "OrganisationKind",
        "paper": "PaperKind PaperSection",
        "record": "Relation Role VoidReason",
        "setting": "Setting",
    }
    _NOUN_OF = {name: noun for noun, names in _NOUNS.items() for name in names.split()}

    def __getattr__(name: str) -> Any:
        """A closed vocabulary, loaded when it is first asked for (PEP 562)."""
        if name not in _NOUN_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = globals()[name] = getattr(import_module(f"{__name__}.{_NOUN_OF[name]}"), name)
        return found


__all__ = [
    "IMPROVEMENTS",
    "KINDS",
    "LARGEST_FILE",
    "LEDGER",
    "LOCATOR",
    "LONGEST_PROSE",
    "NO_GRADE",
    "ON_SCALE",
    "REFERENCE",
    "WIDEST_RANGE",
    "Answer",
    "Authority",
    "Basis",
    "CadenceUnit",
    "ClosingMeans",
    "ColourCondition",
    "DocumentKind",
    "Framework",
    "ImprovementKind",
    "Marking",
    "OrganisationKind",
    "Outcome",
    "PaperKind",
    "PaperSection",
    "Pillar",
    "Practice",
    "Programme",
    "Relation",
    "ReportStage",
    "ResponseStep",
    "Reviewer",
    "Right",
    "Role",
    "Scale",
    "Scope",
    "Sense",
    "Setting",
    "Settlement",
    "StatusColour",
    "Voice",
    "VoidReason",
    "a",
    "framework_name",
    "kind_of",
    "prose",
    "reference",
    "references",
    "say",
    "source",
    "where_listed",
    "word",
]
