r"""RDF/XML: the triples for older tools.

Lost are which named graph says what, and characters that XML forbids (each becomes U+FFFD, as XML has no way to write
them). Literal bytes::

    <rdf:Description rdf:about="https://w3id.org/fazhi/id/unit/次">

The order is fixed: the same graph gives the same bytes. Specification: https://www.w3.org/TR/rdf-syntax-grammar/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from fazhi.errors import OutputError
from fazhi.export.graphs import Graphs
from fazhi.export.lines import subjects, unescape
from fazhi.export.text import for_xml
from fazhi.vocabulary import PREFIXES

_LITERAL = re.compile(r'"(?P<text>.*)"(?:@(?P<language>[\w-]+)|\^\^<(?P<type>[^>]*)>)?', re.DOTALL)
_LOCAL = re.compile(r"[A-Za-z_\u00b7-\ufffd][\w.\-]*$")  # what may be the name of an element


def write(graphs: Graphs, file: BinaryIO) -> None:
    """Write the triples of graphs as RDF/XML. Raises OutputError where a property has no name that XML allows."""
    file.writelines(piece.encode() for piece in pieces(graphs))


def pieces(graphs: Graphs) -> Iterator[str]:
    """The text of the file, piece by piece: the prefixes, then one element for each subject."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    yield "".join(f"\n    xmlns:{prefix}={quoteattr(iri)}" for prefix, iri in sorted(PREFIXES.items()))
    yield ">\n"
    for subject in subjects(graphs.lines()):
        yield f"<rdf:Description {_node('rdf:about', subject.term)}>\n"
        for predicate, values in subject.values.items():
            name, close = _element(predicate[1:-1])
            for value in values:
                yield f"  <{name}{_value(value, close)}\n"
        yield "</rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _node(attribute: str, term: str) -> str:
    if term[0] == "_":
        return f'rdf:nodeID="{term[2:]}"'
    return f"{attribute}={quoteattr(term[1:-1])}"


def _element(iri: str) -> tuple[str, str]:
    """What opens the element of a property, with its namespace where that has no prefix, and what closes it."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.match(iri, len(namespace)):
            name = f"{prefix}:{iri[len(namespace) :]}"
            return name, name
    found = _LOCAL.search(iri, max(iri.rfind("/"), iri.rfind("#"), iri.rfind(":")) + 1)
    if found is None:
        raise OutputError(f"property {iri}: XML has no name for it; export as Turtle, N-Triples or JSON-LD")
    return f"p:{found.group()} xmlns:p={quoteattr(iri[: found.start()])}", f"p:{found.group()}"


def _value(term: str, close: str) -> str:
    literal = _LITERAL.fullmatch(term)
    if literal is None:
        return f" {_node('rdf:resource', term)}/>"
    kind = f' xml:lang="{literal["language"]}"' if literal["language"] else ""
    if literal["type"]:
        kind = f" rdf:datatype={quoteattr(literal['type'])}"
    text = escape(for_xml(unescape(literal["text"])), {"\r": "&#13;"})
    return f"{kind}>{text}</{close}>"
