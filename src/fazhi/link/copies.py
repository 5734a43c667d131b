"""Who says the same: passages that a report takes over from its last year's report, or from another body's.

A passage is a sentence; titles and the sentence that announces a report (现将…报告如下, "is reported as follows") are none, since
all have them. Figures and spaces do not count, nor does the name of the body that reports, so that a sentence copied
with new numbers and another name is found; passages that are nearly the same are found by MinHash and locality-sensitive hashing
over their triples of characters, and then compared in full (the share of such groups that both have). What very many bodies say
is boilerplate, and told as such. Of very many passages that may be alike, each is compared with the earliest and with those of
its own body, since these are its sources: so that the work grows with the number of passages, and not with its square.

The library datasketch does the hashing; it comes with the extra `copies`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from fazhi.corpus import Corpus, Report, bodies
from fazhi.documents.formal import formalities
from fazhi.errors import FazhiError
from fazhi.link.places import shortened

_SENTENCE = re.compile(r"[^。；;!！?？\n]+")
_NUMBER = re.compile(r"\d+(?:[.,，]\d+)*")
_NO_WORD = re.compile(r"[^\w]|_")
_SHORTEST = 16  # characters of a passage
_GROUP = 3
_PERMUTATIONS = 64
_ROWS = 3  # hashes that must agree in one band: with 21 bands, of passages that are alike by 0.6, 99 in 100 are found
_STRICT = 0.8  # a likeness from which one more is asked for
_MANY = 40  # passages that each is compared with, where more share a band


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
    said = _Said(corpus)
    alike = _near(said, {key for key, names in said.bodies.items() if len(names) < common}, least)
    pairs = sorted(_pairs(said, alike, common), key=lambda c: (said.order[c.passage.report], c.passage.start))
    boilerplate = sorted(
        ((said.groups[key][0].text, len(names)) for key, names in said.bodies.items() if len(names) >= common),
        key=lambda x: (-x[1], x[0]),
    )
    return Copies(tuple(pairs), tuple(_shares(corpus, said, pairs)), tuple(boilerplate))


class _Said:
    """All passages of a corpus, grouped by what they say: in the order of the years, and of the reports' IRIs."""

    def __init__(self, corpus: Corpus) -> None:
        found = bodies(corpus)
        self.order = {report.iri: (report.year or 0, report.iri) for body in found for report in body.reports}
        self.body_of = {report.iri: body.key[0] for body in found for report in body.reports}
        self.names = {report.iri: body.name for body in found for report in body.reports}
        self.groups: defaultdict[str, list[Passage]] = defaultdict(list)
        self.bodies: dict[str, set[str]] = {}
        self.totals: dict[str, tuple[int, int]] = {}
        for iri in sorted(self.order, key=lambda report: self.order[report]):
            report = corpus.full(corpus.reports[iri])
            own, number, length = _own_names(corpus, report), 0, 0
            for passage in passages(report):
                key = plain(own.sub("", passage.text) if own else passage.text)
                self.groups[key].append(passage)
                self.bodies.setdefault(key, set()).add(self.body_of[iri])
                number, length = number + 1, length + len(passage.text)
            self.totals[iri] = (number, length)


def _own_names(corpus: Corpus, report: Report) -> re.Pattern[str] | None:
    """The names of the body that reports, as its own sentences may hold them."""
    names = {
        short
        for i in report.issuers
        if i in corpus.things
        for name in corpus.things[i].names
        for short in (name, shortened(name))
    }
    longest = sorted((name for name in names if len(name) > 1), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, longest))) if longest else None


def passages(report: Report) -> Iterator[Passage]:
    """The sentences of a report that are long enough to be copied, but for its title and its announcement."""
    told = report.text
    for start, end in formalities(told):
        told = told[:start] + "\n" * (end - start) + told[end:]
    for match in _SENTENCE.finditer(told):
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


