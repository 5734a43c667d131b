"""Departments of a report: its bodies with their canonical names, who the issuer is, and what belongs to what.

区司法局 … 西岭区司法局              one body: the justice bureau of the district that the issuer belongs to
我局, 区局, 南岭区市场监管局          the issuer, in the report of that bureau
市生态环境局临山分局, 县生态环境分局  one body: the county's branch of the environment bureau
各部门, 有关单位                     none: collectives, reported as omissions
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from fazhi.facts.bodies import BodyReader
from fazhi.facts.setting import Setting
from fazhi.facts.superiors import with_superiors
from fazhi.model import Document, Entity, EntityKind, Link, Mention, MentionKind, Omission, Part
from fazhi.resources import lexicon


@dataclass(frozen=True, slots=True)
class Departments:
    """The bodies of one report, in order of the text; `issuers` are keys of some of them."""

    entities: tuple[Entity, ...]
    issuers: tuple[str, ...]
    links: tuple[Link, ...]
    omissions: tuple[Omission, ...]


def gather_departments(document: Document, parts: Sequence[Part], mentions: Iterable[Mention]) -> Departments:
    """Merge the department `mentions` of one document into entities.

    >>> from fazhi.model import Document, Level, Metadata
    >>> text = "甲区民政局会同区司法局、甲区司法局,我局受理"
    >>> metadata = Metadata("", 0, 0, ("甲区民政局",), 2023, Level.COUNTY, "department", "局", ("甲区",))
    >>> document = Document("a", "a.txt", text, text, metadata, tuple(range(len(text))), (0,))
    >>> places = [(0, 5, "level-body"), (7, 11, "level-body"), (12, 17, "level-body"), (18, 20, "self")]
    >>> found = [Mention(MentionKind.DEPARTMENT, s, e, text[s:e], f"department:{rule}", 0.9) for s, e, rule in places]
    >>> departments = gather_departments(document, (), found)
    >>> [(entity.name, entity.scope, len(entity.evidence)) for entity in departments.entities]
    [('甲区民政局', ('甲区',), 2), ('区司法局', ('甲区',), 2)]
    >>> departments.issuers
    ('department:甲区民政局',)
    """
    told = (m for m in mentions if m.kind is MentionKind.DEPARTMENT and not _runs_together(document, m))
    mine = sorted(told, key=lambda m: (m.start, m.end, m.name))
    reader = BodyReader(Setting(document.metadata), {m.alias: m.name for m in mine if m.alias})
    for mention in (*_titled(document, mine), *mine):
        reader.read(mention)
    groups = reader.merged()
    entities = _distinct([reader.entity(group) for group in groups])
    found = {reader.setting.issuer_index(group.body): entity.key for group, entity in zip(groups, entities, strict=True)}
    issuers = tuple(found[index] for index in range(len(document.metadata.issuers)) if index in found)
    placed, links = with_superiors(groups, entities, reader.setting, issuers)
    omissions = sorted([*reader.omissions, *_collectives(document.reading, mine)], key=lambda o: (o.start, o.end))
    return Departments(placed, issuers, links, tuple(omissions))


def _titled(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The issuers at the place of the title, so that each stands in the graph also where no rule has found its name."""
    metadata = document.metadata
    for issuer in metadata.issuers:
        at = document.reading.find(issuer)
        start, end = (at, at + len(issuer)) if at >= 0 else (metadata.title_start, metadata.title_end)
        if end > start and not any(m.start <= start and end <= m.end for m in mentions):
            yield Mention(MentionKind.DEPARTMENT, start, end, issuer, "department:issuer", 0.9 if at >= 0 else 0.6)


def _runs_together(document: Document, mention: Mention) -> bool:
    """中共甲县水务局党组甲县水务局: a mention of two issuers whose names the title sets side by side ("Party group, bureau")."""
    issuers = document.metadata.issuers
    said = document.reading[mention.start : mention.end]
    return len(issuers) > 1 and issuers[0] in said and issuers[-1] in said.replace(issuers[0], "", 1)


def _distinct(entities: Sequence[Entity]) -> list[Entity]:
    """Entities no label of which stands for two of them."""
    seen: dict[str, int] = {}
    for entity in entities:
        for label in {entity.name, *entity.aliases}:
            seen[label] = seen.get(label, 0) + 1
    shared = {label for label, times in seen.items() if times > 1}
    return [
        e if shared.isdisjoint(e.aliases) else replace(e, aliases=tuple(alias for alias in e.aliases if alias not in shared))
        for e in entities
    ]


@cache
def _collective_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["reason"]) for row in lexicon("departments")["collective"]["reasons"])


def _collectives(reading: str, mentions: Sequence[Mention]) -> Iterator[Omission]:
    starts = [m.start for m in mentions]
    for pattern, reason in _collective_patterns():
        for match in pattern.finditer(reading):
            near = mentions[max(0, bisect_left(starts, match.start()) - 2) : bisect_left(starts, match.end())]
            if not any(m.start < match.end() and match.start() < m.end for m in near):
                yield Omission(match.start(), match.end(), EntityKind.DEPARTMENT.value, reason)
