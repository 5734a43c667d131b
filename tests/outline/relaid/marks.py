"""Sections told apart by marks (▲ ◆ ■ ★ 【】), and leads alone on a line with their stop."""

from __future__ import annotations

import random

from relaid.draft import Draft
from relaid.numbering import LINES, SYSTEMS, WORDS, has_short_lead, listed, unnumbered

MARKS = ("▲", "◆", "■ ", "★", "【】")


def leads_apart(draft: Draft) -> Draft | None:
    """Points without numbers, their leads on lines of their own that end in a full stop."""
    if unnumbered(draft) is None:
        return None
    for item in draft.items():
        for part in item.parts:
            if not (part.number or part.parts) and part.numbered and has_short_lead(part):
                part.text = f"{part.lead}。\n{part.rest}"
    return draft


def marked(draft: Draft, rng: random.Random, *, points: str) -> Draft | None:
    """Sections with a mark in place of their number, or with none, and other numbers for their points.

    The first level has to be the only one with points below it.
    """
    heads = listed(draft.sections)
    if len(heads) < len(draft.sections) or not all(item.parts or "\n" in item.text for item in heads):
        return None
    if any(part.parts or "\n" in part.text for item in heads for part in item.parts):
        return None
    mark = rng.choice(MARKS)
    for item in heads:
        head, newline, rest = item.text.partition("\n")
        item.text = f"【{head}】{newline}{rest}" if mark == "【】" else item.text
        item.number = "" if mark == "【】" else mark
        below = listed(item.parts)
        for n, part in enumerate(below, start=1):
            in_words = points == "words" and len(below) <= len(WORDS)
            part.number = [*WORDS[: len(below) - 1], WORDS[-1]][n - 1] if in_words else SYSTEMS[points.replace("words", "is")](n)
            part.inline = part.inline and points not in LINES
    return draft
