"""Whether a graph uses terms that the ontology does not have: the vocabulary is closed."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

import pyoxigraph as ox

from fazhi.check.finding import Finding, Kind, error
from fazhi.store.merging import ask
from fazhi.vocabulary import FZ, PREFIXES, TERMS

# For each way in which a term is used: how it is called, the terms, and who uses one.
_USES = (
    ("谓语", "predicate", "SELECT DISTINCT ?term { ?s ?term ?o }", "?s <%s> ?o"),
    ("类", "class", "SELECT DISTINCT ?term { ?s a ?term }", "?s a <%s>"),
    (
        "数据类型",
        "datatype",
        "SELECT DISTINCT ?term { ?s ?p ?o BIND(DATATYPE(?o) AS ?term) FILTER(BOUND(?term)) }",
        _TYPED := "?s ?p ?o FILTER(DATATYPE(?o) = <%s>)",
    ),
    (
        "值",
        "value",
        f'SELECT DISTINCT ?term {{ ?s ?p ?term FILTER(ISIRI(?term) && STRSTARTS(STR(?term), "{FZ.iri}")) }}',
        "?s ?p <%s>",
    ),
)
_EXAMPLE = "SELECT (COUNT(*) AS ?times) (MIN(STR(?s)) AS ?example) { %s }"


def check_vocabulary(store: ox.Store) -> Iterator[Finding]:
    """A finding for each predicate, class, datatype and value of our namespace that is not in the ontology."""
    told: set[str] = set()
    for zh, en, terms, pattern in _USES:
        found = {row[0] for row in _rows(store, terms)} - TERMS - told
        told |= found
        for term in sorted(found):
            times, example = next(_rows(store, _EXAMPLE % (pattern % term)))
            name, hint = _short(term), _meant(term)
            yield error(
                Kind.VOCABULARY,
                example,
                f"{name} 不在本体之中(用作{zh} {times} 次)。{f'是否应为 {hint}?' if hint else '请改用本体的词。'}",
                f"{name} is no term of the ontology (used as a {en}, {times} times)"
                f"{f'; did you mean {hint}?' if hint else '; use a term of the ontology.'}",
            )


def _rows(store: ox.Store, query: str) -> Iterator[tuple[str, ...]]:
    found = ask(store, query)
    assert isinstance(found, ox.QuerySolutions)
    for solution in found:
        yield tuple(str(getattr(cell, "value", cell)) for cell in solution)


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"


def _meant(iri: str) -> str | None:
    """The term of the ontology that looks most like it, where one does."""
    name = iri.replace("/", "#").rsplit("#", 1)[-1]
    known = {known.replace("/", "#").rsplit("#", 1)[-1]: known for known in sorted(TERMS)}
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.75)
    return _short(known[close[0]]) if close else None
