"""An endpoint: the store of a folder, asked over the SPARQL 1.1 Protocol.

In come HTTP requests, out go answers; nothing is ever changed. A query is carried out in a process of its own, on a
read-only store, with a limit of time and of memory: a query that goes beyond is ended for good, with its process.
What changes a graph, or asks another server, is refused before it runs; and the process that runs a query cannot open a
connection, nor a file.

`application` is an ASGI application (Starlette), for any server of that kind; `serve` runs it on uvicorn. When the folder is
built anew, the next query sees the new state.

>>> from fazhi.serve.protocol import chosen
>>> chosen("text/csv;q=0.5, application/sparql-results+json", TABLES)
'application/sparql-results+json'
"""

from fazhi.serve.app import application, serve
from fazhi.serve.pool import Limits
from fazhi.serve.protocol import GRAPHS, TABLES

__all__ = ["GRAPHS", "TABLES", "Limits", "application", "serve"]
