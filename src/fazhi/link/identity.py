"""Which departments, regulations and mechanisms of different reports are one thing.

What one report calls 塘沽街道 and another 塘沽街道办事处 (the office of the subdistrict) are two nodes of the graph, since
their IRIs come from their names; so are 清河镇 with and without the county above it. Candidates are found by name: the
same core in the normal spelling, after the regions before it are cut off, or one that a report defines as short for the
other (综合行政执法局(以下简称综合执法局)). What decides is evidence:

1. the region paths agree, or one is the end of the other and no other path of the corpus fits it;
2. the guard (`guard`) forbids nothing;
3. the bodies above them are one, and not two;
4. the reports around them have other bodies or mechanisms in common.

The first two make a tie that is stated, where the name of the region is borne once only in the county-level table, or the
others help; else the tie is doubtful, and proposed. A tie leads from each node to the one that stands for all: that of
the longest region path, and of these the one that most reports name.

All that is weighed against each other has the same nearest region, so that the corpus falls apart into regions (`regions`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from fazhi.corpus import Corpus
from fazhi.disk.sorting import in_order
from fazhi.link.guard import fingerprint
from fazhi.link.places import Place, placed
from fazhi.link.regions import Regions
from fazhi.link.renamed import abbreviated, successions
from fazhi.link.surroundings import Surroundings
from fazhi.link.ties import ASSERTED, Tie, TieKind

_SHARED = 2  # other names in common, from which the surroundings speak for one region


@dataclass(frozen=True, slots=True)
class Region:
    """All things of one nearest region: what can be one with each other, and with nothing else."""

    name: str
    places: tuple[Place, ...]
    around: Surroundings
    known: Regions

    @property
    def things(self) -> frozenset[str]:
        """The IRIs of its things."""
        return frozenset(place.thing.iri for place in self.places)

    def grounds(self) -> Iterator[object]:
        """All that its ties depend on."""
        yield list(self.known.others.items()) if self.name in {path[-1] for path in self.known.others.values()} else []
        for place in self.places:
            thing = place.thing
            yield (
                thing.iri,
                thing.names,
                thing.kind,
                sorted(thing.above),
                sorted(thing.evidence.items()),
                self.around.digests(thing),
            )

    def ties(self) -> list[Tie]:
        """All ties of identity and succession, in the order of their subjects."""
        buckets: defaultdict[tuple[str, str, tuple[str, ...]], list[Place]] = defaultdict(list)
        for place in self.places:
            buckets[(place.thing.kind, place.core, fingerprint(place.core))].append(place)
        found: list[Tie] = []
        for places in buckets.values():
            if len(places) > 1:
                found += _same(places, self.around, self.known)
        found += abbreviated(buckets, self.around, found)
        found += successions(buckets, self.around)
        return sorted(found, key=lambda tie: tie.key)


def regions(corpus: Corpus, known: Regions) -> Iterator[Region]:
    """The things of a corpus by their nearest regions, in the order of these; regions with one thing alone are left out."""
    around = Surroundings(corpus)
    found = groupby(in_order(_near(corpus)), key=lambda row: row[0])
    for name, rows in found:
        places = tuple(placed(corpus.things[iri], corpus.base) for _, _, iri, _ in rows)
        if len(places) > 1:
            yield Region(name, places, around, known)


def _near(corpus: Corpus) -> Iterator[tuple[str, int, str, str]]:
    """The nearest region of each thing that has one, and the thing."""
    for thing in corpus.things.values():
        if thing.kind and thing.reports and (path := placed(thing, corpus.base).path):
            yield path[-1], 0, thing.iri, ""


def _same(places: Sequence[Place], around: Surroundings, known: Regions) -> Iterator[Tie]:
    """Ties among things of one kind and core: groups whose region paths are the ends of one longest path."""
    paths = {place.path for place in places}
    longest = sorted(path for path in paths if not any(path != other and _is_end(path, other) for other in paths))
    groups = {path: [place for place in places if _is_end(place.path, path)] for path in longest}
    firsts = {
        path: max(group, key=lambda p: (len(p.path), len(p.thing.reports), _negated(p.thing.name)))
        for path, group in groups.items()
    }
    for path in longest:
        for place in sorted(groups[path], key=lambda p: p.thing.iri):
            if place is not firsts[path]:
                rivals = [firsts[other] for other in longest if other != path and _is_end(place.path, other)]
                yield _tie(place, firsts[path], rivals, around, known)


def _negated(text: str) -> tuple[int, ...]:
    """A key by which the shortest, and of these the first text is the largest."""
    return (-len(text), *(-ord(char) for char in text))


def _is_end(short: tuple[str, ...], path: tuple[str, ...]) -> bool:
    return path[len(path) - len(short) :] == short


def _tie(place: Place, first: Place, rivals: Sequence[Place], around: Surroundings, known: Regions) -> Tie:
    """What speaks for one thing being another of the same core; `rivals` are others that it could be."""
    shared = around.shared(place.thing, first.thing)
    above = _superiors(place, first, around)
    if place.path == first.path:
        found = (0.95, "identity.same-region", f"同一地区({'/'.join(place.path)}),名称写法不同")
    elif above is False:
        found = (0.3, "identity.other-superior", "地区可相接,但上级机关不同")
    elif rivals:
        found = _among(place, first, rivals, around, shared, above)
    elif known.is_unique(place.path[0], first.path[len(first.path) - len(place.path) - 1]):
        found = (0.9, "identity.region-known", f"全国只有一个 {place.path[0]}")
    elif above:
        found = (0.8, "identity.region-and-superior", f"地区可相接,上级机关相同({above})")
    elif len(shared) >= _SHARED:
        found = (0.8, "identity.region-and-context", f"地区可相接,两边都提到 {'、'.join(shared[:5])}")
    else:
        found = (0.45, "identity.region-alone", "地区可相接,没有别的依据")
    return around.tie(TieKind.SAME_AS, place.thing, first.thing, found)


def _among(
    place: Place, first: Place, rivals: Sequence[Place], around: Surroundings, shared: Sequence[str], above: str | bool | None
) -> tuple[float, str, str]:
    """Several regions fit: what stands around it, or the body above it, may speak for one alone."""
    fits = len(rivals) + 1
    backed = any(_superiors(place, rival, around) or around.shared(place.thing, rival.thing) for rival in rivals)
    if not backed and above:
        return (
            0.75,
            "identity.several-regions-one-superior",
            f"{place.path[0]} 可能在 {fits} 个上级地区,只有这里上级机关相同({above})",
        )
    if not backed and len(shared) >= _SHARED:
        told = "、".join(shared[:5])
        return 0.75, "identity.several-regions-one-context", f"{place.path[0]} 可能在 {fits} 个上级地区,只有这里两边都提到 {told}"
    return 0.4, "identity.several-regions", f"名称相同,{place.path[0]} 可能在 {fits} 个上级地区"


def _superiors(place: Place, first: Place, around: Surroundings) -> str | bool | None:
    """The superior that two things have in common, by name; False where theirs are two; None where it is not told of both."""
    one, two = around.above(place.thing), around.above(first.thing)
    if not one or not two:
        return None
    for a in one:
        for b in two:
            short, long = sorted((a.path, b.path), key=len)
            if a.core == b.core and fingerprint(a.core) == fingerprint(b.core) and _is_end(short, long):
                return a.thing.name
    return None if any(not p.path for p in (*one, *two)) else False


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
