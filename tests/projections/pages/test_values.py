"""What the page says of a value in an entry: a number is called what it is, whatever the event."""

import json
import re
import typing
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from pydantic import BaseModel

from ledger.events import event_class
from ledger.events.base import REGISTRY
from tests.projections.pages.chromium import Browser

#: Numbers that are shown as they are: so many months, days, years, entries, texts; the number of a flag.
PLAIN = {"months", "every", "year", "cycle", "days", "over", "entries", "withheld", "flag"}
SAID = """(() => {
  const values = new Page({ shared: { entries: [] }, records: [], erased: new Map(), silent: [] });
  return %s.map(([key, value, type]) => make("p", null, values.value(value, key, { fields: { type } })).textContent);
})()"""


def numbers() -> Iterator[tuple[str, str]]:
    """Every number that an event can hold: its type and its field."""
    for name, version in sorted(_registered()):
        yield from ((name, field) for field in _inside(event_class(name, version)))


def _registered() -> list[tuple[str, int]]:
    for path in Path(str(files("ledger.events"))).glob("[a-z]*.py"):
        __import__(f"ledger.events.{path.stem}")
    return list(REGISTRY)


def _inside(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        for part in _parts(field.annotation):
            if part is int or part == 1:
                yield name
            elif isinstance(part, type) and issubclass(part, BaseModel):
                yield from _inside(part)


def _parts(annotation: typing.Any) -> Iterator[typing.Any]:
    inner = typing.get_args(annotation)
    yield from (each for one in inner for each in _parts(one)) if inner else iter([annotation])


def test_every_number_is_known() -> None:
    """Each is a position, a flag, a size or a plain number: a new one has to be thought about."""
    words = files("projections.pages").joinpath("script/words.js").read_text("utf-8")
    positions, flags = (set(re.findall(r'"(\w+)"', found)) for found in re.findall(r"new Set\(\[(.*?)\]\)", words)[:2])
    sizes = dict(re.findall(r'"([a-z.]+)": "(\w+)"', words))
    found = set(numbers())
    assert {field for _, field in found} == positions | flags | PLAIN | {"size"}
    assert {name for name, field in found if field == "size"} == sizes.keys() | {"ledger.opened"}


@pytest.mark.parametrize(
    ("key", "value", "type_", "said"),
    [
        ("size", 39, "document.kept", "39 bytes"), ("size", 39, "countersignature.added", "E-39"),
        ("size", 40, "ledger.opened", "40"), ("flag", 1, "record.unflagged", "1"), ("withheld", 1, "pack.made", "1"),
        ("days", 1, "setting.chosen", "1"), ("accelerated", 1, "improvement.raised", "yes"),
        ("as_of", 7, "pack.made", "E-7"), ("year", 2017, "grade.recorded", "2017"),
        ("held", {"from": "2018-11", "to": "2018-12"}, "inspection.fieldwork_set", "November 2018 to December 2018"),
        ("held", {"from": "2018-11", "to": "2018-11"}, "inspection.fieldwork_set", "November 2018"),
    ],
)  # fmt: skip
def test_said(browser: Browser, page: str, at: Path, key: str, value: object, type_: str, said: str) -> None:
    """What a reader sees of one."""
    at.write_text(page, "utf-8")
    assert browser.open(at, script=SAID % json.dumps([[key, value, type_]])) == [said]


def test_titles(browser: Browser, page: str, at: Path) -> None:
    """A grade is called by its question and force in the register; what is under or corrects another links to it."""
    at.write_text(page, "utf-8")
    rows = "[...document.querySelectorAll('#register tbody tr')].map((row) => row.innerText.split('\\t').slice(0, 3))"
    told = {row[0]: row[1:] for row in browser.open(at, script=rows)}
    assert told["GRD-1"] == ["Protecting vulnerable people, Fenshire Constabulary", "good"]
    links = "[...document.querySelectorAll('#ACT-1 a, #AFI-2 a')].map((each) => each.getAttribute('href'))"
    assert {"#AFI-2", "#E-32"} <= set(browser.open(at, script=links))


def test_on_paper(browser: Browser, page: str, at: Path) -> None:
    """Each entry says in one line that it was proved, and sealed by whom; each sheet bears the pack's number."""
    at.write_text(page, "utf-8")
    lines = "[...document.querySelectorAll('.paper')].map((each) => each.textContent)"
    found = browser.open(at, script=lines)
    assert found and all(
        re.fullmatch(r"✓ proved; sealed with everything up to E-\d+, by PER-1", each) for each in found
    )
    assert re.search(r'@bottom-right \{ content: "PCK-[1-9]\d*, page "', page)


def test_meetings(browser: Browser, page: str, at: Path) -> None:
    """A meeting is called by its forum and its day."""
    at.write_text(page, "utf-8")
    made = """(() => {
      const entry = (position, stream, type, data, texts) => ({
        position, texts: new Map(texts),
        fields: { version: 1, stream, type, data, on: { from: "2018-09", to: "2018-09" } } });
      const entries = [entry(1, "FOR-1", "forum.added", { name: { prose: "x" } }, [["x", "Gold Group"]]),
        entry(2, "MTG-1", "meeting.held", { forum: "FOR-1" }, [])];
      return make("p", null, new Page({ shared: { entries }, records: [] }).name("MTG-1")).textContent;
    })()"""
    assert browser.open(at, script=made) == "Gold Group, September 2018 (MTG-1)"


def test_times(browser: Browser, page: str, at: Path) -> None:
    """An entry whose time lies before that of an earlier one is a problem."""
    at.write_text(page, "utf-8")
    checked = """(() => {
      const pack = (...times) => ({ records: [], problems: [], shared: {
        entries: times.map((at, index) => ({ position: index + 1, fields: { at: `2026-01-0${at}` } })) } });
      return [pack(1, 1, 2), pack(1, 3, 2)].map((each) => { checkTimes(each); return each.problems; });
    })()"""
    assert browser.open(at, script=checked) == [[], ["The time of E-3 lies before that of an entry before it."]]


@pytest.mark.parametrize(
    ("signed", "said"),
    [
        ([(True, 9), (True, 9)], "is met up to E-9."), ([(True, 9), (True, 5)], "is met up to E-5."),
        ([(True, 9), (None, 9)], "Whether the ledger's own policy is met cannot be told in this browser."),
        ([(True, 9)], "is not met by the countersignatures here."),
    ],
)  # fmt: skip
def test_policy(browser: Browser, page: str, at: Path, signed: list[tuple[bool | None, int]], said: str) -> None:
    """Two of two have to countersign, whichever note they did it in; who signed more entries signed the first too."""
    at.write_text(page, "utf-8")
    script = """(() => {
      const groups = new Map([["both", { least: "all", members: ["0", "1"] }]]);
      const notes = %s.map(([signed, size], at) => ({ size, by: [{ witness: { called: String(at) }, signed }] }));
      return metWords({ policy: { groups, quorum: "both" }, notes, stated: true });
    })()"""
    assert browser.open(at, script=script % json.dumps(signed)).endswith(said)


def test_keys_enrolled_by_a_revoked_one(browser: Browser, page: str, at: Path) -> None:
    """What a revoked key enrolled after it stopped counting proves nothing, nor what that enrolled in turn."""
    at.write_text(page, "utf-8")
    script = """(() => {
      const key = (counts, by) => ({ counts, revoked: counts === Infinity ? null : 9, by });
      const keys = new Map([["d", key(Infinity, { key: "c", end: 8 })], ["a", key(4, null)],
        ["b", key(Infinity, { key: "a", end: 4 })], ["c", key(Infinity, { key: "a", end: 5 })]]);
      spread(keys);
      return [...keys].map(([name, { counts, revoked }]) => [name, counts === Infinity ? "all" : counts, revoked]);
    })()"""
    assert browser.open(at, script=script) == [["d", 0, 9], ["a", 4, 9], ["b", "all", None], ["c", 0, 9]]
