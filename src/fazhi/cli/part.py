"""The options by which a part of the graph is asked for, and the part that they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from fazhi.export import Selection

Reports = Annotated[list[str] | None, typer.Option("--report", help="Only this report, by its identifier; may be repeated.")]
Themes = Annotated[list[str] | None, typer.Option("--theme", help="Only this theme, by its code; may be repeated.")]
Years = Annotated[list[int] | None, typer.Option("--year", help="Only this year; may be repeated.")]


def asked_for(reports: Reports, themes: Themes, years: Years) -> Selection:
    """What these options select; without any, everything. Raises QueryError where a theme has no such code."""
    from fazhi.export import Selection

    return Selection(tuple(reports or ()), tuple(themes or ()), tuple(years or ()))
