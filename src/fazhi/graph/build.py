"""From the facts of one report to its quads."""

from __future__ import annotations

from fazhi.graph import iris
from fazhi.graph.entities import write_entities
from fazhi.graph.report import write_outline, write_report
from fazhi.graph.sheet import Sheet
from fazhi.graph.statements import write_links, write_measures, write_observations, write_shortcomings
from fazhi.model import ReportFacts
from fazhi.vocabulary import BASE

_WRITERS = (
    write_report,
    write_outline,
    write_entities,
    write_observations,
    write_measures,
    write_shortcomings,
    write_links,
)


def nquads(facts: ReportFacts, *, base: str = BASE) -> str:
    """The facts as the text of an N-Quads file: lines sorted by code point, each once, all in the report's named graph."""
    sheet = Sheet(facts, iris.check_base(base))
    for write in _WRITERS:
        write(sheet)
    return sheet.text()


def quads(facts: ReportFacts, *, base: str = BASE) -> list[str]:
    """The lines of `nquads`, without line ends."""
    return nquads(facts, base=base).split("\n")[:-1]


def report_iri(facts: ReportFacts, *, base: str = BASE) -> str:
    """The IRI of the report, from its issuer, year and kind."""
    return iris.report(facts, base=iris.check_base(base))
