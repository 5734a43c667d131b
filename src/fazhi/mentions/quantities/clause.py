"""A number in its clause: what the rules look at, and what they give."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fazhi.mentions.quantities.numbers import Number
from fazhi.model import Mention, MentionKind, Quantity

_WINDOW = 40  # characters before a number that are looked at
_SENTENCE_START = re.compile(r"[。;!?\n]")


@dataclass(slots=True)  # not frozen: made by the thousand
class Clause:
    """A number, the numbers after it, and `lead`: what stands before it, back to the end of the sentence or 40 characters."""

    text: str
    numbers: Sequence[Number]
    at: int
    lead: str

    @property
    def number(self) -> Number:
        """The number in question."""
        return self.numbers[self.at]

    @property
    def following(self) -> Number | None:
        """The next number."""
        return self.numbers[self.at + 1] if self.at + 1 < len(self.numbers) else None


def clause_of(text: str, numbers: Sequence[Number], at: int) -> Clause:
    """The clause of number `at`."""
    end = numbers[at].lead
    return Clause(text, numbers, at, _SENTENCE_START.split(text[max(0, end - _WINDOW) : end])[-1])


Rule = Callable[[Clause], "tuple[list[Mention], int] | None"]


def mention(text: str, start: int, end: int, quantity: Quantity, rule: str, confidence: float) -> Mention:
    """A mention of the stretch from `start` to `end`."""
    return Mention(MentionKind.QUANTITY, start, end, text[start:end], f"quantity.{rule}", confidence, quantity=quantity)
