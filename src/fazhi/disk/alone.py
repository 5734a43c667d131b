"""Folders that one writes to at a time.

Results are several files that belong together, and of what is kept for the next build what is no longer needed goes: so whoever
writes to a folder of results holds it from the first file to the last, and others wait. The lock is on the folder itself and
leaves no file there (on Windows, where folders have no locks, a hidden one); it ends with its process, however that ends.
"""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from fazhi.disk.files import hold, make_folder, output_error

_LOCK = ".lock"
_NO_LOCKS = (errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS)  # of file systems, on folders
_mine: set[tuple[int, int, int]] = set()  # the folders that a thread of this process holds


@contextmanager
def alone_in(folder: Path, *, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold a folder, which is made where it is missing; where another process or thread has it, wait until it is done.

    `waiting` is called before that. Whoever holds a folder may ask again. One that was made for this and is still empty at the
    end goes again. Where the file system has no locks, nobody waits. Raises OutputError.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp()) / "results"
    >>> with alone_in(folder), alone_in(folder):
    ...     folder.is_dir()
    True
    >>> folder.exists()
    False
    """
    new = not folder.exists()
    descriptor = _held(folder, waiting)
    try:
        stat = os.fstat(descriptor)
        this = stat.st_dev, stat.st_ino, threading.get_ident()
        first = this not in _mine
        _mine.add(this)
        try:
            yield
        finally:
            if first:
                _mine.discard(this)
            if new:
                with suppress(OSError):
                    folder.rmdir()
    finally:
        os.close(descriptor)


def _held(folder: Path, waiting: Callable[[], None] | None) -> int:
    """The locked descriptor of a folder, that of this moment: who had it before may have removed it."""
    while True:
        make_folder(folder)
        try:
            descriptor = os.open(folder, os.O_RDONLY) if os.name == "posix" else os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise output_error(folder, error) from error
        try:
            _lock(descriptor, waiting)
            if os.name != "posix" or os.path.samestat(os.fstat(descriptor), folder.stat()):
                return descriptor
        except FileNotFoundError:
            pass
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _lock(descriptor: int, waiting: Callable[[], None] | None) -> None:
    stat = os.fstat(descriptor)
    if (stat.st_dev, stat.st_ino, threading.get_ident()) in _mine:
        return
    try:
        if not hold(descriptor):
            if waiting is not None:
                waiting()
            hold(descriptor, wait=True)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
