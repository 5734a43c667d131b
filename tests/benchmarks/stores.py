"""How fast graphs are loaded and asked: the embedded store, Fuseki on the same machine in the same run, and rdflib.

    python tests/benchmarks/stores.py [--reports 210] [--rounds 3] [--rdflib SECONDS] [--fuseki]

210 reports are about a million triples, 2,100 about ten (a quarter of an hour to build). Prints the rate of the bulk load,
and for every question of the catalogue its rows and the best of several rounds in milliseconds: over the whole graph, of one
report, of one body, and of a name. At a million triples the first shall take less than a second, and the others less than
100 ms; ten times as much at ten million. What takes longer in the embedded store is marked. Times are of the processor, for
Fuseki that of its whole process (in steps of 10 ms), so that other work on the machine counts little. rdflib is given what the
searches for names find.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import math
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib

from corpus import write
from fazhi.errors import RemoteError
from fazhi.export import write_all
from fazhi.pipeline import build_lines, linked_lines
from fazhi.query import Question, catalogue, run, sparql
from fazhi.query.dataset import solutions
from fazhi.query.resolve import resolved
from fazhi.store import open_output
from fazhi.store.remote import Remote, load

NAMES = {
    "department": "司法局",
    "regulation": "行政处罚法",
    "mechanism": "调解",
    "indicator": "行政处罚",
    "shortcoming": "创新",
    "thing": "唠嗑说事",
}
MOST = 300  # seconds that Fuseki may take for one question, by the clock
WHOLE = {"shared-mechanisms"}  # which compares a body with all others, whichever is asked for
LIMITS = {"all": 1000.0, "report": 100.0, "issuer": 100.0, "name": 100.0}  # milliseconds at a million triples


def best(rounds: int, action: Callable[[], object], clock: Callable[[], float] = time.process_time) -> tuple[float, object]:
    """Milliseconds of the quickest of several rounds, and what it gave."""
    times, result = [], None
    for _ in range(rounds):
        start = clock()
        result = action()
        times.append(clock() - start)
    return min(times) * 1000, result


def clock_of(process: int) -> Callable[[], float]:
    """The seconds of the processor that another process has taken, as Linux counts them."""
    ticks = os.sysconf("SC_CLK_TCK")

    def seconds() -> float:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / ticks

    return seconds


def cases(report: str, issuer: str) -> Iterator[tuple[Question, str, dict[str, Any]]]:
    """Every question over the whole graph, of one report, of one body, and of a name, where it can be asked so."""
    for asked in catalogue():
        needed: dict[str, Any] = {p.name: p.example for p in asked.parameters if p.required}
        takes = [p.name for p in asked.parameters]
        if not needed:
            yield asked, "all", {}
        for what, value in (("report", report), ("issuer", issuer)):
            if what in takes:
                yield asked, what, {**needed, what: value}
        for name in NAMES:
            if name in takes:
                yield asked, "name", {**needed, name: NAMES[name]}


def rows(store: ox.Store | Remote, asked: Question, given: dict[str, Any]) -> int:
    """How many rows a question has."""
    return len(run(store, asked, given))


def fuseki_asked(action: Callable[[], object], rounds: int, clock: Callable[[], float]) -> str:
    """Milliseconds that Fuseki takes, or that it ended the query, or that it failed."""
    try:
        return f"{best(rounds, action, clock)[0]:.0f}"
    except RemoteError as error:
        return f"> {MOST} s" if "503" in str(error) or "breaks off" in str(error) else "failed"


def rdflib_asked(dataset: rdflib.Dataset, text: str, seconds: float) -> str:
    """Milliseconds that rdflib takes, in a process of its own that is ended when its time is over."""
    context = multiprocessing.get_context("fork")
    found = context.SimpleQueue()

    def ask() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds), math.ceil(seconds)))
        found.put(best(1, lambda: len(list(solutions(dataset, text))))[0])

    child = context.Process(target=ask)
    child.start()
    child.join()
    return f"{found.get():.0f}" if not found.empty() else f"> {seconds:.0f} s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=210)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--fuseki", action="store_true", help="ask Fuseki (TDB2) too")
    parser.add_argument(
        "--loaded", action="store_true", help="Fuseki has the graph: FOLDER/REPORTS/fuseki/tdb2, by tdb2.tdbloader"
    )
    parser.add_argument(
        "--rdflib", type=float, metavar="SECONDS", help="ask rdflib too, one round, so long (of the processor) for each question"
    )
    parser.add_argument("--questions", help="only these, divided by commas")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "fazhi-benchmark")
    given = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
    from servers import Running, missing

    folder = given.folder / str(given.reports)
    if not (folder / "graph.nq").exists():
        write(folder / "reports", given.reports)
        built = build_lines([folder / "reports"], jobs=2)
        print(f"{len(built.summaries)} reports built, {len(built.failures)} left out")
        write_all(linked_lines(built.lines)[0], folder, only="nq")
    start = time.perf_counter()
    store = open_output(folder)
    seconds = time.perf_counter() - start
    print(
        f"embedded store: {len(store):,} quads, opened in {seconds:.1f} s; {len(store) / seconds:,.0f}/s where it was loaded",
        flush=True,
    )
    with contextlib.ExitStack() as stack:
        remote, clock = None, time.perf_counter
        if given.fuseki and not missing("fuseki"):
            server = Running("fuseki", folder / "fuseki", memory=4096, seconds=MOST)
            server.start()
            stack.callback(server.close)
            remote = server.remote(retries=0)
            if server.process is not None and Path("/proc/self/stat").exists():
                clock = clock_of(server.process.pid)
            if not given.loaded:
                start = time.perf_counter()
                load(store, remote)
                seconds = time.perf_counter() - start
                print(f"Fuseki, TDB2: loaded and verified at {len(store) / seconds:,.0f}/s", flush=True)
        dataset = rdflib.Dataset(default_union=True).parse(folder / "graph.nq", format="nquads") if given.rdflib else None
        gc.freeze()  # so that no child copies the memory that it looks through
        one = "?r a fz:Report ; dcterms:identifier ?id ; fz:issuer/skos:prefLabel ?name"
        report, issuer = map(str, run(store, f"SELECT ?id ?name {{ GRAPH ?g {{ {one} }} }} ORDER BY ?id LIMIT 1").rows[0])
        size, over = len(store) / 1e6, []
        print(f"{'question':28} {'of':6} {'rows':>7} {'embedded':>9} {'Fuseki':>9} {'rdflib':>9}  ms")
        only = set(given.questions.split(",")) if given.questions else None
        for asked, what, parameters in cases(report, issuer):
            if only and asked.name not in only:
                continue
            here, found = best(given.rounds, partial(rows, store, asked, parameters))
            there = fuseki_asked(partial(rows, remote, asked, parameters), given.rounds, clock) if remote else ""
            text = sparql(asked, parameters, found=resolved(store, asked, parameters))  # rdflib has no names beside it
            third = rdflib_asked(dataset, text, given.rdflib) if dataset else ""
            limit = LIMITS["all" if asked.name in WHOLE else what] * max(1, size)
            mark = "*" if here > limit else " "
            over += [what] * (mark == "*")
            print(f"{asked.name:28} {what:6} {found:7} {here:8.0f}{mark} {there:>9} {third:>9}", flush=True)
        print(f"* beyond the limit: {over.count('all')} over the whole graph, {len(over) - over.count('all')} of the others")


if __name__ == "__main__":
    main()
