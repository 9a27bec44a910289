"""The contract of a store under the write door: what is recorded through ``Ledger`` on it."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.application import Application
from eventsourcing.persistence import StoredEvent

from ledger.draft import Draft
from ledger.errors import IntegrityBroken, Refusal, StoreUnavailable, UnknownReference
from tests.contracts.backend import Backend
from tests.ledger.plans import noting, raising

#: Variables that the eventsourcing library would obey, each with a value that would change what is stored.
HOSTILE = {
    "AGGREGATE_CACHE_MAXSIZE": "100",
    "APPLICATION_RECORDER_TOPIC": "eventsourcing.popo:POPOApplicationRecorder",
    "CIPHER_KEY": "MDEyMzQ1Njc4OWFiY2RlZg==",
    "CIPHER_TOPIC": "eventsourcing.cipher:AESCipher",
    "COMPRESSOR_TOPIC": "zlib",
    "FACTORY_TOPIC": "eventsourcing.popo:POPOFactory",
    "INFRASTRUCTURE_FACTORY": "eventsourcing.popo:Factory",
    "IS_SNAPSHOTTING_ENABLED": "y",
    "LEDGER_COMPRESSOR_TOPIC": "zlib",
    "LEDGER_PERSISTENCE_MODULE": "eventsourcing.popo",
    "MAPPER_TOPIC": "eventsourcing.persistence:Mapper",
    "ORIGINATOR_ID_TYPE": "uuid",
    "PERSISTENCE_MODULE": "eventsourcing.popo",
    "SQLITE_DBNAME": ":memory:",
    "TRANSCODER_TOPIC": "eventsourcing.persistence:JSONTranscoder",
}


class DoorContract(Backend):
    """What recordings come to on this backend."""

    # Numbers.

    def test_references_are_minted_without_gaps(self) -> None:
        """A refused recording and one that was only tried use no number up."""
        ledger = self.ledger()
        assert ledger.record(raising).references == ["AFI-1"]

        def refused(draft: Draft) -> None:
            raising(draft)
            draft.get("AFI-7")

        with pytest.raises(UnknownReference):
            ledger.record(refused)
        assert ledger.record(raising, dry_run=True).references == ["AFI-2"]
        assert ledger.record(lambda draft: [raising(draft) for _ in range(3)]).references == ["AFI-2", "AFI-3", "AFI-4"]
        assert ledger.record(raising).references == ["AFI-5"]
        assert self.log().minted()["AFI"] == 5

    # Failed, but persisted.

    def test_an_answer_lost_after_commit_is_settled_by_repeating(self) -> None:
        """An error after COMMIT is no proof that nothing was recorded; the same command id gives the first receipt."""
        ledger, command = self.ledger(), "5" * 32
        with self.answer_lost(), pytest.raises(StoreUnavailable):
            ledger.record(raising, command=command)
        recorded = self.contents()
        receipt = ledger.record(raising, command=command)
        assert receipt.repeated and receipt.references == ["AFI-1"] and receipt.command == command
        assert receipt.size == self.log().size() and receipt.root == self.log().root(receipt.size)
        assert self.contents() == recorded, "repeating recorded something"
        assert ledger.record(raising).references == ["AFI-2"]

    # The library, and what it is not allowed.

    def test_the_library_does_the_recording(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Records are loaded by the library's repository, through our mapper, and saved by its recorder."""
        ledger, used = self.ledger(), set()
        ledger.record(raising)

        def spy(owner: Any, name: str) -> None:
            original: Callable[..., Any] = getattr(owner, name)

            def call(*args: Any, **kwargs: Any) -> Any:
                used.add(name)
                return original(*args, **kwargs)

            monkeypatch.setattr(owner, name, call)

        assert isinstance(ledger, Application)
        spy(ledger.repository, "get")
        spy(ledger.mapper, "to_domain_event")
        spy(ledger.mapper, "to_stored_event")
        spy(ledger.recorder, "select_events")
        spy(ledger.recorder, "insert_events")
        ledger.record(noting())
        assert used == {"get", "to_domain_event", "to_stored_event", "select_events", "insert_events"}

    def test_the_library_reads_what_was_recorded(self) -> None:
        """Its notification log is the log: the same entries at the same positions."""
        ledger = self.ledger()
        ledger.record(raising)
        rows = self.log().rows()
        noticed = ledger.recorder.select_notifications(start=1, limit=100)
        assert [(n.id, n.originator_id, n.topic, n.state) for n in noticed] == [
            (row.position, row.stream, row.type, row.stored) for row in rows
        ]

    @pytest.mark.parametrize("name", HOSTILE)
    def test_the_environment_changes_no_stored_byte(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """A variable in a shell does not change where or how anything is stored."""
        self._fill("plain")
        monkeypatch.setenv(name, HOSTILE[name])
        monkeypatch.setenv("AFI_HOME", str(self.folder / "elsewhere"))  # it remembers the other one
        self._fill("hostile")
        assert self.contents("hostile") == self.contents("plain")
        assert len(self.contents("plain")["entry"]) == 13

    def _fill(self, name: str) -> None:
        ledger = self.ledger(name)
        ledger.record(raising)
        ledger.record(noting())

    @pytest.mark.parametrize(
        ("kind", "refusal"),
        [
            ("planted.recorded", StoreUnavailable),  # in form, so it may be a newer program's
            ("os.system", StoreUnavailable),
            ("planted:Event", IntegrityBroken),
            ("tests.x:Y", IntegrityBroken),
        ],
    )
    def test_a_stored_type_imports_nothing(
        self, kind: str, refusal: type[Refusal], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A type name in a crafted ledger, in an entry or in its column, never names a module to run."""
        Path(tmp_path, "planted.py").write_text("Event = recorded = None")
        monkeypatch.syspath_prepend(tmp_path)
        ledger = self.ledger()
        ledger.record(raising)
        [*_, last] = self.log().rows()
        crafted = last.stored.replace(b'"improvement.raised"', f'"{kind}"'.encode()).replace(b'n":1}', b'n":2}')
        ledger.recorder.insert_events([StoredEvent("AFI-1", 2, kind, crafted)])
        with pytest.raises(refusal):
            ledger.record(noting())
        assert not {"planted", "tests.x"} & set(sys.modules)
