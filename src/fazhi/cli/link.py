"""`fazhi link`: tie the reports of a graph together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.cli.paths import From

if TYPE_CHECKING:
    from rich.console import Console

    from fazhi.link import Linked

_LONGEST = 28  # characters of a name


def link(
    source: From = Path("exports"),
    drop: Annotated[bool, typer.Option("--drop", help="Take out what was derived across reports, and derive nothing.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="List all ties, with what speaks for each.")] = False,
) -> None:
    """Tie the reports of a graph together: which bodies are one, and what became of last year's shortcomings.

    [dim]fazhi link[/dim]

    [dim]fazhi link --from results --verbose[/dim]

    `fazhi build` does this as its last step; alone, it applies decisions made in links.csv since. What it derives stands in
    graphs of its own, and replaces what was derived before; the graphs of the reports stay as they are.
    """
    from rich.console import Console

    from fazhi.cli.progress import alone_with, progress_bar
    from fazhi.export import FORMATS, write_all
    from fazhi.pipeline import linked_lines, read_lines
    from fazhi.record import RUN, recount

    console = Console(highlight=False, soft_wrap=True)
    lines: Sequence[str] = read_lines(source)  # tells that there are none, before a folder is made
    with alone_with(source):
        lines = read_lines(source)
        with progress_bar("tying reports") as progress:
            lines, found = linked_lines(lines, source, drop=drop, progress=progress, remember=(source / ".cache").is_dir())
        whole = (source / FORMATS["turtle"].file).exists()
        written = write_all(lines, source, only=None if whole else "nq")
        written += [RUN] if recount(source / RUN, quads=len(lines)) else []
    if found is not None:
        show(console, found, source, verbose=verbose)
    console.print(f"{len(lines):,} quads in [bold]{source}/[/bold]: " + ", ".join(written))


def show(console: Console, found: Linked, folder: Path, *, listed: bool = True, verbose: bool) -> None:
    """What the pass found: counts, and where to review what is doubtful, if it is `listed`."""
    from rich.markup import escape

    from fazhi.export.text import shortened
    from fazhi.link.ties import ASSERTED, CERTAIN

    if found.ties:
        counted = Counter(tie.kind.value for tie in found.ties if tie.confidence >= ASSERTED)
        doubtful = sum(0 < tie.confidence < CERTAIN for tie in found.ties)
        console.print(
            f"\nAcross reports: {counted['sameAs']} names of one thing · {counted['addresses']} shortcomings taken up by "
            f"a measure of the next report · {counted['recursAs']} back again · "
            f"{found.counts.get('unmentioned', 0)} never mentioned again"
        )
        if doubtful and listed:
            console.print(f"[dim]{doubtful} doubtful ties to review (accept, reject): {escape(str(folder / 'links.csv'))}[/dim]")
        elif doubtful:
            console.print(f"[dim]{doubtful} doubtful ties, not listed here; fazhi link lists them in links.csv[/dim]")
    if verbose:
        for tie in found.ties:
            names = f"{shortened(tie.labels[0], _LONGEST)} → {shortened(tie.labels[1], _LONGEST)}"
            console.print(f"[dim]  {tie.kind} {tie.confidence:.2f} {escape(names)} ({escape(tie.reason)})[/dim]")
