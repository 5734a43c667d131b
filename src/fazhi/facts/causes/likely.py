"""How likely a clause gives the ground of a problem, and a sentence goes on with one: logistic weights over plain features.

The features of a clause are its kind by the table `causes` and those of its neighbours, what it speaks of (people, money, rules,
a right mind, what comes of it …), its place, whether it counts something, and short runs of its characters. The weights stand in
`data/lexicon/grounds.csv`; `.ci/train_grounds.py` makes them from the sentences in `data/training/`. No sentence of a report with
gold stands there: those only measure.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from functools import cache, lru_cache
from itertools import pairwise

from fazhi.facts.causes.pieces import cues
from fazhi.resources import lexicon, rows

Clause = tuple[str, str]  # its text without punctuation at the ends, and the mark that ends it
_COUNTS = re.compile(r"\d|[一二三四五六七八九十百两几]+[名人件个处家户次台条座份例年成]|成$")
_TABLE = ("want", "ground", "symptom", "to_raise", "figure", "named", "scarce", "mind", "aside")
_BESIDE = ("adds", "effect", "result", "rate", "lack", "mind")  # senses of the neighbours that tell something
_RUN_WEIGHT = 0.5  # of a run of characters, against 1 for what the table says
_LATER_WEIGHT = 0.3  # of a run in a later clause of a sentence
_MANY = 4  # clauses


class Kind(Enum):
    """What a clause is by the words of the table."""

    GROUND = auto()
    SYMPTOM = auto()
    FIGURE = auto()
    OTHER = auto()


@lru_cache(maxsize=1024)
def kind_of(text: str) -> Kind:
    """The kind of a clause by the words of the table `causes`."""
    table = cues()
    if table.figure.search(text) or table.aside.match(text):
        return Kind.FIGURE
    if table.want.search(text):
        return Kind.GROUND
    if table.symptom.search(text) or table.to_raise.search(text):
        return Kind.SYMPTOM
    return Kind.GROUND if table.ground.search(text) else Kind.OTHER


def likelihoods(clauses: Sequence[Clause]) -> list[float]:
    """For each clause of one problem, the probability that it tells a ground.

    >>> spoken = [("夜市管不住", "。"), ("中队就四个人", ","), ("巡逻车又坏了半年", ","), ("一走摊子就回来", "")]
    >>> [round(p) for p in likelihoods(spoken)]  # "no hold on the night market. Four people, a broken car, they come back"
    [0, 1, 1, 0]
    """
    weights = _weights()["ground"]
    return [_probability(weights, features(clauses, index)) for index in range(len(clauses))]


def continuation(clauses: Sequence[Clause]) -> float:
    """The probability that a sentence among problems gives the ground of the one before, and tells none of its own.

    >>> spoken = [("人员编制在县、考核在乡", ","), ("两头都使不上劲", "。")]  # "posts are the county's, tests the town's"
    >>> continuation(spoken) > 0.5 > continuation([("执法力量薄弱", ","), ("人员老化", "。")])  # "enforcement is weak, staff old"
    True
    """
    return _probability(_weights()["continuation"], features_of_sentence(clauses))


def _probability(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in values.items())
    return 1 / (1 + math.exp(-total))


def features(clauses: Sequence[Clause], index: int) -> dict[str, float]:
    """The features of one clause among those of its problem: name and value."""
    text, mark = clauses[index]
    last = len(clauses) - 1
    place = "first" if index == 0 else "last" if index == last else "middle"
    heading = clauses[0][1] in ("。", ":")
    spot = place + (" of 2" if last == 1 else "") + (" below a heading" if heading else "")
    kind = kind_of(text).name
    names = [
        f"kind={kind}",
        f"kind={kind} {place}",
        f"place={place}",
        f"place={place} of {min(last + 1, _MANY)}" + (" below a heading" if heading else ""),
        f"mark={mark} {place}",
        f"counts={_counts(text)} {place}",
        f"coordinated={'、' in text} {place}",
        f"last is {kind_of(clauses[-1][0]).name} {place}",
        f"first is {'named' if cues().named.search(clauses[0][0]) else 'other'} {place}",
        f"kind={kind} coordinated={'、' in text} {spot}",
    ]
    told = [f"table={name}" for name in _TABLE if getattr(cues(), name).search(text)]
    told += [f"sense={name}" for name in _senses(text)]
    names += [*told, *(f"{name} {spot}" for name in told)]
    others = [kind_of(other) for number, (other, _) in enumerate(clauses) if number not in (0, index)]
    if heading and others and all(other is Kind.GROUND for other in others):
        names.append(f"among grounds below a heading {place}")
    if cues().to_raise.search(clauses[-1][0]):
        names.append(f"last is to be raised {place}")
    if cues().unfit.search(clauses[-1][0]):
        names.append(f"last tells a want {place}")
    for side, other in (("before", index - 1), ("after", index + 1)):
        if 0 <= other <= last:
            beside = clauses[other][0]
            names += [f"{side} is {kind_of(beside).name}", f"{side} counts={_counts(beside)}"]
            names += [f"{side} has {sense}" for sense in _senses(beside) if sense in _BESIDE]
    found = dict.fromkeys(names, 1.0)
    found.update(dict.fromkeys(_runs(text), _RUN_WEIGHT))
    found["length"] = min(len(text), 30) / 20
    found["shared"] = _shared(text, clauses[0][0]) if index else 0.0
    return found


def features_of_sentence(clauses: Sequence[Clause]) -> dict[str, float]:
    """The features of a whole sentence among problems: name and value."""
    texts = [text for text, _ in clauses]
    first = texts[0]
    names = [
        f"first is {kind_of(first).name}",
        f"last is {kind_of(texts[-1]).name}",
        f"clauses={min(len(texts), _MANY)}",
        f"first named={bool(cues().named.search(first))}",
        f"first adds={bool(cues().joins.search(first))}",
        f"others add={any(cues().joins.search(text[:12]) for text in texts[1:])}",
        f"first counts={_counts(first)}",
    ]
    names += [f"first has {sense}" for sense in _senses(first)] + [f"last has {sense}" for sense in _senses(texts[-1])]
    found = dict.fromkeys(names, 1.0)
    found.update(dict.fromkeys(("1" + run for run in _runs(first)), _RUN_WEIGHT))
    found.update(dict.fromkeys(("2" + run for text in texts[1:] for run in _runs(text)), _LATER_WEIGHT))
    found["length"] = min(len(first), 30) / 20
    return found


@lru_cache(maxsize=1024)
def _senses(text: str) -> tuple[str, ...]:
    """What a clause speaks of: 队员年龄偏大 (the staff is old) of people."""
    return tuple(name for name, pattern in _sense_patterns() if pattern.search(text))


@cache
def _sense_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in lexicon("causes")["sense"].items())


def _shared(text: str, problem: str) -> float:
    """The share of the pairs of characters of a clause that the first clause has too: it then rather says the same again."""
    pairs = {a + b for a, b in pairwise(text)}
    return len(pairs & {a + b for a, b in pairwise(problem)}) / max(1, len(pairs))


def _counts(text: str) -> bool:
    return bool(_COUNTS.search(text))


def _runs(text: str) -> Iterator[str]:
    """Runs of one to three characters, with both ends of the clause: ^人 少$."""
    padded = f"^{text}$"
    yield from text
    for a, b in pairwise(padded):
        yield a + b
    for start in range(len(padded) - 2):
        yield padded[start : start + 3]


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    """The weights of each task, by the names of the features."""
    weights: dict[str, dict[str, float]] = {}
    for row in rows("grounds"):
        weights.setdefault(row["task"], {})[row["feature"]] = float(row["weight"])
    return weights
