"""`fazhi build`: from reports to a graph."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.cli.paths import Out, given
from fazhi.errors import InputError

if TYPE_CHECKING:
    from fazhi.documents import ReadOptions
    from fazhi.link import Linked
    from fazhi.pipeline import Built
    from fazhi.workers import Limits

_PAUSE = 1.0  # seconds between two looks at the files


class Only(StrEnum):
    """What `--only` can be."""

    NQ = "nq"


def build(
    paths: Annotated[
        list[Path],
        typer.Argument(
            parser=given, metavar="PATH", help="Reports of any format, archives, and folders of them.", show_default=False
        ),
    ],
    out: Out = Path("exports"),
    base: Annotated[str, typer.Option(help="Base IRI of what the graph names.")] = "https://w3id.org/fazhi/id/",
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes; 0 uses all cores.")] = 0,
    only: Annotated[Only | None, typer.Option(help="Write nothing but graph.nq.")] = None,
    manifest: Annotated[
        Path | None,
        typer.Option(
            "--manifest", "-m", parser=given, metavar="FILE", help="CSV table of issuer, region, year… of files: fazhi manifest."
        ),
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of text and HTML files; found out where not given.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Build also what does not look like a report.")] = False,
    link: Annotated[bool, typer.Option("--link/--no-link", help="Tie the reports together, across bodies and years.")] = True,
    no_ocr: Annotated[bool, typer.Option("--no-ocr", help="Do not recognise scans.")] = False,
    anew: Annotated[bool, typer.Option("--anew", help="Read all again, also what has not changed.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Build again whenever a file changes; end with Ctrl-C.")] = False,
    timeout: Annotated[
        int,
        typer.Option(
            min=1, help="Seconds that one document may take; a scan a tenth of them for each page, at most 12 times as many."
        ),
    ] = 300,
    memory: Annotated[int, typer.Option(min=512, help="Megabytes that one document may take.")] = 3072,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="List all that was left out, and why.")] = False,
) -> None:
    """Read reports into a graph, and write it as N-Quads, Turtle, JSON-LD, GraphML and an Oxigraph store.

    TXT, Markdown, HTML, MHTML, PDF, DOCX, DOC, WPS, RTF, ODT, scans, ZIP and TAR are read; build.json tells what became of each.

    [dim]fazhi build data/reports[/dim]

    [dim]fazhi build report.pdf more.zip downloads/ --out results --manifest corpus.csv[/dim]

    Exit status 1: something was left out, the rest was built. 2: nothing could be built. 3: no result could be written.
    """
    from fazhi.documents import ReadOptions
    from fazhi.documents.decode import check_encoding
    from fazhi.workers import Limits

    options = ReadOptions(encoding=check_encoding(encoding) if encoding else None, ocr=not no_ocr, force=force)
    asked = _Asked(paths, out, base, jobs or os.cpu_count() or 1, only, manifest, options, Limits(timeout, memory), verbose, link)
    if watch:
        _watch(asked, anew)
    elif _once(asked, anew=anew):
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the user asked for."""

    paths: list[Path]
    out: Path
    base: str
    jobs: int
    only: Only | None
    manifest: Path | None
    options: ReadOptions
    limits: Limits
    verbose: bool
    link: bool


def _once(asked: _Asked, *, anew: bool = False) -> bool:
    """Build, write and show: whether something was left out; who builds into the same folder meanwhile waits.

    Raises InputError where nothing could be built.
    """
    from fazhi.cli.progress import alone_with

    with alone_with(asked.out):
        return _built(asked, anew=anew)


def _built(asked: _Asked, *, anew: bool) -> bool:
    """The same for one who is alone in the folder."""
    import time

    from rich.markup import escape

    from fazhi.cli.progress import progress_bar
    from fazhi.export import write_all
    from fazhi.pipeline import linked_lines

    started = time.perf_counter()
    built = _read(asked, anew=anew)
    lines, linked = built.lines, None
    if asked.link:
        with progress_bar("tying reports") as progress:
            lines, linked = linked_lines(
                built.lines,
                asked.out,
                progress=progress,
                remember=asked.only is None,
                listed=asked.only is None,
                manifest=asked.manifest,
            )
    written = write_all(lines, asked.out, only="nq" if asked.only else None)
    if asked.only is None:
        written.append(_record(asked, built, quads=len(lines), seconds=time.perf_counter() - started))
    _show(asked, built, linked, f"{len(lines):,} quads in [bold]{escape(str(asked.out))}/[/bold]: {', '.join(written)}")
    return bool(built.failures)


