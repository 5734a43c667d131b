"""`fazhi manifest`: a table to fill in with what is known of files beside their text."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from fazhi.cli.paths import given, written


def manifest(
    paths: Annotated[
        list[Path],
        typer.Argument(parser=given, metavar="PATH", help="The same files and folders as for build.", show_default=False),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", parser=written, metavar="FILE", help="File to write; standard output where not given."),
    ] = None,
) -> None:
    """Write a manifest: a CSV table with a row for each file, and what its text says of issuer, region, year, address and date.

    Correct or complete it, and give it to the build: what it says wins, an empty cell says nothing. Files in archives are
    called archive.zip/name in it.

    [dim]fazhi manifest downloads/ --out corpus.csv[/dim]

    [dim]fazhi build downloads/ --manifest corpus.csv[/dim]
    """
    from fazhi.cli.progress import progress_bar
    from fazhi.cli.run import grouped
    from fazhi.disk.files import write_text
    from fazhi.disk.streams import is_stdout
    from fazhi.documents.manifest import template
    from fazhi.errors import InputError
    from fazhi.pipeline import described

    with progress_bar("reading files") as progress:
        known, failures = described(paths, jobs=os.cpu_count() or 1, progress=progress)
    if not known:
        raise InputError("; ".join(grouped(failures)) or "no file was named")
    text = template(known, {name: metadata for name, metadata in known.items() if metadata is not None})
    if out is None or is_stdout(out):
        typer.echo(text, nl=False)
    else:
        write_text(out, "\ufeff" + text)  # with a mark, so that spreadsheets read it as UTF-8
        typer.echo(f"{len(known)} files in {out}")
    for reason in grouped(failures):
        typer.echo(f"fazhi: left out: {reason}", err=True)
