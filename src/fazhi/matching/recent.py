"""Answers that are asked for again soon: several rules put the same question about one clause, one after another.

Only the last few answers are kept. A report has many times as many clauses: none of them waits for the next report.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

Asked = TypeVar("Asked", bound=Callable[..., object])
_KEPT = 64  # answers of one question: those of a long paragraph


def recent(question: Asked) -> Asked:
    """A function whose arguments can be hashed and whose answer depends on nothing else, with its last answers at hand.

    >>> @recent
    ... def length(text: str) -> int:
    ...     print("asked")
    ...     return len(text)
    >>> length("依法行政"), length("依法行政")  # "lawful administration"
    asked
    (4, 4)
    """
    return lru_cache(maxsize=_KEPT)(question)  # type: ignore[return-value]
