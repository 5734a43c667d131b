r"""RDF Data Cube: the figures of the reports as one data set of statistical observations, in Turtle.

Dimensions are the report, its year, the indicator, the place in the text (a report may tell one figure twice) and which of the
three measures an observation has: value, change in percent, or absolute change. A figure that is told with its change becomes two
observations of the cube, each with `prov:wasDerivedFrom` the figure. Attributes are unit, qualifier, the total it is part of,
confidence and quote. Where a report has no year, the year is an attribute, as a dimension must be known of all. Lost is
all that is no figure. Literal bytes::

    fz:value a qb:MeasureProperty ;

The order is fixed: the same graph gives the same bytes. Specification: https://www.w3.org/TR/vocab-data-cube/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from fazhi.disk.sorting import in_order
from fazhi.export.graphs import Graphs
from fazhi.export.lines import Subject, subjects
from fazhi.export.turtle import body, head
from fazhi.vocabulary import BASE, DCTERMS, FZ, OA, PROV, QB, RDF, RDFS, SKOS, XSD

_TYPE = f"<{RDF.type}>"
_LABEL, _PREF_LABEL = f"<{RDFS.label}>", f"<{SKOS.prefLabel}>"
_OBSERVATION, _REPORT, _YEAR = f"<{FZ.Observation}>", f"<{FZ.Report}>", f"<{FZ.reportingYear}>"
_REPORTED, _INDICATOR = f"<{FZ.reportedIn}>", f"<{FZ.indicator}>"
_MEASURES = {f"<{FZ.value}>": "value", f"<{FZ.changePercent}>": "change-percent", f"<{FZ.changeAbsolute}>": "change-absolute"}
_ATTRIBUTES = (FZ.unit, FZ.qualifier, FZ.partOf)
_EVIDENCE, _START = f"<{FZ.evidence}>", f"<{OA.start}>"
_RANGES = {
    FZ.reportedIn: FZ.Report, FZ.reportingYear: XSD.gYear, FZ.indicator: SKOS.Concept, FZ.value: XSD.decimal,
    FZ.changePercent: XSD.decimal, FZ.changeAbsolute: XSD.decimal, OA.start: XSD.integer,
}  # fmt: skip


def write(graphs: Graphs, file: BinaryIO) -> None:
    """Write the observations of graphs as a data cube in Turtle."""
    file.writelines(piece.encode() for piece in pieces(graphs))


def pieces(graphs: Graphs) -> Iterator[str]:
    """The text of the file, piece by piece: prefixes, then the structure, the data set and its observations in reading order."""
    yield from head(graphs.base)
    yield from body(subjects(_once(in_order(_lines(graphs)))), graphs.base)


def _once(lines: Iterator[str]) -> Iterator[str]:
    last = ""
    for line in lines:
        if line != last:
            yield line
            last = line


def _qb(name: str) -> str:
    """A term of the Data Cube that the graph of fazhi itself never holds."""
    return f"<{QB.iri}{name}>"


def _lines(graphs: Graphs) -> Iterator[str]:
    """The triples, as lines of one graph each for a report and one for all."""
    cube = f"{graphs.base or BASE}cube"
    dated = True
    for name, lines in graphs:
        told = {subject.term: subject for subject in subjects(lines)}
        report = next((s for s in told.values() if _REPORT in s.values.get(_TYPE, ())), None)
        year = report.values.get(_YEAR) if report else None
        found = [s for s in told.values() if _OBSERVATION in s.values.get(_TYPE, ())]
        dated = dated and (year is not None or not found)
        for observation in found:
            yield from (f"{line} {name} ." for line in _observations(observation, told, year, cube))
        for line in _names(told, found, cube):
            yield f"{line} <{cube}> ."
    yield from (f"{line} <{cube}> ." for line in _structure(cube, dated=dated))


def _observations(observation: Subject, told: dict[str, Subject], year: list[str] | None, cube: str) -> Iterator[str]:
    """One observation of the cube for each measure that a figure has."""
    evidence = [told[term] for term in observation.values.get(_EVIDENCE, ()) if term in told]
    first = min(evidence, key=lambda subject: subject.place, default=None)
    for measure, name in _MEASURES.items():
        if measure not in observation.values:
            continue
        term = f"{observation.term[:-1]}/{name}>"
        rows = [
            (_TYPE, f"<{QB.Observation}>"),
            (_qb("dataSet"), f"<{cube}/dataset>"),
            (_qb("measureType"), measure),
            (measure, observation.values[measure][0]),
            (f"<{PROV.wasDerivedFrom}>", observation.term),
        ]
        rows += [(key, found) for key in (_REPORTED, _INDICATOR) for found in observation.values.get(key, ())[:1]]
        rows += [(f"<{key}>", found) for key in _ATTRIBUTES for found in observation.values.get(f"<{key}>", ())]
        rows += [(_YEAR, found) for found in (year or ())[:1]]
        if first is not None:
            rows += [
                (key, first.values[key][0]) for key in (_START, f"<{OA.exact}>", f"<{FZ.confidence}>") if key in first.values
            ]
        yield from (f"{term} {key} {found}" for key, found in rows)


def _names(told: dict[str, Subject], found: list[Subject], cube: str) -> Iterator[str]:
    """The labels of what observations point to, and the code list of indicators."""
    for observation in found:
        for key in (_INDICATOR, f"<{FZ.unit}>", _REPORTED):
            for term in observation.values.get(key, ()):
                for label in (_PREF_LABEL, _LABEL, f"<{DCTERMS.title}>"):
                    yield from (f"{term} {label} {text}" for text in (told[term].values.get(label, ()) if term in told else ()))
        for term in observation.values.get(_INDICATOR, ()):
            yield f"{term} {_TYPE} <{SKOS.Concept}>"
            yield f"{term} <{SKOS.inScheme}> <{cube}/indicators>"


def _structure(cube: str, *, dated: bool) -> Iterator[str]:
    """The data set, its structure, and what its properties are."""
    dimensions = [FZ.reportedIn, *([FZ.reportingYear] if dated else []), FZ.indicator, OA.start]
    attributes = [*_ATTRIBUTES, OA.exact, FZ.confidence, *([] if dated else [FZ.reportingYear])]
    measures = [FZ.value, FZ.changePercent, FZ.changeAbsolute]
    dataset, structure = f"<{cube}/dataset>", f"<{cube}/structure>"
    for label in ('"法治政府建设年度报告中的数据"@zh', '"Figures of annual reports on rule-of-law work"@en'):
        yield f"{dataset} {_LABEL} {label}"
    yield f"{dataset} {_TYPE} {_qb('DataSet')}"
    yield f"{dataset} {_qb('structure')} {structure}"
    yield f"{structure} {_TYPE} {_qb('DataStructureDefinition')}"
    yield f"<{cube}/indicators> {_TYPE} <{SKOS.iri}ConceptScheme>"
    yield f"<{FZ.indicator}> {_TYPE} {_qb('CodedProperty')}"
    yield f"<{FZ.indicator}> {_qb('codeList')} <{cube}/indicators>"
    kinds = [("dimension", "DimensionProperty", [*dimensions, f"{QB.iri}measureType"]), ("measure", "MeasureProperty", measures)]
    for role, cls, properties in [*kinds, ("attribute", "AttributeProperty", attributes)]:
        for found in properties:
            component = f"<{cube}/component/{found.replace('#', '/').rsplit('/', 1)[1]}>"
            yield f"{structure} {_qb('component')} {component}"
            yield f"{component} {_TYPE} {_qb('ComponentSpecification')}"
            yield f"{component} {_qb(role)} <{found}>"
            yield f"<{found}> {_TYPE} {_qb(cls)}"
            if found in _RANGES:
                yield f"<{found}> <{RDFS.iri}range> <{_RANGES[found]}>"
