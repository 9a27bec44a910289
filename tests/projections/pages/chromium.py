"""A real Chromium without a network, driven through a pipe by its DevTools protocol: what a page shows and asks for."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
#: No sandbox, as tests may run as root; no network: whatever is no file is asked for at a port that nobody has.
_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-extensions --remote-debugging-pipe --proxy-server=127.0.0.1:9"
).split()
#: Chromium hears at descriptor 3 and speaks at 4.
_START = (
    "import os, sys; ends = [os.dup(os.dup(os.dup(each))) for each in ({}, {})]; "
    "[os.dup2(each, at) for each, at in zip(ends, (3, 4))]; os.execv(sys.argv[1], sys.argv[1:])"
)
#: Long enough for a page of hundreds of records on a busy machine.
_PATIENCE = 60_000
_DONE = (
    "new Promise((done, late) => { const end = Date.now() + %d; (function look() { "
    "if ('done' in document.documentElement.dataset || Date.now() > end) done(); else setTimeout(look, 20); })() })"
)
#: What a reader finds: the verdict, each record's mark, its problems, and all that is shown.
_SEEN = """({
  verdict: document.querySelector('[role=status]').textContent,
  title: document.title,
  text: document.body.innerText,
  whole: document.body.textContent,
  records: Object.fromEntries([...document.querySelectorAll('#records > section')].map(
    (each) => [each.id, each.querySelector('h3 .mark').textContent])),
  problems: [...document.querySelectorAll('.problem')].map((each) => each.textContent),
  elements: [...new Set([...document.querySelectorAll('body *')].map((each) => each.localName))].sort(),
  handlers: [...document.querySelectorAll('*')].filter((each) => [...each.attributes].some(
    ({ name }) => name.startsWith('on') || name === 'style')).length,
  addresses: [...document.querySelectorAll('[href],[src]')].map(
    (each) => each.getAttribute('href') || each.getAttribute('src')),
  files: [...document.querySelectorAll('a[download]')].map((each) => each.download),
  width: [document.documentElement.scrollWidth, document.documentElement.clientWidth],
})"""


class Seen:
    """A page as it was left: what it shows, and what it asked and said meanwhile."""

    def __init__(self, found: dict[str, Any], events: list[dict[str, Any]]) -> None:
        self.verdict: str = found["verdict"]
        self.title: str = found["title"]
        self.text: str = found["text"]
        self.whole: str = found["whole"]
        self.records: dict[str, str] = found["records"]
        self.problems: list[str] = found["problems"]
        self.elements: list[str] = found["elements"]
        self.handlers: int = found["handlers"]
        self.addresses: list[str] = found["addresses"]
        self.files: list[str] = found["files"]
        self.width: list[int] = found["width"]
        stopped = {each["params"]["requestId"] for each in events if each["params"].get("blockedReason") == "csp"}
        asked = (each["params"] for each in events if each["method"] == "Network.requestWillBeSent")
        #: What it asked for beside itself, and was not kept from by its own policy.
        self.requests = [each["request"]["url"] for each in asked if each["requestId"] not in stopped][1:]
        #: What the console was told: errors, and what the Content-Security-Policy stopped.
        self.console = [
            each["params"] for each in events if each["method"] in ("Log.entryAdded", "Runtime.exceptionThrown")
        ]
        self.dialogs = [each for each in events if each["method"] == "Page.javascriptDialogOpening"]

    @property
    def altered(self) -> list[str]:
        """The records that are marked as altered."""
        return [ref for ref, mark in self.records.items() if mark == "✗ Altered"]


class Browser:
    """One running Chromium."""

    def __init__(self, process: "subprocess.Popen[bytes]", to: int, back: int) -> None:
        self._process, self._to, self._back = process, to, back
        self._numbers, self._rest = count(1), b""
        self._events: list[dict[str, Any]] = []
        self._session: str | None = None

    def open(self, path: Path, script: str = _SEEN, width: int = 1280, before: str = "") -> Any:
        """Opens a file, waits until it has checked itself, and tells what is there; or what a script finds there.

        ``before`` is run before anything of the page.
        """
        session = self._tab()
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self._call("Emulation.setDeviceMetricsOverride", size, session)
        added = self._call("Page.addScriptToEvaluateOnNewDocument", {"source": before}, session)
        self._events.clear()
        self._call("Page.navigate", {"url": path.as_uri()}, session)
        self._until("Page.loadEventFired")
        self._value(_DONE % (_PATIENCE if self._value("!!document.querySelector('#verdict')", session) else 0), session)
        found = self._value(script, session)
        self._call("Page.removeScriptToEvaluateOnNewDocument", added, session)
        return Seen(found, list(self._events)) if script == _SEEN else found

    def _tab(self) -> str:
        """The one tab that all pages are opened in."""
        if self._session is None:
            target = self._call("Target.createTarget", {"url": "about:blank"})["targetId"]
            self._session = self._call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
            for domain in ("Page", "Network", "Log", "Runtime"):
                self._call(f"{domain}.enable", {}, self._session)
        return self._session

    def _value(self, script: str, session: str) -> Any:
        asked = {"expression": script, "returnByValue": True, "awaitPromise": True}
        return self._call("Runtime.evaluate", asked, session)["result"].get("value")

    def _call(self, method: str, params: dict[str, Any], session: str | None = None) -> dict[str, Any]:
        number = next(self._numbers)
        said = {"id": number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        os.write(self._to, json.dumps(said).encode() + b"\0")
        while True:
            heard = self._hear()
            if heard.get("id") == number:
                assert "error" not in heard, heard
                return dict(heard["result"])

    def _until(self, method: str) -> None:
        while all(each["method"] != method for each in self._events):
            self._hear()

    def _hear(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            part = os.read(self._back, 1 << 16)
            assert part, "Chromium ended"
            self._rest += part
        message, _, self._rest = self._rest.partition(b"\0")
        heard: dict[str, Any] = json.loads(message)
        if "method" in heard:
            self._events.append(heard)
        return heard


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser with a profile of its own; the test is skipped where there is none."""
    if PROGRAM is None:
        pytest.skip("no Chromium is installed here (Debian: apt-get install chromium)")
    reading, to = os.pipe()
    back, writing = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        start = [sys.executable, "-c", _START.format(reading, writing), PROGRAM, *_FLAGS, f"--user-data-dir={profile}"]
        process = subprocess.Popen(
            start, pass_fds=(reading, writing), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(reading)
        os.close(writing)
        try:
            yield Browser(process, to, back)
        finally:
            process.kill()
            process.wait()
            os.close(to)
            os.close(back)
