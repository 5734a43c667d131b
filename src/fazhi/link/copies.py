"""Who says the same: passages that a report takes over from its last year's report, or from another body's.

A passage is a sentence. Figures and spaces do not count, so that a sentence copied with new numbers is found; passages that are
nearly the same are found by MinHash and locality-sensitive hashing over their pairs and triples of characters, and then
compared in full (the share of such groups that both have). What very many bodies say is boilerplate, and told as such.

The library datasketch does the hashing; it comes with the extra `copies`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from fazhi.corpus import Corpus, Report, bodies
from fazhi.errors import FazhiError

_SENTENCE = re.compile(r"[^。；;!！?？\n]+")
_NUMBER = re.compile(r"\d+(?:[.,，]\d+)*")
_NO_WORD = re.compile(r"[^\w]|_")
_SHORTEST = 16  # characters of a passage
_GROUP = 3
_PERMUTATIONS = 64


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a report, and where it stands."""

    report: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A passage that is nearly the same as one of an earlier report, or of another body's; `likeness` is from 0 to 1."""

    passage: Passage
    source: Passage
    likeness: float
    own: bool


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a report (of the characters of its passages) was said before: by the body itself, and by others."""

    report: str
    issuer: str
    year: int
    passages: int
    own: float
    others: float


@dataclass(frozen=True, slots=True)
class Copies:
    """All that was found, in the order of the reports; `boilerplate` are passages with how many bodies say them."""

    pairs: tuple[Copy, ...]
    shares: tuple[Share, ...]
    boilerplate: tuple[tuple[str, int], ...]


def find_copies(corpus: Corpus, *, least: float = 0.7, common: int = 10) -> Copies:
    """The copies in a corpus, from a likeness of `least` on; what `common` bodies or more say is boilerplate.

    Raises FazhiError where datasketch is not installed.
    """
    found = bodies(corpus)
    order = {report.iri: (report.year or 0, report.iri) for body in found for report in body.reports}
    body_of = {report.iri: body.key[0] for body in found for report in body.reports}
    groups: defaultdict[str, list[Passage]] = defaultdict(list)
    for iri in sorted(order, key=lambda report: order[report]):
        for passage in passages(corpus.reports[iri]):
            groups[plain(passage.text)].append(passage)
    said = {key: {body_of[p.report] for p in found_here} for key, found_here in groups.items()}
    alike = _near(sorted(key for key in groups if len(said[key]) < common), least)
    pairs = sorted(_pairs(groups, said, alike, body_of, order, common), key=lambda c: (order[c.passage.report], c.passage.start))
    names = {report.iri: body.name for body in found for report in body.reports}
    shares = tuple(_shares(corpus, pairs, names))
    boilerplate = sorted(
        ((groups[key][0].text, len(said[key])) for key in groups if len(said[key]) >= common), key=lambda x: (-x[1], x[0])
    )
    return Copies(tuple(pairs), shares, tuple(boilerplate))


def passages(report: Report) -> Iterator[Passage]:
    """The sentences of a report that are long enough to be copied."""
    for match in _SENTENCE.finditer(report.text):
        text = match[0].strip()
        if len(plain(text)) >= _SHORTEST:
            start = match.start() + match[0].index(text)
            yield Passage(report.iri, start, start + len(text), text)


@lru_cache(maxsize=1 << 17)
def plain(text: str) -> str:
    """A passage as it is compared: figures are 0, marks and spaces are left out.

    >>> plain("全年办理案件 236件，增长19.2%")  # "cases handled in the year: 236, up by 19.2%"
    '全年办理案件0件增长0'
    """
    return _NO_WORD.sub("", _NUMBER.sub("0", text))


def _grams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + _GROUP] for i in range(len(text) - _GROUP + 1))


def likeness(a: str, b: str) -> float:
    """The share of groups of characters that two plain passages have in common, from 0 to 1 (Jaccard).

    >>> likeness("全年办理案件0件", "全年办理案件0件")
    1.0
    """
    one, two = _grams(a), _grams(b)
    return len(one & two) / len(one | two) if one | two else 1.0


def _near(keys: list[str], least: float) -> dict[str, list[tuple[str, float]]]:
    """For each plain passage, the others that are nearly the same, with their likeness."""
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError as error:
        raise FazhiError("datasketch is not installed; install it with: pip install 'fazhi[copies]'") from error
    index = MinHashLSH(threshold=max(0.1, least - 0.1), num_perm=_PERMUTATIONS)
    hashed = {}
    for key in keys:
        sketch = MinHash(num_perm=_PERMUTATIONS, seed=1)
        sketch.update_batch([gram.encode("utf-8") for gram in sorted(_grams(key))])
        hashed[key] = sketch
        index.insert(key, sketch)
    found: dict[str, list[tuple[str, float]]] = {}
    for key in keys:
        others = ((other, likeness(key, other)) for other in sorted(index.query(hashed[key])) if other != key)
        found[key] = [(other, value) for other, value in others if value >= least]
    return found


def _pairs(
    groups: dict[str, list[Passage]],
    said: dict[str, set[str]],
    alike: dict[str, list[tuple[str, float]]],
    body_of: dict[str, str],
    order: dict[str, tuple[int, str]],
    common: int,
) -> Iterator[Copy]:
    """For each passage its best source: of the body's own earlier reports first, else of others', the earliest."""
    for key, mine in groups.items():
        if len(said[key]) >= common:
            continue
        candidates = [(p, 1.0) for p in mine] + [(p, value) for other, value in alike.get(key, ()) for p in groups[other]]
        for passage in mine:
            earlier = [
                (p, value)
                for p, value in candidates
                if p.report != passage.report
                and (
                    order[p.report] < order[passage.report]
                    if body_of[p.report] == body_of[passage.report]
                    else _precedes(order, p, passage)
                )
            ]
            if not earlier:
                continue
            own = [c for c in earlier if body_of[c[0].report] == body_of[passage.report]]
            source, value = max(own or earlier, key=lambda c: (c[1], *_latest(order[c[0].report], bool(own))))
            yield Copy(passage, source, round(value, 3), bool(own))


def _precedes(order: dict[str, tuple[int, str]], source: Passage, passage: Passage) -> bool:
    """Whether another body's report is of an earlier year, or of the same year and first in the order of IRIs."""
    return order[source.report] < order[passage.report]


def _latest(place: tuple[int, str], own: bool) -> tuple[int, ...]:
    """Of a body's own reports the latest is the source, of others' the earliest."""
    return (place[0],) if own else (-place[0], *(-ord(char) for char in place[1]))


def _shares(corpus: Corpus, pairs: Iterable[Copy], names: dict[str, str]) -> Iterator[Share]:
    own: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for copy in pairs:
        (own if copy.own else others)[copy.passage.report] += copy.passage.end - copy.passage.start
    for iri, name in sorted(names.items(), key=lambda item: (item[1], corpus.reports[item[0]].year or 0, item[0])):
        report = corpus.reports[iri]
        found = list(passages(report))
        total = sum(p.end - p.start for p in found) or 1
        yield Share(
            report.identifier, name, report.year or 0, len(found), round(own[iri] / total, 3), round(others[iri] / total, 3)
        )
