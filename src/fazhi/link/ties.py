"""A tie between two things of different reports, with what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fazhi.corpus import Point, Report


class TieKind(StrEnum):
    """What a tie says; the values are the local names of the properties."""

    SAME_AS = "sameAs"  # a department, regulation or mechanism -> the one that stands for both
    REPLACED_BY = "isReplacedBy"  # a department -> the one that took its work over
    ADDRESSES = "addresses"  # a measure -> a shortcoming that an earlier report named
    RECURS_AS = "recursAs"  # a shortcoming -> one of a later report


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A place in the text of a report (its IRI), with the line of the file on which it begins, and the words."""

    report: str
    start: int
    end: int
    line: int
    text: str = ""


def quote_of(report: Report, point: Point) -> Quote:
    """The words of a measure or shortcoming, with the line of its evidence."""
    return Quote(report.iri, point.start, point.end, report.lines[point.evidence], report.text[point.start : point.end])


@dataclass(frozen=True, slots=True)
class Tie:
    """`subject` and `object` are IRIs; `labels` are their names, `quotes` the words on both sides.

    `confidence` is between 0 and 1. `reason` says in words why, for people who review it.
    """

    kind: TieKind
    subject: str
    object: str
    confidence: float
    rule: str
    quotes: tuple[Quote, ...]
    labels: tuple[str, str]
    reason: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What a decision about it is found by."""
        return (self.kind.value, self.subject, self.object)


ASSERTED = 0.5
"""Confidence from which a tie is stated without a decision."""

DOUBTED = 0.49
"""The most that a tie is worth that is proposed and not stated."""

PROPOSED = 0.3
"""Confidence from which a tie is proposed to a reviewer."""

CERTAIN = 0.75
"""Confidence from which a tie needs no review."""
