"""Departments under another name: one that a report calls in short, one whose work another took over in a reform."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from fazhi.corpus import Thing
from fazhi.link.guard import fingerprint
from fazhi.link.places import Place, placed
from fazhi.link.surroundings import Surroundings
from fazhi.link.ties import Tie, TieKind
from fazhi.resources import lexicon

_SHORTEST = 4  # characters of an abbreviation that tells one body of a region from another
_Buckets = Mapping[tuple[str, str, tuple[str, ...]], Sequence[Place]]


def abbreviated(buckets: _Buckets, around: Surroundings, found: Sequence[Tie]) -> list[Tie]:
    """A department that bears the name which another report defines as short for one of the same region.

    综合行政执法局(以下简称综合执法局) … and in another year 综合执法局 alone ("the bureau of law enforcement").
    """
    named: defaultdict[tuple[str, tuple[str, ...]], list[Place]] = defaultdict(list)
    for (kind, core, _), places in buckets.items():
        if kind == "Department":
            for place in places:
                named[(core, place.path)].append(place)
    full = sorted((place for places in named.values() for place in places), key=lambda place: place.thing.iri)
    claims: defaultdict[str, list[tuple[Place, Place, str]]] = defaultdict(list)
    for place in full:
        for alias in place.thing.aliases:
            core = placed(Thing(place.thing.iri, "Department", alias), around.corpus.base).core
            if core == place.core or len(core) < _SHORTEST or fingerprint(core) != fingerprint(place.core):
                continue
            for short in named.get((core, place.path), ()):
                if short.thing is not place.thing and not set(short.thing.reports) & set(place.thing.reports):
                    claims[short.thing.iri].append((short, place, alias))
    tied = {iri for tie in found for iri in (tie.subject, tie.object)}
    lead = {tie.subject: tie.object for tie in found if tie.kind is TieKind.SAME_AS}
    ties = []
    for subject in sorted(claims):
        targets = {lead.get(place.thing.iri, place.thing.iri) for _, place, _ in claims[subject]}
        if subject in tied:
            continue
        for short, place, alias in claims[subject]:
            sure = (0.85, "identity.abbreviation", f"同一地区,有报告以“{alias}”为 {place.thing.name} 的简称")
            doubt = (0.4, "identity.abbreviation-of-several", f"“{alias}”是 {len(targets)} 个机关的简称")
            if place.thing.iri not in claims and place.thing.iri not in lead:  # no ring of abbreviations, no chain of ties
                ties.append(around.tie(TieKind.SAME_AS, short.thing, place.thing, sure if len(targets) == 1 else doubt))
    return ties


def successions(buckets: _Buckets, around: Surroundings) -> Iterator[Tie]:
    """Departments whose work another one of the same region took over, by the table of reforms."""
    by_core: defaultdict[str, list[Place]] = defaultdict(list)
    for (kind, core, _), places in buckets.items():
        if kind == "Department":
            by_core[core] += places
    for row in lexicon("identity")["succession"]:
        for old in (place for core in row["before"] for place in by_core.get(core, ())):
            for new in (place for core in row["after"] for place in by_core.get(core, ()) if place.path == old.path):
                found = (0.9, "identity.reform", f"{row['year']} 年机构改革")
                yield around.tie(TieKind.REPLACED_BY, old.thing, new.thing, found)
