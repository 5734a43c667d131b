"""How likely a clause gives the ground of a problem, and a sentence goes on with one: logistic weights over plain features.

The features are told in `fazhi.facts.causes.features`. The weights stand in `data/lexicon/grounds.csv`; `.ci/train_grounds.py`
makes them from the sentences in `data/training/`. No sentence of a report with gold stands there: those only measure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache

from fazhi.facts.causes.features import Clause, features, features_of_sentence
from fazhi.resources import rows


def likelihoods(clauses: Sequence[Clause]) -> list[float]:
    """For each clause of one problem, the probability that it tells a ground.

    >>> spoken = [("夜市管不住", "。"), ("中队就四个人", ","), ("巡逻车又坏了半年", ","), ("一走摊子就回来", "")]
    >>> [round(p) for p in likelihoods(spoken)]  # "no hold on the night market. Four people, a broken car, they come back"
    [0, 1, 1, 0]
    """
    weights = _weights()["ground"]
    return [_probability(weights, features(clauses, index)) for index in range(len(clauses))]


def continuation(before: Sequence[Clause], clauses: Sequence[Clause]) -> float:
    """The probability that a sentence goes on with the problem `before` it (by its ground, mostly), and tells none of its own.

    >>> problem = [("乡镇综合执法难以成势", "。")]  # "enforcement in towns does not get going"
    >>> spoken = [("人员编制在县、考核在乡", ","), ("两头都使不上劲", "。")]  # "posts are the county's, tests the town's"
    >>> continuation(problem, spoken) > 0.5 > continuation(problem, [("普法形式单一", "。")])  # "publicity is monotonous"
    True
    """
    return _probability(_weights()["continuation"], features_of_sentence(before, clauses))


def _probability(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    total = weights["bias"] + sum([weights[name] * value for name, value in values.items() if name in weights])
    return 1 / (1 + math.exp(-total))


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    """The weights of each task, by the names of the features."""
    weights: dict[str, dict[str, float]] = {}
    for row in rows("grounds"):
        weights.setdefault(row["task"], {})[row["feature"]] = float(row["weight"])
    return weights
