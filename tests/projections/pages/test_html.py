"""The page of a pack in a real browser: it checks itself, shows what it checked, and turns red where it was altered."""

import random
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from projections.pages.pack import Pack
from tests.projections.pages.chromium import Browser
from tests.projections.pages.packing import allowed, block_of, flipped, repaired, with_block, with_text

Json = dict[str, Any]
#: Whatever the texts hold, a page is made of these and of nothing else.
ELEMENTS = set(
    "a bdi br caption code dd details div dl dt em h1 h2 h3 h4 h5 header li main nav ol p pre section span strong "
    "summary table tbody td th thead tr ul".split()
)


def put(at: Path, page: str) -> Path:
    """The page in a file."""
    at.write_bytes(page.encode())
    return at


def test_checks_itself(browser: Browser, page: str, pack: Pack, at: Path) -> None:
    """Every record is green, nothing is asked of any network, and nothing is said to the console."""
    seen = browser.open(put(at, page))
    assert seen.verdict.startswith(
        f"✓ Checked. The entries here of {len(pack.chosen.records)} records are as recorded, "
    )
    assert list(seen.records) == list(pack.chosen.records)
    assert set(seen.records.values()) == {"✓ Checked"} and seen.problems == []
    assert (seen.requests, seen.console, seen.dialogs, seen.handlers) == ([], [], [], 0)
    assert set(seen.elements) <= ELEMENTS
    assert seen.title == f"{pack.ref}: pack of records"


def test_says_what_it_is(browser: Browser, page: str, pack: Pack, at: Path) -> None:
    """For whom, as of when, under which checkpoint and first key, what is withheld and what is not claimed."""
    text = browser.open(put(at, page)).text
    for said in (
        "Ms Inspector", f"E-{pack.chosen.as_of}", pack.first_key, f"{pack.size} entries, root", "FICTITIOUS",
        "Compare it with the one printed in the board's minutes", "No text was withheld by decision.",
        "That what was recorded is true or complete.", "That this page itself was not replaced.",
        "Nobody outside has countersigned what can be checked here", "This pack holds no policy of countersignatures.",
        "That no key was revoked", "none is earlier than that of an entry before it",
        "The newest entry of theirs here was recorded on 1 January 2026 (E-32)", "PEEL 2015–2017",
    ):  # fmt: skip
        assert said in text, said


def test_tells_the_story(browser: Browser, page: str, at: Path) -> None:
    """Texts, dates in the source's words, who said and recorded it, files, and the program's sentences beside them."""
    seen = browser.open(put(at, page))
    for said in ("Dip sample at 92%", "“early summer”", "(assumed)", "Deputy Chief Constable (POST-1)", "Ann Keeper"):
        assert said.strip("“”") in seen.whole, said
    assert "As the program reads it: Progress note: “Dip sample at 92%”" in seen.whole
    assert set(seen.files) == {"letter.pdf", "sample.csv"}
    assert "The force reported it complete" in seen.whole and "claimed" not in seen.text.replace("not claimed", "")


def test_fits_a_narrow_window(browser: Browser, page: str, at: Path) -> None:
    """At 320 pixels nothing but a table scrolls sideways (WCAG 2.2, 1.4.10)."""
    width, window = browser.open(put(at, page), width=320).width
    assert width <= window


def test_file(page: str) -> None:
    """One file of ASCII data, one script and one style that the policy names by their hashes, and no address at all."""
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    [script], [style] = (re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL) for tag in ("script", "style"))
    assert policy and policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert policy[1].count("'sha256-") == 2 and "unsafe" not in policy[1] and "trusted-types 'none'" in policy[1]
    assert allowed(page) == page and "eval(" not in script and "innerHTML" not in script and "url(" not in style
    markup = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"<[^>]+\s(?:src|href|on\w+|action|style)\s*=", markup)
    assert "http" not in re.sub(r'http-equiv="', "", page)
    data = re.findall(r'<script type="application/json" id="[A-Za-z0-9-]+">(.*?)</script>', page)
    assert all(block.isascii() and not set(block) & set("<>&") for block in data)
    assert '<html lang="en-GB">' in page and "<noscript>" in page and "needs JavaScript" in page


# Altered.

AFI = "AFI-1"


def _first(kind: str) -> Callable[[Json], str]:
    return lambda block: next(iter(block[kind]))


def _in_entry(what: str, change: Callable[[Any], Any]) -> Callable[[Json], None]:
    def alter(block: Json) -> None:
        entry = block["entries"][_first("entries")(block)]
        entry[what] = change(entry[what])

    return alter


def _in_text(place: int, change: Callable[[str], str]) -> Callable[[Json], None]:
    def alter(block: Json) -> None:
        text = block["texts"][_first("texts")(block)]
        text[place] = change(text[place])

    return alter


