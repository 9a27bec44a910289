"""Settings: what an organisation decides for its own ledger. Changing one is an event, and changes no record."""

from typing import Annotated

from pydantic import Field

from ledger.events.base import Event, Organisation, Part
from ledger.vocabulary import ColourCondition, Setting, StatusColour


class SettingChosen(Event, type="setting.chosen"):
    """A setting has this value from now on; with none given, the program's own."""

    setting: Setting
    #: For those that name an organisation.
    organisation: Organisation | None = None
    #: For those that count days.
    days: Annotated[int, Field(strict=True, ge=1, le=3650)] | None = None


class ColourLine(Part):
    """What has this colour, unless an earlier line takes it."""

    when: ColourCondition
    #: More than so many: days overdue or slipped, times revised or returned.
    over: Annotated[int, Field(strict=True, ge=1, le=3650)] | None = None
    colour: StatusColour


class ColourRule(Part):
    """How improvements get their colours: the first line that applies wins."""

    lines: tuple[ColourLine, ...] = Field(min_length=1, max_length=50)
    #: What no line applies to.
    otherwise: StatusColour


class ColoursSet(Event, type="setting.colours_set"):
    """Improvements have their colours by this rule from now on; with none given, by the program's own."""

    rule: ColourRule | None = None
