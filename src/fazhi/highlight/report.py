"""A report as a graph has it, as a page: the text with every mention, figure, measure, shortcoming and cause in place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import pyoxigraph as ox

from fazhi.errors import StoreError
from fazhi.highlight.model import Article, Fact, Heading, Mark, Tie, Toggle
from fazhi.highlight.page import page
from fazhi.query import Cell, plain, run
from fazhi.query.tree import Found, find_report
from fazhi.vocabulary import DCTERMS, FZ, ORG, QUALIFIERS, RDFS, SKOS

TOGGLES = (
    Toggle("department", "机构 department", "#d9e8ff", "#5b8fdc"),
    Toggle("regulation", "法规文件 regulation", "#eadffb", "#9a72d6"),
    Toggle("mechanism", "机制 mechanism", "#cdf0ea", "#2f9c8c"),
    Toggle("observation", "数据 observation", "#fff0ad", "#c79a00"),
    Toggle("measure", "举措 measure", "#e2f3da", "#5aa13e"),
    Toggle("planned", "计划 planned measure", "#d8f0f8", "#3496b8"),
    Toggle("shortcoming", "不足 shortcoming", "#fde3df", "#d4553f"),
    Toggle("cause", "原因 cause", "#fbe0ef", "#c2508f"),
)
"""The kinds of facts that are shown, with their colours."""

_WHAT = {toggle.name: toggle.label for toggle in TOGGLES}
_POINTS = ("measure", "planned", "shortcoming", "cause")

_TEXT = "SELECT ?text { %s fz:text ?text }"
_PLACES = """SELECT DISTINCT ?thing ?type ?status ?start ?end ?rule ?confidence ?line ?page {
  ?evidence fz:inReport %s ; oa:start ?start ; oa:end ?end .
  ?thing fz:evidence ?evidence ; a ?type
  VALUES ?type { fz:Department fz:Regulation fz:Mechanism fz:Observation fz:Measure fz:Shortcoming fz:Cause }
  OPTIONAL { ?thing fz:status ?status } OPTIONAL { ?evidence fz:rule ?rule } OPTIONAL { ?evidence fz:confidence ?confidence }
  OPTIONAL { ?evidence fz:line ?line } OPTIONAL { ?evidence fz:page ?page }
} ORDER BY ?start ?end ?thing ?rule"""
_SAID = """SELECT DISTINCT ?thing ?what ?value { ?evidence fz:inReport %s . ?thing fz:evidence ?evidence
  { ?thing ?what ?value VALUES ?what { skos:prefLabel skos:altLabel rdfs:label
      fz:documentNumber fz:value fz:qualifier fz:changePercent fz:changeAbsolute } }
  UNION { VALUES ?what { fz:indicator fz:unit fz:kind fz:theme } ?thing ?what ?named . ?named skos:prefLabel ?value
    FILTER(LANG(?value) = "zh") }
} ORDER BY ?thing ?what ?value"""
_LINKS = """SELECT DISTINCT ?subject ?link ?object ?label ?confidence ?rule ?quote {
  ?evidence fz:inReport %s . ?subject fz:evidence ?evidence ; ?link ?object
  VALUES ?link { fz:involves fz:carriedOutBy fz:usesMechanism fz:basedOn fz:hasResult fz:addresses fz:hasCause fz:partOf
    org:subOrganizationOf dcterms:isReplacedBy }
  OPTIONAL { ?object skos:prefLabel|rdfs:label ?label }
  OPTIONAL { ?statement rdf:subject ?subject ; rdf:predicate ?link ; rdf:object ?object ; fz:confidence ?confidence
    OPTIONAL { ?statement fz:evidence ?ground . ?ground fz:rule ?rule ; oa:exact ?quote } }
} ORDER BY ?subject ?link ?object ?rule ?quote"""
_SECTIONS = """SELECT DISTINCT ?section ?above ?label ?role {
  ?section dcterms:isPartOf+ %s . ?section dcterms:isPartOf ?above ; rdfs:label ?label ; fz:order ?order
  OPTIONAL { ?section fz:role/skos:prefLabel ?role FILTER(LANG(?role) = "zh") }
} ORDER BY ?order ?section"""

_ROWS = {
    SKOS.altLabel: "又称 also",
    FZ.kind: "类别 kind",
    FZ.documentNumber: "文号 number",
    FZ.indicator: "指标 indicator",
    FZ.value: "数值 value",
    FZ.qualifier: "精确度 qualifier",
    FZ.changePercent: "变化% change",
    FZ.changeAbsolute: "变化 change",
    FZ.theme: "主题 theme",
}
_RELATIONS = {
    FZ.addresses: ("针对 addresses", "由其针对 addressed by"),
    FZ.hasCause: ("原因 has cause", "是其原因 cause of"),
    FZ.carriedOutBy: ("实施机构 carried out by", "实施 carries out"),
    FZ.usesMechanism: ("所用机制 uses", "用于 used by"),
    FZ.basedOn: ("依据 based on", "作为依据 basis of"),
    FZ.involves: ("涉及 involves", "涉及于 involved in"),
    FZ.hasResult: ("成效 results", "成效属于 result of"),
    FZ.partOf: ("其中属于 part of", "其中 parts"),
    ORG.subOrganizationOf: ("上级 superior", "下级 subordinate"),
    DCTERMS.isReplacedBy: ("被取代 replaced by", "取代 replaces"),
}
_QUALIFIERS = {concept.iri: f"{concept.zh} {concept.en}" for concept in QUALIFIERS.values()}


def report_page(store: ox.Store, name: str) -> str:
    """The page of the report with this identifier, or with this text in its identifier or title.

    QueryError, with the reports there are, where none or several fit.
    """
    found = find_report(store, name)
    return page(found.title, [report_article(store, found)], [TOGGLES])


def report_article(store: ox.Store, report: Found) -> Article:
    """A report with all that the graph says of places in its text. StoreError where the graph has no such text."""
    node = f"<{report.iri}>"
    text = report_text(store, report.iri)
    facts = facts_of(store, node)
    marks = [
        Mark(start, min(end, len(text)), (thing.kind,), thing.number, note)
        for thing in facts.values()
        for start, end, note in thing.places
    ]
    _tie(store, node, facts)
    return Article(
        name=report.identifier,
        title=report.title,
        subtitle=f"{report.issuer} · {report.year} · {report.identifier} · {len(text):,} 字 characters",
        text=text,
        marks=tuple(sorted(marks, key=_order)),
        facts=tuple(thing.fact for thing in facts.values()),
        headings=tuple(headings_of(store, node, text)),
    )


def report_text(store: ox.Store, iri: str) -> str:
    """The canonical text of a report, in which all positions are. StoreError where the graph has none."""
    rows = run(store, _TEXT % f"<{iri}>").rows
    if not rows:
        raise StoreError(f"{iri}: the graph has no text (fz:text) of this report; build it again with fazhi build")
    return str(rows[0][0])


def _order(mark: Mark) -> tuple[int, int, bool]:
    """By place; of two marks of one place the point is outside, the name or figure inside."""
    return mark.start, -mark.end, mark.classes[0] not in _POINTS


# ------------------------------------------------------------------ facts


@dataclass(slots=True)
class Thing:
    """A fact of the graph, its number on the page, and its places: start, end, and why."""

    number: int
    kind: str
    fact: Fact
    places: list[tuple[int, int, str]] = field(default_factory=list)


def facts_of(store: ox.Store, node: str) -> dict[str, Thing]:
    """All facts of a report by their IRIs, in order of the text."""
    said: defaultdict[str, defaultdict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for thing, what, value in run(store, _SAID % node).rows:
        said[str(thing)][str(what)].append(value)
    found: dict[str, Thing] = {}
    for thing, kind, status, start, end, rule, confidence, line, leaf in run(store, _PLACES % node).rows:
        key = str(thing)
        if key not in found:
            name = "planned" if status == FZ.Planned else str(kind).removeprefix(FZ.iri).lower()
            found[key] = Thing(len(found), name, Fact(_WHAT[name], _label(said[key]), list(_rows(said[key]))))
        found[key].places.append((int(str(start)), int(str(end)), _note(rule, confidence, line, leaf)))
    for entry in found.values():
        if entry.kind in ("department", "regulation", "mechanism"):
            entry.fact.rows.append(("提及 mentions", str(len(entry.places))))
    return found


def _label(said: dict[str, list[Cell]]) -> str:
    for what in (SKOS.prefLabel, RDFS.label):
        if what in said:
            return str(said[what][0])
    name = "".join(str(value) for value in said.get(FZ.indicator, [])[:1])
    return f"{name} {_figure(said)}".strip()


def _figure(said: dict[str, list[Cell]]) -> str:
    """Value and unit: 57,600元."""
    unit = "".join(str(value) for value in said.get(FZ.unit, [])[:1])
    return "、".join(f"{value:,f}{unit}" for value in said.get(FZ.value, []) if isinstance(value, Decimal))


def _rows(said: dict[str, list[Cell]]) -> Iterator[tuple[str, str]]:
    for what, name in _ROWS.items():
        if what == FZ.value:
            texts: Iterable[str] = filter(None, [_figure(said)])
        else:
            texts = (_QUALIFIERS.get(str(value), plain(value)) for value in said.get(what, []))
        if joined := "、".join(texts):
            yield name, joined


def _note(rule: Cell, confidence: Cell, line: Cell, leaf: Cell) -> str:
    """Why and where: the rule, the confidence, page and line of the source."""
    parts = [
        f"规则 rule {rule}" if rule is not None else "",
        f"置信度 confidence {plain(confidence)}" if confidence is not None else "",
        f"第{leaf}页 page {leaf}" if leaf is not None else "",
        f"第{line}行 line {line}" if line is not None else "",
    ]
    return " · ".join(part for part in parts if part)


# ------------------------------------------------------------------ links


def _tie(store: ox.Store, node: str, facts: dict[str, Thing]) -> None:
    """Give each fact its links, and those that lead to it."""
    links: dict[tuple[str, str, str], tuple[Cell, list[str]]] = {}
    for subject, link, target, label, *why in run(store, _LINKS % node).rows:
        _, notes = links.setdefault((str(subject), str(link), str(target)), (label, []))
        notes.append(_why(label, *why))
    narrow = {(s, o) for s, link, o in links if link in (FZ.carriedOutBy, FZ.usesMechanism, FZ.basedOn)}
    for relation, (there, back) in _RELATIONS.items():
        for (subject, link, target), (label, notes) in links.items():
            if link != relation or (link == FZ.involves and (subject, target) in narrow):
                continue
            note = ";".join(dict.fromkeys(filter(None, notes)))
            one, other = facts[subject], facts.get(target)
            text = other.fact.label if other else str(label or target)
            one.fact.ties.append(Tie(there, text, other.number if other else None, note))
            if other:
                other.fact.ties.append(Tie(back, one.fact.label, one.number, note))


def _why(label: Cell, confidence: Cell, rule: Cell, quote: Cell) -> str:
    """Why a link is stated; the quote is left out where it only repeats what the link leads to."""
    parts = [plain(confidence), str(rule or ""), f"“{quote}”" if quote and quote != label else ""]
    return " ".join(part for part in parts if part)


# ------------------------------------------------------------------ outline


def headings_of(store: ox.Store, node: str, text: str) -> Iterator[Heading]:
    """The sections in order of the text; a title stands after that of the section before, and is found there by its words."""
    below: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for section, above, label, role in run(store, _SECTIONS % node).rows:
        below[str(above)].append((str(section), str(label), str(role or "")))
    position = 0

    def walk(above: str, depth: int, role_above: str) -> Iterator[Heading]:
        """The headings below a section in the order of the text, with their depths and roles (none where it is that above)."""
        nonlocal position
        for section, label, role in below[above]:
            start = text.find(label, position) if label else -1
            if start >= 0:
                position = start
                yield Heading(start, start + len(label), depth, role if role != role_above else "")
            yield from walk(section, depth + 1, role)

    yield from walk(node[1:-1], 0, "")
