"""Themes: which chapter of the theme scheme a measure or a shortcoming belongs to.

The words of `data/lexicon/themes.toml` speak for themes. A word counts by its strength and by where it stands: in the
title most, then in the first sentence, then in the rest of the stretch; the headings above say what to expect.
What words do not tell, pairs of characters may (`topics`): both are added. A word that stands in most points of one report
(安全生产 in the report of an emergency bureau) tells its points not apart and counts less. The best theme is given alone.
A point of which nothing speaks goes on with the theme of the point before it in the same paragraph.

>>> rank("强化行政执法监督", "评查执法案卷60卷")[0]  # "strengthen oversight of enforcement. 60 case files reviewed"
'oversight'
>>> rank("做好普法工作", "")[0]  # "do well in legal publicity"
'publicity'
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import compress
from math import sqrt
from operator import not_

from fazhi.facts import topics
from fazhi.facts.topics import likely, says
from fazhi.matching.keywords import Hit, Keywords
from fazhi.model import Cause, Document, Form, Measure, Part, Shortcoming
from fazhi.resources import lexicon

_CLAUSE = re.compile(r"[,;。:]")
_OPENING = re.compile(
    r"(?:下一步|今后|20\d\d年|明年)?,?(?:[\u4e00-\u9fff]{0,4}将)?(?:针对|围绕|聚焦|对照|为(?!民)|在)[^,;。]{2,40},"
)
_SHORTEST = 4
Weights = Mapping[str, float]
Point = Measure | Shortcoming
WORTH = {"decisive": 4.0, "strong": 2.0, "weak": 0.7}
TITLE, LATER, LEAD, BODY, HEADING = 3.0, 2.0, 1.0, 0.5, 0.8
LEARNT, DOUBT = 0.6, 3.0  # what pairs of characters count beside words; a share of the words' points is one of so many more
SURE = 0.5  # the probability from which pairs of characters tell a theme where no word speaks
ENOUGH = 15.0  # what the text below the title can add at most: many words of one topic do not outweigh a clear title


@cache
def table() -> Keywords[Weights]:
    """The words of all themes, each with what it is worth for which theme."""
    worth: dict[str, dict[str, float]] = {word: {} for word in lexicon("themes")["nothing"]["words"]}
    for theme, lists in lexicon("themes").items():
        for strength, value in WORTH.items():
            for word in lists.get(strength, ()):
                worth.setdefault(word, {})[theme] = value
    return Keywords(worth)


def themes() -> tuple[str, ...]:
    """The codes of the scheme, in its order."""
    return tuple(code for code in lexicon("themes") if code != "nothing")


def rank(title: str, body: str = "", headings: Sequence[str] = ()) -> list[str]:
    """Themes of a point, the best first; none where no word speaks."""
    find = table().find
    words = combine([(find(title), TITLE), *((find(h), HEADING) for h in headings)], [(find(body), LEAD)], {})
    zones = [says(title, topics.TITLE), says(body, topics.LEAD), *(says(heading, topics.HEADING) for heading in headings)]
    return _ranked(together(words, likely(zones)))


Zone = tuple[Sequence[Hit[Weights]], float]


def combine(named: Sequence[Zone], told: Sequence[Zone], common: Mapping[str, float]) -> dict[str, float]:
    """Score of each theme from the words of titles and of what is told below them."""
    titled = {hit.word for hits, _ in named for hit in hits}
    scores = tally(named, common)
    for theme, worth in tally([([hit for hit in hits if hit.word not in titled], f) for hits, f in told], common).items():
        scores[theme] = scores.get(theme, 0.0) + ENOUGH * worth / (ENOUGH + worth)
    return scores


def together(words: Mapping[str, float], pairs: Mapping[str, float]) -> dict[str, float]:
    """Score of each theme from its share of what words say and its probability by pairs of characters."""
    if not words:
        return {theme: share for theme, share in pairs.items() if share >= SURE}
    whole = sum(words.values()) + DOUBT
    scores = {theme: LEARNT * share for theme, share in pairs.items()}
    for theme, worth in words.items():
        scores[theme] = scores.get(theme, 0.0) + worth / whole
    return scores


def _beyond_doubt(words: Mapping[str, float]) -> bool:
    """Do the words lead so far that pairs of characters could change nothing?"""
    best, *others = sorted(words.values(), reverse=True) or [0.0]
    return best - (others[0] if others else 0.0) > LEARNT * (sum(words.values()) + DOUBT)


def tally(zones: Iterable[Zone], common: Mapping[str, float]) -> dict[str, float]:
    """Score of each theme: every word once, in the best zone it stands in, less if it is common in the report."""
    best: dict[str, tuple[float, Weights]] = {}
    for hits, factor in zones:
        for _, _, word, weights in hits:
            if weights:
                known = best.get(word)
                if known is None or factor > known[0]:
                    best[word] = (factor, weights)
    scores: dict[str, float] = {}
    for word, (factor, weights) in best.items():
        rarity, spread = common.get(word, 1.0), sqrt(len(weights))
        for theme, worth in weights.items():
            scores[theme] = scores.get(theme, 0.0) + factor * worth * rarity / spread
    return scores


def _ranked(scores: Mapping[str, float]) -> list[str]:
    order = _order()
    return sorted(scores, key=lambda theme: (-round(scores[theme], 6), order[theme]))


@cache
def _order() -> dict[str, int]:
    return {theme: place for place, theme in enumerate(themes())}


def gather_themes(
    document: Document,
    parts: Sequence[Part],
    measures: Sequence[Measure],
    shortcomings: Sequence[Shortcoming],
    causes: Sequence[Cause] = (),
) -> tuple[tuple[Measure, ...], tuple[Shortcoming, ...]]:
    """The measures and shortcomings with their themes; what stands inside a cause counts as if it stood below the title."""
    points: list[Point] = sorted([*measures, *shortcomings], key=lambda point: (point.start, -point.end))
    reader = _Reader(document, parts, points, causes)
    found: dict[str, tuple[str, ...]] = {}
    before: Point | None = None
    for point in points:
        own = reader.themes_of(point)
        if not own and before is not None and "\n" not in document.reading[before.end : point.start]:
            own = found[before.key]
        found[point.key] = own
        before = point
    return (
        tuple(replace(measure, themes=found[measure.key]) for measure in measures),
        tuple(replace(shortcoming, themes=found[shortcoming.key]) for shortcoming in shortcomings),
    )


class _Reader:
    """The words of one report, found once, and how common each is among its points."""

    def __init__(self, document: Document, parts: Sequence[Part], points: Sequence[Point], causes: Sequence[Cause] = ()) -> None:
        self.reading = document.reading
        self.causes = [(cause.evidence.start, cause.evidence.end) for cause in causes]
        self.hits = table().find(document.reading)
        self.starts = [hit.start for hit in self.hits]
        self.headings = list(_headings(parts))
        self.common = self._common(points)
        self.said: dict[tuple[int, int], Sequence[float] | None] = {}

    def _common(self, points: Sequence[Point]) -> dict[str, float]:
        counts = Counter(word for point in points for word in {hit.word for hit in self.between(point.start, point.end)})
        return {word: 1.0 - (count - 1) / len(points) for word, count in counts.items()}

    def between(self, start: int, end: int) -> list[Hit[Weights]]:
        """Hits that lie wholly between two places."""
        found = self.hits[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return [hit for hit in found if hit.end <= end]

    def themes_of(self, point: Point) -> tuple[str, ...]:
        """The best theme, or none where nothing speaks."""
        title, causes = self.titled(point)
        words = combine(self.named(point, title), self.told(point, causes), self.common)
        pairs = {} if _beyond_doubt(words) else likely(self.zones(point))
        return tuple(_ranked(together(words, pairs))[:1])

    def zones(self, point: Point) -> Iterable[Sequence[float] | None]:
        """What the pairs of characters of the point and of the headings above it say."""
        end, lead, read = point.evidence.end, self.lead(point), self.reading
        yield says(read[point.evidence.start : end], topics.TITLE)
        yield says(read[end:lead], topics.LEAD)
        yield says(read[lead : point.end], topics.BODY)
        for span in self.above(point):
            if span not in self.said:
                self.said[span] = says(read[slice(*span)], topics.HEADING)
            yield self.said[span]

    def above(self, point: Point) -> list[tuple[int, int]]:
        """Where the headings above a point stand."""
        return [span for span, (start, end) in self.headings if start <= point.start < end]

    def lead(self, point: Point) -> int:
        """Where the first sentence below the title ends."""
        lead = self.reading.find("。", point.evidence.end + 1, point.end)
        return point.end if lead < 0 else lead

    def named(self, point: Point, title: Sequence[Hit[Weights]]) -> Sequence[Zone]:
        """The words of the point's title and of the headings above it."""
        main = self.main_clause(point)
        return [
            ([hit for hit in title if hit.start < main], TITLE),
            ([hit for hit in title if hit.start >= main], LATER),
            *((self.between(*span), HEADING) for span in self.above(point)),
        ]

    def main_clause(self, point: Point) -> int:
        """Where the clause of the title ends that says what it is about: the first, or the second after 针对…问题 ("as to …")."""
        start, end = point.evidence.start, point.evidence.end
        opening = _OPENING.match(self.reading, start, end)
        found = _CLAUSE.search(self.reading, opening.end() if opening else start + _SHORTEST, end)
        return found.start() if found else end

    def told(self, point: Point, causes: Sequence[Hit[Weights]]) -> Sequence[Zone]:
        """The words of the first sentence below the title and of causes within it, and those of the rest."""
        title, lead = point.evidence.end, self.lead(point)
        return [([*causes, *self.between(title, lead)], LEAD), (self.between(lead, point.end), BODY)]

    def titled(self, point: Point) -> tuple[list[Hit[Weights]], list[Hit[Weights]]]:
        """The words of the point's title, and apart from them those that stand inside a cause."""
        start, end = point.evidence.start, point.evidence.end
        title = self.between(start, end)
        causes = [span for span in self.causes if span[0] < end and start < span[1]]
        if not causes:
            return title, []
        explains = [any(low <= hit.start and hit.end <= high for low, high in causes) for hit in title]
        return list(compress(title, map(not_, explains))), list(compress(title, explains))


def _headings(parts: Iterable[Part]) -> Iterable[tuple[tuple[int, int], tuple[int, int]]]:
    for part in parts:
        if part.form is Form.SECTION:
            yield (part.title_start, part.title_end), (part.start, part.end)
        yield from _headings(part.parts)
