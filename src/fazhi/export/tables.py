"""The network as tables: one for each type of nodes, one for each relation, one of all places of evidence.

The columns of a table are fixed, whatever a graph holds, so that tables of several exports can be put together. What is not
known is empty.

>>> [column.name for column in columns("causes")][:4], table_of({"type": "Cause"}, edge=False)
(['id', 'label', 'report', 'year'], 'causes')
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from fazhi.export.network import Attribute, Edge, Node, Place
from fazhi.export.words import EDGE_TYPES, NODE_TYPES, OTHER

EVIDENCE = "evidence"
"""The name of the table of all places of evidence."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name and the type of what stands in it."""

    name: str
    type: type[str] | type[int] | type[float]


@dataclass(frozen=True, slots=True)
class Row:
    """A row and the name of its table; the cells are by the names of the columns."""

    table: str
    cells: Mapping[str, Attribute]


_TYPES: dict[str, type[str] | type[int] | type[float]] = {
    "year": int, "confidence": float, "start": int, "end": int, "line": int, "page": int, "value": float,
    "changePercent": float, "changeAbsolute": float, "weight": int,
}  # fmt: skip
_WHY = ("confidence", "evidence", "start", "end", "line", "page", "rule")
_OF_NODES = {
    "reports": ("documentNumber",),
    "sections": ("role",),
    "measures": ("status", "theme"),
    "shortcomings": ("theme",),
    "causes": (),
    "observations": ("value", "unit", "qualifier", "changePercent", "changeAbsolute"),
    "departments": ("aliases",),
    "regulations": ("kind", "documentNumber", "aliases"),
    "mechanisms": ("kind", "aliases"),
    "indicators": ("aliases",),
    "themes": (),
    "others": (),
}
_COUNTS = {"departments": ("measures", "mechanisms"), "mechanisms": ("bodies",)}
_OF_VIEWS = {"cooperatesWith": ("weight", "measures"), "sharesMechanisms": ("weight", "mechanisms"), "takesUp": ("years",)}
"""Columns that views fill alone."""


def type_of(name: str) -> type[str] | type[int] | type[float]:
    """The type of an attribute by its name: `str`, `int` or `float`."""
    return _TYPES.get(name, str)


def node_tables() -> tuple[str, ...]:
    """The names of the tables of nodes."""
    return tuple(row.table for row in (*NODE_TYPES.values(), OTHER))


def edge_tables() -> tuple[str, ...]:
    """The names of the tables of relations that fazhi knows."""
    return tuple(EDGE_TYPES)


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table."""
    if table == EVIDENCE:
        names: tuple[str, ...] = ("thing", "report", "year", *_WHY)
    elif table in _OF_NODES:
        names = ("id", "label", "report", "year", "years", *_OF_NODES[table], *_COUNTS.get(table, ()), *_WHY)
    else:
        of_view = _OF_VIEWS.get(table, ())
        names = ("source", "source_label", "target", "target_label", "direction", "report", "year", *of_view, *_WHY)
    return tuple(Column(name, int if name in _COUNTS.get(table, ()) else type_of(name)) for name in names)


def table_of(data: Mapping[str, object], *, edge: bool) -> str:
    """The name of the table in which a node or an edge stands."""
    kind = str(data["type"])
    if edge:
        return kind
    return NODE_TYPES[kind].table if kind in NODE_TYPES else OTHER.table


def rows(elements: Iterable[Node | Edge | Place]) -> Iterator[Row]:
    """The rows of all tables, in the order of the elements; relations have the labels of their ends."""
    for element in elements:
        if isinstance(element, Place):
            yield Row(EVIDENCE, element.data)
        elif isinstance(element, Node):
            yield Row(table_of(element.data, edge=False), element.data)
        else:
            ends = {"source": element.source, "source_label": element.source_label}
            ends |= {"target": element.target, "target_label": element.target_label}
            yield Row(table_of(element.data, edge=True), {**ends, **element.data})


def cells(row: Row) -> list[Attribute | None]:
    """The cells of a row in the order of the columns; None where there is nothing."""
    return [row.cells.get(column.name) for column in columns(row.table)]
