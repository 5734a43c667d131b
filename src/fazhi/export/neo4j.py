"""CSV for `neo4j-admin database import`: typed headers, one file for each type of nodes and each relation, and the command.

Every node has two labels, the type in English and in Chinese (`Measure`, `举措`); every relation has the property `zh`. Lost is
the text of the report. Literal bytes::

    id:ID,label,report,year:int,years,status,theme,confidence:double,evidence,start:int,end:int,line:int,page:int,rule,:LABEL

`import.sh` has the whole command. The order is fixed: the same graph gives the same bytes.
Documentation: https://neo4j.com/docs/operations-manual/current/import/
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from fazhi.export.network import Attribute, Edge, Node, Place
from fazhi.export.tables import columns, table_of
from fazhi.export.targets import Files, Held
from fazhi.export.words import edge_zh, node_type

_TYPES: dict[type, str] = {str: "", int: ":int", float: ":double"}


def write(elements: Iterable[Node | Edge | Place], files: Files) -> None:
    """Write nodes and edges for the bulk import of Neo4j, and the command that imports them."""
    tables: dict[str, _Table] = {}
    for element in elements:
        if isinstance(element, Node):
            name, names = _node(element)
        elif isinstance(element, Edge):
            name, names = _edge(element)
        else:
            continue
        table = tables.get(name)
        if table is None:
            table = tables[name] = _Table(files.open(name), list(names))
        table.add(list(names.values()))
    for table in tables.values():
        table.flush()
    if tables:
        files.open("import.sh").write(_command(sorted(tables)).encode())


def _node(node: Node) -> tuple[str, dict[str, Attribute | None]]:
    table = table_of(node.data, edge=False)
    kind = node_type(node.data["type"])
    told = {f"{column.name}{_TYPES[column.type]}": node.data.get(column.name) for column in columns(table)[1:]}
    return f"nodes-{table}.csv", {"id:ID": node.id, **told, ":LABEL": f"{kind.name or 'Other'};{kind.zh}"}


def _edge(edge: Edge) -> tuple[str, dict[str, Attribute | None]]:
    kind = str(edge.data["type"])
    told = {f"{column.name}{_TYPES[column.type]}": edge.data.get(column.name) for column in columns(kind)[4:]}
    ends: dict[str, Attribute | None] = {":START_ID": edge.source, ":END_ID": edge.target, ":TYPE": kind, "zh": edge_zh(kind)}
    return f"edges-{kind}.csv", {**ends, **told}


def _command(names: Sequence[str]) -> str:
    """The script that imports the files of its folder."""
    parts = [f"  --{'nodes' if name.startswith('nodes') else 'relationships'}={name} \\\\" for name in names]
    return "\n".join(
        [
            "#!/bin/sh",
            "# Imports these files into an empty database of Neo4j; give its name, by default neo4j.",
            'cd "$(dirname "$0")" || exit 1',
            "neo4j-admin database import full --multiline-fields=true --array-delimiter=';' \\\\",
            *parts,
            '  -- "${1:-neo4j}"',
            "",
        ]
    ).replace("\\\\", "\\")


class _Table:
    """A file of comma-separated values; text is always in quotation marks, so that an empty text is not a missing one."""

    def __init__(self, file: Any, header: Sequence[str]) -> None:
        self.held = Held(file)
        csv.writer(self.held, lineterminator="\n").writerow(header)

    def add(self, row: Sequence[Attribute | None]) -> None:
        """Write a row, as long as the header."""
        self.held.write(",".join(map(_cell, row)) + "\n")

    def flush(self) -> None:
        """Write to the file what waits in memory."""
        self.held.flush()


def _cell(found: Attribute | None) -> str:
    if isinstance(found, str):
        return '"' + found.replace('"', '""') + '"'
    return "" if found is None else str(found)
