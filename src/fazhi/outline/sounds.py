"""How much a sentence sounds like a problem, by its runs of characters: for reports that tell their problems amid the work.

`tone` hears signs in a whole list of points. A single sentence between sentences on work says less, and words of want stand
in work as well (小事不出村, "small quarrels do not leave the village"). So both are added: of the work on the held-out reports
three sentences in a thousand are then taken for problems, and three in four of the problems are heard. The weights stand in
`data/lexicon/sounds_weights.csv`; `.ci/train_sounds.py` makes them, from invented problems and the work of the development
reports.
"""

from __future__ import annotations

from functools import cache, lru_cache

from fazhi.model import Role
from fazhi.outline.runs import runs_of
from fazhi.outline.tone import tone
from fazhi.resources import rows

_SURE = 2.8  # the logarithm of the odds, by its runs and as a point, from which a sentence is a problem though nothing says so
_LIKELY = 2.0  # the same, in a report that tells its problems nowhere else, of a sentence that does not begin a point
_RATHER = 0.5  # the same by its runs alone, where a word has opened an admission, or one is told before it
_SHORTEST = 12  # characters of a sentence of its own that says so much; shorter ones are headings


@cache
def _weights() -> dict[str, int]:
    return {row["run"]: int(row["weight"]) for row in rows("sounds_weights")}


@lru_cache(maxsize=1024)
def sound(text: str) -> float:
    """How much the runs of a sentence say for a problem rather than for work: the logarithm of the odds.

    >>> sound("村里的旧账没人说得清,年年为此争执。") > 0 > sound("清理村级旧账46笔,逐笔公示。")  # "nobody …", "cleared …"
    True
    """
    weights, runs = _weights(), runs_of(text)
    value = next(iter(runs.values()))
    return (weights[""] + value * sum(map(weights.__getitem__, weights.keys() & runs.keys()))) / 100


def is_plainly_a_problem(text: str, *, likely: bool = False) -> bool:
    """Whether a sentence amid the work tells a problem though no word says so: by its runs, and as a point.

    `likely`: problems are to be expected among the sentences beside it, so that less has to speak for one.

    >>> is_plainly_a_problem("受船只老旧影响,离岛的几个村多数还查不到。")  # "As the boats are old, most islands are out of reach"
    True
    >>> is_plainly_a_problem("小事不出村、大事不出镇。")  # "Small quarrels stay in the village …"
    False
    """
    lead = tone([text]).lead(Role.SHORTCOMINGS, Role.ACHIEVEMENTS)
    return len(text) >= _SHORTEST and sound(text) + lead >= (_LIKELY if likely else _SURE)


def sounds_like_a_problem(text: str) -> bool:
    """Whether a sentence between plans tells the next problem, and neither a plan nor work."""
    return tone([text]).likeliest is Role.SHORTCOMINGS and is_plainly_a_problem(text, likely=True)


def is_rather_a_problem(text: str) -> bool:
    """Whether a sentence rather tells a problem than work, where an admission has been opened."""
    return sound(text) >= _RATHER
