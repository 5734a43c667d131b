"""Stretches of text that name something, or give a quantity."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class MentionKind(StrEnum):
    """What a mention names. The values are the names of spaCy span groups."""

    DEPARTMENT = "departments"
    REGULATION = "regulations"
    MECHANISM = "mechanisms"
    QUANTITY = "quantities"


class Qualifier(StrEnum):
    """How exact a figure is."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    APPROXIMATELY = "approx"
    AT_MOST = "at_most"


class Reading(StrEnum):
    """How a quantity is to be read."""

    LEVEL = "level"  # 358份: so much there was
    CHANGE = "change"  # 同比下降52%, 比上年减少8件: signed difference, no level
    FROM_TO = "from_to"  # 由494项减到334项: new level, and the difference
    OTHER = "other"  # a target, rank, frequency or deadline: no result


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit. `value` has 万, 亿, 成 resolved; 万元 is 元; `unit` is as written (人次, 件, %).

    For a CHANGE, `value` is None and `change` the signed difference, in percent where
    `change_is_percent`; for FROM_TO, both are given. `number_start` is where the digits begin.
    """

    reading: Reading
    value: Decimal | None
    unit: str
    qualifier: Qualifier = Qualifier.EXACT
    change: Decimal | None = None
    change_is_percent: bool = False
    number_start: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names something.

    `name` is what it names, completed and cleaned (行政执法公示 of a coordination is
    行政执法公示制度, "administrative enforcement disclosure system"), equal to the text where
    nothing had to be done. `rule` names the rule that found it, `confidence` lies between 0 and 1.
    `category` is the code of the kind of a regulation or mechanism where the mention tells it.
    `number` is a regulation's 文号 (document number); `alias` a name the text defines for it
    there (以下简称《纲要》, "hereafter the Outline").
    """

    kind: MentionKind
    start: int
    end: int
    name: str
    rule: str
    confidence: float
    category: str | None = None
    number: str | None = None
    alias: str | None = None
    quantity: Quantity | None = None
