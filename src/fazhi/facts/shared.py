"""Reasons that several problems have in common: 上述三事还有一层共同的原因,… (the three matters above share one more reason).

How many they are, and on which side, the words themselves say; 上述问题 (the above problems) are all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fazhi.facts.causes import Reason, reasons_of_section, shared_by
from fazhi.model import Part, Shortcoming
from fazhi.ordinals import ordinal_of

_TWO = "两俩双"
_FIRST = ("前", "前面")
_IT_IS = ("是", "在于")


def is_shared(reading: str, part: Part) -> bool:
    """Whether a part on causes begins by saying that several problems have its reason in common."""
    return shared_by(reading, part.title_start, part.end) is not None


def shared_reasons(reading: str, parts: Sequence[Part], problems: Sequence[Shortcoming]) -> Iterator[tuple[Shortcoming, Reason]]:
    """The reasons in those of the parts that several of the problems before them share, for each of these."""
    for part in parts:
        match = shared_by(reading, part.title_start, part.end)
        before = [problem for problem in problems if problem.start < part.start]
        if match is None or not before:
            continue
        concerned = _concerned(match, before)
        for _, reason in reasons_of_section(reading, [(match.end(), _end(reading, match, part.end))], [concerned[-1].text]):
            yield from ((problem, reason) for problem in concerned)


def _end(reading: str, match: re.Match[str], end: int) -> int:
    """Where the reasons end: behind 就是 (it is that …) they stand in its sentence, and what follows is a remark on them."""
    stop = reading.find("。", match.end(), end) if match[0].rstrip(",").endswith(_IT_IS) else -1
    return stop + 1 or end


def _concerned(match: re.Match[str], before: list[Shortcoming]) -> list[Shortcoming]:
    """The problems that 前两个 (the first two), 后三桩 (the last three), 上述五点 (the five above) mean; else all."""
    word = match["many"] or ""
    many = 2 if word and word in _TWO else ordinal_of(word)
    if not 1 < many < len(before):
        return before
    return before[:many] if match["side"] in _FIRST else before[-many:]
