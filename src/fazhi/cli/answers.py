"""Answers of the graph on the screen: what `fazhi query` and `fazhi ask` share."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from fazhi.query import Question, Result

_COLUMN_WIDTH = 18  # columns of the screen, at the least, for a column of the table
_LONG_CELL = 30  # characters; rows with such a cell are parted by lines
_PLAIN = re.compile(r"[\w@%+=:,./-]+")  # what shells take as it is, Chinese characters too, which shlex.quote would quote


class Format(StrEnum):
    """How the answer is printed."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    MARKDOWN = "markdown"
    TURTLE = "turtle"


FormatOption = Annotated[Format | None, typer.Option("--format", "-f", help="Default: table on a terminal, else csv.")]


def command(name: str, arguments: Iterable[str]) -> str:
    """The command that asks a question of the catalogue, as it can be given to a shell.

    >>> command("mechanisms", ["--year", "2019", "--mechanism", "板凳 议事"])  # "talks on benches"
    "fazhi query mechanisms --year 2019 --mechanism '板凳 议事'"
    """
    return " ".join(["fazhi query", name, *(word if _PLAIN.fullmatch(word) else shlex.quote(word) for word in arguments)])


def show(result: Result, format: Format | None, asked: Question | None, *, chosen: bool = False) -> None:
    """Print an answer; without a format, as a table on a terminal, else as CSV."""
    from fazhi.query import render

    format = format or (Format.TABLE if sys.stdout.isatty() else Format.CSV)
    if format is not Format.TABLE:
        sys.stdout.write(render(result, format.value))
        return
    _print_table(result, asked, chosen=chosen)


def _print_table(result: Result, asked: Question | None, *, chosen: bool) -> None:
    """A table that a person reads: what is the same in all rows stands once below it, and only as many columns as fit."""
    from rich.markup import escape
    from rich.table import Table

    from fazhi.cli.screen import screen
    from fazhi.query import plain

    console = screen()
    headings = {c.name: f"{c.heading.zh}\n{c.heading.en}" for c in asked.columns} if asked else {}
    shown, same = (list(result.columns), []) if chosen else _worth_showing(result)
    hidden = shown[len(shown) if chosen else max(3, console.width // _COLUMN_WIDTH) :]
    shown = [column for column in shown if column not in hidden]
    places = [result.columns.index(column) for column in shown]
    table = Table(show_lines=any(len(plain(row[i])) > _LONG_CELL for row in result for i in places), header_style="bold")
    for column in shown:
        table.add_column(headings.get(column, column), overflow="fold")
    for row in result:
        table.add_row(*(escape(plain(row[i])) for i in places))
    console.print(table)
    told = [f"{name} {plain(result.rows[0][result.columns.index(name)])}" for name in same]
    console.print(f"[dim]{escape(' · '.join([f'{len(result)} row' + ('' if len(result) == 1 else 's'), *told]))}[/dim]")
    if hidden:
        console.print(f"[dim]More columns: {', '.join(hidden)} (--columns names those to show, --format csv gives all)[/dim]")


def _worth_showing(result: Result) -> tuple[list[str], list[str]]:
    """The columns for a screen: those that tell rows apart, and those that say the same in all; places in the text neither."""
    shown, same = [], []
    for index, column in enumerate(result.columns):
        values = {row[index] for row in result}
        if len(result) > 1 and len(values) == 1:
            same += [column] if values != {None} else []
        elif not column.endswith("position"):
            shown.append(column)
    return shown, same
