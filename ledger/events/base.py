"""What every event has in common, and the kinds of value that an event may hold."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import core_schema

from ledger.days import DAY, first_day
from ledger.vocabulary import Right, prose

#: (type name, version) → class; filled as the modules of this package are imported.
REGISTRY: dict[tuple[str, int], "type[Event]"] = {}


class Event(BaseModel):
    """A fact of the field, as it will be kept for ever. Who, when and why stand in its entry."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)

    type: ClassVar[str]
    v: ClassVar[int]
    #: The kind of record that this event begins (``AFI``), where it begins one.
    mints: ClassVar[str | None] = None

    def __init_subclass__(cls, type: str, v: int = 1, mints: str | None = None) -> None:
        super().__init_subclass__()
        cls.type, cls.v, cls.mints = type, v, mints
        REGISTRY[type, v] = cls


@dataclass(frozen=True, slots=True)
class Prose:
    """Free text: as typed before it is stored; afterwards a commitment, with the text where the vault still has it.

    No rule of the field may read ``text``: it can be erased, and the record must mean the same without it.
    """

    text: str | None = None
    commitment: str | None = None

    def __post_init__(self) -> None:
        if self.commitment is None:
            prose(self.text or "")

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._parse, serialization=core_schema.plain_serializer_function_ser_schema(cls._plain)
        )

    @classmethod
    def _parse(cls, value: object) -> "Prose":
        match value:
            case Prose():
                return value
            case {"prose": str(commitment), "text": str(text)}:
                return cls(text, commitment)
            case {"prose": str(commitment)}:
                return cls(None, commitment)
        raise ValueError("not a text")

    def _plain(self) -> dict[str, str | None]:
        return {"prose": self.commitment} if self.commitment else {"typed": self.text}


def _calendar(day: str) -> str:
    first_day(day)  # ValueError where there is no such day
    return day


def _of(*kinds: str) -> StringConstraints:
    return StringConstraints(pattern=rf"^({'|'.join(kinds)})-[1-9][0-9]{{0,8}}$")


Day = Annotated[str, StringConstraints(pattern=f"^{DAY.pattern}$"), AfterValidator(_calendar)]
Number = Annotated[int, Field(strict=True, ge=1, le=2**53 - 1)]
Year = Annotated[int, Field(strict=True, ge=1856, le=2099)]  # the first inspectors were appointed in 1856
Flag = Literal[1]
Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Signature = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{128}$")]
Origin = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,63}\.[0-9a-f]{16}$")]
VerifierKey = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9-]{1,63}\.[0-9a-f]{16}\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$")
]


def _each_once(rights: tuple[Right, ...]) -> tuple[Right, ...]:
    if list(rights) != sorted(set(rights)):
        raise ValueError("rights are listed once each, in alphabetical order")
    return rights


Rights = Annotated[tuple[Right, ...], Field(min_length=1), AfterValidator(_each_once)]

Organisation = Annotated[str, _of("ORG")]
Person = Annotated[str, _of("PER")]
Post = Annotated[str, _of("POST")]
Somebody = Annotated[str, _of("PER", "POST", "ORG")]
Inspection = Annotated[str, _of("INS")]
Question = Annotated[str, _of("QUE")]
Document = Annotated[str, _of("DOC")]
Grade = Annotated[str, _of("GRD")]
