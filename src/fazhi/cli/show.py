"""`fazhi show`: a report's outline, with what was found in each part; or its text as a page, with all that in place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.cli.paths import From, written

if TYPE_CHECKING:
    from rich.tree import Tree

    from fazhi.query.tree import Item, Node

_COLOURS = {
    "measure": "green",
    "planned": "cyan",
    "shortcoming": "red",
    "cause": "magenta",
    "observation": "yellow",
    "department": "blue",
    "regulation": "blue",
    "mechanism": "blue",
}
_WORDS = {
    "measure": "举措 done",
    "planned": "计划 planned",
    "shortcoming": "不足 shortcoming",
    "cause": "原因 cause",
    "observation": "数据",
    "department": "机构",
    "regulation": "法规文件",
    "mechanism": "机制",
}
_GROUPED = ("department", "regulation", "mechanism", "observation")


def show(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="Identifier of a report, or a part of it or of its title.")],
    source: From = Path("exports"),
    html: Annotated[bool, typer.Option("--html", help="A page of the text, with everything found highlighted in place.")] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            parser=written,
            metavar="FILE",
            help="File to write the page to; - is standard output. Default: REPORT.html here.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show a report's outline as a tree, with what was found in each part; with --html, its text as a page.

    [dim]fazhi show tanggu-street-2023[/dim]

    [dim]fazhi show tanggu-street-2023 --html --out tanggu.html[/dim]

    The page is one file that opens offline: every mention, figure, measure, shortcoming and cause in its place, in colour;
    point at one to read what the graph says of it, why, and where it leads. --out - prints it.
    """
    if html or out is not None:
        _write_page(report, source, out)
    else:
        _print_tree(report, source)


def _write_page(report: str, source: Path, out: Path | None) -> None:
    from fazhi.disk.files import write_text
    from fazhi.highlight import report_page
    from fazhi.query.tree import find_report
    from fazhi.store import open_output

    store = open_output(source)
    found = find_report(store, report)
    path = out or Path(f"{found.identifier.rsplit('/', 1)[-1]}.html")
    write_text(path, report_page(store, found.identifier))
    typer.echo(f"{path}: {found.title}", err=True)


def _print_tree(report: str, source: Path) -> None:
    from rich.markup import escape
    from rich.tree import Tree

    from fazhi.cli.screen import screen
    from fazhi.query.tree import report_tree
    from fazhi.store import open_output

    found = report_tree(open_output(source), report)
    tree = Tree(f"[bold]{escape(found.title)}[/bold] [dim]{escape(found.issuer)} · {found.year}[/dim]")
    _add_items(tree, found.items)
    for node in found.nodes:
        _add_node(tree, node)
    screen().print(tree)


def _add_node(tree: Tree, node: Node) -> None:
    from rich.markup import escape

    branch = tree.add(f"[bold]{escape(node.title)}[/bold] [dim]{node.role}[/dim]")
    _add_items(branch, node.items)
    for below in node.nodes:
        _add_node(branch, below)


def _add_items(branch: Tree, items: tuple[Item, ...]) -> None:
    """Measures, shortcomings and causes a line each; names and figures a line for each kind."""
    from rich.markup import escape

    for item in items:
        if item.kind not in _GROUPED:
            themes = f" [dim]{escape(' '.join(item.themes))}[/dim]" if item.themes else ""
            line = branch.add(f"[{_COLOURS[item.kind]}]{_WORDS[item.kind]}[/] {escape(item.label)}{themes}")
            for target in item.addresses:
                line.add(f"[dim]针对 addresses:[/dim] {escape(target)}")
    for kind in _GROUPED:
        if labels := [item.label for item in items if item.kind == kind]:
            branch.add(f"[{_COLOURS[kind]}]{_WORDS[kind]}[/] {escape('、'.join(labels))}")