def _in_seal(what: str, change: Callable[[Any], Any]) -> Callable[[Json], None]:
    def alter(block: Json) -> None:
        seal = block["seals"][_first("seals")(block)]
        seal[what] = change(seal[what])

    return alter


def _rename(kind: str) -> Callable[[Json], None]:
    def alter(block: Json) -> None:
        key = _first(kind)(block)
        block[kind]["0" * len(key) if len(key) == 64 else "7"] = block[kind].pop(key)

    return alter


#: What the proofs alone find, whatever else was put right again.
PROVED = {
    "a word of an entry": _in_entry("bytes", lambda text: text.replace("area_for", "cause_of", 1)),
    "a character of an entry": _in_entry("bytes", lambda text: flipped(text, 40)),
    "a proof": _in_entry("proof", lambda proof: [proof[-1], *proof[1:]]),
    "the length of a proof": _in_entry("proof", lambda proof: proof[:-1]),
    "a character of a text": _in_text(1, lambda text: text.replace("prompt", "prompl")),
    "a space after a text": _in_text(1, lambda text: text + " "),
    "a salt": _in_text(0, lambda salt: flipped(salt, 5)),
    "capitals of a salt": _in_text(0, str.upper),
    "a commitment": _rename("texts"),
    "the number of an entry": _rename("entries"),
    "a seal's signature": _in_seal("note", lambda note: note[:-20] + ("A" if note[-20] != "A" else "B") + note[-19:]),
    "a seal's root": _in_seal("note", lambda note: note.replace("\n\n", "A\n\n", 1)),
    "a seal's proof": _in_seal("proof", lambda proof: proof[::-1] if proof[::-1] != proof else proof[1:]),
    "a seal that is gone": lambda block: block["seals"].clear(),
    "an entry that is gone": lambda block: block["entries"].pop(list(block["entries"])[2]),
}
#: What only the digest of the block finds: words of the program, which no entry holds.
READ = {
    "a sentence": lambda block: block["reading"]["sentences"].update(
        {key: said.replace("raised", "closed") for key, said in block["reading"]["sentences"].items()}
    ),
    "a field": lambda block: block["reading"]["fields"][5].__setitem__(2, "in progress"),
    "one field less": lambda block: block["reading"]["fields"].pop(),
}


@pytest.mark.parametrize("what", PROVED)
def test_proofs_alone(browser: Browser, page: str, at: Path, what: str) -> None:
    """Whatever is altered of one record turns that one red and no other, though digests and policy were altered to fit.

    What was altered is not shown.
    """
    seen = browser.open(put(at, repaired(with_block(page, AFI, PROVED[what]), AFI)))
    assert seen.altered == [AFI], seen.problems
    assert set(seen.records.values()) == {"✓ Checked", "✗ Altered"}
    assert seen.verdict.startswith("✗ Altered. 1 record of") and AFI in seen.verdict
    assert seen.problems and all(each.startswith("✗ ") for each in seen.problems)
    assert "prompl" not in seen.whole


@pytest.mark.parametrize("what", READ)
def test_what_the_program_reads(browser: Browser, page: str, at: Path, what: str) -> None:
    """What no entry holds turns its record red by the digest of what the file holds, and is not shown."""
    seen = browser.open(put(at, with_block(page, AFI, READ[what])))
    assert seen.altered == [AFI] and "was altered: what the program reads of it is not shown" in seen.problems[0]
    assert "Area for improvement closed" not in seen.whole


@pytest.mark.parametrize("seed", range(5))
def test_any_character(browser: Browser, page: str, at: Path, seed: int) -> None:
    """One character anywhere in what the file holds of a record, of its JSON too."""
    chance = random.Random(seed)
    seen = browser.open(put(at, with_text(page, AFI, lambda text: flipped(text, chance.randrange(len(text))))))
    assert seen.altered == [AFI], seen.problems


def test_file_altered(browser: Browser, page: str, pack: Pack, at: Path) -> None:
    """A file that is not the one which was recorded cannot be saved."""

    def alter(block: Json) -> None:
        file = next(iter(block["files"].values()))
        file[1] = flipped(file[1], 3)

    seen = browser.open(put(at, repaired(with_block(page, "DOC-1", alter), "DOC-1")))
    assert seen.altered == ["DOC-1"] and seen.files == ["sample.csv"]


@pytest.mark.parametrize("reading", [{"fields": 5}, {"fields": [[1, 2, 3]], "sentences": {}}, None, {"fields": []}])
def test_reading_of_another_shape(browser: Browser, page: str, at: Path, reading: object) -> None:
    """It turns its own record red, and no other."""
    seen = browser.open(put(at, repaired(with_block(page, AFI, lambda block: block.update(reading=reading)), AFI)))
    assert seen.altered == [AFI] and "AFI-2" in seen.records, seen.verdict


