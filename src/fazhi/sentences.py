"""Sentences and clauses: where they end, with what stands in quotation marks, titles and brackets left whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]
EDGE = " \n,;:。、!?—"  # what is no part of a stretch, at either side

_CLOSED = ("“[^”\n]*”", "《[^》\n]*》", r"\([^)\n]*\)")  # what is left whole: two characters or more


def _marks(stops: str, *closed: str) -> re.Pattern[str]:
    """What is left whole, and single marks; as each begins with one known character, the search runs from one to the next."""
    return re.compile("|".join((*_CLOSED, *closed, *map(re.escape, stops))))


_SENTENCE = _marks("。!?\n")
_CLAUSE = _marks("。!?\n;")
_COMMA = _marks("。!?\n;,", r",(?<=\d,)\d{3}")
_LEAD = _marks("。!?\n;:")
_PAUSE = _marks("、")

_LONG_LEAD = 26  # characters; a colon farther off does not end a lead


def sentences(reading: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of `start`–`end`, each with its stop.

    >>> text = "建立“有诉。必应”机制。办理3件;均已办结。"  # "Set up a mechanism. Handled 3 cases; all are closed."
    >>> [text[a:b] for a, b in sentences(text, 0, len(text))]
    ['建立“有诉。必应”机制。', '办理3件;均已办结。']
    """
    return _pieces(_SENTENCE, reading, start, end)


def clauses(reading: str, start: int, end: int) -> Iterator[Span]:
    """The stretches of `start`–`end` that a stop or a semicolon ends.

    >>> text = "办理3件;均已办结。"  # "Handled 3 cases; all are closed."
    >>> [text[a:b] for a, b in clauses(text, 0, len(text))]
    ['办理3件;', '均已办结。']
    """
    return _pieces(_CLAUSE, reading, start, end)


def phrases(reading: str, start: int, end: int) -> Iterator[Span]:
    """The stretches of `start`–`end` that a stop, a semicolon or a comma ends; 1,200 is no end.

    >>> text = "受理1,200件,办结;无积压。"  # "Took on 1,200 cases, closed them; none is left."
    >>> [text[a:b] for a, b in phrases(text, 0, len(text))]
    ['受理1,200件,', '办结;', '无积压。']
    """
    return _pieces(_COMMA, reading, start, end)


def pauses(reading: str, start: int, end: int) -> Iterator[Span]:
    """The places of 、 between the members of a coordination.

    >>> list(pauses("人手少、更替快", 0, 7))  # "few people, quick turnover"
    [(3, 4)]
    """
    return (match.span() for match in _PAUSE.finditer(reading, start, end) if match[0] == "、")


def lead_end(reading: str, start: int, end: int) -> int:
    """Where the lead sentence of a point ends, before its stop, semicolon or near colon.

    >>> text = "强化理论武装。局党组专题学习5次。"  # "Strengthen theory. The Party group studied it 5 times."
    >>> text[: lead_end(text, 0, len(text))]
    '强化理论武装'
    """
    for match in _LEAD.finditer(reading, start, end):
        if len(match[0]) == 1 and (match[0] != ":" or match.start() - start <= _LONG_LEAD):
            return match.start()
    return end


def trimmed(reading: str, start: int, end: int) -> Span:
    """`start`–`end` without blanks and punctuation at either side.

    >>> trimmed(",人手少。", 0, 5)
    (1, 4)
    """
    while start < end and reading[start] in EDGE:
        start += 1
    while start < end and reading[end - 1] in EDGE:
        end -= 1
    return start, end


def _pieces(pattern: re.Pattern[str], reading: str, start: int, end: int) -> Iterator[Span]:
    for match in pattern.finditer(reading, start, end):
        if len(match[0]) == 1:
            if reading[start : match.start()].strip():
                yield start, match.end()
            start = match.end()
    if reading[start:end].strip():
        yield start, end
