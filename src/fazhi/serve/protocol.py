"""The SPARQL 1.1 Protocol: what a request asks for, and in which format the answer goes out.

See https://www.w3.org/TR/sparql11-protocol/#query-operation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

TABLES = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
"""Formats of the answers to SELECT and ASK; the first is that of who asks for none."""

GRAPHS = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
"""Formats of the answers to CONSTRUCT and DESCRIBE; the first is that of who asks for none."""

_OTHER_NAMES = {
    "application/json": TABLES[0],
    "application/xml": TABLES[1],
    "text/xml": TABLES[1],
    "text/plain": "application/n-triples",
    "application/x-turtle": "text/turtle",
}


@dataclass(frozen=True, slots=True)
class Request:
    """A query, the graphs that it is asked of, and the formats that may be answered in (none: not acceptable)."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    table: str | None = TABLES[0]
    graph: str | None = GRAPHS[0]


class Refused(Exception):
    """A request that is not carried out: a status of HTTP and the reason in words."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def read(method: str, parameters: str, media_type: str, body: bytes, accept: str) -> Request:
    """What a request asks for, from its method, the query string of its address, type and body, and Accept; or Refused.

    >>> read("GET", "query=ASK%7B%7D", "", b"", "text/csv").table
    'text/csv'
    """
    given = _pairs(parameters)
    if method == "POST":
        kind = media_type.split(";")[0].strip().lower()
        if kind == "application/x-www-form-urlencoded":
            given += _pairs(_text(body))
        elif kind == "application/sparql-query":
            given.append(("query", _text(body)))
        elif kind == "application/sparql-update":
            given.append(("update", ""))
        else:
            raise Refused(
                415,
                f"a query is sent as application/x-www-form-urlencoded or application/sparql-query, not as {kind or 'nothing'}",
            )
    if any(name == "update" for name, _ in given):
        raise Refused(403, "this endpoint only answers queries; `fazhi build` is what changes the graph")
    queries = [value for name, value in given if name == "query"]
    if len(queries) != 1:
        raise Refused(400, f"one query is needed, as the parameter query; there are {len(queries) or 'none'}")
    return Request(
        queries[0],
        tuple(value for name, value in given if name == "default-graph-uri"),
        tuple(value for name, value in given if name == "named-graph-uri"),
        chosen(accept, TABLES),
        chosen(accept, GRAPHS),
    )


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise Refused(400, f"the parameters cannot be read: {error}") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, f"the body is no UTF-8: {error}") from None


def chosen(accept: str, offered: Sequence[str]) -> str | None:
    """The format that an Accept header likes best (RFC 9110); the first for who likes all, None where none will do.

    >>> chosen("*/*", GRAPHS), chosen("application/json", TABLES), chosen("image/png", TABLES)
    ('text/turtle', 'application/sparql-results+json', None)
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    best, best_weight = None, 0.0
    for media_type in offered:
        weight = _weight(media_type, ranges)
        if weight > best_weight:
            best, best_weight = media_type, weight
    return best


def _range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    weight = 1.0
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                weight = float(parameter[2:])
            except ValueError:
                weight = 0.0
    return _OTHER_NAMES.get(name, name), weight


def _weight(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The weight of the most particular range that covers a type."""
    for pattern in (media_type, media_type.split("/")[0] + "/*", "*/*"):
        weights = [weight for name, weight in ranges if name == pattern]
        if weights:
            return max(weights)
    return 0.0
