"""The scheme of indicators: which indicator names of the reports are one series.

One graph, `derived/indicators`: a SKOS scheme; in it the common indicators of the table that some report tells, each with its
other names, to which the reports' indicators lead by `skos:exactMatch`; and those indicators that the table does not have.
"""

from __future__ import annotations

from collections.abc import Iterator

from fazhi.corpus import Corpus, common_indicators, met
from fazhi.graph import iris
from fazhi.graph.terms import chinese, iri
from fazhi.link.write import DerivedSheet
from fazhi.vocabulary import RDF, SKOS

_TYPE, _IN_SCHEME, _MATCH = iri(RDF.type), iri(SKOS.inScheme), iri(SKOS.exactMatch)


def scheme(corpus: Corpus) -> Iterator[str]:
    """The lines of the graph of the scheme, for all figures of a corpus: in no order, and what is shared again and again."""
    sheet = DerivedSheet(corpus.base, ("indicators",), ())
    whole = iri(sheet.name)
    sheet.say(whole, _TYPE, iri(SKOS.ConceptScheme))
    sheet.say(whole, iri(SKOS.prefLabel), chinese("指标"))
    common = {row.name: row for row in common_indicators()}
    for indicator, unit in corpus.indicators():
        label = corpus.things[indicator].name
        found = met(label, corpus.things[unit].name if unit in corpus.things else "")
        if not found.common:
            sheet.say(iri(indicator), _IN_SCHEME, whole)
        else:
            concept = iri(f"{sheet.name}/{iris.escape(found.name)}")
            sheet.say(iri(indicator), _MATCH, concept)
            sheet.say(concept, _TYPE, iri(SKOS.Concept))
            sheet.say(concept, _IN_SCHEME, whole)
            sheet.say(concept, iri(SKOS.prefLabel), chinese(found.name))
            for name in common[found.name].names:
                if name != found.name:
                    sheet.say(concept, iri(SKOS.altLabel), chinese(name))
        yield from sheet.taken()
    yield from sheet.taken()
