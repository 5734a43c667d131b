"""The audit: what it doubts, what it leaves alone, and how it tells."""

import csv
import io
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fazhi.check.audit import Doubt, audit, render
from fazhi.cli.app import app
from fazhi.corpus import common_indicators, met, read_corpus
from fazhi.corpus.indicators import trimmed
from fazhi.errors import QueryError
from fazhi.pipeline import build_lines, read_lines
from fazhi.vocabulary import THEMES

ROOT = Path(__file__).resolve().parents[2]
TEXT = """{title}年度法治政府建设情况报告

{year}年，柏岭区青禾街道扎实推进法治政府建设。现将有关情况报告如下。

一、主要举措和成效

（一）规范行政执法。{first}

（二）加强普法宣传。举办法治讲座6场。

（三）规范行政决策。重大行政决策合法性审查8件，公开政府信息60条。

二、存在的不足和原因

一是普法形式单一。

三、下一年度工作安排

（一）创新普法形式。拍摄普法短视频。
"""


def doubts(folder: Path, *sentences: str) -> list[Doubt]:
    """What the audit says of one body's reports from 2022 on, with a sentence each."""
    for year, first in enumerate(sentences, start=2022):
        text = TEXT.format(title=f"柏岭区青禾街道{year}", year=year, first=first)
        (folder / f"{year}.txt").write_text(text, "utf-8")
    built = build_lines([folder])
    assert built.failures == ()
    return audit(read_corpus(built.lines))


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("隐患整改率为103%。", "above-100-percent"),
        ("评查案卷40卷，其中普通程序案卷62卷。", "part-above-total"),
        ("审查合同50份，其中工程类合同30份、服务类合同31份。", "parts-above-total"),
        ("检验渔船2.14万艘，其中钢质渔船6930艘、木质渔船1.46万艘。", "parts-above-total"),  # more than rounding explains
        ("来访批次由80批次减少到60批次，下降50%。", "change-does-not-follow"),
        ("全年受理信访事项36件。全年受理信访事项48件。", "two-values"),
        ("受理信访事项36件。受理信访事项48件，办结率100%。", "two-values"),
        ("办理行政复议案件9件。规范执法行为。全年办理行政复议案件12件。", "two-values"),
    ],
)
def test_what_is_strange_within_a_report(tmp_path: Path, sentence: str, rule: str) -> None:
    found = doubts(tmp_path, sentence)
    assert [doubt.rule for doubt in found] == [rule]
    assert all(place.line > 0 and place.quote for place in found[0].places)


@pytest.mark.parametrize(
    "sentence",
    [
        "任务完成率为103%，利用率为120%。",
        "年度检查计划执行率为104%，目标达成率为110%。",
        "满意率为100%。",
        "评查案卷40卷，其中普通程序案卷12卷、简易程序案卷28卷。",
        "办理案件120件，其中民事80件、行政40件，涉企70件、涉民50件。",
        "来访批次由80批次减少到60批次，下降25%。",
        "上半年受理信访事项36件，下半年受理信访事项48件。",
        "受理信访事项36件。受理信访事项36件，办结率100%。",
        "受理信访事项36件。其中区级受理信访事项12件。",
        "一季度受理信访事项36件。二季度受理信访事项48件。",
        "司法所调解纠纷36件。派出所调解纠纷48件。",
        "开展专项检查12次。开展专项检查15次。",
        "检验渔船2.14万艘，其中钢质渔船6830艘、木质渔船1.46万艘。",  # 21,430 may be rounded to 2.14万
        "罚没款由494万元减到334万元，下降32.4%。",
    ],
)
def test_what_is_left_alone(tmp_path: Path, sentence: str) -> None:
    assert doubts(tmp_path, sentence) == []


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        ("办理行政处罚案件200件。", "办理行政处罚案件150件，同比下降10%。", ["last-year-contradicted"]),
        ("办理行政处罚案件200件。", "办理行政处罚案件150件，同比下降25%。", []),
        ("办理行政处罚案件201件。", "办理行政处罚案件150件，同比下降25%。", []),  # rounding
        ("行政处罚案件200件。", "办理行政处罚案件150件，同比下降10%。", ["last-year-contradicted"]),  # one series, two names
        ("受理信访事项40件。", "受理信访事项900件。", ["implausible-jump"]),
        ("受理信访事项4件。", "受理信访事项90件。", []),  # small numbers jump
        ("罚没款40元。", "罚没款900元，同比增长2150%。", []),  # the report says so itself
        ("办理行政处罚案件200件。", "受理行政复议案件20件，同比下降10%。", []),
    ],
)
def test_what_is_strange_between_two_years(tmp_path: Path, before: str, after: str, rules: list[str]) -> None:
    found = doubts(tmp_path, before, after)
    assert [doubt.rule for doubt in found] == rules
    assert all([place.year for place in doubt.places] == [2023, 2022] for doubt in found)


