"""References and names: which record somebody means, and what to call it."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import wraps
from typing import Any, TypeVar, cast

from ledger.days import last_day
from ledger.errors import UnknownReference, Unreadable
from ledger.vocabulary import IMPROVEMENTS, KINDS, LEDGER, REFERENCE, a, kind_of, where_listed
from projections.queries.records import bodies, body
from projections.queries.words import ERASED, KIND, iso, plain, span, span_of
from projections.titles import TITLES
from projections.views import Views

#: Fields, and lists of them, by which a record may be asked for besides.
_ALSO = ("key", "wording", "number", "numbers", "aliases", "names")
#: What bodies and posts are also called by: OIG, DCC.
_CALLED_BY_INITIALS = frozenset({"forum", "post"})
#: What each kind of improvement is called.
_IMPROVEMENTS = dict(zip(IMPROVEMENTS, (one for one, _ in KIND.values()), strict=True))
_LISTED = 12
#: So much of a text says which one it is.
_SHORT = 60

Method = TypeVar("Method", bound=Callable[..., Any])


def _once(method: Method) -> Method:
    """Works each answer out once: a register asks for the same few names ten thousand times."""

    @wraps(method)
    def answer(self: "Names", *key: Any) -> Any:
        known = self._known.setdefault(method, {})
        if key not in known:
            known[key] = method(self, *key)
        return known[key]

    return cast(Method, answer)


class Names:
    """What to call records, each looked up once."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self._known: dict[object, dict[Any, Any]] = {}
        self._bodies: dict[str, dict[str, Any] | None] = {}

    @_once
    def of(self, ref: str, on: date | None = None) -> str:
        """A record's name, of that day where names came and went; its reference where it has none, or none any more."""
        found = self.body(ref) or {}
        title = TITLES.get(KINDS.get(kind_of(ref), ""), "")
        if title not in found:
            return "the ledger" if ref == LEDGER else ref
        held = held_on(found["names"], on, found["names"][0]) if on and "names" in found else {"name": found[title]}
        return f"{ref} {ERASED}" if held["name"] is None else plain(held["name"])

    @_once
    def label(self, ref: str) -> str:
        """What tells a record from others: its name, or how its text begins; a meeting and a pack by whose and when."""
        found = self.body(ref) or {}
        if isinstance(found.get("text"), str):
            return _shortened(plain(found["text"]))
        if "made_on" in found:
            return f"Pack for {self.recipient(found)}, {span(found['made_on'])}"
        if "held_on" not in found:
            return self.of(ref)
        return f"{self.of(found['forum'], span_of(found['held_on']).last)}, {span(found['held_on'])}"

    def recipient(self, pack: dict[str, Any]) -> str:
        """Whom a pack was made for, by the name of that day."""
        return self.of(pack["to"], span_of(pack["made_on"]).last) if "to" in pack else plain(pack["recipient"])

    def maybe(self, ref: str | None) -> str | None:
        """A record's name where there is a record."""
        return self.of(ref) if ref else None

    @_once
    def holder(self, ref: str | None, on: date | None = None) -> str | None:
        """Who held a post at the end of a day, or by the newest change of holder; ``None`` while vacant."""
        holders = ((self.body(ref) if ref else None) or {}).get("holders", ())
        found = held_on(holders, on or date.max, {"holder": None})
        return found["holder"]  # type: ignore[no-any-return]

    @_once
    def named(self, prefix: str, ref: str | None) -> dict[str, str | None]:
        """A reference under its key, with the name beside it."""
        return {prefix: ref, f"{prefix}_name": self.maybe(ref)}

    @_once
    def voice(self, prefix: str, ref: str | None, on: date | None = None) -> dict[str, str | None]:
        """A person, post or organisation with the name, and who held the post on that day."""
        holder = self.holder(ref, on)
        name = self.of(ref, on) if ref else None
        return {prefix: ref, f"{prefix}_name": name} | self.named(f"{prefix}_holder", holder)

    @_once
    def question(self, ref: str | None) -> dict[str, str | None]:
        """A question with its name and short key."""
        return self.named("question", ref) | {"question_key": ((self.body(ref) if ref else None) or {}).get("key")}

    def belonging(self, fields: dict[str, Any]) -> dict[str, str | None]:
        """Which inspection, force and question something belongs to."""
        inspection = self.inspection(fields["inspection"])
        return inspection | self.named("force", fields["force"]) | self.question(fields.get("question"))

    @_once
    def inspection(self, ref: str) -> dict[str, str | None]:
        """An inspection with its title."""
        return {"inspection": ref, "inspection_title": self.of(ref)}

    def published_on(self, fields: dict[str, Any]) -> str | None:
        """When the report of the inspection that something belongs to was published."""
        return (self.body(fields.get("inspection", "")) or {}).get("published_on")

    @_once
    def began_on(self, ref: str) -> str | None:
        """When that happened with which a record began."""
        sql = "SELECT h.on_from, h.on_to FROM record r JOIN happening h ON h.position = r.first WHERE r.ref = ?"
        return next((iso(*row) for row in self._views.query(sql, (ref,))), None)

    def body(self, ref: str) -> dict[str, Any] | None:
        """The fields of a record."""
        if ref not in self._bodies:
            self._bodies[ref] = body(self._views, ref)
        return self._bodies[ref]

    def know(self, refs: Iterable[str]) -> None:
        """Looks up the fields of many records at once, which else is done one by one, as each is asked for."""
        self._bodies |= bodies(self._views, refs)


