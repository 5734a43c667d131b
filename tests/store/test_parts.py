from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
from nquads_file import write_lines
from sample_facts import sample

from fazhi.errors import StoreError
from fazhi.graph import quads
from fazhi.store.parts import split

LINES = quads(sample())


@pytest.mark.parametrize("parts", [1, 2, 7, 1000])
@pytest.mark.parametrize("name", ["part.nq", "part.nq.gz"])
def test_the_parts_are_the_whole(tmp_path: Path, parts: int, name: str) -> None:
    write_lines(tmp_path / "graph.nq", LINES)
    paths = split(tmp_path / "graph.nq", tmp_path / name, parts)
    assert len(paths) == parts
    assert paths[0].name == name.replace("part", "part-1")
    texts = [gzip.decompress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes() for path in paths]
    assert b"".join(texts) == (tmp_path / "graph.nq").read_bytes()
    if parts <= 7:
        assert max(map(len, texts)) < 1.2 * sum(map(len, texts)) / parts


def test_what_cannot_be_split_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read: No such file"):
        split(tmp_path / "graph.nq", tmp_path / "part.nq", 2)
    write_lines(tmp_path / "graph.nq", LINES)
    with pytest.raises(StoreError, match="one at the least"):
        split(tmp_path / "graph.nq", tmp_path / "part.nq", 0)


def test_parts_of_an_earlier_split_do_not_stay_and_all_else_does(tmp_path: Path) -> None:
    write_lines(tmp_path / "graph.nq", LINES)
    out = tmp_path / "new" / "folder"
    split(tmp_path / "graph.nq", out / "part.nq", 5)
    mine = ("part-6.nq", "part-2023.nq", "part-x.nq", "part-5.nq.gz", "part.nq")
    for name in mine:
        (out / name).write_text("mine")
    split(tmp_path / "graph.nq", out / "part.nq", 2)
    assert {path.name for path in out.iterdir() if path.name[0] != "."} == {"part-1.nq", "part-2.nq", *mine}
    assert b"".join((out / f"part-{number}.nq").read_bytes() for number in (1, 2)) == (tmp_path / "graph.nq").read_bytes()


def test_the_command_writes_the_parts(tmp_path: Path) -> None:
    write_lines(tmp_path / "graph.nq", LINES)
    command = [sys.executable, "-m", "fazhi", "export", "--from", str(tmp_path), "--format", "nq", "--split", "3"]
    done = subprocess.run([*command, "--out", str(tmp_path / "part.nq.gz")], capture_output=True, text=True, check=True)
    paths = [tmp_path / f"part-{number}.nq.gz" for number in (1, 2, 3)]
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == list(map(str, paths))
    assert b"".join(gzip.decompress(path.read_bytes()) for path in paths) == (tmp_path / "graph.nq").read_bytes()
    for more in (["--year", "2023"], ["--view", "measures"], ["--out", "-"], ["--format", "turtle"]):
        refused = subprocess.run([*command, *more], capture_output=True, text=True, check=False)
        assert refused.returncode == 2
        assert "only the whole graph as N-Quads" in refused.stderr
