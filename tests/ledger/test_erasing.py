"""Erasing under the door: what a recording takes from the vault, what readers are shown, and what is kept of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ledger import erasing, keyring
from ledger.draft import Draft
from ledger.errors import IntegrityBroken, KeyRefused, RuleBroken, StoreUnavailable
from ledger.events import Prose
from ledger.events.text import ErasedText, TextErased
from ledger.proofs.audit import audit
from ledger.recording import Ledger, Plan
from ledger.stores import vault
from ledger.stores.evidence import open_evidence
from ledger.stores.file import connect
from ledger.stores.log import Erased, Log
from ledger.vocabulary import Right
from projections import follow
from projections.views import Views
from tests.ledger.plans import beside, contents, enrol, noting, raising, unchanged
from tests.making import ORIGIN, make_ledger, say

SAID = "PC Zephyrine Quillfeather left the calls unanswered."


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """With AFI-1, and E-13, a note on it that names somebody."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    (tmp_path / "desk").mkdir()
    with make_ledger(tmp_path / "desk") as made:
        made.record(raising)
        made.record(noting(SAID))
        yield made


def text_of(path: Path, position: int = 13, number: int = 0) -> erasing.Text:
    """A text of an entry."""
    with closing(Log.open(path)) as log:
        [row] = log.rows(position - 1, 1)
        return erasing.texts_of(row)[number]


def erased(*texts: erasing.Text, instead: str | None = None) -> Plan:
    """Records that texts are erased."""
    put = Prose(instead) if instead else None
    parts = tuple(ErasedText(text=each.commitment, entry=each.position, instead=put) for each in texts)
    return lambda draft: draft.add(TextErased(texts=parts), say("2019"))


def sound(path: Path) -> bool:
    """Whether the audit finds nothing."""
    with open_evidence(path) as evidence:
        return audit(evidence).sound


# Recorded.


def test_a_recording_takes_the_text_with_it(ledger: Ledger) -> None:
    """The row leaves the vault in the transaction that says so; the entry stays, and everything verifies."""
    text, before = text_of(ledger.path), contents(ledger.path)
    assert text == erasing.Text(13, "AFI-1", "text", text.commitment, False)
    ledger.record(erased(text))
    after = contents(ledger.path)
    assert after["entry"][:13] == before["entry"]
    assert [row for row in before["vault"] if row not in after["vault"]] == [
        row for row in before["vault"] if row[0] == bytes.fromhex(text.commitment)
    ]
    assert sound(ledger.path)


def test_a_recording_that_fails_takes_nothing(ledger: Ledger) -> None:
    """Refused, tried only, or stopped by the disk: the text is there as it was."""
    text = text_of(ledger.path)

    def refused(draft: Draft) -> None:
        erased(text)(draft)
        draft.get("AFI-9")

    with unchanged(ledger.path):
        with pytest.raises(Exception, match="AFI-9"):
            ledger.record(refused)
        assert ledger.record(erased(text), dry_run=True).dry_run
    with closing(connect(ledger.path)) as reader:
        [before] = reader.execute("SELECT count(*) FROM vault").fetchone()
    with closing(sqlite3.connect(ledger.path)) as connection:
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON checkpoint BEGIN SELECT raise(ABORT, 'full'); END")
    with pytest.raises(StoreUnavailable):
        ledger.record(erased(text))
    assert len(contents(ledger.path)["vault"]) == before


def test_a_text_goes_once(ledger: Ledger) -> None:
    """A second erasure of it is refused, and so is naming it twice at once."""
    text = text_of(ledger.path)
    with pytest.raises(RuleBroken, match="named twice"):
        ledger.record(erased(text, text))
    ledger.record(erased(text))
    with unchanged(ledger.path), pytest.raises(RuleBroken, match="erased already"):
        ledger.record(erased(text))


def test_only_with_the_right(ledger: Ledger) -> None:
    """A key that may only record is refused, and takes nothing."""
    key = enrol(ledger, Right.RECORD)
    text = text_of(ledger.path)
    with beside(ledger, key) as other, unchanged(ledger.path), pytest.raises(KeyRefused, match="right to erase"):
        other.record(erased(text))


# Read.


def test_what_the_log_says_of_it(ledger: Ledger) -> None:
    """Which entry erased it, and what stands in its place, though that be erased in turn and replaced again."""
    first = text_of(ledger.path)
    ledger.record(erased(first, instead="An officer left the calls unanswered."))
    second = text_of(ledger.path, 14)
    with closing(Log.open(ledger.path)) as log:
        assert log.erased() == {first.commitment: Erased(14, second.commitment)}
        assert log.instead([first.commitment]) == {first.commitment: b"An officer left the calls unanswered."}
        assert log.texts([first.commitment]) == {} and log.kept([first.commitment]) == set()
    ledger.record(erased(second, instead="Somebody did."))
    third = text_of(ledger.path, 15)
    ledger.record(erased(third))
    with closing(Log.open(ledger.path)) as log:
        assert log.erased()[second.commitment] == Erased(15, third.commitment)
        assert log.instead([first.commitment, second.commitment]) == {}


