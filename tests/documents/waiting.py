"""Work of a child process that takes its time; it is imported there."""

import time

from fazhi import workers


def wait(task: tuple[float, float]) -> float | None:
    """Ask for so many times the limit, work for so many seconds, and tell how many are left."""
    times, seconds = task
    workers.ask_for_time(times)
    time.sleep(seconds)
    return workers.time_left()


def prepare(seconds: float) -> float | None:
    """Make itself ready for so many seconds, and tell how many are left for the work."""
    with workers.preparing():
        time.sleep(seconds)
    return workers.time_left()
