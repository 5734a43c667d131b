"""`fazhi export` as people call it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fazhi.cli.export import Name, Seen
from fazhi.export import FORMATS
from fazhi.export.views import VIEWS

EXPORTS = Path(__file__).parents[2] / "exports" / "graph.nq"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("exports")
    (made / "graph.nq").write_bytes(EXPORTS.read_bytes())
    return made


def fazhi(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from fazhi.cli import main; main()", "export", *map(str, arguments)]
    environment = {**os.environ, "COLUMNS": "120", "NO_COLOR": "1", "TERM": "dumb"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_names_are_those_of_the_tables() -> None:
    assert {name.value for name in Name} == set(FORMATS)
    assert [seen.value for seen in Seen] == list(VIEWS)


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "hdt"])  # which needs a tool
def test_every_format_beside_the_graph(folder: Path, name: str) -> None:
    done = fazhi("--format", name, "--from", folder)
    assert done.returncode == 0, done.stderr
    written = Path(done.stdout.rsplit(": ", 1)[0])
    assert written.exists()
    assert written.parent == folder


def test_standard_output(folder: Path) -> None:
    done = fazhi("-f", "nq", "--from", folder, "-o", "-")
    assert done.stdout == EXPORTS.read_text("utf-8")
    assert done.stderr == ""


@pytest.mark.parametrize("part", [(), ("--theme", "publicity")])
def test_a_terminal_shows_a_progress_bar(folder: Path, tmp_path: Path, part: tuple[str, ...]) -> None:
    pty = pytest.importorskip("pty", reason="needs a pseudo-terminal, as Unix has it")
    shown, terminal = pty.openpty()
    given = ["--format", "turtle", *part, "--from", str(folder), "--out", str(tmp_path / "graph.ttl")]
    command = [sys.executable, "-c", "from fazhi.cli import main; main()", "export", *given]
    done = subprocess.Popen(command, env={**os.environ, "TERM": "xterm"}, stdout=subprocess.DEVNULL, stderr=terminal)
    os.close(terminal)
    seen = b""
    with contextlib.suppress(OSError):  # the end of what a terminal shows
        while piece := os.read(shown, 4096):
            seen += piece
    os.close(shown)
    assert done.wait() == 0
    assert b"writing turtle" in seen
    assert b"writing turtle, pass 2" in seen  # first it is read, then written in the order of reading
    assert b"100%" in seen


def test_a_part_and_a_view(folder: Path, tmp_path: Path) -> None:
    done = fazhi(
        "-f", "dot", "--view", "measures", "--theme", "publicity", "--year", 2023, "--from", folder, "-o", tmp_path / "a.dot.gz"
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.dot.gz").read_bytes()[:2] == b"\x1f\x8b"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-f", "turtle", "--view", "measures"), "a view is a choice of nodes and edges"),
        (("-f", "gexf", "--report", "nowhere"), "give one of tanggu-street-2023"),
        (("-f", "gexf", "--theme", "parking"), "give one of leadership"),
        (("-f", "word"), "word"),
    ],
)
def test_a_fault_is_told_with_its_remedy(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    done = fazhi(*arguments, "--from", folder)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_keeps_what_others_put_there(folder: Path, tmp_path: Path) -> None:
    """Also decisions of a person, and where the export cannot be carried out."""
    assert fazhi("-f", "csv", "--from", folder, "-o", tmp_path).returncode == 0
    for name in ("links.csv", "Report.csv", "my data.csv"):
        (tmp_path / name).write_text("mine")
    before = {path.name for path in tmp_path.iterdir()}
    done = fazhi("-f", "csv", "--view", "spread", "--from", folder, "-o", tmp_path, "--report", "nowhere")
    assert done.returncode == 2
    assert {path.name for path in tmp_path.iterdir()} == before
    done = fazhi("-f", "csv", "--view", "departments", "--from", folder, "-o", tmp_path)
    assert done.returncode == 0, done.stderr
    gone = before - {path.name for path in tmp_path.iterdir()}
    assert "measures.csv" in gone
    assert not gone & {"links.csv", "Report.csv", "my data.csv"}
