"""The answer to a query, as Python values and as the terms that they came from."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pyoxigraph as ox

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Cell = str | int | float | Decimal | bool | date | datetime | None

_XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = (
    "integer",
    "int",
    "long",
    "short",
    "byte",
    "nonNegativeInteger",
    "positiveInteger",
    "unsignedInt",
    "unsignedLong",
    "gYear",
)
_READERS: dict[str, Callable[[str], Cell]] = {
    **{_XSD + name: int for name in _WHOLE},
    _XSD + "decimal": Decimal,
    _XSD + "double": float,
    _XSD + "float": float,
    _XSD + "boolean": lambda text: text in ("true", "1"),
    _XSD + "date": date.fromisoformat,
    _XSD + "dateTime": datetime.fromisoformat,
}


class Kind(StrEnum):
    """What kind of answer a form of query gives."""

    TABLE = "table"  # SELECT
    ANSWER = "answer"  # ASK: one row with one cell, True or False
    GRAPH = "graph"  # CONSTRUCT, DESCRIBE: rows of subject, predicate, object


@dataclass(frozen=True, slots=True)
class Result:
    """Rows of an answer, which is iterable by rows; `terms` has the RDF term of each cell, None where there is none."""

    kind: Kind
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    terms: tuple[tuple[Term | None, ...], ...]

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def sorted(self, order: Sequence[tuple[str, bool]]) -> Result:
        """The same rows in the order of columns, each with whether it goes down: by number or character, nothing before all."""
        rows = list(zip(self.rows, self.terms, strict=True))
        for name, down in reversed(order):
            place = self.columns.index(name)
            if all(isinstance(row[0][place], str) for row in rows):
                rows.sort(key=lambda row: row[0][place], reverse=down)  # type: ignore[arg-type,return-value]
            else:
                rows.sort(key=lambda row: _key(row[0][place]), reverse=down)
        return Result(self.kind, self.columns, tuple(row for row, _ in rows), tuple(terms for _, terms in rows))

    def __bool__(self) -> bool:
        """Whether anything was found; for ASK, the answer."""
        return bool(self.rows and self.rows[0][0]) if self.kind is Kind.ANSWER else bool(self.rows)


def value(term: Term | None) -> Cell:
    """The Python value of a term: numbers, dates and truth values as such, all else as text.

    >>> value(ox.Literal("57600", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")))
    Decimal('57600')
    >>> value(ox.NamedNode("https://w3id.org/fazhi/id/report/x"))
    'https://w3id.org/fazhi/id/report/x'
    """
    if isinstance(term, ox.Literal):
        reader = _READERS.get(term.datatype.value)
        if reader is None:
            return term.value
        try:
            return reader(term.value)
        except (ValueError, ArithmeticError):  # an ill-typed literal keeps its text
            return term.value
    if isinstance(term, ox.NamedNode):
        return term.value
    return None if term is None else str(term)


def _key(cell: Cell) -> tuple[int, Any]:
    if cell is None:
        return 0, 0
    return (2, cell) if isinstance(cell, str) else (1, cell)


_ORDER = re.compile(r"\nORDER BY((?: (?:DESC\(\?\w+\)|\?\w+))+)\s*\Z")


def without_order(query: str, columns: Sequence[str]) -> tuple[str, list[tuple[str, bool]]]:
    """A query without the order at its end, and that order, if it is by columns alone: else the query, and no order.

    An engine evaluates the keys of both sides for each comparison; sorting the answer is several times quicker.

    >>> without_order("SELECT ?a ?b { ?a ?p ?b }\\nORDER BY DESC(?a) ?b\\n", ["a", "b"])
    ('SELECT ?a ?b { ?a ?p ?b }\\n', [('a', True), ('b', False)])
    """
    found = _ORDER.search(query)
    keys = re.findall(r"(DESC\()?\?(\w+)", found[1]) if found else []
    if found is None or not {name for _, name in keys} <= set(columns):
        return query, []
    return query[: found.start() + 1], [(name, bool(down)) for down, name in keys]


def result(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | list[ox.Triple]) -> Result:
    """What the engine or a server found, drawn to its end."""
    if isinstance(found, ox.QueryBoolean):
        answer = bool(found)
        truth = ox.Literal("true" if answer else "false", datatype=ox.NamedNode(_XSD + "boolean"))
        return Result(Kind.ANSWER, ("answer",), ((answer,),), ((truth,),))
    if isinstance(found, (ox.QueryTriples, list)):
        triples = sorted(
            {(triple.subject, triple.predicate, triple.object) for triple in found}, key=lambda row: tuple(map(str, row))
        )
        return table(Kind.GRAPH, ("subject", "predicate", "object"), triples)
    columns = tuple(variable.value for variable in found.variables)
    collecting = gc.isenabled()
    gc.disable()  # nothing of a long table can go away while it grows, and looking for it takes a fifth of the time
    try:
        return table(Kind.TABLE, columns, [tuple(solution) for solution in found])
    finally:
        if collecting:
            gc.enable()


def table(kind: Kind, columns: tuple[str, ...], terms: Sequence[tuple[Term | None, ...]]) -> Result:
    """The answer with these terms as its rows."""
    return Result(kind, columns, tuple(tuple(map(value, row)) for row in terms), tuple(terms))
