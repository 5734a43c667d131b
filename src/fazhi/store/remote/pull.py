"""Bringing a server's dataset back: its graphs of reports, and those that were derived from them."""

from __future__ import annotations

import heapq

from fazhi.errors import RemoteError
from fazhi.store.remote.client import Remote
from fazhi.store.remote.load import Progress, ours_on


def pull(remote: Remote, *, progress: Progress | None = None) -> list[str]:
    """The sorted N-Quads of all graphs of reports on a server, and of the graphs beside them.

    What is not ours there stays out. The lines are the very same that were loaded. RemoteError where there are none, or a
    graph changes while it is read.
    """
    graphs = ours_on(remote)
    if not graphs:
        raise RemoteError(
            f"{remote.endpoints.query}: no graph of a report is there; load one with: fazhi load URL --from exports"
        )
    total, done = sum(graphs.values()), 0
    parts = []
    for graph, count in graphs.items():
        lines = remote.graph(graph)
        if len(lines) != count:
            raise RemoteError(f"{remote.endpoints.graphs}: {graph} changed while it was read; pull again when nobody loads")
        parts.append(sorted(f"{line[:-1]}<{graph}> ." for line in lines))
        done += count
        if progress is not None:
            progress("pulling", done, total)
    return list(heapq.merge(*parts))
