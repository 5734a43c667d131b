"""Counting what is right, missing and spurious."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
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


class Tally:
    """Right, missing and spurious items of each category, with a note on each disagreement."""

    def __init__(self) -> None:
        self._counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.notes: defaultdict[str, list[str]] = defaultdict(list)

    def hit(self, category: str) -> None:
        """One more that is right."""
        self._counts[category]["right"] += 1

    def miss(self, category: str, note: str) -> None:
        """One more that is missing."""
        self._counts[category]["missing"] += 1
        self.notes[category].append(f"missing   {note}")

    def extra(self, category: str, note: str) -> None:
        """One more that nobody asked for."""
        self._counts[category]["spurious"] += 1
        self.notes[category].append(f"spurious  {note}")

    def wrong(self, category: str, note: str) -> None:
        """One that was found, but not right: missing and spurious at once."""
        self.miss(category, note)
        self._counts[category]["spurious"] += 1

    def sets(self, category: str, asked: set[X], given: set[X], arguable: set[X], tell: Callable[[X], str]) -> None:
        """Count two sets against each other; what is arguable is neither asked for nor punished."""
        for _ in asked & given:
            self.hit(category)
        for x in sorted(asked - given - arguable, key=str):
            self.miss(category, tell(x))
        for x in sorted(given - asked - arguable, key=str):
            self.extra(category, tell(x))

    def codes(self, category: str, right: Iterable[str], given: Iterable[str], note: str) -> None:
        """One of the right codes is asked for; each wrong one beside it is spurious."""
        right, given = set(right), set(given)
        if right & given:
            self.hit(category)
        else:
            self.miss(category, f"{note}: {sorted(right)}, found {sorted(given)}")
        for code in sorted(given - right):
            self.extra(category, f"{note}: {code}")

    def figures(self, category: str) -> Figures | None:
        """The counts of a category, or None where there was nothing to count."""
        counts = self._counts[category]
        return Figures(counts["right"], counts["missing"], counts["spurious"]) if counts.total() else None


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
