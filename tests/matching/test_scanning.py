"""A scanner finds what `re` finds, with any pattern and in any text."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fazhi.documents import read_text_file
from fazhi.matching.edges import heads, last
from fazhi.matching.scanning import Either, Ending, Needing, Scanner
from fazhi.mentions.departments.tables import tables as of_departments
from fazhi.mentions.mechanisms.tables import tables as of_mechanisms

REPORTS = sorted((Path(__file__).parents[2] / "data" / "benchmark" / "reports").glob("*.txt"))
READINGS = [read_text_file(path, identifier=path.stem, source=path.name).reading for path in REPORTS]
SCANNERS = {
    f"{room}.{field.name}": value
    for room, tables in (("departments", of_departments()), ("mechanisms", of_mechanisms()))
    for field in fields(tables)
    if isinstance(value := getattr(tables, field.name), Scanner)
}
ALPHABET = "甲乙丙1,\n-]^"

_atoms = st.one_of(
    st.text(ALPHABET, min_size=1, max_size=3).map(re.escape),
    st.sampled_from(
        ["[甲乙]", "[^甲]", "[0-9乙]", "[甲-龥]", r"\d", r"[\d丙]", r"[\s,]", r"\W", ".", "^", "$", r"\Z", r"\b", "[\\]^-]"]
    ),
)


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,3}?", "{1,2}", "*?"])).map(lambda p: f"(?:{p[0]}){p[1]}"),
        inner.map(lambda part: f"({part})"),
        inner.map(lambda part: f"(?={part})"),
        inner.map(lambda part: f"(?!{part})"),
        st.sampled_from(["(?<=甲)", "(?<!乙1)", "(?<![甲,])"]),
    )


PATTERNS = st.recursive(_atoms, _grown, max_leaves=8)
TEXTS = st.text(ALPHABET + "丁 ", max_size=24)


def _spans(found: re.Match[str] | None) -> object:
    return found and (found.regs, found.groupdict())


@given(PATTERNS, TEXTS, st.integers(0, 6), st.integers(0, 30))
def test_scanner_finds_what_re_finds(pattern: str, text: str, start: int, end: int) -> None:
    plain, scanner = re.compile(pattern), Scanner(pattern)
    assert [_spans(m) for m in scanner.finditer(text)] == [_spans(m) for m in plain.finditer(text)]
    assert [_spans(m) for m in scanner.finditer(text, start, end)] == [_spans(m) for m in plain.finditer(text, start, end)]
    assert _spans(scanner.search(text)) == _spans(plain.search(text))
    assert _spans(scanner.search(text, start, end)) == _spans(plain.search(text, start, end))
    assert scanner.sub(lambda m: f"<{m[0]}>", text) == plain.sub(lambda m: f"<{m[0]}>", text)


@given(st.recursive(st.sampled_from(["甲", "乙", "丙甲", "[甲乙]", "乙(?!甲)", "(?<!乙)丙"]), _grown, max_leaves=6), TEXTS)
def test_scanner_of_one_class_finds_what_re_finds(pattern: str, text: str) -> None:
    found = [_spans(m) for m in Scanner(pattern, made_of="甲乙丙").finditer(text)]
    assert found == [_spans(m) for m in re.finditer(pattern, text)]


@given(PATTERNS, st.sampled_from(["", "$"]), TEXTS)
def test_ending_finds_what_re_finds(pattern: str, end: str, text: str) -> None:
    whole = f"(?:{pattern}){end}"
    assert _spans(Ending(whole).search(text)) == _spans(re.search(whole, text))


@given(PATTERNS, TEXTS)
def test_needing_finds_what_re_finds(pattern: str, text: str) -> None:
    assert _spans(Needing(pattern).search(text)) == _spans(re.search(pattern, text))


@given(st.lists(st.tuples(st.sampled_from(["", "^"]), PATTERNS, st.sampled_from(["", "$"])).map("".join), max_size=4), TEXTS)
def test_either_says_what_re_says(patterns: list[str], text: str) -> None:
    assert Either(patterns).stands_in(text) == any(re.search(pattern, text) for pattern in patterns)


@pytest.mark.parametrize("name", SCANNERS)
def test_tables_find_the_same_in_reports(name: str) -> None:
    scanner = SCANNERS[name]
    for reading in READINGS:
        plain = scanner.pattern.finditer(reading)
        assert [_spans(found) for found in scanner.finditer(reading)] == [_spans(found) for found in plain]


def test_most_tables_begin_with_few_characters() -> None:
    assert sum(scanner.is_selective for scanner in SCANNERS.values()) >= 0.8 * len(SCANNERS)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("甲乙丙丁", ("甲", "乙", "丙")),
        ("(?:甲|乙)?丙", ("丙乙甲", None, None)),
        ("(?<!丁)甲{2,}乙?丙", ("甲", "甲", "丙乙甲")),
        ("甲*", (None, None, None)),
        ("[^甲]乙丙", (None, "乙", "丙")),
        (r"\d+[年月]", (r"\d", r"\d年月", None)),
    ],
)
def test_heads(pattern: str, expected: tuple[str | None, ...]) -> None:
    assert heads(pattern) == expected


@pytest.mark.parametrize(("pattern", "expected"), [("甲(?:乙|丙)?$", "丙乙甲"), ("甲[^乙]$", None), ("(?:甲了?)*$", None)])
def test_last(pattern: str, expected: str | None) -> None:
    assert last(pattern) == expected
