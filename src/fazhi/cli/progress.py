"""Progress bars on standard error, where that is a terminal; and a word about a server that keeps one waiting."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fazhi.pipeline import Progress

Steps = Callable[[str, int, int], None]


@contextmanager
def steps() -> Iterator[Steps | None]:
    """A bar for work in several steps, each called by its name with what is done and the total; None without a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (
        TextColumn("{task.description:10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("triples"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def told(step: str, done: int, total: int) -> None:
            """Move the bar of a step, and make it at the first call."""
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=total)
            bar.update(tasks[step], completed=done, total=total)

        yield told


def waiting(reason: str, seconds: float) -> None:
    """Tell that a server is tried again."""
    print(f"fazhi: the server {reason}; trying again in {seconds:g} s", file=sys.stderr)


def alone_with(folder: Path) -> AbstractContextManager[None]:
    """Hold a folder of results, and tell when another process has it."""
    from fazhi.disk.alone import alone_in

    def told() -> None:
        """Say what is waited for."""
        print(f"fazhi: {folder}: another fazhi is writing to this folder; waiting until it is done", file=sys.stderr)

    return alone_in(folder, waiting=told)


@contextmanager
def progress_bar(what: str) -> Iterator[Progress | None]:
    """A bar for one kind of work, called with what is done and the total; None without a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
