from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fazhi.disk.files import make_folder, output_error, whole, write_bytes, write_text
from fazhi.errors import OutputError


@given(st.text())
@settings(deadline=None)  # a disk may be busy
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "text.txt"
    write_text(path, text)
    assert path.read_bytes() == text.encode()


def test_lines_are_ended_the_same_way_everywhere(tmp_path: Path) -> None:
    write_text(tmp_path / "a", "法\n治\n")
    assert (tmp_path / "a").read_bytes() == "法\n治\n".encode()


def write_half(path: Path, error: BaseException) -> None:
    with whole(path) as file:
        file.write(b"half of")
        raise error


def test_an_error_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    write_text(tmp_path / "a", "old")
    with pytest.raises(KeyboardInterrupt):
        write_half(tmp_path / "a", KeyboardInterrupt())
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "old"}


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    write_text(tmp_path / "real", "old")
    (tmp_path / "link").symlink_to("real")
    write_text(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_what_a_killed_run_left_is_swept_up_and_what_a_running_one_writes_stays(tmp_path: Path) -> None:
    (tmp_path / ".a.1-0.partial").write_bytes(b"left")
    (tmp_path / ".another.1-0.partial").write_bytes(b"of another file")
    with whole(tmp_path / "a") as file:
        file.write(b"first")
        write_text(tmp_path / "a", "second")
    assert (tmp_path / "a").read_text() == "first"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".another.1-0.partial", "a"]


def test_a_name_with_signs_of_a_pattern_is_a_name(tmp_path: Path) -> None:
    (tmp_path / ".ab.1-0.partial").write_bytes(b"of ab")
    write_text(tmp_path / "a*", "text")
    assert (tmp_path / ".ab.1-0.partial").exists()


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (lambda folder: (folder / "x").mkdir(), r"x: cannot be written: .*this is a folder"),
        (lambda folder: None, r"missing.x: cannot be written: No such file or directory"),
        (
            lambda folder: (folder / "missing").write_text(""),
            r"missing.x: cannot be written: Not a directory; a part of the path is a file",
        ),
    ],
)
def test_a_message_names_file_reason_and_remedy(tmp_path: Path, prepare: object, message: str) -> None:
    prepare(tmp_path)  # type: ignore[operator]
    with pytest.raises(OutputError, match=message):
        write_text(tmp_path / "x" if (tmp_path / "x").exists() else tmp_path / "missing" / "x", "text")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="file: cannot be written: File exists; a part of the path is a file"):
        make_folder(tmp_path / "file")
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_reported() -> None:
    with pytest.raises(OutputError, match="/dev/full: cannot be written: No space left on device; free some space"):
        write_bytes(Path("/dev/full"), b"text")


def test_a_full_disk_in_the_middle_leaves_the_old_file(tmp_path: Path) -> None:
    write_text(tmp_path / "a", "old")
    with pytest.raises(OutputError, match="No space left"):
        write_half(tmp_path / "a", OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a", "old")]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_without_permission_is_reported(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="Permission denied; change the permissions"):
        write_text(tmp_path / "a", "text")
    tmp_path.chmod(0o700)


def test_an_unusual_reason_is_told_too() -> None:
    assert "something odd" in str(output_error("a", OSError("something odd")))


WRITER = """
import sys
from pathlib import Path
from fazhi.disk.files import write_bytes
while True:
    for char in b"ab":
        write_bytes(Path(sys.argv[1]), bytes([char]) * 3_000_000)
        print(flush=True)
"""


def test_a_crash_at_any_moment_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write_bytes(path, b"c" * 3_000_000)
    for delay in (0.0, 0.002, 0.005, 0.01, 0.013, 0.02):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(delay)
            child.kill()
        data = path.read_bytes()
        assert len(data) == 3_000_000
        assert len(set(data)) == 1
    with suppress(OSError):
        write_bytes(path, b"")
    assert [found.name for found in tmp_path.iterdir()] == ["a"]
