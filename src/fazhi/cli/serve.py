"""`fazhi serve`: the graph as a SPARQL endpoint."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fazhi.cli.paths import From


def serve(
    source: From = Path("exports"),
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 lets other machines in.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 7879,
    seconds: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds that a query may take.")] = 30.0,
    memory: Annotated[int, typer.Option(min=64, help="Megabytes of memory that a query may take.")] = 1024,
    answer: Annotated[int, typer.Option(min=1, help="Megabytes that an answer may have.")] = 256,
    workers: Annotated[int, typer.Option(min=1, help="Queries that may run at a time.")] = 2,
    cors: Annotated[
        list[str] | None, typer.Option(metavar="ORIGIN", help="A web page's origin that may ask from a browser; '*' for all.")
    ] = None,
) -> None:
    """Serve the graph as a read-only SPARQL 1.1 endpoint, with a page to type queries in.

    [dim]fazhi serve[/dim]

    [dim]fazhi serve --from results --port 8000 --timeout 10 --cors https://example.org[/dim]

    The endpoint is at /sparql. A query that takes too long or too much memory is ended; SERVICE, LOAD and updates are refused.
    When the folder is built again, the next query sees it.
    """
    from fazhi.serve import Limits
    from fazhi.serve import serve as run

    place = f"http://{host}:{port}/"
    run(
        source,
        host=host,
        port=port,
        limits=Limits(seconds=seconds, memory=memory, answer=answer, workers=workers),
        cors=cors or (),
        begun=lambda: print(f"{source}/ at {place}sparql, with a page at {place} (Ctrl+C ends it)", flush=True),
    )
