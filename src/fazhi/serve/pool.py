"""The processes that carry out queries: lent out one by one, ended when they take too long, made anew when the folder changes."""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from fazhi.errors import StoreError
from fazhi.serve.protocol import Refused, Request
from fazhi.serve.worker import PLAIN, Reply, work

State = tuple[tuple[int, int], ...]
_LOOK = 0.5  # seconds between two looks at whether the client is still there
_LAST = 2.0  # seconds that a process that has let go of its connection may take to end


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may take: seconds, megabytes of memory, megabytes of answer; and how many run at a time."""

    seconds: float = 30.0
    memory: int = 1024
    answer: int = 256
    workers: int = 2


class Worker:
    """One process, and the connection to it."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.state = state_of(folder)
        self.ended = False
        self.exitcode: int | None = None
        context = multiprocessing.get_context("spawn")
        self.connection: Connection
        self.connection, theirs = context.Pipe()
        arguments = (folder, theirs, limits.memory << 20, limits.answer << 20)
        self.process: BaseProcess = context.Process(target=work, args=arguments, daemon=True, name="fazhi query")
        self.process.start()
        theirs.close()

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return not self.ended and self.process.is_alive()

    def ready(self) -> None:
        """Wait until the store is open; StoreError where it cannot be."""
        try:
            reason = self.connection.recv()
        except (EOFError, OSError):
            self.process.join(_LAST)
            reason = f"the process that opens the store {fate(self.process.exitcode)}; free some memory, or build the store again"
        if reason is not None:
            self.end()
            raise StoreError(str(reason))

    def ask(self, request: Request) -> Reply | None:
        """The reply; None where the process ended before it had one, and then `exitcode` tells how, if it is known."""
        try:
            self.connection.send(request)
            found: Reply = self.connection.recv()
        except (EOFError, OSError):
            self.process.join(_LAST)
            self.exitcode = self.process.exitcode
            return None
        return found

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.ended = True
        self.process.kill()
        self.process.join()
        with suppress(OSError):
            self.connection.close()


class Pool:
    """So many workers on the store of a folder."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.folder, self.limits = folder, limits
        self.idle: asyncio.Queue[Worker | None] = asyncio.Queue()

    async def start(self) -> None:
        """Start the workers; StoreError where the folder has no graph."""
        first = await self._new()  # alone, since it may have to make the store
        self.idle.put_nowait(first)
        for _ in range(1, self.limits.workers):
            self.idle.put_nowait(await self._new())

    async def stop(self) -> None:
        """End the workers."""
        while not self.idle.empty():
            worker = self.idle.get_nowait()
            if worker is not None:
                worker.end()

    async def answer(self, request: Request, gone: Callable[[], Awaitable[bool]]) -> Reply:
        """The reply to a request; the query is ended when its time is over, or when the client is `gone`."""
        worker = await self._lent()
        try:
            reply = await self._in_time(worker, request, gone)
        finally:
            self.idle.put_nowait(worker if worker.alive else None)
        if reply is None:
            return 500, PLAIN, f"{self._reason(worker.exitcode)}\n".encode()
        return reply

    def _reason(self, exitcode: int | None) -> str:
        """Why there is no reply."""
        if exitcode == -signal.SIGABRT:  # what the engine does where it is refused memory
            return f"the query needed more than the {self.limits.memory} MB of memory that it may take here, and was ended"
        if exitcode == -signal.SIGSEGV:
            return "the query was ended: the engine broke down, as it does where brackets or operators are nested thousands deep"
        return f"the query was ended: the process that carried it out {fate(exitcode)}; ask again"

    async def _in_time(self, worker: Worker, request: Request, gone: Callable[[], Awaitable[bool]]) -> Reply | None:
        """The worker's reply, where it comes in time; else the worker is ended, and the request is Refused."""
        now = asyncio.get_running_loop().time
        asked = asyncio.ensure_future(asyncio.to_thread(worker.ask, request))
        until = now() + self.limits.seconds
        try:
            while not asked.done():
                await asyncio.wait([asked], timeout=max(0, min(until - now(), _LOOK)))
                if asked.done():
                    break
                if now() >= until:
                    raise Refused(
                        504, f"the query took more than the {self.limits.seconds:g} seconds it may take here, and was ended"
                    )
                if await gone():
                    raise Refused(499, "the client went away, and the query was ended")
        finally:
            if not asked.done():
                worker.process.kill()  # the connection ends with it, and so does the thread that waits
                await asyncio.shield(asked)
            if not asked.done() or asked.result() is None:
                worker.end()
        return asked.result()

    async def _lent(self) -> Worker:
        """A worker on the current state of the folder; one that was ended or is on an older state is replaced."""
        try:
            worker = await asyncio.wait_for(self.idle.get(), self.limits.seconds)
        except TimeoutError:
            raise Refused(503, "all that may run here is running; try again later") from None
        if worker is not None and worker.alive and worker.state == state_of(self.folder):
            return worker
        try:
            if worker is not None:
                await asyncio.to_thread(worker.end)
            return await self._new()
        except (StoreError, OSError) as error:  # OSError where no process can be started
            self.idle.put_nowait(None)
            raise Refused(503, str(error)) from None

    async def _new(self) -> Worker:
        worker = Worker(self.folder, self.limits)
        await asyncio.to_thread(worker.ready)
        worker.state = state_of(self.folder)  # opening may have made the store
        return worker


def fate(exitcode: int | None) -> str:
    """How a process ended, from its exit code.

    >>> fate(1), fate(-9)
    ('ended with exit code 1', 'was ended by SIGKILL, as systems do that run out of memory')
    """
    if exitcode is None:
        return "no longer answers"
    if exitcode >= 0:
        return f"ended with exit code {exitcode}"
    try:
        name = signal.Signals(-exitcode).name
    except ValueError:
        name = f"signal {-exitcode}"
    return f"was ended by {name}{', as systems do that run out of memory' if name == 'SIGKILL' else ''}"


def state_of(folder: Path) -> State:
    """What changes when a folder is built anew: size and time of its graph, and of the file that names its store."""
    found = []
    for path in (folder / "graph.nq", folder / "store" / "CURRENT"):
        try:
            stat = path.stat()
            found.append((stat.st_size, stat.st_mtime_ns))
        except OSError:
            found.append((0, 0))
    return tuple(found)
