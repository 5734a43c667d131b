"""`fazhi compare`: bodies or years side by side."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fazhi.cli.paths import From, OutFile
from fazhi.cli.tables import TableFormat, print_table


class Aspect(StrEnum):
    """What can be compared."""

    THEMES = "themes"
    SHORTCOMINGS = "shortcomings"
    MEASURES = "measures"
    INDICATORS = "indicators"
    REGULATIONS = "regulations"


def compare(
    names: Annotated[
        list[str],
        typer.Argument(metavar="NAME", help="Reports, by identifier or a part of it, or bodies, by name.", show_default=False),
    ],
    source: From = Path("exports"),
    aspect: Annotated[list[Aspect] | None, typer.Option("--aspect", "-a", help="Only this; may be given again.")] = None,
    format: Annotated[TableFormat, typer.Option("--format", "-f", help="How the table is printed.")] = TableFormat.TABLE,
    out: OutFile = None,
) -> None:
    """Compare bodies or years side by side: themes, shortcomings, measures, indicators, regulations.

    [dim]fazhi compare 新城街道 槐树岭街道 --from results --aspect indicators[/dim]

    [dim]fazhi compare xincheng-street-2022 xincheng-street-2023 --from results --format html --out years.html[/dim]

    A cell of a theme tells measures done / measures planned / shortcomings.
    """
    from fazhi.corpus import open_corpus
    from fazhi.link.compare import ASPECTS, chosen
    from fazhi.link.compare import compare as side_by_side
    from fazhi.pipeline import read_lines

    corpus = open_corpus(read_lines(source))
    asked = [found.value for found in aspect] if aspect else list(ASPECTS)
    table = side_by_side(corpus, [corpus.full(report) for report in chosen(corpus, names)], asked)
    rows = [(row.aspect, row.name, *row.cells) for row in table.rows]
    print_table("比较 Comparison", ("aspect", "name", *table.columns), rows, format=format, out=out)
