"""Which departments, regulations and mechanisms of different reports are one thing.

What one report calls 塘沽街道 and another 塘沽街道办事处 (the office of the subdistrict) are two nodes of the graph, since
their IRIs come from their names; so are 清河镇 with and without the county above it. Candidates are found by name: the
same core in the normal spelling, after the regions before it are cut off. What decides is evidence:

1. the region paths agree, or one is the end of the other and no other path of the corpus fits it;
2. the guard (`guard`) forbids nothing;
3. the reports around them have other bodies or mechanisms in common.

The first two make a tie that is stated, where the name of the region is borne once only in the county-level table, or the
third helps; else the tie is doubtful, and proposed. A tie leads from each node to the one that stands for all: that of
the longest region path, and of these the one that most reports name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from fazhi.corpus import Corpus, Thing
from fazhi.documents.bodies import split_regions
from fazhi.facts.names import core_of, is_known, level_word, ranks
from fazhi.graph.iris import span
from fazhi.link.guard import fingerprint
from fazhi.link.regions import is_unique
from fazhi.link.ties import ASSERTED, Quote, Tie, TieKind
from fazhi.norms import norm_key
from fazhi.resources import lexicon

_QUOTES = re.compile(r"[“”\"'‘’「」『』《》〈〉\s]")
_ABOVE = "(上级)"
_GOVERNING = ("委", "政府", "人大", "政协", "纪委监委", "人大常委会", "人民政府")
_SHARED = 2  # other names in common, from which the surroundings speak for one region


@dataclass(frozen=True, slots=True)
class Place:
    """A thing with the region path that it belongs to and the normal form of its name there."""

    thing: Thing
    path: tuple[str, ...]
    core: str


def identify(corpus: Corpus) -> list[Tie]:
    """All ties of identity and succession in a corpus, in the order of their subjects."""
    around = _Surroundings(corpus)
    buckets: defaultdict[tuple[str, str, tuple[str, ...]], list[Place]] = defaultdict(list)
    for thing in corpus.things.values():
        if thing.kind and thing.reports:
            place = placed(thing, corpus.base)
            if place.path:
                buckets[(thing.kind, place.core, fingerprint(place.core))].append(place)
    ties: list[Tie] = []
    for places in buckets.values():
        if len(places) > 1:
            ties += _same(places, around)
    ties += _successions(buckets, around)
    return sorted(ties, key=lambda tie: tie.key)


# ------------------------------------------------------------------ names


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
        return Place(thing, tuple(_short(part) for part in scope), _QUOTES.sub("", thing.name))
    regions, rest = split_regions(thing.name)
    path = (*scope, *(region for region in regions if region not in scope))
    if not regions and scope and not is_known(rest) and _has_level(rest):
        if level_word(scope[-1]) != rest[0]:
            path = (*scope, f"{rest[0]}{_ABOVE}")  # 市司法局 in the report of a county: of the city above, whichever that is
        rest = rest[1:]
    return Place(thing, tuple(_short(part) for part in path), core_of(_short(rest)))


def _has_level(rest: str) -> bool:
    """区司法局: a level word before a name of the table."""
    return rest[:1] in ranks() and is_known(rest[1:])


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    return tuple((row["ending"], row["short"]) for row in lexicon("identity")["ending"])


def _short(name: str) -> str:
    """The name without what may stand at its end: 塘沽街道 for 塘沽街道办事处."""
    return next((name[: -len(ending)] + short for ending, short in _endings() if name.endswith(ending)), name)


# ------------------------------------------------------------------ one thing


class _Surroundings:
    """What the reports that name a thing name besides: departments and mechanisms of local scope."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        for thing in corpus.things.values():
            if thing.kind in ("Department", "Mechanism") and _is_telling(thing, corpus.base):
                for report in thing.reports:
                    self._names[report].add(thing.name)

    def shared(self, a: Thing, b: Thing) -> list[str]:
        """Names around both, other than their own."""
        one, two = (set().union(*(self._names[report] for report in thing.reports)) for thing in (a, b))
        return sorted((one & two) - {*a.names, *b.names})

    def quote(self, thing: Thing) -> Quote:
        """The first place that names a thing."""
        report = min(thing.evidence)
        evidence = thing.evidence[report]
        return Quote(report, *span(evidence), self.corpus.reports[report].lines[evidence])


