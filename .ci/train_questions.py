"""Learn what `fazhi ask` understands, and write the weights: data/lexicon/questions_weights.csv.

    python .ci/train_questions.py              learn and write
    python .ci/train_questions.py --measure    also tell how it does on phrasings that it has not learnt from

It learns from data/training/questions.txt alone. It needs scikit-learn.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from fazhi.query.words.likely import NONE, SCALE, SLOTS, features
from fazhi.query.words.named import KINDS, plain

TOP = Path(__file__).resolve().parent.parent
PHRASINGS = TOP / "data" / "training" / "questions.txt"
WEIGHTS = TOP / "data" / "lexicon" / "questions_weights.csv"
SEEN = 3  # a feature counts from so many phrasings on
STRENGTH = 60.0  # of the fit, as scikit-learn has it: the smaller, the plainer
SMALLEST = 15  # weights below, as written, say nothing
HEAD = """\
# How much each feature of a question in words speaks for each question of the catalogue: logistic weights times 100, made by
# .ci/train_questions.py (do not edit). Features: see fazhi.query.words.likely.
"""
Phrasing = tuple[str, str]  # words with names masked, and the question that they ask


def phrasings() -> list[Phrasing]:
    """The phrasings with the question that each asks."""
    found: list[Phrasing] = []
    asked = ""
    for line in PHRASINGS.read_text("utf-8").splitlines():
        if match := re.fullmatch(r"\[([a-z-]+)\]", line):
            asked = match[1]
        elif line and not line.startswith("#"):
            found.append((masked(line), asked))
    return found


def masked(line: str) -> str:
    """A phrasing as the program sees it."""
    text = plain(line)
    for name in re.findall(r"\{(\w+)\}", text):
        text = text.replace(f"{{{name}}}", f" {SLOTS[KINDS.get(name, name)]} ")
    return re.sub(r"\s+", " ", text)


def learnt(told: list[Phrasing]) -> tuple[list[str], dict[str, list[int]]]:
    """The questions, and the weights of each feature for each of them; features without weight are left out."""
    rows = [features(text) for text, _ in told]
    seen = Counter(name for row in rows for name in row)
    rows = [{name: value for name, value in row.items() if seen[name] >= SEEN} for row in rows]
    vectors = DictVectorizer()
    model = LogisticRegression(C=STRENGTH, max_iter=5000, tol=1e-6)
    with threadpool_limits(1):  # several threads would mostly wait for each other
        model.fit(vectors.fit_transform(rows), [asked for _, asked in told])
    table = {"bias": [round(float(weight) * SCALE) for weight in model.intercept_]}
    for name, weights in zip(vectors.get_feature_names_out(), model.coef_.T, strict=True):
        whole = [round(float(weight) * SCALE / 5) * 5 for weight in weights]
        kept = [weight if abs(weight) >= SMALLEST else 0 for weight in whole]
        if any(kept):
            table[name] = kept
    return list(model.classes_), table


def written(names: list[str], table: dict[str, list[int]]) -> None:
    """Write the table of weights."""
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        file.write(HEAD)
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["feature", *names])
        rows.writerows([name, *(weight or "" for weight in weights)] for name, weights in table.items())


def main() -> None:
    """Learn, write, and measure where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true")
    given = parser.parse_args()
    told = phrasings()
    names, table = learnt(told)
    written(names, table)
    print(f"{len(told)} phrasings of {len(names)} questions, {len(table):,} features -> {WEIGHTS.relative_to(TOP)}")
    if given.measure:
        across(told)


def across(told: list[Phrasing], folds: int = 5) -> None:
    """Tell how what is learnt from four fifths does on the last fifth."""
    import fazhi.query.words.likely as likely
    from fazhi.query.words import LEAST_LIKELY

    counts: Counter[str] = Counter()
    for fold in range(folds):
        names, table = learnt([one for number, one in enumerate(told) if number % folds != fold])
        scaled = {name: tuple(weight / SCALE for weight in weights) for name, weights in table.items()}
        likely._weights = lambda names=names, scaled=scaled: (tuple(names), scaled)
        for text, asked in told[fold::folds]:
            ranked = likely.likelihoods(text)
            best, probability = ranked[0]
            refused = best == NONE or probability < LEAST_LIKELY
            counts["none" if asked == NONE else "all"] += 1
            if asked == NONE:
                counts["answered though it cannot be"] += not refused
            else:
                counts["understood"] += not refused and best == asked
                counts["misunderstood"] += not refused and best != asked
                counts["refused"] += refused
                counts["among the three likeliest"] += asked in [name for name, _ in ranked[:3]]
    print(f"on phrasings left out: {dict(counts)}")


if __name__ == "__main__":
    main()
