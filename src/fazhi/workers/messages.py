"""What goes between a process and its children: the limits, the work and its results, each pickled behind its size."""

from __future__ import annotations

import pickle
import struct
from dataclasses import dataclass
from typing import Any, BinaryIO

MOST_TIMES = 12
"""How often its limit of time a piece of work may get, at most."""

_SIZE = struct.Struct("!Q")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds of work, megabytes of memory (of the process that reads it).

    Work that asks for it (`ask_for_time`: documents of many scanned pages) gets up to `MOST_TIMES` as many seconds.
    """

    seconds: int = 300
    megabytes: int = 3072


@dataclass(frozen=True, slots=True)
class Work:
    """A task, and the folder in which it is to be done: that of the call, which may be another than that of the last."""

    folder: str
    task: Any


@dataclass(frozen=True, slots=True)
class Ended:
    """Work that was not done, because it reached a limit or its process died: why."""

    reason: str


@dataclass(frozen=True, slots=True)
class More:
    """What a child says that needs more time: how often its limit of time, in all."""

    times: float


@dataclass(frozen=True, slots=True)
class Preparing:
    """What a child says before it makes itself ready for work of its kind, and when it is: this time is not the work's."""

    ready: bool


PREPARATION = 600
"""How many seconds a child may take to make itself ready."""


def allowed(seconds: float, times: float) -> float:
    """The seconds that work has which was given its limit so many times."""
    return seconds * min(max(1.0, times), MOST_TIMES)


def send(stream: BinaryIO | Any, thing: object) -> None:
    """Write an object to a pipe. Raises OSError where nobody reads there any more."""
    data = pickle.dumps(thing)
    stream.write(_SIZE.pack(len(data)) + data)
    stream.flush()


def receive(stream: BinaryIO | Any) -> object:
    """Read an object from a pipe. Raises EOFError where it has ended."""
    head = stream.read(_SIZE.size)
    if len(head) < _SIZE.size:
        raise EOFError
    data = stream.read(_SIZE.unpack(head)[0])
    if len(data) < _SIZE.unpack(head)[0]:
        raise EOFError
    return pickle.loads(data)