def _is_telling(thing: Thing, base: str) -> bool:
    """Whether a thing is of local scope and has a name of its own: every district has a 区司法局."""
    local = thing.iri.removeprefix(base).count("/") > 1
    return local and (thing.kind == "Mechanism" or not (is_known(placed(thing, base).core) or thing.name[1:] in _GOVERNING))


def _same(places: Sequence[Place], around: _Surroundings) -> Iterator[Tie]:
    """Ties among things of one kind and core: groups whose region paths are the ends of one longest path."""
    longest = {place.path for place in places}
    longest = {path for path in longest if not any(path != other and _is_end(path, other) for other in longest)}
    for path in sorted(longest):
        group = [place for place in places if _is_end(place.path, path)]
        first = max(group, key=lambda p: (len(p.path), len(p.thing.reports), _negated(p.thing.name)))
        for place in sorted(group, key=lambda p: p.thing.iri):
            if place is not first:
                yield _tie(place, first, sum(_is_end(place.path, other) for other in longest), around)


def _negated(text: str) -> tuple[int, ...]:
    """A key by which the shortest, and of these the first text is the largest."""
    return (-len(text), *(-ord(char) for char in text))


def _is_end(short: tuple[str, ...], path: tuple[str, ...]) -> bool:
    return path[len(path) - len(short) :] == short


def _tie(place: Place, first: Place, fits: int, around: _Surroundings) -> Tie:
    shared = around.shared(place.thing, first.thing)
    if place.path == first.path:
        confidence, rule, reason = 0.95, "identity.same-region", f"同一地区({'/'.join(place.path)}),名称写法不同"
    elif fits > 1:
        confidence, rule, reason = 0.4, "identity.several-regions", f"名称相同,{place.path[0]} 可能在 {fits} 个上级地区"
    elif is_unique(place.path[0], first.path[len(first.path) - len(place.path) - 1]):
        confidence, rule, reason = 0.9, "identity.region-known", f"全国只有一个 {place.path[0]}"
    elif len(shared) >= _SHARED:
        confidence, rule, reason = 0.8, "identity.region-and-context", f"地区可相接,两边都提到 {'、'.join(shared[:5])}"
    else:
        confidence, rule, reason = 0.45, "identity.region-alone", "地区可相接,没有别的依据"
    labels = (place.thing.name, first.thing.name)
    quotes = (around.quote(place.thing), around.quote(first.thing))
    return Tie(TieKind.SAME_AS, place.thing.iri, first.thing.iri, confidence, rule, quotes, labels, reason)


# ------------------------------------------------------------------ successors


def _successions(buckets: dict[tuple[str, str, tuple[str, ...]], list[Place]], around: _Surroundings) -> Iterator[Tie]:
    """Departments whose work another one of the same region took over, by the table of reforms."""
    by_core: defaultdict[str, list[Place]] = defaultdict(list)
    for (kind, core, _), places in buckets.items():
        if kind == "Department":
            by_core[core] += places
    for row in lexicon("identity")["succession"]:
        for old in (place for core in row["before"] for place in by_core.get(core, ())):
            for new in (place for core in row["after"] for place in by_core.get(core, ()) if place.path == old.path):
                yield Tie(
                    TieKind.REPLACED_BY,
                    old.thing.iri,
                    new.thing.iri,
                    0.9,
                    "identity.reform",
                    (around.quote(old.thing), around.quote(new.thing)),
                    (old.thing.name, new.thing.name),
                    f"{row['year']} 年机构改革",
                )


# ------------------------------------------------------------------ representatives


def representatives(ties: Iterable[Tie]) -> dict[str, str]:
    """The node that stands for each node, by the ties of identity that hold."""
    leads = {tie.subject: tie.object for tie in ties if tie.kind is TieKind.SAME_AS and tie.confidence >= ASSERTED}
    found = {}
    for node in leads:
        last, seen = node, {node}
        while (following := leads.get(last)) is not None and following not in seen:
            last = following
            seen.add(last)
        found[node] = last
    return found
