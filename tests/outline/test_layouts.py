"""Annotated reports laid out anew: what was read of them as they stand is read of them in other layouts too.

A sample of what tests/benchmarks/layouts.py measures on all reports: each layout on reports of a few kinds, with floors.
"""

from functools import cache
from pathlib import Path

import pytest
from relaid import LAYOUTS, Draft, Layout, Relaid, draft_of, scored

from fazhi.evaluate.tally import Judgement, figures

DATA = Path(__file__).parents[2] / "data"
SAMPLE = ("chengzhou-transport-2024", "luxi-street-2022", "yanchuan-health-2020")
# By how much F1 may be lower than of the same reports as they stand
LOSS = {"report": 0.0, "measures": 0.03, "measure links": 0.03, "shortcomings": 0.08, "addresses": 0.12, "observations": 0.01}


@cache
def drafts() -> tuple[Draft, ...]:
    made = [draft_of(DATA / "heldout" / "reports" / f"{n}.txt", DATA / "heldout" / "gold" / f"{n}.json") for n in SAMPLE]
    return tuple(draft for draft in made if draft is not None)


def relaid(layout: Layout) -> list[Relaid]:
    return [made for draft in drafts() if (made := layout.of(draft)) is not None]


@cache
def as_they_stand() -> tuple[Judgement, ...]:
    (layout,) = (layout for layout in LAYOUTS if layout.family == "stands")
    return scored(relaid(layout)).judgements


def test_a_draft_loses_nothing() -> None:
    assert len(drafts()) == len(SAMPLE)
    for draft in drafts():
        source = (DATA / "heldout" / "reports" / f"{draft.name}.txt").read_text("utf-8")
        assert all("".join(line.split()) in "".join(source.split()) for line in draft.text().splitlines())


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_another_layout_costs_little(layout: Layout) -> None:
    made = relaid(layout)
    if not made:
        pytest.skip("none of the sample can be laid out so")
    again = relaid(layout)
    assert made == again, "the same seed gives the same text"
    names = {text.name for text in made}
    new, old = scored(made).categories, figures(j for j in as_they_stand() if j.report in names)
    found = {category: (round(new[category].f1, 3), round(old[category].f1, 3)) for category in LOSS if category in old}
    assert all(now >= before - LOSS[category] for category, (now, before) in found.items()), found
