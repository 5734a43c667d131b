"""What other layouts cost: annotated reports laid out anew (tests/outline/relaid), against the same reports as they stand.

    python tests/benchmarks/layouts.py [--seed 0] [--only NAME…] [--folder data/heldout …] [--reports 12] [--errors]

For each layout: how many reports can be laid out so, and what F1 the categories lose against the same reports as they stand.
The same seed gives the same texts.
"""

import argparse
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "outline"))

from relaid import LAYOUTS, Draft, draft_of, scored

from fazhi.evaluate.tally import CATEGORIES, Judgement, Outcome, figures

DATA = Path(__file__).parents[2] / "data"
SHOWN = ("measures", "measure links", "shortcomings", "causes", "addresses")


def drafts_in(folders: list[Path]) -> list[Draft]:
    """The annotated reports of some folders, taken apart."""
    golds = [path for folder in folders for path in sorted((folder / "gold").glob("*.json"))]
    return [d for gold in golds if (d := draft_of(gold.parents[1] / "reports" / f"{gold.stem}.txt", gold)) is not None]


def f1(judgements: Iterable[Judgement]) -> dict[str, float]:
    """F1 of the categories that are shown, and the mean of all but those that look across reports."""
    counted = figures(judgements)
    found = {category: counted[category].f1 for category in CATEGORIES if category in counted}
    return {c: found[c] for c in SHOWN if c in found} | {"mean": sum(found.values()) / len(found)}


def relaid(task: tuple[str, list[Draft], int]) -> tuple[str, tuple[Judgement, ...]]:
    """The judgements on the reports that can be laid out so."""
    name, drafts, seed = task
    (layout,) = (layout for layout in LAYOUTS if layout.name == name)
    return name, scored([made for draft in drafts if (made := layout.of(draft, seed)) is not None]).judgements


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--folder", nargs="*", type=Path, default=[DATA / "benchmark", DATA / "heldout"])
    parser.add_argument("--reports", type=int, default=0, help="at most so many reports (0: all)")
    parser.add_argument("--errors", action="store_true", help="list every disagreement that is new")
    options = parser.parse_args()
    drafts = drafts_in(options.folder)
    drafts = drafts[:: max(1, len(drafts) // options.reports)] if options.reports else drafts
    names = [layout.name for layout in LAYOUTS if layout.family != "stands"]
    names = [name for name in names if not options.only or name in options.only]
    print(f"{len(drafts)} reports\n{'layout':28}{'n':>4}" + "".join(f"{shown[:14]:>16}" for shown in (*SHOWN, "mean")))
    sums: dict[str, list[float]] = {}
    before: tuple[Judgement, ...] = ()
    with ProcessPoolExecutor(2) as pool:
        for name, found in pool.map(relaid, [(name, drafts, options.seed) for name in ("as-it-stands", *names)]):
            if not before:
                before = found
                continue
            told = {judgement.report for judgement in found}
            if not told:
                continue
            old, new = f1(judgement for judgement in before if judgement.report in told), f1(found)
            cells = [f"{new[shown]:8.3f} {new[shown] - old[shown]:+.3f}" if shown in new else "" for shown in (*SHOWN, "mean")]
            for shown in new:
                sums.setdefault(shown, []).append(new[shown] - old[shown])
            print(f"{name:28}{len(told):4}" + "".join(f"{cell:>16}" for cell in cells), flush=True)
            if options.errors:
                known = {str(judgement) for judgement in before}
                wrong = [str(j) for j in found if j.outcome is not Outcome.RIGHT and str(j) not in known]
                print("".join(f"    {note}\n" for note in wrong), end="")
    print(f"{'mean':32}" + "".join(f"{sum(s) / len(s):+16.4f}" for s in sums.values()))


if __name__ == "__main__":
    main()
