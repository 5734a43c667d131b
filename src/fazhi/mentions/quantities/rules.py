"""What a number says: a level, a change, a step from an old to a new value, or nothing that is a result.

Each rule looks at one number (and those after it) in its clause, and gives quantities with the number of numbers that
they use up, or None where it does not apply. The first that applies decides; `RULES` has their order.
"""

from __future__ import annotations

import re

from fazhi.mentions.quantities.changes import base_level, change, from_to, signed_change
from fazhi.mentions.quantities.clause import Clause, Rule, mention
from fazhi.mentions.quantities.no_result import no_result
from fazhi.mentions.quantities.turns import (
    beside_earlier,
    change_of_count,
    change_of_object,
    merged,
    times_of,
    to_zero,
    year_by_year,
)
from fazhi.model import Mention, Qualifier, Quantity, Reading

# 约占登记总量的一成二, 不到往年的两成 ("about 12 per cent of all", "less than a fifth of other years")
_ABOUT = re.compile(
    r"(?:(?:(?P<near>约|近)|超过?|逾)占[^,;。\d]{0,14}|(?P<most>不到|不足|未到)[^,;。\d]{2,14}|超过[^,;。\d]{2,14})的$"
)
_QUALIFIERS = {"near": Qualifier.APPROXIMATELY, "most": Qualifier.AT_MOST, "": Qualifier.AT_LEAST}


def level(clause: Clause) -> tuple[list[Mention], int] | None:
    """审查合同358份 ("358 contracts reviewed")"""
    number = clause.number
    qualifier = number.qualifier
    if number.kind == "rate" and qualifier is Qualifier.EXACT:
        found = _ABOUT.search(clause.lead) if clause.lead[-1:] == "的" else None
        qualifier = Qualifier.EXACT if found is None else _QUALIFIERS[found.lastgroup or ""]
    quantity = Quantity(Reading.LEVEL, number.value, number.unit, qualifier, number_start=number.start)
    confidence = 0.95 if number.rule == "digits" else 0.8
    return [mention(clause.text, number.lead, number.end, quantity, "level", confidence)], 1


RULES: tuple[Rule, ...] = (
    from_to,
    to_zero,
    year_by_year,
    merged,
    beside_earlier,
    base_level,
    signed_change,
    times_of,
    change,
    change_of_count,
    change_of_object,
    no_result,
    level,
)


def read(clause: Clause) -> tuple[list[Mention], int]:
    """The quantities that begin with the number in question, and how many numbers they use up."""
    for rule in RULES:
        found = rule(clause)
        if found is not None:
            return found
    return [], 1
