"""Involvement: what came of a measure, who took part in it, by which mechanism and on what basis.

Whatever is named inside the stretch of a measure belongs to it: a figure as its result, a body as the one that carried it out
or as one involved, a mechanism as used, a rule as its basis where it was complied with, else as involved. What stands
inside a shortcoming belongs to no measure; of stretches within each other the innermost counts.
Names within the title of a rule or the name of a mechanism are not linked again.

Who carried it out, by example:
    由市司法局组织评查 ("organized by the city justice bureau")                 the bureau, after 由
    区住建局牵头开展整治 ("the housing bureau leads")                           the bureau, before 牵头
    市审计局完成审计项目30个 ("the audit bureau finished 30 audits")            the bureau, subject of the clause
    会同区司法局开展检查 ("inspects together with the justice bureau")          not the bureau: it takes part
    在市水利局指导下 ("guided by the city's water bureau")                      not the bureau: it guides
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from fazhi.matching.alternation import any_word
from fazhi.model import Entity, EntityKind, Evidence, Link, LinkKind, Measure, Observation, Shortcoming
from fazhi.resources import lexicon

_BREAK = re.compile(r"[。;:,!?\n]|(?:[一二三四五六七八九十]是)")
_CLAUSE = re.compile(r"[,。;!?\n]")
_ENDS = "。;,、)”》:\n"
_SENTENCE = re.compile(r"[。;!?\n]")
_AND = re.compile(r"[、和与及,]?(?:以及)?")


def gather_involvement(
    reading: str,
    measures: Sequence[Measure],
    shortcomings: Sequence[Shortcoming],
    entities: Sequence[Entity],
    observations: Sequence[Observation],
) -> tuple[Link, ...]:
    """Links from measures to their results and to the bodies, mechanisms and rules they involve, in order of the text."""
    stretches = _Stretches(measures, shortcomings)
    places = _Places(reading, entities)
    links = [_result(measure, found) for found in observations if (measure := stretches.at(found.evidence))]
    for entity in entities:
        best: dict[str, Link] = {}
        key = entity.key
        for evidence in entity.evidence:
            is_only_named = places.is_within_name(entity, evidence) or places.names_a_thing(entity, evidence)
            measure = "" if is_only_named else stretches.at(evidence)
            if measure:
                link = _entity_link(places, measure, key, evidence, entity.kind)
                known = best.get(measure)
                if known is None or (known.kind is LinkKind.INVOLVES and link.kind is not LinkKind.INVOLVES):
                    best[measure] = link
        links.extend(best.values())
    return tuple(sorted(links, key=lambda link: (link.evidence.start, link.evidence.end, link.kind, link.subject, link.object)))


def _result(measure: str, observation: Observation) -> Link:
    place = observation.evidence
    return Link(LinkKind.HAS_RESULT, measure, observation.key, Evidence(place.start, place.end, "result.in-stretch", 0.9))


def _entity_link(places: _Places, measure: str, entity: str, evidence: Evidence, what: EntityKind) -> Link:
    kind, rule, confidence = _RULES[what](places, evidence)
    return Link(kind, measure, entity, Evidence(evidence.start, evidence.end, rule, confidence))


# ------------------------------------------------------------------ where things stand


class _Stretches:
    """Which measure a place belongs to: that of the innermost stretch around it, none inside a shortcoming."""

    def __init__(self, measures: Iterable[Measure], shortcomings: Iterable[Shortcoming]) -> None:
        owned = [(point.start, point.end, point.key) for point in measures]
        owned += [(point.start, point.end, "") for point in shortcomings]
        self.owned = sorted(owned, key=lambda item: (item[0], -item[1]))
        self.starts = [start for start, _, _ in self.owned]

    def at(self, place: Evidence) -> str:
        """The key of the measure around a place, or ""."""
        for index in range(bisect_right(self.starts, place.start) - 1, -1, -1):
            _, end, measure = self.owned[index]
            if place.end <= end:
                return measure
        return ""


class _Places:
    """The reading text, the clauses around a name, and the names that stand within other names."""

    def __init__(self, reading: str, entities: Iterable[Entity]) -> None:
        self.reading = reading
        spans = {(e.start, e.end, entity.kind) for entity in entities for e in entity.evidence}
        self.departments = sorted({(start, end) for start, end, kind in spans if kind is EntityKind.DEPARTMENT})
        self.regulations = sorted({(start, end) for start, end, kind in spans if kind is EntityKind.REGULATION})
        self.outer = sorted({(start, end) for start, end, kind in spans if kind is not EntityKind.DEPARTMENT})
        self.outer_starts = [start for start, _ in self.outer]

    def is_within_name(self, entity: Entity, place: Evidence) -> bool:
        """Whether a name is part of the title of a rule or of the name of a mechanism."""
        nearby = self.outer[
            max(0, bisect_left(self.outer_starts, place.start - 80)) : bisect_right(self.outer_starts, place.start)
        ]
        return any(start <= place.start and place.end <= end and end - start > place.end - place.start for start, end in nearby)

    def names_a_thing(self, entity: Entity, place: Evidence) -> bool:
        """Whether a body only tells whose web site is meant: 在市政府|门户网站公示 ("shown on the city's web site")."""
        return entity.kind is EntityKind.DEPARTMENT and _cues().whose.match(self.reading, place.end) is not None

    def chain(self, place: Evidence, names: Sequence[tuple[int, int]]) -> tuple[int, int]:
        """Where the enumeration begins and ends that a name stands in: A、B和C."""
        index = bisect_left(names, (place.start, place.end))
        first, last = place.start, place.end
        for start, end in reversed(names[:index]):
            if end > first or not _AND.fullmatch(self.bare(end, first)):
                break
            first = start
        for start, end in names[index + 1 :]:
            if start < last or not _AND.fullmatch(self.bare(last, start)):
                break
            last = end
        return first, last

    def bare(self, start: int, end: int) -> str:
        """The text between two places without the brackets of titles."""
        return self.reading[start:end].strip("《》“”") if end - start < 8 else "…"

    def before(self, place: int, boundary: re.Pattern[str]) -> str:
        """The text from the last boundary to a place."""
        window = self.reading[max(0, place - 60) : place]
        return boundary.split(window)[-1]

    def after(self, place: int) -> str:
        """The text that follows a place."""
        return self.reading[place : place + 20]


# ------------------------------------------------------------------ departments


@dataclass(frozen=True, slots=True)
class _Cues:
    """The words of the table `involvement` as patterns."""

    beside: re.Pattern[str]  # the longest cue that ends right before a body
    actors: frozenset[str]  # which of these cues make it the one that acts
    leads: re.Pattern[str]
    collects: re.Pattern[str]
    no_actor: re.Pattern[str]
    opening: re.Pattern[str]  # all that may stand before the subject of a clause
    whose: re.Pattern[str]  # what follows a body that is named only to tell whose it is
    verbs: re.Pattern[str]
    based: frozenset[str]
    about: frozenset[str]
    issued: frozenset[str]
    studied: re.Pattern[str]


@cache
def _cues() -> _Cues:
    department, regulation = lexicon("involvement")["department"], lexicon("involvement")["regulation"]
    return _Cues(
        opening=re.compile(rf"^(?:[\d.、()一二三四五六七八九十①-⑳-]*|{any_word(department['openings'])}|\d+年)*$"),
        beside=re.compile(f"(?:{any_word(department['actor_before'] + department['partner_before'])})$"),
        actors=frozenset(department["actor_before"]),
        leads=re.compile(f"(?:等[^,。;]{{0,6}})?(?:{any_word(department['actor_after'])})"),
        collects=re.compile(r"等?(?:\d+|[一二三四五六七八九十多]+)?个?(?:家|部门|单位|街道|乡镇)*"),
        no_actor=re.compile(any_word(department["no_actor_after"])),
        whose=re.compile(any_word(department["whose"])),
        verbs=re.compile(any_word([word for words in regulation.values() for word in words])),
        based=frozenset(regulation["based"]),
        about=frozenset(regulation["about"]),
        issued=frozenset(regulation["issued"]),
        studied=re.compile(any_word(regulation["studied"])),
    )


Judgement = tuple[LinkKind, str, float]


def department(places: _Places, evidence: Evidence) -> Judgement:
    """How a body takes part: see the examples at the top of this module."""
    first, last = places.chain(evidence, places.departments)
    before, after = places.before(first, _BREAK), places.after(last)
    cues = _cues()
    beside = cues.beside.search(before)
    if beside and beside[0] in cues.actors:
        return LinkKind.CARRIED_OUT_BY, "actor.after-cue", 0.9
    if beside:
        return LinkKind.INVOLVES, "partner.after-cue", 0.9
    if cues.leads.match(after):
        return LinkKind.CARRIED_OUT_BY, "actor.before-cue", 0.95
    after = after[cues.collects.match(after).end() :]  # type: ignore[union-attr]  # it always matches
    if cues.opening.match(before) and after and after[0] not in _ENDS and not cues.no_actor.match(after):
        return LinkKind.CARRIED_OUT_BY, "actor.subject", 0.8
    return LinkKind.INVOLVES, "named.in-stretch", 0.85


# ------------------------------------------------------------------ mechanisms and rules


def mechanism(places: _Places, evidence: Evidence) -> Judgement:
    """推行“一窗受理” ("practises one-window acceptance"): whatever named arrangement a measure speaks of, it uses."""
    return LinkKind.USES_MECHANISM, "mechanism.in-stretch", 0.9


def regulation(places: _Places, evidence: Evidence) -> Judgement:
    """依据《水法》开展巡查 ("patrols by the Water Law"): basis; 宣传《民法典》 ("makes the Civil Code known"): involved."""
    first, last = places.chain(evidence, places.regulations)
    cues = _cues()
    verbs = [match[0] for match in cues.verbs.finditer(places.before(first, _SENTENCE))]
    if not verbs:
        return LinkKind.INVOLVES, "rule.in-stretch", 0.85
    if verbs[-1] in cues.issued:
        return LinkKind.INVOLVES, "rule.issued", 0.9
    if verbs[-1] in cues.based or (verbs[-1] in cues.about and not cues.studied.search(_CLAUSE.split(places.after(last))[0])):
        return LinkKind.BASED_ON, "rule.complied-with", 0.9
    return LinkKind.INVOLVES, "rule.made-known", 0.9


_RULES = {EntityKind.DEPARTMENT: department, EntityKind.MECHANISM: mechanism, EntityKind.REGULATION: regulation}
