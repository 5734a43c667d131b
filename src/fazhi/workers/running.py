"""All of some work, in several child processes at a time."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from queue import Queue
from threading import Lock, Thread
from typing import Any

from fazhi.workers.child import Child, keep_waiting, started
from fazhi.workers.messages import Limits

_LATE = 5  # seconds that a thread may take to end


def run_all(function: str, tasks: Iterable[object], *, jobs: int, limits: Limits | None = None) -> Generator[tuple[int, Any]]:
    """The results of `function` ("module:name") for all tasks, with their numbers, in the order in which they are done.

    Work that reached a limit gives an `Ended`. An exception of the function is raised here. Who closes this early ends the work.
    """
    return _Run(function, tasks, limits or Limits()).results(max(1, jobs))


class _Run:
    """Tasks that are being done, and the children that do them: each thread has one of its own."""

    def __init__(self, function: str, tasks: Iterable[object], limits: Limits) -> None:
        self.function, self.limits = function, limits
        self.todo = iter(enumerate(tasks))
        self.lock = Lock()  # of the tasks, the children and `stopped`
        self.done = Queue[tuple[int, object] | None]()  # None: a thread has ended
        self.children: list[Child] = []
        self.stopped = False

    def results(self, jobs: int) -> Generator[tuple[int, Any]]:
        """The results, while so many threads work; where the caller stops early, they are ended."""
        threads = [Thread(target=self._work, daemon=True) for _ in range(jobs)]
        for thread in threads:
            thread.start()
        try:
            running = jobs
            while running:
                found = self.done.get()
                if found is None:
                    running -= 1
                elif isinstance(found[1], BaseException):
                    raise found[1]
                else:
                    yield found
        finally:
            with self.lock:
                self.stopped = True
                for child in self.children:
                    child.end()
            for thread in threads:
                thread.join(_LATE)

    def _work(self) -> None:
        """Give tasks to a child of its own, one after another, until none is left or all is stopped."""
        child: Child | None = None
        try:
            while not self.stopped:
                with self.lock:
                    number, task = next(self.todo, (-1, None))
                if number < 0:
                    break
                if child is None or not child.alive:
                    if child is not None:
                        child.close()
                    child = self._started()
                    if child is None:
                        break
                self.done.put((number, child.do(task)))
            with self.lock:
                if child is not None and child.alive and not self.stopped:
                    self.children.remove(child)
                    keep_waiting(child)
                    child = None
        except BaseException as error:
            self.done.put((-1, error))
        finally:
            if child is not None:
                child.close()
            self.done.put(None)

    def _started(self) -> Child | None:
        """A new child, or None where all is stopped."""
        with self.lock:
            if self.stopped:
                return None
            child = started(self.function, self.limits)
            self.children.append(child)
            return child
