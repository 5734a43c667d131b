"""A small corpus of one invented body in two years, under two names."""

from pathlib import Path

import pytest

from fazhi.pipeline import build_lines

REPORTS = Path(__file__).with_name("reports")


@pytest.fixture(scope="session")
def lines() -> list[str]:
    return list(build_lines([REPORTS]).lines)
