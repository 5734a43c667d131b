"""Runs over many files: what cannot be read is told and the rest is built; children are replaced, what is interrupted goes on."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import making
import pytest
from making import KNOWN

from fazhi.documents import Input, ReadOptions, read_file
from fazhi.errors import NotAReport
from fazhi.facts import involvement
from fazhi.facts.involvement import department
from fazhi.model import EntityKind, Evidence
from fazhi.pipeline import build_lines
from fazhi.pipeline.tasks import Task, read_task
from fazhi.vocabulary import BASE
from fazhi.workers import Ended, Limits, run_all
from fazhi.workers.child import dismiss

DOCX = making.docx(KNOWN)
HTML = making.html(KNOWN).encode()


def test_a_folder_of_everything(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "loop").symlink_to(folder)
    (folder / "itself.txt").symlink_to("itself.txt")
    (folder / "good.docx").write_bytes(DOCX)
    (folder / "copy.html").write_bytes(HTML)
    (folder / "more.zip").write_bytes(
        making.zipped({"x/old.txt": KNOWN.replace("2023年", "2022年").encode("gbk"), "../a.txt": b"x"})
    )
    (folder / "news.txt").write_text("关于东岭区法治政府建设报告的政策解读\n" + KNOWN, "utf-8")
    (folder / "odd\n<script>.txt").write_text(KNOWN.replace("2023年", "2021年"), "utf-8")
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    os.mkfifo(folder / "pipe.txt")
    cache = tmp_path / "cache"
    built = build_lines([folder], cache=cache, limits=Limits(seconds=60))
    status = {r.source: r.status for r in built.records}
    assert status["good.docx"] == "duplicate" or status["copy.html"] == "duplicate"
    assert status["more.zip/x/old.txt"] == status["odd\n<script>.txt"] == "built"
    assert status["news.txt"] == "skipped"
    assert status["bad.pdf"] == "failed"
    told = "\n".join(built.failures)
    for words in ("leads out", "another kind of text", "pipe.txt", "link to a folder", "itself.txt: not read"):
        assert words in told, words
    assert "\n<script>" not in "".join(built.notices)
    assert str(tmp_path) not in "".join(built.lines)
    again = build_lines([folder], cache=cache)
    assert list(again.lines) == list(built.lines)
    assert all(r.unchanged for r in again.records if r.status in ("built", "duplicate"))
    (folder / "odd\n<script>.txt").unlink()
    assert len(build_lines([folder], cache=cache).summaries) == len(built.summaries) - 1


def test_a_fault_in_one_room_leaves_out_one_report_and_names_the_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def rule(places: Any, evidence: Evidence) -> Any:
        if "东岭区" in places.reading:
            raise KeyError("垄沟")
        return department(places, evidence)

    monkeypatch.setitem(involvement._RULES, EntityKind.DEPARTMENT, rule)
    outcomes = []
    for name, text in (("bad.txt", KNOWN), ("good.txt", KNOWN.replace("东岭区", "西坡区"))):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        outcomes.append(read_task(Task(Input(path, name), BASE, ReadOptions(), None, str(tmp_path), f"in/{name}")))
    bad, good = (outcome.record for outcome in outcomes)
    assert (bad.status, good.status) == ("failed", "built")
    for words in ("in/bad.txt: not built", "KeyError in facts/involvement.py, line ", "垄沟", "please report it"):
        assert words in bad.reason


def test_force_builds_what_is_no_report(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text("关于东岭区2023年法治政府建设报告的政策解读\n" + KNOWN, "utf-8")
    with pytest.raises(NotAReport):
        read_file(path, identifier="a", source="a.txt")
    assert build_lines([path], options=ReadOptions(force=True)).summaries


def test_a_page_of_nothing_but_navigation_is_named_also_by_force(tmp_path: Path) -> None:
    path = tmp_path / "nothing.txt"
    path.write_text("您现在的位置：首页 > 政务公开 > 法治政府建设\n打印 关闭\n", "utf-8")
    with pytest.raises(NotAReport, match=r"nothing\.txt: no text but navigation"):
        read_file(path, identifier="a", source="a.txt", options=ReadOptions(force=True))


def test_a_child_that_hangs_or_dies_is_replaced() -> None:
    started = time.monotonic()
    found = dict(run_all("time:sleep", [60, 0], jobs=1, limits=Limits(seconds=2)))
    assert isinstance(found[0], Ended)
    assert "2 seconds" in found[0].reason
    assert found[1] is None
    assert time.monotonic() - started < 20
    (dead,) = run_all("os:_exit", [3], jobs=1)
    assert "died" in dead[1].reason
    (full,) = run_all("builtins:bytearray", [8 << 30], jobs=1, limits=Limits(megabytes=1024))
    assert "memory" in full[1].reason


def test_a_child_waits_for_the_next_call_of_its_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def worker(limits: Limits | None = None) -> object:
        ((_, found),) = run_all("os:getpgid", [0], jobs=1, limits=limits)
        return found

    def folder() -> object:
        ((_, found),) = run_all("os:readlink", ["/proc/self/cwd"], jobs=1)
        return found

    first = worker()
    assert worker() == first
    assert worker(Limits(seconds=7)) != first
    waiting = worker(Limits(seconds=8)), folder()
    monkeypatch.chdir(tmp_path)
    assert (worker(Limits(seconds=8)), folder()) == (waiting[0], str(tmp_path))  # it works in the folder of the call
    monkeypatch.setenv("FAZHI", "changed")
    assert worker(Limits(seconds=8)) != waiting[0]
    list(run_all("time:sleep", [60], jobs=1, limits=Limits(seconds=1)))  # what was ended waits for nothing
    assert list(run_all("time:sleep", [0], jobs=1, limits=Limits(seconds=1))) == [(0, None)]
    dismiss()
    assert worker() != first


def test_a_file_that_another_process_writes_to_is_refused_and_the_run_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(KNOWN, "utf-8")
    growing = folder / "growing.txt"
    growing.write_bytes((KNOWN.replace("2023年", "2022年") + "\n").encode() * 4000)
    code = "import sys\nwith open(sys.argv[1], 'ab', 0) as file:\n    while True: file.write(b'x'); sys.stdout.flush()"
    writer = subprocess.Popen([sys.executable, "-c", code, growing])
    try:
        size = growing.stat().st_size
        while growing.stat().st_size == size:
            time.sleep(0.01)
        for _ in range(10):  # on a busy machine the writer may rest while the file is read
            built = build_lines([folder])
            if any("changed" in reason for reason in built.failures):
                break
    finally:
        writer.kill()
        writer.wait()
    assert {r.source: r.status for r in built.records} == {"good.txt": "built", "growing.txt": "failed"}
    assert any("growing.txt: the file changed while it was read" in reason for reason in built.failures)


def test_an_interrupted_build_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for year in range(2001, 2013):
        (folder / f"{year}.txt").write_text(KNOWN.replace("2023年", f"{year}年"), "utf-8")
    cache = tmp_path / "cache"

    def stop(done: int, total: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_lines([folder], cache=cache, progress=stop)
    built = build_lines([folder], cache=cache)
    assert sum(r.unchanged for r in built.records) >= 5
    assert sum(r.status == "built" for r in built.records) == 12
    (folder / "2001.txt").write_text(KNOWN.replace("2023年", "2001年").replace("46个部门", "47个部门"), "utf-8")
    again = build_lines([folder], cache=cache, jobs=2)
    assert [r.source for r in again.records if not r.unchanged] == ["2001.txt"]


def test_watch_builds_again_on_change(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(KNOWN, "utf-8")
    command = [
        sys.executable,
        "-c",
        "from fazhi.cli import main; main()",
        "build",
        tmp_path / "in",
        "--out",
        tmp_path / "out",
        "--watch",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    told = tmp_path / "out" / "build.json"

    def wait_for(count: int) -> bool:
        for _ in range(120):
            if told.exists() and json.loads(told.read_text("utf-8"))["inputs"]["built"] == count:
                return True
            time.sleep(0.25)
        return False

    try:
        assert wait_for(1)
        (tmp_path / "in" / "b.txt").write_text(KNOWN.replace("2023年", "2022年"), "utf-8")
        assert wait_for(2)
        (tmp_path / "in" / "a.txt").unlink()
        assert wait_for(1)
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130


def test_metadata_stands_in_the_graph_and_no_path_of_this_machine(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(
        HTML.replace(b"<title>", b'<link rel="canonical" href="https://example.org/x.html"><title>')
    )
    text = "\n".join(build_lines([tmp_path]).lines)
    assert '/issued> "2024-01-18"^^<http://www.w3.org/2001/XMLSchema#date>' in text
    assert "wasDerivedFrom> <https://example.org/x.html>" in text
    assert "东政报〔2024〕3号" in text
    assert '#indexNumber> "0123-2024-00017"' in text
    assert str(tmp_path) not in text
