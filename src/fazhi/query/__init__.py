"""Asking the graph: a store comes in, and typed rows go out.

The catalogue has a `.rq` file for each question, in standard SPARQL 1.1. It looks into the named graphs itself, so
that it runs unchanged, and gives the same rows in the same order, on Oxigraph, rdflib, Fuseki and Virtuoso,
whatever their default graph is. (A join inside one report's graph is also what keeps it fast: a name that a
thousand reports use is stated a thousand times.) Parameters are bound as literals, so that no value can become a
piece of the query. Queries may only ask: updates and the network are refused.

What a question costs follows what is asked: names are looked for first (`resolve`), and what is found stands in the
question as a list of IRIs; a part of the question that nothing is asked of is left out (`parts`). The files run as
they stand all the same.

What stands under several nodes goes by the name that `fz:leadingName` gives them, which the pass across reports states
with each tie (`fazhi.link`; a tie of one's own is one accepted in `links.csv`). An `owl:sameAs` that somebody puts into a
store without that name is not followed to a name.

A question can be asked of a dataset of rdflib as well, with rdflib's own engine (`dataset`).

>>> from pyoxigraph import Literal, NamedNode, Quad, Store
>>> store = Store()
>>> report, graph = NamedNode("https://w3id.org/fazhi/id/report/r"), NamedNode("https://w3id.org/fazhi/id/graph/r")
>>> store.add(Quad(report, NamedNode("http://purl.org/dc/terms/identifier"), Literal("柳溪街道-2022"), graph))
>>> run(store, "SELECT ?id { ?report dcterms:identifier ?id }").rows
(('柳溪街道-2022',),)
>>> question("measures-for-shortcomings").title.zh  # which measures address which shortcomings
'哪些举措针对哪些不足'
"""

from __future__ import annotations

from fazhi.query.engine import run, sparql
from fazhi.query.parameters import Parameter, Value, bind
from fazhi.query.questions import Column, Question, Words, catalogue, parse, question
from fazhi.query.render import FORMATS, plain, render
from fazhi.query.results import Cell, Kind, Result, Term

__all__ = [
    "FORMATS",
    "Cell",
    "Column",
    "Kind",
    "Parameter",
    "Question",
    "Result",
    "Term",
    "Value",
    "Words",
    "bind",
    "catalogue",
    "parse",
    "plain",
    "question",
    "render",
    "run",
    "sparql",
]
