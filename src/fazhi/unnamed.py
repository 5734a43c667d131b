"""Quoted words that name no mechanism whatever stands around them, and why: slogans, virtues, figures of speech, complaints.

>>> reason_of("两个维护")  # "the Two Upholds"
'a political slogan or theory, not an arrangement of this body'
>>> reason_of("杏树夜话") is None  # "evening talks under the apricot tree"
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fazhi.resources import lexicon

_MARKS = re.compile(r"[\W_]")


@dataclass(frozen=True, slots=True)
class NotNamed:
    """A group of quoted words that name no mechanism; `headed`: not even where a head noun follows."""

    reason: str
    headed: bool
    words: frozenset[str]
    pattern: re.Pattern[str] | None

    def says(self, core: str, plain: str) -> bool:
        """Does the group hold the quoted words `core`? `plain` is `bare(core)`, made once for all groups."""
        return plain in self.words or (self.pattern is not None and self.pattern.fullmatch(core) is not None)


def bare(words: str) -> str:
    """Words without punctuation and marks, as the lists of mechanisms.toml are compared.

    >>> bare("有件必备、有备必审")
    '有件必备有备必审'
    """
    return _MARKS.sub("", words)


@cache
def not_named() -> tuple[NotNamed, ...]:
    """The groups of the table, in its order."""
    return tuple(
        NotNamed(
            group["reason"],
            group.get("headed", False),
            frozenset(bare(word) for word in group.get("words", ())),
            re.compile(group["pattern"]) if "pattern" in group else None,
        )
        for group in lexicon("mechanisms")["not_named"]
    )


def reason_of(core: str, *, headed: bool = False) -> str | None:
    """The reason of the first group that holds the words; `headed` words have a head noun outside the marks."""
    plain = bare(core)
    return next((group.reason for group in not_named() if (group.headed or not headed) and group.says(core, plain)), None)
