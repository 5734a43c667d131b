"""Child processes from outside: how one is started, given work and ended, and how it waits for the next call."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Lock, Timer

from fazhi.workers.messages import PREPARATION, Ended, Limits, More, Preparing, Work, allowed, receive, send

_LATE = 5  # seconds to end by itself, before a child is killed
_Kind = tuple[object, ...]
# variables that change from one command, or test, to the next, and with the size of a terminal
_FLEETING = ("_", "PYTEST_CURRENT_TEST", "PWD", "OLDPWD", "COLUMNS", "LINES", "NO_COLOR")


class Child:
    """One child process: `function` ("module:name") is called there with each task, within the limits."""

    def __init__(self, function: str, limits: Limits) -> None:
        command = [
            sys.executable,
            "-c",
            "from fazhi.workers.inside import serve; serve()",
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
        """The result of a piece of work: an `Ended` where it reached a limit or its process died, or the exception it raised."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        started, seconds, work = time.monotonic(), float(self.limits.seconds), Work(str(Path.cwd()), task)
        clock = self._clock(seconds)
        try:
            send(self.process.stdin, work)
            while isinstance(found := receive(self.process.stdout), (More, Preparing)):
                clock.cancel()
                if isinstance(found, More):
                    seconds = allowed(self.limits.seconds, found.times)
                else:
                    started = time.monotonic() + (0 if found.ready else PREPARATION)
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
        """Whether it can be given work."""
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
        """End it, and wait until it is gone."""
        self.end()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


# ------------------------------------------------------------------ children that wait for the next call

_PATIENCE = 60.0  # seconds that a child waits
_MOST_WAITING = os.cpu_count() or 1
_waiting: list[Child] = []
_door = Lock()


def _kind(function: str, limits: Limits) -> _Kind:
    """What a child must share with this process to do its work: a path or a variable may have changed since."""
    variables = tuple(sorted(item for item in os.environ.items() if item[0] not in _FLEETING))
    return function, limits, os.getpid(), tuple(sys.path), variables


def started(function: str, limits: Limits) -> Child:
    """A child that waits, or a new one."""
    kind = _kind(function, limits)
    with _door:
        for child in _waiting:
            if child.kind == kind and child.alive:
                _waiting.remove(child)
                return child
    return Child(function, limits)


def keep_waiting(child: Child) -> None:
    """Let a child wait for the next call, for a while; the one that has waited longest makes room."""
    with _door:
        _waiting.append(child)
        surplus = [_waiting.pop(0) for _ in range(len(_waiting) - _MOST_WAITING)]
    for other in surplus:
        other.close()
    clock = Timer(_PATIENCE, dismiss, [child])
    clock.daemon = True
    clock.start()


def dismiss(child: Child | None = None) -> None:
    """End a child that waits, or all of them."""
    with _door:
        ended = [other for other in _waiting if child in (None, other)]
        _waiting[:] = [other for other in _waiting if other not in ended]
    for other in ended:
        other.close()


atexit.register(dismiss)
