"""Words of a table found in a text, the most specific ones only.

>>> table = Keywords({"执法": 1, "监督": 2, "执法监督": 3})
>>> [(hit.word, hit.value) for hit in table.find("强化执法监督,规范执法")]  # "strengthen enforcement oversight, …"
[('执法监督', 3), ('执法', 1)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Generic, NamedTuple, TypeVar

from fazhi.alternation import any_word

Value = TypeVar("Value")


class Hit(NamedTuple, Generic[Value]):
    """A word of the table at its place, and what the table says of it."""

    start: int
    end: int
    word: str
    value: Value


class Keywords(Generic[Value]):
    """A table of words of two or more characters; a word inside a longer one of the table is not found.

    The words are looked up by their first two characters: with a thousand words that may overlap
    in the text, this is four times as fast as one regular expression.
    """

    __slots__ = ("_by_beginning", "_values")

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = dict(values)
        ordered = sorted(self._values, key=lambda word: (word[:2], -len(word), word))
        groups = {beginning: tuple(words) for beginning, words in groupby(ordered, key=lambda word: word[:2])}
        self._by_beginning = {beginning: re.compile(any_word(words)).match for beginning, words in groups.items()}

    def find(self, text: str) -> Iterator[Hit[Value]]:
        """Hits in order of the text; two that merely overlap are both given."""
        reach = 0
        by_beginning, values = self._by_beginning, self._values
        pairs = list(map(str.__add__, text, text[1:]))
        for start in [place for place, beginning in enumerate(pairs) if beginning in by_beginning]:
            found = by_beginning[pairs[start]](text, start)
            if found is not None and found.end() > reach:
                reach = found.end()
                word = found[0]
                yield Hit(start, reach, word, values[word])
