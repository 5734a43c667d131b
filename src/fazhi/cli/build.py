"""`fazhi build`: from reports to a graph."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from fazhi.documents import ReadOptions
    from fazhi.pipeline import Built
    from fazhi.summary import Summary
    from fazhi.workers import Limits

_LABELS = {
    "departments": "bodies 机构",
    "regulations": "norms 法规文件",
    "mechanisms": "mechanisms 机制",
    "observations": "figures 数据",
    "measures": "done 举措",
    "planned": "planned 计划",
    "shortcomings": "shortcomings 不足",
    "causes": "causes 原因",
}
_SHOWN_OMISSIONS = 8
_SHOWN_REPORTS = 3
_SHOWN_INPUTS = 60
_PAUSE = 1.0  # seconds between two looks at the files


class Only(StrEnum):
    """What `--only` can be."""

    NQ = "nq"


def build(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Reports of any format, archives, and folders of them.", show_default=False),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the results.")] = Path("exports"),
    base: Annotated[str, typer.Option(help="Base IRI of what the graph names.")] = "https://w3id.org/fazhi/id/",
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes; 0 uses all cores.")] = 0,
    only: Annotated[Only | None, typer.Option(help="Write nothing but graph.nq.")] = None,
    manifest: Annotated[
        Path | None, typer.Option("--manifest", "-m", help="CSV table of issuer, region, year… of files: fazhi manifest.")
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of text and HTML files; found out where not given.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Build also what does not look like a report.")] = False,
    link: Annotated[bool, typer.Option("--link/--no-link", help="Tie the reports together, across bodies and years.")] = True,
    no_ocr: Annotated[bool, typer.Option("--no-ocr", help="Do not recognise scans.")] = False,
    anew: Annotated[bool, typer.Option("--anew", help="Read all again, also what has not changed.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Build again whenever a file changes; end with Ctrl-C.")] = False,
    timeout: Annotated[int, typer.Option(min=1, help="Seconds that one document may take.")] = 300,
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
    """Build, write and show: whether something was left out. Raises InputError where nothing could be built."""
    import shutil
    import time

    from rich.console import Console

    from fazhi.cli.link import show
    from fazhi.cli.progress import progress_bar
    from fazhi.export import write_all
    from fazhi.files import write_text
    from fazhi.pipeline import build_lines, linked_lines

    console = Console(highlight=False)
    started = time.perf_counter()
    cache = asked.out / ".cache" if asked.only is None else None
    if cache is not None and anew:
        shutil.rmtree(cache, ignore_errors=True)
    new = not asked.out.exists()
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
            shutil.rmtree(asked.out, ignore_errors=True)
        for reason in built.failures:
            typer.echo(f"fazhi: left out: {reason}", err=True)
        raise InputError("nothing was built: none of the inputs is a report that can be read")
    with progress_bar("tying reports") as progress:
        lines, linked = built.lines, None
        if asked.link:
            lines, linked = linked_lines(
                built.lines, asked.out, progress=progress, remember=cache is not None, manifest=asked.manifest
            )
    written = write_all(lines, asked.out, only="nq" if asked.only else None)
    if asked.only is None:
        write_text(asked.out / "build.json", _as_json(asked, built, len(lines), time.perf_counter() - started))
        written.append("build.json")
    _show(console, built, verbose=asked.verbose)
    if linked is not None:
        show(console, linked, asked.out, verbose=asked.verbose)
    console.print(f"\n{len(lines):,} quads in [bold]{asked.out}/[/bold]: " + ", ".join(written))
    if asked.only is None:
        there = "" if asked.out == Path("exports") else f" --from {asked.out}"
        console.print(f"[dim]Ask it: fazhi query measures-for-shortcomings{there}[/dim]")
    for notice in built.notices:
        typer.echo(f"fazhi: note: {notice}", err=True)
    for reason in built.failures:
        typer.echo(f"fazhi: left out: {reason}", err=True)
    return bool(built.failures)


def _as_json(asked: _Asked, built: Built, quads: int, seconds: float) -> str:
    """What `build.json` says: the run, and each input."""
    import json

    from fazhi import __version__

    counts = Counter(record.status for record in built.records)
    told = {
        "fazhi": __version__,
        "base": asked.base,
        "seconds": round(seconds, 2),
        "quads": quads,
        "inputs": {status: counts[status] for status in ("built", "skipped", "duplicate", "failed")},
        "notices": list(built.notices),
        "files": [record.as_json() | {"seconds": round(record.seconds, 3)} for record in built.records],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


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


def _show(console: Console, built: Built, *, verbose: bool) -> None:
    few = len(built.summaries) <= _SHOWN_REPORTS or verbose
    if few:
        for summary in built.summaries:
            _show_report(console, summary, verbose=verbose)
    if len(built.summaries) > 1:
        _show_totals(console, built)
    _show_run(console, built, verbose=verbose)


def _show_run(console: Console, built: Built, *, verbose: bool) -> None:
    """For each input what was read, and what became of it; with `verbose` also the text that was dropped as noise."""
    from rich.markup import escape
    from rich.table import Table

    from fazhi.documents import printable

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("input 文件", overflow="fold", max_width=40)
    for label in ("format", "status"):
        table.add_column(label)
    for label in ("pages", "characters", "covered", "notes", "seconds"):
        table.add_column(label, justify="right")
    shown = built.records if verbose or len(built.records) <= _SHOWN_INPUTS else built.records[:_SHOWN_INPUTS]
    for r in shown:
        status = "unchanged" if r.unchanged and r.status == "built" else r.status
        cells = (r.format or "·", status, str(r.pages or "·"), f"{r.characters:,}" if r.characters else "·")
        more = (f"{r.covered:.0%}" if r.characters else "·", str(len(r.warnings) or "·"), f"{r.seconds:.1f}")
        table.add_row(escape(printable(r.source)), *cells, *more)
    console.print()
    console.print(table)
    if len(shown) < len(built.records):
        console.print(f"[dim]and {len(built.records) - len(shown)} more: --verbose, or build.json[/dim]")
    if verbose:
        for r in built.records:
            if r.dropped:
                console.print(f"[dim]Dropped from {escape(printable(r.source))}:[/dim]")
            for text, page, line, reason in r.dropped:
                place = f"page {page}, line {line}" if page else f"line {line}"
                console.print(f"[dim]  {place}: {escape(printable(text[:60]))} ({reason})[/dim]")


def _show_report(console: Console, summary: Summary, *, verbose: bool) -> None:
    """Counts by kind and section, the links, and what was left out."""
    from rich.table import Table

    console.print(f"\n[bold]{summary.title}[/bold]")
    console.print(f"[dim]{summary.identifier} · {summary.issuer} · {summary.year} · {summary.characters:,} characters[/dim]")
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("\nsection 部分", overflow="fold", max_width=44, min_width=24)
    for label in _LABELS.values():
        table.add_column(label.replace(" ", "\n"), justify="right")
    for section in summary.sections:
        table.add_row("  " * section.depth + section.title, *(str(section.counts[kind] or "·") for kind in _LABELS))
    table.add_section()
    table.add_row("[bold]in all 合计[/bold]", *(f"[bold]{summary.counts[kind]}[/bold]" for kind in _LABELS))
    console.print(table)
    links = summary.links
    console.print(
        f"{links.get('addresses', 0)} links from a measure to a shortcoming it addresses · "
        f"{links.get('hasResult', 0)} figures as results of measures · {links.get('partOf', 0)} figures as parts of totals"
    )
    _show_omissions(console, summary, verbose=verbose)


def _show_omissions(console: Console, summary: Summary, *, verbose: bool) -> None:
    from rich.markup import escape

    if summary.dropped:
        console.print(f"[dim]Left out as noise around the article: {summary.dropped} lines.[/dim]")
    if summary.omitted:
        shown = summary.omitted if verbose else summary.omitted[:_SHOWN_OMISSIONS]
        console.print(f"[dim]Read and not stated ({len(summary.omitted)}):[/dim]")
        for quote, reason in shown:
            console.print(f"[dim]  {escape(quote[:30])}: {escape(reason)}[/dim]")
        if len(shown) < len(summary.omitted):
            console.print(f"[dim]  and {len(summary.omitted) - len(shown)} more: --verbose[/dim]")


def _show_totals(console: Console, built: Built) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("report 报告", overflow="fold", max_width=36)
    table.add_column("year 年")
    for label in _LABELS.values():
        table.add_column(label.replace(" ", "\n"), justify="right")
    for s in built.summaries:
        table.add_row(s.identifier, str(s.year), *(str(s.counts[kind] or "·") for kind in _LABELS))
    table.add_section()
    totals = [sum(s.counts[kind] for s in built.summaries) for kind in _LABELS]
    table.add_row(f"[bold]{len(built.summaries)} reports[/bold]", "", *(f"[bold]{n}[/bold]" for n in totals))
    console.print()
    console.print(table)
