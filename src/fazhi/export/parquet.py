"""Parquet: the network as typed tables, one for each class and each relation, and one of all places of evidence.

Lost is the text of the report. Needs pyarrow (`pip install 'fazhi[export]'`). The tables and their columns are those of the CSV
format; a missing value is null. In Python::

    pyarrow.parquet.read_table("measures.parquet")

The order of the rows is fixed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from fazhi.export.extras import needed
from fazhi.export.network import Attribute, Edge, Node, Place
from fazhi.export.tables import cells, columns, rows
from fazhi.export.targets import Files

if TYPE_CHECKING:
    import pyarrow as pa

_GROUP = 5_000  # rows that are held for each table, and written as one row group


def write(elements: Iterable[Node | Edge | Place], files: Files) -> None:
    """Write nodes and edges as Parquet tables. Raises OutputError where pyarrow is missing."""
    needed("pyarrow", "export", "Parquet")
    tables: dict[str, _Table] = {}
    try:
        for row in rows(elements):
            table = tables.get(row.table)
            if table is None:
                table = tables[row.table] = _Table(row.table, files.open(f"{row.table}.parquet"))
            table.add(cells(row))
        for table in tables.values():
            table.close()
    finally:
        for table in tables.values():
            table.writer.is_open = False  # or pyarrow writes to what is closed by then


class _Table:
    """A Parquet file that is written group by group."""

    def __init__(self, name: str, file: Any) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        kinds: dict[type, pa.DataType] = {str: pa.string(), int: pa.int64(), float: pa.float64()}
        self.schema = pa.schema([(column.name, kinds[column.type]) for column in columns(name)])
        self.writer = pq.ParquetWriter(file, self.schema, compression="zstd")
        self.rows: list[list[Attribute | None]] = []

    def add(self, row: list[Attribute | None]) -> None:
        self.rows.append(row)
        if len(self.rows) == _GROUP:
            self.flush()

    def flush(self) -> None:
        import pyarrow as pa

        if self.rows:
            arrays = [
                pa.array(column, field.type) for column, field in zip(zip(*self.rows, strict=True), self.schema, strict=True)
            ]
            self.writer.write_table(pa.Table.from_arrays(arrays, schema=self.schema))
            self.rows = []

    def close(self) -> None:
        self.flush()
        self.writer.close()
