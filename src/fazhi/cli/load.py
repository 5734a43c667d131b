"""`fazhi load`: the graph into a running triple store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.cli.paths import From
from fazhi.cli.remote import Address, KindOption, Retries, Timeout, User, connected

if TYPE_CHECKING:
    from fazhi.store.remote import Plan

_SHOWN = 20


def load(
    url: Address,
    source: From = Path("exports"),
    kind: KindOption = None,
    user: User = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Compare, tell what would be done, and change nothing.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Remove graphs of reports that are gone here.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Put graphs that are the same, too.")] = False,
    chunk: Annotated[int, typer.Option(min=1, help="Triples in one request, at most.")] = 50_000,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell count and digest of each graph.")] = False,
    retries: Retries = 6,
    timeout: Timeout = 300.0,
) -> None:
    """Load the graph into a running triple store, each report as a named graph, and verify it.

    [dim]fazhi load http://localhost:3030/reports[/dim]

    [dim]fazhi load http://localhost:8890 --user dba --prune[/dim]

    [dim]FAZHI_TOKEN=… fazhi load https://example.org/repositories/reports --dry-run[/dim]

    Fuseki, Oxigraph, Virtuoso, GraphDB, RDF4J, Blazegraph, QLever, Stardog. What is there already and is the same stays; what
    differs is replaced; run again, it goes on where it was interrupted.
    """
    from fazhi.cli.progress import steps
    from fazhi.store import open_output
    from fazhi.store.remote import load as put
    from fazhi.store.remote import plan

    store = open_output(source)
    remote = connected(url, kind, user, retries=retries, timeout=timeout)
    place = f"{remote.server.title} at {remote.endpoints.query}"
    try:
        with steps() as progress:
            if dry_run:
                found = plan(store, remote, prune=prune, force=force, progress=progress)
            else:
                done = put(store, remote, prune=prune, force=force, chunk=chunk, progress=progress)
    finally:
        remote.close()
    if dry_run:
        _tell(found, place)
        return
    print(
        f"{place}: {done.put} graphs loaded, {done.same} were there already, {done.removed} removed\n"
        f"verified: {done.graphs} graphs, {done.triples:,} triples, the same here and there; digest {done.digest[:16]}"
    )
    if verbose:
        for graph, (count, digest) in done.verified.items():
            print(f"  {count:9,}  {digest[:16]}  {graph}")


def _tell(found: Plan, place: str) -> None:
    print(f"{place}: nothing was changed; a load would")
    for verb, graphs in (("put", found.put), ("leave as they are", found.same), ("remove", found.remove)):
        print(f"  {verb}: {len(graphs)} graphs, {sum(graphs.values()):,} triples")
        if verb != "leave as they are":
            for graph in list(graphs)[:_SHOWN]:
                print(f"    {graph} ({graphs[graph]:,})")
            if len(graphs) > _SHOWN:
                print(f"    and {len(graphs) - _SHOWN} more")
