"""The processes that carry out queries: lent out one by one, ended when they take too long, made anew when the folder changes."""

from __future__ import annotations

import asyncio
import multiprocessing
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
            reason = "the process that opens the store ended at once; is there enough memory?"
        if reason is not None:
            self.end()
            raise StoreError(str(reason))

    def ask(self, request: Request) -> Reply | None:
        """The reply; None where the process ended before it had one."""
        try:
            self.connection.send(request)
            found: Reply = self.connection.recv()
        except (EOFError, OSError):
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
            reason = f"the query needed more than the {self.limits.memory} MB of memory that it may take here, and was ended"
            return 500, PLAIN, f"{reason}\n".encode()
        return reply

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
        except StoreError as error:
            self.idle.put_nowait(None)
            raise Refused(503, str(error)) from None

    async def _new(self) -> Worker:
        worker = Worker(self.folder, self.limits)
        await asyncio.to_thread(worker.ready)
        worker.state = state_of(self.folder)  # opening may have made the store
        return worker


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
