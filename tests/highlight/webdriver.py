"""A browser for tests: Chromium, driven by the W3C WebDriver protocol, with nothing but the standard library."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,1000",
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
MISSING = "chromium and chromedriver are not installed (Debian: apt-get install chromium chromium-driver)"


class Browser:
    """A page that is looked at and acted on; it has no network."""

    def __init__(self, address: str) -> None:
        self._address = address

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._address + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            with error:
                raise AssertionError(f"{method} {path}: {json.load(error)['value']['message']}") from None

    def open(self, path: Path) -> None:
        self.call("POST", "/url", {"url": path.resolve().as_uri()})

    def run(self, script: str, *arguments: Any) -> Any:
        """What a script returns."""
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def element(self, css: str) -> str:
        found: dict[str, str] = self.call("POST", "/element", {"using": "css selector", "value": css})
        return next(iter(found.values()))

    def point_at(self, css: str) -> None:
        """Move the mouse to an element."""
        self._act(css, [])

    def click(self, css: str) -> None:
        self._act(css, [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}])

    def _act(self, css: str, more: list[dict[str, Any]]) -> None:
        self.run("arguments[0].scrollIntoView({block: 'center'})", {"element-6066-11e4-a52e-4f735466cecf": self.element(css)})
        box = self.run(
            f"const r = document.querySelector({json.dumps(css)}).getClientRects()[0]; return [r.left, r.top, r.height]"
        )
        x, y = int(box[0] + 4), int(box[1] + box[2] / 2)
        moves = [{"type": "pointerMove", "duration": 0, "x": 1, "y": 1}, {"type": "pointerMove", "duration": 0, "x": x, "y": y}]
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [*moves, *more]}
        self.call("POST", "/actions", {"actions": [mouse]})

    def press(self, key: str) -> None:
        actions = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self.call("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def screenshot(self, path: Path) -> None:
        import base64

        path.write_bytes(base64.b64decode(self.call("GET", "/screenshot")))

    def messages(self) -> list[str]:
        """What the page has written to the console, errors included."""
        found = self.call("POST", "/se/log", {"type": "browser"})
        return [entry["message"] for entry in found if "favicon" not in entry["message"]]


@contextmanager
def browser() -> Iterator[Browser]:
    """A new browser with an empty profile, which ends with the block."""
    assert CHROMIUM
    assert DRIVER
    with (
        tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as profile,
        subprocess.Popen([DRIVER, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as driver,
    ):
        try:
            assert driver.stdout
            port = next(m[1] for line in driver.stdout if (m := re.search(r"successfully on port (\d+)", line)))
            server = Browser(f"http://127.0.0.1:{port}")
            options = {"binary": CHROMIUM, "args": [*FLAGS, f"--user-data-dir={profile}"]}
            wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
            session = server.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
            found = Browser(f"http://127.0.0.1:{port}/session/{session}")
            yield found
            found.call("DELETE", "")
        finally:
            driver.terminate()
