"""What a paper is of: enough to compose the very same again, from the same ledger, at any later time."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple, Self

from ledger.days import uk_today
from ledger.errors import Unreadable
from ledger.vocabulary import REFERENCE, PaperKind
from projections.lens import Lens
from projections.views import Views

_MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"
_ENDED = (
    "SELECT max(json_extract(c.value, '$.until')) FROM change c WHERE c.field = 'embargo' AND c.value <> '' "
    "AND json_extract(c.value, '$.until') <= ?"
)


class Recipe(NamedTuple):
    """A paper of a kind, bearing a date, composed of the ledger as far as an entry."""

    kind: str
    dated: date
    #: So many entries the ledger had.
    as_of: int
    #: The moment in UTC as of which embargoes have lifted, or not.
    moment: str
    forum: str | None = None
    meeting: str | None = None
    inspection: str | None = None
    records: tuple[str, ...] = ()
    #: Of what changed since: so many entries the ledger had then.
    since: int | None = None
    #: For readers who may know what is under embargo.
    embargoed: bool = False

    def plain(self) -> dict[str, Any]:
        """As the file bears it: what is not asked for is absent."""
        fields = self._asdict() | {"dated": self.dated.isoformat(), "records": list(self.records)}
        return {name: value for name, value in fields.items() if value not in (None, [], False)}

    @classmethod
    def parse(cls, plain: dict[str, Any]) -> Self:
        """What a file bears. ``Unreadable`` where it is no recipe."""
        try:
            read = {"dated": date.fromisoformat(plain["dated"]), "records": tuple(plain.get("records", ()))}
            found = cls(**plain | read)
            PaperKind(found.kind)
            datetime.strptime(found.moment, _MOMENT).replace(tzinfo=UTC)  # no other form: they are compared as written
            refs = (found.forum, found.meeting, found.inspection, *found.records)
            known = all(ref is None or REFERENCE.fullmatch(ref) for ref in refs)
            entries = (found.as_of, found.since or 1)
            counted = all(type(number) is int and 0 < number <= found.as_of for number in entries)
            known = known and (found.since is None or found.kind == PaperKind.PROGRESS)
        except (TypeError, ValueError, KeyError, AttributeError):
            known = counted = False
        if not (known and counted):
            raise Unreadable(
                "What the file says of how it was composed cannot be read.",
                "Check the copy that was issued, or compose it again.",
            )
        return found

    def later(self, as_of: int) -> Self:
        """The same paper of the ledger as far as another entry."""
        return self._replace(as_of=as_of)

    @property
    def identity(self) -> tuple[object, ...]:
        """What two papers have in common of which one is the other, composed again."""
        return self.kind, self.dated, self.forum, self.inspection, self.records

    def lens(self, views: Views) -> Lens:
        """What it shows: the ledger as far as its entry; of a date that had passed by then, the world of that day."""
        [[recorded]] = views.query("SELECT at FROM main.happening WHERE position = ?", (self.as_of,))
        passed = self.dated < uk_today(datetime.fromisoformat(recorded))
        newest = views.query("SELECT 1 FROM main.happening WHERE position > ? LIMIT 1", (self.as_of,))
        return Lens(self.as_of if newest else None, self.dated if passed else None)


def lifted_by(views: Views, dated: date, now: datetime) -> str:
    """The moment as of which a paper of a date, composed now, tells what was under embargo.

    That is the end of the newest embargo by now, or by the end of its date: two papers of the same ledger differ only
    where an embargo ended between them.
    """
    by = latest_moment(dated, now)
    [[ended]] = views.query(_ENDED, (by,))
    [[began]] = views.query("SELECT at FROM happening WHERE position = 1")
    return str(ended or min(by, began))


def latest_moment(dated: date, now: datetime) -> str:
    """The end of a date, or now where that is yet to come: no paper of it tells what is under embargo longer."""
    ends = datetime.combine(dated + timedelta(days=1), time(), UTC)
    if now < ends - timedelta(hours=1):  # a day of the United Kingdom ends no earlier
        return now.strftime(_MOMENT)
    from zoneinfo import ZoneInfo

    return min(now, ends.replace(tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)).strftime(_MOMENT)


def of_issued(body: dict[str, Any]) -> Recipe:
    """The recipe of a paper that was composed and issued, by the fields of its record."""
    return Recipe(
        body["kind"], date.fromisoformat(body["dated"]), body["as_of"], body["moment"], body.get("forum"),
        body.get("meeting"), body.get("inspection"), tuple(body.get("records", ())), body.get("since"),
        "embargoed" in body,
    )  # fmt: skip
