"""Where the pieces are put together: the ledger that is meant, its log and read models, and the signer."""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from commands.options import Said
from ledger.errors import KeyRefused, StoreUnavailable, UnknownReference, Unreadable
from ledger.head import check_head
from ledger.stores.log import Head, Log
from ledger.vocabulary import KINDS, LEDGER, references
from projections.queries import names
from projections.views import Views, is_level, opened

if TYPE_CHECKING:
    from datetime import date

    from commands.moment import Moment
    from ledger.codec import Happened
    from ledger.draft import Draft, Saying
    from ledger.keyring import Key
    from ledger.receipt import Receipt

Row = dict[str, Any]
FILE = "afi.ledger"
_ANY = ("AFI", *(kind for kind in KINDS if kind != "AFI"))


def find_ledger(named: str | None) -> Path:
    """The ledger that is meant: --ledger, else AFI_LEDGER, else the nearest ``afi.ledger`` up the tree."""
    chosen = named or os.environ.get("AFI_LEDGER")
    if chosen:
        path = Path(chosen) / FILE if Path(chosen).is_dir() else Path(chosen)
        if path.is_file():
            return path
        raise StoreUnavailable(f"There is no ledger at {path}.", "Check the path, or begin one there with `afi init`.")
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / FILE).is_file():
            return folder / FILE
    raise StoreUnavailable(
        "There is no ledger here or in a folder above.", "Begin one with `afi init`, or name one with --ledger PATH."
    )


class Reading(NamedTuple):
    """An open ledger to look at: its log, and read models that are level with it."""

    log: Log
    head: Head
    views: Views
    origin: str
    fictitious: bool
    #: What is looked back at; none where the ledger is shown as it is.
    moment: "Moment | None" = None

    @classmethod
    @contextmanager
    def open(cls, named: str | None) -> Iterator["Reading"]:
        """Opens, holds the head against this terminal's memory, and brings the read models level."""
        log = Log.open(find_ledger(named))
        try:
            opening = opening_of(log)
            head = check_head(log, opening["origin"])
            with opened(log.path, opening["origin"]) as views:
                level(log, views)
                yield cls(log, head, views, opening["origin"], bool(opening.get("fictitious")))
        finally:
            log.close()

    @contextmanager
    def at(self, as_of: str, at: str, told: str) -> Iterator["Reading"]:
        """The same ledger at the moment that was typed, if any was: what it held by then, what was true then."""
        if not (as_of or at or told):
            yield self
            return
        from commands.moment import moment
        from projections.lens import looking

        meant = moment(self.views, as_of, at, told)
        with looking(self.log, self.views, meant.lens):
            try:
                yield self._replace(moment=meant)
            except UnknownReference as refusal:
                what = f"{refusal.what.rstrip('.')}, {meant.words}."
                raise UnknownReference(what, refusal.remedy) from refusal

    @property
    def position(self) -> int:
        """The entry that answers go as far as."""
        return (self.moment and self.moment.lens.as_of) or self.head.size

    @property
    def today(self) -> "date":
        """The day by which something is late: the United Kingdom's date, or the day that is looked back at."""
        from ledger.days import uk_today

        return self.moment.today if self.moment else uk_today()

    def counted(self, entries: "Iterable[Row]") -> "list[Row]":
        """Of rows of entries, those that count on the day looked back at: a person who was added later does not.

        Queries see such entries all the same, for a record of then has to be called something.
        """
        return list(self.moment.counted(entries) if self.moment else entries)

    @contextmanager
    def present(self) -> Iterator[None]:
        """Inside, queries see what is known now: that decides what may leave the ledger, whatever is looked back at."""
        if self.moment is None:
            yield
            return
        from projections.lens import lifted

        with lifted(self.views, self.moment.lens):
            yield

    def named(self, typed: str, *kinds: str) -> str | None:
        """The reference of what a person typed as one, or as a name; none where nothing was typed."""
        return names.resolve(self.views, typed, *kinds) if typed else None

    def record(self, typed: str) -> str:
        """The reference of any record that a person means; a bare number is an improvement's, ``ledger`` is itself."""
        typed = typed.strip()
        if typed.upper() == LEDGER:
            return LEDGER
        return names.resolve(self.views, typed, *_ANY)

    def records(self, typed: list[str]) -> list[str]:
        """The references of several records, given one by one, by name or in ranges like AFI-1..3."""
        pieces = (references([each], *_ANY) if ".." in each or "," in each else [each] for each in typed)
        return list(dict.fromkeys(self.record(piece) for several in pieces for piece in several))

    def chosen(self, typed: str, words: Mapping[str, str], what: str) -> str | None:
        """The word of a list that was typed as it is stored or as people read it; none where nothing was typed."""
        folded = typed.strip().casefold().replace(" ", "_").replace("-", "_")
        for stored, shown in words.items():
            if folded in (stored, shown.casefold().replace(" ", "_")):
                return stored
        if typed:
            raise Unreadable(f'"{typed}" is not {what}.', f"Use one of: {', '.join(words.values())}.")
        return None


