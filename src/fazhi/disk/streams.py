"""Paths that lead to an open stream of this process: `/dev/stdout`, `/dev/fd/63`, and links to them.

Such a path is no place for a file. What the shell has opened is written to where it stands, after what is there already
(`>> file`, a pipe, `>(command)`); it is never looked up and opened anew, still less replaced.

>>> stream_of(Path("/dev/stdout")), stream_of(Path("/dev/fd/7")), stream_of(Path("graph.nq"))
(1, 7, None)
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

STDOUT = Path("/dev/stdout")
"""Standard output as a path, on every system."""

_STREAMS = {"stdin": 0, "stdout": 1, "stderr": 2}
_SPELLED = re.compile(r"/dev/(stdin|stdout|stderr)|/(?:dev|proc/self|proc/thread-self)/fd/(\d+)")
_LINKS = 40  # that are followed, as systems do


def stream_of(path: Path) -> int | None:
    """The number of the open stream that a path leads to, or None where it leads to a file or nowhere."""
    place = path
    for _ in range(_LINKS):
        if found := _SPELLED.fullmatch(place.as_posix()):
            return _STREAMS[found[1]] if found[1] else int(found[2])
        try:
            place = place.parent / place.readlink()
        except OSError:  # no link
            return None
    return None


def is_stdout(path: Path) -> bool:
    """Whether a path leads to standard output, on which nothing else may be said then."""
    return stream_of(path) == 1


@contextmanager
def written(number: int) -> Iterator[BinaryIO]:
    """An open stream to write bytes to, which stays open. Raises OSError, BrokenPipeError where its reader went away."""
    own = {1: sys.stdout, 2: sys.stderr}.get(number)
    buffer = getattr(own, "buffer", None)
    if own is None or buffer is None:  # a stream that the shell has opened, or output that stands in for ours
        with os.fdopen(os.dup(number), "wb") as file:
            yield cast(BinaryIO, _Onward(file))
        return
    own.flush()  # what was said before comes first
    yield cast(BinaryIO, _Onward(buffer))
    buffer.flush()


class _Onward(io.BufferedIOBase):
    """A file that only goes on: what stands before in the stream is not ours, so that no place in it can be told or gone to."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def writable(self) -> bool:
        """That it is written to."""
        return True

    def write(self, data: Any) -> int:
        """Write bytes. Raises OSError."""
        written: int = self._file.write(data)
        return written
