"""The order of the rooms.

One file goes through `documents`, `outline`, `mentions`, `facts` and `graph`, and comes out as the sorted
N-Quads of one named graph (`read_report`); this is a pure function, so a corpus is built in any number of
processes and merged by plain set union (`build_lines`). What no single report can tell, `link` derives from all of them
(`linked_lines`). `build` puts the result into a store.

Files are of foreign origin: each is read in a child process with limits of time and memory. What a file gave is kept under a
name made of its content, of what was asked, and of fazhi itself, so that a second build does again only what changed.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from fazhi.documents import ReadOptions
from fazhi.errors import InputError
from fazhi.pipeline.across import LINKS, REGIONS, linked_lines, read_lines
from fazhi.pipeline.many import Built, Progress, build_lines, described
from fazhi.pipeline.one import read_facts, read_report
from fazhi.record import Run
from fazhi.vocabulary import BASE

if TYPE_CHECKING:
    from fazhi.knowledge import KnowledgeGraph

__all__ = [
    "LINKS",
    "REGIONS",
    "Built",
    "Progress",
    "build",
    "build_lines",
    "described",
    "linked_lines",
    "read_facts",
    "read_lines",
    "read_report",
]


def build(
    paths: Iterable[Path | str] | Path | str,
    *,
    base: str = BASE,
    jobs: int = 1,
    options: ReadOptions | None = None,
    manifest: Path | None = None,
    link: bool = True,
) -> KnowledgeGraph:
    """Build the knowledge graph of all reports below `paths`, in memory; without `link`, of each report alone.

    `options` say how files are read, `manifest` is a table of what is known of them (`fazhi manifest` makes one).
    Raises InputError where nothing could be built. What was left out is in `KnowledgeGraph.failures`.

    >>> kg = build("data/reports")
    >>> [row["shortcoming"][:12] for row in kg.query("measures-for-shortcomings")][:1]  # "rule-of-law thinking of staff …"
    ['机关工作人员法治思维和法']
    """
    from fazhi import __version__
    from fazhi.knowledge import KnowledgeGraph

    started = time.perf_counter()
    built = build_lines(
        [paths] if isinstance(paths, (str, Path)) else paths, base=base, jobs=jobs, options=options, manifest=manifest
    )
    if not built.summaries:
        raise InputError("nothing was built: " + ("; ".join(built.failures) or "no input was named"))
    lines = linked_lines(built.lines, manifest=manifest)[0] if link else built.lines
    run = Run(__version__, base, time.perf_counter() - started, built.notices, built.records)
    return KnowledgeGraph.from_lines(lines, failures=built.failures, run=run)
