"""The component that tells the grounds of a problem: its weights are those that its script makes, and it knows what it learnt."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from fazhi.facts.causes.likely import likelihoods
from fazhi.resources import rows

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("train", TOP / ".ci" / "train.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_weights_are_what_the_script_makes(script: ModuleType) -> None:
    for task, made in script.made().items():
        told = {row["feature"]: float(row["weight"]) for row in rows("grounds") if row["task"] == task}
        different = {name for name in told.keys() | made.keys() if abs(told.get(name, 0.0) - made.get(name, 0.0)) > 0.02}
        assert different == set(), task


def test_it_tells_what_it_learnt(script: ModuleType) -> None:
    labels, told = [], []
    for problem in script.examples():
        for (_, label), probability in zip(problem, likelihoods([clause for clause, _ in problem]), strict=True):
            if label is not None:
                labels.append(label)
                told.append(probability > 0.5)
    right = sum(label and found for label, found in zip(labels, told, strict=True))
    assert 2 * right / (sum(labels) + sum(told)) > 0.95


def test_reports_with_gold_take_no_part(script: ModuleType) -> None:
    learnt = (TOP / "data" / "training" / "grounds.txt").read_text("utf-8")
    shared = [
        (path.name, item["text"])
        for path in sorted(TOP.glob("data/*/gold/*.json"))
        for item in json.loads(path.read_text("utf-8"))["shortcomings"]
        if len(item["text"]) > 12 and item["text"] in learnt.translate({ord(mark): None for mark in "【】{}"})
    ]
    assert shared == []
