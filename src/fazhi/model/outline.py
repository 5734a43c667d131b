"""The pieces of a report, and what each is for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a part of a report is for."""

    TITLE = "title"
    PREAMBLE = "preamble"  # addressee and lead-in before the first section
    ACHIEVEMENTS = "achievements"  # work done, the leaders' own duties included
    SHORTCOMINGS = "shortcomings"
    CAUSES = "causes"
    PLANS = "plans"
    CLOSING = "closing"  # 特此报告, signature, date
    OTHER = "other"


class Form(StrEnum):
    """How a part stands in the text."""

    SECTION = "section"  # has a heading; may have parts of its own
    POINT = "point"  # an enumerated point: 一是…, 1.…, 首先…
    PARAGRAPH = "paragraph"  # a paragraph of running prose
    SENTENCE = "sentence"  # a sentence or clause that plays a role of its own
    TABLE = "table"  # rows of a table


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the outline.

    `start`–`end` covers the whole part with its enumerator and all parts below it;
    `title_start`–`title_end` its heading or lead sentence without enumerator and final
    punctuation; `body_start`–`body_end` its own running text without the parts below it (may be empty).
    `number` is the enumerator as printed ("一、", "(二)", "一是", "首先,"), or "".
    `order` counts the parts of one parent from 1. `level` is 1 for top sections.
    """

    role: Role
    form: Form
    level: int
    order: int
    number: str
    start: int
    end: int
    title_start: int
    title_end: int
    body_start: int
    body_end: int
    parts: tuple[Part, ...] = ()
