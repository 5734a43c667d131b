"""Mechanisms of a report: long and short names merged, kinds settled, local ones told apart from national ones.

创新推出“杏树夜话”机制…办理群众“杏树夜话”519件     one mechanism 杏树夜话机制, also called 杏树夜话
增强“四个意识”                                  none: a slogan, reported as an omission
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from fazhi.matching.alternation import any_word
from fazhi.model import Document, Entity, EntityKind, Evidence, Mention, MentionKind, Omission
from fazhi.resources import lexicon
from fazhi.unnamed import reason_of

NATIONAL_RULES = frozenset({"mechanism:known", "mechanism:hotline"})
"""Rules whose names are those of a table: the same mechanism wherever a report names it."""

_MARKS = re.compile(r"[^\w+·—-]")
_SCOPE = re.compile(r"^(?:社区|街道|乡镇|村级|[省市县区镇]级)(?=\w{3})")
_QUOTED = re.compile("“([^“”\n]{1,40})”")
_TITLE = re.compile("《(?:[^《》\n]|《[^《》\n]*》)*》")
_HELD = ("赛", "论坛", "训练营")
_CROWDS = ("队", "团", "军", "族", "党")
_FIGURE = "quoted words that the sentence uses as a figure of speech, an aim or a complaint"
_NO_NAME = "a generic arrangement that has no name of its own"


@dataclass(frozen=True, slots=True)
class Mechanisms:
    """The mechanisms of one report, in order of the text, and what looked like one and was left out."""

    entities: tuple[Entity, ...]
    omissions: tuple[Omission, ...]


def gather_mechanisms(
    document: Document,
    mentions: Sequence[Mention],
    regulations: Sequence[Entity] = (),
    problems: Sequence[tuple[int, int]] = (),
) -> Mechanisms:
    """Merge the mechanism `mentions` of one document into entities.

    What lies inside the place of one of the `regulations` is that regulation alone. Words without a head noun that are
    quoted only in one of the `problems` (places) tell of an evil: “先斩后奏” (act first, report later).

    >>> from fazhi.model import Document, Metadata
    >>> text = "推出“杏树夜话”机制，杏树夜话519件。"
    >>> document = Document("a", "a.txt", text, text, Metadata("", 0, 0, ("清泉镇",), 2023), tuple(range(len(text))), (0,))
    >>> long = Mention(MentionKind.MECHANISM, 2, 10, "杏树夜话机制", "mechanism:quoted-head", 0.9, "mechanism", alias="杏树夜话")
    >>> short = Mention(MentionKind.MECHANISM, 11, 15, "杏树夜话", "mechanism:again", 0.8, "mechanism")
    >>> [(e.name, e.aliases, e.scope) for e in gather_mechanisms(document, [long, short]).entities]
    [('杏树夜话机制', ('杏树夜话',), ('清泉镇',))]
    """
    titles = tuple((e.start, e.end) for regulation in regulations for e in regulation.evidence)
    within = _marked(len(document.reading), titles)
    bodies = _marked(len(document.reading), [(m.start, m.end) for m in mentions if _is_body(m)])
    every = tuple(
        m
        for m in mentions
        if m.kind is not MentionKind.MECHANISM
        or not (all(within[m.start : m.end]) or (_is_way(m) and all(bodies[m.start : m.end])))
    )
    mine = sorted((m for m in every if m.kind is MentionKind.MECHANISM), key=lambda m: (m.start, m.end, m.name))
    scope = (*document.metadata.region, *document.metadata.issuers[:1])
    found = _distinct(tuple(_entity(group, scope) for group in _groups(mine)))
    evils = [entity for entity in found if _is_evil(entity, problems)]
    told = [(e.start, e.end) for entity in evils for e in entity.evidence]
    covered = [*titles, *((m.start, m.end) for m in every)]
    omissions = [Omission(start, end, EntityKind.MECHANISM.value, _FIGURE) for start, end in told]
    entities = tuple(entity for entity in found if entity not in evils)
    return Mechanisms(
        entities, tuple(sorted([*omissions, *_omissions(document.reading, covered)], key=lambda o: (o.start, o.end)))
    )


def _is_body(mention: Mention) -> bool:
    """Does it name a body in plain words? 警银联动|领导小组 is a group, and no mechanism a second time."""
    return mention.kind is MentionKind.DEPARTMENT and mention.rule not in ("department:quoted-team", "department:team")


def _is_way(mention: Mention) -> bool:
    """Is it a way of working that everybody knows? A platform may well be a body, too."""
    return mention.rule == "mechanism:known" and mention.category != "platform"


def _is_evil(entity: Entity, problems: Sequence[tuple[int, int]]) -> bool:
    """Whether its name stands in quotation marks, without a head noun, and nowhere but in problems.

    A brand is no evil, unless it is a crowd: “小渔说安全”, but “水上游击队” ("guerrillas on the water", hawkers). Nor is what
    is held, such as a contest.
    """
    if entity.category == "campaign" and entity.name.endswith(_HELD):
        return False
    if entity.category == "brand" and not entity.name.endswith(_CROWDS):
        return False
    return all(
        evidence.rule == "mechanism:quoted" and any(low <= evidence.start < high for low, high in problems)
        for evidence in entity.evidence
    )


def _labels(mention: Mention) -> tuple[str, ...]:
    return (mention.name,) if mention.alias is None else (mention.name, mention.alias)


def _key(label: str) -> str:
    """What two spellings of one name have in common: no marks, no general head noun at the end."""
    plain = _MARKS.sub("", label)
    return _tail().sub("", _SCOPE.sub("", plain))


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"(?<=\w{{2}}){any_word(lexicon('mechanisms')['spellings']['tails'])}$")


@cache
def _generic() -> re.Pattern[str]:
    """长效机制, 各项工作制度 ("lasting mechanisms, all systems of work")"""
    table = lexicon("mechanisms")["spellings"]
    return re.compile(f"{any_word(table['generic'])}(?:工作)?{any_word(table['generic_heads'])}(?!化)")


def _groups(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions that share a label, directly or through others, in order of their first place."""
    group_of: dict[str, list[Mention]] = {}
    groups: list[list[Mention]] = []
    key_of = {label: _key(label) for mention in mentions for label in _labels(mention)}
    for mention in mentions:
        keys = {key_of[label]: None for label in _labels(mention)}
        touched = [group_of[key] for key in keys if key in group_of]
        target = min(touched, key=lambda g: g[0].start) if touched else []
        if not touched:
            groups.append(target)
        target.append(mention)
        for other in touched:
            if other is not target and other in groups:
                groups.remove(other)
                target.extend(other)
        for member in target:
            for label in _labels(member):
                group_of[key_of[label]] = target
    return [sorted(group, key=lambda m: (m.start, m.end)) for group in groups]


