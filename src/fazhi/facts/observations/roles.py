"""What the part of the report is for in which a character stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from fazhi.model import Part, Role


class Roles:
    """The role at a position: that of the innermost part there, OTHER outside of all parts."""

    def __init__(self, parts: Sequence[Part]) -> None:
        changes = list(_changes(parts, Role.OTHER))
        self._starts = [start for start, _ in changes]
        self._roles = [role for _, role in changes]

    def at(self, position: int) -> Role:
        """The role at `position`."""
        index = bisect_right(self._starts, position) - 1
        return self._roles[index] if index >= 0 else Role.OTHER


def _changes(parts: Sequence[Part], outside: Role) -> Iterator[tuple[int, Role]]:
    """Where roles begin, in order of the text."""
    for part in parts:
        yield part.start, part.role
        yield from _changes(part.parts, part.role)
        yield part.end, outside
