"""Observations, measures, shortcomings and causes, and the links between facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from fazhi.graph import iris
from fazhi.graph.sheet import EVIDENCE, LABEL, PREF_LABEL, REPORTED_IN, TYPE, Sheet
from fazhi.graph.terms import chinese, decimal, iri
from fazhi.model import Entity, Evidence, Link, LinkKind, Qualifier
from fazhi.vocabulary import FZ, ORG, QB, RDF, SKOS, THEMES, qualifier_iri, status_iri

_OBSERVATION = (f"{TYPE} {iri(FZ.Observation)}", f"{TYPE} {iri(QB.Observation)}")
_INDICATOR = (f"{TYPE} {iri(FZ.Indicator)}", f"{TYPE} {iri(SKOS.Concept)}")
_UNIT = f"{TYPE} {iri(FZ.Unit)}"
_PREDICATES = {
    LinkKind.ADDRESSES: iri(FZ.addresses),
    LinkKind.HAS_CAUSE: iri(FZ.hasCause),
    LinkKind.PART_OF: iri(FZ.partOf),
    LinkKind.HAS_RESULT: iri(FZ.hasResult),
    LinkKind.INVOLVES: iri(FZ.involves),
    LinkKind.CARRIED_OUT_BY: iri(FZ.carriedOutBy),
    LinkKind.USES_MECHANISM: iri(FZ.usesMechanism),
    LinkKind.BASED_ON: iri(FZ.basedOn),
    LinkKind.SUBORDINATE_TO: iri(ORG.subOrganizationOf),
}
_IMPLY_INVOLVES = frozenset({LinkKind.CARRIED_OUT_BY, LinkKind.USES_MECHANISM, LinkKind.BASED_ON})
_VALUE, _CHANGE_PERCENT, _CHANGE_ABSOLUTE = iri(FZ.value), iri(FZ.changePercent), iri(FZ.changeAbsolute)
_INDICATOR_IS, _UNIT_IS, _QUALIFIER = iri(FZ.indicator), iri(FZ.unit), iri(FZ.qualifier)
_QUALIFIERS = {qualifier: f"{_QUALIFIER} {iri(qualifier_iri(qualifier))}" for qualifier in Qualifier}
_THEME, _INVOLVES = iri(FZ.theme), iri(FZ.involves)
_OTHER_LABEL = iri(SKOS.altLabel)
_STATEMENT = f"{TYPE} {iri(RDF.Statement)}"
_SUBJECT, _PREDICATE, _OBJECT = iri(RDF.subject), iri(RDF.predicate), iri(RDF.object)
_CONFIDENCE = iri(FZ.confidence)


def write_observations(sheet: Sheet) -> None:
    """Figures, each with its indicator, value, unit, qualifier and change."""
    for fact in sheet.facts.observations:
        name = sheet.name(fact.key)
        sheet.say(
            name,
            *_OBSERVATION,
            f"{REPORTED_IN} <{sheet.report}>",
            *sheet.in_section(fact.evidence),
            f"{_INDICATOR_IS} {_named(sheet, 'indicator', fact.indicator, *_INDICATOR)}",
            _QUALIFIERS[fact.qualifier],
            f"{EVIDENCE} {sheet.evidence(fact.evidence)}",
        )
        if fact.unit:
            sheet.say(name, f"{_UNIT_IS} {_named(sheet, 'unit', fact.unit, _UNIT)}")
        for term, number in (
            (_VALUE, fact.value),
            (_CHANGE_PERCENT, fact.change_percent),
            (_CHANGE_ABSOLUTE, fact.change_absolute),
        ):
            if number is not None:
                sheet.say(name, f"{term} {decimal(number)}")


def _named(sheet: Sheet, kind: str, label: str, *types: str) -> str:
    name = iri(iris.entity(sheet.base, kind, (), label))
    if not sheet.speaks_of(name):
        sheet.say(name, *types, f"{PREF_LABEL} {chinese(label)}")
    return name


def write_measures(sheet: Sheet) -> None:
    """What was done and what is planned."""
    for fact in sheet.facts.measures:
        status = f"{iri(FZ.status)} {iri(status_iri(fact.status))}"
        _write_point(sheet, fact.key, FZ.Measure, fact.title, fact.evidence, fact.themes, status)


def write_shortcomings(sheet: Sheet) -> None:
    """Problems, and the causes that the text gives for them."""
    for fact in sheet.facts.shortcomings:
        bare = (f"{_OTHER_LABEL} {chinese(fact.bare)}",) if fact.bare else ()
        _write_point(sheet, fact.key, FZ.Shortcoming, fact.text, fact.evidence, fact.themes, *bare)
    for cause in sheet.facts.causes:
        _write_point(sheet, cause.key, FZ.Cause, cause.text, cause.evidence, ())


def _write_point(sheet: Sheet, key: str, cls: str, label: str, evidence: Evidence, themes: Iterable[str], *more: str) -> None:
    sheet.say(
        sheet.name(key),
        f"{TYPE} {iri(cls)}",
        f"{REPORTED_IN} <{sheet.report}>",
        *sheet.in_section(evidence),
        f"{LABEL} {chinese(label)}",
        f"{EVIDENCE} {sheet.evidence(evidence)}",
        *(f"{_THEME} {sheet.concept(THEMES, code)}" for code in themes),
        *more,
    )


class _Statement(NamedTuple):
    """What a link states, as it is written, with the evidence and the confidence of each place that tells it."""

    subject: str
    predicate: str
    target: str
    evidence: list[str]
    confidences: list[float]


def write_links(sheet: Sheet) -> None:
    """Relations: the plain triple, and a statement about it that carries evidence and confidence."""
    statements: dict[str, _Statement] = {}
    local = {key: _local(sheet, key) for key in sheet.names}
    for link in (*sheet.facts.links, *_superiors(sheet.facts.entities, sheet.facts.links)):
        kind, subject, target = link.kind, sheet.name(link.subject), sheet.name(link.object)
        name = f"<{sheet.report}/link/{kind.value}/{local[link.subject]}/{local[link.object]}>"
        known = statements.get(name)
        if known is None:
            predicate = _PREDICATES[kind]
            known = statements[name] = _Statement(subject, predicate, target, [], [])
            sheet.say(subject, f"{predicate} {target}")
            if kind in _IMPLY_INVOLVES:
                sheet.say(subject, f"{_INVOLVES} {target}")
        known.evidence.append(f"{EVIDENCE} {sheet.evidence(link.evidence)}")
        known.confidences.append(link.evidence.confidence)
    for name, (subject, predicate, target, evidence, confidences) in statements.items():
        sheet.complete(
            name,
            f"{_OBJECT} {target}",
            f"{_PREDICATE} {predicate}",
            f"{_SUBJECT} {subject}",
            _STATEMENT,
            f"{_CONFIDENCE} {decimal(max(confidences))}",
            *(sorted(set(evidence)) if len(evidence) > 1 else evidence),
        )


def _local(sheet: Sheet, key: str) -> str:
    """What a key stands for, as a part of an IRI below the report: unique within it."""
    below = f"<{sheet.report}/"
    name = sheet.name(key)
    if name.startswith(below):
        return name[len(below) : -1]
    kind, _, rest = key.partition(":")
    return f"{kind}/{iris.escape(rest)}"


def _superiors(entities: Iterable[Entity], links: Iterable[Link]) -> Iterable[Link]:
    """What a department's own name or a table tells of its superior, where no link tells it already."""
    told = {(link.subject, link.object) for link in links if link.kind is LinkKind.SUBORDINATE_TO}
    for entity in entities:
        if entity.superior and entity.evidence and (entity.key, entity.superior) not in told:
            yield Link(LinkKind.SUBORDINATE_TO, entity.key, entity.superior, entity.evidence[0])
