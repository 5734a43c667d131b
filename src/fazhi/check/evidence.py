"""Does every quote stand at its place, has every fact its evidence, and every reified link its plain triple."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from fazhi.check.finding import Finding
from fazhi.vocabulary import FZ, ORG, PREFIXES

_REIFIED = {
    "fz:addresses": FZ.addresses,
    "fz:hasCause": FZ.hasCause,
    "fz:partOf": FZ.partOf,
    "fz:carriedOutBy": FZ.carriedOutBy,
    "org:subOrganizationOf": ORG.subOrganizationOf,
}
_TEXTS = "SELECT ?report ?text { ?report a fz:Report ; fz:text ?text }"
_QUOTES = """SELECT ?e ?report ?quote ?start ?end {
  ?e a fz:Evidence ; oa:exact ?quote ; oa:start ?start ; oa:end ?end ; fz:inReport ?report
}"""
_BARE = """SELECT DISTINCT ?fact ?label {
  VALUES ?type { fz:Observation fz:Measure fz:Shortcoming fz:Cause rdf:Statement }
  ?fact a ?type FILTER NOT EXISTS { ?fact fz:evidence ?e }
  OPTIONAL { ?fact rdfs:label ?label }
}"""
_UNSEEN = """SELECT DISTINCT ?fact ?label ?report {
  ?fact fz:mentionedIn ?report FILTER NOT EXISTS { ?fact fz:evidence ?e . ?e fz:inReport ?report }
  OPTIONAL { ?fact skos:prefLabel ?label }
}"""
_LOOSE = """SELECT DISTINCT ?link ?s ?p ?o {
  ?link a rdf:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o FILTER NOT EXISTS { ?s ?p ?o }
}"""
_UNEXPLAINED = """SELECT DISTINCT ?s ?o { ?s <%s> ?o
  FILTER NOT EXISTS { ?link rdf:subject ?s ; rdf:predicate <%s> ; rdf:object ?o ; fz:evidence ?e } }"""


def check_evidence(store: ox.Store) -> Iterator[Finding]:
    """Findings about evidence."""
    yield from _quotes(store)
    for row in _ask(store, _BARE):
        yield Finding("evidence", _value(row, "fact"), "This fact has no evidence.", "此事实没有证据。", _value(row, "label"))
    for row in _ask(store, _UNSEEN):
        en, zh = "It is said to be mentioned in a report, without a place there.", "称在报告中提及,却没有出处。"
        yield Finding("evidence", _value(row, "fact"), en, zh, _value(row, "label"))
    for row in _ask(store, _LOOSE):
        en, zh = "A reified link without the plain triple beside it.", "具体化的联系旁边没有相应的三元组。"
        yield Finding("evidence", _value(row, "link"), en, zh)
    for name, predicate in _REIFIED.items():
        for row in _ask(store, _UNEXPLAINED % (predicate, predicate)):
            en, zh = f"A link {name} that says neither why nor how sure.", f"{name} 联系没有说明依据和置信度。"
            yield Finding("evidence", _value(row, "s"), en, zh)


def _quotes(store: ox.Store) -> Iterator[Finding]:
    """Every quote against the text of its report, by character positions."""
    texts = {_value(row, "report"): _value(row, "text") for row in _ask(store, _TEXTS)}
    for row in _ask(store, _QUOTES):
        text, quote = texts.get(_value(row, "report")), _value(row, "quote")
        if text is None:
            yield Finding("evidence", _value(row, "e"), "The report it quotes has no text.", "所引报告没有文本。", quote)
            continue
        start, end = int(_value(row, "start")), int(_value(row, "end"))
        if text[start:end] != quote:
            stands = text[start:end][:40]
            en = f"The quote does not stand at {start}–{end} of the text; there stands “{stands}”."
            yield Finding("evidence", _value(row, "e"), en, f"引文不在正文 {start}–{end} 处,该处为“{stands}”。", quote)


def _ask(store: ox.Store, query: str) -> Iterator[ox.QuerySolution]:
    found = store.query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    yield from found


def _value(row: ox.QuerySolution, name: str) -> str:
    term = row[name]
    return "" if term is None else str(getattr(term, "value", term))
