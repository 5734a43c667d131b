"""Helpers on the text: hiding titles, and where an unquoted name begins."""

from __future__ import annotations

import re

from fazhi.mentions.mechanisms.tables import STOP, tables

_TITLE = re.compile("《(?:[^《》\n]|《[^《》\n]*》)*》")
_QUOTES = re.compile("[“”]")


def hide_titles(reading: str) -> str:
    """The text with everything inside 《》 replaced by □: a mechanism named in a title is the regulation alone.

    >>> hide_titles("修订《公平竞争审查制度》。")  # "revised the Fair Competition Review System"
    '修订《□□□□□□□□》。'
    """
    return _TITLE.sub(lambda m: "《" + "□" * (len(m[0]) - 2) + "》", reading)


def unquoted(text: str) -> tuple[str, list[int]]:
    """The text without quotation marks, and the place of each of its characters in `text`.

    >>> unquoted("“三项”制度")
    ('三项制度', [1, 2, 4, 5])
    """
    places = [i for i, char in enumerate(text) if char not in "“”"]
    return _QUOTES.sub("", text), places


def modifier(text: str, end: int, *, across: bool = False, least: int = 0, reach: int = 40) -> tuple[int, bool]:
    """Where the noun phrase that ends at `end` begins, and whether a verb or particle introduces it.

    With `across`, a coordination with 、 is part of the phrase. An introducing verb with less than `least` characters
    after it is part of the phrase, too (项目推进机制).

    >>> text = "纪工委实行小微权力提醒卡制度"  # "the discipline office applies a micro-power reminder card system"
    >>> start, introduced = modifier(text, len(text))
    >>> text[start:], introduced
    ('小微权力提醒卡制度', True)
    """
    table = tables()
    low = max(0, end - reach)
    start = low
    for i in range(end - 1, low - 1, -1):
        if text[i] in STOP and not (across and text[i] == "、"):
            start = i + 1
            break
    cut = None
    for match in table.introducer.finditer(text, start, end):
        if end - match.end() >= least:
            cut = match.end()
    pattern = table.leading_weak if cut is None else table.leading
    start = start if cut is None else cut
    lead = pattern.match(text, start, end)
    return (lead.end() if lead else start), cut is not None