def test_a_text_that_came_back_is_not_shown(ledger: Ledger) -> None:
    """Somebody put the row back past this program: readers still are not given it, and purging takes it again."""
    text = text_of(ledger.path)
    [row] = [row for row in contents(ledger.path)["vault"] if row[0] == bytes.fromhex(text.commitment)]
    ledger.record(erased(text))
    with closing(connect(ledger.path, write=True)) as connection:
        connection.execute("INSERT INTO vault VALUES (?,?,?)", row)
    with closing(Log.open(ledger.path)) as log:
        assert log.texts([text.commitment]) == {} and log.kept([text.commitment]) == {text.commitment}
        assert (text.commitment, SAID.encode()) in set(log.all_texts(page=3))
    assert not sound(ledger.path)
    ledger.close()
    assert vault.purge(ledger.path, [text.commitment]) and sound(ledger.path)


@pytest.mark.parametrize(
    "data",
    [b"[]", b'{"data":{}}', b'{"data":{"texts":[7]}}', b'{"data":{"texts":[{"text":"a","instead":[]}]}}',
     b'{"data":{"texts":[{"text":"A","instead":{"prose":"B"}},{"text":"B","instead":{"prose":"A"}}]}}'],
)  # fmt: skip
def test_a_log_that_an_enemy_wrote(tmp_path: Path, data: bytes) -> None:
    """What means nothing is passed over, and what goes round in a circle ends."""
    with closing(sqlite3.connect(tmp_path / "x")) as connection:
        connection.execute("CREATE TABLE entry(position, stream, version, type, bytes)")
        connection.execute("CREATE TABLE vault(commitment, salt, content)")
        connection.execute("INSERT INTO entry VALUES (1, 'LEDGER', 1, 'text.erased', ?)", (data,))
        log = Log(connection, tmp_path / "x")
        assert log.erased().keys() <= {"A", "B"}
        if b"prose" not in data:
            assert log.instead(["A"]) == {}


def shown(path: Path, file: Path) -> str:
    """What the read models say of AFI-1's note, brought level."""
    with closing(Log.open(path)) as log, closing(Views.at(str(file))) as views:
        follow.level(log, views)
        assert follow.check(log, views) == []
        return str(views.query("SELECT data FROM happening WHERE position = 13")[0]["data"])


def test_read_models_that_show_it_are_made_again(ledger: Ledger, tmp_path: Path) -> None:
    """Whoever keeps them, and whenever they look next: no byte of the text is left in the file."""
    file = tmp_path / "views"
    assert SAID in shown(ledger.path, file) and b"illfeather" in file.read_bytes()
    ledger.record(erased(text_of(ledger.path)))
    ledger.record(noting("Later."))
    assert shown(ledger.path, file) == '{"text":null}'
    files = [file.read_bytes(), *(each.read_bytes() for each in tmp_path.glob("views-wal"))]
    assert not any(word in content for content in files for word in (b"illfeather", b"ephyrine"))


