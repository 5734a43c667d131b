"""Measures, shortcomings and causes of invented reports in all layouts of the genre."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fazhi.documents import read_text_file
from fazhi.documents.reading import reading_of
from fazhi.facts.causes import reasons_of, reasons_of_section
from fazhi.facts.causes.cued import cued_reasons
from fazhi.facts.points import gather_points
from fazhi.model import Document, LinkKind, Metadata
from fazhi.outline import outline

TESTS = Path(__file__).parents[1]
CASES = [
    case
    for path in sorted((TESTS / "outline" / "cases").glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]
SINGLE = [
    case
    for path in sorted((TESTS / "facts" / "causes_cases").glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]
WEIGHED = [case for case in SINGLE if not cued_reasons(text := reading_of(case["text"]), 0, len(text))]
CUED = [case for case in SINGLE if case not in WEIGHED]
REPORTS = sorted((TESTS.parent / "data" / "benchmark" / "reports").glob("*.txt"))


def document_of(text: str) -> Document:
    """A document whose paragraphs are the lines of `text`, the first one the title."""
    text = text.strip()
    reading = reading_of(text)
    title = reading.split("\n", 1)[0]
    metadata = Metadata(title, 0, len(title), (), int(title[title.index("20") :][:4]))
    return Document("sample", "sample.txt", text, reading, metadata, tuple(range(len(text) + 1)), (0,))


def test_a_title_goes_on_behind_whom_it_asks() -> None:
    asked = "商请市港航局,与市海事处建立渡运安全联防机制,做到隐患早查早改"
    document = document_of(f"乙镇2022年法治政府建设工作情况报告\n一、明年打算\n①{asked}。\n②改造渡口灯桩。\n")
    assert [measure.title for measure in gather_points(document, outline(document)).measures] == [asked, "改造渡口灯桩"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_points_of_a_layout(case: dict[str, Any]) -> None:
    document = document_of(case["text"])
    points = gather_points(document, outline(document))
    causes = {cause.key: cause.text for cause in points.causes}
    assert [f"{measure.status} {measure.title}" for measure in points.measures] == case["measures"]
    told = [
        {"text": s.text, "causes": [causes[link.object] for link in points.links if link.subject == s.key]}
        for s in points.shortcomings
    ]
    expected = case["shortcomings"]  # without `causes` where a case is on the problems alone
    assert [{key: t[key] for key in e} for t, e in zip(told, expected, strict=True)] == expected


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_point_rests_on_its_place(path: Path) -> None:
    document = read_text_file(path, identifier=path.stem, source=path.name)
    points = gather_points(document, outline(document))
    assert points == gather_points(document, outline(document))
    assert points.measures
    keys = [item.key for item in (*points.measures, *points.shortcomings, *points.causes)]
    assert len(keys) == len(set(keys))
    for measure in points.measures:
        quote = document.text[measure.evidence.start : measure.evidence.end]
        assert re.sub(r"\s", "", quote) == re.sub(r"\s", "", measure.title)
        assert measure.start <= measure.evidence.start < measure.evidence.end <= measure.end
    for item in (*points.shortcomings, *points.causes):
        quote = document.text[item.evidence.start : item.evidence.end]
        assert re.sub(r"[\s。]", "", quote) == re.sub(r"[\s。]", "", item.text)
    for item in (*points.measures, *points.shortcomings, *points.causes, *points.links):
        assert 0 < item.evidence.confidence <= 1
        assert item.evidence.rule
    assert {link.kind for link in points.links} <= {LinkKind.HAS_CAUSE}
    known = set(keys)
    assert all(link.subject in known and link.object in known for link in points.links)


NUMBERS = "一二三四五六七八九十"
SYSTEMS = {
    "1.": lambda n: f"{n}.",
    "(1)": lambda n: f"({n})",
    "①": lambda n: chr(ord("①") + n - 1),
    "第一,": lambda n: f"第{NUMBERS[n - 1]},",
    "其一,": lambda n: f"其{NUMBERS[n - 1]},",
    "一要": lambda n: f"{NUMBERS[n - 1]}要",
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_points_do_not_hang_on_the_system_of_numbers(system: str) -> None:
    def renumbered(match: re.Match[str]) -> str:
        return SYSTEMS[system](NUMBERS.index(match[1]) + 1)

    for path in REPORTS:
        document = read_text_file(path, identifier=path.stem, source=path.name)
        other = re.sub(rf"(?<![^\s。;:])([{NUMBERS}])是(?!否)", renumbered, document.reading)
        before, after = document_of(document.reading), document_of(other)
        told, again = (gather_points(d, outline(d)) for d in (before, after))
        assert [m.title for m in again.measures] == [m.title for m in told.measures]
        assert [s.text for s in again.shortcomings] == [s.text for s in told.shortcomings]
        assert [c.text for c in again.causes] == [c.text for c in told.causes]


def test_a_measure_ends_before_the_problem_in_it() -> None:
    text = "甲镇2022年报告\n全年调解纠纷86件。美中不足的是林权纠纷仍然多发。下一步将补建档案。"
    document = document_of(text)
    points = gather_points(document, outline(document))
    done, planned = points.measures
    assert document.text[done.start : done.end] == "全年调解纠纷86件。"
    assert document.text[planned.start : planned.end] == "下一步将补建档案。"
    assert points.shortcomings[0].text == "林权纠纷仍然多发"


@pytest.mark.parametrize("case", CUED, ids=lambda case: case["text"][:20])
def test_causes_of_one_problem(case: dict[str, Any]) -> None:
    text = reading_of(case["text"])
    assert found_in(text) == case["causes"]


def found_in(text: str) -> list[str]:
    return [text[reason.start : reason.end] for reason in reasons_of(text, 0, len(text))]


def test_causes_of_problems_without_a_cue() -> None:
    """What is weighed need not be right each time: precision and recall over all cases, of which it has learnt none."""
    right = missed = extra = 0
    for case in WEIGHED:
        found, asked = set(found_in(reading_of(case["text"]))), set(case["causes"])
        right, missed, extra = right + len(found & asked), missed + len(asked - found), extra + len(found - asked)
    assert right / (right + extra) >= 0.9
    assert right / (right + missed) >= 0.85


def test_reasons_with_a_cue_are_surer_than_grounds() -> None:
    cued = "队伍薄弱,原因在于编制少"
    plain = "能力不足,人员流动频繁,办案质量有待提高"
    (with_cue,) = reasons_of(cued, 0, len(cued))
    (without,) = reasons_of(plain, 0, len(plain))
    assert with_cue.is_explicit
    assert not without.is_explicit
    assert with_cue.confidence > without.confidence


def test_a_section_of_causes_follows_topic_before_order() -> None:
    text = "究其原因,主要是:数据标准不统一;新进人员轮岗较快,跟案学习的机会偏少。"
    problems = ["执法数据尚未与区级系统打通", "年轻干部实践经验欠缺"]
    found = [(index, text[reason.start : reason.end]) for index, reason in reasons_of_section(text, [(0, len(text))], problems)]
    assert found == [(0, "数据标准不统一"), (1, "新进人员轮岗较快"), (1, "跟案学习的机会偏少")]


def test_a_section_of_causes_may_name_its_problems_first() -> None:
    text = "选址之难,难在权属不清。闸门启闭的被动局面,反映出看闸人手不足。"
    problems = ["船闸不听调度", "取水点迟迟定不下来"]
    found = [(index, text[reason.start : reason.end]) for index, reason in reasons_of_section(text, [(0, len(text))], problems)]
    assert sorted(cause for _, cause in found) == ["权属不清", "看闸人手不足"]


_WORDS = (TESTS / "facts" / "words.txt").read_text("utf-8").splitlines()
_HEADINGS = ("\n", "\n一、主要工作\n", "\n二、存在的问题\n", "\n三、原因分析\n", "\n四、下一步打算\n")


@settings(deadline=None)
@given(st.lists(st.sampled_from([*_WORDS, *_HEADINGS]), max_size=40).map("".join))
def test_no_order_of_words_breaks_the_reading(text: str) -> None:
    document = document_of(f"丙港渔政站2022年法治政府建设情况报告\n{text}")
    points = gather_points(document, outline(document))
    keys = {cause.key for cause in points.causes} | {shortcoming.key for shortcoming in points.shortcomings}
    assert {link.object for link in points.links} <= keys
