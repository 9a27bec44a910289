"""The eventsourcing library's own test case for application recorders, passed by ours."""

import tempfile
import threading
from pathlib import Path
from uuid import uuid4

from eventsourcing.tests import persistence as library

from ledger.stores import file
from ledger.stores.sqlite import LedgerDatastore, LedgerRecorder


class TestLedgerRecorder(library.ApplicationRecorderTestCase[LedgerRecorder]):
    """Everything that the library expects of a recorder, with entries as opaque bytes."""

    def setUp(self) -> None:
        """A new ledger file for each test."""
        self.others = set(threading.enumerate())
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name, "afi.ledger")
        file.create(self.path)

    def tearDown(self) -> None:
        """Closes what the test opened before its folder goes; a case may leave threads that still read."""
        for thread in set(threading.enumerate()) - self.others:
            thread.join()
        self.datastore.close()
        self.folder.cleanup()

    def new_originator_id(self) -> str:
        """Streams are named by text here."""
        return str(uuid4())

    def create_recorder(self) -> LedgerRecorder:
        """A recorder that seals with a stand-in for a signature: the library's case knows no keys."""
        self.datastore = LedgerDatastore(self.path)
        return LedgerRecorder(self.datastore, lambda size, root: (b"k" * 32, b"s" * 64))