def _read(asked: _Asked, *, anew: bool) -> Built:
    """Read the reports; what was made for nothing goes again."""
    import shutil

    from fazhi.cli.progress import progress_bar
    from fazhi.pipeline import build_lines

    cache = asked.out / ".cache" if asked.only is None else None
    new = cache is not None and not cache.exists()
    if cache is not None and anew:
        shutil.rmtree(cache, ignore_errors=True)
    with progress_bar("reading reports") as progress:
        built = build_lines(
            asked.paths,
            base=asked.base,
            jobs=asked.jobs,
            progress=progress,
            options=asked.options,
            manifest=asked.manifest,
            limits=asked.limits,
            cache=cache,
        )
    if not built.summaries:
        if cache is not None and new:
            shutil.rmtree(cache, ignore_errors=True)
        _tell_left_out(built.failures, verbose=asked.verbose)
        raise InputError("nothing was built: none of the inputs is a report that can be read")
    return built


def _record(asked: _Asked, built: Built, *, quads: int, seconds: float) -> str:
    """Write what became of each input: the name of the file."""
    from fazhi import __version__
    from fazhi.record import RUN, Run, write_run

    write_run(asked.out / RUN, Run(__version__, asked.base, seconds, built.notices, built.records), quads=quads)
    return RUN


def _show(asked: _Asked, built: Built, linked: Linked | None, written: str) -> None:
    """Tell what was found, what was written, and what was left out."""
    from rich.markup import escape

    from fazhi.cli.link import show
    from fazhi.cli.run import show_run
    from fazhi.cli.screen import screen

    console = screen()
    show_run(console, built, verbose=asked.verbose)
    if linked is not None:
        show(console, linked, asked.out, listed=asked.only is None, verbose=asked.verbose)
    console.print(f"\n{written}")
    if asked.only is None:
        there = "" if asked.out == Path("exports") else f" --from {shlex.quote(str(asked.out))}"
        console.print(f"[dim]Ask it: fazhi query measures-for-shortcomings{escape(there)}[/dim]", soft_wrap=True)
    for notice in built.notices:
        typer.echo(f"fazhi: note: {notice}", err=True)
    _tell_left_out(built.failures, verbose=asked.verbose)


def _tell_left_out(failures: Sequence[str], *, verbose: bool) -> None:
    """Why files were left out, one line each, or one for many that were for the same reason."""
    from fazhi.cli.run import grouped

    told = failures if verbose else grouped(failures)
    for reason in told:
        typer.echo(f"fazhi: left out: {reason}", err=True)
    if len(told) < len(failures):
        typer.echo(f"fazhi: left out in all: {len(failures):,} files; --verbose names each", err=True)


def _watch(asked: _Asked, anew: bool) -> None:
    """Build, and build again whenever a file is added, changed or removed."""
    import time

    from fazhi.errors import FazhiError

    before: object = None
    while True:
        now = _state(asked)
        if now != before:
            before = now
            try:
                _once(asked, anew=anew)
            except FazhiError as error:
                typer.echo(f"fazhi: {error}", err=True)
            anew = False
            typer.echo("fazhi: watching; end with Ctrl-C", err=True)
        time.sleep(_PAUSE)


def _state(asked: _Asked) -> list[tuple[str, int, int]]:
    """All files that a build would read, with their sizes and times of change."""
    from fazhi.documents import Input, find_inputs

    files = [found.path for found in find_inputs(asked.paths) if isinstance(found, Input)]
    state = []
    for path in [*files, *([asked.manifest] if asked.manifest else [])]:
        with suppress(OSError):
            stat = path.stat()
            state.append((str(path), stat.st_size, stat.st_mtime_ns))
    return state
