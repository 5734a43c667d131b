"""A question asked of an rdflib dataset, by rdflib's own engine: the patterns are told to follow the index.

rdflib evaluates `GRAPH ?g { … }` in each graph of a dataset in turn, the patterns in it by how many of their terms are bound,
and both sides of a join with a subquery as wholes, which are then compared each with each. With a graph for each report, that
is too much even for a question of one report. So the parts of a question that is parsed get other names here, and are
evaluated as rdflib lets one do it (`CUSTOM_EVALS`): a pattern begins with the triple that has the most telling term, and
goes on in the graphs that hold it; a join looks the second side up, or meets it by the values that both have. The answer is
the same. Other queries are left alone.

>>> from rdflib import Dataset
>>> [tuple(row) for row in solutions(Dataset(), "SELECT ?s { GRAPH ?g { ?s ?p ?o } }")]
[]
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from threading import Lock
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Dataset, Graph, Literal, URIRef, Variable
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.paths import Path
from rdflib.plugins.sparql import CUSTOM_EVALS, prepareQuery
from rdflib.plugins.sparql.evaluate import evalGraph, evalPart
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import AlreadyBound, FrozenBindings, Query, QueryContext
from rdflib.query import ResultRow

from fazhi.query.results import Term

_NAME = "https://w3id.org/fazhi/evaluation"
_OURS = {"BGP": "fazhi.BGP", "Graph": "fazhi.Graph", "Join": "fazhi.Join"}
_LOOKED_UP = frozenset({"BGP", "Graph", "Join", "LeftJoin", "Filter", "Union", "values", "ToMultiSet", *_OURS.values()})
_DEEPEST = 10_000  # calls within each other
_PARSING = Lock()
_Triple = tuple[Any, Any, Any]


def solutions(dataset: Dataset, query: str) -> Iterator[ResultRow]:
    """The rows of a SELECT on a dataset, with rdflib's terms."""
    CUSTOM_EVALS.setdefault(_NAME, _evaluated)
    asked = prepared(query)
    _rename(asked.algebra)
    for row in dataset.query(asked):
        assert isinstance(row, ResultRow)
        yield row


def prepared(query: str) -> Query:
    """A query, parsed by rdflib.

    Its grammar calls itself some nine hundred times for a long query, and twice as often once another library has told the same
    parser to remember (matplotlib does, as soon as it draws): more than Python allows unless it is asked to.
    """
    with _PARSING:
        allowed = sys.getrecursionlimit()
        sys.setrecursionlimit(max(allowed, _DEEPEST))
        try:
            return prepareQuery(query)
        finally:
            sys.setrecursionlimit(allowed)


def term(found: object) -> Term | None:
    """A term of rdflib as one of pyoxigraph; None for none."""
    if isinstance(found, Literal):
        datatype = None if found.datatype is None or found.language else ox.NamedNode(str(found.datatype))
        return ox.Literal(str(found), language=found.language, datatype=datatype)
    if isinstance(found, URIRef):
        return ox.NamedNode(str(found))
    return ox.BlankNode(str(found)) if isinstance(found, BNode) else None


def _rename(part: object) -> None:
    """Give the parts that are evaluated here their other names, wherever they stand in a query."""
    if isinstance(part, CompValue):
        part.name = _OURS.get(part.name, part.name)
        for name, value in part.items():
            if name != "_vars":
                _rename(value)
    elif isinstance(part, (list, tuple)):
        for value in part:
            _rename(value)


def _evaluated(ctx: QueryContext, part: CompValue) -> Iterable[FrozenBindings]:
    """The solutions of a part, as rdflib asks for them; NotImplementedError tells it that the part is not ours."""
    match part.name:
        case "fazhi.BGP":
            return _pattern(ctx, list(part.triples))
        case "fazhi.Graph":
            return _graph(ctx, part)
        case "fazhi.Join":
            return _joined(ctx, part)
        case "ToMultiSet" if not isinstance(part.p, CompValue):  # a list of values that is empty: rdflib cannot evaluate it
            return ()
    raise NotImplementedError


# ------------------------------------------------------------------ patterns


def _rank(ctx: QueryContext, triple: _Triple) -> int:
    """How little a triple tells: 0 where few fit it, 5 where it has to be looked for everywhere."""
    s, p, o = (ctx[node] for node in triple)
    if s is not None:
        return 0 if o is not None else 1
    if o is not None:
        return 2 if isinstance(triple[2], Variable) else 3  # a class or a code, which the query itself names, has many
    return 4 if p is not None else 5