def _entity(group: Sequence[Mention], scope: tuple[str, ...]) -> Entity:
    name = _canonical(group)
    aliases = dict.fromkeys(label for mention in group for label in _labels(mention) if label != name)
    national = any(mention.rule in NATIONAL_RULES for mention in group)
    return Entity(
        kind=EntityKind.MECHANISM,
        name=name,
        evidence=tuple(Evidence(m.start, m.end, m.rule, m.confidence) for m in group),
        aliases=tuple(aliases),
        scope=() if national else scope,
        category=_category(group),
    )


def _canonical(group: Sequence[Mention]) -> str:
    """The name of the table, else the commonest full name (with head noun), else the first name told."""
    national = [m.name for m in group if m.rule in NATIONAL_RULES]
    full = [m.name for m in group if m.alias is not None]
    names = Counter(national or full or [group[0].name])
    return max(names, key=lambda name: names[name])


def _category(group: Sequence[Mention]) -> str | None:
    """The kind with the most confidence behind it; a table's word counts above all others."""
    weight: Counter[str] = Counter()
    for mention in group:
        if mention.category is not None:
            weight[mention.category] += round(mention.confidence * (1000 if mention.rule in NATIONAL_RULES else 100))
    return max(weight, key=lambda code: weight[code]) if weight else None


def _distinct(entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Entities with no alias that is another's name: one label must not stand for two."""
    names = {entity.name for entity in entities}
    return tuple(_without(entity, names) if not names.isdisjoint(entity.aliases) else entity for entity in entities)


def _without(entity: Entity, taken: set[str]) -> Entity:
    return replace(entity, aliases=tuple(alias for alias in entity.aliases if alias not in taken or alias == entity.name))


def _omissions(reading: str, mentioned: Sequence[tuple[int, int]]) -> Iterator[Omission]:
    covered = _marked(len(reading), [*mentioned, *(m.span() for m in _TITLE.finditer(reading))])
    quoted = [m for m in _QUOTED.finditer(reading) if covered.find(1, *m.span()) < 0]
    generic = [m for m in _generic().finditer(reading) if covered.find(1, *m.span()) < 0]
    found = [(m.span(), reason_of(m[1]) or _FIGURE) for m in quoted] + [(m.span(), _NO_NAME) for m in generic]
    for (start, end), reason in sorted(found):
        yield Omission(start, end, EntityKind.MECHANISM.value, reason)


def _marked(length: int, spans: Iterable[tuple[int, int]]) -> bytearray:
    """For each character of a text, 1 where it stands in one of some stretches."""
    marks = bytearray(length + 1)
    for start, end in spans:
        marks[start:end] = b"\1" * (end - start)
    return marks
