"""Annotated reports laid out anew: what was read of them as they stand is read of them in other layouts too.

A sample of what tests/benchmarks/layouts.py measures on all reports: each layout on the reports of a few kinds of bodies, with floors.
"""

from functools import cache
from pathlib import Path

import pytest
from relaid import LAYOUTS, Draft, draft_of, scored

from fazhi.evaluate.score import Scores

DATA = Path(__file__).parents[2] / "data"
SAMPLE = ("chengzhou-transport-2024", "luxi-street-2022", "yanchuan-health-2020")
# By how much F1 may be lower than of the same reports as they stand
LOSS = {"report": 0.0, "measures": 0.03, "measure links": 0.03, "shortcomings": 0.08, "addresses": 0.12, "observations": 0.01}


@cache
def drafts() -> tuple[Draft, ...]:
    made = [draft_of(DATA / "heldout" / "reports" / f"{n}.txt", DATA / "heldout" / "gold" / f"{n}.json") for n in SAMPLE]
    return tuple(draft for draft in made if draft is not None)


@cache
def as_they_stand(names: frozenset[str]) -> Scores:
    (layout,) = (layout for layout in LAYOUTS if layout.family == "stands")
    return scored([relaid for draft in drafts() if draft.name in names and (relaid := layout.of(draft)) is not None])


def test_a_draft_loses_nothing() -> None:
    assert len(drafts()) == len(SAMPLE)
    for draft in drafts():
        source = (DATA / "heldout" / "reports" / f"{draft.name}.txt").read_text("utf-8")
        assert all("".join(line.split()) in "".join(source.split()) for line in draft.text().splitlines())


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_another_layout_costs_little(layout) -> None:  # type: ignore[no-untyped-def]
    made = [relaid for draft in drafts() if (relaid := layout.of(draft)) is not None]
    if not made:
        pytest.skip("none of the sample can be laid out so")
    assert made == [relaid for draft in drafts() if (relaid := layout.of(draft)) is not None], "the same seed gives the same text"
    new, old = scored(made).categories, as_they_stand(frozenset(relaid.name for relaid in made)).categories
    found = {category: (round(new[category].f1, 3), round(old[category].f1, 3)) for category in LOSS if category in old}
    assert all(now >= before - LOSS[category] for category, (now, before) in found.items()), found
