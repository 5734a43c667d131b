"""What a clause or a sentence among problems is like: the plain features that are weighed in `fazhi.facts.causes.likely`.

Of a clause: its kind by the table `causes` and those of its neighbours, what it speaks of (people, money, rules, a right mind,
what comes of it …), its place in its sentence and among the sentences, whether it counts something, and short runs of characters.
Of a sentence: the same of its first and last clause, and how it goes with the problem before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from functools import cache, lru_cache
from itertools import pairwise

from fazhi.facts.causes.cues import cues
from fazhi.resources import lexicon

Clause = tuple[str, str]  # its text without punctuation at the ends, and the mark that ends it
_COUNTS = re.compile(r"\d|[一二三四五六七八九十百两几]+[名人件个处家户次台条座份例年成]|成$")
_TABLE = ("want", "ground", "symptom", "to_raise", "figure", "named", "scarce", "mind", "aside", "outcome", "effect")
_BESIDE = ("adds", "effect", "result", "rate", "lack", "mind")  # senses of the neighbours that tell something
_RUN_WEIGHT = 0.5  # of a run of characters, against 1 for what the table says
_LATER_WEIGHT = 0.3  # of a run in a later clause of a sentence
_MANY = 4  # clauses
_STOPS = ("。", "!", "?", ":", "\n")  # marks that end a sentence, or a lead


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
    found = dict.fromkeys([*names, *_in_sentences(clauses, index)], 1.0)
    found.update(dict.fromkeys(_runs(text), _RUN_WEIGHT))
    found["length"] = min(len(text), 30) / 20
    found["shared"] = _shared(text, clauses[0][0]) if index else 0.0
    return found


def _in_sentences(clauses: Sequence[Clause], index: int) -> Iterator[str]:
    """Where a clause stands in its sentence, and that among the sentences of the problem: grounds mostly follow the lead.

    行政裁决开展得少。 | 窗口没有设, | 懂行的人也没有。        lead, only | final, first | final, last
    """
    text = clauses[index][0]
    number = 0
    sentence = []  # the number of each clause's sentence
    for _, mark in clauses:
        sentence.append(number)
        number += mark in _STOPS
    own = [at for at, number in enumerate(sentence) if number == sentence[index]]
    place = "only" if len(own) == 1 else "first" if index == own[0] else "last" if index == own[-1] else "middle"
    if not sentence[-1]:
        which = "single"
    else:
        which = "lead" if not sentence[index] else "final" if own[-1] == len(sentence) - 1 else "inner"
    kind, spot = kind_of(text).name, f"{place} of {which} sentence"
    yield from (f"{which} sentence", spot, f"{kind} {spot}", f"{spot} lead={min(sentence.count(0), _MANY - 1)}")
    if any(clauses[at][1] == ";" for at in own):  # its members are reasons side by side, each perhaps with what comes of it
        begins = index == own[0] or clauses[index - 1][1] == ";"
        ends = index == own[-1] or clauses[index][1] == ";"
        member = "whole" if begins and ends else "first" if begins else "later"
        yield from (f"{member} of member", f"{kind} {member} of member", f"{member} of member in {which} sentence")
        yield from (f"{sense} {member} of member" for sense in _senses(text))
    if len(own) > 1:
        alike = all(kind_of(clauses[at][0]) is Kind.GROUND for at in own if at != index)
        yield f"{kind} among {'grounds' if alike else 'others'} in {which} sentence"
    yield from (f"{sense} {spot}" for sense in _senses(text))


def features_of_sentence(before: Sequence[Clause], clauses: Sequence[Clause]) -> dict[str, float]:
    """The features of a whole sentence among problems, `before` being the clauses of the problem before it: name and value."""
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
    names += [
        f"clauses={min(len(texts), _MANY)} after {min(len(before), _MANY)}",
        f"{kind_of(before[0][0]).name} before {kind_of(first).name}",
        f"{kind_of(before[-1][0]).name} right before {kind_of(first).name}",
        "kinds=" + " ".join(sorted({kind_of(text).name for text in texts})),
    ]
    found = dict.fromkeys(names, 1.0)
    found.update(dict.fromkeys(("1" + run for run in _runs(first)), _RUN_WEIGHT))
    found.update(dict.fromkeys(("2" + run for text in texts[1:] for run in _runs(text)), _LATER_WEIGHT))
    found["length"] = min(len(first), 30) / 20
    problem = "".join(text for text, _ in before)
    found["shared"], found["first shared"] = _shared("".join(texts), problem), _shared(first, problem)
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
