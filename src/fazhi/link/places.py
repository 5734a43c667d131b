"""Where a thing belongs by its name: the region path before it, and the normal form of what is left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from fazhi.corpus import Thing
from fazhi.documents.regions import split_regions
from fazhi.facts.names import core_of, is_known, level_word, ranks
from fazhi.norms import norm_key
from fazhi.resources import lexicon

_QUOTES = re.compile(r"[“”\"'‘’「」『』《》〈〉\s]")
_ABOVE = "(上级)"


@dataclass(frozen=True, slots=True)
class Place:
    """A thing with the region path that it belongs to and the normal form of its name there."""

    thing: Thing
    path: tuple[str, ...]
    core: str


def placed(thing: Thing, base: str) -> Place:
    """The region path and the core of a thing's name.

    >>> base = "https://w3id.org/fazhi/id/"
    >>> place = placed(Thing(f"{base}department/甲市/乙区/乙区清河街道办事处", "Department", "乙区清河街道办事处"), base)
    >>> place.path, place.core  # a subdistrict office of a district
    (('甲市', '乙区'), '清河街道')
    """
    scope = tuple(unquote(part) for part in thing.iri.removeprefix(base).split("/")[1:-1])
    if thing.kind == "Regulation":
        return Place(thing, scope, norm_key(thing.name))
    if thing.kind == "Mechanism":
        return Place(thing, tuple(shortened(part) for part in scope), _QUOTES.sub("", thing.name))
    regions, rest = split_regions(thing.name)
    path = (*scope, *(region for region in regions if region not in scope))
    if not regions and scope and not is_known(rest) and _has_level(rest):
        if level_word(scope[-1]) != rest[0]:
            path = (*scope, f"{rest[0]}{_ABOVE}")  # 市司法局 in the report of a county: of the city above, whichever that is
        rest = rest[1:]
    return Place(thing, tuple(shortened(part) for part in path), core_of(shortened(rest)))


def _has_level(rest: str) -> bool:
    """区司法局: a level word before a name of the table."""
    return rest[:1] in ranks() and is_known(rest[1:])


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    return tuple((row["ending"], row["short"]) for row in lexicon("identity")["ending"])


def shortened(name: str) -> str:
    """The name without what may stand at its end.

    >>> shortened("塘沽街道办事处")  # the office of a subdistrict
    '塘沽街道'
    """
    return next((name[: -len(ending)] + short for ending, short in _endings() if name.endswith(ending)), name)
