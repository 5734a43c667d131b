"""From the tables of units and of words around numbers to regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from fazhi.matching.alternation import any_of as any_of
from fazhi.matching.scanning import Ending
from fazhi.resources import lexicon, rows

# Where a clause, or what is said of a number, ends.
END = r"[,;:。、)!?\s|—+]|$|和|及|与|并|同比|较|比|分别"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it is written into the graph, and what it measures (count, people, money, rate, …)."""

    written: str
    kind: str


def table(name: str) -> dict[str, Any]:
    """A section of the table of words around numbers."""
    section: dict[str, Any] = lexicon("quantities")[name]
    return section


def before(*patterns: str) -> Ending:
    """A pattern for text that ends where a number begins."""
    return Ending(f"{''.join(patterns)}$")


@cache
def units() -> Mapping[str, Unit]:
    """The units by how they are printed.

    >>> units()["件(次)"]  # "item(s), times"
    Unit(written='件次', kind='count')
    """
    return {row["unit"]: Unit(row["written"] or row["unit"], row["kind"]) for row in rows("units")}


def unit_pattern(only: Iterable[str] | None = None) -> str:
    """An alternation of all units, or of those given, each with what must follow it."""
    kept = units().keys() if only is None else set(only)
    found = sorted((row for row in rows("units") if row["unit"] in kept), key=lambda row: (-len(row["unit"]), row["unit"]))
    return "(?:" + "|".join(re.escape(row["unit"]) + row["next"].replace("END", END) for row in found) + ")"
