"""How much a single file may ask for, and the one way in which bytes are read from the disk."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from fazhi import workers
from fazhi.errors import InputError

MEGABYTE = 1 << 20
LARGEST_FILE = 256 * MEGABYTE
LARGEST_TEXT = 32 * MEGABYTE  # of plain text and HTML: a report has a thousandth of it
LARGEST_PART = 64 * MEGABYTE  # of one part of a DOCX, when it is unpacked
MOST_PAGES = 2000
MOST_MEMBERS = 20_000  # of an archive, those of archives inside it included
LARGEST_UNPACKED = 2048 * MEGABYTE  # of an archive, the same
DEEPEST = 4  # archives inside archives


class NotNow(InputError):
    """What cannot be read now, and may be another time: a program is missing, or there is no time."""


class OutOfTime(NotNow):
    """There is no time left to read a page to its end."""


PAGES_IN_TIME = 10  # scanned pages for which the time of one document is meant; more get more


class Clock:
    """Whether there is time for one more scanned page, where the work has a limit of time.

    A document has its seconds (`--timeout`). One of many scanned pages gets a tenth of them for each page, up to what
    `fazhi.workers.MOST_TIMES` allows; what does not fit into that is left unread, and told.
    """

    def __init__(self) -> None:
        self._asked = False
        self._longest = 0.0
        self._last: float | None = None

    def has_time_for_page(self, left: int) -> bool:
        """Whether one more page can be read, before it is; `left` are the pages that are left, with this one."""
        if not self._asked:
            workers.ask_for_time(left / PAGES_IN_TIME)
            self._asked = True
        now = time.monotonic()
        if self._last is not None:
            self._longest = max(self._longest, now - self._last)
        self._last = now
        seconds = workers.time_left()
        return seconds is None or seconds > self._longest

    def told(self, unread: Sequence[int]) -> Iterator[str]:
        """What is to be said of pages that were left unread."""
        if unread:
            said = f"page {unread[0]}" if len(unread) == 1 else f"{len(unread)} pages, {unread[0]} to {unread[-1]},"
            yield f"{said} could not be read in the time that is allowed; split the document, or raise --timeout"


def check_time() -> None:
    """Raises OutOfTime where the time that the work of this process has is over."""
    left = workers.time_left()
    if left is not None and left <= 0:
        raise OutOfTime("there is no time left for this page; raise --timeout")


def read_bytes(path: Path, *, most: int = LARGEST_FILE) -> bytes:
    """The bytes of a file, as it was at one moment.

    Raises InputError where it cannot be read, is larger than `most` bytes, is no regular file, or changes meanwhile.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError(f"{path}: this is no regular file (a pipe or a device); save what it gives to a file")
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            data = file.read(most + 1)
            after = os.fstat(file.fileno())
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; check the path and your permission to read it") from error
    if len(data) > most:
        raise too_large(str(path), most)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or (
        before.st_size and before.st_size != len(data)
    ):
        raise InputError(f"{path}: the file changed while it was read; build again when it is complete")
    return data


def too_large(shown: str, most: int) -> InputError:
    """The refusal of a file, by its size."""
    return InputError(
        f"{shown}: larger than {most // MEGABYTE} MB, which no report is; take the report out of it and name that file"
    )
