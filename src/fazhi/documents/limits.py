"""How much a single file may ask for, and the one way in which bytes are read from the disk."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from fazhi.errors import InputError

MEGABYTE = 1 << 20
LARGEST_FILE = 256 * MEGABYTE
LARGEST_TEXT = 32 * MEGABYTE  # of plain text and HTML: a report has a thousandth of it
LARGEST_PART = 64 * MEGABYTE  # of one part of a DOCX, when it is unpacked
MOST_PAGES = 2000
MOST_MEMBERS = 20_000  # of an archive, those of archives inside it included
LARGEST_UNPACKED = 2048 * MEGABYTE  # of an archive, the same
DEEPEST = 4  # archives inside archives


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
