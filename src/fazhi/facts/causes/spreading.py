"""Which problem each of several groups of reasons explains: the one it speaks of, or the one that stands in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from fazhi.facts.causes.kinship import Kinship

_ORDINAL_BONUS = 0.6  # a cause and a problem of the same number
_IN_ORDER = 1.5
_MOST = 0.75  # of the groups that speak of one problem more than of the others
_SPEAKS = 0.5  # so much that it may tell whether a list is in the order of the problems
_UNEXPLAINED = 0.6  # a problem that has no reason yet, like a cause and a problem of the same number
_MOST_PROBLEMS = 10


def explained_by(told: Sequence[tuple[str, str]], places: Sequence[int], problems: Sequence[str], *, parallel: bool) -> list[int]:
    """For each group of reasons, told as its topic and its words, the index of the problem that it explains.

    `places`: the place of each group in its list, from 0; `parallel`: the list has a member for each problem.

    >>> problems = ["普法针对性不强", "执法力量薄弱"]  # "publicity misses its aim", "enforcement is weak"
    >>> explained_by([("补执法短板", "队员多为兼职")], [0], problems, parallel=False)  # "officers are part-time"
    [1]
    """
    kinship = Kinship(problems)
    scores = [kinship.scores(topic, words) for topic, words in told]
    favour_order(scores, {n: at for n, at in enumerate(places) if at < len(problems)}, parallel=parallel)
    return spread(scores, frozenset())


def favour_order(scores: Sequence[list[float]], places: Mapping[int, int], *, parallel: bool) -> None:
    """Add to the score of each group of a list what speaks for the problem in its place, the more where others go with theirs.

    `places`: the places of groups in their list, from 0; `parallel`: the list has a member for each problem.
    """
    speaking = [(at, scores[n]) for n, at in places.items() if max(scores[n]) >= _SPEAKS]
    in_place = sum(row[at] == max(row) for at, row in speaking)
    bonus = _ORDINAL_BONUS * (2 if parallel else 1)
    if in_place > 1 and in_place >= _MOST * len(speaking):
        bonus += _IN_ORDER  # most that speak of one go with the problem in their place: so may the others
    for n, at in places.items():
        scores[n][at] += bonus


def spread(scores: Sequence[Sequence[float]], told: AbstractSet[int]) -> list[int]:
    """For each group of reasons the problem that it explains: by its score, and so that few problems are left without any.

    `told` are the problems that have reasons already. The best of all choices, one group after another.
    """
    count = len(scores[0]) if scores else 0
    if not count or count > _MOST_PROBLEMS:
        return [max(range(count), key=lambda index: (row[index], -index)) for row in scores]
    best: dict[int, tuple[float, tuple[int, ...]]] = {sum(1 << index for index in told): (0.0, ())}
    for row in scores:
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        for explained, (total, chosen) in best.items():
            for index, score in enumerate(row):
                now = explained | 1 << index
                value = total + score + (_UNEXPLAINED if now != explained else 0.0)
                if now not in after or value > after[now][0]:
                    after[now] = (value, (*chosen, index))
        best = after
    return list(max(best.values(), key=lambda one: one[0])[1])
