"""An Excel workbook: the network as tables, a sheet for each class and each relation, and one of all places of evidence.

Lost are the text of the report, control characters (each becomes U+FFFD), which sort of line end there was, and what is
beyond the 32,767 characters of a cell. A text that looks like a formula is written as text, and stays text. Needs openpyxl
(`pip install 'fazhi[export]'`). In Python::

    openpyxl.load_workbook("graph.xlsx")["measures"]

The order of the sheets and rows is fixed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from fazhi.errors import OutputError
from fazhi.export.extras import needed
from fazhi.export.network import Attribute, Edge, Node, Place
from fazhi.export.tables import EVIDENCE, cells, columns, edge_tables, node_tables, rows

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_ROWS, _CHARACTERS = 1_048_575, 32_767  # below the header; in a cell
_ENDS = re.compile("\r\n?")  # XML keeps no other line end than \n, unless a library writes it as a reference
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_WIDTHS = {"id": 24, "label": 48, "source_label": 40, "target_label": 40, "evidence": 60, "report": 24}
_DATE = (2000, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def write(elements: Iterable[Node | Edge | Place], file: BinaryIO) -> None:
    """Write nodes and edges as a workbook. Raises OutputError where openpyxl is missing, or a table is too long for a sheet."""
    needed("openpyxl", "export", "An Excel workbook")
    from openpyxl import Workbook

    tables: dict[str, list[list[Attribute | None]]] = {}
    for row in rows(elements):
        tables.setdefault(row.table, []).append(cells(row))
    book = Workbook(write_only=True)
    book.properties.creator = "fazhi"
    order = [*node_tables(), *edge_tables(), *sorted(tables), EVIDENCE]
    for name in sorted(tables, key=order.index) or ["reports"]:
        _sheet(book.create_sheet(name), name, tables.get(name, []))
    held = io.BytesIO()
    book.save(held)
    _without_time(held, file)


def _without_time(held: BinaryIO, file: BinaryIO) -> None:
    """The same workbook without the time of day, so that the same graph gives the same bytes."""
    with ZipFile(held) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", source.read(name)) if name == _CORE else source.read(name)
            target.writestr(ZipInfo(name, _DATE), content, ZIP_DEFLATED)


def _sheet(sheet: WriteOnlyWorksheet, name: str, table: list[list[Attribute | None]]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    if len(table) > _ROWS:
        raise OutputError(f"{name}: {len(table):,} rows, and a sheet of Excel holds {_ROWS:,}; give --format csv or parquet")
    sheet.freeze_panes = "A2"
    names = [column.name for column in columns(name)]
    for number, column in enumerate(names, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(column, 12)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{len(table) + 1}"
    header = [_cell(sheet, column) for column in names]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    for row in table:
        sheet.append([_cell(sheet, found) if isinstance(found, str) else found for found in row])


def _cell(sheet: WriteOnlyWorksheet, text: str) -> Any:
    """A cell of text, whatever the text looks like."""
    from openpyxl.cell import WriteOnlyCell

    plain = _ESCAPED.sub("_x005F_", _FORBIDDEN.sub("\ufffd", _ENDS.sub("\n", text)))
    cell = WriteOnlyCell(sheet, value=(plain[: _CHARACTERS - 1] + "…") if len(plain) > _CHARACTERS else plain)
    cell.data_type = "s"
    return cell
