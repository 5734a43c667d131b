"""The process that carries out queries, one after the other, and may be ended at any moment.

It opens the store, answers a few queries for practice, so that all that it needs is loaded, and then gives up what it does not
need: more memory than it is allowed, new files, connections. So even a query that got past the refusal of `SERVICE` reaches
nobody. Whatever fails while a query is carried out is an answer; only what ends the process at once ends it.
"""

from __future__ import annotations

import io
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from fazhi.errors import FazhiError
from fazhi.query import sparql
from fazhi.query.engine import explained
from fazhi.query.questions import is_name
from fazhi.serve.protocol import GRAPHS, TABLES, Refused, Request
from fazhi.store import open_output
from fazhi.store.merging import merged

Reply = tuple[int, str, bytes]
"""Status of HTTP, media type, and body."""

PLAIN = "text/plain; charset=utf-8"

_NO_MEMORY: Reply = 500, PLAIN, b"the query needs more memory than this endpoint gives it\n"
_PRACTICE = ("ASK {}", "SELECT (1 AS ?one) {}", "CONSTRUCT { <a:b> <a:b> 1 } WHERE {}", "SELECT", "one-word", "LOAD <a:b>")


class _TooLarge(Exception):
    """An answer has outgrown its limit."""


class _Limited(io.BytesIO):
    """A body that may not outgrow a number of bytes."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Write bytes. Raises _TooLarge where they are more than there is room for."""
        if self.tell() + len(data) > self.most:
            raise _TooLarge
        return super().write(data)


def work(folder: Path, connection: Connection, memory: int, answer: int) -> None:
    """Answer requests until the connection ends; `memory` and `answer` are limits in bytes.

    The first thing sent is None, or the reason why there is no store.
    """
    try:
        store = merged(open_output(folder))
        practise()
    except FazhiError as error:
        connection.send(str(error))
        return
    except Exception as error:
        connection.send(f"{folder}: its store cannot be opened: {_told(error)}; build it again")
        return
    _confine(memory)
    connection.send(None)
    with suppress(EOFError, KeyboardInterrupt, BrokenPipeError):
        while True:
            found = reply(store, connection.recv(), answer)
            try:
                connection.send(found)
            except MemoryError:  # it is copied on its way; nothing of it was sent yet
                connection.send(_NO_MEMORY)


def practise() -> None:
    """Have each kind of answer once, in each format: what is read from the disk for the first use is read now."""
    for query in _PRACTICE:
        for table, graph in zip(TABLES, GRAPHS, strict=True):
            reply(ox.Store(), Request(query, table=table, graph=graph), 1 << 20)


def reply(store: ox.Store, request: Request, most: int) -> Reply:
    """The answer of a store, whose default graph is the merge of all, to a request; of so many bytes at most.

    What fails on the way is told in the answer.
    """
    try:
        return _reply(store, request, most)
    except Refused as refused:
        return refused.status, PLAIN, f"{refused}\n".encode()
    except FazhiError as error:
        return (403 if "SERVICE" in str(error) or "only ask" in str(error) else 400), PLAIN, f"{error}\n".encode()
    except _TooLarge:
        reason = f"the answer is larger than the {most >> 20} MB that this endpoint gives; ask for less, or with LIMIT"
        return 500, PLAIN, f"{reason}\n".encode()
    except MemoryError:
        return _NO_MEMORY
    except Exception as error:  # such as RuntimeError for a function that the engine lacks, OSError for a disk that fails
        return 500, PLAIN, f"the query could not be carried out: {_told(error)}\n".encode("utf-8", "replace")


def _told(error: Exception) -> str:
    """What went wrong, in one line."""
    return " ".join(str(error).split()) or type(error).__name__


def _reply(store: ox.Store, request: Request, most: int) -> Reply:
    if is_name(request.query) or not request.query.strip():
        given = request.query.strip() or "it is empty"
        raise Refused(400, f"query: {given[:80]}: a query in SPARQL is needed here, such as SELECT * {{ ?s ?p ?o }} LIMIT 10")
    text = sparql(request.query)
    try:
        found = store.query(
            text,
            default_graph=_nodes(request.default_graphs) or ([] if request.named_graphs else None),
            named_graphs=_nodes(request.named_graphs) or ([] if request.default_graphs else None),
        )
    except SyntaxError as error:
        raise Refused(400, explained(text, str(error))) from error
    body = _Limited(most)
    if isinstance(found, ox.QueryTriples):
        form = ox.RdfFormat.from_media_type(_acceptable(request.graph))
        assert form is not None
        found.serialize(body, form)
        return 200, f"{request.graph}; charset=utf-8", body.getvalue()
    table = ox.QueryResultsFormat.from_media_type(_acceptable(request.table))
    assert table is not None
    if isinstance(found, ox.QueryBoolean) and table in (ox.QueryResultsFormat.CSV, ox.QueryResultsFormat.TSV):
        return 200, f"{request.table}; charset=utf-8", b"true\n" if found else b"false\n"
    found.serialize(body, table)
    return 200, f"{request.table}; charset=utf-8", body.getvalue()


def _nodes(iris: tuple[str, ...]) -> list[Any]:
    try:
        return [ox.NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise Refused(400, f"the IRI of a graph cannot be read: {error}") from None


def _acceptable(media_type: str | None) -> str:
    if media_type is None:
        raise Refused(406, "none of the formats in the Accept header can be given for this form of query")
    return media_type


def _confine(memory: int) -> None:
    """Give up more memory than `memory` bytes beyond what is in use, and all files and connections but those that are open.

    Where the system has no such limits, nothing is given up; the limit of time holds everywhere.
    """
    try:
        import resource
    except ImportError:  # not a POSIX system
        return
    with suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        limit = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))  # those that are open stay so; no other can be opened
