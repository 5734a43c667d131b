"""`fazhi build`: from reports to a graph."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from fazhi.pipeline import Built
    from fazhi.summary import Summary

_MANY = 16  # files, from which on several processes pay for their start
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


class Only(StrEnum):
    """What `--only` can be."""

    NQ = "nq"


def build(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Reports (.txt, .md) and folders of reports.", show_default=False)
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the results.")] = Path("exports"),
    base: Annotated[str, typer.Option(help="Base IRI of what the graph names.")] = "https://w3id.org/fazhi/id/",
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes; 0 chooses by itself.")] = 0,
    only: Annotated[Only | None, typer.Option(help="Write nothing but graph.nq.")] = None,
    link: Annotated[bool, typer.Option("--link/--no-link", help="Tie the reports together, across bodies and years.")] = True,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="List all that was left out, and why.")] = False,
) -> None:
    """Read reports into a graph, and write it as N-Quads, Turtle, JSON-LD, GraphML and an Oxigraph store.

    [dim]fazhi build data/reports[/dim]

    [dim]fazhi build report.txt more/ --out results --only nq[/dim]

    Exit status 1: something was left out, the rest was built. 2: nothing could be built. 3: no result could be written.
    """
    from rich.console import Console

    from fazhi.cli.link import show
    from fazhi.cli.progress import progress_bar
    from fazhi.export import write_all
    from fazhi.pipeline import build_lines, linked_lines

    console = Console(highlight=False)
    with progress_bar("reading reports") as progress:
        built = build_lines(paths, base=base, jobs=_processes(paths, jobs), progress=progress)
    if not built.summaries:
        for reason in built.failures:
            typer.echo(f"fazhi: left out: {reason}", err=True)
        raise InputError("nothing was built: none of the inputs is a report that can be read")
    with progress_bar("tying reports") as progress:
        lines, linked = linked_lines(built.lines, out, progress=progress) if link else (built.lines, None)
    written = write_all(lines, out, only="nq" if only else None)
    _show(console, built, verbose=verbose)
    if linked is not None:
        show(console, linked, out, verbose=verbose)
    console.print(f"\n{len(lines):,} quads in [bold]{out}/[/bold]: " + ", ".join(written))
    if only is None:
        console.print(
            "[dim]Ask it: fazhi query measures-for-shortcomings" + ("" if out == Path("exports") else f" --from {out}") + "[/dim]"
        )
    for reason in built.failures:
        typer.echo(f"fazhi: left out: {reason}", err=True)
    if built.failures:
        raise typer.Exit(1)


def _processes(paths: list[Path], jobs: int) -> int:
    if jobs:
        return jobs
    files = sum(sum(1 for _ in path.rglob("*.txt")) if path.is_dir() else 1 for path in paths)
    return (os.cpu_count() or 1) if files >= _MANY else 1


def _show(console: Console, built: Built, *, verbose: bool) -> None:
    few = len(built.summaries) <= _SHOWN_REPORTS or verbose
    if few:
        for summary in built.summaries:
            _show_report(console, summary, verbose=verbose)
    if len(built.summaries) > 1:
        _show_totals(console, built)


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
