"""Processes that are told to end, or that come to a folder where another is at work: real ones, with real signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
TANGGU = TOP / "data" / "reports" / "tanggu-street-2023.txt"
COMMAND = [sys.executable, "-c", "from fazhi.cli import main; main()"]
_LONG = 120  # seconds, however busy the machine


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Thirty reports, so that a build can be met at its work."""
    folder = tmp_path / "in"
    folder.mkdir()
    for year in range(1990, 2020):
        (folder / f"{year}.txt").write_text(TANGGU.read_text("utf-8").replace("2023 年度", f"{year} 年度", 1), "utf-8")
    return folder


def build(what: Path, out: Path, *more: str, before: tuple[str, ...] = (), scratch: Path | None = None) -> subprocess.Popen[str]:
    """Start `fazhi build`, with temporary files in a folder of its own."""
    environment = {**os.environ, **({"TMPDIR": str(scratch)} if scratch else {})}
    command = [*before, *COMMAND, "build", str(what), "--out", str(out), *more]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def is_at_work(out: Path) -> bool:
    """Wait until a build has read some of its reports."""
    late = time.monotonic() + _LONG
    while len(list((out / ".cache").glob("*.quads"))) < 2 and time.monotonic() < late:
        time.sleep(0.02)
    return time.monotonic() < late


def children(process: int) -> list[int]:
    """The processes that a process has started and that run still."""
    told = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False).stdout
    return [int(number) for number in told.split()]


def run_still(processes: list[int]) -> list[int]:
    """Those of some processes that run still, after they were given some time to end."""
    late = time.monotonic() + 10
    while (left := [number for number in processes if Path(f"/proc/{number}").exists()]) and time.monotonic() < late:
        time.sleep(0.05)
    return left


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="the system has no /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_build_that_is_told_to_end_leaves_nothing_behind(number: signal.Signals, reports: Path, tmp_path: Path) -> None:
    (scratch := tmp_path / "scratch").mkdir()
    process = build(reports, tmp_path / "out", "--jobs", "2", scratch=scratch)
    assert is_at_work(tmp_path / "out")
    started = children(process.pid)
    assert started
    process.send_signal(number)
    process.send_signal(number)  # as timeout does: to the process, and to its group
    _, told = process.communicate(timeout=_LONG)
    assert (process.returncode, told) == (128 + number, "fazhi: interrupted; what was there before is unchanged\n")
    assert run_still(started) == []
    assert list(scratch.iterdir()) == []
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".cache"]


@pytest.mark.skipif(not Path("/usr/bin/nohup").exists(), reason="the system has no nohup")
def test_a_build_that_is_to_outlive_its_terminal_does(reports: Path, tmp_path: Path) -> None:
    process = build(reports, tmp_path / "out", "--no-link", before=("/usr/bin/nohup",))
    assert is_at_work(tmp_path / "out")
    process.send_signal(signal.SIGHUP)
    _, told = process.communicate(timeout=_LONG)
    assert process.returncode == 0, told


def test_two_builds_into_one_folder_come_one_after_the_other(reports: Path, tmp_path: Path) -> None:
    """The second must not sweep away what the first is about to put together, nor write between its files."""
    out = tmp_path / "out"
    first = build(reports, out, "--jobs", "1", "--no-link")
    assert is_at_work(out)
    first.send_signal(signal.SIGSTOP)
    try:
        second = build(TANGGU, out)
        assert second.stderr is not None
        waited = second.stderr.readline()
    finally:
        first.send_signal(signal.SIGCONT)
    _, told = first.communicate(timeout=_LONG)
    assert first.returncode == 0, told
    _, told = second.communicate(timeout=_LONG)
    assert second.returncode == 0, told
    assert waited == f"fazhi: {out}: another fazhi is writing to this folder; waiting until it is done\n"
    assert {"graph.nq", "graph.ttl", "build.json", "store"} <= {path.name for path in out.iterdir()}
    assert "tanggu-street-2023" in (out / "graph.nq").read_text("utf-8")
    assert len(list((out / ".cache").glob("*.quads"))) == 1
