"""Train the component that tells the grounds of a problem, and write its weights: data/lexicon/grounds.csv.

    python .ci/train_grounds.py              train and write
    python .ci/train_grounds.py --measure    also tell how it does on sentences that it has not learnt from

It learns from invented sentences alone, marked by hand: data/training/grounds.txt. It needs scikit-learn.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from fazhi.documents.reading import reading_of
from fazhi.facts.causes.features import Clause, features, features_of_sentence
from fazhi.facts.causes.grounds import clauses, marked

TOP = Path(__file__).resolve().parent.parent
WEIGHTS = TOP / "data" / "lexicon" / "grounds.csv"
LONGEST = 4  # characters of the name of a run
SEEN = 3  # a run of characters counts from so many clauses on
STRENGTH = 1.0  # of the fit, as scikit-learn has it: the smaller, the plainer
SPELT_OUT = 0.4  # what a clause that only spells the problem out counts, against 1: it is no ground, and may pass for one
SMALLEST = 0.01  # weights below say nothing
_BLOCK = 10  # neighbouring lines are alike: they are left out together
HEAD = """\
# How much each feature of a clause or sentence speaks for a ground: logistic weights, made by .ci/train_grounds.py (do not edit).
# Tasks: ground (a clause tells the ground of its problem), continuation (a sentence goes on with the problem before).
# Features: see fazhi.facts.causes.features; what has no = is a run of characters, ^ and $ being the ends of the clause; in
# continuation, 1 stands before runs of the first clause and 2 before those of the others.
"""
Said = list[Clause]
Problem = list[tuple[Clause, bool | None]]  # clauses; whether each is a ground; None: may be taken or left


def examples() -> Iterator[Problem]:
    """The invented problems without a cue word."""
    for line in lines():
        yield problem(*unmarked(reading_of(line)))


def lines() -> Iterator[str]:
    """The lines of the file of sentences that are no remarks."""
    for line in (TOP / "data" / "training" / "grounds.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def unmarked(line: str) -> tuple[str, str]:
    """The text of a marked line, and for each of its characters `+` (a reason), `?` (may be one) or `-`."""
    text, marks, now = "", "", "-"
    for character in line:
        if character in "【{】}":
            now = {"【": "+", "{": "?"}.get(character, "-")
        else:
            text, marks = text + character, marks + now
    return text, marks


def problem(text: str, marks: str) -> Problem:
    """The clauses of a text, each with what its marks say."""
    found: Problem = []
    for a, b in clauses(text, 0, len(text)):
        own = marks[a:b]
        found.append((marked(text, (a, b)), True if "+" in own else None if "?" in own else False))
    return found


def sentences() -> Iterator[tuple[Said, Said, bool]]:
    """Sentences after a problem, or after its lead alone: the problem, the sentence, and whether this goes on with it.

    The later sentences of a line go on with its first; the first of the next line does not.
    """
    before: list[Said] = []
    for line in lines():
        text = unmarked(reading_of(line))[0]
        told = [[marked(text, span) for span in clauses(text, *match.span())] for match in re.finditer("[^。]+。?", text)]
        yield from ((problem, told[0], False) for problem in before)
        whole = list(told[0])
        for sentence in told[1:]:
            yield list(whole), sentence, True
            whole += sentence
        before = [whole] if len(told) == 1 else [whole, told[0]]


def trained(problems: list[Problem]) -> dict[str, float]:
    """The weights that tell grounds, by name; `bias` among them."""
    rows, labels, worth = [], [], []
    for one in problems:
        for index, (_, label) in enumerate(one):
            rows.append(features([clause for clause, _ in one], index))
            labels.append(bool(label))
            worth.append(SPELT_OUT if label is None else 1.0)
    return fitted(rows, labels, worth)


def fitted(rows: list[dict[str, float]], labels: list[bool], worth: list[float] | None = None) -> dict[str, float]:
    """Logistic weights for the rows, rounded; runs of characters that are seldom seen are left out."""
    seen = Counter(name for row in rows for name in row)
    rows = [{name: value for name, value in row.items() if seen[name] >= SEEN or len(name) > LONGEST} for row in rows]
    vectors = DictVectorizer()
    model = LogisticRegression(C=STRENGTH, max_iter=5000, tol=1e-8)
    with threadpool_limits(1):  # several threads would mostly wait for each other
        model.fit(vectors.fit_transform(rows), labels, worth)
    weights = dict(zip(vectors.get_feature_names_out(), model.coef_[0], strict=True))
    return {"bias": round(float(model.intercept_[0]), 3)} | {
        name: round(float(weight), 3) for name, weight in sorted(weights.items()) if abs(weight) >= SMALLEST
    }


def made() -> dict[str, dict[str, float]]:
    """All weights."""
    told = list(sentences())
    of_sentences = fitted([features_of_sentence(before, one) for before, one, _ in told], [label for *_, label in told])
    return {"continuation": of_sentences, "ground": trained(list(examples()))}


def main() -> None:
    """Train, write, and measure where asked."""
    weights = made()
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        file.write(HEAD)
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["task", "feature", "weight"])
        table.writerows((task, name, weight) for task, told in weights.items() for name, weight in told.items())
    problems = list(examples())
    count = sum(map(len, weights.values()))
    print(f"{len(problems)} problems, {sum(map(len, problems))} clauses, {count} weights -> {WEIGHTS.relative_to(TOP)}")
    if "--measure" in sys.argv[1:]:
        across(problems)


def across(problems: list[Problem], folds: int = 8) -> None:
    """Tell how the weights of seven eighths do on the last eighth, in blocks of neighbouring lines."""
    import fazhi.facts.causes.likely as likely

    right = missed = extra = 0
    for fold in range(folds):
        weights = trained([one for number, one in enumerate(problems) if number // _BLOCK % folds != fold])
        likely._weights = lambda weights=weights: {"ground": weights}
        for one in (one for number, one in enumerate(problems) if number // _BLOCK % folds == fold):
            for (_, label), probability in zip(one, likely.likelihoods([clause for clause, _ in one]), strict=True):
                right += bool(label) and probability > 0.5
                missed += bool(label) and probability <= 0.5
                extra += label is False and probability > 0.5
    print(
        f"on sentences left out: {right} right, {missed} missed, {extra} extra: F1 {2 * right / (2 * right + missed + extra):.3f}"
    )


if __name__ == "__main__":
    main()
