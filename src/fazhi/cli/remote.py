"""What the commands that talk to a server share: their options, and who asks."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from getpass import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.errors import RemoteError

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store

    from fazhi.store.remote import Remote


class Kind(StrEnum):
    """The kinds of servers; a test proves that they are those of the store room."""

    FUSEKI = "fuseki"
    OXIGRAPH = "oxigraph"
    VIRTUOSO = "virtuoso"
    GRAPHDB = "graphdb"
    RDF4J = "rdf4j"
    BLAZEGRAPH = "blazegraph"
    QLEVER = "qlever"
    STARDOG = "stardog"
    STANDARD = "standard"


Address = Annotated[str, typer.Argument(metavar="URL", help="Address of the server, of its dataset, or of one of its endpoints.")]
Endpoint = Annotated[
    str | None, typer.Option("--endpoint", metavar="URL", help="Ask a triple store on a server instead; see `fazhi load`.")
]
KindOption = Annotated[Kind | None, typer.Option("--kind", help="Kind of server; found out by asking it.")]
User = Annotated[
    str | None,
    typer.Option("--user", help="Name to log in with; the password is asked for, or taken from FAZHI_PASSWORD.", metavar="NAME"),
]
Retries = Annotated[int, typer.Option("--retries", min=0, help="How often to try again when the server does not answer.")]
Timeout = Annotated[float, typer.Option("--timeout", min=1, help="Seconds to wait for one answer.")]


def connected(url: str, kind: Kind | None, user: str | None, *, retries: int = 6, timeout: float = 300.0) -> Remote:
    """The server, with the credentials of the environment or of a prompt."""
    from fazhi.cli.progress import waiting
    from fazhi.store.remote import Credentials, connect, environment

    found = environment(os.environ)
    if user is not None:
        password = found.password if found.user in ("", user) else ""
        if not password:
            if not sys.stdin.isatty():
                raise RemoteError(f"--user {user}: no password is there; set FAZHI_PASSWORD, or run this in a terminal")
            password = getpass(f"Password of {user}: ")
        found = Credentials(user, password)
    if (found.user or found.token) and url.startswith("http://") and not _is_near(url):
        print("fazhi: the password is sent without encryption; use https where the server offers it", file=sys.stderr)
    return connect(url, kind=kind, credentials=found, retries=retries, timeout=timeout, waiting=waiting)


def asked_store(source: Path, endpoint: str | None, kind: Kind | None, user: str | None) -> Store | Remote:
    """The store that a question goes to: that of the folder, or the one on a server, where its address is given."""
    from fazhi.store import open_output

    return open_output(source) if endpoint is None else connected(endpoint, kind, user, retries=1)


def _is_near(url: str) -> bool:
    from urllib.parse import urlsplit

    try:
        return urlsplit(url).hostname in ("localhost", "127.0.0.1", "::1")
    except ValueError:
        return True  # told later, as an address that is none
