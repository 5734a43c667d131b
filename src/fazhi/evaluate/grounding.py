"""Ontology conformance and hallucination, after Text2KGBench, adapted to a graph whose evidence is in the text.

Mihindukulasooriya, Tiwari, Enguix and Lata, *Text2KGBench: A Benchmark for Ontology-Driven Knowledge Graph Generation from
Text*, ISWC 2023, https://arxiv.org/abs/2308.02357, defines over the triples that a system gives for a sentence

- ontology conformance: the share of triples whose relation is one of the ontology;
- relation hallucination: the share of those whose relation is none, which is one less the conformance;
- subject, object hallucination: the share of triples whose subject (object) stands neither in the sentence nor among the
  concepts of the ontology, compared as stemmed strings without blanks.

Here the sentence is the whole report, and the triples are those between the facts of a report and from them to concepts,
indicators and units; labels, types, evidence and literals (values) are no such triples. Chinese is not stemmed: strings are
compared as everywhere in the scorer. Three things are adapted, and told beside the paper's own figures:

- *by evidence*: a subject or object counts as hallucinated where no quote of it stands at its place in the text
  (`text[start:end] == quote`); indicators, units and successors of norms stand on the evidence of their subject. The paper's
  *by name* counts every name that is not literally in the text, right or not: a name completed from a coordination
  (行政执法公示、…制度) or the composed name of an indicator. A graph without evidence has 1 here.
- a relation counts as hallucinated also where it is one of the ontology but no reified statement of the link has a quote at its
  place; attributes (theme, kind, indicator, unit, …) stand on the evidence of their subject.
- *domain and range*: the share of triples whose ends also have the types that the ontology asks for, which the paper's abstract
  asks of a system and its measures leave out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from fazhi.evaluate.compare import normal
from fazhi.evaluate.predicted import Statements, term_text
from fazhi.resources import resource
from fazhi.vocabulary import CONCEPTS, DCTERMS, EXTERNAL, FZ, OA, ORG, OWL, RDF, RDFS, SKOS

_BOOKKEEPING = {
    *(RDF.type, RDFS.label, SKOS.prefLabel, SKOS.altLabel, OWL.sameAs, DCTERMS.isPartOf),
    *(FZ.evidence, FZ.mentionedIn, FZ.reportedIn, FZ.inSection),
}
_ON_SUBJECT = (FZ.indicator, FZ.unit, DCTERMS.isReplacedBy)  # what such a link leads to has no evidence of its own
_LINKS: dict[str, tuple[str, ...]] = {FZ.involves: (FZ.involves, FZ.carriedOutBy, FZ.usesMechanism, FZ.basedOn)}
_LINKS |= {
    link: (link,)
    for link in (
        *(FZ.carriedOutBy, FZ.usesMechanism, FZ.basedOn, FZ.hasResult, FZ.addresses, FZ.hasCause, FZ.partOf),
        ORG.subOrganizationOf,
    )
}
_FAULTS = ("foreign relation", "domain or range", "relation", "subject", "object", "subject by name", "object by name")


@dataclass(frozen=True, slots=True)
class Grounding:
    """How many triples there are, and how many of them fail each measure; the same for each relation."""

    triples: int
    faults: Mapping[str, int]
    relations: Mapping[str, tuple[int, Mapping[str, int]]]

    def share(self, fault: str) -> float:
        """Share of triples that fail a measure: one of `faults`. 0 where there are no triples."""
        return self.faults[fault] / self.triples if self.triples else 0.0

    def rows(self) -> Iterator[tuple[str, float]]:
        """The measures by their names; the first two are the better the higher, the others the lower."""
        yield "ontology conformance", 1 - self.share("foreign relation")
        yield "domain and range", 1 - self.share("domain or range")
        for fault in _FAULTS[2:]:
            kind, _, how = fault.partition(" by ")
            yield f"{kind} hallucination, by {how or 'evidence'}", self.share(fault)

    def table(self) -> str:
        """The measures as text."""
        lines = [f"grounding of {self.triples:,} triples in the ontology and the text (after Text2KGBench)"]
        return "\n".join([*lines, *(f"{name:38} {share:6.3f}" for name, share in self.rows())]) + "\n"


def grounding(store: ox.Store, reports: Iterable[str], *, statements: Statements | None = None) -> Grounding:
    """The measures over all reports with these identifiers that a graph has; `statements`: what is known of its store."""
    wanted, statements = set(reports), statements or Statements(store)
    known = {
        report: name
        for report in statements.subjects(RDF.type, FZ.Report)
        if (name := statements.first(report, DCTERMS.identifier)) in wanted
    }
    judge, links = _Judge(store, statements), _links(store)
    total, faults = Counter[str](), Counter[tuple[str, str]]()
    for report in known:
        for triple in sorted(_triples(links, statements, report)):
            total[triple[1]] += 1
            faults.update((triple[1], fault) for fault in judge.faults(report, triple))
    summed = {fault: sum(faults[link, fault] for link in total) for fault in _FAULTS}
    relations = {link: (total[link], {f: faults[link, f] for f in _FAULTS if faults[link, f]}) for link in sorted(total)}
    return Grounding(total.total(), summed, relations)


def _links(store: ox.Store) -> dict[str, list[tuple[str, str]]]:
    """What each thing has to say of other things, concepts, indicators and units: predicates and objects."""
    left_out = ", ".join(f"<{predicate}>" for predicate in sorted(_BOOKKEEPING))
    query = f"SELECT ?s ?p ?o {{ ?s ?p ?o FILTER(!ISLITERAL(?o) && ?p NOT IN ({left_out})) }}"
    found: dict[str, list[tuple[str, str]]] = {}
    solutions = store.query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    for row in solutions:
        found.setdefault(term_text(row[0]), []).append((term_text(row[1]), term_text(row[2])))
    return found


def _triples(links: Mapping[str, list[tuple[str, str]]], statements: Statements, report: str) -> set[tuple[str, str, str]]:
    """What the facts of a report have to say of each other, and of concepts, indicators and units."""
    things = {*statements.subjects(FZ.mentionedIn, report), *statements.subjects(FZ.reportedIn, report)}
    return {(thing, *link) for thing in things for link in links.get(thing, ())}


class _Judge:
    """Tells what is wrong with a triple."""

    def __init__(self, store: ox.Store, statements: Statements) -> None:
        self._statements = statements
        self._texts: dict[str, str] = {}
        self._located: dict[str, bool] = {}
        self._stated: dict[tuple[str, str, str], bool] = {}
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDF.predicate), None, None):
            statement = term_text(quad.subject)
            ends = (
                statements.first(statement, RDF.subject) or "",
                term_text(quad.object),
                statements.first(statement, RDF.object) or "",
            )
            self._stated[ends] = self._stated.get(ends, False) or self._is_located(statement)

    def faults(self, report: str, triple: tuple[str, str, str]) -> Iterator[str]:
        """The measures that a triple fails."""
        subject, link, target = triple
        located = self._is_located(subject)
        if link not in FZ.iris | EXTERNAL:
            yield from ("foreign relation", "domain or range", "relation")
        else:
            if not self._typed(triple):
                yield "domain or range"
            if not (any(self._stated.get((subject, kind, target)) for kind in _LINKS[link]) if link in _LINKS else located):
                yield "relation"
        if not located:
            yield "subject"
        concept = self._is_concept(target)
        if not (concept or self._is_located(target) or (link in _ON_SUBJECT and located)):
            yield "object"
        if not self._is_named(report, subject):
            yield "subject by name"
        if not concept and not self._is_named(report, target):
            yield "object by name"

    def _is_concept(self, node: str) -> bool:
        return node in CONCEPTS or node in FZ.iris

    def _is_located(self, thing: str) -> bool:
        """Whether any evidence of a thing quotes what stands at its place."""
        if thing not in self._located:
            self._located[thing] = any(self._quotes(evidence) for evidence in self._statements.objects(thing, FZ.evidence))
        return self._located[thing]

    def _quotes(self, evidence: str) -> bool:
        said = self._statements
        report, exact = said.first(evidence, FZ.inReport), said.first(evidence, OA.exact)
        start, end = said.number(evidence, OA.start), said.number(evidence, OA.end)
        if report is None or not exact or start is None or end is None:
            return False
        return (said.first(report, FZ.text) or "")[int(start) : int(end)] == exact

    def _is_named(self, report: str, thing: str) -> bool:
        """Whether one of its names stands in the text; an observation has that of its indicator."""
        said = self._statements
        if report not in self._texts:
            self._texts[report] = normal(said.first(report, FZ.text) or "")
        labels = said.labels(thing) or said.labels(said.first(thing, FZ.indicator) or "")
        return any(normal(label) in self._texts[report] for label in labels)

    def _typed(self, triple: tuple[str, str, str]) -> bool:
        subject, link, target = triple
        for end, (classes) in ((subject, _signatures()[0].get(link)), (target, _signatures()[1].get(link))):
            if classes and not self._is_concept(end) and not classes & set(self._statements.objects(end, RDF.type)):
                return False
        return True


@cache
def _signatures() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Domains and ranges of the ontology: the classes of each property, one of which an end must have."""
    ontology = ox.Store()
    ontology.load(path=str(resource("ontology", "fazhi.ttl")), format=ox.RdfFormat.TURTLE)
    query = """PREFIX rdfs: <%s> PREFIX owl: <%s> PREFIX rdf: <%s> SELECT ?property ?class {
      { ?property rdfs:%s ?class FILTER(ISIRI(?class)) }
      UNION { ?property rdfs:%s/owl:unionOf/rdf:rest*/rdf:first ?class } }"""
    found: list[dict[str, set[str]]] = []
    for end in ("domain", "range"):
        classes: dict[str, set[str]] = {}
        solutions = ontology.query(query % (RDFS.iri, OWL.iri, RDF.iri, end, end))
        assert isinstance(solutions, ox.QuerySolutions)
        for row in solutions:
            classes.setdefault(term_text(row["property"]), set()).add(term_text(row["class"]))
        found.append(classes)
    return found[0], found[1]
