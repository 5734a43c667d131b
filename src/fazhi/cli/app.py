"""The commands, put together; what a command needs is imported when it runs, so that `--help` is quick."""

from __future__ import annotations

import os
import signal
import sys
from typing import Annotated, NoReturn

import typer

from fazhi import __version__
from fazhi.cli.ask import ask
from fazhi.cli.build import build
from fazhi.cli.check import check
from fazhi.cli.draw import draw
from fazhi.cli.evaluate import evaluate
from fazhi.cli.export import export
from fazhi.cli.load import load
from fazhi.cli.manifest import manifest
from fazhi.cli.pull import pull
from fazhi.cli.query import query
from fazhi.cli.serve import serve
from fazhi.cli.show import show
from fazhi.errors import FazhiError, OutputError

app = typer.Typer(
    help="Knowledge graphs from Chinese government reports on rule-of-law work (法治政府建设年度报告).",
    epilog="Begin with: fazhi build data/reports, then: fazhi query measures-for-shortcomings",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(build)
app.command()(manifest)
app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []})(query)
app.command()(ask)
app.command()(check)
app.command()(load)
app.command()(pull)
app.command()(serve)
app.command()(show)
app.command()(export)
app.command()(draw)
app.command()(evaluate)


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


class _Interrupted(BaseException):
    """The user has had enough; no library may take this for an error of its own."""


def _interrupt(*_: object) -> NoReturn:
    raise _Interrupted


def main() -> NoReturn:
    """Run the command line; every error of fazhi becomes one line on standard error and an exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    signal.signal(signal.SIGINT, _interrupt)
    try:
        app()
    except OutputError as error:
        _end(str(error), 3)
    except FazhiError as error:
        _end(str(error), 2)
    except _Interrupted:
        _end("interrupted; what was there before is unchanged", 130)
    except BrokenPipeError:  # the reader of our output went away: head, less
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)


def _end(message: str, status: int) -> NoReturn:
    print(f"fazhi: {message}", file=sys.stderr)
    sys.exit(status)
