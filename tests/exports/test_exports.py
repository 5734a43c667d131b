"""exports/ holds what `fazhi build data/reports` writes today, to the byte, and pictures and a page of today's graph."""

import runpy
from pathlib import Path

import pytest

from fazhi.draw import digest_of
from fazhi.export import FORMATS, export, write_all
from fazhi.pipeline import build_lines

TOP = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    write_all(build_lines([TOP / "data" / "reports"]).lines, folder)
    return folder


@pytest.mark.parametrize("name", [row.file for row in FORMATS.values() if row.built])
def test_committed_output_is_fresh(fresh: Path, name: str) -> None:
    stale = f"exports/{name} is stale: run python .ci/exports.py"
    assert (TOP / "exports" / name).read_bytes() == (fresh / name).read_bytes(), stale


def test_the_page_is_fresh(fresh: Path) -> None:
    export((fresh / "graph.nq").read_text("utf-8").split("\n")[:-1], fresh / "graph.html", format="html")
    assert (TOP / "exports" / "graph.html").read_bytes() == (fresh / "graph.html").read_bytes(), "run python .ci/exports.py"


def test_the_pictures_show_what_the_graph_says_today(fresh: Path) -> None:
    marks = runpy.run_path(str(TOP / ".ci" / "exports.py"))["marks"]((fresh / "graph.nq").read_text("utf-8").split("\n")[:-1])
    found = {path.name: digest_of(path) for path in (TOP / "exports" / "pictures").glob("*.svg")}
    assert found == marks, "run python .ci/exports.py"


def test_the_repository_stays_small() -> None:
    made = {"store", ".cache", "build.json"}  # by the main job, and not kept
    files = [path for path in (TOP / "exports").rglob("*") if path.is_file() and not made & set(path.parts)]
    assert sum(path.stat().st_size for path in files) < 5_000_000


def test_the_report_is_the_one_that_was_given() -> None:
    given, scored = (TOP / "data" / place / "tanggu-street-2023.txt" for place in ("reports", "benchmark/reports"))
    assert given.read_bytes() == scored.read_bytes()
