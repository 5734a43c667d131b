"""The application: the endpoint, the page, and the catalogue for the page."""

from __future__ import annotations

import errno
import json
import os
import signal
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from fazhi.errors import StoreError
from fazhi.query import bind, catalogue
from fazhi.serve.pool import Limits, Pool
from fazhi.serve.protocol import Refused, chosen, read
from fazhi.serve.worker import PLAIN

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

_PAGE = Path(__file__).with_name("page.html")
_LONGEST = 1 << 20  # bytes of a request
_LAST_PORT = 65535
_NEAR = ("127.0.0.1", "localhost", "::1")


def application(
    folder: Path, *, limits: Limits | None = None, cors: Sequence[str] = (), hosts: Sequence[str] = ("*",)
) -> Starlette:
    """An ASGI application that answers queries of the store in a folder, at /sparql, and shows a page at /.

    `cors` are the origins whose pages may ask from a browser (none by default; "*" for all), `hosts` the names by which
    it may be called. StoreError where starlette is not installed.
    """
    try:
        from starlette.applications import Starlette
        from starlette.middleware import Middleware
        from starlette.middleware.cors import CORSMiddleware
        from starlette.middleware.trustedhost import TrustedHostMiddleware
        from starlette.routing import Route
    except ImportError:
        raise StoreError("an endpoint needs starlette and uvicorn; install them with: pip install 'fazhi[serve]'") from None
    pool = Pool(folder, limits or Limits())

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        """Workers start with the endpoint and stop with it."""
        await pool.start()
        yield
        await pool.stop()

    middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))]
    if cors:
        allowed = {"allow_origins": list(cors), "allow_methods": ["GET", "POST"], "allow_headers": ["*"]}
        middleware.append(Middleware(CORSMiddleware, **allowed))  # type: ignore[arg-type]
    site = _Site(pool)
    routes = [
        Route("/", site.front, methods=["GET"]),
        Route("/sparql", site.endpoint, methods=["GET", "POST"]),
        Route("/query", site.endpoint, methods=["GET", "POST"]),
        Route("/catalogue.json", site.questions, methods=["GET"]),
    ]
    return Starlette(routes=routes, middleware=middleware, lifespan=lifespan)


class _Site:
    """What stands at each address."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def endpoint(self, request: Request) -> Response:
        """The answer to a query, after the SPARQL 1.1 Protocol."""
        from starlette.responses import Response

        try:
            asked = read(
                request.method,
                request.url.query,
                request.headers.get("content-type", ""),
                await _body(request),
                request.headers.get("accept", ""),
            )
            status, media_type, body = await self._pool.answer(asked, request.is_disconnected)
        except Refused as refused:
            status, media_type, body = refused.status, PLAIN, f"{refused}\n".encode()
        headers = {"Content-Type": media_type, "Vary": "Accept"}
        if status == 503:
            headers["Retry-After"] = "5"
        return Response(body, status, headers)

    async def front(self, request: Request) -> Response:
        """The page, or what describes the endpoint, or the answer to a query that is given here."""
        from starlette.responses import FileResponse, Response

        if "query" in request.query_params:
            return await self.endpoint(request)
        accept = request.headers.get("accept", "")
        if chosen(accept, ("text/html", "text/turtle")) == "text/turtle":
            return Response(_description(str(request.base_url)), media_type="text/turtle")
        return FileResponse(_PAGE, media_type="text/html")

    async def questions(self, _: Request) -> Response:
        """The catalogue, for the page."""
        from starlette.responses import Response

        return Response(_questions(), media_type="application/json")


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST:
            raise Refused(413, f"the request is larger than the {_LONGEST >> 10} kB that are read here")
    return body


def _questions() -> str:
    """The catalogue as the page needs it: name, titles, and the query that is run without parameters."""
    rows = [
        {
            "name": found.name,
            "zh": found.title.zh,
            "en": found.title.en,
            "sparql": bind(found.sparql, {p.name: p.example for p in found.parameters if p.required}).partition("\n\n")[2],
        }
        for found in catalogue()
    ]
    return json.dumps(rows, ensure_ascii=False)


def _description(base: str) -> str:
    """What the endpoint is, after SPARQL 1.1 Service Description."""
    return f"""@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .

<{base}sparql> a sd:Service ;
    sd:endpoint <{base}sparql> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV,
        formats:SPARQL_Results_TSV, formats:Turtle, formats:N-Triples, formats:RDF_XML, formats:JSON-LD .
"""


def serve(
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 7879,
    limits: Limits | None = None,
    cors: Sequence[str] = (),
    begun: Callable[[], None] = lambda: None,
) -> None:
    """Serve the store of a folder until the process is told to end; `begun` is called when clients can connect.

    StoreError where it cannot be served: no graph is there, the port is taken, a package is missing.
    """
    found = application(folder, limits=limits, cors=cors, hosts=_NEAR[:2] if host in _NEAR else ("*",))
    try:
        import uvicorn
    except ImportError:
        raise StoreError("an endpoint needs starlette and uvicorn; install them with: pip install 'fazhi[serve]'") from None
    from fazhi.store import open_output

    open_output(folder)  # tells at once where there is no graph
    with ExitStack() as stack:
        listeners = [stack.enter_context(listener) for listener in _listening(host, port)]
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)  # uvicorn ends well by itself, and then hands the signal on
        begun()
        uvicorn.Server(uvicorn.Config(found, log_level="warning", access_log=False, server_header=False)).run(listeners)


def _listening(host: str, port: int) -> list[socket.socket]:
    """Sockets that clients can connect to, one for each address of a host (localhost has two). StoreError where there is none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except socket.gaierror as error:
        raise StoreError(f"{host}:{port}: {host} is no address of this machine ({error.strerror}); give another --host") from None
    listeners: list[socket.socket] = []
    failure: OSError | None = None
    for family, address in dict.fromkeys((family, address[:2]) for family, _, _, _, address in found):
        try:
            listeners.append(socket.create_server(address, family=family))
        except OSError as error:  # IPv6 is switched off on many machines: one address that works is enough
            failure = failure if failure is not None and failure.errno == errno.EADDRINUSE else error
    if failure is not None and (not listeners or failure.errno == errno.EADDRINUSE):
        for listener in listeners:
            listener.close()
        raise _refused(host, port, failure) from None
    return listeners


def _refused(host: str, port: int, error: OSError) -> StoreError:
    """Why a port cannot be had, and what to do."""
    where = f"{host}:{port}"
    if error.errno == errno.EADDRINUSE:
        free = port + 1 if port < _LAST_PORT else port - 1
        return StoreError(f"{where}: another program has port {port}; end it, or choose another: --port {free}")
    if isinstance(error, PermissionError):
        return StoreError(f"{where}: you may not open port {port}; choose one from 1024 on, such as --port 7879")
    return StoreError(f"{where}: cannot be listened on: {os.strerror(error.errno or 0)}; give another --host or --port")
