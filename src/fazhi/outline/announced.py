"""What a heading, or a sentence that only announces what follows, leads to: by its runs of characters, where no table knows it.

Offices make up headings and announcements without end (未了的心愿 "what is left undone", 几桩心里没底的事 "some things we are not
sure of"). The weights stand in `data/lexicon/announced_weights.csv`; `.ci/train_announced.py` makes them, from invented headings
and sentences, and tells with `--measure` how far what is learnt from one half of them holds for the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from math import exp

from fazhi.model import Role
from fazhi.outline.runs import runs_of
from fazhi.resources import rows

CODES = ("W", "S", "C", "P", "N")  # the order of the columns: work, shortcomings, causes, plans, neither
_ROLES = (Role.ACHIEVEMENTS, Role.SHORTCOMINGS, Role.CAUSES, Role.PLANS)
_SURE_HEADING = 0.7
_SURE_SENTENCE = 0.8
_LIKELY = 0.45  # of what may announce, against the other roles
_NEITHER = 0.6  # the most that may speak for its announcing nothing
_SHORTEST = 4  # characters of a sentence that announces
_LONGEST = 60
_YEAR = re.compile(r"20\d\d年")
_TELLS = re.compile(r"[\d《;]|:.")  # a figure, a regulation, a list, words behind a colon: it tells something itself


def heading_says(heading: str) -> Role | None:
    """The role that a heading (without its number) leads to, where that is plain enough.

    >>> heading_says("哪些事还没有让群众满意")  # "What people are not yet content with"
    <Role.SHORTCOMINGS: 'shortcomings'>
    >>> heading_says("政府信息公开") in (None, Role.ACHIEVEMENTS)  # "Openness of government information"
    True
    """
    return _told("heading", heading, _SURE_HEADING)


def tells_something(sentence: str) -> bool:
    """Whether a sentence has a figure, a regulation or a list in it, and so does more than announce what follows."""
    return _TELLS.search(sentence) is not None


@lru_cache(maxsize=1024)
def announces(sentence: str) -> Role | None:
    """The role of what follows a sentence that tells nothing itself; None where it tells something, or is not plain.

    >>> announces("翻看一年的台账,没办好的事也不少:")  # "Leafing through the year, there is not a little we did not do well:"
    <Role.SHORTCOMINGS: 'shortcomings'>
    >>> announces("个别站所的台账记得不全。") is None  # "At some stations the books are not complete."
    True
    """
    year = _YEAR.match(sentence)
    if not _SHORTEST <= len(sentence) <= _LONGEST or tells_something(sentence[year.end() :] if year else sentence):
        return None
    role = _told("sentence", sentence, _SURE_SENTENCE)
    return role if year is None or role is Role.PLANS else None  # 2017年,我局拟在四处落子 ("we mean to place four stones")


def may_announce(words: str) -> Role | None:
    """The same of words in front of a colon, or alone in their paragraph: as they mostly announce something, less has to speak.

    >>> may_announce("美中不够的地方在这里")  # "what is not good enough is here"
    <Role.SHORTCOMINGS: 'shortcomings'>
    """
    if len(words) < _SHORTEST or tells_something(words):
        return None
    *said, neither = _probabilities("sentence", words)
    best = max(said)
    return _ROLES[said.index(best)] if neither <= _NEITHER and best >= _LIKELY * (1 - neither) else None


def _told(task: str, text: str, sure: float) -> Role | None:
    *said, _ = probabilities = _probabilities(task, text)
    best = max(probabilities)
    return _ROLES[said.index(best)] if best in said and best >= sure else None


def _probabilities(task: str, text: str) -> list[float]:
    """How probable work, shortcomings, causes, plans and none of these are, by the runs of a text."""
    weights, runs = _weights()[task], runs_of(text)
    beforehand, known = weights[""], weights.keys() & runs.keys()
    value = next(iter(runs.values()))
    columns = zip(*map(weights.__getitem__, known), strict=True) if known else ((),) * len(beforehand)
    odds = [exp((bias + value * sum(column)) / 100) for bias, column in zip(beforehand, columns, strict=True)]
    whole = sum(odds)
    return [one / whole for one in odds]


@cache
def _weights() -> Mapping[str, Mapping[str, tuple[int, ...]]]:
    """For each task, the weights of each run in hundredths, in the order of `CODES`; "" is what speaks beforehand."""
    found: dict[str, dict[str, tuple[int, ...]]] = {}
    for row in rows("announced_weights"):
        found.setdefault(row["task"], {})[row["run"]] = tuple(int(row[code]) for code in CODES)
    return found
