"""The figures of a report and the page that they stand on: its sentences, clauses and brackets, names hidden."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from fazhi.model import Mention, Qualifier

_HIDDEN = re.compile(r"《[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*》|“[^“”。\n]{1,40}”|\([^()。\n]{1,60}\)")
_SENTENCE_END = re.compile(r"[。!?\n]")
_CLAUSE_END = re.compile(r"[,;:。!?(\n]")


@dataclass(slots=True)  # not frozen: made by the thousand
class Figure:
    """A figure in its clause. `start`–`end` is its evidence, `stop` where its last change ends."""

    start: int
    end: int
    stop: int
    clause: int  # where its clause begins, or where the figure before it in this clause stops
    sentence: int  # number of the sentence
    value: Decimal | None
    unit: str | None
    qualifier: Qualifier
    noun: str = ""  # what is counted, where the figure's own words say it (无败诉, "none lost")
    has_words_after: bool = False  # whether words stand between the number and its change (58项|事项跨省通办,较上年增加12项)
    bracket: int = -1  # where the bracket begins that it stands in
    change_percent: Decimal | None = None
    change_absolute: Decimal | None = None
    rule: str = ""
    confidence: float = 0.9

    @property
    def is_rate(self) -> bool:
        """Whether it tells a share, or only a change."""
        return self.unit == "%" or self.value is None


class Page:
    """A reading text with its names and brackets hidden, and where its sentences and clauses end."""

    def __init__(self, reading: str, mentions: Sequence[Mention]) -> None:
        starts = [mention.start for mention in mentions]

        def hide(match: re.Match[str]) -> str:
            """The same length in marks that no pattern looks for; brackets with a figure of their own stay."""
            if match[0][0] == "(" and bisect_left(starts, match.start()) < bisect_left(starts, match.end()):
                return match[0]
            return "□" * len(match[0])

        self.reading = reading
        self._numbers = starts
        self.hidden = _HIDDEN.sub(hide, reading)
        self._sentences = [match.start() for match in _SENTENCE_END.finditer(self.hidden)]
        self._clauses = [match.start() for match in _CLAUSE_END.finditer(self.hidden)]

    def sentence(self, position: int) -> int:
        """The number of the sentence at `position`."""
        return bisect_left(self._sentences, position)

    def sentence_span(self, position: int) -> tuple[int, int]:
        """Where the sentence at `position` begins and ends."""
        index = bisect_left(self._sentences, position)
        start = self._sentences[index - 1] + 1 if index else 0
        return start, self._sentences[index] if index < len(self._sentences) else len(self.hidden)

    def has_number(self, start: int, end: int) -> bool:
        """Whether a figure stands between `start` and `end`."""
        return bisect_left(self._numbers, start) < bisect_left(self._numbers, end)

    def bracket(self, position: int) -> int:
        """Where the bracket begins within which `position` stands; -1 where it stands in none."""
        start = self.hidden.rfind("(", self.sentence_span(position)[0], position)
        return -1 if start < 0 or ")" in self.hidden[start:position] else start

    def clause_start(self, position: int) -> int:
        """Where the clause begins that `position` stands in."""
        index = bisect_left(self._clauses, position)
        return self._clauses[index - 1] + 1 if index else 0

    def clause_end(self, position: int) -> int:
        """Where the clause ends that goes on at `position`."""
        index = bisect_right(self._clauses, position - 1)
        return self._clauses[index] if index < len(self._clauses) else len(self.hidden)
