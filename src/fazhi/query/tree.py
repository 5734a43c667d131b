"""A report's outline as a tree, with what was found in each part."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from fazhi.errors import QueryError
from fazhi.query.engine import run
from fazhi.query.results import Cell

_REPORTS = """SELECT ?report ?id ?title ?year (GROUP_CONCAT(DISTINCT ?name; separator="、") AS ?issuer) {
  ?report a fz:Report ; dcterms:identifier ?id ; dcterms:title ?title ; fz:reportingYear ?year ; fz:issuer/skos:prefLabel ?name
} GROUP BY ?report ?id ?title ?year ORDER BY ?id"""
_SECTIONS = """SELECT ?section ?above ?label ?role ?order {
  { SELECT DISTINCT ?section { ?section dcterms:isPartOf+ ?report VALUES ?report { %s } } }
  ?section dcterms:isPartOf ?above ; rdfs:label ?label ; fz:order ?order ; fz:role/skos:notation ?role
} ORDER BY ?order ?section"""
_FACTS = """SELECT DISTINCT ?fact ?type ?label ?section ?status ?start ?value ?unit {
  VALUES ?report { %s } VALUES ?type { fz:Measure fz:Shortcoming fz:Cause fz:Observation }
  ?fact fz:reportedIn ?report ; a ?type ; fz:evidence/oa:start ?start
  OPTIONAL { ?fact rdfs:label ?own } OPTIONAL { ?fact fz:indicator/skos:prefLabel ?indicator }
  BIND(COALESCE(?own, ?indicator) AS ?label)
  OPTIONAL { ?fact fz:inSection ?section } OPTIONAL { ?fact fz:status ?status }
  OPTIONAL { ?fact fz:value ?value } OPTIONAL { ?fact fz:unit/skos:prefLabel ?unit }
} ORDER BY ?start ?fact"""
_THEMES = """SELECT DISTINCT ?fact ?theme {
  ?fact fz:reportedIn %s ; fz:theme/skos:prefLabel ?theme FILTER(LANG(?theme) = "zh")
} ORDER BY ?theme"""
_INVOLVED = """SELECT DISTINCT ?fact ?type ?label { VALUES ?type { fz:Department fz:Regulation fz:Mechanism }
  ?fact fz:reportedIn %s ; fz:involves ?entity . ?entity a ?type ; skos:prefLabel ?label } ORDER BY ?label"""
_ADDRESSED = """SELECT DISTINCT ?fact ?label { ?fact fz:reportedIn %s ; fz:addresses/rdfs:label ?label } ORDER BY ?label"""


@dataclass(frozen=True, slots=True)
class Item:
    """Something found: `kind` is measure, planned, shortcoming, cause, observation, department, regulation or mechanism."""

    kind: str
    label: str
    themes: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A part of the outline with what was found in it, and the parts below."""

    title: str
    role: str
    items: tuple[Item, ...]
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ReportTree:
    """A report and its outline; `items` are those that stand in no part that has a heading or number."""

    title: str
    issuer: str
    year: int
    items: tuple[Item, ...]
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A report of a graph; several issuers are joined by 、."""

    iri: str
    identifier: str
    title: str
    issuer: str
    year: int


def report_tree(store: ox.Store, name: str) -> ReportTree:
    """The outline of the report with this identifier, or with this text in its identifier or title.

    QueryError, with the reports there are, where none or several fit.
    """
    found = find_report(store, name)
    report = found.iri
    items = _items(store, report)
    below: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for section, above, label, role, _ in run(store, _SECTIONS % f"<{report}>").rows:
        below[str(above)].append((str(section), str(label), str(role)))

    def nodes(above: str) -> tuple[Node, ...]:
        """The sections right below one, with all that is below them."""
        return tuple(Node(label, role, tuple(items.get(section, ())), nodes(section)) for section, label, role in below[above])

    return ReportTree(found.title, found.issuer, found.year, tuple(items.get("", ())), nodes(report))


def find_report(store: ox.Store, name: str) -> Found:
    """The report with this identifier, or with this text in its identifier or title.

    QueryError, with the reports there are, where none or several fit; an empty name fits none.
    """
    rows = run(store, _REPORTS).rows
    fits = [row for row in rows if row[1] == name]
    if not fits and name.strip():
        fits = [row for row in rows if name in str(row[1]) or name in str(row[2])]
    if len(fits) != 1:
        what = "no report fits" if not fits else f"{len(fits)} reports fit"
        known = ", ".join(str(row[1]) for row in (fits or rows)[:12])
        raise QueryError(f"{name!r}: {what}; give one of {known or 'none: the graph is empty'}")
    report, identifier, title, year, issuer = fits[0]
    return Found(str(report), str(identifier), str(title), str(issuer), int(str(year)))


def _items(store: ox.Store, report: str) -> dict[str, list[Item]]:
    """What was found, by the section it stands in ("" for none); names follow the measure that involves them."""
    node = f"<{report}>"
    themes, addressed = _gathered(store, _THEMES % node), _gathered(store, _ADDRESSED % node)
    involved: defaultdict[str, list[Item]] = defaultdict(list)
    for fact, kind, label in run(store, _INVOLVED % node).rows:
        involved[str(fact)].append(Item(_local(kind), str(label)))
    found: defaultdict[str, list[Item]] = defaultdict(list)
    for fact, kind, label, section, status, _, value, unit in run(store, _FACTS % node).rows:
        key = str(fact)
        planned = _local(status) == "planned"
        word = "planned" if planned else _local(kind)
        text = str(label) if word != "observation" else f"{label} {_number(value)}{unit or ''}".rstrip()
        place = found[str(section or "")]
        place.append(Item(word, text, themes.get(key, ()), addressed.get(key, ())))
        place.extend(involved.get(key, ()))
    return {section: list(dict.fromkeys(items)) for section, items in found.items()}


def _gathered(store: ox.Store, query: str) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for fact, label in run(store, query).rows:
        found[str(fact)].append(str(label))
    return {fact: tuple(labels) for fact, labels in found.items()}


def _local(iri: Cell) -> str:
    return str(iri or "").rsplit("#", 1)[-1].lower()


def _number(value: Cell) -> str:
    return f"{value:,}" if isinstance(value, (int, Decimal)) else ""
