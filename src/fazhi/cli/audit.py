"""`fazhi audit`: strange figures, with the words that tell them."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.cli.issuers import Issuer, check_issuer
from fazhi.cli.paths import From, OutFile

if TYPE_CHECKING:
    from fazhi.check.audit import Doubt


class AuditFormat(StrEnum):
    """How the findings are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    HTML = "html"


class AuditSeverity(StrEnum):
    """From which severity on findings are told."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def audit(
    source: From = Path("exports"),
    format: Annotated[AuditFormat, typer.Option("--format", "-f", help="How the findings are printed.")] = AuditFormat.TABLE,
    least: Annotated[
        AuditSeverity, typer.Option("--severity", help="Only findings of this severity, and graver ones.")
    ] = AuditSeverity.INFO,
    issuer: Issuer = "",
    out: OutFile = None,
) -> None:
    """Audit the figures: shares above 100 percent, parts against totals, changes against last year's report, jumps.

    [dim]fazhi audit[/dim]

    [dim]fazhi audit --from results --severity warning --format html --out audit.html[/dim]

    Each finding is told with its quotes. Exit status 1 if there is any: it is worth a look, and need not be an error.
    """
    from fazhi.check import Severity
    from fazhi.check.audit import audit as find
    from fazhi.check.audit import render
    from fazhi.corpus import open_corpus
    from fazhi.disk.files import write_text
    from fazhi.pipeline import read_lines

    corpus = open_corpus(read_lines(source))
    check_issuer(corpus, issuer)
    order = list(Severity)
    doubts = [
        doubt
        for doubt in find(corpus)
        if order.index(doubt.severity) <= order.index(Severity(least.value)) and issuer in doubt.issuer
    ]
    if format is AuditFormat.TABLE:
        text = _table(doubts)
    else:
        text = render(doubts, format.value)
    if out is None:
        sys.stdout.write(text)
    else:
        write_text(out, text)
        print(f"{out}: {len(doubts)} finding{'' if len(doubts) == 1 else 's'}", file=sys.stderr)
    if doubts:
        raise typer.Exit(1)


def _table(doubts: list[Doubt]) -> str:
    from fazhi.check.audit.render import told

    lines = []
    for doubt in doubts:
        lines += [f"{doubt.severity}  {doubt.issuer}  {doubt.zh}", f"    {doubt.en} [{doubt.rule}]"]
        lines += [f"    {told(place)}" for place in doubt.places]
    count = f"{len(doubts)} finding{'' if len(doubts) == 1 else 's'}" if doubts else "No figure gives rise to doubt."
    return "\n".join([*lines, count]) + "\n"
