"""A child process from inside: it takes work and gives results, and the work may ask for time."""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any, BinaryIO

from fazhi.workers.messages import Ended, More, Preparing, Work, allowed, receive, send

_SPARED = 0.1  # of the time, in which work that is told to end has to come to its end
_LEAST_SPARED = 2.0  # seconds of it, where that is not more than half


@dataclass(slots=True)
class _Now:
    """The work that a child does now: when it began, its limit in seconds, how often it has this time, where it answers."""

    started: float
    seconds: float
    times: float
    target: BinaryIO


_now: _Now | None = None


def ask_for_time(times: float) -> None:
    """Ask for more time for the work that this process does: so often its limit, in all; at most `MOST_TIMES` is given."""
    if _now is not None and times > _now.times:
        _now.times = times
        send(_now.target, More(times))


def time_left() -> float | None:
    """How many seconds there are for the work of this process, with some spared to come to its end; None without a limit."""
    if _now is None:
        return None
    whole = allowed(_now.seconds, _now.times)
    return _now.started + whole - max(_SPARED * whole, min(_LEAST_SPARED, whole / 2)) - time.monotonic()


@contextmanager
def preparing() -> Iterator[None]:
    """Time in which this process makes itself ready (tables, models): the time of the work that it does begins afterwards.

    For the beginning of work; what was asked for before holds.
    """
    if _now is None:
        yield
        return
    send(_now.target, Preparing(ready=False))
    try:
        yield
    finally:
        _now.started = time.monotonic()
        send(_now.target, Preparing(ready=True))


def serve() -> None:
    """The life of a child: work comes on standard input, results leave on what was standard output."""
    global _now
    _, function, megabytes, seconds = sys.argv
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints does not get between the results
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(int(megabytes))
    module, name = function.split(":")
    call: Callable[[Any], object] = getattr(import_module(module), name)
    while True:
        try:
            work = receive(source)
        except EOFError:
            return
        _now = _Now(time.monotonic(), float(seconds), 1.0, target)
        try:
            assert isinstance(work, Work)
            os.chdir(work.folder)
            result = call(work.task)
        except MemoryError:
            result = Ended(f"it needs more than the {megabytes} MB of memory that are allowed")
        except Exception as error:
            result = error
        send(target, result)
        if not gc.get_freeze_count():  # tables and patterns came with the first work and stay: no garbage is among them
            gc.collect()
            gc.freeze()


def _limit(megabytes: int) -> None:
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = megabytes << 20
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
