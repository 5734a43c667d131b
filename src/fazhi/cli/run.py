"""What `fazhi build` prints: tables of what was found in each report, and of what became of each input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from fazhi.pipeline import Built
    from fazhi.summary import Summary

_LABELS = {
    "departments": ("bodies\n机构", "bodies\n机构"),
    "regulations": ("norms\n法规文件", "norms\n法规"),
    "mechanisms": ("mechanisms\n机制", "mech.\n机制"),
    "observations": ("figures\n数据", "data\n数据"),
    "measures": ("done\n举措", "done\n举措"),
    "planned": ("planned\n计划", "plans\n计划"),
    "shortcomings": ("shortcomings\n不足", "gaps\n不足"),
    "causes": ("causes\n原因", "causes\n原因"),
}
"""The heads of columns, by the kind of fact: where there is room, and where there is little."""

_ROOMY = 100  # columns of a terminal
_SHOWN_OMISSIONS = 8
_SHOWN_REPORTS = 3
_SHOWN_INPUTS = 60
_SHOWN_ALIKE = 3


def show_run(console: Console, built: Built, *, verbose: bool) -> None:
    """What a build found in each report, then what became of each input."""
    few = len(built.summaries) <= _SHOWN_REPORTS or verbose
    if few:
        for summary in built.summaries:
            _show_report(console, summary, verbose=verbose)
    if len(built.summaries) > 1:
        _show_totals(console, built, verbose=verbose)
    _show_inputs(console, built, verbose=verbose)


def grouped(reasons: Sequence[str]) -> list[str]:
    """Reasons why files were left out, those that many files share told once, for the first of them and how many there are.

    >>> print("\\n".join(grouped([*(f"{name}: no report" for name in "abcde"), "f: damaged"])))
    a and 4 others: no report
    f: damaged
    """
    files: dict[str, list[str]] = {}
    for reason in reasons:
        file, _, why = reason.partition(": ")
        files.setdefault(why, []).append(file)
    return [
        f"{told}: {why}"
        for why, named in files.items()
        for told in (named if len(named) <= _SHOWN_ALIKE else [f"{named[0]} and {len(named) - 1} others"])
    ]


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
    from rich.markup import escape

    from fazhi.documents import printable

    console.print(f"\n[bold]{escape(printable(summary.title))}[/bold]")
    about = f"{summary.identifier} · {summary.issuer} · {summary.year} · {summary.characters:,} characters"
    console.print(f"[dim]{escape(printable(about))}[/dim]")
    table = _counts(console, "\nsection 部分", max_width=44)
    for section in summary.sections:
        table.add_row(
            "  " * section.depth + escape(printable(section.title)), *(str(section.counts[kind] or "·") for kind in _LABELS)
        )
    table.add_section()
    table.add_row("[bold]in all 合计[/bold]", *(f"[bold]{summary.counts[kind]}[/bold]" for kind in _LABELS))
    console.print(table)
    links = summary.links
    console.print(
        f"{links.get('addresses', 0)} links from a measure to a shortcoming it addresses · "
        f"{links.get('hasResult', 0)} figures as results of measures · {links.get('partOf', 0)} figures as parts of totals"
    )
    _show_omissions(console, summary, verbose=verbose)


def _counts(console: Console, first: str, *others: str, max_width: int) -> Table:
    """A table of counts by kind: no column of it is cut on a terminal of 80 columns."""
    from rich.table import Table

    narrow = console.width < _ROOMY
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0) if narrow else (0, 1))
    table.add_column(first, overflow="fold", max_width=max_width)
    for label in others:
        table.add_column(label)
    for labels in _LABELS.values():
        table.add_column(labels[narrow], justify="right", no_wrap=True)
    return table


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
    from rich.markup import escape

    table = _counts(console, "report 报告", "year 年", max_width=36)
    totals = Counter[str]()
    for number, s in enumerate(built.summaries):
        if verbose or number < _SHOWN_INPUTS:
            table.add_row(escape(s.identifier), str(s.year), *(str(s.counts[kind] or "·") for kind in _LABELS))
        totals.update(s.counts)
    left = 0 if verbose else max(0, len(built.summaries) - _SHOWN_INPUTS)
    if left:
        table.add_row(f"[dim]and {left} more: --verbose[/dim]")
    table.add_section()
    table.add_row(f"[bold]{len(built.summaries)} reports[/bold]", "", *(f"[bold]{totals[kind]}[/bold]" for kind in _LABELS))
    console.print()
    console.print(table)
