"""How ties and states are written down: quads in graphs of their own.

One graph for each body's story (`derived/follow-up/…`), one for the names of each region (`derived/identity/…`). Each says from
which reports it was derived, and each tie is told twice: as a plain triple, and as an `rdf:Statement` with its evidence on both
sides and its confidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fazhi.corpus import Thing
from fazhi.graph import iris
from fazhi.graph.terms import chinese, decimal, integer, iri, literal
from fazhi.link.ties import Quote, Tie, TieKind
from fazhi.vocabulary import DCTERMS, FZ, OA, OUTCOMES, OWL, PROV, RDF, SKOS

_TYPE = iri(RDF.type)
_PREDICATES = {
    TieKind.SAME_AS: iri(OWL.sameAs),
    TieKind.REPLACED_BY: iri(DCTERMS.isReplacedBy),
    TieKind.ADDRESSES: iri(FZ.addresses),
    TieKind.RECURS_AS: iri(FZ.recursAs),
}


class DerivedSheet:
    """The quads of one derived graph; its IRI, `name`, is made of the base IRI and the names that tell it apart."""

    __slots__ = ("_base", "_lines", "_tail", "name")

    def __init__(self, base: str, names: Iterable[str], reports: Iterable[str]) -> None:
        self.name = name = iris.derived(base, *names)
        self._base = base
        self._tail = f"<{iris.graph(name)}> ."
        self._lines: set[str] = set()
        self.say(f"<{name}>", _TYPE, iri(PROV.Entity))
        for report in reports:
            self.say(f"<{name}>", iri(PROV.wasDerivedFrom), iri(report))

    def say(self, subject: str, predicate: str, value: str) -> None:
        """One quad, of written terms."""
        self._lines.add(f"{subject} {predicate} {value} {self._tail}")

    def tie(self, tie: Tie) -> None:
        """A tie as a plain triple and as a statement with evidence."""
        subject, predicate, target = iri(tie.subject), _PREDICATES[tie.kind], iri(tie.object)
        self.say(subject, predicate, target)
        statement = iri(f"{self.name}/{tie.kind}/{self._local(tie.subject)}/to/{self._local(tie.object)}")
        self.say(statement, _TYPE, iri(RDF.Statement))
        self.say(statement, iri(RDF.subject), subject)
        self.say(statement, iri(RDF.predicate), predicate)
        self.say(statement, iri(RDF.object), target)
        self.say(statement, iri(FZ.confidence), decimal(tie.confidence))
        for quote in tie.quotes:
            self.say(statement, iri(FZ.evidence), self._evidence(quote, tie))

    def names(self, things: Sequence[Thing]) -> None:
        """That things are one, the first standing for all: each is known by the names of all, so that it is found by each.

        The name of the first is told of each of them, so that a query need not follow the tie to it.
        """
        first = things[0]
        self.say(iri(first.iri), iri(SKOS.prefLabel), chinese(first.name))
        for thing in things:
            self.say(iri(thing.iri), iri(FZ.leadingName), chinese(first.name))
            for name in sorted({name for other in things for name in other.names} - {thing.name}):
                self.say(iri(thing.iri), iri(SKOS.altLabel), chinese(name))

    def _local(self, name: str) -> str:
        return name.removeprefix(self._base)

    def _evidence(self, quote: Quote, tie: Tie) -> str:
        confidence = decimal(tie.confidence)
        number = confidence[1 : confidence.index('"', 1)]
        name = iri(iris.evidence(quote.report, quote.start, quote.end, iris.grounds(tie.rule, number)))
        self.say(name, _TYPE, iri(FZ.Evidence))
        self.say(name, iri(FZ.inReport), iri(quote.report))
        self.say(name, iri(OA.exact), literal(quote.text))
        self.say(name, iri(OA.start), integer(quote.start))
        self.say(name, iri(OA.end), integer(quote.end))
        self.say(name, iri(FZ.line), integer(quote.line))
        self.say(name, iri(FZ.rule), literal(tie.rule))
        self.say(name, iri(FZ.confidence), confidence)
        return name

    def outcome(self, shortcoming: str, code: str) -> None:
        """What became of a shortcoming, and the concept that says so."""
        concept = OUTCOMES[code]
        name = iri(concept.iri)
        self.say(iri(shortcoming), iri(FZ.outcome), name)
        self.say(name, _TYPE, iri(SKOS.Concept))
        self.say(name, iri(SKOS.notation), literal(code))
        self.say(name, iri(SKOS.prefLabel), chinese(concept.zh))
        self.say(name, iri(SKOS.inScheme), iri(concept.scheme or ""))

    def lines(self) -> list[str]:
        """The quads, sorted."""
        return sorted(self._lines)

    def taken(self) -> set[str]:
        """The quads so far, which then are no longer here."""
        taken, self._lines = self._lines, set()
        return taken
