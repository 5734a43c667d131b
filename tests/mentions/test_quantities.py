"""Quantities: every case of `quantities_cases/*.toml` reads as it says there."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import spacy

from fazhi.mentions.quantities import find_quantities, make_quantities
from fazhi.mentions.quantities.words import units
from fazhi.model import Mention, Reading

CASES = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in sorted((Path(__file__).parent / "quantities_cases").glob("*.toml"))
    for number, case in enumerate(tomllib.loads(path.read_text("utf-8"))["case"], start=1)
]


def told(mention: Mention) -> str:
    """A mention in the notation of the cases."""
    quantity = mention.quantity
    assert quantity is not None
    pieces = [mention.name, quantity.reading.value]
    if quantity.reading is Reading.OTHER:
        pieces.append(mention.rule.rsplit("-", 1)[-1])
        return " | ".join(pieces)
    if quantity.value is not None:
        pieces.append(f"{quantity.value} {quantity.unit}")
    if quantity.qualifier.value != "exact":
        pieces.append(quantity.qualifier.value)
    if quantity.change is not None:
        pieces.append(f"{quantity.change:+}{'%' if quantity.change_is_percent else ''}")
    return " | ".join(pieces)


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    assert [told(mention) for mention in find_quantities(case["text"])] == case["expect"]


@pytest.mark.parametrize("case", CASES)
def test_a_mention_stands_where_it_says(case: dict[str, Any]) -> None:
    found = find_quantities(case["text"])
    assert len(found) == len(case["expect"])
    for mention in found:
        assert (
            mention.rule in ("quantity.zero", "quantity.merged", "quantity.change-of", "quantity.row")
            or case["text"][mention.start : mention.end] == mention.name
        )
        assert mention.quantity is not None
        assert mention.start <= mention.quantity.number_start < mention.end


def test_as_a_component_of_spacy() -> None:
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("fazhi_quantities")
    doc = pipeline("开展行政检查12次。")
    assert [(span.text, span.id_) for span in doc.spans["quantities"]] == [("12次", "quantity.level")]
    assert not pipeline.analyze_pipes()["problems"]["fazhi_quantities"]
    assert callable(make_quantities(pipeline, "quantities"))


def test_the_table_of_units_is_read_to_the_end() -> None:
    assert {"件", "人次", "%", "个百分点", "元", "个工作日", "平方米"} <= set(units())
    assert units()["人(次)"].written == "人次"
    assert {unit.kind for unit in units().values()} == {
        "count", "people", "money", "rate", "points", "time", "size", "score", "age",
    }  # fmt: skip
