"""The browser that pages are looked at with."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from webdriver import CHROMIUM, DRIVER, MISSING, Browser, browser  # type: ignore[import-not-found]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not (CHROMIUM and DRIVER):
        pytest.skip(MISSING)
    with browser() as found:
        yield found
