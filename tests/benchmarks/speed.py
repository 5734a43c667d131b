"""How fast is the whole build, against jieba.posseg merely tagging the same text, in one run on one core.

    python tests/benchmarks/speed.py [--rounds 5]

Start-up (imports, dictionaries) is left out on both sides; times are of the processor, so that other work on the
machine counts little. `build` is everything from the file to the text of sorted N-Quads with full evidence; the peer only
splits the text into tagged words. Prints characters per second, the ratio, and where the time of the build goes; what was
measured stands in SPEED.md.
"""

import argparse
import logging
import math
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import jieba
import jieba.posseg

from fazhi.documents import read_text_file
from fazhi.facts import gather
from fazhi.graph import nquads
from fazhi.mentions import find_mentions
from fazhi.outline import outline

REPORTS = Path(__file__).parents[2] / "data" / "benchmark" / "reports"


def best(rounds: int, actions: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Seconds of the quickest of several rounds of each action, taken in turns, so that all meet the same neighbours."""
    times = dict.fromkeys(actions, math.inf)
    for _ in range(rounds):
        for name, action in actions.items():
            start = time.process_time()
            action()
            times[name] = min(times[name], time.process_time() - start)
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    files = sorted(REPORTS.glob("*.txt"))
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    texts = [path.read_text("utf-8") for path in files]
    characters = sum(map(len, texts))

    documents = [read_text_file(p, identifier=p.stem, source=p.name) for p in files]
    outlines = [outline(d) for d in documents]
    mentions = [find_mentions(d) for d in documents]
    facts = [gather(d, o, m) for d, o, m in zip(documents, outlines, mentions, strict=True)]
    steps = {
        "documents": lambda: [read_text_file(p, identifier=p.stem, source=p.name) for p in files],
        "outline": lambda: [outline(d) for d in documents],
        "mentions": lambda: [find_mentions(d) for d in documents],
        "facts": lambda: [gather(d, o, m) for d, o, m in zip(documents, outlines, mentions, strict=True)],
        "graph": lambda: [nquads(f) for f in facts],
        "peer": lambda: [list(jieba.posseg.cut(text)) for text in texts],
    }
    times = best(rounds, steps)
    peer = times.pop("peer")
    build = sum(times.values())
    print(f"{len(files)} reports, {characters:,} characters, best of {rounds}")
    print(f"jieba.posseg  {characters / peer:12,.0f} characters/s")
    print(f"fazhi build   {characters / build:12,.0f} characters/s, {peer / build:.2f} times jieba.posseg")
    for name, seconds in times.items():
        print(f"  {name:10} {seconds * 1000:8.1f} ms {seconds / build:5.0%}")


if __name__ == "__main__":
    main()