def _near(said: _Said, keys: set[str], least: float) -> dict[str, list[tuple[str, float]]]:
    """For each plain passage, the others that are nearly the same, with their likeness."""
    try:
        from datasketch import MinHash
    except ImportError as error:
        raise FazhiError(
            "copies need the package datasketch, which is not installed; install it with: pip install 'fazhi[copies]'"
        ) from error
    order = [key for key in said.groups if key in keys]  # the earliest first
    bands: defaultdict[tuple[int, bytes], list[int]] = defaultdict(list)
    places: list[list[tuple[int, bytes]]] = []
    rows = _ROWS if least < _STRICT else _ROWS + 1
    for number, key in enumerate(order):
        sketch = MinHash(num_perm=_PERMUTATIONS, seed=1)
        sketch.update_batch([gram.encode("utf-8") for gram in sorted(_grams(key))])
        told = [(at, sketch.hashvalues[at : at + rows].tobytes()) for at in range(0, _PERMUTATIONS - rows + 1, rows)]
        places.append(told)
        for band in told:
            bands[band].append(number)
    own = _own(said, order, bands)
    found: dict[str, list[tuple[str, float]]] = {}
    for number, key in enumerate(order):
        others: set[int] = set()
        for band in places[number]:
            members = bands[band]
            others.update(members if len(members) <= _MANY else members[:_MANY])
            if len(members) > _MANY:
                others.update(other for body in said.bodies[key] for other in own[band].get(body, ())[-_MANY:])
        others.discard(number)
        near = ((order[other], likeness(key, order[other])) for other in sorted(others))
        found[key] = [(other, value) for other, value in near if value >= least]
    return found


def _own(
    said: _Said, order: list[str], bands: dict[tuple[int, bytes], list[int]]
) -> dict[tuple[int, bytes], dict[str, list[int]]]:
    """For those bands that very many passages share, the passages of each body."""
    found: dict[tuple[int, bytes], dict[str, list[int]]] = {}
    for band, members in bands.items():
        if len(members) > _MANY:
            mine: defaultdict[str, list[int]] = defaultdict(list)
            for number in members:
                for body in said.bodies[order[number]]:
                    mine[body].append(number)
            found[band] = dict(mine)
    return found


def _pairs(said: _Said, alike: dict[str, list[tuple[str, float]]], common: int) -> Iterator[Copy]:
    """For each passage its best source: of the body's own earlier reports first, else of others', the earliest."""
    order, body_of = said.order, said.body_of
    for key, mine in said.groups.items():
        if len(said.bodies[key]) >= common:
            continue
        candidates = [(p, 1.0) for p in mine] + [(p, value) for other, value in alike.get(key, ()) for p in said.groups[other]]
        for passage in mine:
            earlier = [
                (p, value) for p, value in candidates if p.report != passage.report and order[p.report] < order[passage.report]
            ]
            if not earlier:
                continue
            own = [c for c in earlier if body_of[c[0].report] == body_of[passage.report]]
            source, value = max(own or earlier, key=lambda c: (c[1], *_latest(order[c[0].report], bool(own))))
            yield Copy(passage, source, round(value, 3), bool(own))


def _latest(place: tuple[int, str], own: bool) -> tuple[int, ...]:
    """Of a body's own reports the latest is the source, of others' the earliest."""
    return (place[0],) if own else (-place[0], *(-ord(char) for char in place[1]))


def _shares(corpus: Corpus, said: _Said, pairs: Iterable[Copy]) -> Iterator[Share]:
    own: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for copy in pairs:
        (own if copy.own else others)[copy.passage.report] += copy.passage.end - copy.passage.start
    for iri, name in sorted(said.names.items(), key=lambda item: (item[1], corpus.reports[item[0]].year or 0, item[0])):
        report, (number, length) = corpus.reports[iri], said.totals[iri]
        total = length or 1
        yield Share(report.identifier, name, report.year or 0, number, round(own[iri] / total, 3), round(others[iri] / total, 3))
