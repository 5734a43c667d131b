"""Train the component that tells the grounds of a problem, and write its weights: data/lexicon/grounds.csv.

    python .ci/train_grounds.py              train and write
    python .ci/train_grounds.py --measure    also tell how it does on sentences that it has not learnt from

It learns from invented sentences, marked by hand (data/training/grounds.txt), and from the problems without a cue word in the
reports with gold that do not measure (data/heldout, data/short). It needs scikit-learn.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from fazhi.documents.reading import reading_of
from fazhi.facts.causes.cued import cued_reasons
from fazhi.facts.causes.features import Clause, features, features_of_sentence
from fazhi.facts.causes.grounds import clauses, marked

TOP = Path(__file__).resolve().parent.parent
WEIGHTS = TOP / "data" / "lexicon" / "grounds.csv"
LONGEST = 4  # characters of the name of a run
SEEN = 3  # a run of characters counts from so many clauses on
STRENGTH = 1.0  # of the fit, as scikit-learn has it: the smaller, the plainer
SPELT_OUT = 0.4  # what a clause that only spells the problem out counts, against 1: it is no ground, and may pass for one
SMALLEST = 0.01  # weights below say nothing
OF_REPORTS = 0.7  # what a clause of a report counts, against 1 of an invented one: another reader may see it otherwise
_BLOCK = 10  # neighbouring lines are alike: they are left out together
HEAD = """\
# How much each feature of a clause or sentence speaks for a ground: logistic weights, made by .ci/train_grounds.py (do not edit).
# Tasks: ground (a clause tells the ground of its problem), continuation (a sentence goes on with the problem before).
# Features: see fazhi.facts.causes.features; what has no = is a run of characters, ^ and $ being the ends of the clause; in
# continuation, 1 stands before runs of the first clause and 2 before those of the others.
"""
FOLDERS = ("heldout", "short")  # their gold is learnt from; that of data/benchmark only measures
_SHORTEST = 3  # characters of a clause that is looked for among the reasons of the gold
_BEGINNING = 6  # characters by which a clause is known as the first of a longer reason
_FOLDS = 8
_PLAIN = re.compile(r"[\s,.;:、。“”]")
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


def reported() -> Iterator[tuple[str, Problem]]:
    """The problems without a cue word in the reports with gold, each with the name of its report."""
    for folder in FOLDERS:
        for path in sorted((TOP / "data" / folder / "gold").glob("*.json")):
            for item in json.loads(path.read_text("utf-8"))["shortcomings"]:
                text = reading_of(max([item["text"], *item.get("accept", [])], key=len))
                if not cued_reasons(text, 0, len(text)):
                    reasons = [(_plain(reading_of(one["text"])), bool(one.get("optional"))) for one in item.get("causes", [])]
                    yield (
                        path.stem,
                        [(marked(text, span), _given(text[slice(*span)], reasons)) for span in clauses(text, 0, len(text))],
                    )


def _given(clause: str, reasons: Sequence[tuple[str, bool]]) -> bool | None:
    """Whether a clause is, holds or begins a reason of the gold; None where that may be taken or left."""
    own = _plain(clause)
    told = [optional for reason, optional in reasons if len(own) >= _SHORTEST and _are_one(own, reason)]
    return (None if all(told) else True) if told else False


def _are_one(own: str, reason: str) -> bool:
    return reason in own or own in reason or (len(reason) > _BEGINNING and reason[:_BEGINNING] in own)


def _plain(text: str) -> str:
    return _PLAIN.sub("", text)


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


def trained(problems: list[Problem], from_reports: Sequence[Problem] = ()) -> dict[str, float]:
    """The weights that tell grounds, by name; `bias` among them."""
    rows, labels, worth = [], [], []
    for number, one in enumerate([*problems, *from_reports]):
        own = 1.0 if number < len(problems) else OF_REPORTS
        for index, (_, label) in enumerate(one):
            rows.append(features([clause for clause, _ in one], index))
            labels.append(bool(label))
            worth.append(own * (SPELT_OUT if label is None else 1.0))
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
    return {"continuation": of_sentences, "ground": trained(list(examples()), [one for _, one in reported()])}


def main() -> None:
    """Train, write, and measure where asked."""
    weights = made()
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        file.write(HEAD)
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["task", "feature", "weight"])
        table.writerows((task, name, weight) for task, told in weights.items() for name, weight in told.items())
    problems, from_reports = list(examples()), list(reported())
    count, parts = sum(map(len, weights.values())), sum(len(one) for one in [*problems, *(one for _, one in from_reports)])
    told = f"{len(problems)} invented problems and {len(from_reports)} of reports, {parts} clauses"
    print(f"{told}, {count} weights -> {WEIGHTS.relative_to(TOP)}")
    if "--measure" in sys.argv[1:]:
        across(problems, from_reports)


def across(invented: list[Problem], from_reports: list[tuple[str, Problem]]) -> None:
    """Tell how what is learnt does on lines left out (in blocks of neighbours), and on reports, without and with others."""
    right: dict[str, list[int]] = {}
    names = sorted({name for name, _ in from_reports})
    for fold in range(_FOLDS):
        kept = [one for number, one in enumerate(invented) if number // _BLOCK % _FOLDS != fold]
        left = [one for number, one in enumerate(invented) if number // _BLOCK % _FOLDS == fold]
        others = [one for name, one in from_reports if name not in names[fold::_FOLDS]]
        own = [one for name, one in from_reports if name in names[fold::_FOLDS]]
        _count(right, "lines left out", trained(kept), left)
        _count(right, "reports left out, learnt from lines and other reports", trained(invented, others), own)
    _count(right, "reports, learnt from lines alone", trained(invented), [one for _, one in from_reports])
    for told, (hit, missed, extra) in right.items():
        print(f"{told}: {hit} right, {missed} missed, {extra} extra: F1 {2 * hit / (2 * hit + missed + extra):.3f}")


def _count(right: dict[str, list[int]], told: str, weights: dict[str, float], problems: list[Problem]) -> None:
    """Add what weights tell rightly, miss and tell besides."""
    import fazhi.facts.causes.likely as likely

    likely._weights = lambda: {"ground": weights}
    counts = right.setdefault(told, [0, 0, 0])
    for one in problems:
        for (_, label), probability in zip(one, likely.likelihoods([clause for clause, _ in one]), strict=True):
            taken = probability > 0.5
            counts[0] += bool(label) and taken
            counts[1] += bool(label) and not taken
            counts[2] += label is False and taken


if __name__ == "__main__":
    main()
