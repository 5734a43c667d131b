"""What was found in a report, counted by kind and by section of its outline, and what was left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from fazhi.model import EntityKind, Form, LinkKind, Part, ReportFacts, Status

KINDS = ("departments", "regulations", "mechanisms", "observations", "measures", "planned", "shortcomings", "causes")


@dataclass(frozen=True, slots=True)
class SectionSummary:
    """Counts by kind for a section of the outline, 0 or 1 below the top; entities are counted where they are named first."""

    title: str
    depth: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Summary:
    """What one report gave: counts by kind, the same by section, links by kind, and what was left out and why."""

    identifier: str
    title: str
    issuer: str
    year: int
    characters: int
    counts: dict[str, int]
    sections: tuple[SectionSummary, ...]
    links: dict[str, int]
    omitted: tuple[tuple[str, str], ...]
    dropped: int


def summarize(facts: ReportFacts) -> Summary:
    """Count what was found in one report."""
    metadata = facts.document.metadata
    places = _places(facts)
    omitted = tuple((facts.document.text[o.start : o.end], o.reason) for o in facts.omissions)
    return Summary(
        identifier=facts.document.identifier,
        title=facts.document.text[metadata.title_start : metadata.title_end] or metadata.title,
        issuer="、".join(metadata.issuers),
        year=metadata.year or 0,
        characters=len(facts.document.text),
        counts=_count(places),
        sections=tuple(_sections(facts, places)),
        links={kind.value: n for kind in LinkKind if (n := sum(1 for link in facts.links if link.kind is kind))},
        omitted=omitted,
        dropped=len(facts.document.dropped),
    )


def _places(facts: ReportFacts) -> list[tuple[str, int]]:
    """Each fact's kind and where it stands first."""
    names = {EntityKind.DEPARTMENT: "departments", EntityKind.REGULATION: "regulations", EntityKind.MECHANISM: "mechanisms"}
    found = [(names[e.kind], e.evidence[0].start) for e in facts.entities if e.evidence]
    found += [("observations", o.evidence.start) for o in facts.observations]
    found += [("measures" if m.status is Status.IMPLEMENTED else "planned", m.evidence.start) for m in facts.measures]
    found += [("shortcomings", s.evidence.start) for s in facts.shortcomings]
    found += [("causes", c.evidence.start) for c in facts.causes]
    return found


def _count(places: list[tuple[str, int]]) -> dict[str, int]:
    counts = Counter(kind for kind, _ in places)
    return {kind: counts[kind] for kind in KINDS}


def _sections(facts: ReportFacts, places: list[tuple[str, int]]) -> list[SectionSummary]:
    found = []
    for part in facts.outline:
        below = [p for p in part.parts if p.form is Form.SECTION]
        for depth, piece in ((0, part), *((1, p) for p in below)):
            counts = _count([place for place in places if piece.start <= place[1] < piece.end])
            if any(counts.values()):
                found.append(SectionSummary(_heading(piece, facts.document.text), depth, counts))
    return found


def _heading(part: Part, text: str) -> str:
    title = text[part.title_start : part.title_end] if part.form in (Form.SECTION, Form.POINT) else ""
    return f"{part.number}{title}" if title else f"({part.role.value})"
