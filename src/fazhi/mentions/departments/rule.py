"""What a rule that finds departments is, and the mentions that it yields."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fazhi.mentions.departments.text import Board
from fazhi.model import Mention, MentionKind

Rule = Callable[[Board], Iterator[Mention]]
"""Takes the board (what earlier rules found is painted over) and yields mentions."""


def mention(start: int, end: int, name: str, rule: str, confidence: float) -> Mention:
    """The mention of a department, found by `rule`."""
    return Mention(MentionKind.DEPARTMENT, start, end, name, f"department:{rule}", confidence)
