"""The report itself and its outline."""

from __future__ import annotations

from fazhi.graph.sheet import LABEL, TYPE, Sheet
from fazhi.graph.terms import chinese, date, integer, iri, literal, year
from fazhi.vocabulary import DCTERMS, FZ, PROV, ROLES

_IS_PART_OF = iri(DCTERMS.isPartOf)
_SECTION = f"{TYPE} {iri(FZ.Section)}"
_ORDER, _ROLE = iri(FZ.order), iri(FZ.role)


def write_report(sheet: Sheet) -> None:
    """Title, issuers, year, where it came from, and its text."""
    document, metadata = sheet.facts.document, sheet.facts.document.metadata
    report = iri(sheet.report)
    sheet.say(
        report,
        f"{TYPE} {iri(FZ.Report)}",
        f"{iri(DCTERMS.identifier)} {literal(document.identifier)}",
        f"{iri(DCTERMS.source)} {literal(document.source)}",
        f"{iri(DCTERMS.title)} {chinese(metadata.title)}",
        f"{iri(FZ.text)} {literal(document.text)}",
    )
    if metadata.year is not None:
        sheet.say(report, f"{iri(FZ.reportingYear)} {year(metadata.year)}")
    if metadata.document_number:
        sheet.say(report, f"{iri(FZ.documentNumber)} {literal(metadata.document_number)}")
    if metadata.index_number:
        sheet.say(report, f"{iri(FZ.indexNumber)} {literal(metadata.index_number)}")
    if metadata.region:
        sheet.say(report, f"{iri(FZ.region)} {literal('/'.join(metadata.region))}")
    if metadata.region_code:
        sheet.say(report, f"{iri(FZ.regionCode)} {literal(metadata.region_code)}")
    if metadata.published:
        sheet.say(report, f"{iri(DCTERMS.issued)} {date(metadata.published)}")
    if metadata.url:
        sheet.say(report, f"{iri(PROV.wasDerivedFrom)} {iri(metadata.url)}")
    for issuer in sheet.facts.issuers:
        sheet.say(report, f"{iri(FZ.issuer)} {sheet.name(issuer)}")


def write_outline(sheet: Sheet) -> None:
    """Sections and points, each below the next one above it that is shown."""
    for section in sheet.sections:
        part = section.part
        sheet.say(
            section.name,
            _SECTION,
            f"{_IS_PART_OF} {section.above}",
            f"{LABEL} {chinese(sheet.facts.document.text[part.title_start : part.title_end])}",
            f"{_ORDER} {integer(section.order)}",
            f"{_ROLE} {sheet.concept(ROLES, part.role)}",
        )
