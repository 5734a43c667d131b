"""Files that are written whole or not at all, and locks that end with the process that holds them.

A result is written to a hidden file beside its place, flushed to the disk, and renamed: whoever looks sees
the old file or the new one, also after a crash. What an interrupted run left behind is swept up by the next.

>>> import tempfile
>>> folder = Path(tempfile.mkdtemp())
>>> write_text(folder / "a.txt", "法治")  # "rule of law"
>>> (folder / "a.txt").read_text("utf-8"), len(list(folder.iterdir()))
('法治', 1)
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import BinaryIO

from fazhi.disk.streams import stream_of, written
from fazhi.errors import OutputError

_SUFFIX = ".partial"
_numbers = count()

_REMEDIES = {
    errno.ENOSPC: "free some space, or give another folder",
    errno.EDQUOT: "free some space, or give another folder",
    errno.EACCES: "change the permissions, or give another folder",
    errno.EPERM: "change the permissions, or give another folder",
    errno.EROFS: "give a folder that can be written to",
    errno.ENOTDIR: "a part of the path is a file; give another path",
    errno.EEXIST: "a part of the path is a file; give another path",
    errno.EISDIR: "this is a folder; give the name of a file",
    errno.ENAMETOOLONG: "give a shorter name",
}


def output_error(path: Path | str, error: OSError) -> OutputError:
    """What the system said about a path that could not be written, as an error of ours: file, reason, remedy."""
    reason = error.strerror or str(error)
    remedy = _REMEDIES.get(error.errno or 0, "give another path, or see what the system says about this one")
    return OutputError(f"{path}: cannot be written: {reason}; {remedy}")


def make_folder(path: Path) -> None:
    """Make a folder and those above it, where they are missing; OutputError where that is impossible."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise output_error(path, error) from error


@contextlib.contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A binary file to write to; it takes its place when the block ends well, and vanishes when it does not.

    Devices and pipes are written to directly, and so are open streams of this process (`streams`), whose own errors are not
    turned into others. Raises OutputError.
    """
    stream = stream_of(path)
    if stream is not None:
        try:
            os.fstat(stream)
        except OSError as error:
            raise output_error(path, error) from error
        with written(stream) as onward:
            yield onward
        return
    path = Path(os.path.realpath(path))
    try:
        if path.exists() and not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
            with path.open("wb") as device:
                yield device
            return
        sweep(path.parent, path.name)
        partial = path.with_name(f".{path.name}.{os.getpid()}-{next(_numbers)}{_SUFFIX}")
        try:
            with partial.open("xb") as file:
                hold(file.fileno(), wait=True)
                if not partial.exists():  # swept up by another process between the last two lines
                    raise OutputError(f"{path}: cannot be written: another process writes it too; try again")
                yield file
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise output_error(path, error) from error


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all."""
    with whole(path) as file:
        file.write(data)


def write_text(path: Path, text: str) -> None:
    """Write a file in UTF-8 with \\\\n as line end on every system, whole or not at all."""
    write_bytes(path, text.encode("utf-8"))


def discard(file: BinaryIO) -> None:
    """Close a temporary file that nobody needs any more; what could not be written to it does not matter."""
    with contextlib.suppress(OSError):
        file.close()


def sweep(folder: Path, name: str) -> None:
    """Remove what interrupted runs left of a file; what a running one is writing is locked, and stays.

    Where the file system has no locks, everything stays.
    """
    for left in folder.glob(f".{_quoted(name)}.*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            with left.open("rb") as file:
                free = hold(file.fileno())
            if free:
                left.unlink()


def _quoted(name: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)


def sync_folder(folder: Path) -> None:
    """Let a rename in a folder reach the disk, where the system knows how to."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


# ------------------------------------------------------------------ locks

if sys.platform == "win32":
    import msvcrt

    def hold(descriptor: int, *, shared: bool = False, wait: bool = False) -> bool:
        """Lock an open file (on Windows always for one holder alone): whether that was possible."""
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    return False
            else:
                return True
else:
    import fcntl

    def hold(descriptor: int, *, shared: bool = False, wait: bool = False) -> bool:
        """Lock an open file, for readers together or for one holder alone: whether that was possible.

        The lock ends when the file is closed, at the latest when the process ends, however it ends.
        """
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS):  # a file system without locks
                return shared or wait
            raise
        return True
