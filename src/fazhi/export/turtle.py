r"""Turtle: the graph for people to read, report after report, then what the reports share.

Lost is which named graph says what: the graphs are merged. Literal bytes::

    <report/某镇/2023/法治政府建设报告/measure/139-145> a fz:Measure ;
        rdfs:label "加强执法培训"@zh ;
        fz:addresses <report/某镇/2023/法治政府建设报告/shortcoming/110-120> ;
        fz:evidence <report/某镇/2023/法治政府建设报告/evidence/139-145/by-hand/0.9> ;
        fz:inSection <report/某镇/2023/法治政府建设报告/section/137-163> ;
        fz:reportedIn <report/某镇/2023/法治政府建设报告> ;
        fz:status fz:Planned ;
        fz:theme fz:theme-capacity .

The order is fixed: the same graph gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import BinaryIO

from fazhi.disk.sorting import in_order
from fazhi.export.graphs import Graphs
from fazhi.export.lines import CLASSES, Subject, below, subjects
from fazhi.vocabulary import DCTERMS, PREFIXES, RDF, RDFS, SKOS, XSD

_LOCAL = re.compile(r"[A-Za-z_](?:[\w-]*[\w])?", re.ASCII)  # what needs no escape after a prefix; Turtle allows more
_NAMESPACES = sorted(((iri, prefix) for prefix, iri in PREFIXES.items()), reverse=True)
_FIRST = tuple(f"<{term}>" for term in (RDF.type, SKOS.prefLabel, RDFS.label, DCTERMS.title))
_INTEGER, _DECIMAL = f"^^<{XSD.integer}>", f"^^<{XSD.decimal}>"
_ESCAPE = re.compile(r"\\(.)")
_WIDTH = 100
_LAST = "\U0010ffff"  # sorts after every name of a graph
_KEPT, _KEPT_LENGTH = 4000, 500  # written terms that are remembered, and the longest of them


def write(graphs: Graphs, file: BinaryIO) -> None:
    """Write graphs as Turtle."""
    file.writelines(piece.encode() for piece in pieces(graphs))


def pieces(graphs: Graphs) -> Iterator[str]:
    """The text of the file, piece by piece: prefixes, then one paragraph for each subject, with a heading for each class."""
    yield from head(graphs.base)
    yield from body(subjects(graphs.lines()), graphs.base, watch=graphs)


def head(base: str) -> Iterator[str]:
    """The base and the prefixes."""
    if base:
        yield f"@base <{base}> .\n"
    for prefix, iri in sorted(PREFIXES.items()):
        yield f"@prefix {prefix}: <{iri}> .\n"


def body(told: Iterable[Subject], base: str, *, watch: Graphs | None = None) -> Iterator[str]:
    """The paragraphs, in the order in which a reader wants to meet them; progress is told to `watch`."""
    term = _Terms(base)
    counter = count()
    ordered = in_order(_placed(subject, term) for subject, _ in zip(told, counter, strict=False))
    last: tuple[str, int] | None = None
    for graph, rank, _, paragraph in watch.watched(ordered, lambda: next(counter)) if watch else ordered:
        if last != (graph, rank):
            name = term(f"<{CLASSES[rank]}>") if rank < len(CLASSES) else "other"
            yield f"\n# ---------------------------------------------------------------- {name}\n"
            last = graph, rank
        yield f"\n{paragraph}"


def _placed(subject: Subject, term: _Terms) -> tuple[str, int, str, str]:
    """A paragraph with what to sort it by; what reports share comes last."""
    graph, rank, place = subject.place
    return graph or _LAST, rank, place, _paragraph(subject, term)


class _Terms(dict[str, str]):
    """How terms are written in Turtle, each worked out once."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base

    def __call__(self, term: str) -> str:
        return self[term]

    def __missing__(self, term: str) -> str:
        written = self._iri(term[1:-1]) if term[0] == "<" else self._literal(term)
        if len(term) < _KEPT_LENGTH:
            if len(self) > _KEPT:
                self.clear()
            self[term] = written
        return written

    def _iri(self, iri: str) -> str:
        for namespace, prefix in _NAMESPACES:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{below(self.base, iri) or iri}>"

    def _literal(self, term: str) -> str:
        if term[0] != '"':  # a blank node
            return term
        if term.endswith(_INTEGER):
            return term[1 : term.rindex('"')]
        if term.endswith(_DECIMAL) and "." in term[: -len(_DECIMAL)]:
            return term[1 : term.rindex('"')]
        body, close = term[1 : term.rindex('"')], term.rindex('"') + 1
        tail = term[close:]
        if tail.startswith("^^"):
            tail = f"^^{self(tail[2:])}"
        if "\\n" in body:  # several lines are shown as such
            return f'"""{_ESCAPE.sub(_unescape_newline, body)}"""{tail}'
        return f'"{body}"{tail}'


def _unescape_newline(match: re.Match[str]) -> str:
    return "\n" if match[1] == "n" else match[0]


def _paragraph(subject: Subject, term: _Terms) -> str:
    first = [predicate for predicate in _FIRST if predicate in subject.values]
    predicates = first + sorted(set(subject.values) - set(first), key=term)
    told = [f"{_verb(predicate, term)} {_objects(subject.values[predicate], term)}" for predicate in predicates]
    return f"{term(subject.term)} " + " ;\n    ".join(told) + " .\n"


def _verb(predicate: str, term: _Terms) -> str:
    return "a" if predicate == _FIRST[0] else term(predicate)


def _objects(values: Iterable[str], term: _Terms) -> str:
    """Objects in one line where they fit, else each in a line of its own."""
    written = sorted(map(term, values))
    line = ", ".join(written)
    return line if len(written) == 1 or len(line) <= _WIDTH else ",\n        ".join(["", *written])[1:]
