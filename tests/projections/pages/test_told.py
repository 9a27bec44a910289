"""What a pack says in the program's words holds nothing that the pack does not."""

from collections.abc import Iterator

import pytest

from ledger.recording import Ledger
from projections.pages.html import html
from projections.pages.pack import Pack
from projections.pages.told import WITHHELD, readings
from tests.making import make_ledger
from tests.projections.pages.packing import pack_of
from tests.projections.pages.story import RECORDS, embargo, tell


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The story, and what is under embargo."""
    folder = tmp_path_factory.mktemp("told")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AFI_HOME", str(folder / "home"))
        with make_ledger(folder) as made:
            tell(made)
            embargo(made)
            yield made


def field(pack: Pack, ref: str, name: str) -> str | None:
    """What a field of a record says."""
    fields = {each: words for each, _, words in readings(pack)[ref]["fields"]}
    return fields.get(name)


def test_as_the_ledger_shows_it(told: Ledger) -> None:
    """Fields and sentences are those of `afi show`, as of the entry of the pack."""
    now, then = pack_of(told, RECORDS), pack_of(told, RECORDS, as_of=21)
    assert field(now, "AFI-1", "status") == "closed"
    assert field(then, "AFI-1", "status") == "in progress"
    assert field(now, "AFI-1", "owner") == "Deputy Chief Constable (POST-1)"
    assert readings(now)["AFI-1"]["sentences"]["E-21"] == "Progress note: “Dip sample at 92%”"
    assert "E-22" not in readings(then)["AFI-1"]["sentences"]


def test_withheld(told: Ledger) -> None:
    """A text that is withheld stands nowhere: not as a field, not in a later sentence, not in the file at all."""
    pack = pack_of(told, RECORDS, withheld=[15, 28])
    page = html(pack).decode()
    assert "Attend prompt calls" not in page and "Half are told" not in page and "A third are told" in page
    assert field(pack, "AFI-1", "text") == WITHHELD
    assert "[withheld]" in readings(pack)["AFI-1"]["sentences"]["E-15"]


def test_embargo(told: Ledger) -> None:
    """What is under embargo stands nowhere, and how a record stands of which an entry is, is not told."""
    pack = pack_of(told, [*RECORDS, "AFI-4"])
    page = html(pack).decode()
    for text in ("Secret so far", "Unheard of", "Not to be known", '"AFI-4"'):
        assert text not in page
    assert readings(pack)["AFI-2"]["fields"] == [] and readings(pack)["AFI-2"]["sentences"]


def test_names_only(told: Ledger) -> None:
    """Of what only gives a name to something no other text is in the pack."""
    page = html(pack_of(told, ["AFI-1"])).decode()
    assert "Ann Keeper" in page and "A letter of March" in page
    for text in ("Gold Group", "letter.pdf", "vulnerable\\u0022", "They are told by text"):
        assert text not in page
