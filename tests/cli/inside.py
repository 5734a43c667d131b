"""The command line in the process of the tests, whose children know already how to read reports.

For what a command makes and says. How a process behaves (streams, signals, limits of the system) is tried on real ones.
"""

from __future__ import annotations

import io
import signal
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from fazhi.cli import main

_REQUESTS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def inside(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `fazhi` with these arguments: its exit status, and what it printed."""
    command = ["fazhi", *map(str, arguments)]
    out, err, before = io.StringIO(), io.StringIO(), {number: signal.getsignal(number) for number in _REQUESTS}
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(cwd)
        patch.setattr("sys.argv", command)
        for name, value in {"NO_COLOR": "1", **environment}.items():
            patch.setenv(name, value)
        try:
            main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
    return subprocess.CompletedProcess(command, status, out.getvalue(), err.getvalue())
