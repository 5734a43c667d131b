"""`fazhi draw`: pictures of the graph."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.cli.part import Reports, Themes, Years, asked_for
from fazhi.cli.paths import From, given
from fazhi.errors import QueryError

if TYPE_CHECKING:
    import networkx as nx

    from fazhi.export import Graphs


class Kind(StrEnum):
    """What `--format` can be."""

    SVG = "svg"
    PNG = "png"
    BOTH = "both"


Pictures = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PICTURE",
        help="measures, departments, themes, indicators, spread, ontology; default: all.",
        show_default=False,
    ),
]
OutPath = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        parser=given,
        metavar="PATH",
        help="Folder, or a file (.svg, .png) for one picture. Default: pictures/ beside the graph.",
        show_default=False,
    ),
]
Title = Annotated[
    str | None, typer.Option(help="Whose pictures these are; default: the title of the report.", show_default=False)
]


def draw(
    pictures: Pictures = None,
    out: OutPath = None,
    format: Annotated[Kind, typer.Option("--format", "-f", help="What is written into a folder.")] = Kind.BOTH,
    report: Reports = None,
    theme: Themes = None,
    year: Years = None,
    title: Title = None,
    source: From = Path("exports"),
) -> None:
    """Draw pictures of the graph, as SVG and PNG.

    [dim]fazhi draw[/dim]

    [dim]fazhi draw measures --out shortcomings.png[/dim]

    [dim]fazhi draw departments themes --report tanggu-street-2023 --format svg --out pictures[/dim]

    measures: which measures address which shortcomings. departments: who works with whom. themes: how the themes are covered.
    indicators: figures with their changes and parts. spread: which bodies share mechanisms, and when they took them up.
    ontology: the classes and properties.
    """
    from fazhi.draw import KINDS, PICTURES, picture
    from fazhi.draw import draw as write
    from fazhi.export import Graphs, select
    from fazhi.export.words import THEME_COLOURS
    from fazhi.store import open_output

    names = [picture(name).name for name in pictures or PICTURES]
    one = out is not None and out.suffix[1:].isalpha() and not out.is_dir()
    if one and len(names) != 1:
        raise QueryError(f"{out}: this is one file, and {len(names)} pictures were asked for; name one picture, or give a folder")
    graphs = select(Graphs.of(open_output(source)), asked_for(report, theme, year))
    networks = seen(graphs)
    if not pictures and alone(networks["spread"]):
        names.remove("spread")  # which says something of several bodies only
    words = title or title_of(networks["full"])
    kinds = KINDS if format is Kind.BOTH else (format.value,)
    folder = out or source / "pictures"
    for name in names:
        for path in [folder] if one else [folder / f"{name}.{kind}" for kind in kinds]:
            write(networks, name, path, title=words, colours=THEME_COLOURS)
            print(path)


def alone(spread: nx.MultiDiGraph[str]) -> bool:
    """Whether there is no second body."""
    return sum(1 for _, data in spread.nodes(data=True) if data["type"] == "Department") < 2


def seen(graphs: Graphs) -> dict[str, nx.MultiDiGraph[str]]:
    """The views that the pictures need."""
    from fazhi.export.network import network
    from fazhi.export.views import view

    full = network(graphs)
    return {name: view(full, name) for name in ("full", "measures", "departments", "spread")}


def title_of(network: nx.MultiDiGraph[str]) -> str:
    """The title of the report; of several, how many there are and of which years."""
    reports = [data for _, data in network.nodes(data=True) if data["type"] == "Report"]
    if len(reports) == 1:
        return str(reports[0]["label"])
    years = sorted({int(data["year"]) for data in reports if "year" in data})
    span = f",{years[0]}—{years[-1]} 年" if len(years) > 1 else f",{years[0]} 年" if years else ""
    return f"{len(reports)} 份报告{span}"
