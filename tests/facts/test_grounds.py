"""The component that tells the grounds of a problem: its weights are those that its script makes, and it knows what it learnt."""

from __future__ import annotations

import json
import re
import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from fazhi.facts.causes.likely import likelihoods
from fazhi.resources import rows

TOP = Path(__file__).resolve().parents[2]
_LONGEST_COMMON = 13  # characters: longer runs are no terms or turns of speech that everybody uses


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(TOP / ".ci" / "train_grounds.py"))


def test_the_weights_are_what_the_script_makes(script: dict[str, Any]) -> None:
    for task, made in script["made"]().items():
        told = {row["feature"]: float(row["weight"]) for row in rows("grounds") if row["task"] == task}
        different = {name for name in told.keys() | made.keys() if abs(told.get(name, 0.0) - made.get(name, 0.0)) > 0.02}
        assert different == set(), task


def test_it_tells_what_it_learnt(script: dict[str, Any]) -> None:
    labels, told = [], []
    for problem in script["examples"]():
        for (_, label), probability in zip(problem, likelihoods([clause for clause, _ in problem]), strict=True):
            if label is not None:
                labels.append(label)
                told.append(probability > 0.5)
    right = sum(label and found for label, found in zip(labels, told, strict=True))
    assert 2 * right / (sum(labels) + sum(told)) > 0.95


def test_neither_reports_with_gold_nor_cases_of_tests_are_learnt() -> None:
    learnt = _plain((TOP / "data" / "training" / "grounds.txt").read_text("utf-8"))
    told = [
        text
        for path in sorted(TOP.glob("data/*/gold/*.json"))
        for item in json.loads(path.read_text("utf-8"))["shortcomings"]
        for text in (item["text"], *(cause["text"] for cause in item["causes"]))
    ]
    told += [
        case["text"]
        for path in sorted((TOP / "tests" / "facts" / "causes_cases").glob("*.toml"))
        for case in tomllib.loads(path.read_text("utf-8"))["case"]
    ]
    runs = {text[at : at + _LONGEST_COMMON] for text in map(_plain, told) for at in range(len(text) - _LONGEST_COMMON + 1)}
    assert {run for run in runs if run in learnt} == set()


def _plain(text: str) -> str:
    return re.sub(r"[^\u4e00-\u9fff\d]", "", text)
