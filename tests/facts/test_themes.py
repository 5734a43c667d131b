"""The themes of titles, and how a title, its text and the report weigh against each other."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from fazhi.facts.themes import gather_themes, rank, themes
from fazhi.model import Document, Evidence, Measure, Metadata, Shortcoming, Status
from fazhi.vocabulary import THEMES

CASES = [
    (title, allowed)
    for path in sorted(Path(__file__).parent.joinpath("themes_cases").glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
    for title, allowed in case["items"]
]


@pytest.mark.parametrize(("title", "allowed"), CASES, ids=[title for title, _ in CASES])
def test_title(title: str, allowed: list[str]) -> None:
    ranked = rank(title)
    assert ranked
    assert ranked[0] in allowed


def test_codes_are_those_of_the_ontology() -> None:
    assert set(themes()) == set(THEMES)


def report(text: str) -> Document:
    metadata = Metadata(title="", title_start=0, title_end=0, issuers=("某局",), year=2023)
    return Document("r", "r.txt", text, text, metadata, tuple(range(len(text))), (0,))


def measure(document: Document, stretch: str) -> Measure:
    start = document.text.index(stretch)
    title = stretch.split("。")[0]
    place = Evidence(start, start + len(title), "test", 1.0)
    return Measure(title=title, status=Status.IMPLEMENTED, start=start, end=start + len(stretch), evidence=place)


def test_body_decides_where_the_title_says_nothing() -> None:
    document = report("持续用力见实效。排查矛盾纠纷120件,人民调解成功率98%。")
    (found,), _ = gather_themes(document, (), [measure(document, document.text)], [])
    assert found.themes == ("disputes",)


def test_a_point_without_a_known_word_goes_on_with_the_theme_before_it() -> None:
    document = report("化解矛盾纠纷30件。明年逐户走访。\n天气炎热。")
    dispute, visits, weather = (measure(document, line) for line in ("化解矛盾纠纷30件。", "明年逐户走访。", "天气炎热。"))
    found, _ = gather_themes(document, (), [dispute, visits, weather], [])
    assert [point.themes for point in found] == [("disputes",), ("disputes",), ()]


def test_exactly_one_theme_is_given() -> None:
    document = report("规范行政执法。开展执法检查30次。\n拓展普法阵地。举办法治讲座20场。")
    found, _ = gather_themes(document, (), [measure(document, line) for line in document.text.split("\n")], [])
    assert [point.themes for point in found] == [("enforcement",), ("publicity",)]


def test_names_of_bodies_tell_no_theme() -> None:
    assert rank("会同区市场监督管理局、区应急管理局、区审计局") == []


def test_shortcoming_without_a_known_word_has_no_theme() -> None:
    document = report("天气炎热。")
    problem = Shortcoming(text="天气炎热", start=0, end=5, evidence=Evidence(0, 4, "test", 1.0))
    _, (found,) = gather_themes(document, (), [], [problem])
    assert found.themes == ()
