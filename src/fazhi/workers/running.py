"""All of some work, in several child processes at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from queue import Queue
from threading import Lock, Thread
from typing import Any

from fazhi.workers.child import Child, keep_waiting, started
from fazhi.workers.messages import Limits

_LATE = 5  # seconds that a thread may take to end


def run_all(function: str, tasks: Iterable[object], *, jobs: int, limits: Limits | None = None) -> Iterator[tuple[int, Any]]:
    """The results of `function` ("module:name") for all tasks, with their numbers, in the order in which they are done.

    Work that reached a limit gives an `Ended`. An exception of the function is raised here.
    """
    limits = limits or Limits()
    todo = iter(enumerate(tasks))
    lock, results = Lock(), Queue[tuple[int, object] | None]()
    children: list[Child] = []
    stopped = False

    def work() -> None:
        """Give tasks to a child of its own, one after another, until none is left or all is stopped."""
        child: Child | None = None
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
                        child = started(function, limits)
                        children.append(child)
                results.put((number, child.do(task)))
            with lock:
                if child is not None and child.alive and not stopped:
                    children.remove(child)
                    keep_waiting(child)
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
