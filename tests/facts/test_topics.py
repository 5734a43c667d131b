"""The component that tells themes by pairs of characters: its weights are what its script makes, and it knows what it learnt."""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from fazhi.facts.themes import themes
from fazhi.facts.topics import TITLE, learnt, likely, says

TOP = Path(__file__).resolve().parents[2]
pytest.importorskip("sklearn", reason="scikit-learn is not installed: it is needed to train, not to build")


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(TOP / ".ci" / "train_themes.py"))


def test_the_weights_are_what_the_script_makes(script: dict[str, Any]) -> None:
    known, weights = script["trained"](list(script["points"]()))
    told = {"": learnt().bias, **learnt().pairs}
    assert known == list(told)
    different = {
        pair
        for pair, row in zip(known, weights, strict=True)
        if any(abs(made - kept) > 0.03 for made, kept in zip(row, told[pair], strict=True))
    }
    assert different == set()


def test_it_tells_what_it_learnt(script: dict[str, Any]) -> None:
    points = list(script["points"]())
    right = 0
    for point in points:
        told = likely([says(text, place) for text, place in point.zones])
        right += bool(told) and max(told, key=lambda code: told[code]) in point.themes
    assert right / len(points) > 0.97


def test_columns_are_the_themes_of_the_scheme() -> None:
    assert learnt().themes == themes()


def test_probabilities_add_up_to_one() -> None:
    told = likely([says("调解矛盾纠纷", TITLE), None, says("把法律讲到车间", TITLE)])
    assert sum(told.values()) == pytest.approx(1.0)


def test_a_text_without_known_pairs_says_nothing() -> None:
    assert says("ABC 123", TITLE) is None
    assert says("", TITLE) is None
    assert likely([None, None]) == {}


def test_cases_of_tests_are_not_learnt(script: dict[str, Any]) -> None:
    invented = {point.zones[0][0] for point in script["points"]() if point.source == "invented"}
    cases = {
        title
        for path in sorted((TOP / "tests" / "facts" / "themes_cases").glob("*.toml"))
        for case in tomllib.loads(path.read_text("utf-8"))["case"]
        for title, _ in case["items"]
    }
    assert invented
    assert invented & cases == set()
