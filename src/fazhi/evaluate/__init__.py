"""Evaluation: a graph and gold files come in, precision, recall and F1 for each category go out.

What each category asks for is said in `data/benchmark/GUIDE.md`. A figure is micro precision, recall and F1 over all
reports; the headline is the mean F1 of the categories. `follow-up` and `identity` look across reports, and are no
part of the mean.

>>> import pyoxigraph
>>> from pathlib import Path
>>> nothing = score(pyoxigraph.Store(), [Path("data/benchmark/gold/tanggu-street-2023.json")])
>>> nothing.mean, nothing.categories["measures"].missing
(0.0, 18)
"""

from fazhi.evaluate.calibration import Band, wilson
from fazhi.evaluate.evaluation import Evaluation, evaluate
from fazhi.evaluate.gold import Gold, find_gold, read_gold
from fazhi.evaluate.grounding import Grounding
from fazhi.evaluate.score import Scores, score
from fazhi.evaluate.soundness import check_gold
from fazhi.evaluate.tally import ACROSS, CATEGORIES, Figures, Judgement, Outcome

__all__ = [
    "ACROSS",
    "CATEGORIES",
    "Band",
    "Evaluation",
    "Figures",
    "Gold",
    "Grounding",
    "Judgement",
    "Outcome",
    "Scores",
    "check_gold",
    "evaluate",
    "find_gold",
    "read_gold",
    "score",
    "wilson",
]
