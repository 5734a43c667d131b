"""Fit the weights of `data/lexicon/addresses.toml` on the annotated reports, and tell what they are worth on others.

    python tests/benchmarks/addresses.py [--pull 10]

Every pair of a plan and a shortcoming of a report is a case; whether gold links them is what is to be told from the
signals. Logistic regression, drawn towards the weights that stand in the table (`--pull`: how strongly). Since the
signals of rivals depend on the weights, the fit is repeated with the weights that it gave. Prints F1 and the mean log
loss of the weights in the table, then of weights fitted with the report in question left out, the calibration of the
latter, and the weights fitted on all reports. Pairs that gold leaves open are not counted.
"""

import argparse
import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

import fazhi.facts
from fazhi.evaluate.calibration import wilson
from fazhi.evaluate.compare import any_alike, begins_alike
from fazhi.facts import addresses
from fazhi.model import Status
from fazhi.pipeline import read_report
from fazhi.resources import lexicon

DATA = Path(__file__).parents[2] / "data"
ALIKE = ("words", "cause_words", "needs", "cause_needs", "theme")
SIGNALS = (
    *(
        "order",
        "plan_rival",
        "shortcoming_rival",
        "clause",
        "named",
        "other_named",
        "numbered",
        "other_numbered",
        "general",
        "adjacent",
        "other_adjacent",
    ),
)
ROUNDS = 3
BANDS = ((0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.001))


def gold_item(items: list[dict[str, Any]], label: str, ratio: float) -> dict[str, Any] | None:
    """The gold item that a title or text is."""
    for item in items:
        names = [item.get("title") or item["text"], *item.get("accept", [])]
        if any_alike(names, [label], ratio) or any(begins_alike(name, label) for name in names):
            return item
    return None


class Report:
    """What one report gives to weigh, and what gold says of it."""

    def __init__(self, gold_file: Path) -> None:
        self.name = gold_file.stem
        gold = json.loads(gold_file.read_text("utf-8"))
        with patch.object(fazhi.facts, "gather_addresses", return_value=()) as asked:
            read_report(gold_file.parents[1] / "reports" / f"{self.name}.txt")
        document, measures, self.shortcomings, causes, links = asked.call_args[0]
        self.plans = [measure for measure in measures if measure.status is Status.PLANNED]
        self.input = (document, self.plans, measures, self.shortcomings, addresses._causes(causes, links))
        planned = [item for item in gold["measures"] if item["status"] == "planned"]
        self.golds = (
            [gold_item(planned, plan.title, 0.8) for plan in self.plans],
            [gold_item(gold["shortcomings"], problem.text, 0.65) for problem in self.shortcomings],
        )
        self.asked = {tuple(pair) for pair in gold.get("addresses", [])}
        self.open = {tuple(pair) for pair in gold.get("addresses_optional", [])} - self.asked

    def cases(self, weights: dict[str, float]) -> list[tuple[list[float], bool]]:
        """The signals of each pair, and whether gold links it."""
        if not self.plans or not self.shortcomings:
            return []
        weighing = addresses._Weighing(*self.input)
        weighing.weights = weights
        weighing.sums = [[alike.weigh(weights) for alike in row] for row in weighing.alike]
        found = []
        for row, plan in enumerate(self.golds[0]):
            for pair, problem in zip(weighing.pairs(row), self.golds[1], strict=True):
                if plan is None or problem is None or plan.get("optional") or problem.get("optional"):
                    continue
                ids = (plan["id"], problem["id"])
                if ids not in self.open:
                    signals = [getattr(pair.alike, name) for name in ALIKE] + [pair.signals[name] for name in SIGNALS]
                    found.append(([1.0, *signals], ids in self.asked))
        return found


def fitted(cases: np.ndarray, right: np.ndarray, start: np.ndarray, pull: float) -> np.ndarray:
    """Weights by Newton's method, with a penalty on the square of their distance from `start`."""
    weights = start.copy()
    for _ in range(50):
        told = 1 / (1 + np.exp(-cases @ weights))
        slope = cases.T @ (told - right) + pull * (weights - start)
        curve = (cases * (told * (1 - told))[:, None]).T @ cases + pull * np.eye(len(start))
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def tell(name: str, told: np.ndarray, right: np.ndarray) -> None:
    """F1 from one half on, and the mean log loss."""
    both = int(((told >= 0.5) & right).sum())
    f1 = 2 * both / (int((told >= 0.5).sum()) + int(right.sum()))
    loss = float(-np.log(np.where(right, told, 1 - told)).mean())
    print(f"{name:28} F1 {f1:.3f}   log loss {loss:.4f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pull", type=float, default=10.0)
    pull = parser.parse_args().pull
    reports = [Report(path) for path in sorted(DATA.glob("*/gold/*.json"))]
    weights = dict(lexicon("addresses")["weights"])
    names = ("bias", *ALIKE, *SIGNALS)
    start = np.array([weights[name] for name in names])
    for turn in range(ROUNDS):
        found = [(index, case) for index, report in enumerate(reports) for case in report.cases(weights)]
        of = np.array([index for index, _ in found])
        cases = np.array([signals for _, (signals, _) in found])
        right = np.array([linked for _, (_, linked) in found])
        if not turn:
            print(f"{len(cases)} pairs of {len(set(of))} reports, {int(right.sum())} linked")
            tell("the weights of the table", 1 / (1 + np.exp(-cases @ start)), right)
        final = fitted(cases, right, start, pull)
        weights.update(zip(names, map(float, final), strict=True))
    told = np.zeros(len(cases))
    for index in set(of):
        here = of == index
        told[here] = 1 / (1 + np.exp(-cases[here] @ fitted(cases[~here], right[~here], start, pull)))
    tell("fitted, report left out", told, right)
    for low, high in BANDS:
        inside = (told >= low) & (told < high)
        if inside.any():
            good, all_ = int(right[inside].sum()), int(inside.sum())
            bounds = wilson(good, all_)
            print(f"  {low:.1f}-{min(high, 1.0):.1f}: mean {told[inside].mean():.3f}, right {good} of {all_}", end=" ")
            print(f"({bounds[0]:.2f}-{bounds[1]:.2f})")
    print("\n".join(f"{name} = {value:.2f}" for name, value in zip(names, final, strict=True)))


if __name__ == "__main__":
    main()
