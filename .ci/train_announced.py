"""Train what runs of characters say of a heading or an announcement, and write its weights: data/lexicon/announced_weights.csv.

    python .ci/train_announced.py              train and write
    python .ci/train_announced.py --measure    also tell how what is learnt from one author does on the other

It learns from the invented lines of data/training/headings.txt and announcements.txt; the invented problems of grounds.txt and
the headings of work and plans are sentences that announce nothing. It needs scikit-learn.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from fazhi.documents.reading import reading_of
from fazhi.model import Role
from fazhi.outline.announced import CODES
from fazhi.outline.runs import runs_of
from fazhi.sentences import EDGE, sentences

_ROLES = (Role.ACHIEVEMENTS, Role.SHORTCOMINGS, Role.CAUSES, Role.PLANS)
TOP = Path(__file__).resolve().parent.parent
TRAINING = TOP / "data" / "training"
WEIGHTS = TOP / "data" / "lexicon" / "announced_weights.csv"
SEEN = 3  # a run of characters counts from so many lines on
STRENGTH = 2.0  # of the fit, as scikit-learn has it
SMALLEST = 12  # hundredths: a run whose weights are all below says nothing
_MARKS = re.compile("[【】{}]")
FILES = {"heading": "headings.txt", "sentence": "announcements.txt"}
HEAD = """\
# What runs of one to three characters say for what a heading or an announcement leads to, in hundredths: W work, S shortcomings,
# C their causes, P plans, N none of these. Logistic weights, made by .ci/train_announced.py (do not edit). The row without a run
# is what speaks beforehand. See fazhi.outline.announced.
"""
Lines = list[tuple[str, str]]  # each with its code


def lines(task: str) -> Lines:
    """The lines of a task, each with its code; other matters count as none of the four."""
    told = (line.partition(" ") for line in _of(FILES[task]))
    return [("N" if code == "O" else code, reading_of(text).rstrip(EDGE)) for code, _, text in told]


def telling() -> Lines:
    """Invented sentences and leads of points that tell something themselves: they announce nothing."""
    texts = (reading_of(_MARKS.sub("", line)) for name in ("grounds.txt", "work.txt") for line in _of(name))
    leads = [("N", text) for code, text in lines("heading") if code in "WP"]
    return [*(("N", text[a:b]) for text in texts for a, b in sentences(text, 0, len(text))), *leads]


def _of(name: str) -> list[str]:
    return [line for line in (TRAINING / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]


def fitted(told: Lines) -> dict[str, tuple[int, ...]]:
    """Logistic weights in hundredths, in the order of `CODES`, for each run; "" is the bias."""
    rows = [runs_of(text) for _, text in told]
    seen = Counter(run for row in rows for run in row)
    vectors = DictVectorizer()
    kept = [{run: value for run, value in row.items() if seen[run] >= SEEN} for row in rows]
    model = LogisticRegression(C=STRENGTH, max_iter=5000, tol=1e-7)
    with threadpool_limits(1):  # several threads would mostly wait for each other
        model.fit(vectors.fit_transform(kept), [code for code, _ in told])
    place = [list(model.classes_).index(code) for code in CODES]
    weights = {"": tuple(round(100 * float(model.intercept_[i])) for i in place)}
    for run, column in sorted(zip(vectors.get_feature_names_out(), model.coef_.T, strict=True)):
        worth = tuple(round(100 * float(column[i])) for i in place)
        if max(map(abs, worth)) >= SMALLEST:
            weights[run] = worth
    return weights


def made() -> dict[str, dict[str, tuple[int, ...]]]:
    """All weights, by task."""
    return {"heading": fitted(lines("heading")), "sentence": fitted([*lines("sentence"), *telling()])}


def main() -> None:
    """Train, write, and measure where asked."""
    weights = made()
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        file.write(HEAD)
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["task", "run", *CODES])
        table.writerows((task, run, *worth) for task, told in weights.items() for run, worth in told.items())
    print(", ".join(f"{task}: {len(told)} runs" for task, told in weights.items()), f"-> {WEIGHTS.relative_to(TOP)}")
    if "--measure" in sys.argv[1:]:
        across()


def across() -> None:
    """Tell how the weights of one half of the lines, by one author, do on the other."""
    import fazhi.outline.announced as announced

    for task, say in (("heading", announced.heading_says), ("sentence", announced.announces.__wrapped__)):
        told, right = Counter[str](), Counter[str]()
        whole = lines(task)
        half = len(whole) // 2
        besides = telling() if task == "sentence" else []
        for learn, test in ((whole[:half], whole[half:]), (whole[half:], whole[:half])):
            weights = fitted([*learn, *besides])
            announced._weights = lambda weights=weights: {"heading": weights, "sentence": weights}
            for code, text in test:
                role = say(text)
                told[code] += 1
                right[code] += (CODES[_ROLES.index(role)] if role else "N") == code
        print(task, " ".join(f"{code} {right[code]}/{told[code]}" for code in CODES), "(as sure as asked for)")


if __name__ == "__main__":
    main()
