"""What every event has in common, and the kinds of value that an event may hold."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import core_schema

from ledger.days import DAY, Span, first_day
from ledger.errors import Unreadable
from ledger.vocabulary import IMPROVEMENTS, KINDS, LARGEST_FILE, Right, prose

#: The nouns that those go by who fold no record: who may sign, what is gone, what was signed outside.
LASTING = frozenset({"countersignature", "key", "ledger", "policy", "predecessor", "text"})

#: (type name, version) → class; filled as the modules of this package are imported.
REGISTRY: dict[tuple[str, int], "type[Event]"] = {}


class Event(BaseModel):
    """A fact of the field, as it will be kept for ever. Who, when and why stand in its entry."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)

    type: ClassVar[str]
    v: ClassVar[int]
    #: The kind of record that this event begins (``AFI``), where it begins one.
    mints: ClassVar[str | None] = None
    #: Whether it only ever stands in the place of another.
    fixing: ClassVar[bool] = False

    def __init_subclass__(cls, type: str, v: int = 1, mints: str | None = None) -> None:
        super().__init_subclass__()
        cls.type, cls.v, cls.mints = type, v, mints
        REGISTRY[type, v] = cls

    @property
    def begins(self) -> str | None:
        """The kind of record that this very event begins."""
        return self.mints

    @property
    def lasting(self) -> bool:
        """Whether it stands as it was recorded for ever, and is neither corrected nor undone."""
        return self.type.partition(".")[0] in LASTING

    def corrects(self, other: "Event") -> bool:
        """Whether it can stand in the place of another: of the same type, and beginning the same kind of record."""
        return self.type == other.type and self.begins == other.begins and not other.lasting

    def newest(self) -> "Event":
        """The event as the newest version of its type says it; an older version says so itself."""
        return self


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


@dataclass(frozen=True, slots=True)
class File:
    """A file: its bytes before it is stored; afterwards a commitment, whose bytes the vault may still have."""

    content: bytes | None = None
    commitment: str | None = None

    def __post_init__(self) -> None:
        if self.commitment is None and not 0 < len(self.content or b"") <= LARGEST_FILE:
            raise Unreadable(
                f"The file is empty, or has more than {LARGEST_FILE // 1_000_000} MB.",
                "Keep it elsewhere, and add the document that it is with its address.",
            )

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._parse, serialization=core_schema.plain_serializer_function_ser_schema(cls._plain)
        )

    @classmethod
    def _parse(cls, value: object) -> "File":
        match value:
            case File():
                return value
            case {"file": str(commitment), **more} if not more:
                return cls(None, commitment)
        raise ValueError("not a file")

    def _plain(self) -> dict[str, Any]:
        return {"file": self.commitment} if self.commitment else {"content": self.content}


def _exists(moment: str) -> str:
    datetime.fromisoformat(moment)  # ValueError where there is no such day or hour
    return moment


def _calendar(day: str) -> str:
    first_day(day)  # ValueError where there is no such day
    return day


def _of(*kinds: str) -> StringConstraints:
    return StringConstraints(pattern=rf"^({'|'.join(kinds)})-[1-9][0-9]{{0,8}}$")


Day = Annotated[str, StringConstraints(pattern=f"^{DAY.pattern}$"), AfterValidator(_calendar)]
#: One day, and neither a month nor a year.
WholeDay = Annotated[
    str,
    StringConstraints(pattern=r"^(?:1[89]|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$"),
    AfterValidator(_calendar),
]
#: A moment in UTC, as entries write it.
Moment = Annotated[
    str,
    StringConstraints(
        pattern=r"^2[0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
        r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z$"
    ),
    AfterValidator(_exists),
]
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


class Part(BaseModel):
    """A value within an event: as frozen, and as strict about what it may hold."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Period(Part):
    """From one day, month or year to another, as precisely as the source states it."""

    start: Day = Field(alias="from")
    end: Day = Field(alias="to")

    @classmethod
    def of(cls, start: str, end: str) -> Self:
        """From one day, month or year to another."""
        return cls.model_validate({"from": start, "to": end})

    @property
    def span(self) -> Span:
        """The days that it covers."""
        return Span(self.start, self.end)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        Span(self.start, self.end)  # ValueError where it would end before it begins
        return self


Organisation = Annotated[str, _of("ORG")]
Person = Annotated[str, _of("PER")]
Post = Annotated[str, _of("POST")]
Somebody = Annotated[str, _of("PER", "POST", "ORG")]
Inspection = Annotated[str, _of("INS")]
Question = Annotated[str, _of("QUE")]
Document = Annotated[str, _of("DOC")]
Grade = Annotated[str, _of("GRD")]
Finding = Annotated[str, _of("FND")]
Improvement = Annotated[str, _of(*IMPROVEMENTS)]
#: What an improvement can be superseded by.
Successor = Annotated[str, _of(*IMPROVEMENTS, "INS")]
Concern = Annotated[str, _of("COC")]
Forum = Annotated[str, _of("FOR")]
Meeting = Annotated[str, _of("MTG")]
Expectation = Annotated[str, _of("EXP")]
Paper = Annotated[str, _of("PAP")]
Pack = Annotated[str, _of("PCK")]
#: Whoever a document can be sent to.
Reader = Annotated[str, _of("PER", "POST", "ORG", "FOR")]
#: Whoever can approve: somebody, or a body as a whole or at a meeting.
Approver = Annotated[str, _of("PER", "POST", "ORG", "FOR", "MTG")]
Record = Annotated[str, _of(*KINDS)]
