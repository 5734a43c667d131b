"""The title of a measure: how much of its lead sentence says what is done.

二是抓实干部学法用法。落实会前学法制度…         the sentence ("make officials study and use the law")
一是强化信息管理,认真贯彻…,做到…              up to the first comma, where the sentence runs on ("strengthen management")
一是为进一步提高工作水平,组织开展…             the whole: what stands before the comma is adverbial ("in order to …")

The words that tell are a table, `outline_titles.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fazhi.model import Form, Part
from fazhi.resources import lexicon, patterns
from fazhi.sentences import clauses, trimmed

_RUNS_ON = 26  # characters of a lead sentence that is longer than a title
_SHORTEST, _LONGEST = 4, 20  # characters before the first comma that are a title of their own


@dataclass(frozen=True, slots=True)
class _Cues:
    """Patterns that tell how much of a lead sentence is its title."""

    adverbial: re.Pattern[str]
    nothing: re.Pattern[str]
    background: re.Pattern[str]
    subject: re.Pattern[str]
    short_label: re.Pattern[str]


@cache
def _cues() -> _Cues:
    return patterns(_Cues, lexicon("outline_titles"))


def title_of(reading: str, part: Part, end: int) -> tuple[int, int]:
    """Start and end, in the reading text, of the title of a part that is a measure up to `end`."""
    start, stop = part.title_start, min(part.title_end, end)
    if _cues().subject.match(reading[start:stop]) and part.form is Form.SECTION and part.body_start < min(part.body_end, end):
        return trimmed(reading, *next(clauses(reading, part.body_start, min(part.body_end, end))))
    if _cues().short_label.match(reading[start:stop]) and part.form is Form.POINT and reading[stop : stop + 1] == ":":
        stop = next(clauses(reading, start, min(part.body_end, end)))[1]
        start, stop = trimmed(reading, start, stop)
        comma = _first_comma(reading[start:stop])
        return start, start + comma if comma is not None else stop
    text = reading[start:stop]
    if part.form is not Form.POINT or len(text) <= _RUNS_ON:
        return start, stop
    comma = _first_comma(text)
    if comma is None or not _SHORTEST <= comma <= _LONGEST or _cues().adverbial.match(text[:comma]):
        return start, stop
    return start, start + comma


def says_nothing(text: str) -> bool:
    """Whether the text of a point only leads to other points, tells of the background, or that there is nothing to tell.

    >>> says_nothing("主要做了以下工作:"), says_nothing("开展执法培训12场。")  # "did the following"; "held 12 trainings"
    (True, False)
    """
    cues = _cues()
    return bool(cues.nothing.search(text) or cues.background.search(text))


def _first_comma(text: str) -> int | None:
    """Place of the first comma outside quotation marks, titles and brackets; None where there is none.

    >>> _first_comma("落实《行政处罚法(修订,草案)》,规范执法")  # "carry out the Law on Penalties (revised, draft), regulate …"
    16
    """
    depth = 0
    for index, character in enumerate(text):
        if character in "“《(":
            depth += 1
        elif character in "”》)":
            depth -= 1
        elif character == "," and depth <= 0:
            return index
    return None
