"""Words of a table in a text, against what the definition says."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from fazhi.matching.alternation import any_word
from fazhi.matching.keywords import Found, Keywords

ALPHABET = "甲乙丙]^-\\"
WORDS = st.dictionaries(st.text(ALPHABET, min_size=1, max_size=4), st.integers(), max_size=8)


def _by_definition(values: Mapping[str, int], text: str) -> list[tuple[int, int, str, int]]:
    """At each place the longest word, unless it lies inside what was found before."""
    found, reach = [], 0
    for start in range(len(text)):
        word = max((w for w in values if len(w) > 1 and text.startswith(w, start)), key=len, default="")
        if start + len(word) > reach and word:
            reach = start + len(word)
            found.append((start, reach, word, values[word]))
    return found


@given(WORDS, st.text(ALPHABET + "丁", max_size=30))
def test_found_as_defined(values: dict[str, int], text: str) -> None:
    assert [tuple(hit) for hit in Keywords(values).find(text)] == _by_definition(values, text)


@given(WORDS, st.text(ALPHABET + "丁", max_size=30))
def test_found_apart_as_one_regular_expression_finds_them(values: dict[str, int], text: str) -> None:
    words = {word: value for word, value in values.items() if len(word) > 1}
    found = [(m.start(), m.end(), m[0], words[m[0]]) for m in re.finditer(any_word(words), text)]
    assert [tuple(hit) for hit in Keywords(values).find(text, overlapping=False)] == found


@given(WORDS, st.text(ALPHABET + "丁", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_found_within_a_stretch_as_in_the_stretch_alone(values: dict[str, int], text: str, start: int, end: int) -> None:
    table = Keywords(values)
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    within = [(hit.start - start, hit.end - start, hit.word, hit.value) for hit in Found(table, text).within(start, end)]
    assert within == [tuple(hit) for hit in table.find(text[start:end])]
