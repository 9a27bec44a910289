"""What lies beside the records of a pack: all of it is there, none can be cut, and no more is told than is due."""

import json
from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ledger.events import Prose
from ledger.events.context import ContextStated
from ledger.events.document import DocumentAdded
from projections.pages.folder import folder
from projections.pages.html import html
from projections.pages.pack import Pack
from tests.making import make_ledger, say
from tests.projections.pages import beside
from tests.projections.pages.chromium import Browser, Seen
from tests.projections.pages.packing import block_of, pack_of, repaired, with_block
from tests.projections.pages.story import tell

Json = dict[str, Any]


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pack]:
    """A pack of a ledger with much beside its records; all of AFI-1, a part of AFI-2."""
    place = tmp_path_factory.mktemp("beside")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AFI_HOME", str(place / "home"))
        with make_ledger(place) as ledger:
            beside.tell_beside(ledger)
            yield pack_of(ledger, ["AFI-1", "AFI-2", "GRD-1"], withheld=[28])


@pytest.fixture(scope="module")
def page(rich: Pack) -> str:
    """The same as a page."""
    return html(rich).decode()


def opened(browser: Browser, at: Path, page: str) -> Seen:
    """What a reader of a page sees."""
    at.write_bytes(page.encode())
    seen: Seen = browser.open(at)
    return seen


def altered(browser: Browser, at: Path, page: str, change: Callable[[Json], object]) -> Seen:
    """What they see where somebody changed what all records share, and put digest and policy right again."""
    return opened(browser, at, repaired(with_block(page, "pack", change), "pack"))


# What goes in.


def test_every_entry_of_the_ledger_itself(rich: Pack) -> None:
    """All that is about keys, policies and erasures comes, by its bytes, though not all of its texts."""
    own = [rich.entries[each].fields for each in rich.proving if rich.entries[each].stream == "LEDGER"]
    assert [fields["version"] for fields in own] == list(range(1, len(own) + 1))
    assert {each["type"] for each in own} >= {"key.enrolled", "key.revoked", "policy.stated", "text.erased"}


def test_no_more_than_is_due(rich: Pack, page: str) -> None:
    """Why a key came or went, what was erased elsewhere, and what is under embargo stand in no file."""
    files = folder(rich, page.encode())
    for secret in beside.SECRETS:
        assert not [name for name, content in files.items() if secret.encode() in content], secret
    for said in ("Ms Inspector", "Minute 4", "[an officer] was at 92%", "It names somebody."):
        assert [name for name, content in files.items() if name.startswith("texts/") and said.encode() in content], said


def test_what_is_under_embargo_is_listed(rich: Pack, page: str, browser: Browser, at: Path) -> None:
    """The entry whose texts would be due, were they not under an embargo; the page says so."""
    assert rich.silent == [beside.EMBARGOED]
    assert json.loads(folder(rich, b"")["pack.json"])["embargoed"] == {"records": 0, "entries": 1, "proof": [43]}
    seen = opened(browser, at, page)
    assert (
        "The texts of these entries beside the records are under an embargo, by the program's word: E-43." in seen.text
    )
    assert "[text under embargo]" in seen.whole and "[a text that is no part of this pack]" in seen.whole


def test_the_newest_policy(rich: Pack) -> None:
    """Of two that were stated the later one holds; both are there."""
    assert b"quorum Audit" in rich.policy
    assert sum(text.is_file for key, text in rich.texts_of(rich.shared).items()) == 2


# What the page says.


def test_author_unproven(browser: Browser, at: Path, page: str) -> None:
    """What a key sealed that was revoked for it is never green: not its record, not its entry, not the whole."""
    seen = opened(browser, at, page)
    assert seen.verdict == (
        "? Author unproven. The entries here of 5 records are as recorded, but who recorded 1 entry of this file is "
        "not proved, as the key was revoked."
    )
    assert seen.records["AFI-2"] == "? Author unproven" and seen.records["AFI-1"] == "✓ Checked"
    assert "1 entry: author unproven, as the key was revoked: E-42" in seen.text
    assert "Who recorded it is not proved: the key was revoked by E-45, for all that it sealed after E-41." in seen.text
    assert seen.title.startswith("Not all checked: PCK-1")


def test_a_policy_that_nobody_met(browser: Browser, at: Path, page: str) -> None:
    """A policy is stated, and no countersignature is here."""
    assert "The ledger's own policy is not met by the countersignatures here." in opened(browser, at, page).text


# What somebody took out.


def _texts_of(pack: Pack, position: int) -> list[str]:
    return [each for each in pack.entries[position].texts if each in pack.texts]


def _without(commitment: str) -> Callable[[Json], None]:
    def change(block: Json) -> None:
        for kind in ("texts", "files"):
            block[kind].pop(commitment, None)

    return change


def _with_policy(policy: str) -> Callable[[Json], None]:
    return lambda block: block.update(policy=policy)


@pytest.mark.parametrize(
    ("what", "entry"),
    [("the policy", beside.POLICY), ("an old policy", beside.OLD_POLICY), ("an erasure", beside.ERASED), ("a name", 4)],
)
def test_a_text_that_is_due(rich: Pack, page: str, browser: Browser, at: Path, what: str, entry: int) -> None:
    """Without any of the texts of an entry beside the records that are due, nothing is green."""
    for each in _texts_of(rich, entry):
        seen = altered(browser, at, page, _without(each))
        assert seen.verdict.startswith("✗ Altered.") and f"A text of E-{entry} is missing" in seen.verdict, what


def test_texts_of_the_making(rich: Pack, page: str, browser: Browser, at: Path) -> None:
    """For whom the pack was made, and why texts are withheld."""
    texts = _texts_of(rich, rich.made)
    assert len(texts) == 2
    for each in texts:
        seen = altered(browser, at, page, _without(each))
        assert seen.verdict.startswith("✗ Altered.") and f"A text of E-{rich.made} is missing" in seen.verdict


@pytest.mark.parametrize("entry", [beside.ENROLLED, beside.OLD_POLICY, beside.ERASED, beside.ELSEWHERE])
def test_an_entry_of_the_ledger_itself(page: str, browser: Browser, at: Path, entry: int) -> None:
    """Between two others it is missed."""
    seen = altered(browser, at, page, lambda block: block["entries"].pop(str(entry)))
    assert "Entries about keys, policies, erasures or countersignatures are missing in this file." in seen.verdict


def test_a_policy_from_elsewhere(rich: Pack, page: str, browser: Browser, at: Path) -> None:
    """One that the ledger does not state, or an older one."""
    held = [file[1] for file in block_of(page, "pack")["files"].values()]
    [older] = [each for each in held if b64decode(each) != rich.policy]
    for policy in ("cXVvcnVtIG5vbmUK", older):
        seen = altered(browser, at, page, _with_policy(policy))
        assert "The policy of countersignatures is not the one that the ledger states." in seen.verdict


def test_what_tells_of_nobody_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the ledger itself was told of the national picture comes by its bytes, without the title that it cites."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    with make_ledger(tmp_path) as ledger:
        tell(ledger)
        ledger.record(lambda draft: draft.add(DocumentAdded(kind="report", title=Prose("Elsewhere")), say("2019")))
        beside.own(ledger, ContextStated(text=Prose("Worse everywhere.")), say("2019", src=("DOC-3",)))
        made = pack_of(ledger, ["AFI-1"])
    assert 35 in made.proving and 34 not in made.named
    assert not [text for text in made.texts.values() if text.content in (b"Elsewhere", b"Worse everywhere.")]
