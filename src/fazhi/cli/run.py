"""What `fazhi build` prints: tables of what was found in each report, and of what became of each input."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from fazhi.pipeline import Built
    from fazhi.summary import Summary

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


def show_run(console: Console, built: Built, *, verbose: bool) -> None:
    """What a build found in each report, then what became of each input."""
    few = len(built.summaries) <= _SHOWN_REPORTS or verbose
    if few:
        for summary in built.summaries:
            _show_report(console, summary, verbose=verbose)
    if len(built.summaries) > 1:
        _show_totals(console, built, verbose=verbose)
    _show_inputs(console, built, verbose=verbose)


def _show_inputs(console: Console, built: Built, *, verbose: bool) -> None:
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


def _show_totals(console: Console, built: Built, *, verbose: bool) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("report 报告", overflow="fold", max_width=36)
    table.add_column("year 年")
    for label in _LABELS.values():
        table.add_column(label.replace(" ", "\n"), justify="right")
    totals = Counter[str]()
    for number, s in enumerate(built.summaries):
        if verbose or number < _SHOWN_INPUTS:
            table.add_row(s.identifier, str(s.year), *(str(s.counts[kind] or "·") for kind in _LABELS))
        totals.update(s.counts)
    left = 0 if verbose else max(0, len(built.summaries) - _SHOWN_INPUTS)
    if left:
        table.add_row(f"[dim]and {left} more: --verbose[/dim]")
    table.add_section()
    table.add_row(f"[bold]{len(built.summaries)} reports[/bold]", "", *(f"[bold]{totals[kind]}[/bold]" for kind in _LABELS))
    console.print()
    console.print(table)
