"""CSV: the network as tables, one for each class and each relation, and one of all places of evidence.

UTF-8 with a byte order mark, so that Excel shows the characters; lines end as RFC 4180 wants. Lost is the text of the report.
A cell of text that a spreadsheet would take for a formula (it begins with one of ``= + - @``, a tabulator or a line end) has an
apostrophe before it, and so has one that begins with an apostrophe: who reads the tables by program takes one apostrophe away.
Literal bytes::

    id,label,report,year,years,status,theme,confidence,evidence,start,end,line,page,rule

The order is fixed: the same graph gives the same bytes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from fazhi.export.network import Attribute, Edge, Node, Place
from fazhi.export.tables import cells, columns, rows
from fazhi.export.targets import Files, Held
from fazhi.pages import defused


def write(elements: Iterable[Node | Edge | Place], files: Files) -> None:
    """Write nodes and edges as CSV tables."""
    tables: dict[str, _Table] = {}
    for row in rows(elements):
        table = tables.get(row.table)
        if table is None:
            table = tables[row.table] = _Table(files.open(f"{row.table}.csv"), [column.name for column in columns(row.table)])
        table.add([defused(cell) if isinstance(cell, str) else cell for cell in cells(row)])
    for table in tables.values():
        table.flush()


class _Table:
    """A file of comma-separated values that is written piece by piece."""

    def __init__(self, file: Any, header: Sequence[str]) -> None:
        file.write(b"\xef\xbb\xbf")
        self.held = Held(file)
        self.writer = csv.writer(self.held)
        self.writer.writerow(header)

    def add(self, row: Sequence[Attribute | None]) -> None:
        """Write a row, as long as the header."""
        self.writer.writerow(row)

    def flush(self) -> None:
        """Write to the file what waits in memory."""
        self.held.flush()
