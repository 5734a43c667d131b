"""Train the component that tells themes by pairs of characters, and write its weights: data/lexicon/themes_weights.csv.

    python .ci/train_themes.py              train and write
    python .ci/train_themes.py --measure    also tell how it does on reports that it has not learnt from

It learns from the points of the reports with gold in data/benchmark and data/heldout, and from the invented points in
data/training/themes.txt. It needs scikit-learn.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from fazhi.documents.reading import reading_of
from fazhi.facts.themes import themes
from fazhi.facts.topics import BODY, HEADING, LEAD, TITLE, pairs_of

TOP = Path(__file__).resolve().parent.parent
WEIGHTS = TOP / "data" / "lexicon" / "themes_weights.csv"
SEEN = 3  # a pair of characters counts from so many points on
STRENGTH = 10.0  # of the fit, as scikit-learn has it: the smaller, the plainer
LONGEST = 600  # characters of a point
FOLDS = 8
_HAN = re.compile("[\u4e00-\u9fff]{2}")
_PLAIN = re.compile(r"[\s“”]")
_TOP, _SECOND = re.compile("[一二三四五六七八九十]+、"), re.compile(r"\([一二三四五六七八九十]+\)")
HEAD = """\
# How much each pair of neighbouring characters speaks for a theme: logistic weights in hundredths, made by .ci/train_themes.py
# (do not edit). The row without a pair is what speaks for each theme beforehand. See fazhi.facts.topics.
"""


class Point(NamedTuple):
    """A measure or a shortcoming: where it is from, its zones with what each counts, its right themes."""

    source: str
    zones: Sequence[tuple[str, float]]
    themes: Sequence[str]


def points() -> Iterator[Point]:
    """All points to learn from."""
    for folder in ("benchmark", "heldout"):
        for path in sorted((TOP / "data" / folder / "gold").glob("*.json")):
            text = reading_of((path.parent.parent / "reports" / f"{path.stem}.txt").read_text("utf-8"))
            gold = json.loads(path.read_text("utf-8"))
            yield from _of_report(path.stem, text, [*gold["measures"], *gold["shortcomings"]])
    for line in (TOP / "data" / "training" / "themes.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            codes, _, told = reading_of(line).partition(" ")
            title, _, rest = told.partition("。")
            yield Point("invented", ((title, TITLE), (rest, LEAD)), codes.split(","))


def _of_report(name: str, text: str, items: Sequence[dict[str, object]]) -> Iterator[Point]:
    """The points of one report that stand in it word by word, each with its text up to the next, and its headings."""
    places = [match.start() for match in re.finditer(r"[^\s“”]", text)]
    plain = "".join(text[place] for place in places)
    found = []
    for item in items:
        title = _PLAIN.sub("", reading_of(str(item.get("title") or item["text"])))
        at = plain.find(title)
        if at >= 0 and item.get("theme"):
            codes = item["theme"]
            found.append((places[at], places[at + len(title) - 1] + 1, [codes] if isinstance(codes, str) else list(codes)))
    found.sort()
    for (start, end, codes), (following, *_) in pairwise([*found, (len(text), 0, [])]):
        stop = max(end, min(following, end + LONGEST))
        lead = text.find("。", end + 1, stop)
        lead = stop if lead < 0 else lead
        above = [_last(pattern, text[:start]) for pattern in (_TOP, _SECOND)]
        zones = [
            (text[start:end], TITLE),
            (text[end:lead], LEAD),
            (text[lead:stop], BODY),
            *((words, HEADING) for words in above),
        ]
        yield Point(name, zones, codes)


def _last(pattern: re.Pattern[str], text: str) -> str:
    """The words of the last line that begins with a number of a kind."""
    lines = [line.strip() for line in text.splitlines()]
    return next((line for line in reversed(lines) if pattern.match(line)), "")[:40]


def trained(learn: Sequence[Point]) -> tuple[list[str], list[list[float]]]:
    """The known pairs, "" the first, and for each the weights of the themes, in the order of the scheme."""
    order = list(themes())
    seen = Counter(pair for point in learn for pair in set().union(*(pairs_of(text) for text, _ in point.zones)))
    known = sorted(pair for pair, count in seen.items() if count >= SEEN and _HAN.fullmatch(pair))
    column = {pair: number for number, pair in enumerate(known)}
    labels, worth, values, places, ends = [], [], [], [], [0]
    for point in learn:
        row: dict[int, float] = {}
        for text, place in point.zones:
            told = [column[pair] for pair in pairs_of(text) if pair in column]
            for number in told:
                row[number] = row.get(number, 0.0) + place / sqrt(len(told))
        for code in point.themes:
            labels.append(order.index(code))
            worth.append(1 / len(point.themes))
            places += row.keys()
            values += row.values()
            ends.append(len(places))
    model = LogisticRegression(C=STRENGTH, max_iter=500, tol=1e-5)
    with threadpool_limits(1):  # several threads would mostly wait for each other
        model.fit(csr_matrix((values, places, ends), shape=(len(labels), len(known))), labels, worth)
    return ["", *known], [list(model.intercept_), *(list(weights) for weights in model.coef_.T)]


def written(known: Sequence[str], weights: Sequence[Sequence[float]]) -> None:
    """Write the table of weights."""
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        file.write(HEAD)
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["pair", *themes()])
        table.writerows([pair, *(round(100 * weight) for weight in row)] for pair, row in zip(known, weights, strict=True))


def main() -> None:
    """Train, write, and measure where asked."""
    learn = list(points())
    known, weights = trained(learn)
    written(known, weights)
    print(f"{len(learn)} points, {len(known) - 1} pairs -> {WEIGHTS.relative_to(TOP)}")
    if "--measure" in sys.argv[1:]:
        across(learn)


def across(learn: Sequence[Point]) -> None:
    """Tell how the weights of seven eighths of the reports do on the last eighth: the component alone, without the words."""
    import fazhi.facts.topics as topics

    names = sorted({point.source for point in learn} - {"invented"})
    right = whole = 0
    for fold in range(FOLDS):
        left_out = set(names[fold::FOLDS])
        known, weights = trained([point for point in learn if point.source not in left_out])
        table = topics.Learnt(themes(), tuple(weights[0]), dict(zip(known[1:], map(tuple, weights[1:]), strict=True)))
        topics.learnt = lambda table=table: table
        for point in learn:
            if point.source in left_out:
                told = topics.likely([topics.says(text, place) for text, place in point.zones])
                right += bool(told) and max(told, key=lambda code: told[code]) in point.themes
                whole += 1
    print(f"on reports left out: {right} of {whole} points right ({right / whole:.3f})")


if __name__ == "__main__":
    main()
