"""exports/ holds what `fazhi build data/reports` writes today, to the byte."""

from pathlib import Path

import pytest

from fazhi.export import FORMATS, write_all
from fazhi.pipeline import build_lines

TOP = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    write_all(build_lines([TOP / "data" / "reports"]).lines, folder)
    return folder


@pytest.mark.parametrize("name", [row.file for row in FORMATS.values() if row.built])
def test_committed_output_is_fresh(fresh: Path, name: str) -> None:
    stale = f"exports/{name} is stale: run fazhi build data/reports"
    assert (TOP / "exports" / name).read_bytes() == (fresh / name).read_bytes(), stale


def test_the_report_is_the_one_that_was_given() -> None:
    given, scored = (TOP / "data" / place / "tanggu-street-2023.txt" for place in ("reports", "benchmark/reports"))
    assert given.read_bytes() == scored.read_bytes()
