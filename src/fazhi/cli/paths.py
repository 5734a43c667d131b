"""Paths that users give: what is empty, as a variable of the shell that is not set, is none (and not the current folder)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fazhi.disk.streams import STDOUT
from fazhi.errors import InputError


def given(path: str | Path) -> Path:
    """A path as it was given. Raises InputError where it is empty.

    >>> given("data/reports").name
    'reports'
    """
    if not str(path).strip():
        raise InputError(f"{str(path)!r}: an empty path names no file or folder; give one, or . for the folder you are in")
    return Path(path)


def written(path: str | Path) -> Path:
    """The same for a file to write: a hyphen is standard output.

    >>> written("-").as_posix(), written("a.csv").as_posix()
    ('/dev/stdout', 'a.csv')
    """
    return STDOUT if str(path) == "-" else given(path)


From = Annotated[Path, typer.Option("--from", parser=given, metavar="FOLDER", help="Folder that `fazhi build` wrote.")]
Out = Annotated[Path, typer.Option("--out", "-o", parser=given, metavar="FOLDER", help="Folder for the results.")]
FromAny = Annotated[
    Path,
    typer.Option(
        "--from",
        parser=given,
        metavar="PATH",
        help="Folder that `fazhi build` wrote, or an RDF file (.nq, .trig, .ttl, .jsonld).",
    ),
]
OutFile = Annotated[
    Path | None, typer.Option("--out", "-o", parser=written, metavar="FILE", help="Write to this file; - is standard output.")
]
