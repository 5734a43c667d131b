"""A line of the reading text, as the modules of the outline hand it on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from fazhi.outline.headings import HeadingRole
from fazhi.outline.signs import Sign


class Kind(Enum):
    """What a line is by itself."""

    TITLE = auto()
    HEADING = auto()  # without a number
    TEXT = auto()
    TABLE = auto()
    CLOSING = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark in place of a number that a heading shares with others: ▲ ★ 【; `rank` is its depth among such headings."""

    sign: str
    rank: int


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the reading text; `told` is the role that an unnumbered heading names.

    `heading_start` and `heading_end` are the offsets of a heading in the text, without its mark.
    """

    kind: Kind
    start: int
    end: int
    text: str
    sign: Sign | None = None
    told: HeadingRole | None = None
    heading_start: int = 0
    heading_end: int = 0
    mark: Mark | None = None
