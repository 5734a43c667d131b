"""Speed and memory of exports that stream: N-Quads, Turtle, CSV and Parquet of a large store, against `oxigraph dump`.

    python tests/benchmarks/export.py --triples 10000000

The store holds the graph of the Tanggu report many times, each under another name. Exit status 1 where an export needs
1 GB or more. Memory is read from /proc, as Linux has it.
"""

from __future__ import annotations

import argparse
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
from fazhi.export import export
export(ox.Store.read_only(sys.argv[1]), Path(sys.argv[2]), format=sys.argv[3])
status = Path("/proc/self/status").read_text("utf-8")  # of this process alone; getrusage tells of its parent's memory too
print(int(status.split("VmHWM:")[1].split()[0]) * 1024)
"""


def lines(triples: int) -> Iterator[bytes]:
    """The graph again and again: what one report alone tells is another thing each time, what reports share is shared."""
    text = (TOP / "exports" / "graph.nq").read_text("utf-8")
    size = text.count("\n")
    for number in range(triples // size + 1):
        yield (
            text.replace("塘沽街道/2023/", f"塘沽街道{number:05}/2023/").replace('"tanggu-street-2023"', f'"t{number}"').encode()
        )


def main() -> int:
    """Measure, print a table, and tell by the exit status whether memory stayed small."""
    import pyoxigraph as ox

    parser = argparse.ArgumentParser()
    parser.add_argument("--triples", type=int, default=1_000_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fazhi-bench-") as name:
        folder = Path(name)
        with (folder / "graph.nq").open("wb") as file:
            file.writelines(lines(asked.triples))
        store = ox.Store(folder / "store")
        store.bulk_load(path=str(folder / "graph.nq"), format=ox.RdfFormat.N_QUADS)
        store.optimize()
        quads = len(store)
        del store
        (folder / "graph.nq").unlink()
        print(f"{quads:,} quads")
        tool = shutil.which("oxigraph") or str(Path(sys.executable).with_name("oxigraph"))
        start = time.perf_counter()
        subprocess.run(
            [tool, "dump", "--location", str(folder / "store"), "--file", str(folder / "dump.nq")],
            check=True,
            stderr=subprocess.DEVNULL,
        )
        dump = time.perf_counter() - start
        print(f"{'oxigraph dump':14} {dump:8.1f} s")
        (folder / "dump.nq").unlink()
        worst = 0.0
        for format in ("nq", "turtle", "csv", "parquet"):
            start = time.perf_counter()
            command = [sys.executable, "-c", CODE, str(folder / "store"), str(folder / format), format]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            took, memory = time.perf_counter() - start, float(done.stdout)
            worst = max(worst, memory)
            print(f"{format:14} {took:8.1f} s  {took / dump:6.1f} times oxigraph dump  {memory / 1e6:7.0f} MB")
            target = folder / format
            shutil.rmtree(target) if target.is_dir() else target.unlink()
    return 0 if worst < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
