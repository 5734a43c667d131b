"""Finding a server: what kind it is, where its dataset is, and how it wants to know who asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from fazhi.errors import RemoteError
from fazhi.store.remote.client import Credentials, Remote, Waiting
from fazhi.store.remote.servers import KINDS, Server

_REFUSALS = tuple(status for status in range(300, 600) if status != 401)  # each tells that a server is there

_LITTLE = "?query=ASK%7B%7D"  # at the address of its dataset alone, a server would begin to send all of it


def connect(
    address: str,
    *,
    kind: str | None = None,
    credentials: Credentials | None = None,
    timeout: float = 300.0,
    retries: int = 6,
    waiting: Waiting | None = None,
) -> Remote:
    """The dataset at an address: that of a server with one dataset, of a dataset, or of one of its endpoints.

    `kind` is a name of KINDS; without it the server is asked. `timeout` is in seconds, for one request. RemoteError where
    nothing is found there.
    """
    try:
        import httpx
    except ImportError:
        raise RemoteError(
            "remote stores need httpx, which is not installed; install it with: pip install 'fazhi[remote]'"
        ) from None
    address = _checked(address)
    if kind is not None and kind not in KINDS:
        raise RemoteError(f"kind {kind!r}: there is none of this name; give one of {', '.join(KINDS)}")
    http = httpx.Client(timeout=httpx.Timeout(timeout, connect=10), auth=_auth(credentials), headers={"User-Agent": "fazhi"})
    asking = Remote(KINDS["standard"], KINDS["standard"].endpoints(address), http, retries, waiting)
    try:
        server, dataset = _found(asking, address, kind)
    except BaseException:
        http.close()
        raise
    return Remote(server, server.endpoints(dataset), http, retries, waiting)


def _checked(address: str) -> str:
    try:
        parts = urlsplit(address)
        host, user = parts.hostname, parts.username or parts.password
    except ValueError:
        parts, host, user = urlsplit(""), None, None
    if parts.scheme not in ("http", "https") or not host:
        raise RemoteError(f"{address!r}: no address of a server; give one such as http://localhost:3030/reports")
    if user:
        raise RemoteError(
            f"{parts.scheme}://…@{host}: a password in an address ends up in the history of the shell; "
            "set FAZHI_USER and FAZHI_PASSWORD instead, or give --user and type the password"
        )
    return address.rstrip("/")


def _auth(credentials: Credentials | None) -> Any:
    """What httpx needs to authenticate: by token, or as the server demands it (basic or digest)."""
    import httpx

    who = credentials or Credentials()
    if not (who.user or who.token):
        return None

    class Demanded(httpx.Auth):
        """Basic or digest, as the first refusal tells; chosen once for a connection."""

        chosen: httpx.Auth | None = None

        def auth_flow(self, request: httpx.Request) -> Any:
            """Send a request with the token, or again with the credentials where it is refused with 401 (see `httpx.Auth`)."""
            if who.token:
                request.headers["Authorization"] = f"Bearer {who.token}"
                yield request
                return
            if self.chosen is None:
                response = yield request
                if response.status_code != 401:
                    return
                schemes = " ".join(response.headers.get_list("www-authenticate")).lower()
                scheme = httpx.DigestAuth if "digest" in schemes else httpx.BasicAuth
                self.chosen = scheme(who.user, who.password)
            yield from self.chosen.auth_flow(request)

    return Demanded()


def _found(asking: Remote, address: str, kind: str | None) -> tuple[Server, str]:
    """Kind of server and address of the dataset; the kind is found by asking, where it is not given."""
    if kind is not None:
        server = KINDS[kind]
        return server, server.dataset(_only_dataset(asking, server, address))
    response = asking.send("GET", address + _LITTLE, headers={"Accept": "text/html, */*;q=0.1"}, allow=_REFUSALS)
    server_name = response.headers.get("server", "").lower()
    if "virtuoso" in server_name:
        return KINDS["virtuoso"], KINDS["virtuoso"].dataset(address)
    if "oxigraph" in server_name:
        return KINDS["oxigraph"], KINDS["oxigraph"].dataset(address)
    if "fuseki" in server_name or "fuseki-request-id" in response.headers or _answers(asking, _root(address) + "/$/ping", ""):
        return KINDS["fuseki"], KINDS["fuseki"].dataset(_only_dataset(asking, KINDS["fuseki"], address))
    if "/namespace/" in address or "blazegraph" in address:
        return KINDS["blazegraph"], KINDS["blazegraph"].dataset(address)
    if found := _repositories(asking, address):
        return found
    if _answers(asking, f"{address}?cmd=stats", "num-triples"):
        return KINDS["qlever"], address
    names = ", ".join(KINDS)
    raise RemoteError(
        f"{address}: the kind of this server could not be found out (it calls itself {server_name or 'nothing'!r}); "
        f"give --kind, one of {names}"
    )


def _only_dataset(asking: Remote, server: Server, address: str) -> str:
    """The address of the dataset; where that of a Fuseki itself was given, its only dataset."""
    parts = urlsplit(address)
    if server.name != "fuseki" or parts.path.strip("/"):
        return address
    response = asking.send("GET", f"{address}/$/datasets", headers={"Accept": "application/json"}, allow=tuple(range(400, 500)))
    names = [row["ds.name"] for row in response.json()["datasets"]] if response.is_success else []
    if len(names) == 1:
        return address + str(names[0])
    told = f"it has {', '.join(names)}" if names else "it does not tell which it has"
    raise RemoteError(
        f"{address}: this is a Fuseki, not one of its datasets ({told}); give the address of one, such as {address}/reports"
    )


def _repositories(asking: Remote, address: str) -> tuple[Server, str] | None:
    """A repository of GraphDB or RDF4J, where the address is that of one, or of a server with just one."""
    root, _, name = address.partition("/repositories")
    if not _answers(asking, f"{root}/protocol", ""):
        return None
    server = KINDS["graphdb" if _answers(asking, f"{root}/rest/repositories", "") else "rdf4j"]
    if name.strip("/"):
        return server, server.dataset(address)
    response = asking.send("GET", f"{root}/repositories", headers={"Accept": "application/sparql-results+json"})
    names = [row["id"]["value"] for row in response.json()["results"]["bindings"] if row["id"]["value"] != "SYSTEM"]
    if len(names) == 1:
        return server, f"{root}/repositories/{names[0]}"
    raise RemoteError(
        f"{address}: this server has the repositories {', '.join(names) or '(none)'}; "
        f"give the address of one: {root}/repositories/NAME"
    )


def _root(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _answers(asking: Remote, url: str, word: str) -> bool:
    """Whether something is at an address, and says a word."""
    response = asking.send("GET", url, allow=tuple(range(300, 600)))
    return response.is_success and word in response.text


def environment(environ: Mapping[str, str]) -> Credentials:
    """The credentials that the environment gives: FAZHI_USER and FAZHI_PASSWORD, or FAZHI_TOKEN.

    >>> environment({"FAZHI_USER": "dba", "FAZHI_PASSWORD": "secret"})
    Credentials(user='dba')
    """
    return Credentials(environ.get("FAZHI_USER", ""), environ.get("FAZHI_PASSWORD", ""), environ.get("FAZHI_TOKEN", ""))
