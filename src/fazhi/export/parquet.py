"""Parquet: the network as typed tables, one for each class and each relation, and one of all places of evidence.

Lost is the text of the report. Needs pyarrow (`pip install 'fazhi[export]'`). The tables and their columns are those of the CSV
format; a missing value is null. In Python::

    pyarrow.parquet.read_table("measures.parquet")

The order of the rows is fixed.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, BinaryIO

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
    with ExitStack() as stack:
        tables: dict[str, _Table] = {}
        for row in rows(elements):
            table = tables.get(row.table)
            if table is None:
                table = tables[row.table] = _Table(row.table, files.open(f"{row.table}.parquet"))
                stack.callback(table.leave)
            table.add(cells(row))
        for table in tables.values():
            table.close()


class _Sink(io.RawIOBase):
    """A file as pyarrow writes to it, which it never sees fail.

    pyarrow ends a Parquet file when its writer goes, whatever happened before. So the first error is kept for `check` to raise,
    and nothing is written to the file after that, or after `leave`.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file: BinaryIO | None = file
        self._size = 0
        self._error: OSError | None = None

    def write(self, data: Any) -> int:
        """Write bytes, or let them go where the file has failed or was left."""
        size = memoryview(data).nbytes
        if self._file is not None:
            try:
                self._file.write(data)
            except OSError as error:
                self._error = error
                self._file = None
        self._size += size
        return size

    def tell(self) -> int:
        """Bytes so far, those let go included."""
        return self._size

    def writable(self) -> bool:
        """That it is written to."""
        return True

    def check(self) -> None:
        """Raise the error of the file, if it had one."""
        if self._error is not None:
            raise self._error

    def leave(self) -> None:
        """Write nothing more to the file; who opened it closes it."""
        self._file = None


class _Table:
    """A Parquet file that is written group by group."""

    def __init__(self, name: str, file: BinaryIO) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        kinds: dict[type, pa.DataType] = {str: pa.string(), int: pa.int64(), float: pa.float64()}
        self.schema = pa.schema([(column.name, kinds[column.type]) for column in columns(name)])
        self.sink = _Sink(file)
        self.writer = pq.ParquetWriter(self.sink, self.schema, compression="zstd")
        self.rows: list[list[Attribute | None]] = []

    def add(self, row: list[Attribute | None]) -> None:
        """Keep a row; every so many are written as a group. Raises OSError."""
        self.rows.append(row)
        if len(self.rows) == _GROUP:
            self.flush()

    def flush(self) -> None:
        """Write the rows that are held. Raises OSError."""
        import pyarrow as pa

        if self.rows:
            arrays = [
                pa.array(column, field.type) for column, field in zip(zip(*self.rows, strict=True), self.schema, strict=True)
            ]
            self.writer.write_table(pa.Table.from_arrays(arrays, schema=self.schema))
            self.rows = []
            self.sink.check()

    def close(self) -> None:
        """Write what is left, and the end of the file. Raises OSError."""
        self.flush()
        self.writer.close()
        self.sink.check()

    def leave(self) -> None:
        """Let the file go as it is, whole or not; the writer ends before the file is closed."""
        self.sink.leave()
        self.writer.close()
