"""Work in child processes that can be ended: each piece of work has a limit of time, each process one of memory.

A child is a fresh Python (no copy of this process, so that it may be started from anywhere: a script, a notebook, a test) that
is handed pickled work over a pipe. One that takes too long, or dies, is replaced, and the work it had is given back as `Ended`.
One that is done waits a minute for the next call of the same kind, which so need not wait for a Python to start.

>>> list(run_all("math:sqrt", [4.0, 9.0], jobs=1))
[(0, 2.0), (1, 3.0)]
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import pickle
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from queue import Queue
from threading import Lock, Thread, Timer
from typing import Any, BinaryIO

MOST_TIMES = 12
"""How often its limit of time a piece of work may get, at most."""

_SIZE = struct.Struct("!Q")
_LATE = 5  # seconds to end by itself, before a child is killed
_SPARED = 0.1  # of the time, in which work that is told to end has to come to its end


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds of work, megabytes of memory (of the process that reads it).

    Work that asks for it (`ask_for_time`: documents of many scanned pages) gets up to `MOST_TIMES` as many seconds.
    """

    seconds: int = 300
    megabytes: int = 3072


@dataclass(frozen=True, slots=True)
class Ended:
    """Work that was not done, because it reached a limit or its process died: why."""

    reason: str


@dataclass(frozen=True, slots=True)
class _More:
    """What a child says that needs more time: how often its limit of time, in all."""

    times: float


_Kind = tuple[object, ...]


class _Child:
    """One child process."""

    def __init__(self, function: str, limits: Limits) -> None:
        command = [
            sys.executable,
            "-c",
            "from fazhi.workers import serve; serve()",
            function,
            str(limits.megabytes),
            str(limits.seconds),
        ]
        self.limits = limits
        self.kind = _kind(function, limits)
        self.late = False
        path = os.pathsep.join(entry for entry in sys.path if entry)
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,
        )

    def do(self, task: object) -> object:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        started, seconds = time.monotonic(), float(self.limits.seconds)
        clock = self._clock(seconds)
        try:
            _send(self.process.stdin, task)
            while isinstance(found := _receive(self.process.stdout), _More):
                clock.cancel()
                seconds = _allowed(self.limits.seconds, found.times)
                clock = self._clock(started + seconds - time.monotonic())
            return found
        except (EOFError, OSError, ValueError):
            if self.late:
                return Ended(f"not done within {seconds:.0f} seconds")
            status = self.process.wait(_LATE) if self.process.poll() is None else self.process.returncode
            return Ended(
                f"its process died (status {status}), perhaps for want of memory: {self.limits.megabytes} MB are allowed"
            )
        finally:
            clock.cancel()

    def _clock(self, seconds: float) -> Timer:
        clock = Timer(max(0.0, seconds), self._too_late)
        clock.daemon = True
        clock.start()
        return clock

    @property
    def alive(self) -> bool:
        return self.process.poll() is None and not self.late

    def _too_late(self) -> None:
        self.late = True
        self.end()

    def end(self) -> None:
        """End the process, and all that it started."""
        with contextlib.suppress(OSError):
            if sys.platform != "win32":
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()

    def close(self) -> None:
        self.end()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


# ------------------------------------------------------------------ children that wait for the next call

_PATIENCE = 60.0  # seconds that a child waits
_MOST_WAITING = os.cpu_count() or 1
_waiting: list[_Child] = []
_door = Lock()


def _kind(function: str, limits: Limits) -> _Kind:
    """What a child must share with this process to do its work: a path, a folder or a variable may have changed since."""
    return function, limits, os.getpid(), str(Path.cwd()), tuple(sys.path), tuple(sorted(os.environ.items()))


def _started(function: str, limits: Limits) -> _Child:
    """A child that waits, or a new one."""
    kind = _kind(function, limits)
    with _door:
        for child in _waiting:
            if child.kind == kind and child.alive:
                _waiting.remove(child)
                return child
    return _Child(function, limits)


