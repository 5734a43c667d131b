"""Train what runs of characters say of a sentence, a problem or work, and write its weights: data/lexicon/sounds_weights.csv.

    python .ci/train_sounds.py              train and write
    python .ci/train_sounds.py --measure    also tell how it does on sentences that it has not learnt from

Problems are the invented ones of data/training/grounds.txt; work is that of the development reports (data/benchmark), and the
invented sentences of data/training/work.txt. No sentence of the held-out reports is learnt. It needs scikit-learn.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from fazhi.documents import ReadOptions, read_file
from fazhi.documents.reading import reading_of
from fazhi.evaluate.compare import normal
from fazhi.evaluate.gold import names_of
from fazhi.model import Part, Role
from fazhi.outline import outline
from fazhi.outline.runs import runs_of
from fazhi.sentences import sentences

TOP = Path(__file__).resolve().parent.parent
WEIGHTS = TOP / "data" / "lexicon" / "sounds_weights.csv"
SEEN = 4  # a run of characters counts from so many sentences on
STRENGTH = 1.0  # of the fit, as scikit-learn has it
SMALLEST = 5  # hundredths: weights below say nothing
WORTH = 3.0  # of an invented sentence on work, against 1: it is there because it is hard
_SHORTEST = 8  # characters of a sentence
_MARKS = re.compile("[【】{}]")
HEAD = """\
# What runs of one to three characters say for a problem (above 0) or for work (below), in hundredths: logistic weights, made by
# .ci/train_sounds.py (do not edit). The row without a run is the bias. See fazhi.outline.sounds.
"""


def _lines(name: str) -> Iterator[str]:
    for line in (TOP / "data" / "training" / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield reading_of(_MARKS.sub("", line))


def problems() -> list[str]:
    """The invented sentences that tell problems or their grounds."""
    told = [line[a:b] for line in _lines("grounds.txt") for a, b in sentences(line, 0, len(line))]
    return [*told, *_lines("amid.txt")]


def work() -> list[str]:
    """The sentences of the development reports that tell work or plans."""
    found = []
    for path in sorted((TOP / "data" / "benchmark" / "reports").glob("*.txt")):
        document = read_file(path, identifier=path.stem, source=path.name, options=ReadOptions())
        gold = json.loads((TOP / "data" / "benchmark" / "gold" / f"{path.stem}.json").read_text("utf-8"))
        told = [normal(text) for item in gold["shortcomings"] for text in names_of(item)]
        for part in map(_lowest, outline(document)):
            for one in part:
                if one.role not in (Role.ACHIEVEMENTS, Role.PLANS):
                    continue
                texts = (document.reading[a:b].strip() for a, b in sentences(document.reading, one.start, one.end))
                plain = ((text, normal(text).strip(".;,")) for text in texts if len(text) >= _SHORTEST)
                found += [text for text, bare in plain if not any(bare in problem or problem in bare for problem in told)]
    return found


def _lowest(part: Part) -> Iterator[Part]:
    if not part.parts:
        yield part
    for child in part.parts:
        yield from _lowest(child)


def fitted(told: list[tuple[str, bool, float]]) -> dict[str, int]:
    """Logistic weights in hundredths for sentences, each a problem or not, and of so much worth; "" is the bias."""
    rows = [runs_of(text) for text, _, _ in told]
    seen = Counter(run for row in rows for run in row)
    vectors = DictVectorizer()
    kept = [{run: value for run, value in row.items() if seen[run] >= SEEN} for row in rows]
    labels, worth = [label for _, label, _ in told], [one for *_, one in told]
    model = LogisticRegression(C=STRENGTH, max_iter=5000, tol=1e-8, class_weight="balanced")
    with threadpool_limits(1):  # several threads would mostly wait for each other
        model.fit(vectors.fit_transform(kept), labels, worth)
    weights = zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
    return {"": round(100 * float(model.intercept_[0]))} | {
        run: weight for run, value in sorted(weights) if abs(weight := round(100 * float(value))) >= SMALLEST
    }


def examples() -> list[tuple[str, bool, float]]:
    """All sentences, whether each is a problem, and what it is worth."""
    hard = [(line, False, WORTH) for line in _lines("work.txt")]
    return [*((text, True, 1.0) for text in problems()), *((text, False, 1.0) for text in work()), *hard]


def main() -> None:
    """Train, write, and measure where asked."""
    told = examples()
    weights = fitted(told)
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        file.write(HEAD)
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["run", "weight"])
        table.writerows(weights.items())
    print(f"{len(told)} sentences, {len(weights)} weights -> {WEIGHTS.relative_to(TOP)}")
    if "--measure" in sys.argv[1:]:
        across(told)


def across(told: list[tuple[str, bool, float]], folds: int = 8, block: int = 10) -> None:
    """Tell how the weights of seven eighths do on the last eighth, in blocks of neighbouring sentences."""
    right: Counter[bool] = Counter()
    for fold in range(folds):
        weights = fitted([one for n, one in enumerate(told) if n // block % folds != fold])
        for text, label, _ in (one for n, one in enumerate(told) if n // block % folds == fold):
            said = weights[""] + sum(weights.get(run, 0) * value for run, value in runs_of(text).items())
            right[label] += (said > 0) == label
    for label, name in ((True, "problems"), (False, "work")):
        print(f"{name} left out, told right: {right[label] / sum(one[1] is label for one in told):.3f}")


if __name__ == "__main__":
    main()
