"""How time and memory of the pass across reports, of the audit and of the search for copies grow with the corpus.

    python tests/corpus/scale.py 100 1000 10000

For each size a corpus is generated and built in parts; each step runs in a process of its own. Printed are seconds, of
them those of the processor, peak memory, and the slope: the exponent e of processor time ~ reports^e between one size and the
next (1 is linear). "add one" is the pass after one more report has come.
"""

from __future__ import annotations

import argparse
import heapq
import json
import multiprocessing
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import groupby
from math import log
from pathlib import Path

_PART = 500  # reports that are built at once


def stream(graph: Path) -> Iterator[str]:
    """The lines of a graph, one after the other."""
    with graph.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.rstrip("\n")


def make(folder: Path, count: int, seed: int) -> Path:
    """A corpus of `count` reports as one sorted graph."""
    sys.path.insert(0, str(Path(__file__).parent))
    from generate import write

    from fazhi.pipeline import build_lines

    graph = folder / "graph.nq"
    if graph.exists():
        return graph
    write(folder, count, seed=seed)
    found = sorted(path for path in (folder / "reports").iterdir())
    parts = []
    for number, at in enumerate(range(0, len(found), _PART // 5)):
        built = build_lines(found[at : at + _PART // 5], jobs=multiprocessing.cpu_count())
        parts.append(folder / f"part-{number}.nq")
        parts[-1].write_text("".join(f"{line}\n" for line in built.lines), "utf-8")
    with ExitStack() as stack, graph.open("w", encoding="utf-8") as out:
        files = [stack.enter_context(part.open(encoding="utf-8", newline="\n")) for part in parts]
        out.writelines(line for line, _ in groupby(heapq.merge(*files)))
    for part in parts:
        part.unlink()
    return graph


def link_all(graph: Path) -> int:
    """Tie all reports but the last one together: how many quads are derived."""
    from fazhi.corpus import open_corpus
    from fazhi.disk.merged import Lines
    from fazhi.link import Memory, link

    lines, memory = Lines(graph), Memory(graph.with_name("parts.sqlite"))
    last = f" <{max(open_corpus(lines).reports)}/graph> ."
    found = link((line for line in lines if not line.endswith(last)), memory=memory)
    memory.close()
    return len(found.lines)


def link_one_more(graph: Path) -> int:
    """Add the last report: how many parts of the pass are made anew."""
    from fazhi.disk.merged import Lines
    from fazhi.link import Memory, link

    memory = Memory(graph.with_name("parts.sqlite"))
    found = link(Lines(graph), memory=memory)
    memory.close()
    graph.with_name("parts.sqlite").unlink()
    return len(found.made)


def audit_all(graph: Path) -> int:
    """Audit all figures: how many findings."""
    from fazhi.check.audit import audit
    from fazhi.corpus import open_corpus
    from fazhi.disk.merged import Lines

    return len(audit(open_corpus(Lines(graph))))


def copies_of_all(graph: Path) -> int:
    """Look for copies: how many pairs."""
    from fazhi.corpus import open_corpus
    from fazhi.disk.merged import Lines
    from fazhi.link.copies import find_copies

    return len(find_copies(open_corpus(Lines(graph))).pairs)


STEPS: dict[str, Callable[[Path], int]] = {
    "link": link_all,
    "add one": link_one_more,
    "audit": audit_all,
    "copies": copies_of_all,
}


def measured(step: str, graph: Path, report: multiprocessing.queues.Queue[str]) -> None:
    """Run a step, and tell seconds, megabytes and what it found."""
    before, worked = time.perf_counter(), time.process_time()
    found = STEPS[step](graph)
    seconds, worked = time.perf_counter() - before, time.process_time() - worked
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report.put(json.dumps([seconds, worked, megabytes, found]))


def main() -> None:
    """Measure all steps on all sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--keep", type=Path, help="keep the corpora in this folder, and use those that are there")
    parser.add_argument("--seed", type=int, default=2)
    given = parser.parse_args()
    home = given.keep or Path(tempfile.mkdtemp())
    context = multiprocessing.get_context("spawn")
    print(f"{'reports':>8} {'quads':>11} {'step':8} {'seconds':>8} {'of CPU':>8} {'MB':>7} {'found':>8} {'slope':>6}")
    last: dict[str, tuple[int, float]] = {}
    for size in given.sizes:
        folder = home / str(size)
        folder.mkdir(parents=True, exist_ok=True)
        graph = make(folder, size, given.seed)
        quads = sum(1 for _ in stream(graph))
        for step in STEPS:
            queue = context.Queue()
            process = context.Process(target=measured, args=(step, graph, queue))
            process.start()
            seconds, worked, megabytes, found = json.loads(queue.get())
            process.join()
            slope = f"{log(worked / last[step][1]) / log(size / last[step][0]):.2f}" if step in last else ""
            last[step] = (size, worked)
            print(
                f"{size:8,} {quads:11,} {step:8} {seconds:8.1f} {worked:8.1f} {megabytes:7.0f} {found:8,} {slope:>6}", flush=True
            )
    if given.keep is None:
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
