"""Bringing a server's named graphs in line with those of a store.

First the server is asked how many triples each of its graphs has; a graph of the right size is read back and
compared. What is missing or differs is put, graph by graph, each as a whole: a small graph by one request, a large one in
chunks into a graph beside it, which then takes its place by one MOVE. At the end all is compared again. A server that
came back with less than it had is loaded again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pyoxigraph as ox

from fazhi.errors import RemoteError
from fazhi.store.remote.client import Remote
from fazhi.store.remote.digest import digest, triples
from fazhi.vocabulary import DCTERMS, FZ

CHUNK = 50_000
"""Triples in one request, at most."""

_INCOMING = "#incoming"
_ROUNDS = 3  # of putting and comparing, while a server loses what it had
_PAGE = 5_000
_REPORT_GRAPH = re.compile(r"(.*?)report/.*/graph$")

Progress = Callable[[str, int, int], None]
"""Called with what is being done ("comparing", "loading", "verifying"), triples done, and triples in all."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a load would do: graphs to put with the number of their triples, graphs that are the same, graphs to remove.

    `digests` has that of each graph that is the same, made of what the server gave.
    """

    put: dict[str, int]
    same: dict[str, int]
    remove: dict[str, int]
    digests: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded and verified.

    `verified` has for each graph the number of its triples and its digest, the same on the server and in the store; `digest`
    is that of all graphs.
    """

    put: int
    same: int
    removed: int
    graphs: int
    triples: int
    digest: str
    verified: dict[str, tuple[int, str]] = field(default_factory=dict)


def graphs_of(store: ox.Store) -> dict[str, int]:
    """The named graphs of a store, each with the number of its triples."""
    found = store.query("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    assert isinstance(found, ox.QuerySolutions)
    return dict(sorted((row["g"].value, int(row["n"].value)) for row in found))


def graphs_on(remote: Remote) -> dict[str, int]:
    """The named graphs of a server, each with the number of its triples."""
    found: dict[str, int] = {}
    last = ""
    while True:
        rows = remote.select(
            f'SELECT ?g (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STR(?g) > "{last}") }} '
            f"GROUP BY ?g ORDER BY ?g LIMIT {_PAGE}"
        )
        new = {row[0]: int(row[1]) for row in rows if row[0] not in found}
        found.update(new)
        if len(rows) < _PAGE or not new:
            return found
        last = max(found)


def bases(graphs: dict[str, int]) -> tuple[str, ...]:
    """The base IRIs below which graphs are ours: those of the graphs of reports.

    >>> bases({"https://w3id.org/fazhi/id/report/某镇/2023/法治政府建设报告/graph": 1})
    ('https://w3id.org/fazhi/id/',)
    """
    return tuple(sorted({match[1] for graph in graphs if (match := _REPORT_GRAPH.match(graph))}))


def plan(store: ox.Store, remote: Remote, *, prune: bool = False, force: bool = False, progress: Progress | None = None) -> Plan:
    """Compare a store with a server, and change nothing.

    `prune` removes graphs below our base IRI that the store does not have; `force` puts graphs that are the same, too.
    """
    ours, theirs = graphs_of(store), graphs_on(remote)
    total, done = sum(ours.values()), 0
    put: dict[str, int] = {}
    same: dict[str, int] = {}
    digests: dict[str, str] = {}
    for graph, count in ours.items():
        if not force and theirs.get(graph) == count and (there := digest(remote.graph(graph))) == digest(triples(store, graph)):
            same[graph], digests[graph] = count, there
        else:
            put[graph] = count
        done += count
        if progress is not None:
            progress("comparing", done, total)
    below = bases(ours)
    gone = {graph: count for graph, count in theirs.items() if prune and below and graph.startswith(below) and graph not in ours}
    left = {
        graph: count for graph, count in theirs.items() if graph.endswith(_INCOMING) and graph.removesuffix(_INCOMING) in ours
    }
    return Plan(put, same, {**gone, **left}, digests)


def load(
    store: ox.Store,
    remote: Remote,
    *,
    prune: bool = False,
    force: bool = False,
    chunk: int = CHUNK,
    progress: Progress | None = None,
) -> Loaded:
    """Make the named graphs of a server those of a store, and verify it.

    Graphs of the server that the store does not have stay, unless `prune` takes those below our base IRI away. RemoteError
    where the server refuses, stays silent, or holds something else in the end; run again to go on.
    """
    done = 0
    removed: set[str] = set()
    first: Plan | None = None
    for round in range(_ROUNDS):
        found = plan(store, remote, prune=prune, force=force and round == 0, progress=progress)
        first = first or found
        if not found.put and not found.remove:
            return _loaded(found, first, len(removed))
        for graph in found.remove:
            remote.drop(graph)
            removed.add(graph)
        done, total = 0, sum(found.put.values())
        for graph, count in found.put.items():
            _put(remote, graph, triples(store, graph), chunk)
            done += count
            if progress is not None:
                progress("loading", done, total)
    wrong = plan(store, remote, prune=prune, progress=progress)
    if wrong.put or wrong.remove:
        graph = next(iter({**wrong.put, **wrong.remove}))
        raise RemoteError(
            f"{remote.endpoints.query}: after loading, {len(wrong.put) + len(wrong.remove)} graphs are not as they should be, "
            f"{graph} the first; see whether somebody else writes there, and load again"
        )
    assert first is not None
    return _loaded(wrong, first, len(removed))


def _put(remote: Remote, graph: str, lines: list[str], chunk: int) -> None:
    """Replace one graph; other readers see the old one or the new one, also where it is sent in chunks."""
    if len(lines) <= chunk:
        remote.put(graph, lines)
        return
    incoming = graph + _INCOMING
    for start in range(0, len(lines), chunk):
        remote.put(incoming, lines[start : start + chunk], merge=start > 0)
    remote.update(f"MOVE GRAPH <{incoming}> TO <{graph}>")


def _loaded(last: Plan, first: Plan, removed: int) -> Loaded:
    """What the last comparison, in which all was the same, tells."""
    return Loaded(
        put=len(first.put),
        same=len(first.same),
        removed=removed,
        graphs=len(last.same),
        triples=sum(last.same.values()),
        digest=digest(f"{graph} {last.digests[graph]}" for graph in sorted(last.same)),
        verified={graph: (count, last.digests[graph]) for graph, count in sorted(last.same.items())},
    )


def ours_on(remote: Remote) -> dict[str, int]:
    """The named graphs of a server that are graphs of reports or lie below the same base IRI, with their numbers of triples."""
    reports = remote.select(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?r a <{FZ.Report}> ; <{DCTERMS.identifier}> ?id }} }}")
    theirs = graphs_on(remote)
    named = {row[0] for row in reports}
    below = bases(dict.fromkeys(named, 0))
    return {
        graph: count
        for graph, count in sorted(theirs.items())
        if not graph.endswith(_INCOMING) and (graph in named or (below and graph.startswith(below)))
    }
