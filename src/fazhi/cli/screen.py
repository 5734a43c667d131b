"""Where commands print what is not a file: a terminal as wide as it is, or something else that keeps every column."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

_ELSEWHERE = 120  # columns, where standard output is no terminal


def screen() -> Console:
    """Standard output: as wide as the terminal; elsewhere as `COLUMNS` says, or so wide that no table is cut."""
    from rich.console import Console

    free = sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdigit()
    return Console(highlight=False, width=None if free else _ELSEWHERE)
