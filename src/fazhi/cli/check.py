"""`fazhi check`: is the graph what it should be."""

from __future__ import annotations

from pathlib import Path

import typer

from fazhi.cli.paths import From


def check(
    source: From = Path("exports"),
) -> None:
    """Check the graph: SHACL shapes, every quote at its place in the text, no term outside the ontology.

    [dim]fazhi check[/dim]

    [dim]fazhi check --from results[/dim]

    Exit status 1 if there is any finding; each is told in words, with its evidence.
    """
    from rich.console import Console
    from rich.markup import escape

    from fazhi.check import check as find
    from fazhi.store import open_output

    console = Console(highlight=False, soft_wrap=True)
    findings = find(open_output(source))
    for finding in findings:
        console.print(f"[bold]{finding.kind}[/bold] {escape(str(finding))}")
    if findings:
        console.print(f"\n{len(findings)} finding{'' if len(findings) == 1 else 's'}")
        raise typer.Exit(1)
    console.print("The graph is sound: it fits the shapes, every quote stands at its place, every term is in the ontology.")
