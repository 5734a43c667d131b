"""Whether every quote stands at its place in the text, and whether everything that needs a quote has one.

Positions are counted in characters (Unicode code points) of `fz:text`, from 0, the end exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from fazhi.check.finding import Finding, Kind, error
from fazhi.store.merging import ask
from fazhi.vocabulary import DCTERMS, FZ, OA, ORG, RDF, term

_NEEDY = {
    FZ.Department: ("机构", "department"),
    FZ.Regulation: ("规范文件", "regulation"),
    FZ.Mechanism: ("制度机制", "mechanism"),
    FZ.Observation: ("数据", "observation"),
    FZ.Measure: ("举措", "measure"),
    FZ.Shortcoming: ("不足", "shortcoming"),
    FZ.Cause: ("原因", "cause"),
    RDF.Statement: ("关系", "link"),
}
_REIFIED = (FZ.addresses, FZ.hasCause, FZ.partOf, FZ.carriedOutBy, ORG.subOrganizationOf)

_TEXTS = f"SELECT DISTINCT ?report ?text {{ ?report a <{FZ.Report}> OPTIONAL {{ ?report <{FZ.text}> ?text }} }} ORDER BY ?report"
_EVIDENCE = f"""SELECT DISTINCT ?evidence ?exact ?start ?end ?report {{
  ?evidence a <{FZ.Evidence}>
  OPTIONAL {{ ?evidence <{OA.exact}> ?exact }}
  OPTIONAL {{ ?evidence <{OA.start}> ?start }}
  OPTIONAL {{ ?evidence <{OA.end}> ?end }}
  OPTIONAL {{ ?evidence <{FZ.inReport}> ?report }}
}} ORDER BY ?evidence"""
_WITHOUT = f"""SELECT DISTINCT ?thing {{
  ?thing a <%s> FILTER NOT EXISTS {{ ?thing <{FZ.evidence}> ?evidence }}
  FILTER(EXISTS {{ ?thing <{FZ.mentionedIn}> ?report }} || NOT EXISTS {{ ?other <{DCTERMS.isReplacedBy}> ?thing }})
}} ORDER BY ?thing"""  # a regulation that is named only as the successor of another stands in no text
_NOT_THERE = f"""SELECT DISTINCT ?thing ?report {{
  GRAPH ?graph {{ ?thing <{FZ.mentionedIn}> ?report }}
  FILTER NOT EXISTS {{ GRAPH ?any {{ ?thing <{FZ.evidence}> ?evidence . ?evidence <{FZ.inReport}> ?report }} }}
}} ORDER BY ?thing ?report"""
_PLAIN = "SELECT DISTINCT ?s ?o { ?s <%s> ?o }"
_STATED = f"SELECT DISTINCT ?s ?o {{ ?link <{RDF.predicate}> <%s> ; <{RDF.subject}> ?s ; <{RDF.object}> ?o }}"


def check_evidence(store: ox.Store) -> Iterator[Finding]:
    """Findings on quotes that do not stand where they should, and on what has none."""
    yield from _misplaced(store)
    yield from _missing(store)
    yield from _unreified(store)


def _rows(store: ox.Store, query: str) -> Iterator[tuple[str | None, ...]]:
    found = ask(store, query)
    assert isinstance(found, ox.QuerySolutions)
    for solution in found:
        yield tuple(None if cell is None else str(getattr(cell, "value", cell)) for cell in solution)


def _misplaced(store: ox.Store) -> Iterator[Finding]:
    texts: dict[str, str] = {}
    for report, text in _rows(store, _TEXTS):
        if text is None:
            yield _error(
                report,
                "报告没有正文(fz:text),无从核对引文。",
                "The report has no text (fz:text), so that no quote can be checked.",
            )
        elif report is not None and texts.setdefault(report, text) != text:
            yield _error(report, "报告有两份不同的正文(fz:text)。", "The report has two different texts (fz:text).")
    for evidence, exact, start, end, report in _rows(store, _EVIDENCE):
        if exact is None or start is None or end is None or report is None:
            given = {"oa:exact": exact, "oa:start": start, "oa:end": end, "fz:inReport": report}
            lacking = ", ".join(name for name, value in given.items() if value is None)
            yield _error(evidence, f"依据不完整,缺少 {lacking}。", f"The evidence is incomplete: {lacking} is missing.", exact)
        elif not (start.isdecimal() and end.isdecimal()):
            yield _error(
                evidence, f"位置 {start}–{end} 不是整数。", f"The position {start}–{end} is no pair of whole numbers.", exact
            )
        elif report not in texts:
            yield _error(
                evidence,
                f"依据所指的报告 {report} 不在图中。",
                f"The evidence lies in {report}, which is no report of this graph.",
                exact,
            )
        elif (there := texts[report][int(start) : int(end)]) != exact:
            yield _error(
                evidence,
                f"引文不在正文的 {start}–{end} 处,该处是“{_short(there)}”。",
                f"The quote does not stand at {start}–{end} of the text; what stands there is “{_short(there)}”.",
                exact,
            )


def _missing(store: ox.Store) -> Iterator[Finding]:
    for cls, (zh, en) in _NEEDY.items():
        for (thing,) in _rows(store, _WITHOUT % cls):
            yield _error(thing, f"这一{zh}没有依据(fz:evidence)。", f"This {en} has no evidence (fz:evidence).")
    for thing, report in _rows(store, _NOT_THERE):
        yield _error(
            thing,
            f"据称在 {report} 中提及,却没有出自该报告的依据。",
            f"It is said to be mentioned in {report}, and has no evidence in that report.",
        )


def _unreified(store: ox.Store) -> Iterator[Finding]:
    for predicate in _REIFIED:
        name = _NAMES[predicate]
        plain, stated = set(_rows(store, _PLAIN % predicate)), set(_rows(store, _STATED % predicate))
        for subject, target in sorted(plain - stated, key=str):
            yield _error(
                subject,
                f"关系 {name} → {target} 没有依据:缺少相应的 rdf:Statement。",
                f"The link {name} → {target} has no evidence: there is no rdf:Statement of it.",
            )
        for subject, target in sorted(stated - plain, key=str):
            yield _error(
                subject,
                f"有关系 {name} → {target} 的依据,却没有这一关系本身。",
                f"There is evidence of the link {name} → {target}, but not the link itself.",
            )


_NAMES = {
    term(curie): curie for curie in ("fz:addresses", "fz:hasCause", "fz:partOf", "fz:carriedOutBy", "org:subOrganizationOf")
}


def _error(subject: str | None, zh: str, en: str, quote: str | None = None) -> Finding:
    return error(Kind.EVIDENCE, subject or "", zh, en, quote)


def _short(text: str, longest: int = 40) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"
