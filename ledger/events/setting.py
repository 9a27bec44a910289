"""Settings: what an organisation decides for its own ledger. Changing one is an event, and changes no record."""

from typing import Annotated

from pydantic import Field

from ledger.events.base import Event, Organisation
from ledger.vocabulary import Setting


class SettingChosen(Event, type="setting.chosen"):
    """A setting has this value from now on; with none given, the program's own."""

    setting: Setting
    #: For those that name an organisation.
    organisation: Organisation | None = None
    #: For those that count days.
    days: Annotated[int, Field(strict=True, ge=1, le=3650)] | None = None