def held_on(facts: Any, day: date, earlier: Any) -> Any:
    """Which of the facts, in the order of the days they held from, held at the end of a day."""
    held = [fact for fact in facts if "from" not in fact or last_day(fact["from"]) <= day]
    return held[-1] if held else earlier


def name_of(views: Views, ref: str, on: date | None = None) -> str:
    """A record's name; on a day, where its names came and went."""
    return Names(views).of(ref, on)


def holder_of(views: Views, post: str, on: date | None = None) -> str | None:
    """The person who held a post at the end of a day; by the newest change of holder, if no day is given."""
    return Names(views).holder(post, on)


def references(views: Views, *kinds: str) -> list[tuple[str, str]]:
    """Every record of these kinds (all, if none is given) that counts, with what it is called."""
    names = Names(views)
    return [(ref, names.label(ref)) for ref, fields in _records(views, kinds) if "void" not in fields]


def resolve(views: Views, typed: str, *kinds: str, fit: "Fit | None" = None) -> str:
    """The record that a person means by a reference, a name, its initials, or so much of a name as fits only one.

    ``kinds`` are those that will do (all, if none is given); a bare number is of the first. ``fit`` says how much of
    a name it takes: any part, unless more is asked. Raises UnknownReference, and Unreadable where several fit.
    """
    kinds = kinds or tuple(KINDS)
    ref = _reference(typed, kinds)
    if ref and body(views, ref) is not None:
        return ref
    wanted = folded(typed)
    counted = ((ref, fields) for ref, fields in _records(views, kinds) if "void" not in fields)
    named = [(ref, [folded(name) for name in _names(ref, fields)]) for ref, fields in counted]
    for fits in fit or PART:
        found = [ref for ref, names in named if any(fits(name, wanted) for name in names)]
        if len(found) == 1:
            return found[0]
        if found:
            raise Unreadable(
                f'"{typed}" could be {_candidates(views, found)}.', "Write the reference of the one you mean."
            )
    other = _reference(typed, tuple(KINDS))
    if other and body(views, other) is not None:
        meant = " or ".join(dict.fromkeys(a(_called(kind, kinds)) for kind in kinds))
        raise UnknownReference(f"{other} is {a(_called(kind_of(other), kinds))}, not {meant}.", where_listed(kinds[0]))
    raise _unknown(views, ref or f'"{typed}"', wanted, named, kind_of(ref) if ref else kinds[0])