def test_read_models_that_never_showed_it_go_on(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are taken up once, though the erasure comes pages after the text."""
    ledger.record(erased(text_of(ledger.path), instead="Somebody left them."))
    ledger.record(lambda draft: [noting("Later.")(draft) for _ in range(9)])
    monkeypatch.setattr(follow, "PAGE", 4)
    monkeypatch.setattr(follow, "scrub", lambda _: pytest.fail("made again"))
    assert shown(ledger.path, tmp_path / "views") == '{"text":"Somebody left them."}'


# Gone.


def test_a_reader_is_noticed(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """One in the middle of something, with or without anything in the log; one who only has it open is none."""
    monkeypatch.setattr(vault, "PATIENCE", 0.0)
    with closing(Log.open(ledger.path)) as log:
        log.size()
        before = contents(ledger.path)
        vault.check_unread(ledger.path)
        assert contents(ledger.path) == before
    with closing(connect(ledger.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM entry").fetchone()
        for _ in range(2):
            with pytest.raises(StoreUnavailable, match="nothing was recorded"):
                vault.check_unread(ledger.path)
        assert not vault.purge(ledger.path, [])
        reader.execute("COMMIT")
        assert vault.purge(ledger.path, [])


def test_what_sqlite_leaves_in_gaps_goes_too(ledger: Ledger) -> None:
    """A remnant of a text that was deleted before, as pages that were balanced keep them."""
    text = text_of(ledger.path)
    ledger.close()
    with closing(sqlite3.connect(ledger.path, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("DELETE FROM vault WHERE commitment = ?", (bytes.fromhex(text.commitment),))
    assert list(vault.holding([ledger.path], [SAID.encode()])) == [ledger.path]
    assert vault.purge(ledger.path, [])
    files = [ledger.path, Path(f"{ledger.path}-wal"), ledger.path / "none"]
    assert list(vault.holding(files, [SAID.encode()])) == []


# Said again.


@pytest.mark.parametrize(
    ("said", "gone", "run", "again"),
    [
        ("As Ann Keeper asked", "ann KEEPER", 0, True),
        ("As Anna Keeper asked", "Ann Keeper", 0, False),
        ("As Keeper, Ann asked", "Ann Keeper", 0, False),
        ("Rue de l’Église", "l'eglise", 0, True),
        ("one two three four five six seven eight", "zero one two three four five six seven eight", 8, True),
        ("one two three four five six seven", "zero one two three four five six seven eight", 8, False),
        ("zero one two three four five six seven", "zero one two three four five six seven eight", 0, False),
        ("(see ***)", "***", 8, True),
        ("", "Ann", 8, False),
    ],
)
def test_whether_it_says_it_again(said: str, gone: str, run: int, again: bool) -> None:
    """By words in a row: all of them, or so many as are the text again."""
    assert erasing.repeats(said, gone.encode(), run) is again


# Which texts an entry has.


def test_every_text_has_a_name(ledger: Ledger) -> None:
    """By its part of the entry; what there are several of is numbered, and what proves the ledger is nobody's text."""
    from ledger.events import File
    from ledger.events.policy import PolicyStated

    ledger.record(lambda draft: draft.add(PolicyStated(policy=File(b"log x\n")), say("2019", why="The board wants it")))
    with closing(Log.open(ledger.path)) as log:
        [row] = log.rows(13, 1)
        assert [text.field for text in erasing.texts_of(row)] == ["reason"]
        found = list(erasing.committed(log, {text_of(ledger.path).commitment}))
    assert found == [text_of(ledger.path)]


# Lists.


def test_a_list_of_what_is_gone(ledger: Ledger, tmp_path: Path) -> None:
    """It holds commitments and the origin, and only grows."""
    path, one, two = erasing.own_list(ORIGIN), "1" * 64, "2" * 64
    assert erasing.listed(path, ORIGIN) == set()
    erasing.note(path, ORIGIN, [two])
    erasing.note(path, ORIGIN, [one, two])
    assert path.read_text() == f"afi erased {ORIGIN}\n{one}\n{two}\n" and len(list(path.parent.iterdir())) == 1
    beside_ = erasing.list_beside(tmp_path / "b")
    erasing.note(beside_, ORIGIN, ["3" * 64])
    assert beside_.name == "b.erased" and erasing.known(ORIGIN, tmp_path / "b") == {one, two, "3" * 64}
    assert erasing.known(ORIGIN) == {one, two}


@pytest.mark.parametrize("content", [b"", b"afi erased other.0011223344556677\n", b"\xff", b"afi erased {}\nzz\n"])
def test_a_list_that_is_none(ledger: Ledger, content: bytes) -> None:
    """A list of another ledger, or garbled, is refused: nothing is taken out by it, nor is it written over."""
    path = erasing.own_list(ORIGIN)
    path.parent.mkdir(parents=True)
    path.write_bytes(content.replace(b"{}", ORIGIN.encode()))
    with pytest.raises(IntegrityBroken, match="is not a list"):
        erasing.note(path, ORIGIN, ["1" * 64])
    assert path.read_bytes() == content.replace(b"{}", ORIGIN.encode())


def test_what_is_gone_and_not_recorded(ledger: Ledger) -> None:
    """Known from a list, committed to by an entry, not in the vault, and erased by none."""
    text, other = text_of(ledger.path), text_of(ledger.path, 12)
    with closing(Log.open(ledger.path)) as log:
        asked = {text.commitment, other.commitment, "1" * 64}
        assert erasing.unrecorded(log, asked) == []
        with closing(connect(ledger.path, write=True)) as connection:
            connection.execute("DELETE FROM vault WHERE commitment = ?", (bytes.fromhex(text.commitment),))
        assert erasing.unrecorded(log, asked) == [text]
        with Ledger(ledger.path, keyring.keys(ORIGIN)[0]) as again:
            again.record(erased(text))
        assert erasing.unrecorded(log, asked) == []
