"""A running server: asking it, reading and writing its graphs.

What fails on the way (no answer, a busy server) is tried again after a while; what the server refuses is an
error that says what it said. Names, passwords and tokens are sent to the server and go nowhere else.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from fazhi.errors import RemoteError
from fazhi.store.remote.digest import parsed
from fazhi.store.remote.servers import Endpoints, Server

if TYPE_CHECKING:
    import httpx

_BUSY = frozenset({429, 502, 503, 504})
_FORMS = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
_WAIT, _LONGEST_WAIT = 0.5, 20.0  # seconds: the first wait and the longest
_SAID = 300  # characters of what a server says, in a message of ours

Waiting = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks: a name with a password, or a token. They are never shown.

    >>> Credentials("dba", "secret")
    Credentials(user='dba')
    """

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def __repr__(self) -> str:
        return f"Credentials(user={self.user!r})" if self.user else "Credentials()"


@dataclass(frozen=True, slots=True)
class Remote:
    """A dataset on a running server. `retries` is how often what got no answer is tried again."""

    server: Server
    endpoints: Endpoints
    http: httpx.Client = field(repr=False)
    retries: int = 6
    waiting: Waiting | None = field(default=None, repr=False)

    def close(self) -> None:
        """End the connections."""
        self.http.close()

    # ------------------------------------------------------------------ asking

    def query(self, sparql: str, *, union: bool = False) -> ox.QuerySolutions | ox.QueryBoolean | list[ox.Triple]:
        """Ask: the solutions, the truth value or the triples that the server gives; RemoteError where it gives none.

        With `union`, the default graph is that of all graphs, on the servers that can be told so.
        """
        address = self.endpoints.query
        if union and self.server.union:
            address += ("&" if "?" in address else "?") + self.server.union
        accept = self.server.triples if _gives_triples(sparql) else self.server.results
        response = self.send("POST", address, data={"query": sparql}, headers={"Accept": accept, **_FORMS})
        kind = response.headers.get("content-type", "").split(";")[0].strip()
        if kind in ("application/n-triples", "text/ntriples", "text/plain"):
            return [quad.triple for quad in ox.parse(response.content, ox.RdfFormat.N_TRIPLES)]
        try:
            form = ox.QueryResultsFormat.from_media_type(kind) or ox.QueryResultsFormat.JSON
            return _truth(ox.parse_query_results(response.content, form))
        except (SyntaxError, ValueError) as error:
            raise RemoteError(f"{self.endpoints.query}: the answer cannot be read ({error}); {_said(response)}") from error

    def select(self, sparql: str) -> list[tuple[str, ...]]:
        """The rows of a SELECT, as plain text."""
        found = self.query(sparql)
        if not isinstance(found, ox.QuerySolutions):
            raise RemoteError(f"{self.endpoints.query}: the answer is no table; is this a SPARQL endpoint?")
        with self.reading():
            return [tuple("" if term is None else term.value for term in row) for row in found]

    @contextmanager
    def reading(self) -> Iterator[None]:
        """While rows are drawn from an answer: RemoteError where it breaks off, as it does where a server ends a long query."""
        try:
            yield
        except SyntaxError as error:
            raise RemoteError(
                f"{self.endpoints.query}: the answer breaks off ({error}); the server ended the query: "
                "ask for less, or have it give a query more time"
            ) from error

    # ------------------------------------------------------------------ graphs

    def graph(self, iri: str) -> list[str]:
        """The triples of a named graph, as sorted lines of N-Triples; none where there is no such graph."""
        accept = {"Accept": self.server.triples}
        if self.server.writing == "update":
            text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"
            response = self.send("POST", self.endpoints.query, data={"query": text}, headers={**accept, **_FORMS})
        else:
            response = self.send("GET", self.endpoints.graph(iri), headers=accept, allow=(404,))
        return [] if response.status_code == 404 else parsed(response.content, self.endpoints.graphs)

    def put(self, iri: str, lines: list[str], *, merge: bool = False) -> None:
        """Make a named graph that of these lines of N-Triples, or with `merge` add them to it."""
        body = "".join(f"{line}\n" for line in lines)
        if self.server.writing == "update":
            insert = f"INSERT DATA {{ GRAPH <{iri}> {{\n{body}}} }}"
            self.update(insert if merge else f"DROP SILENT GRAPH <{iri}> ;\n{insert}")
            return
        headers = {"Content-Type": self.server.triples}
        self.send("POST" if merge else "PUT", self.endpoints.graph(iri), content=body.encode("utf-8"), headers=headers)

    def drop(self, iri: str) -> None:
        """Remove a named graph; nothing happens where there is none."""
        if self.server.writing == "update":
            self.update(f"DROP SILENT GRAPH <{iri}>")
        else:
            self.send("DELETE", self.endpoints.graph(iri), allow=(404,))

    def update(self, text: str) -> None:
        """Carry out a SPARQL Update."""
        if self.server.writing == "update":  # a whole graph, larger than what servers read of a form
            headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
            self.send("POST", self.endpoints.update, content=text.encode("utf-8"), headers=headers)
            return
        self.send(
            "POST", self.endpoints.update, data={"update" if self.server.name != "virtuoso" else "query": text}, headers=_FORMS
        )

    # ------------------------------------------------------------------ the wire

    def send(self, method: str, url: str, *, allow: tuple[int, ...] = (), **more: Any) -> httpx.Response:
        """One request, tried again where nothing answers; RemoteError where the server refuses or stays silent."""
        import httpx

        for attempt in range(self.retries + 1):
            try:
                response = self.http.request(method, url, **more)
            except (httpx.TransportError, OSError) as error:
                reason = f"does not answer ({str(error) or type(error).__name__})"
                wait = _WAIT * 2**attempt
            except httpx.InvalidURL as error:
                raise RemoteError(
                    f"{url}: no address of a server ({error}); give one such as http://localhost:3030/reports"
                ) from error
            else:
                if response.status_code not in _BUSY:
                    return _accepted(response, method, url, allow)
                reason = f"answers {response.status_code} ({_said(response)})"
                wait = _asked_wait(response) or _WAIT * 2**attempt
            if attempt < self.retries:
                wait = min(wait, _LONGEST_WAIT)
                if self.waiting is not None:
                    self.waiting(reason, wait)
                time.sleep(wait)
        raise RemoteError(f"{_place(url)}: the server {reason}; start it, see that the address is right, and run this again")


