"""Writes the table of classes and properties in README.md anew from fazhi.ttl.

`python ontology/table.py` mends the README; `python ontology/table.py --print` only shows the table.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from fazhi.vocabulary import FZ

HERE = Path(__file__).resolve().parent
BEGIN, END = "<!-- table: written by table.py -->\n", "<!-- end of table -->\n"


def table(graph: Graph) -> str:
    """Classes, properties and individuals as Markdown, in the order of the ontology."""
    terms = [URIRef(iri) for iri in FZ]
    classes = [term for term in terms if (term, RDF.type, OWL.Class) in graph]
    individuals = [term for term in terms if (term, RDF.type, OWL.NamedIndividual) in graph]
    properties = [term for term in terms if term not in classes and term not in individuals]
    lines = ["| class | 中文 | what it is | akin to |", "| --- | --- | --- | --- |"]
    lines += [_row(graph, term, _akin(graph, term)) for term in classes]
    lines += ["", "| property | 中文 | what it says | from → to | akin to |", "| --- | --- | --- | --- | --- |"]
    lines += [_row(graph, term, f"{_ends(graph, term)} | {_akin(graph, term)}") for term in properties]
    lines += ["", "| individual | 中文 | what it means | code |", "| --- | --- | --- | --- |"]
    lines += [_row(graph, term, f"`{graph.value(term, SKOS.notation)}`") for term in individuals]
    return "\n".join(lines) + "\n"


def _row(graph: Graph, term: URIRef, rest: str) -> str:
    comment = _text(graph, term, RDFS.comment, "en")
    optional = "" if (term, SKOS.scopeNote, None) not in graph else " *(optional)*"
    return f"| `{_name(graph, term)}` | {_text(graph, term, RDFS.label, 'zh')} | {comment}{optional} | {rest} |"


def _text(graph: Graph, term: URIRef, predicate: URIRef, language: str) -> str:
    return next(str(text) for text in graph.objects(term, predicate) if getattr(text, "language", None) == language)


def _name(graph: Graph, node: Node) -> str:
    """A term with its prefix; our own and those of XSD without."""
    name = graph.namespace_manager.normalizeUri(str(node))
    return name.removeprefix("fz:").removeprefix("xsd:")


def _ends(graph: Graph, term: URIRef) -> str:
    return " → ".join(
        ", ".join(_name(graph, cls) for cls in _classes(graph, graph.value(term, end))) for end in (RDFS.domain, RDFS.range)
    )


def _classes(graph: Graph, node: Node | None) -> Iterator[Node]:
    union = None if node is None else graph.value(node, OWL.unionOf)
    if union is not None:
        yield from Collection(graph, union)
    elif node is not None:
        yield node


def _akin(graph: Graph, term: URIRef) -> str:
    """What a term is a kind of (⊂), and what it is only close to (≈)."""
    broader = [*graph.objects(term, RDFS.subClassOf), *graph.objects(term, RDFS.subPropertyOf)]
    names = sorted(f"⊂ {_name(graph, other)}" for other in broader)
    return ", ".join(names + sorted(f"≈ {_name(graph, other)}" for other in graph.objects(term, SKOS.closeMatch)))


def readme(text: str) -> str:
    """The README with the table in its place."""
    graph = Graph().parse(HERE / "fazhi.ttl", format="turtle")
    graph.bind("xsd", XSD, override=True)
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + "\n" + table(graph) + "\n" + END + rest.partition(END)[2]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--print", action="store_true")
    given = parser.parse_args()
    path = HERE / "README.md"
    text = readme(path.read_text("utf-8"))
    if given.print:
        print(text.partition(BEGIN)[2].partition(END)[0].strip())
    else:
        path.write_text(text, "utf-8")
