"""Likeness: how much a stretch of a plan speaks of what a shortcoming is about.

Three things are compared, in the shortcoming itself and in its causes:

- words in common, as pairs of neighbouring characters; a pair counts the more, the rarer it is in the report
  (灌区, "irrigation district", against 执法, "law enforcement");
- needs and remedies from the table `addresses`: 人手不足 ("too few people") and 招录 ("recruit");
- themes, as the angle between their scores.

>>> likeness = Likeness("案卷说理不充分。执法人手不足。统一文书模板。", [("案卷说理不充分", ""), ("执法人手不足", "")], [])
>>> [round(x.needs, 1) for x in likeness.compare("统一文书模板")]  # "unify the templates of documents": the first
[2.0, 0.0]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log, log1p, sqrt

from fazhi.facts.themes import Weights, table, tally
from fazhi.matching.alternation import any_word
from fazhi.matching.keywords import Found, Hit, Keywords
from fazhi.resources import lexicon


@dataclass(slots=True)  # not frozen: made by the thousand
class Alike:
    """What speaks for one shortcoming: each from 0 (nothing) to 1 (theme), 2 (words) or 3 (needs)."""

    words: float
    cause_words: float
    needs: float
    cause_needs: float
    theme: float

    def weigh(self, weights: Mapping[str, float]) -> float:
        """All together, by the weights of the table."""
        return (
            weights["words"] * self.words
            + weights["cause_words"] * self.cause_words
            + weights["needs"] * self.needs
            + weights["cause_needs"] * self.cause_needs
            + weights["theme"] * self.theme
        )


@cache
def _between() -> re.Pattern[str]:
    """What stands between the words that tell a subject."""
    return re.compile(f"(?:{any_word(lexicon('addresses')['empty']['words'])}|[^一-鿿A-Za-z])")


@cache
def _side(side: str) -> Keywords[tuple[str, ...]]:
    """The words of one side, `need` or `remedy`, with the pairs they stand in."""
    pairs: dict[str, list[str]] = {word: [] for word in lexicon("addresses")["nothing"]["words"]}
    for pair in lexicon("addresses")["pair"]:
        for word in pair[side]:
            pairs.setdefault(word, []).append(pair["name"])
    return Keywords({word: tuple(names) for word, names in pairs.items()})


def bigrams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, without words that tell no subject.

    >>> sorted(bigrams("进一步加强灌区管理"))  # "further strengthen the management of irrigation districts"
    ['灌区']
    """
    return frozenset([pair for chunk in _between().split(text) for pair in map(str.__add__, chunk, chunk[1:])])


def _pairs(hits: Iterable[Hit[tuple[str, ...]]]) -> dict[str, int]:
    """How often each pair of need and remedy is told, on one side."""
    told: dict[str, int] = {}
    for hit in hits:
        for name in hit.value:
            told[name] = told.get(name, 0) + 1
    return told


@dataclass(frozen=True, slots=True)
class _Themes:
    """The scores of a text's themes as a vector, with the square of its length."""

    scores: Mapping[str, float]
    square: float

    def cosine(self, other: _Themes) -> float:
        """The angle between two vectors as its cosine."""
        mine, others = self.scores, other.scores
        product = sum(value * others[theme] for theme, value in mine.items() if theme in others)
        return product / sqrt(self.square * other.square) if product else 0.0


def _themes(hits: Sequence[Hit[Weights]]) -> _Themes:
    scores = tally([(hits, 1.0)], {})
    return _Themes(scores, sum(score * score for score in scores.values()))


@dataclass(frozen=True, slots=True)
class _Traits:
    words: frozenset[str]
    needs: Mapping[str, int]


class Plan:
    """A text to compare, with the words that tell remedies and themes found once for it and for its clauses."""

    __slots__ = ("remedies", "text", "themes", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = bigrams(text)
        self.remedies = Found(_side("remedy"), text)
        self.themes = Found(table(), text)


class Likeness:
    """Compares plans with the shortcomings of one report; `problems` are pairs of text and causes."""

    def __init__(self, reading: str, problems: Sequence[tuple[str, str]], plans: Sequence[Plan]) -> None:
        needs = _side("need").find
        self.problems = [tuple(_Traits(bigrams(text), _pairs(needs(text))) for text in problem) for problem in problems]
        self.themes = [_themes(table().find(text)) for text, _ in problems]
        self.reading = reading
        self.rarities: dict[str, float] = {}
        self.in_problems = Counter(word for text, causes in self.problems for word in text.words | causes.words)
        self.in_plans = Counter(word for plan in plans for word in plan.words)
        self.needed = Counter(name for text, causes in self.problems for name in {*text.needs, *causes.needs})

    def compare(self, text: str) -> list[Alike]:
        """For each shortcoming, in order, what of a text speaks for it."""
        return self.compare_plan(Plan(text))

    def compare_plan(self, plan: Plan, clause: tuple[int, int] | None = None) -> list[Alike]:
        """The same of a plan, or of one of its clauses."""
        words = plan.words if clause is None else bigrams(plan.text[slice(*clause)])
        place = clause or (0, len(plan.text))
        remedies, themes = _pairs(plan.remedies.within(*place)), _themes(plan.themes.within(*place))
        return [
            Alike(
                words=self._shared(words, problem.words),
                cause_words=self._shared(words, causes.words),
                needs=min(3.0, self._met(remedies, problem.needs)),
                cause_needs=min(2.5, self._met(remedies, causes.needs)),
                theme=themes.cosine(needed),
            )
            for (problem, causes), needed in zip(self.problems, self.themes, strict=True)
        ]

    def share_named(self, phrase: str) -> list[float]:
        """For each shortcoming, how much of the words of a phrase it has, from 0 to 1."""
        words = bigrams(phrase)
        return [len(words & (text.words | causes.words)) / len(words) if words else 0.0 for text, causes in self.problems]

    def _shared(self, words: frozenset[str], others: frozenset[str]) -> float:
        if words.isdisjoint(others):
            return 0.0
        return min(2.0, log1p(2 * sum(map(self._rarity, sorted(words & others)))))

    def _rarity(self, word: str) -> float:
        known = self.rarities.get(word)
        if known is None:
            told = len(re.findall(f"(?={re.escape(word)})", self.reading)) if word[0] == word[1:] else self.reading.count(word)
            here = max(1, self.in_problems[word]) * max(1, self.in_plans[word])
            known = self.rarities[word] = 1 / (1 + log(max(1, told))) / sqrt(here)
        return known

    def _met(self, remedies: Mapping[str, int], needs: Mapping[str, int]) -> float:
        met = 0.0
        for name, times in remedies.items():
            if name in needs:
                met += sqrt(min(2, times) * min(2, needs[name])) / self.needed[name]
        return met