def _accepted(response: httpx.Response, method: str, url: str, allow: tuple[int, ...]) -> httpx.Response:
    """The response, where it is one of success; else the error that it tells of."""
    status = response.status_code
    if response.is_success or status in allow:
        return response
    place = f"{_place(url)}: {method} was refused with {status}"
    if status in (401, 403):
        raise RemoteError(
            f"{place}: name, password or token are missing or wrong, or this user may not do it; "
            "set FAZHI_USER and FAZHI_PASSWORD, or FAZHI_TOKEN, or give --user and type the password"
        )
    if response.is_redirect:
        raise RemoteError(f"{place}: the server points to {response.headers.get('location')}; give that address")
    if status in (404, 405):
        raise RemoteError(
            f"{place}: there is no such endpoint ({_said(response)}); "
            "give the address of the dataset, and --kind for the kind of server"
        )
    raise RemoteError(f"{place}: {_said(response)}")


def _gives_triples(sparql: str) -> bool:
    """Whether a query asks for triples, by its first word after the prologue; a server may need to be told which format then."""
    found = re.search(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.sub(r"<[^<>\s]*>|#[^\n]*", " ", sparql), re.IGNORECASE)
    return found is not None and found[1].upper() in ("CONSTRUCT", "DESCRIBE")


def _truth(found: ox.QuerySolutions | ox.QueryBoolean) -> ox.QuerySolutions | ox.QueryBoolean:
    """The answer to an ASK, which Virtuoso gives as a table with one number."""
    if not isinstance(found, ox.QuerySolutions) or [variable.value for variable in found.variables] != ["__ASK_RETVAL"]:
        return found
    answer = any(isinstance(row[0], ox.Literal) and row[0].value == "1" for row in found)
    text = f'{{"head": {{}}, "boolean": {"true" if answer else "false"}}}'
    return ox.parse_query_results(text.encode(), ox.QueryResultsFormat.JSON)


def _place(url: str) -> str:
    return url.split("?")[0]


def _said(response: httpx.Response) -> str:
    text = " ".join(response.text.split())
    return text[:_SAID] + ("…" if len(text) > _SAID else "") or "the server gives no reason"


def _asked_wait(response: httpx.Response) -> float:
    asked = response.headers.get("retry-after", "")
    return float(asked) if asked.isdigit() else 0.0
