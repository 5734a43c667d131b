"""Judging what is right, missing and spurious, and counting it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from fazhi.evaluate.gold import optional

CATEGORIES = (
    "report",
    "departments",
    "regulations",
    "mechanisms",
    "kinds",
    "observations",
    "observation links",
    "measures",
    "measure links",
    "shortcomings",
    "causes",
    "themes",
    "addresses",
)
ACROSS = ("follow-up", "identity")
P = TypeVar("P")
X = TypeVar("X", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one category, and what follows from them."""

    right: int
    missing: int
    spurious: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / (self.right + self.spurious) if self.right + self.spurious else 0.0

    @property
    def recall(self) -> float:
        """Share of what was asked for that was found."""
        return self.right / (self.right + self.missing) if self.right + self.missing else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


class Outcome(StrEnum):
    """What became of an item: `wrong` is one that was found, but not right in all, and counts as missing and as spurious."""

    RIGHT = "right"
    MISSING = "missing"
    SPURIOUS = "spurious"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One item of a category, and what became of it.

    `text` tells it in words. `gold` is what gold says of it, where gold has it: an id, or words that stand in the text of the
    report. `nodes` are the nodes of the graph, where the graph has it: one, or the two ends of a link.
    """

    category: str
    outcome: Outcome
    report: str
    text: str
    gold: str = ""
    nodes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.category:18} {self.outcome:9} [{self.report}] {self.text}"


class Tally:
    """The judgements of one report, and the counts of each category.

    >>> tally = Tally("street-2023")
    >>> tally.right("departments", "区司法局", node="d1")  # "district justice bureau"
    >>> tally.missing("departments", "区财政局")  # "district finance bureau"
    >>> print(tally.judgements[1])
    departments        missing   [street-2023] 区财政局
    """

    def __init__(self, report: str) -> None:
        self.report = report
        self.judgements: list[Judgement] = []

    def judge(self, category: str, outcome: Outcome, text: str, *, gold: str = "", nodes: Iterable[str | None] = ()) -> None:
        """One more judgement."""
        known = tuple(node for node in nodes if node)
        self.judgements.append(Judgement(category, outcome, self.report, text, gold, known))

    def right(self, category: str, text: str, *, gold: str = "", node: str | None = None) -> None:
        """One more that is right."""
        self.judge(category, Outcome.RIGHT, text, gold=gold, nodes=[node])

    def missing(self, category: str, text: str, *, gold: str = "") -> None:
        """One more that is missing."""
        self.judge(category, Outcome.MISSING, text, gold=gold)

    def spurious(self, category: str, text: str, *, node: str | None = None) -> None:
        """One more that nobody asked for."""
        self.judge(category, Outcome.SPURIOUS, text, nodes=[node])

    def wrong(self, category: str, text: str, *, gold: str = "", node: str | None = None) -> None:
        """One that was found, but not right: missing and spurious at once."""
        self.judge(category, Outcome.WRONG, text, gold=gold, nodes=[node])

    def sets(
        self,
        category: str,
        asked: set[X],
        given: set[X],
        *,
        tell: Callable[[X], str],
        nodes: Callable[[X], Iterable[str | None]],
        arguable: set[X] | frozenset[X] = frozenset(),
    ) -> None:
        """Judge two sets against each other; what is arguable is neither asked for nor punished.

        `tell` gives the words of an item, `nodes` its ends in the graph as far as the graph has them.
        """
        for outcome, found in (
            (Outcome.RIGHT, asked & given),
            (Outcome.MISSING, asked - given - arguable),
            (Outcome.SPURIOUS, given - asked - arguable),
        ):
            for x in sorted(found, key=str):
                self.judge(category, outcome, tell(x), nodes=nodes(x))

    def codes(self, category: str, right: Iterable[str], given: Iterable[str], text: str, *, node: str) -> None:
        """One of the right codes is asked for; each wrong one beside it is spurious."""
        right, given = set(right), set(given)
        if right & given:
            self.right(category, f"{text}: {sorted(right & given)}", node=node)
        else:
            self.judge(category, Outcome.MISSING, f"{text}: {sorted(right)}, found {sorted(given)}", nodes=[node])
        for code in sorted(given - right):
            self.spurious(category, f"{text}: {code}", node=node)


def figures(judgements: Iterable[Judgement]) -> dict[str, Figures]:
    """The counts of each category that has any, in their usual order."""
    counts: defaultdict[str, Counter[Outcome]] = defaultdict(Counter)
    for judgement in judgements:
        counts[judgement.category][judgement.outcome] += 1
    found = {}
    for category in (*CATEGORIES, *ACROSS):
        if category in counts:
            of = counts[category]
            wrong = of[Outcome.WRONG]
            found[category] = Figures(of[Outcome.RIGHT], of[Outcome.MISSING] + wrong, of[Outcome.SPURIOUS] + wrong)
    return found


def pair_off(
    golds: Sequence[dict[str, Any]], found: Sequence[P], tests: Sequence[Callable[[dict[str, Any], P], bool]]
) -> tuple[dict[int, int], list[int]]:
    """One-to-one pairs of positions, and the found ones that stay free.

    The tests come one after the other, the strictest first; in each, every gold item takes the first free one that
    passes, required items before optional ones.
    """
    pairs: dict[int, int] = {}
    free = list(range(len(found)))
    order = sorted(range(len(golds)), key=lambda i: optional(golds[i]))
    for test in tests:
        for gold in order:
            if gold not in pairs and (match := next((i for i in free if test(golds[gold], found[i])), None)) is not None:
                pairs[gold] = match
                free.remove(match)
    return pairs, free
