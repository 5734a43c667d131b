"""How the commands print tables: on the screen, as CSV, as JSON, or as a page."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path


class TableFormat(StrEnum):
    """How a table is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    HTML = "html"


def print_table(
    title: str, header: Sequence[str], rows: Sequence[Sequence[object]], *, format: TableFormat, out: Path | None
) -> None:
    """Print a table, or write it to a file. Raises OutputError."""
    from fazhi.disk.files import write_text
    from fazhi.pages import as_csv, as_html, as_json

    if format is TableFormat.TABLE and out is None:
        from rich.table import Table
        from rich.text import Text

        from fazhi.cli.screen import screen

        table = Table(title=title, show_lines=any(len(str(cell)) > 30 for row in rows for cell in row))
        for name in header:
            table.add_column(name, overflow="fold")
        for row in rows:
            table.add_row(*(Text(str(cell)) for cell in row))
        screen().print(table)
        return
    match format:
        case TableFormat.HTML:
            text = as_html(title, header, rows)
        case TableFormat.JSON:
            text = as_json(header, rows)
        case _:
            text = as_csv(header, rows)
    if out is None:
        sys.stdout.write(text)
    else:
        write_text(out, text)
        print(f"{out}: {len(rows)} row{'' if len(rows) == 1 else 's'}", file=sys.stderr)
