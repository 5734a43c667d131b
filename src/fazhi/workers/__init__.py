"""Work in child processes that can be ended: each piece of work has a limit of time, each process one of memory.

A child is a fresh Python (no copy of this process, so that it may be started from anywhere: a script, a notebook, a test) that
is handed pickled work over a pipe. One that takes too long, or dies, is replaced, and the work it had is given back as `Ended`.
One that is done waits a minute for the next call of the same kind, which so need not wait for a Python to start.

>>> list(run_all("math:sqrt", [4.0, 9.0], jobs=1))
[(0, 2.0), (1, 3.0)]
"""

from fazhi.workers.inside import ask_for_time, preparing, time_left
from fazhi.workers.messages import MOST_TIMES, Ended, Limits
from fazhi.workers.running import run_all

__all__ = ["MOST_TIMES", "Ended", "Limits", "ask_for_time", "preparing", "run_all", "time_left"]
