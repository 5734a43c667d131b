"""The command line in bad company: damaged archives, full disks, missing streams, narrow terminals, odd names."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from inside import inside

TOP = Path(__file__).parents[2]
TANGGU = TOP / "data" / "reports" / "tanggu-street-2023.txt"
COMMAND = [sys.executable, "-c", "from fazhi.cli import main; main()"]


def fazhi(*arguments: str | Path, cwd: Path = TOP, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8", **environment}
    return subprocess.run([*COMMAND, *map(str, arguments)], cwd=cwd, env=given, capture_output=True, text=True, check=False)


def here(*arguments: str | Path, cwd: Path = TOP, **environment: str) -> subprocess.CompletedProcess[str]:
    """The same without a process of its own."""
    return inside(*arguments, cwd=cwd, **environment)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("法治 报告") / "结果 1"  # "rule-of-law reports", "results 1"
    done = fazhi("build", TANGGU, "--out", out)
    assert done.returncode == 0, done.stderr
    assert f"--from {shlex.quote(str(out))}" in done.stdout  # a name with a space can be copied as it is
    return out


def test_a_damaged_archive_stops_nothing(tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"\x01\x02 this is no archive" * 20)
    done = here("build", bad, TANGGU, "--out", tmp_path / "out", "--only", "nq")
    assert done.returncode == 1
    assert "left out: " in done.stderr
    assert "bad.zip: this archive is damaged or encrypted" in done.stderr
    assert (tmp_path / "out" / "graph.nq").stat().st_size > 100_000
    listed = here("manifest", bad, TANGGU)
    assert "塘沽街道" in listed.stdout
    done = here("build", bad, "--out", tmp_path / "other")
    assert done.returncode == 2
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("columns", [60, 80, 99, 100, 120, None])
def test_no_column_of_counts_is_cut(built: Path, columns: int | None, tmp_path: Path) -> None:
    given = {"COLUMNS": str(columns)} if columns else {}
    done = here("build", TANGGU, "--out", built, COLUMNS=given.get("COLUMNS", ""))
    lines = done.stdout.splitlines()
    totals = next(line for line in lines if line.startswith("in all"))
    assert re.findall(r"\d+", totals) == ["13", "12", "41", "45", "15", "3", "3", "3"]
    assert "…" not in "".join(lines[: lines.index(totals)])
    heads = next(line for line in lines if "bodies" in line)
    assert heads.split()[-1] == "causes"


def test_help_is_as_wide_as_the_terminal() -> None:
    lines = [line.strip() for line in fazhi("show", "--help", COLUMNS="100").stdout.splitlines()]
    paragraph = lines[lines.index(next(line for line in lines if line.startswith("The page is one file"))) :]
    assert all(len(line) > 70 for line in paragraph[: paragraph.index("") - 1])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize(
    "arguments", [("query", "reports"), ("show", "tanggu"), ("export", "--format", "nq", "--out", "-"), ("check",)]
)
def test_output_that_cannot_be_written_is_one_line_and_status_3(built: Path, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments, "--from", str(built)], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 3
    assert re.fullmatch(r"fazhi: No space left on device, .*TMPDIR to another folder\n", done.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="streams are closed by a shell of POSIX")
def test_streams_may_be_closed(built: Path) -> None:
    command = " ".join(map(shlex.quote, [*COMMAND, "query", "reports", "--from", str(built)]))
    for closed in (">&-", "<&- >&- 2>&-"):
        assert subprocess.run(["sh", "-c", f"{command} {closed}"], check=False).returncode == 0


def test_what_does_not_exist_is_told_before_anything_is_written(built: Path) -> None:
    done = fazhi("export", "--format", "turtle", "--report", "nobody", "--out", "-", "--from", built)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "'nobody': there is none of this identifier" in done.stderr


def test_signs_of_markup_in_a_report_are_text(tmp_path: Path) -> None:
    text = TANGGU.read_text("utf-8").replace("二、存在的不足", "二、[red]存在的[/x]不足", 1)
    (tmp_path / "report.txt").write_text(text, "utf-8")
    done = here("build", tmp_path / "report.txt", "--out", tmp_path / "out", "--only", "nq", COLUMNS="120")
    assert done.returncode == 0, done.stderr
    assert "[red]存在的[/x]不足" in done.stdout


@pytest.mark.parametrize("out", ["exports", "."])
def test_a_folder_is_built_again_though_the_results_stand_in_it(out: str, tmp_path: Path) -> None:
    shutil.copy(TANGGU, tmp_path)
    for _ in range(2):
        done = here("build", ".", "--out", out, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
    assert here("export", "--format", "gexf", "--from", out, cwd=tmp_path).returncode == 0
    assert here("build", ".", "--out", out, cwd=tmp_path).stderr == ""


def test_a_picture_of_another_kind_is_refused(built: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    done = fazhi("draw", "measures", "--out", tmp_path / "a.jpg", "--from", built)
    assert done.returncode in (2, 3)
    assert "a picture is .svg or .png" in done.stderr
    assert not (tmp_path / "a.jpg").exists()


@pytest.mark.parametrize(
    "arguments",
    [("build", ""), ("build", str(TANGGU), "--out", ""), ("build", str(TANGGU), "-m", " "), ("query", "reports", "--from", "")],
)
def test_an_empty_path_is_not_the_current_folder(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """As from a variable of the shell that is not set: nothing is read, and nothing written."""
    (tmp_path / "report.txt").write_text(TANGGU.read_text("utf-8"), "utf-8")
    done = here(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "an empty path names no file or folder; give one, or . for the folder you are in" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]


def test_many_files_that_are_no_reports_are_told_in_one_line(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.json").write_text("{}")
    shutil.copy(TANGGU, tmp_path)
    done = here("build", tmp_path, "--out", tmp_path / "out")
    assert done.returncode == 1
    told = done.stderr.splitlines()
    assert told[-2:] == [
        f"fazhi: left out: {tmp_path}/00.json and 39 others: not read: .json files are no reports; name it by itself to try",
        "fazhi: left out in all: 40 files; --verbose names each",
    ]
    listed = here("build", tmp_path, "--out", tmp_path / "out", "--verbose").stderr
    assert listed.count("fazhi: left out: ") == 40