def _kept_waiting(child: _Child) -> None:
    """Let a child wait for the next call, for a while; the one that has waited longest makes room."""
    with _door:
        _waiting.append(child)
        surplus = [_waiting.pop(0) for _ in range(len(_waiting) - _MOST_WAITING)]
    for other in surplus:
        other.close()
    clock = Timer(_PATIENCE, _dismiss, [child])
    clock.daemon = True
    clock.start()


def _dismiss(child: _Child | None = None) -> None:
    """End a child that waits, or all of them."""
    with _door:
        ended = [other for other in _waiting if child in (None, other)]
        _waiting[:] = [other for other in _waiting if other not in ended]
    for other in ended:
        other.close()


atexit.register(_dismiss)


def run_all(function: str, tasks: Iterable[object], *, jobs: int, limits: Limits | None = None) -> Iterator[tuple[int, Any]]:
    """The results of `function` ("module:name") for all tasks, with their numbers, in the order in which they are done.

    Work that reached a limit gives an `Ended`. An exception of the function is raised here.
    """
    limits = limits or Limits()
    todo = iter(enumerate(tasks))
    lock, results = Lock(), Queue[tuple[int, object] | None]()
    children: list[_Child] = []
    stopped = False

    def work() -> None:
        child: _Child | None = None
        try:
            while not stopped:
                with lock:
                    number, task = next(todo, (-1, None))
                if number < 0:
                    break
                if child is None or not child.alive:
                    if child is not None:
                        child.close()
                    with lock:
                        if stopped:
                            break
                        child = _started(function, limits)
                        children.append(child)
                results.put((number, child.do(task)))
            with lock:
                if child is not None and child.alive and not stopped:
                    children.remove(child)
                    _kept_waiting(child)
                    child = None
        except BaseException as error:
            results.put((-1, error))
        finally:
            if child is not None:
                child.close()
            results.put(None)

    threads = [Thread(target=work, daemon=True) for _ in range(max(1, jobs))]
    for thread in threads:
        thread.start()
    try:
        running = len(threads)
        while running:
            found = results.get()
            if found is None:
                running -= 1
            elif isinstance(found[1], BaseException):
                raise found[1]
            else:
                yield found
    finally:
        with lock:
            stopped = True
            for child in children:
                child.end()
        for thread in threads:
            thread.join(_LATE)


# ------------------------------------------------------------------ in the child


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
        _send(_now.target, _More(times))


def time_left() -> float | None:
    """How many seconds there are for the work of this process, with some spared to come to its end; None without a limit."""
    if _now is None:
        return None
    return _now.started + (1 - _SPARED) * _allowed(_now.seconds, _now.times) - time.monotonic()


def _allowed(seconds: float, times: float) -> float:
    return seconds * min(max(1.0, times), MOST_TIMES)


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
            task = _receive(source)
        except EOFError:
            return
        _now = _Now(time.monotonic(), float(seconds), 1.0, target)
        try:
            result = call(task)
        except MemoryError:
            result = Ended(f"it needs more than the {megabytes} MB of memory that are allowed")
        except Exception as error:
            result = error
        _send(target, result)
        if not gc.get_freeze_count():  # tables and patterns came with the first work and stay: no garbage is among them
            gc.collect()
            gc.freeze()


def _limit(megabytes: int) -> None:
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = megabytes << 20
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _send(stream: BinaryIO | Any, thing: object) -> None:
    data = pickle.dumps(thing)
    stream.write(_SIZE.pack(len(data)) + data)
    stream.flush()


def _receive(stream: BinaryIO | Any) -> object:
    head = stream.read(_SIZE.size)
    if len(head) < _SIZE.size:
        raise EOFError
    data = stream.read(_SIZE.unpack(head)[0])
    if len(data) < _SIZE.unpack(head)[0]:
        raise EOFError
    return pickle.loads(data)