class Writing(NamedTuple):
    """An open ledger to record in, what was said beside the command's own words, and the names in use."""

    reading: Reading
    said: Said
    #: The keys that sign, once their passphrases were asked for.
    signers: "dict[str, Key]"

    @classmethod
    @contextmanager
    def open(cls, named: str | None, said: Said) -> Iterator["Writing"]:
        """Opens for recording; refuses places where SQLite is unsafe, for files move."""
        from ledger.stores.place import check_place

        check_place(find_ledger(named))
        with Reading.open(named) as reading:
            yield cls(reading, said, {})

    def saying_also(self, **more: Any) -> "Writing":
        """The same, where more is said, or something else."""
        return self._replace(said=self.said._replace(**more))

    def named(self, typed: str, *kinds: str) -> str:
        """The reference of what a person typed as one, or as a name, its first words or its initials."""
        return names.resolve(self.reading.views, typed, *kinds, fit=names.OPENING)

    def record(self, plan: "Callable[[Draft], object]", signer: "Key | None" = None) -> None:
        """Records in one transaction, brings the read models level, and prints the receipt."""
        from commands.receipt import print_receipt

        print_receipt(self.recorded(plan, signer), self.reading, as_json=self.said.json)

    def recorded(self, plan: "Callable[[Draft], object]", signer: "Key | None" = None) -> "Receipt":
        """Records in one transaction, and brings the read models level."""
        from ledger.recording import Ledger

        with Ledger(self.reading.log.path, signer or self.signer()) as ledger:
            command, expect, plan = self.said.command or None, self._expected(), self._with_evidence(plan)
            receipt = ledger.record(plan, command=command, expect=expect, dry_run=self.said.dry_run)
        if not receipt.dry_run and not receipt.repeated:
            self._follow()
        return receipt

    def _follow(self) -> None:
        """Brings the read models level. It is recorded whether they can follow or not, and must not seem refused."""
        try:
            level(self.reading.log, self.reading.views)
        except StoreUnavailable as refusal:
            print(f"afi: It is recorded. {refusal.what} {refusal.remedy}", file=sys.stderr)

    def _with_evidence(self, plan: "Callable[[Draft], object]") -> "Callable[[Draft], object]":
        """The plan, after the files that come with it: each becomes a document that all of it cites."""
        if not self.said.attach:
            return plan
        from dataclasses import replace

        from commands.document import kept
        from ledger.events.document import DocumentAdded

        files = [kept(path) for path in self.said.attach]
        saying = replace(self.saying("today"), src=())

        def both(draft: "Draft") -> None:
            cited = []
            for file in files:
                cited.append(draft.add(DocumentAdded(kind="evidence", title=file.name), saying))
                draft.add(file, saying, cited[-1])
            draft.cited = tuple(cited)
            plan(draft)

        return both

    def saying(self, default_on: str | None = None) -> "Saying":
        """Who, when, where and why, as recorded; ``default_on`` is the day if the user gave none."""
        from ledger.draft import Saying
        from ledger.events import Prose
        from ledger.vocabulary import source

        said = self.said
        return Saying(
            on=self._happened(default_on),
            said_by=self.named(said.by, "POST", "PER", "ORG") if said.by else None,
            src=tuple(source(typed) for typed in said.source),
            why=Prose(said.reason) if said.reason else None,
        )

    def _happened(self, default_on: str | None) -> "Happened":
        from ledger import days
        from ledger.codec import Happened
        from ledger.events import Prose

        if self.said.words and not self.said.on:
            raise Unreadable(
                "The source's words do not say which days they mean.", "Add the range: --on 2017-06/2017-08."
            )
        today = days.uk_today()
        words = Prose(self.said.words) if self.said.words else None
        if self.said.on:
            stated = days.understand(self.said.on, today, anchors=self.written())
            return Happened(stated.span, words or (Prose(stated.words) if stated.words else None))
        if default_on is None:
            raise Unreadable("It is not said when it happened.", "Add --on DATE, like --on 2018-03-29.")
        assumed = default_on == "today"
        return Happened(days.parse(default_on, today), words, assumed=assumed)

    def written(self) -> "Iterator[date]":
        """The first and last days on which the sources cited can have been written: "last month" hangs on them."""
        from ledger.vocabulary import source
        from projections.queries.records import body
        from projections.queries.words import span_of

        for typed in self.said.source:
            document = body(self.reading.views, source(typed).partition(":")[0])
            if document and document.get("dated"):
                span = span_of(document["dated"])
                yield from (span.first, span.last)

    def _expected(self) -> int | None:
        return entry_number(self.said.expect) if self.said.expect else None

    def signer(self) -> "Key":
        """The key on this computer that signs: of the person who is named, or of the only one who has any."""
        from commands.passphrase import asked
        from ledger import keyring
        from projections.queries import keys

        mine = {key.fingerprint for key in keyring.keys(self.reading.origin)}
        person = self.named(self.said.as_, "PER") if self.said.as_ else None
        enrolled = [row for row in keys.keys(self.reading.views) if row["fingerprint"] in mine]
        fit = [row for row in enrolled if row["status"] == "active" and person in (None, row["person"])]
        if len({row["person"] for row in fit}) > 1:
            raise KeyRefused(
                f"You have keys of {' and '.join(sorted(str(row['person']) for row in fit))} here.",
                "Say whose to sign with: --as PER-1.",
            )
        if not fit:
            whose = f" as {person}" if person else ""
            ended = [f": {row['fingerprint'][:16]} was {row['status']}" for row in enrolled if not whose][-1:]
            raise KeyRefused(
                f"You have no key on this computer that may sign in this ledger{whose}{''.join(ended)}.",
                "Make one with `afi keys new`, and ask a keeper to enrol it.",
            )
        fingerprint = str(fit[-1]["fingerprint"])
        if fingerprint not in self.signers:
            self.signers[fingerprint] = keyring.load(self.reading.origin, fingerprint, asked)
        return self.signers[fingerprint]


def entry_number(typed: str) -> int:
    """The position that ``E-120`` (or 120) names."""
    digits = typed.upper().removeprefix("E-")
    if not re.fullmatch(r"0*[1-9][0-9]{0,14}", digits):
        raise Unreadable(f'"{typed}" is not an entry.', "Write it like E-120; `afi log` shows them.")
    return int(digits)


def level(log: Log, views: Views) -> None:
    """Brings the read models level with the log; loads what can only when they are not."""
    if not is_level(log, views):
        from projections import follow

        follow.level(log, views)


def opening_of(log: Log) -> dict[str, Any]:
    """What entry 1 says of the ledger."""
    if log.size() == 0:
        raise StoreUnavailable(f"{log.path} was made but never opened.", "Delete it and run `afi init` again.")
    return log.opening()
