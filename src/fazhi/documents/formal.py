"""What a report says because reports do: its title, and the sentence that announces the rest. Both tell nothing of the work."""

from __future__ import annotations

import re
from functools import cache

from fazhi.documents.reading import reading_of
from fazhi.documents.title import HEAD, find_title
from fazhi.resources import lexicon

_OPENING = 1200  # characters, in which a report begins
_ENDS = "。；;!！?？\n"  # of the sentence before


def formalities(text: str) -> list[tuple[int, int]]:
    """The places in a canonical text of its title (with its repeats) and of the announcement, in order, each without its end.

    >>> text = "某县渔业局2021年度法治建设情况报告\\n现将2021年度工作报告如下：\\n检查渔船9次。"  # "… boats inspected 9 times"
    >>> [text[start:end] for start, end in formalities(text)]
    ['某县渔业局2021年度法治建设情况报告', '现将2021年度工作报告如下']
    """
    lines = text.split("\n", HEAD)[:HEAD]
    starts = [sum(len(line) + 1 for line in lines[:at]) for at in range(len(lines))]
    title = find_title([reading_of(line) for line in lines])
    found = []
    if title is not None:
        places = sorted({*range(title.first, title.last + 1), *title.repeats})
        found = [(starts[at], starts[at] + len(lines[at])) for at in places]
    after = found[-1][1] if found else 0
    if announced := _announcement().search(reading_of(text[: after + _OPENING]), after):
        start = 1 + max(text.rfind(end, 0, announced.start()) for end in _ENDS)
        found.append((start, announced.end()))
    return found


@cache
def _announcement() -> re.Pattern[str]:
    return re.compile(lexicon("genre")["announcement"])
