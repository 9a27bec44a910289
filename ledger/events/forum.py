"""Forums: the bodies that review progress, who chairs them and how often they meet."""

from typing import Annotated

from pydantic import Field

from ledger.events.base import Event, Organisation, Part, Post, Prose
from ledger.vocabulary import CadenceUnit


class Cadence(Part):
    """Every so many weeks or months."""

    every: Annotated[int, Field(strict=True, ge=1, le=60)]
    unit: CadenceUnit


class ForumAdded(Event, type="forum.added", mints="FOR"):
    """A forum became known to the ledger."""

    name: Prose
    organisation: Organisation | None = None
    chair: Post | None = None
    cadence: Cadence | None = None
    #: What it is for.
    purpose: Prose | None = None


class ForumChaired(Event, type="forum.chaired"):
    """Another post chairs it from now on."""

    chair: Post


class ForumCadenceSet(Event, type="forum.cadence_set"):
    """It meets as often as this from now on; with no cadence given, as it is needed."""

    cadence: Cadence | None = None


class ForumEnded(Event, type="forum.ended"):
    """It was dissolved."""

    text: Prose | None = None
