"""The commands, put together; what a command needs is imported when it runs, so that `--help` is quick."""

from __future__ import annotations

from collections.abc import Callable
from inspect import getdoc
from typing import Annotated

import typer

from fazhi import __version__
from fazhi.cli.ask import ask
from fazhi.cli.audit import audit
from fazhi.cli.build import build
from fazhi.cli.check import check
from fazhi.cli.compare import compare
from fazhi.cli.copies import copies
from fazhi.cli.draw import draw
from fazhi.cli.evaluate import evaluate
from fazhi.cli.export import export
from fazhi.cli.link import link
from fazhi.cli.load import load
from fazhi.cli.manifest import manifest
from fazhi.cli.pull import pull
from fazhi.cli.query import query
from fazhi.cli.serve import serve
from fazhi.cli.show import show

app = typer.Typer(
    help="Knowledge graphs from Chinese government reports on rule-of-law work (法治政府建设年度报告).",
    epilog="Begin with: fazhi build data/reports, then: fazhi query measures-for-shortcomings",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_COMMANDS = (
    build, manifest, query, ask, link, check, audit, compare, copies, load, pull, serve, show, export, draw, evaluate,
)  # fmt: skip
_ANY = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}  # of parameters of questions


def _help(command: Callable[..., None]) -> str:
    """What a command tells of itself: each paragraph in one line, which is broken where the terminal ends."""
    return "\n\n".join(" ".join(paragraph.split("\n")) for paragraph in (getdoc(command) or "").split("\n\n"))


for _command in _COMMANDS:
    app.command(help=_help(_command), context_settings=_ANY if _command is query else None)(_command)


def _version(asked: bool) -> None:
    if asked:
        print(f"fazhi {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """Read reports into a graph, ask it, check it."""
