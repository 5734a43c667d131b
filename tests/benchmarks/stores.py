"""How fast graphs are loaded and asked: the embedded store, Fuseki on the same machine in the same run, and rdflib.

    python tests/benchmarks/stores.py [--reports 240] [--rounds 3] [--rdflib] [--fuseki]

240 reports are about a million triples, 2,400 about ten. Prints the rate of the bulk load, and for every question of
the catalogue its rows and the best of several rounds in milliseconds: over the whole graph, and of one report where
it can be asked so.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import rdflib

from corpus import write
from fazhi.export import write_all
from fazhi.pipeline import build_lines
from fazhi.query import Question, catalogue, run, sparql
from fazhi.store import open_output
from fazhi.store.remote import load


def best(rounds: int, action: Callable[[], object]) -> tuple[float, object]:
    """Milliseconds of the quickest of several rounds, and what it gave."""
    times, result = [], None
    for _ in range(rounds):
        start = time.perf_counter()
        result = action()
        times.append(time.perf_counter() - start)
    return min(times) * 1000, result


def cases(report: str) -> Iterator[tuple[Question, dict[str, object]]]:
    """Every question over the whole graph, and of one report."""
    for asked in catalogue():
        needed: dict[str, object] = {p.name: p.example for p in asked.parameters if p.required}
        yield asked, needed
        if any(p.name == "report" for p in asked.parameters):
            yield asked, {**needed, "report": report}


def rdflib_asked(dataset: rdflib.Dataset, asked: Question, given: dict[str, object]) -> int:
    """How many rows rdflib finds."""
    return len(list(dataset.query(sparql(asked, given))))  # type: ignore[arg-type]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=240)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--fuseki", action="store_true", help="ask Fuseki (TDB2) too")
    parser.add_argument("--rdflib", action="store_true", help="ask rdflib too, one round; takes long")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "fazhi-benchmark")
    given = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
    from servers import Running, missing

    folder = given.folder / str(given.reports)
    if not (folder / "graph.nq").exists():
        write(folder / "reports", given.reports)
        built = build_lines([folder / "reports"], jobs=2)
        print(f"{len(built.summaries)} reports built, {len(built.failures)} left out")
        write_all(built.lines, folder, only="nq")
    start = time.perf_counter()
    store = open_output(folder)
    seconds = time.perf_counter() - start
    print(f"embedded store: {len(store):,} quads, opened in {seconds:.1f} s; {len(store) / seconds:,.0f}/s where it was loaded")
    with contextlib.ExitStack() as stack:
        remote = None
        if given.fuseki and not missing("fuseki"):
            server = Running("fuseki", folder / "fuseki", memory=4096)
            server.start()
            stack.callback(server.close)
            remote = server.remote()
            start = time.perf_counter()
            load(store, remote)
            seconds = time.perf_counter() - start
            print(f"Fuseki, TDB2: loaded and verified at {len(store) / seconds:,.0f}/s")
        dataset = rdflib.Dataset(default_union=True).parse(folder / "graph.nq", format="nquads") if given.rdflib else None
        report = str(
            run(store, "SELECT ?id { GRAPH ?g { ?r a fz:Report ; dcterms:identifier ?id } } ORDER BY ?id LIMIT 1").rows[0][0]
        )
        print(f"{'question':28} {'of':6} {'rows':>7} {'embedded':>9} {'Fuseki':>9} {'rdflib':>9}  ms")
        for asked, parameters in cases(report):
            here, found = best(given.rounds, lambda q=asked, p=parameters: len(run(store, q, p)))  # type: ignore[misc]
            there = f"{best(given.rounds, lambda q=asked, p=parameters: run(remote, q, p))[0]:9.0f}" if remote else f"{'':9}"  # type: ignore[misc]
            third = f"{best(1, lambda q=asked, p=parameters: rdflib_asked(dataset, q, p))[0]:9.0f}" if dataset else ""  # type: ignore[misc]
            what = "report" if "report" in parameters else "all"
            print(f"{asked.name:28} {what:6} {found:7} {here:9.0f} {there} {third}", flush=True)


if __name__ == "__main__":
    main()
