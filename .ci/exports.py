"""Make all that exports/ holds again from data/reports: the graph, the page to share, and the pictures of the README.

    python .ci/exports.py

A test fails when something is stale. Pictures need matplotlib and a font with Chinese characters; the screenshot of the
page needs Chromium and its driver, and stays as it is without them.
"""

from __future__ import annotations

import hashlib
import shutil
import struct
import tempfile
import time
import zlib
from pathlib import Path

from fazhi.cli.draw import seen, title_of
from fazhi.draw import draw, mark
from fazhi.export import Graphs, export, write_all
from fazhi.export.words import THEME_COLOURS
from fazhi.pipeline import build_lines

TOP = Path(__file__).resolve().parent.parent
EXPORTS = TOP / "exports"
PICTURES = ("measures", "departments", "themes", "indicators")
SIZE = (1440, 900)


def marks(lines: list[str]) -> dict[str, str]:
    """What fresh pictures have in them, by the names of their files."""
    networks = seen(Graphs.of(lines))
    title = title_of(networks["full"])
    return {f"{name}.svg": mark(networks, name, title=title) for name in PICTURES}


def main() -> None:
    """Write everything."""
    lines = build_lines([TOP / "data" / "reports"]).lines
    write_all(lines, EXPORTS)
    shutil.rmtree(EXPORTS / "store")
    export(lines, EXPORTS / "graph.html", format="html")
    networks = seen(Graphs.of(lines))
    for name in PICTURES:
        draw(networks, name, EXPORTS / "pictures" / f"{name}.svg", title=title_of(networks["full"]), colours=THEME_COLOURS)
    screenshot(EXPORTS / "graph.html", EXPORTS / "pictures" / "page.png")
    for path in sorted(path for path in EXPORTS.rglob("*") if path.is_file()):
        print(f"{path.relative_to(TOP)}  {path.stat().st_size / 1e3:,.0f} kB")


def screenshot(page: Path, path: Path) -> None:
    """A picture of the page with one thing chosen, where a browser is there; nothing where it shows the same page already."""
    digest = f"fazhi-page-{hashlib.sha256(page.read_bytes()).hexdigest()}".encode()
    if path.is_file() and digest in path.read_bytes():
        return
    if not (shutil.which("chromium") and shutil.which("chromedriver")):
        print("no Chromium is here: the screenshot of the page stays as it is")
        return
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    flags += " --disable-component-update --disable-sync --hide-scrollbars --force-device-scale-factor=1"
    flags += " --accept-lang=zh-CN --lang=zh-CN"
    with tempfile.TemporaryDirectory() as profile:
        for flag in [*flags.split(), f"--user-data-dir={profile}", f"--window-size={SIZE[0]},{SIZE[1]}"]:
            options.add_argument(flag)
        browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(shutil.which("chromedriver"))))
        try:
            browser.get(page.as_uri())
            script = "const i = fazhi.data.nodes.findIndex((n) => fazhi.data.types[n.t].name === 'Shortcoming'); fazhi.choose(i)"
            browser.execute_script(script)
            time.sleep(1)
            data = browser.get_screenshot_as_png()
        finally:
            browser.quit()
    chunk = b"tEXt" + b"Description\0" + digest
    marked = data[:33] + struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) + data[33:]
    path.write_bytes(marked)


if __name__ == "__main__":
    main()
