"""`fazhi copies`: who says the same."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fazhi.cli.issuers import Issuer, check_issuer
from fazhi.cli.paths import From, OutFile
from fazhi.cli.tables import TableFormat, print_table


class Show(StrEnum):
    """What is told of the copies."""

    SHARES = "shares"
    PAIRS = "pairs"
    BOILERPLATE = "boilerplate"


def copies(
    source: From = Path("exports"),
    show: Annotated[Show, typer.Option("--show", help="Shares by report, pairs with both texts, or boilerplate.")] = Show.SHARES,
    least: Annotated[float, typer.Option("--least", min=0.3, max=1.0, help="The least likeness of two passages.")] = 0.7,
    common: Annotated[int, typer.Option("--common", min=2, help="What so many bodies say is boilerplate.")] = 10,
    issuer: Issuer = "",
    format: Annotated[TableFormat, typer.Option("--format", "-f", help="How the table is printed.")] = TableFormat.TABLE,
    out: OutFile = None,
) -> None:
    """Find passages copied from last year's report or from another body's, and boilerplate.

    [dim]fazhi copies --from results[/dim]

    [dim]fazhi copies --from results --show pairs --issuer 新城街道 --format csv[/dim]

    A passage is a sentence, titles and announcements (现将…报告如下) aside; figures do not count.
    Shares are of the characters of a report's passages.
    """
    from fazhi.corpus import open_corpus
    from fazhi.link.copies import find_copies
    from fazhi.pipeline import read_lines

    corpus = open_corpus(read_lines(source))
    check_issuer(corpus, issuer)
    found = find_copies(corpus, least=least, common=common)
    header: tuple[str, ...]
    rows: list[tuple[object, ...]]
    if show is Show.BOILERPLATE:
        header, rows = ("bodies", "passage"), [(count, text) for text, count in found.boilerplate]
    elif show is Show.SHARES:
        header = ("report", "issuer", "year", "passages", "own_last_years", "other_bodies")
        rows = [(s.report, s.issuer, s.year, s.passages, s.own, s.others) for s in found.shares if issuer in s.issuer]
    else:
        header = ("report", "passage", "likeness", "source", "source_passage", "own")
        names = {share.report for share in found.shares if issuer in share.issuer}
        rows = [
            (
                mine,
                c.passage.text,
                c.likeness,
                corpus.reports[c.source.report].identifier,
                c.source.text,
                "yes" if c.own else "no",
            )
            for c in found.pairs
            if (mine := corpus.reports[c.passage.report].identifier) in names
        ]
    print_table("相同的文字 Copies", header, rows, format=format, out=out)
