"""The command line: a thin skin over the library, one file for each command.

Only this room prints and exits. Exit status: 0 all went well; 1 something was left out (`build`) or found
(`check`); 2 the request could not be carried out; 3 the result could not be written; 130 interrupted, 143 told to end, 129 when
its terminal went away. A reader of the output that went away (`head`, `less`) has all that it wanted: 0.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from fazhi.errors import FazhiError, OutputError

__all__ = ["main"]

_REQUESTS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_SIGNALLED = 128  # the exit status beside the number of a signal, as shells have it


class _Interrupted(BaseException):
    """The user, or the system, has had enough; no library may take this for an error of its own."""

    def __init__(self, number: int) -> None:
        self.number = number


def _heed_signals() -> None:
    """Let every request to end be an exception, so that children, locks and temporary files go too.

    Who started this process so that it ignores the end of its terminal (nohup) is heeded.
    """
    for number in _REQUESTS:
        if number == signal.SIGINT or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)


def _interrupt(number: int, _: object) -> NoReturn:
    for other in _REQUESTS:  # a second one (timeout sends two) would cut short what ends children and removes files
        signal.signal(other, signal.SIG_IGN)
    raise _Interrupted(number)


def main() -> NoReturn:
    """Run the command line; every error of fazhi becomes one line on standard error and an exit status."""
    try:
        _heed_signals()
        _open_streams()
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="replace")
        from fazhi.cli.app import app  # it takes its time, in which the user may have had enough too

        _run(app)
    except OutputError as error:
        _end(str(error), 3)
    except FazhiError as error:
        _end(str(error), 2)
    except _Interrupted as request:
        _end("interrupted; what was there before is unchanged", _SIGNALLED + request.number)
    except KeyboardInterrupt:
        _end("interrupted; what was there before is unchanged", _SIGNALLED + signal.SIGINT)
    except BrokenPipeError:  # the reader of our output went away: head, less
        _drop_output()
    except OSError as error:
        _drop_output()
        _end(_reason(error), 3)
    sys.exit(0)


def _run(app: Callable[[], object]) -> NoReturn:
    """Run the commands until they end, with all that they print. Raises SystemExit, and BrokenPipeError.

    The library of the command line, which takes a reader of our output that went away for an error of its own, ends then with
    its own status; what lies behind that end tells.
    """
    try:
        app()
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None
        sys.stdout.flush()
        raise
    sys.exit(0)


def _open_streams() -> None:
    """Give a process that was started without standard streams some that lead nowhere, so that no file takes their place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  as long as the process


def _drop_output() -> None:
    """What is still to be printed goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _reason(error: OSError) -> str:
    """What the system refused, where no room has said it already: it was about standard output, or temporary files."""
    what = f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) and not error.filename:
        there = tempfile.gettempdir()
        return f"{what}, on standard output or for temporary files ({there}); free some space, or set TMPDIR to another folder"
    return what


def _end(message: str, status: int) -> NoReturn:
    print(f"fazhi: {message}", file=sys.stderr)
    sys.exit(status)
