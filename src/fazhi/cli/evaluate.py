"""`fazhi evaluate`: how good is a graph against gold."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fazhi.cli.paths import FromAny, given, written


class Format(StrEnum):
    """What an evaluation is written as."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"


Golds = Annotated[
    list[Path],
    typer.Argument(parser=given, metavar="GOLD", help="Gold files (.json), or folders of them.", show_default=False),
]
Errors = Annotated[bool, typer.Option("--errors", help="List every disagreement (JSON and HTML always do).")]
Calibrated = Annotated[
    bool, typer.Option("--calibration", help="Tell how many are right at each confidence (JSON and HTML always do).")
]
OutPage = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        parser=written,
        metavar="FILE",
        help="File to write to, - for standard output; html needs one.",
        show_default=False,
    ),
]


def evaluate(
    gold: Golds,
    source: FromAny = Path("exports"),
    errors: Errors = False,
    calibrated: Calibrated = False,
    format: Annotated[Format, typer.Option("--format", help="What to write.")] = Format.TABLE,
    out: OutPage = None,
    at_least: Annotated[
        float, typer.Option("--at-least", min=0, max=1, help="Exit status 1 where the mean F1 is below this.")
    ] = 0.0,
) -> None:
    """Score the graph against gold: precision, recall and F1 for each category, and how it is grounded in ontology and text.

    [dim]fazhi build data/benchmark/reports --out scored && fazhi evaluate data/benchmark/gold --from scored[/dim]

    [dim]fazhi evaluate data/benchmark/gold --from scored --format html --out scores.html[/dim]

    The page shows each report's text with what is right, missed and extra in place; it is one file that opens offline.
    A category that a gold file leaves out (causes, say) is not scored for it; an empty list says that there is none.
    What the categories mean: data/benchmark/GUIDE.md. How to write gold of your own: data/benchmark/FORMAT.md.
    """
    from fazhi.disk.files import write_text
    from fazhi.evaluate import evaluate, find_gold
    from fazhi.store import of_file, open_output

    if format is Format.HTML and out is None:
        raise typer.BadParameter("a page is written to a file: give --out FILE", param_hint="--format html")
    files = find_gold(gold)
    store = of_file(source) if source.is_file() else open_output(source)
    found = evaluate(store, files)
    match format:
        case Format.JSON:
            text = found.json() + "\n"
        case Format.HTML:
            from fazhi.evaluate import read_gold
            from fazhi.highlight import evaluation_page

            text = evaluation_page(store, found, [read_gold(file) for file in files])
        case Format.TABLE:
            text = found.text(errors=errors, calibrated=calibrated)
    if out is None:
        print(text, end="")
    else:
        write_text(out, text)
        typer.echo(f"{out}: mean F1 {found.scores.mean:.3f} on {len(files)} reports", err=True)
    if found.scores.mean < at_least:
        typer.echo(f"fazhi: the mean F1 is {found.scores.mean:.3f}, below {at_least:.3f}", err=True)
        raise typer.Exit(1)
