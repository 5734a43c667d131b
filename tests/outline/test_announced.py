"""The component that tells what headings and announcements lead to: its weights are those of its script; new ones are told."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from fazhi.model import Role
from fazhi.outline.announced import CODES, announces, heading_says
from fazhi.resources import rows

TOP = Path(__file__).resolve().parents[2]
_TURN_OF_SPEECH = 11  # Chinese characters: a longer line that stands in a report as well is taken from it
_FORMULAS = re.compile(
    "法治政府建设|依法行政|法治思[维想]|三项制度|化解社会矛盾|公开信息|出庭应诉率"
)  # headings and openings that offices share


def test_the_weights_are_what_the_script_makes() -> None:
    made = runpy.run_path(str(TOP / ".ci" / "train_announced.py"))["made"]()
    told = {(row["task"], row["run"]): tuple(int(row[code]) for code in CODES) for row in rows("announced_weights")}
    again = {(task, run): worth for task, weights in made.items() for run, worth in weights.items()}
    common = told.keys() & again.keys()
    assert len(common) >= 0.99 * max(len(told), len(again))
    assert max(abs(a - b) for key in common for a, b in zip(told[key], again[key], strict=True)) <= 2


def test_no_line_is_taken_from_a_report_with_gold() -> None:
    lines = [
        line.partition(" ")[2]
        for name in ("headings", "announcements")
        for line in (TOP / "data" / "training" / f"{name}.txt").read_text("utf-8").splitlines()
        if not line.startswith("#") and not _FORMULAS.search(line)
    ]
    reports = "\n".join(_plain(path.read_text("utf-8")) for path in TOP.glob("data/*/reports/*.txt"))
    assert [line for line in lines if len(_plain(line)) > _TURN_OF_SPEECH and _plain(line) in reports] == []


def _plain(text: str) -> str:
    return re.sub(r"[^\u4e00-\u9fff]", "", text)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("港航执法哪些事还没有办好", Role.SHORTCOMINGS),
        ("盐务监管的几块短板", Role.SHORTCOMINGS),
        ("毛病的根子在哪", Role.CAUSES),
        ("来年的改进路径", Role.PLANS),
    ],
)
def test_a_heading_that_no_table_knows(heading: str, role: Role) -> None:
    assert heading_says(heading) is role


@pytest.mark.parametrize("heading", ["粮库安全监管", "破解码头拥堵难题", "渡口渡船整治"])
def test_a_heading_of_work_is_no_problem(heading: str) -> None:
    assert heading_says(heading) not in (Role.SHORTCOMINGS, Role.CAUSES)


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("翻开盐务执法的账本,不足之处也不少:", Role.SHORTCOMINGS),
        ("把这些短板放在一起分析,根子主要有三条:", Role.CAUSES),
        ("新的一年,港口要着力办好五件事:", Role.PLANS),
        ("现将全年情况报告于后。", Role.ACHIEVEMENTS),
    ],
)
def test_a_sentence_that_only_announces(sentence: str, role: Role) -> None:
    assert announces(sentence) is role


@pytest.mark.parametrize(
    "sentence",
    ["", "渡口的救生衣破损较多。", "船闸收费标准更新不及时。", "新建候船亭,群众出行更方便。", "领航员待遇低,留不住人。"],
)
def test_a_sentence_that_tells_something_announces_nothing(sentence: str) -> None:
    assert announces(sentence) is None
