"""The rules for departments, on sentences in a data file and on damaged and long text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fazhi.matching.alternation import any_word
from fazhi.mentions.departments import find_departments

CASES = tomllib.loads((Path(__file__).parent / "departments_cases.toml").read_text("utf-8"))["case"]

SECTORS = tomllib.loads((Path(__file__).parent / "departments_names.toml").read_text("utf-8"))["sector"]


@pytest.mark.parametrize("frame", ["会同{}开展检查。", "由{}牵头,", "向{}移送线索3条"])
@pytest.mark.parametrize("sector", SECTORS, ids=[sector["source"] for sector in SECTORS])
def test_a_name_stands_whole_in_a_sentence(sector: dict[str, Any], frame: str) -> None:
    found = {name: [mention.name for mention in find_departments(frame.format(name))] for name in sector["names"]}
    assert {name: names for name, names in found.items() if names != [name]} == {}


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:14] for case in CASES])
def test_names(case: dict[str, object]) -> None:
    assert [mention.name for mention in find_departments(str(case["text"]))] == case["names"]


def test_an_abbreviation_is_kept_with_the_name_it_stands_for() -> None:
    text = "区社会矛盾纠纷调处化解中心(以下简称“区矛调中心”,其办公室以下简称“区矛调办”)成立,区矛调办受理。"
    found = [(mention.name, mention.alias) for mention in find_departments(text)]
    name = "区社会矛盾纠纷调处化解中心"
    assert found == [(name, "区矛调中心"), (name + "办公室", "区矛调办"), (name + "办公室", None)]


def test_every_mention_stands_in_the_text_and_says_its_rule() -> None:
    text = "在市委、市政府领导下,会同市司法局、市公安局东山分局和东山中学开展活动。"
    found = find_departments(text)
    assert {"市委", "市政府", "市司法局", "市公安局东山分局", "东山中学"} <= {mention.name for mention in found}
    for mention in found:
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.rule.startswith("department:")
        assert 0 < mention.confidence <= 1


@given(st.text(alphabet="区县市局委办公室司法人民政府会同、,。()《》“”各派出所中心2023年", max_size=60))
def test_any_text_is_read(text: str) -> None:
    for mention in find_departments(text):
        assert mention.name
        assert 0 <= mention.start < mention.end <= len(text)


def test_alternatives_match_the_longest_word() -> None:
    import re

    assert re.match(any_word(["区", "区委", "区委办"]), "区委办公室")[0] == "区委办"  # type: ignore[index]
