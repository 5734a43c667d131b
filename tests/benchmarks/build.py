"""Memory and time of a whole build as the corpus grows: `python tests/benchmarks/build.py --reports 100 300 900 [--no-link]`.

The reports are invented (corpus.py). Told is the memory of the parent process at its highest, which must stay flat, and the
largest of the processes that read documents.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import corpus

_RUN = """
import resource, sys
from fazhi.cli import main
try:
    main()
finally:
    own, others = (resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(own, others, file=sys.stderr)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, nargs="+", default=[100, 300])
    parser.add_argument("--no-link", action="store_true")
    parser.add_argument("--at-most", type=int, help="Megabytes that the parent may take; exit status 1 where it takes more.")
    given = parser.parse_args()
    highest = 0
    with tempfile.TemporaryDirectory() as name:
        for count in sorted(given.reports):
            folder = Path(name) / str(count)
            corpus.write(folder, count)
            command = [sys.executable, "-c", _RUN, "build", folder, "--out", Path(name) / f"out-{count}"]
            started = time.perf_counter()
            done = subprocess.run(
                [*command, *(["--no-link"] if given.no_link else [])], capture_output=True, text=True, check=False
            )
            seconds = time.perf_counter() - started
            own, others = map(int, done.stderr.split()[-2:])
            highest = max(highest, own)
            quads = next(
                (line.split(" quads")[0] for line in done.stdout.splitlines() if " quads in " in line), done.stderr[-300:]
            )
            told = f"{own} MB in the parent, {others} MB in the largest child"
            print(f"{count:5} reports: {quads:>10} quads, {seconds:6.0f} s, {told}", flush=True)
    if given.at_most and highest > given.at_most:
        sys.exit(f"the parent took {highest} MB, more than {given.at_most}")


if __name__ == "__main__":
    main()
