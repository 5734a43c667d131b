"""An answer as text: for a spreadsheet, a program, or a document.

- `csv`: readable, UTF-8, lines end in LF; values without quotes of RDF, languages and types are lost. A text that a spreadsheet
  would take for a formula has an apostrophe before it.
- `tsv`: SPARQL 1.1 Query Results TSV: every term as Turtle writes it, nothing is lost.
- `json`: SPARQL 1.1 Query Results JSON; for CONSTRUCT and DESCRIBE the rows are subject, predicate, object.
- `markdown`: a table; languages, types and line breaks are lost.
- `turtle`: for CONSTRUCT and DESCRIBE only.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pyoxigraph as ox

from fazhi.errors import QueryError
from fazhi.pages import defused
from fazhi.query.results import Cell, Kind, Result, Term
from fazhi.vocabulary import PREFIXES

_STRING = "http://www.w3.org/2001/XMLSchema#string"


def render(result: Result, format: str) -> str:
    """The answer in one of FORMATS, ending in a newline; QueryError for another.

    >>> from fazhi.query import run
    >>> print(render(run(ox.Store(), "SELECT ('法治' AS ?what) (2023 AS ?year) {}"), "csv"), end="")
    what,year
    法治,2023
    """
    try:
        writer = FORMATS[format]
    except KeyError:
        raise QueryError(f"format {format!r}: there is none of this name; give one of {', '.join(FORMATS)}") from None
    return writer(result)


def plain(cell: Cell) -> str:
    """A cell as a person reads it: numbers without exponent, nothing for nothing.

    >>> plain(Decimal("5.76E+4")), plain(True), plain(None)
    ('57600', 'true', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _csv(result: Result) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows([defused(cell) if isinstance(cell, str) else plain(cell) for cell in row] for row in result)
    return out.getvalue()


def _tsv(result: Result) -> str:
    head = "\t".join(f"?{column}" for column in result.columns)
    rows = ("\t".join("" if term is None else _turtle_term(term) for term in row) for row in result.terms)
    return "\n".join([head, *rows]) + "\n"


def _turtle_term(term: Term) -> str:
    return str(term).replace("\t", "\\t")


def _json(result: Result) -> str:
    if result.kind is Kind.ANSWER:
        document: dict[str, Any] = {"head": {}, "boolean": bool(result)}
    else:
        bindings = [
            {column: _json_term(term) for column, term in zip(result.columns, row, strict=True) if term is not None}
            for row in result.terms
        ]
        document = {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    cell = {"type": "literal", "value": term.value}
    if term.language:
        cell["xml:lang"] = term.language
    elif term.datatype.value != _STRING:
        cell["datatype"] = term.datatype.value
    return cell


def _markdown(result: Result) -> str:
    def line(cells: list[str]) -> str:
        """A row of the table."""
        return f"| {' | '.join(cells)} |"

    def escaped(cell: Cell) -> str:
        """A cell on one line, in which no bar ends it."""
        return " ".join(plain(cell).replace("\\", "\\\\").replace("|", "\\|").split())

    rows = [line([escaped(cell) for cell in row]) for row in result]
    return "\n".join([line(list(result.columns)), line(["---"] * len(result.columns)), *rows]) + "\n"


def _turtle(result: Result) -> str:
    if result.kind is not Kind.GRAPH:
        raise QueryError("format turtle: only CONSTRUCT and DESCRIBE give a graph; choose csv, tsv, json or markdown")
    out = io.BytesIO()
    # the terms of a graph come from triples: each stands where a triple allows it
    triples = (ox.Triple(*row) for row in result.terms)  # type: ignore[arg-type]
    ox.serialize(triples, out, ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    return out.getvalue().decode("utf-8")


FORMATS: dict[str, Callable[[Result], str]] = {
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "markdown": _markdown,
    "turtle": _turtle,
}
