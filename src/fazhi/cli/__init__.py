"""The command line: a thin skin over the library, one file for each command.

Only this room prints and exits. Exit status: 0 all went well; 1 something was left out (`build`) or found
(`check`); 2 the request could not be carried out; 3 the result could not be written; 130 interrupted.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import NoReturn

from fazhi.errors import FazhiError, OutputError

__all__ = ["main"]


class _Interrupted(BaseException):
    """The user has had enough; no library may take this for an error of its own."""


def _interrupt(*_: object) -> NoReturn:
    raise _Interrupted


def main() -> NoReturn:
    """Run the command line; every error of fazhi becomes one line on standard error and an exit status."""
    try:
        signal.signal(signal.SIGINT, _interrupt)
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="replace")
        from fazhi.cli.app import app  # it takes its time, in which the user may have had enough too

        app()
    except OutputError as error:
        _end(str(error), 3)
    except FazhiError as error:
        _end(str(error), 2)
    except (_Interrupted, KeyboardInterrupt):
        _end("interrupted; what was there before is unchanged", 130)
    except BrokenPipeError:  # the reader of our output went away: head, less
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)


def _end(message: str, status: int) -> NoReturn:
    print(f"fazhi: {message}", file=sys.stderr)
    sys.exit(status)
