"""The option --issuer of commands that look at the reports of some bodies alone: a name that nobody has is an error.

A misspelt one would else choose no report, of which there is nothing to tell, as if all were well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.errors import QueryError

if TYPE_CHECKING:
    from fazhi.corpus import Corpus

_SHOWN = 5

Issuer = Annotated[str, typer.Option("--issuer", help="Only reports of bodies whose name holds this.")]


def check_issuer(corpus: Corpus, issuer: str) -> None:
    """Raises QueryError, with the names that are near, where no body that reports has this in its name."""
    from fazhi.corpus import bodies
    from fazhi.query.names import near

    known = sorted({body.name for body in bodies(corpus)})
    if not issuer or any(issuer in name for name in known):
        return
    close = near(issuer, known)
    rest = f"near it are {', '.join(close)}" if close else f"there are {len(known)}: {', '.join(known[:_SHOWN])}"
    rest += ", …" if not close and len(known) > _SHOWN else ""
    raise QueryError(f"--issuer {issuer}: no body that reports has this in its name; {rest}")