def _called(kind: str, asked: tuple[str, ...]) -> str:
    """A kind in words; the kinds of improvement are told apart where only some of them will do."""
    some = 0 < len(set(asked) & set(IMPROVEMENTS)) < len(IMPROVEMENTS)
    return _IMPROVEMENTS[kind] if some and kind in IMPROVEMENTS else KINDS[kind]


def _is(name: str, wanted: str) -> bool:
    return name == wanted


def _begins(name: str, wanted: str) -> bool:
    return bool(wanted) and name.startswith(wanted)


def _opens(name: str, wanted: str) -> bool:
    return _begins(name, wanted) and not name[len(wanted)].isalnum()


def _holds(name: str, wanted: str) -> bool:
    return len(wanted) >= 3 and wanted in name  # less is no name, and fits too much


Fit = tuple[Callable[[str, str], bool], ...]
#: How much of a name it takes: any part of it, to look; its first words, to record; all of it, among other words.
PART, OPENING, WHOLE = (_is, _begins, _holds), (_is, _opens), (_is,)


def _reference(typed: str, kinds: tuple[str, ...]) -> str | None:
    """What was typed, if it is written as a reference: ``afi-7``, ``AFI7`` or ``7``."""
    squeezed = typed.strip().upper().replace(" ", "")
    letters = squeezed.rstrip("0123456789").rstrip("-")
    ref = f"{letters or kinds[0]}-{squeezed[len(letters) :].lstrip('-').lstrip('0')}"
    return ref if REFERENCE.fullmatch(ref) and kind_of(ref) in kinds else None


def _records(views: Views, kinds: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind in kinds or KINDS:
        for row in views.each("SELECT ref, body FROM record WHERE noun = ? ORDER BY number", (KINDS[kind],)):
            if kind_of(row["ref"]) == kind:
                yield row["ref"], json.loads(row["body"])


def _names(ref: str, fields: dict[str, Any]) -> Iterator[str]:
    """Every name of a record that has not been erased; of bodies and posts the initials too."""
    noun = KINDS[kind_of(ref)]
    for field in filter(None, (TITLES.get(noun), *_ALSO)):
        found = fields.get(field)
        for name in found if isinstance(found, list) else [found]:
            text = name.get("name", name.get("number")) if isinstance(name, dict) else name
            if isinstance(text, str):
                yield text
                if noun in _CALLED_BY_INITIALS:
                    yield from _initials(text)


def _initials(name: str) -> Iterator[str]:
    """``OIG`` of "Organisational Improvement Group"; nothing where fewer than two words have a capital."""
    letters = [word[0] for word in name.split() if word[0].isupper()]
    if len(letters) > 1:
        yield "".join(letters)


def _shortened(text: str) -> str:
    """As many whole words of a text as fit."""
    if len(text) <= _SHORT:
        return text
    return f"{text[: _SHORT - 1].rpartition(' ')[0] or text[: _SHORT - 1]}…"


def folded(text: str) -> str:
    """A text as it is compared: whatever its capitals, apostrophes and spaces."""
    return " ".join(text.casefold().replace("’", "'").split())


def _candidates(views: Views, refs: list[str]) -> str:
    names = Names(views)
    several = [ref if names.of(ref).startswith(ref) else f"{ref} ({names.of(ref)})" for ref in refs[:_LISTED]]
    more = [f"{len(refs) - _LISTED} more"] if len(refs) > _LISTED else []
    return " or ".join(several + more)


def _unknown(views: Views, what: str, wanted: str, named: list[tuple[str, list[str]]], kind: str) -> UnknownReference:
    from difflib import get_close_matches  # only where nothing fits

    refs = {name: ref for ref, names in named for name in names}
    close = [name for name in refs if _holds(name, wanted)] or get_close_matches(wanted, refs, n=3, cutoff=0.5)
    near = list(dict.fromkeys(refs[name] for name in close)) if what.startswith('"') else []  # a number is near none
    remedy = f"Did you mean {_candidates(views, near)}?" if near else where_listed(kind)
    return UnknownReference(f"There is no {what} in this ledger.", remedy)
