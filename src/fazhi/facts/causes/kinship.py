"""How near a reason is to each problem of its report, where it stands apart from them: by words, characters and themes.

Rare words that both have tell most; but people seldom name the problem again (年轻人多半另谋出路, "the young mostly leave", of a
bureau that lacks people). So what both speak of counts too: themes by the table of words and by pairs of characters. Of the
reasons of 132 annotated reports, each told apart and in no order, words alone give 36 in 100 to their problem, all together 67;
of twelve reports from which no theme was learnt, 29 and 53.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from unicodedata import digit

from fazhi.facts import topics
from fazhi.facts.themes import table, tally

_CHARACTER, _THEME_WORDS, _THEME_LEARNT = 0.1, 0.7, 1.5  # against 1 for a pair of characters that one problem alone has
_TOPIC_WEIGHT = 2.0  # words of 从…看 (as to …) count more than those of the reason itself
_DIGITS = "一二三四五六七八九十"
_COUNTED = re.compile("第|(?:问题|不足|短板|欠账)[一二三四五六七八九十①-⑩0-9]")
_NUMBERED = re.compile(rf"[第(、和及至题足板账]([{_DIGITS}①-⑩]|\d)")
_OF_ALL = re.compile("以上|上述|这[一二三四五六七八九几两些]")
_TOPICS = re.compile("[、和与及]")
_COMMON = frozenset("的不了在有和与及为是个对从到上中下一人大小多少全没未也又还就都把被将")


class Kinship:
    """Compares reasons with the problems of one report."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.pairs = [set(pairs_of(problem)) for problem in problems]
        self.rarity = Counter(pair for pairs in self.pairs for pair in pairs)
        self.characters = [_characters(problem) for problem in problems]
        self.seldom = Counter(character for characters in self.characters for character in characters)
        self.themes = [_themes(problem) for problem in problems]

    def restated(self, words: str) -> float:
        """The share of the words, in pairs of characters, that one problem has too, at best."""
        own = set(pairs_of(words))
        return max((len(own & pairs) / len(own) for pairs in self.pairs), default=0.0) if own else 0.0

    def told(self, topic: str) -> Iterator[tuple[int, float]]:
        """The problems that a topic names outright (all, by their numbers, several by their subjects), each with a confidence."""
        count = len(self.pairs)
        if _OF_ALL.match(topic):
            yield from ((index, 0.75) for index in range(count))
            return
        numbers = _NUMBERED.findall(topic) if _COUNTED.match(topic) else []
        numbered = [_DIGITS.find(n) if n in _DIGITS else digit(n) - 1 for n in numbers]
        if numbered and max(numbered) < count:
            yield from ((index, 0.9) for index in numbered)
            return
        members = [member for member in _TOPICS.split(topic) if len(member) >= 2]
        best_of = {}
        for member in members if len(members) > 1 else ():
            shares = self._shares(member)
            if max(shares) > 0:
                best_of[member] = max(range(count), key=lambda index: (shares[index], -index))
        if len(set(best_of.values())) > 1:
            yield from ((index, 0.75) for index in dict.fromkeys(best_of.values()))

    def scores(self, topic: str, words: str) -> list[float]:
        """How much a group of reasons speaks of each problem; the words of its topic count more."""
        scores = [share + _TOPIC_WEIGHT * named for share, named in zip(self._shares(words), self._shares(topic), strict=True)]
        characters, (told, learnt) = _characters(topic + words), _themes(topic + words)
        for index, (others, (words_of, likely)) in enumerate(zip(self.characters, self.themes, strict=True)):
            scores[index] += _CHARACTER * sum(1 / self.seldom[character] for character in characters & others)
            scores[index] += _THEME_WORDS * _product(told, words_of) + _THEME_LEARNT * _product(learnt, likely)
        return scores

    def _shares(self, words: str) -> list[float]:
        own = set(pairs_of(words))
        return [sum(1 / self.rarity[pair] for pair in own & pairs) for pairs in self.pairs]


def pairs_of(text: str) -> list[str]:
    """Pairs of neighbouring Chinese characters."""
    runs = re.findall("[一-龥]+", text)
    return [run[i : i + 2] for run in runs for i in range(len(run) - 1)]


def _characters(text: str) -> frozenset[str]:
    return frozenset(re.findall("[一-龥]", text)) - _COMMON


def _themes(text: str) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """What a text speaks of: the scores of its themes by the table, as a vector of length 1; their probabilities by pairs."""
    scores = tally([(table().find(text), 1.0)], {})
    length = sqrt(sum(score * score for score in scores.values()))
    return {theme: score / length for theme, score in scores.items()}, topics.likely([topics.says(text, topics.TITLE)])


def _product(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(value * other.get(theme, 0.0) for theme, value in one.items())