def _bind(ctx: QueryContext, triple: _Triple, found: Iterable[Any]) -> bool:
    """Bind the variables of a triple to what was found; False where one of them is bound to something else."""
    try:
        for node, value in zip(triple, found, strict=True):
            if isinstance(node, (Variable, BNode)):
                ctx[node] = value
    except AlreadyBound:
        return False
    return True


def _pattern(ctx: QueryContext, triples: list[_Triple]) -> Iterator[FrozenBindings]:
    """The solutions of a pattern in the graph of the context, the most telling triple first at each step."""
    if not triples:
        yield ctx.solution()
        return
    place = min(range(len(triples)), key=lambda number: _rank(ctx, triples[number]))
    first, rest = triples[place], triples[:place] + triples[place + 1 :]
    s, p, o = first
    assert ctx.graph is not None
    for found in ctx.graph.triples((ctx[s], ctx[p], ctx[o])):  # type: ignore[arg-type]
        inner = ctx.push()
        if _bind(inner, first, found):
            yield from _pattern(inner, rest)


def _needed(part: CompValue) -> Iterator[_Triple]:
    """The triples that every solution of a part has."""
    if part.name in ("BGP", "fazhi.BGP"):
        yield from (triple for triple in part.triples if not isinstance(triple[1], Path))
    elif part.name in ("Join", "fazhi.Join"):
        yield from _needed(part.p1)
        yield from _needed(part.p2)
    elif part.name == "LeftJoin":
        yield from _needed(part.p1)
    elif part.name in ("Filter", "Extend"):
        yield from _needed(part.p)


def _graph(ctx: QueryContext, part: CompValue) -> Iterator[FrozenBindings]:
    """The solutions of a part in any graph: of its most telling triple first, then in the graphs that hold it."""
    first = min(_needed(part.p), key=lambda triple: _rank(ctx, triple), default=None)
    if ctx[part.term] is not None or first is None:
        yield from evalGraph(ctx, part)
        return
    dataset, before = ctx.dataset, ctx.graph
    s, p, o = first
    for found, graphs in dataset.store.triples((ctx[s], ctx[p], ctx[o])):  # type: ignore[arg-type]
        for graph in graphs:
            name: Any = graph.identifier if isinstance(graph, Graph) else graph
            if name is None or name == DATASET_DEFAULT_GRAPH_ID:  # that is no named graph
                continue
            inner = ctx.pushGraph(dataset.get_context(name)).push()
            if _bind(inner, (part.term, *first[:2]), (name, *found[:2])) and _bind(inner, first, found):
                for solution in evalPart(inner, part.p):
                    solution.ctx.graph = before
                    yield solution


# ------------------------------------------------------------------ joins


def _joined(ctx: QueryContext, join: CompValue) -> Iterator[FrozenBindings]:
    """The solutions of two parts together: the second is looked up for each of the first, or both are met by their values."""
    for first, second in ((join.p1, join.p2), (join.p2, join.p1)):
        if _can_be_looked_up(second):
            outer = ctx.solution()  # what a subquery forgets of it still holds for the other side
            for one in evalPart(ctx, first):
                if one.compatible(outer):
                    for other in evalPart(ctx.thaw(one.merge(outer)), second):
                        yield other.merge(one)
            return
    yield from _met(list(evalPart(ctx, join.p1)), list(evalPart(ctx, join.p2)))


def _can_be_looked_up(part: CompValue) -> bool:
    """Whether a part has the same solutions where what it is joined with is known: it has no subquery and computes nothing."""
    if part.name not in _LOOKED_UP:
        return False
    return all(_can_be_looked_up(part[name]) for name in ("p", "p1", "p2") if isinstance(part.get(name), CompValue))


def _met(ones: list[FrozenBindings], others: list[FrozenBindings]) -> Iterator[FrozenBindings]:
    """Solutions joined by the variables that all of them bind, and compared in the others."""
    if not ones or not others:
        return
    keys = sorted(set.intersection(*(set(solution) for solution in (*ones, *others))))
    known: defaultdict[tuple[Any, ...], list[FrozenBindings]] = defaultdict(list)
    for other in others:
        known[tuple(other[key] for key in keys)].append(other)
    for one in ones:
        for other in known.get(tuple(one[key] for key in keys), ()):
            if one.compatible(other):
                yield one.merge(other)
