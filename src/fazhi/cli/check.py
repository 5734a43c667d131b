"""`fazhi check`: is the graph what it should be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.cli.paths import From
from fazhi.cli.tables import TableFormat, print_table

if TYPE_CHECKING:
    from fazhi.check import Finding

_COLUMNS = ("severity", "kind", "report", "line", "subject", "message_zh", "message_en", "quote")


def check(
    source: From = Path("exports"),
    format: Annotated[TableFormat, typer.Option("--format", "-f", help="How the findings are told.")] = TableFormat.TABLE,
) -> None:
    """Check the graph: SHACL shapes, every quote at its place in the text, no term outside the ontology.

    [dim]fazhi check[/dim]

    [dim]fazhi check --from results --format json[/dim]

    Exit status 1 if there is any finding; each is told in words, with its evidence.
    """
    from fazhi.check import check as find
    from fazhi.store import open_output

    findings = find(open_output(source))
    if format is TableFormat.TABLE:
        _tell(findings)
    else:
        rows = [(f.severity, f.kind, f.report, f.line, f.subject, f.message_zh, f.message_en, f.quote) for f in findings]
        print_table("图谱检查 Check of the graph", _COLUMNS, rows, format=format, out=None)
    if findings:
        raise typer.Exit(1)


def _tell(findings: list[Finding]) -> None:
    """The findings in words."""
    from rich.console import Console
    from rich.markup import escape

    console = Console(highlight=False, soft_wrap=True)
    for finding in findings:
        console.print(f"[bold]{finding.kind}[/bold] {escape(str(finding))}")
    if findings:
        console.print(f"\n{len(findings)} finding{'' if len(findings) == 1 else 's'}")
    else:
        console.print("The graph is sound: it fits the shapes, every quote stands at its place, every term is in the ontology.")
