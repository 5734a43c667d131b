"""`fazhi evaluate`: how good is a graph against gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def evaluate(
    gold: Annotated[
        list[Path], typer.Argument(metavar="GOLD...", help="Gold files (.json), or folders of them.", show_default=False)
    ],
    source: Annotated[Path, typer.Option("--from", help="Folder that `fazhi build` wrote.")] = Path("exports"),
    errors: Annotated[bool, typer.Option("--errors", help="List every disagreement.")] = False,
    at_least: Annotated[float, typer.Option("--at-least", help="Exit status 1 where the mean F1 is below this.")] = 0.0,
) -> None:
    """Score the graph against gold: precision, recall and F1 for each category.

    [dim]fazhi build data/benchmark/reports --out scored && fazhi evaluate data/benchmark/gold --from scored[/dim]

    What the categories mean, and the format of gold files: data/benchmark/GUIDE.md.
    """
    from fazhi.evaluate import score
    from fazhi.store import open_output

    files = [file for path in gold for file in (sorted(path.glob("*.json")) if path.is_dir() else [path])]
    scores = score(open_output(source), files)
    if errors:
        for note in scores.notes:
            print(note)
        print()
    print(scores.table(), end="")
    if scores.mean < at_least:
        typer.echo(f"fazhi: the mean F1 is {scores.mean:.3f}, below {at_least:.3f}", err=True)
        raise typer.Exit(1)