def test_shared_reading(browser: Browser, page: str, at: Path) -> None:
    """What the program says of keys and names turns the verdict red, which says what it is about."""
    seen = browser.open(put(at, with_block(page, "pack", lambda block: block["reading"]["sentences"].clear())))
    assert "Something else that this file holds of keys and names was altered" in seen.verdict
    assert seen.title.startswith("Altered: PCK-")


def test_exchanged(browser: Browser, page: str, at: Path) -> None:
    """The data of two records, each in the place of the other, and a record that is gone."""
    one, other = '"data-AFI-1"', '"data-AFI-2"'
    exchanged = page.replace(one, '"data-x"').replace(other, one).replace('"data-x"', other)
    assert browser.open(put(at, exchanged)).altered == ["AFI-1", "AFI-2"]
    gone = browser.open(put(at, page.replace(one, '"data-AFI-99"')))
    assert gone.altered == [AFI] and "is missing in this file" in gone.problems[0]


def test_texts_exchanged(browser: Browser, page: str, at: Path) -> None:
    """A text of one entry in the place of another's."""

    def alter(block: Json) -> None:
        texts = block["texts"]
        one, other = list(texts)[:2]
        texts[one], texts[other] = texts[other], texts[one]

    assert browser.open(put(at, repaired(with_block(page, AFI, alter), AFI))).altered == [AFI]


@pytest.mark.parametrize(
    ("what", "alter"),
    [
        ("the checkpoint's signature", lambda block: block.update(checkpoint=flipped(block["checkpoint"], -12))),
        ("the checkpoint's size", lambda block: block.update(checkpoint=block["checkpoint"].replace("\n3", "\n4", 1))),
        ("which pack it is", lambda block: block.update(pack="PCK-9")),
        ("the first key", lambda block: block["entries"]["1"].update(bytes=block["entries"]["1"]["bytes"] + " ")),
        ("the policy", lambda block: block.update(policy="cXVvcnVtIHgK")),
        ("all of it", lambda block: block.clear()),
    ],
)  # fmt: skip
def test_shared_altered(browser: Browser, page: str, at: Path, what: str, alter: Callable[[Json], object]) -> None:
    """What all records hang on: nothing is called checked."""
    seen = browser.open(put(at, with_block(page, "pack", alter)))
    assert seen.verdict.startswith("✗ Altered."), (what, seen.verdict)


def test_without_its_beginning(browser: Browser, page: str, at: Path) -> None:
    """Without E-1 there is no first key to compare."""
    seen = browser.open(put(at, repaired(with_block(page, "pack", lambda block: block["entries"].pop("1")), "pack")))
    assert "E-1, which names the ledger's first key, is not in this file, or was altered." in seen.verdict


def test_recipient(browser: Browser, page: str, at: Path) -> None:
    """For whom it was made is a text of the entry that made it."""
    altered = with_text(page, "pack", lambda text: text.replace("Ms Inspector", "Mr Inspector"))
    seen = browser.open(put(at, repaired(altered, "pack")))
    assert seen.verdict.startswith("✗ Altered.") and "Mr Inspector" not in seen.whole


def test_script_altered(browser: Browser, page: str, at: Path) -> None:
    """The browser does not run it, and the page says that nothing is checked."""
    seen = browser.open(put(at, page.replace("✓ Checked. ${here}", "✓ Checked! ${here}")))
    assert seen.verdict.startswith("Not checked.") and seen.records == {}
    assert "Dip sample" not in seen.text
    assert any("Content Security Policy" in each["entry"]["text"] for each in seen.console)


# Browsers that can less.

_NO_KEYS = "SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('', 'NotSupportedError'));"


def test_no_ed25519(browser: Browser, page: str, at: Path) -> None:
    """A browser without Ed25519 says so plainly, checks the tree all the same, and is not green."""
    seen = browser.open(put(at, page), before=_NO_KEYS)
    assert seen.verdict.startswith("? Checked in part.") and "this browser cannot check signatures" in seen.verdict
    assert set(seen.records.values()) == {"? Checked, but for signatures"}
    assert "This browser cannot check Ed25519 signatures" in seen.text
    altered = browser.open(put(at, with_block(page, AFI, PROVED["a character of a text"])), before=_NO_KEYS)
    assert altered.altered == [AFI] and altered.verdict.startswith("✗ Altered.")


def test_no_web_crypto(browser: Browser, page: str, at: Path) -> None:
    """A browser that can check nothing shows nothing."""
    seen = browser.open(put(at, page), before="Object.defineProperty(globalThis, 'crypto', { value: undefined });")
    assert seen.verdict.startswith("? Not checked.") and seen.records == {} and "Dip sample" not in seen.text


def test_digest(page: str) -> None:
    """Each block's digest in the script is that of the block as the file has it."""
    for name in ("pack", AFI):
        found = re.search(rf'id="data-{name}">(.*?)</script>', page)
        assert found and f'"{name}":"{sha256(found[1].encode()).hexdigest()}"' in page
    assert block_of(page, AFI)["entries"]
