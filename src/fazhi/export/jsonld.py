r"""JSON-LD: the graph for programs that read JSON, with the short names of `ontology/context.jsonld`.

Nothing is lost: each named graph is an object with a "graph" of its own. The context is in the file, so that
no network is needed to read it. Literal bytes::

    {"id": "report/某镇/2023/法治政府建设报告/measure/139-145",
     "type": ["Measure"],
     "label": {"zh": "加强执法培训"},
     "reportedIn": "report/某镇/2023/法治政府建设报告",
     "inSection": "report/某镇/2023/法治政府建设报告/section/137-163",
     "theme": ["fz:theme-capacity"],
     "status": "Planned",
     "addresses": ["report/某镇/2023/法治政府建设报告/shortcoming/110-120"],
     "evidence": ["report/某镇/2023/法治政府建设报告/evidence/139-145/by-hand/0.9"]},

The order is fixed: the same graph gives the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, BinaryIO

from fazhi.disk.sorting import in_order
from fazhi.export.frame import tree
from fazhi.export.graphs import Graphs
from fazhi.export.lines import Subject, below, in_reading_order, subjects, unescape
from fazhi.resources import resource
from fazhi.vocabulary import RDF, XSD

_TYPE = f"<{RDF.type}>"
_LITERAL = re.compile(r'"(?P<text>.*)"(?:@(?P<language>[\w-]+)|\^\^<(?P<type>[^>]*)>)?', re.DOTALL)
_LAST = "\U0010ffff"  # sorts after every name of a graph
_WHOLE = re.compile(r"0|-?[1-9]\d{0,14}")
_ENCODER = json.JSONEncoder(ensure_ascii=False)  # json.dumps would make one for each value


def write(graphs: Graphs, file: BinaryIO) -> None:
    """Write graphs as JSON-LD, compacted with the context of the ontology."""
    file.writelines(piece.encode() for piece in pieces(graphs))


def write_framed(graphs: Graphs, file: BinaryIO) -> None:
    """Write graphs as JSON-LD, framed: each report as a tree, as `fazhi.export.frame` tells."""
    file.writelines(piece.encode() for piece in pieces(graphs, framed=True))


def pieces(graphs: Graphs, *, framed: bool = False) -> Iterator[str]:
    """The text of the file, piece by piece: the context, then the named graphs, one property in a line."""
    base = graphs.base
    names = _Names(base, _context())
    context = {**({"@base": base} if base else {}), **_context()}
    yield '{"@context": {\n' + ",\n".join(f"  {_json(name)}: {_json(what)}" for name, what in context.items()) + "\n},\n"
    yield '"graph": ['
    comma = "\n"
    for graph, lines in graphs.streams():
        yield f'{comma}{{"id": {_json(names.place(graph))}, "graph": ['
        inner = "\n"
        for node in _framed(lines, names) if framed else _plain(lines, names):
            yield inner + node
            inner = ",\n"
        yield "\n]}"
        comma = ",\n"
    yield "\n]}\n"


def _framed(lines: Iterable[str], names: _Names) -> Iterator[str]:
    """The trees of a graph."""
    nodes = [names.node(subject) for subject in in_reading_order(lines)]
    return (json.dumps(node, ensure_ascii=False, indent=1) for node in tree(nodes))


def _plain(lines: Iterable[str], names: _Names) -> Iterator[str]:
    """The nodes of a graph as a reader wants to meet them; of a large one, most wait on the disk."""
    told = ((*_place(subject), _object(names.node(subject))) for subject in subjects(lines))
    return (record[-1] for record in in_order(told))


def _place(subject: Subject) -> tuple[str, int, str]:
    graph, rank, place = subject.place
    return graph or _LAST, rank, place


def _object(node: dict[str, Any]) -> str:
    return "{" + ",\n ".join(f"{_name(name)}: {_json(found)}" for name, found in node.items()) + "}"


@lru_cache(maxsize=1 << 8)
def _name(name: str) -> str:
    """The name of a property as it is written; there are few."""
    return _json(name)


def _json(found: Any) -> str:
    return _ENCODER.encode(found)


@cache
def _context() -> dict[str, Any]:
    context: dict[str, Any] = json.loads(resource("ontology", "context.jsonld").read_text("utf-8"))["@context"]
    return context


@dataclass(frozen=True, slots=True)
class _Term:
    """A short name of the context, and how its values are written."""

    name: str
    order: int
    type: str | None
    by_language: bool
    always_list: bool


class _Names:
    """The names of the context, the other way round: from IRIs to what is written in the file."""

    def __init__(self, base: str, context: dict[str, Any]) -> None:
        self.base = base
        self.prefixes = {name: iri for name, iri in context.items() if isinstance(iri, str) and iri.endswith(("#", "/"))}
        self.terms: dict[str, _Term] = {}
        self.short: dict[str, str] = {}
        for order, (name, what) in enumerate(context.items()):
            if isinstance(what, dict):
                kind, containers = what.get("@type"), what.get("@container", ())
                self.terms[self._full(what["@id"])] = _Term(
                    name,
                    order,
                    self._full(kind) if kind and kind[0] != "@" else kind,
                    "@language" in containers,
                    "@set" in containers,
                )
            elif name not in self.prefixes and isinstance(what, str) and what[0] != "@":
                self.short[self._full(what)] = name
        self.vocabulary = {**{iri: term.name for iri, term in self.terms.items()}, **self.short}

    def _full(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return self.prefixes[prefix] + local if prefix in self.prefixes else name

    def place(self, term: str) -> str:
        """A node by its IRI, below the base where it is there."""
        iri = term if term[0] == "_" else term[1:-1]
        return below(self.base, iri) or self._curie(iri)

    def word(self, term: str) -> str:
        """A term of the vocabulary by its short name."""
        return self.vocabulary.get(term[1:-1]) or self._curie(term[1:-1])

    def _curie(self, iri: str) -> str:
        for prefix, namespace in self.prefixes.items():
            if iri.startswith(namespace) and not iri.startswith("//", len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def node(self, subject: Subject) -> dict[str, Any]:
        """One subject as an object, in the order of the context; what does not fit a short name is spelled out."""
        node: dict[str, Any] = {"id": self.place(subject.term)}
        if types := subject.values.get(_TYPE):
            node["type"] = sorted(map(self.word, types))
        told: list[tuple[int, str, Any]] = []
        for predicate, values in subject.values.items():
            if predicate != _TYPE:
                told += self._told(predicate, values)
        return node | {name: found for _, name, found in sorted(told, key=lambda item: item[:2])}

    def _told(self, predicate: str, values: Sequence[str]) -> Iterator[tuple[int, str, Any]]:
        """A property with its values under its short name; those that do not fit it under its prefixed name."""
        term = self.terms.get(predicate[1:-1])
        fits = [self._fit(term, value) if term else None for value in values]
        fitting = [found for found in fits if found is not None]
        if term and fitting:
            yield term.order, term.name, _languages(fitting) if term.by_language else _one_or_list(fitting, term.always_list)
        rest = [self._spelled(value) for value, found in zip(values, fits, strict=True) if found is None]
        if rest:
            yield len(self.terms), self._curie(predicate[1:-1]), _one_or_list(rest, False)

    def _fit(self, term: _Term, value: str) -> Any:
        """A value as a term writes it; None where that would say something else."""
        literal = _LITERAL.fullmatch(value)
        if literal is None:
            return {"@id": self.place, "@vocab": self.word}[term.type](value) if term.type in ("@id", "@vocab") else None
        text = unescape(literal["text"])
        if term.by_language:
            return (literal["language"], text) if literal["language"] else None
        if literal["language"] or (literal["type"] or None) != (term.type or None):
            return None
        return int(text) if term.type == XSD.integer and _WHOLE.fullmatch(text) else text

    def _spelled(self, value: str) -> dict[str, str]:
        literal = _LITERAL.fullmatch(value)
        if literal is None:
            return {"@id": self.place(value)}
        found = {"@value": unescape(literal["text"])}
        if literal["language"]:
            found["@language"] = literal["language"]
        if literal["type"]:
            found["@type"] = self.word(f"<{literal['type']}>")
        return found


def _languages(found: Iterable[tuple[str, str]]) -> dict[str, Any]:
    by_language: dict[str, list[str]] = {}
    for language, text in found:
        by_language.setdefault(language, []).append(text)
    return {language: _one_or_list(texts, False) for language, texts in sorted(by_language.items())}


def _one_or_list(found: list[Any], always_list: bool) -> Any:
    return found if always_list or len(found) > 1 else found[0]
