"""Which planned measure is meant to remedy which shortcoming.

    针对第1项、第6项不足,… ("for the first and the sixth weak point, …")                   its number is named
    针对隐患发现难问题,加装探头 ("for the difficulty of finding dangers, …")              the problem is named
    …台账不全。下一步将逐户建档 ("… records are incomplete. Next, …")                     told right after it
    执法人手不足 | 公开招录法律专业人员 ("too few people" | "recruit …")                  a need and its remedy
    渡口渡船年久失修 | 更新老旧渡船 ("ferries in disrepair" | "replace old ferries")      words in common
    equal numbers of points, the second about the theme of the second                      parallel order

Every pair of a plan and a shortcoming is weighed by what speaks for it, and against the rivals of both; a plan may
remedy several, and many plans remedy none. The weights stand in the table `addresses`; the weighed sum, put through the
logistic function, is the confidence of the link, and from one half on the link is stated. Measures already
carried out are not linked: that the year's work met a problem which the same report admits, no text says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from fazhi.facts.likeness import Alike, Likeness, Plan
from fazhi.facts.numbered import numbered_problems
from fazhi.facts.outright import named_problems, told_before
from fazhi.matching.alternation import any_word
from fazhi.model import Cause, Document, Evidence, Link, LinkKind, Measure, Shortcoming, Status
from fazhi.resources import lexicon

_CLAUSE = re.compile(r"[^,。;:!?\n]{4,}")


def gather_addresses(
    document: Document,
    measures: Sequence[Measure],
    shortcomings: Sequence[Shortcoming],
    causes: Sequence[Cause] = (),
    cause_links: Sequence[Link] = (),
) -> tuple[Link, ...]:
    """Links from planned measures to the shortcomings they address, in order of the text."""
    plans = [measure for measure in measures if measure.status is Status.PLANNED]
    if not plans or not shortcomings:
        return ()
    weighed = _Weighing(document, plans, measures, shortcomings, _causes(causes, cause_links))
    links = [link for row in weighed.rows(weighed.weights["threshold"]) for link in row]
    return tuple(sorted(links, key=lambda link: (link.subject, link.object)))


def _causes(causes: Sequence[Cause], links: Sequence[Link]) -> dict[str, str]:
    """The causes of each shortcoming as one text, by its key."""
    texts = {cause.key: cause.text for cause in causes}
    told: dict[str, list[str]] = {}
    for link in links:
        if link.kind is LinkKind.HAS_CAUSE and link.object in texts:
            told.setdefault(link.subject, []).append(texts[link.object])
    return {key: "。".join(parts) for key, parts in told.items()}


# ------------------------------------------------------------------ one plan against one shortcoming


@dataclass(frozen=True, slots=True)
class _Pair:
    """What speaks for and against a link; `place` is the clause of the plan that says most for it."""

    alike: Alike
    place: tuple[int, int]
    signals: Mapping[str, float]

    def confidence(self, weights: Mapping[str, float]) -> float:
        """Between 0 and 1: of links at 0.8, about eight in ten are right."""
        total = weights["bias"] + self.alike.weigh(weights) + sum(weights[name] * value for name, value in self.signals.items())
        return round(1 / (1 + exp(-total)), 3)

    def rule(self, weights: Mapping[str, float]) -> str:
        """The signal that says most."""
        if self.signals["named"] or self.signals["numbered"]:
            return "addresses.problem-named"
        if self.signals["adjacent"]:
            return "addresses.same-passage"
        said = {
            "addresses.words-shared": weights["words"] * self.alike.words + weights["cause_words"] * self.alike.cause_words,
            "addresses.need-and-remedy": weights["needs"] * self.alike.needs + weights["cause_needs"] * self.alike.cause_needs,
            "addresses.same-theme": weights["theme"] * self.alike.theme,
            "addresses.parallel-order": weights["order"] * self.signals["order"],
        }
        return max(said, key=lambda name: said[name])


class _Weighing:
    """All pairs of the plans and shortcomings of one report."""

    def __init__(
        self,
        document: Document,
        plans: Sequence[Measure],
        measures: Sequence[Measure],
        shortcomings: Sequence[Shortcoming],
        causes: Mapping[str, str],
    ) -> None:
        self.reading = document.reading
        self.weights: Mapping[str, float] = lexicon("addresses")["weights"]
        self.plans, self.shortcomings = plans, shortcomings
        self.texts = [Plan(self.reading[plan.start : plan.end]) for plan in plans]
        problems = [(self.reading[s.evidence.start : s.evidence.end], causes.get(s.key, "")) for s in shortcomings]
        self.likeness = Likeness(self.reading, problems, self.texts)
        self.alike = [self.likeness.compare_plan(text) for text in self.texts]
        self.sums = [[alike.weigh(self.weights) for alike in row] for row in self.alike]
        self.before = told_before(self.reading, measures, shortcomings)

    def rows(self, least: float = 0.0) -> Iterator[list[Link]]:
        """For each plan the links to shortcomings of which one is that sure at least; all, however weak, if none is asked."""
        keys = [shortcoming.key for shortcoming in self.shortcomings]
        for index, plan in enumerate(self.plans):
            pairs = zip(keys, self.pairs(index), strict=True)
            yield [
                Link(LinkKind.ADDRESSES, plan.key, key, Evidence(*pair.place, pair.rule(self.weights), sure))
                for key, pair in pairs
                if (sure := pair.confidence(self.weights)) >= least
            ]

    def pairs(self, index: int) -> list[_Pair]:
        """What speaks for each shortcoming in one plan."""
        plan, told, sums = self.plans[index], self.texts[index], self.sums[index]
        text = told.text
        clauses = [(match.start(), match.end()) for match in _CLAUSE.finditer(text)]
        judged = [[alike.weigh(self.weights) for alike in self.likeness.compare_plan(told, clause)] for clause in clauses]
        numbered = numbered_problems(text, len(self.shortcomings))
        named = named_problems(text, self.likeness)
        adjacent = self.before.get(plan.key, "")
        general = float(bool(_aims().search(text)))
        others = self.sums[:index] + self.sums[index + 1 :]
        pairs = []
        for column, shortcoming in enumerate(self.shortcomings):
            rivals_here = sums[:column] + sums[column + 1 :]
            rivals_there = [row[column] for row in others]
            told_here = adjacent and adjacent == shortcoming.key
            best = max(range(len(clauses)), key=lambda i: judged[i][column], default=None)
            signals = {
                "order": float(len(self.plans) == len(self.shortcomings) and index == column),
                "plan_rival": min(0.0, sums[column] - max(rivals_here, default=0.0)),
                "shortcoming_rival": min(0.0, sums[column] - max(rivals_there, default=0.0)),
                "clause": _clause_lead(judged, column),
                "named": float(column in named),
                "other_named": float(bool(named) and column not in named),
                "numbered": float(column in numbered),
                "other_numbered": float(bool(numbered) and column not in numbered),
                "general": general,
                "adjacent": float(bool(told_here)),
                "other_adjacent": float(bool(adjacent) and not told_here),
            }
            place = numbered.get(column) or named.get(column) or (clauses[best] if best is not None else (0, len(text)))
            pairs.append(_Pair(self.alike[index][column], (plan.start + place[0], plan.start + place[1]), signals))
        return pairs


@cache
def _aims() -> re.Pattern[str]:
    return re.compile(any_word(lexicon("addresses")["general"]["words"]))


def _clause_lead(judged: Sequence[Sequence[float]], column: int) -> float:
    """By how much some clause of the plan prefers this shortcoming to all others; -1 where none speaks for it."""
    leads = []
    for row in judged:
        if row[column] > 0.6:
            others = [value for i, value in enumerate(row) if i != column]
            leads.append(min(1.0, row[column] - max(others, default=0.0)))
    return max(leads, default=-1.0)