def test_a_year_left_out_is_no_last_year(tmp_path: Path) -> None:
    doubts(tmp_path, "受理信访事项40件。", "公示执法信息20条。", "受理信访事项900件。")
    (tmp_path / "2023.txt").unlink()
    assert audit(read_corpus(build_lines([tmp_path]).lines)) == []


@pytest.mark.parametrize("name", ["heldout", "benchmark"])
def test_no_false_alarms_on_reports_that_are_right(name: str, results: Callable[[str], Path]) -> None:
    assert audit(read_corpus(read_lines(results(name)))) == []


# ------------------------------------------------------------------ telling


class _Pages(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.articles = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        self.articles += tag == "article"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_csv_and_html(tmp_path: Path) -> None:
    found = doubts(tmp_path, "隐患整改率为103%。评查案卷40卷，其中普通程序案卷62卷。")
    table = list(csv.DictReader(io.StringIO(render(found, "csv"))))
    assert [row["rule"] for row in table] == ["above-100-percent", "part-above-total"]
    assert "103%" in table[0]["quotes"]
    page = _Pages()
    page.feed(render(found, "html"))
    assert page.open == []
    assert page.articles == 2
    assert "No figure gives rise to doubt" in render([], "html")


def test_the_command(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    doubts(tmp_path / "in", "隐患整改率为103%。")
    run = CliRunner()
    assert run.invoke(app, ["build", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--only", "nq"]).exit_code == 0
    told = run.invoke(app, ["audit", "--from", str(tmp_path / "out")])
    assert told.exit_code == 1
    assert "隐患整改率为 103%" in told.stdout
    assert "1 finding" in told.stdout
    none = run.invoke(app, ["audit", "--from", str(tmp_path / "out"), "--issuer", "别处"])
    assert isinstance(none.exception, QueryError)
    assert "no body that reports has this in its name; there are 1: 青禾街道" in str(none.exception)
    written = run.invoke(app, ["audit", "--from", str(tmp_path / "out"), "-f", "html", "-o", str(tmp_path / "a.html")])
    assert written.exit_code == 1
    assert written.stderr == f"{tmp_path / 'a.html'}: 1 finding\n"
    assert "<article" in (tmp_path / "a.html").read_text("utf-8")


# ------------------------------------------------------------------ series


def test_the_table_of_common_indicators() -> None:
    table = common_indicators()
    assert len(table) >= 140
    assert len({row.name for row in table}) == len(table)
    assert all(row.good in ("more", "fewer", "none") for row in table)
    assert all(row.theme in THEMES for row in table)
    for row in table:
        for unit in row.units[:1]:
            assert met(row.name, unit).common, row.name


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("办理行政处罚案件数", "行政处罚案件件数"),
        ("主动公开信息条数", "主动公开政府信息条数"),
        ("“12345”热线工单满意率", "12345热线满意率"),
    ],
)
def test_names_that_meet(a: str, b: str) -> None:
    unit = "%" if a.endswith("率") else "件" if "案件" in a else "条"
    assert met(a, unit) == met(b, unit)


def test_names_that_do_not_meet() -> None:
    assert met("受理纠纷件数", "件") != met("成功化解纠纷件数", "件")
    assert met("行政处罚案件数", "件").name != met("罚没款金额", "元").name
    assert met("罚没款金额", "元").unit == "元"
    assert trimmed("件数") == "件数"
