"""What a named graph holds, as one number: two graphs with the same digest hold the same triples.

A digest is the SHA-256 of the sorted N-Triples of a graph, each as Oxigraph writes it, with numbers in their canonical
spelling: some servers keep the value of a number and not how it was written (Jena's TDB2 gives 8.0 for 8). Blank nodes do
not occur in our graphs, so no canonical names are needed for them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

import pyoxigraph as ox

from fazhi.errors import StoreError
from fazhi.vocabulary import XSD

_NUMBER = re.compile(rf'"([+-]?)0*([0-9]*)(?:\.([0-9]*))?"\^\^<({re.escape(XSD.decimal)}|{re.escape(XSD.integer)})> \.$')
_ENDINGS = (f"<{XSD.decimal}> .", f"<{XSD.integer}> .")


def triples(store: ox.Store, graph: str) -> list[str]:
    """The triples of one named graph of a store, as sorted lines of N-Triples with numbers in canonical spelling.

    >>> store = ox.Store()
    >>> a = ox.NamedNode("http://e.org/a")
    >>> store.add(ox.Quad(a, a, ox.Literal("法治", language="zh"), a))  # "rule of law"
    >>> triples(store, "http://e.org/a")
    ['<http://e.org/a> <http://e.org/a> "法治"@zh .']
    """
    dumped = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)) or b""
    return sorted(map(canonical, dumped.decode("utf-8").split("\n")[:-1]))


def canonical(line: str) -> str:
    """A line of N-Triples with its number, if it ends in one, in the canonical spelling of XSD 1.1.

    >>> canonical('<http://e.org/a> <http://e.org/b> "08.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .')
    '<http://e.org/a> <http://e.org/b> "8.5"^^<http://www.w3.org/2001/XMLSchema#decimal> .'
    """
    return _NUMBER.sub(_spelt, line) if line.endswith(_ENDINGS) else line


def _spelt(match: re.Match[str]) -> str:
    sign, whole, fraction, datatype = match.groups()
    number = (whole or "0") + (f".{fraction.rstrip('0')}".rstrip(".") if fraction else "")
    return f'"{"-" if sign == "-" and number != "0" else ""}{number}"^^<{datatype}> .'


def parsed(data: bytes, source: str) -> list[str]:
    """N-Triples that a server sent, as the same sorted lines, whatever it escapes; StoreError where they are none."""
    try:
        found = {str(quad.triple) for quad in ox.parse(data, ox.RdfFormat.N_TRIPLES)}
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{source}: the server sent what is no N-Triples ({error}); see what it says there") from error
    return sorted({canonical(f"{triple} .") for triple in found})


def digest(lines: Iterable[str]) -> str:
    """The digest of sorted lines, as 64 hexadecimal digits.

    >>> digest(['<http://e.org/a> <http://e.org/a> "法治"@zh .'])[:12]
    '53c3f7818786'
    """
    found = hashlib.sha256()
    for line in lines:
        found.update(line.encode("utf-8"))
        found.update(b"\n")
    return found.hexdigest()
