"""Files of N-Quads for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fazhi.disk.files import write_text


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write a file of these lines in the place of the one that is there, as a build does."""
    write_text(path, "".join(f"{line}\n" for line in lines))
