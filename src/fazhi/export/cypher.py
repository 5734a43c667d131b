r"""A Cypher script that fills a Neo4j database: `cypher-shell -f graph.cypher`.

Nodes have the label `Thing`, by whose `id` a constraint finds them, and their type in English and Chinese (`Measure`, `举措`);
relations have their type. What is there already is brought up to date. Lost is the text of the report. Literal bytes::

    MERGE (n:Thing {id: row.id}) SET n += row, n:Measure:`举措`;

The order is fixed: the same graph gives the same bytes. Manual: https://neo4j.com/docs/cypher-manual/current/syntax/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from fazhi.export.network import Attribute, Edge, Node, Place
from fazhi.export.words import edge_zh, node_type
from fazhi.graph.terms import escaped

_BATCH = 200  # rows in one statement
_PLAIN = re.compile("[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_ESCAPED = re.compile(r"[\\'\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SHORT = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write(elements: Iterable[Node | Edge | Place], file: BinaryIO) -> None:
    """Write nodes and edges as a script in Cypher 5."""
    file.write(b"CREATE CONSTRAINT fazhi_thing IF NOT EXISTS FOR (n:Thing) REQUIRE n.id IS UNIQUE;\n")
    batches: dict[tuple[str, ...], list[str]] = {}
    edges: list[tuple[tuple[str, ...], str]] = []
    for element in elements:
        if isinstance(element, Node):
            _add(batches, _node_kind(element), _map(element.data), file)
        elif isinstance(element, Edge):
            told = {name: found for name, found in element.data.items() if name != "type"} | {"zh": edge_zh(element.data["type"])}
            ends = f"source: {_literal(element.source)}, target: {_literal(element.target)}, key: {_literal(element.key)}"
            row = f"{{{ends}, told: {_map(told)}}}"
            edges.append((("edge", str(element.data["type"])), row))
    _end(batches, file)
    for kind, row in edges:
        _add(batches, kind, row, file)
    _end(batches, file)


def _node_kind(node: Node) -> tuple[str, ...]:
    kind = node_type(node.data["type"])
    return "node", kind.name or "Other", kind.zh


def _add(batches: dict[tuple[str, ...], list[str]], kind: tuple[str, ...], row: str, file: BinaryIO) -> None:
    """Keep a row for a statement; write the statement when it has enough of them."""
    rows = batches.setdefault(kind, [])
    rows.append(row)
    if len(rows) == _BATCH:
        _statement(kind, rows, file)
        del batches[kind]


def _end(batches: dict[tuple[str, ...], list[str]], file: BinaryIO) -> None:
    for kind, rows in batches.items():
        _statement(kind, rows, file)
    batches.clear()


def _statement(kind: tuple[str, ...], rows: list[str], file: BinaryIO) -> None:
    file.write(("UNWIND [\n" + ",\n".join(rows) + "\n] AS row\n").encode())
    if kind[0] == "node":
        labels = "".join(f":{_name(label)}" for label in kind[1:])
        file.write(f"MERGE (n:Thing {{id: row.id}}) SET n += row, n{labels};\n".encode())
    else:
        file.write(b"MATCH (a:Thing {id: row.source}), (b:Thing {id: row.target})\n")
        file.write(f"MERGE (a)-[r:{_name(kind[1])} {{key: row.key}}]->(b) SET r += row.told;\n".encode())


def _map(data: Mapping[str, Attribute]) -> str:
    return "{" + ", ".join(f"{_name(name)}: {_literal(found)}" for name, found in data.items()) + "}"


def _literal(found: Attribute) -> str:
    return f"'{escaped(found, _ESCAPED, _SHORT)}'" if isinstance(found, str) else str(found)


def _name(name: str) -> str:
    """An identifier, between backticks where it must be.

    >>> _name("Measure"), _name("举措")
    ('Measure', '`举措`')
    """
    return name if _PLAIN.fullmatch(name) else "`" + name.replace("`", "``") + "`"
