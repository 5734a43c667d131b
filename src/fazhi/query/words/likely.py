"""Which question of the catalogue words ask, as probabilities: logistic weights over plain features.

The features of a text are the ideas in it by the table `questions` (`shortcoming`, `none`, `later`, …) and pairs of them, the
kinds of names in it, runs of up to three Chinese characters, and English words and pairs of them. The weights stand in
`data/lexicon/questions_weights.csv`; `.ci/train_questions.py` makes them from the phrasings in `data/training/questions.txt`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import cache
from itertools import combinations, pairwise

from fazhi.resources import lexicon, rows

NONE = "none"
"""What stands for a question that the catalogue cannot answer."""
SLOTS = {"body": "B", "regulation": "R", "mechanism": "M", "indicator": "I", "shortcoming": "S", "year": "Y"}
"""What stands in a text for a name of each kind."""
SCALE = 100
"""The weights in the table are multiplied by this."""
_RUN = re.compile(f"[\u3400-\u9fff{''.join(SLOTS.values())}]+")
_WORD = re.compile(f"[a-z]+|[{''.join(SLOTS.values())}]")
_LATIN = re.compile(r"[a-z0-9.%-]+")
_STEM = 6  # letters of a word that count
_IDEA, _PAIR, _CHARACTERS, _LETTERS = 1.0, 0.7, 0.5, 0.6  # what each kind of feature weighs before the sum of squares is made 1


def likelihoods(text: str) -> list[tuple[str, float]]:
    """The questions, and `NONE`, with their probabilities, the likeliest first; `text` has its names masked.

    >>> [(name, probability > 0.5) for name, probability in likelihoods("哪些不足没有对应的举措")[:1]]  # what has no measure
    [('unaddressed-shortcomings', True)]
    """
    names, table = _weights()
    sums = list(table["bias"])
    for feature, value in features(text).items():
        for index, weight in enumerate(table.get(feature, ())):
            sums[index] += weight * value
    highest = max(sums)
    parts = [math.exp(each - highest) for each in sums]
    whole = sum(parts)
    return sorted(((name, part / whole) for name, part in zip(names, parts, strict=True)), key=lambda pair: (-pair[1], pair[0]))


def features(text: str) -> dict[str, float]:
    """The features of a text with names masked: their names and values, whose squares have the sum 1.

    >>> sorted(name for name in features("B的不足") if name.startswith("idea"))  # "shortcomings of a body"
    ['idea=body', 'idea=body+shortcoming', 'idea=shortcoming']
    """
    found: dict[str, float] = {}
    held = {name for name, pattern in _ideas() if pattern.search(text)} | {
        name for name, letter in SLOTS.items() if letter in text
    }
    told = sorted(held)
    found.update((f"idea={name}", _IDEA) for name in told)
    found.update((f"idea={a}+{b}", _PAIR) for a, b in combinations(told, 2))
    for match in _RUN.finditer(_LATIN.sub("|", text).replace(" ", "")):
        found.update((character, _CHARACTERS) for character in match[0])
        run = f"^{match[0]}$"
        found.update((run[at : at + size], _CHARACTERS) for size in (2, 3) for at in range(len(run) - size + 1))
    letters = [word[:_STEM] for word in _WORD.findall(text)]
    found.update((f"word={word}", _LETTERS) for word in letters)
    found.update((f"word={a} {b}", _LETTERS) for a, b in pairwise(letters))
    length = math.sqrt(sum(value * value for value in found.values())) or 1.0
    return {name: value / length for name, value in found.items()}


def unknown(text: str) -> tuple[str, ...]:
    """The words of a text with names masked of which nothing was learnt."""
    _, table = _weights()
    found = []
    for match in re.finditer("[\u3400-\u9fff]{2,}", text):
        run = match[0]
        seen = [run[at : at + 2] in table for at in range(len(run) - 1)]
        dark = [not (at > 0 and seen[at - 1]) and not (at < len(seen) and seen[at]) for at in range(len(run))]
        found += ["".join(run[a:b]) for a, b in _stretches(dark) if b - a > 1]
    found += [
        word for word in re.findall("[a-z]{4,}", text) if f"word={word[:_STEM]}" not in table and not _any_idea().search(word)
    ]
    return tuple(dict.fromkeys(found))


def _stretches(marks: Iterable[bool]) -> list[tuple[int, int]]:
    """Where marks are true without a break."""
    written = "".join("x" if mark else "." for mark in marks)
    return [match.span() for match in re.finditer("x+", written)]


@cache
def _weights() -> tuple[tuple[str, ...], dict[str, tuple[float, ...]]]:
    """The questions, and the weights for each of them of each feature."""
    told = rows("questions_weights")
    names = tuple(name for name in told[0] if name != "feature")
    return names, {row["feature"]: tuple(int(row[name] or 0) / SCALE for name in names) for row in told}


@cache
def _ideas() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, any_of(words)) for name, words in lexicon("questions")["ideas"].items())


@cache
def _any_idea() -> re.Pattern[str]:
    return any_of([word for words in lexicon("questions")["ideas"].values() for word in words])


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of these words; those of Latin letters only as whole words, an asterisk standing for more letters.

    >>> any_of(["cause*", "原因"]).findall("because of two causes; 原因")
    ['causes', '原因']
    """

    def pattern(word: str) -> str:
        """A word as a pattern: a whole word where it is of Latin letters, with * for any ending."""
        return rf"\b{re.escape(word)}\b".replace(r"\*", r"\w*") if word.isascii() else re.escape(word)

    return re.compile("|".join(pattern(word) for word in sorted(words, key=len, reverse=True)))
