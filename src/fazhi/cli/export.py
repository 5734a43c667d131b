"""`fazhi export`: the graph for other tools."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.cli.part import Reports, Themes, Years, asked_for
from fazhi.cli.paths import From, written

if TYPE_CHECKING:
    from fazhi.export import Format, Progress

_NAMES = (
    "turtle", "trig", "nt", "nq", "rdfxml", "jsonld", "hdt", "graphml", "gexf", "cytoscape", "cx2", "node-link", "echarts", "dot",
    "pajek", "neo4j", "cypher", "csv", "parquet", "xlsx", "datacube", "html",
)  # fmt: skip
Name = StrEnum("Name", {name: name for name in _NAMES})  # type: ignore[misc]
_VIEWS = ("full", "measures", "departments", "mechanisms", "regulations", "indicators", "spread", "alike")
Seen = StrEnum("Seen", {name: name for name in _VIEWS})  # type: ignore[misc]


def export(
    format: Annotated[Name, typer.Option("--format", "-f", help="What to write; see the list below.", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            parser=written,
            metavar="PATH",
            help="File (.gz: compressed), or folder (or .tar.gz) where the format is several files; - is standard output. "
            "Default: beside the graph, named after the view.",
            show_default=False,
        ),
    ] = None,
    view: Annotated[Seen, typer.Option(help="What becomes node and edge.")] = Seen.full,  # type: ignore[attr-defined]
    report: Reports = None,
    theme: Themes = None,
    year: Years = None,
    framed: Annotated[bool, typer.Option("--framed", help="JSON-LD as a tree for each report.")] = False,
    parts: Annotated[
        int | None, typer.Option("--split", min=1, metavar="N", help="N-Quads in so many files, for bulk loaders.")
    ] = None,
    source: From = Path("exports"),
) -> None:
    """Write the graph, or a view or a part of it, for triple stores, network tools, databases, spreadsheets; or a page to share.

    [dim]fazhi export --format gexf[/dim]

    [dim]fazhi export --format html --view measures --out shortcomings.html[/dim]

    [dim]fazhi export --format csv --theme enforcement --year 2023 --out tables[/dim]

    [dim]fazhi export --format turtle --report tanggu-street-2023 --out - | less[/dim]

    [dim]fazhi export --format nq --split 4 --out part.nq.gz[/dim]

    Graph: turtle trig nt nq rdfxml jsonld hdt datacube. Networks, in a view: graphml gexf cytoscape cx2 node-link echarts
    dot pajek. Tables, in a view: neo4j cypher csv parquet xlsx. A page to open in a browser: html.

    Views: full; measures (shortcomings, measures, themes); departments (co-operation); mechanisms; regulations; indicators;
    spread (who took up which mechanism, and when); alike (bodies tied by the mechanisms they share).
    """
    from fazhi.export import FORMATS, Graphs
    from fazhi.export import export as write
    from fazhi.store import open_output

    row = FORMATS[format.value]
    selection = asked_for(report, theme, year)
    target = _target(out, row, view.value, source)
    if parts is not None:
        _split(row.name, target, parts, source, whole=view.value == "full" and not selection)
        return
    store = open_output(source)
    nquads = source / "graph.nq"
    with _progress(row) as progress:
        graphs = Graphs.of(store, file=nquads if nquads.is_file() else None, progress=progress)
        names = write(graphs, target, format=row.name, view=view.value, selection=selection, framed=framed)
    _tell(target, names)


def _split(format: str, target: Path, parts: int, source: Path, *, whole: bool) -> None:
    """Write all of the graph in so many files."""
    from fazhi.disk.streams import stream_of
    from fazhi.errors import QueryError
    from fazhi.store.parts import split

    if format != "nq" or not whole or stream_of(target) is not None:
        raise QueryError("--split: only the whole graph as N-Quads (--format nq) is split, and into files; leave the rest out")
    for path in split(source / "graph.nq", target, parts):
        print(f"{path}: {_size(path.stat().st_size)}")


def _target(out: Path | None, row: Format, view: str, source: Path) -> Path:
    """Where to write to."""
    if out is not None:
        return out
    name = "graph" if view == "full" else view
    if row.folder:
        return source / (row.name if view == "full" else f"{row.name}-{view}")
    return source / ("datacube.ttl" if row.name == "datacube" else f"{name}{row.suffix}")


def _tell(target: Path, names: list[str]) -> None:
    """What was written; nothing of what went into an open stream, which may be the one that we speak on."""
    from fazhi.disk.streams import stream_of

    if target.is_dir():
        size = sum((target / name).stat().st_size for name in names)
        print(f"{target}/: {len(names)} files, {_size(size)}")
    elif stream_of(target) is None:
        print(f"{target}: {_size(target.stat().st_size)}")


def _size(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 1e5 else f"{size / 1e3:,.1f} kB"


@contextmanager
def _progress(row: Format) -> Iterator[Progress | None]:
    """A progress bar on standard error, where that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(f"writing {row.name}", total=None)
        passes, last = 1, 0

        def tell(done: int, total: int) -> None:
            """Move the bar; where less is done than before, the next pass has begun."""
            nonlocal passes, last
            if done < last:  # what is large is sorted, or read twice
                passes += 1
                bar.reset(task, description=f"writing {row.name}, pass {passes}")
            last = done
            bar.update(task, completed=done, total=total)

        yield tell
