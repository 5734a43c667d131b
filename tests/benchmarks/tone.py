"""Fit the weights of `data/lexicon/outline_tone.toml`: what tells work done, problems and plans by their sound.

    python tests/benchmarks/tone.py [--folder data/benchmark data/heldout]

Every measure and shortcoming of the annotated reports is a case; its text is the point where it stands, its signs are those
of `fazhi.outline.tone`. Softmax regression with a small penalty, the three kinds weighed alike. Prints how many are told
right by the weights in the table and by weights fitted with the report in question left out, then the weights.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "outline"))

from relaid import draft_of

from fazhi.documents.reading import reading_of
from fazhi.outline.tone import ROLES, signs_of, tone

DATA = Path(__file__).parents[2] / "data"
KINDS = {"implemented": 0, "": 1, "planned": 2}
ROUNDS, RATE, PENALTY = 3000, 0.3, 0.002


def cases_of(gold_file: Path) -> list[tuple[int, str]]:
    """Kind and text of each measure and shortcoming."""
    draft = draft_of(gold_file.parents[1] / "reports" / f"{gold_file.stem}.txt", gold_file)
    if draft is None:
        return []
    texts = {item.gold: item.text for item in draft.items() if item.gold}
    told = [*draft.gold.get("measures", ()), *draft.gold.get("shortcomings", ())]
    return [
        (KINDS[item.get("status", "")], reading_of(texts.get(item["id"]) or (item.get("title") or item["text"]) + "。"))
        for item in told
        if not item.get("optional")
    ]


def fitted(cases: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    """Weights of each sign for each kind."""
    weights = np.zeros((cases.shape[1], len(ROLES)))
    share = (len(kinds) / len(ROLES) / np.bincount(kinds, minlength=len(ROLES)))[kinds][:, None]
    for _ in range(ROUNDS):
        told = np.exp(cases @ weights)
        told /= told.sum(1, keepdims=True)
        weights -= RATE * (cases.T @ ((told - np.eye(len(ROLES))[kinds]) * share) / len(kinds) + PENALTY * weights)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", nargs="*", type=Path, default=[DATA / "benchmark", DATA / "heldout"])
    folders = parser.parse_args().folder
    found = [
        (g.stem, kind, text) for folder in folders for g in sorted((folder / "gold").glob("*.json")) for kind, text in cases_of(g)
    ]
    names = np.array([name for name, _, _ in found])
    kinds = np.array([kind for _, kind, _ in found])
    told = [signs_of(text) for _, _, text in found]
    cases = np.array([list(signs.values()) for signs in told], float)
    right = sum(tone([text]).likeliest is ROLES[kind] for _, kind, text in found)
    print(f"{len(found)} points: {right / len(found):.3f} right by the table")
    folds = {name: index % 10 for index, name in enumerate(sorted(set(names)))}
    fold = np.array([folds[name] for name in names])
    out = np.concatenate(
        [(cases[fold == n] @ fitted(cases[fold != n], kinds[fold != n])).argmax(1) == kinds[fold == n] for n in range(10)]
    )
    print(f"{out.mean():.3f} right by weights fitted on other reports")
    for name, row in zip(told[0], fitted(cases, kinds), strict=True):
        print(f"{name} = [{', '.join(f'{value:.2f}' for value in row)}]")


if __name__ == "__main__":
    main()
