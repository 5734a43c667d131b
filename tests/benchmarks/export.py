"""Speed and memory of exports that stream, of a large store, against `oxigraph dump`: wall time, and that of all cores together.

    python tests/benchmarks/export.py --triples 10000000 [--store FOLDER] [--only nq]...

The store holds the graph of the Tanggu report many times, each under another name; with --store it is kept, and used again.
Parts of it are exported too: of a theme, of one report. Exit status 1 where an export needs 1 GB or more. Memory is read
from /proc, as Linux has it.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
LIMIT = 1e9  # bytes
CODE = """
import sys
from pathlib import Path
import pyoxigraph as ox
from fazhi.export import Graphs, Selection, export
given = dict(part.split("=") for part in sys.argv[4:])
selection = Selection(**{name: (value,) for name, value in given.items()})
told = []
graphs = Graphs.of(ox.Store.read_only(sys.argv[1]), progress=lambda done, total: told.append((done, total)))
export(graphs, Path(sys.argv[2]), format=sys.argv[3], selection=selection)
assert told and told[-1][0] == told[-1][1], told[-1:]  # progress was told, to its end
status = Path("/proc/self/status").read_text("utf-8")  # of this process alone; getrusage tells of its parent's memory too
print(int(status.split("VmHWM:")[1].split()[0]) * 1024, len(told))
"""
EXPORTS = (
    ("nq",),
    ("turtle",),
    ("csv",),
    ("parquet",),
    ("jsonld",),
    ("graphml",),
    ("trig",),
    ("nt",),
    ("rdfxml",),
    ("nq", "themes=enforcement"),
    ("csv", "themes=enforcement"),
    ("turtle", "reports=t7"),
)


def lines(triples: int) -> Iterator[bytes]:
    """The graph again and again: what one report alone tells is another thing each time, what reports share is shared."""
    text = (TOP / "exports" / "graph.nq").read_text("utf-8")
    size = text.count("\n")
    for number in range(triples // size + 1):
        yield (
            text.replace("塘沽街道/2023/", f"塘沽街道{number:05}/2023/").replace('"tanggu-street-2023"', f'"t{number}"').encode()
        )


def filled(folder: Path, triples: int) -> int:
    """Fill a store in the folder, where there is none: how many quads it holds."""
    import pyoxigraph as ox

    made = (folder / "store").is_dir()
    if not made:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "graph.nq").open("wb") as file:
            file.writelines(lines(triples))
    store = ox.Store(folder / "store")
    if not made:
        store.bulk_load(path=str(folder / "graph.nq"), format=ox.RdfFormat.N_QUADS)
        store.optimize()
        (folder / "graph.nq").unlink()
    return len(store)


def timed(command: list[str]) -> tuple[float, float, str]:
    """Run a command: seconds, seconds of all cores, and what it printed."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    took, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def dumped(store: Path, target: Path) -> tuple[float, float]:
    """How many seconds, and seconds of all cores, Oxigraph's own dump takes."""
    tool = shutil.which("oxigraph") or str(Path(sys.executable).with_name("oxigraph"))
    took, busy, _ = timed([tool, "dump", "--location", str(store), "--file", str(target)])
    target.unlink()
    return took, busy


def measured(store: Path, target: Path, asked: tuple[str, ...]) -> tuple[float, float, float]:
    """Seconds, seconds of all cores, and bytes of memory of an export."""
    try:
        took, busy, told = timed([sys.executable, "-c", CODE, str(store), str(target), *asked])
    except subprocess.CalledProcessError as error:
        sys.exit(f"{' '.join(asked)}: {error.stderr}")
    shutil.rmtree(target) if target.is_dir() else target.unlink()
    return took, busy, float(told.split()[0])


def main() -> int:
    """Measure, print a table, and tell by the exit status whether memory stayed small."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--store", type=Path, help="Folder that keeps the store.")
    parser.add_argument("--only", action="append", help="Only this format; may be repeated.")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fazhi-bench-") as name:
        folder = asked.store or Path(name)
        print(f"{filled(folder, asked.triples):,} quads", flush=True)
        store = folder / "store"
        dump, work = dumped(store, Path(name) / "dump.nq")
        print(f"{'oxigraph dump':28} {dump:8.1f} s  ({work:.1f} s of all cores)", flush=True)
        worst = 0.0
        for export in EXPORTS:
            if asked.only and export[0] not in asked.only:
                continue
            took, busy, memory = measured(store, Path(name) / export[0], export)
            worst = max(worst, memory)
            times = f"{took / dump:6.1f} times oxigraph dump ({busy / work:.1f} of all cores)"
            print(f"{' '.join(export):28} {took:8.1f} s  {times}  {memory / 1e6:7.0f} MB", flush=True)
    return 0 if worst < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
