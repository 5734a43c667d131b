"""The command line: a thin skin over the library, one file for each command.

Only this room prints and exits. Exit status: 0 all went well; 1 something was left out (`build`) or found
(`check`); 2 the request could not be carried out; 3 the result could not be written; 130 interrupted.
"""

from fazhi.cli.app import main

__all__ = ["main"]
