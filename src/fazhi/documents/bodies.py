"""What the ending of an issuing body's name says of it: its kind, level and short name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fazhi.model import Level
from fazhi.resources import lexicon

_BRACKETED = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Ending:
    """What the ending of a name tells."""

    body: str
    level: Level | None
    head: str


@cache
def _endings() -> tuple[tuple[re.Pattern[str], Ending], ...]:
    return tuple(
        (re.compile(f"(?:{row['suffix']})$"), Ending(row["body"], Level(row["level"]) if "level" in row else None, row["head"]))
        for row in lexicon("bodies")["ending"]
    )


def ending_of(name: str) -> Ending | None:
    """What the ending of a body's name tells, or None where it does not end like one.

    >>> ending_of("清泉镇人民政府").head  # "people's government of a town"
    '镇'
    >>> ending_of("高新区(云岭区)人民政府").head  # a zone and a district under one government
    '区'
    """
    name = _BRACKETED.sub("", name)
    if len(name) < 2 or len(name) > 40:
        return None
    return next((ending for pattern, ending in _endings() if pattern.search(name)), None)
