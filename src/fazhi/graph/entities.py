"""Departments, regulations and mechanisms."""

from __future__ import annotations

from fazhi.graph import iris
from fazhi.graph.sheet import EVIDENCE, PREF_LABEL, TYPE, Sheet
from fazhi.graph.terms import chinese, iri, literal
from fazhi.model import Entity, EntityKind
from fazhi.vocabulary import DCTERMS, FZ, MECHANISM_KINDS, ORG, REGULATION_KINDS, SKOS

_TYPES = {
    EntityKind.DEPARTMENT: (f"{TYPE} {iri(FZ.Department)}", f"{TYPE} {iri(ORG.Organization)}"),
    EntityKind.REGULATION: (f"{TYPE} {iri(FZ.Regulation)}",),
    EntityKind.MECHANISM: (f"{TYPE} {iri(FZ.Mechanism)}",),
}
_KINDS = {EntityKind.REGULATION: REGULATION_KINDS, EntityKind.MECHANISM: MECHANISM_KINDS}
_ALT_LABEL = iri(SKOS.altLabel)
_MENTIONED_IN, _KIND, _DOCUMENT_NUMBER = iri(FZ.mentionedIn), iri(FZ.kind), iri(FZ.documentNumber)
_REPLACED_BY = iri(DCTERMS.isReplacedBy)


def write_entities(sheet: Sheet) -> None:
    """Every named thing, with one evidence for each place that mentions it."""
    for entity in sheet.facts.entities:
        name = sheet.name(entity.key)
        sheet.say(
            name,
            *_TYPES[entity.kind],
            f"{PREF_LABEL} {chinese(entity.name)}",
            *(f"{_ALT_LABEL} {chinese(alias)}" for alias in entity.aliases if alias != entity.name),
            f"{_MENTIONED_IN} <{sheet.report}>",
            *(f"{EVIDENCE} {sheet.evidence(evidence)}" for evidence in entity.evidence),
        )
        if entity.category:
            sheet.say(name, f"{_KIND} {sheet.concept(_KINDS[entity.kind], entity.category)}")
        if entity.document_number:
            sheet.say(name, f"{_DOCUMENT_NUMBER} {literal(entity.document_number)}")
        if entity.successor:
            sheet.say(name, f"{_REPLACED_BY} {_successor(sheet, entity, entity.successor)}")


def _successor(sheet: Sheet, entity: Entity, successor: str) -> str:
    """The regulation that replaced another one: that of the report, or else one that is only named."""
    known = sheet.names.get(f"{entity.kind}:{successor}")
    if known:
        return known
    name = iri(iris.entity(sheet.base, entity.kind, entity.scope, successor))
    sheet.say(name, *_TYPES[entity.kind], f"{PREF_LABEL} {chinese(successor)}")
    return name
