"""Who says the same: copies of last year's report and of other bodies' reports, and boilerplate."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from fazhi.cli.app import app
from fazhi.corpus import Corpus, Report, Thing, read_corpus
from fazhi.errors import FazhiError
from fazhi.link.copies import find_copies, likeness, passages, plain

pytest.importorskip("datasketch")
BASE = "https://e.org/id/"
ONE = "全年组织开展行政执法案卷评查12次，抽查案卷56卷，纠正文书制作不规范等问题9个"
NEW = "全年组织开展行政执法案卷评查15次，抽查案卷80卷，纠正文书制作不规范等问题7个"
NEAR = "全年组织开展行政执法案卷评查活动15次，抽查案卷80卷，纠正文书制作不规范等问题7个"
OTHER = "在老旧小区设立调解工作室，聘请退休法官驻点调解邻里纠纷，把矛盾化解在家门口"


def corpus(*texts: tuple[str, int, str]) -> Corpus:
    reports, things = {}, {}
    for issuer, year, text in texts:
        body = f"{BASE}department/{issuer}"
        things[body] = Thing(body, "Department", issuer)
        iri = f"{BASE}report/{issuer}/{year}/k"
        reports[iri] = Report(iri, f"{issuer}-{year}", f"{issuer}{year}", year, text, [body])
    return Corpus(BASE, reports, things)


def told(found: Corpus, **options: float) -> list[tuple[str, str, bool]]:
    names = {report.iri: report.identifier for report in found.reports.values()}
    return [(names[c.passage.report], names[c.source.report], c.own) for c in find_copies(found, **options).pairs]  # type: ignore[arg-type]


def test_a_sentence_with_new_figures_is_a_copy_of_last_years() -> None:
    found = corpus(("甲镇", 2022, f"{ONE}。{OTHER}。"), ("甲镇", 2023, f"{NEW}。"))
    assert told(found) == [("甲镇-2023", "甲镇-2022", True)]
    shares = {share.report: (share.own, share.others) for share in find_copies(found).shares}
    assert shares == {"甲镇-2022": (0.0, 0.0), "甲镇-2023": (1.0, 0.0)}


def test_a_sentence_of_another_body_that_is_nearly_the_same() -> None:
    found = corpus(("甲镇", 2022, f"{ONE}。"), ("乙镇", 2023, f"{NEAR}。{OTHER}。"))
    assert told(found) == [("乙镇-2023", "甲镇-2022", False)]
    assert 0 < find_copies(found).shares[0].others < 1
    assert told(found, least=0.99) == []


def test_the_bodys_own_report_comes_first_and_the_later_year_is_the_copy() -> None:
    found = corpus(("乙镇", 2021, f"{ONE}。"), ("甲镇", 2022, f"{ONE}。"), ("甲镇", 2023, f"{ONE}。"))
    assert told(found) == [("甲镇-2022", "乙镇-2021", False), ("甲镇-2023", "甲镇-2022", True)]


def test_what_many_say_is_boilerplate() -> None:
    found = find_copies(corpus(*((f"{letter}镇", 2022, f"{OTHER}。") for letter in "甲乙丙丁")), common=4)
    assert found.pairs == ()
    assert found.boilerplate == ((OTHER, 4),)


def test_places_are_those_of_the_text() -> None:
    report = next(iter(corpus(("甲镇", 2022, f"  {ONE}。\n\n短句。{OTHER}；")).reports.values()))
    assert [report.text[p.start : p.end] for p in passages(report)] == [ONE, OTHER]


def test_what_every_report_begins_with_is_no_passage() -> None:
    """Its title, also on two lines, and the sentence that announces the rest; what follows on the same line is one."""
    beginnings = [
        "甲镇人民政府2022年度法治政府建设情况报告\n根据上级关于报送年度总结的要求，现将我镇2022年度有关工作开展情况报告如下：\n",
        "甲镇人民政府\n2022年度法治政府建设工作情况的报告\n2022年，我镇认真落实上级部署，现将工作情况总结如下。\n",
        "甲镇人民政府2022年度法治政府建设情况报告\n现将全镇一年来推进法治政府建设的主要情况公示如下：",
    ]
    for beginning in beginnings:
        report = next(iter(corpus(("甲镇", 2022, f"{beginning}{ONE}。{OTHER}。")).reports.values()))
        assert [report.text[p.start : p.end].lstrip("：") for p in passages(report)] == [ONE, OTHER]


@given(st.text("甲乙丙丁戊己庚辛", min_size=3), st.text("甲乙丙丁戊己庚辛", min_size=3))
def test_likeness_is_a_measure(a: str, b: str) -> None:
    assert likeness(a, a) == 1
    assert likeness(a, b) == likeness(b, a)
    assert 0 <= likeness(a, b) <= 1


def test_figures_do_not_count() -> None:
    assert plain(ONE) == plain(NEW) != plain(NEAR)


def test_the_order_in_which_reports_come_does_not_matter(lines: list[str]) -> None:
    one = read_corpus(lines)
    other = Corpus(one.base, dict(reversed(one.reports.items())), one.things, one.same)
    assert find_copies(one) == find_copies(other)


def test_without_the_library_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "datasketch", None)
    with pytest.raises(FazhiError, match=r"pip install 'fazhi\[copies\]'"):
        find_copies(corpus(("甲镇", 2022, f"{ONE}。")))


def test_the_command(tmp_path: Path) -> None:
    run = CliRunner()
    reports = str(Path(__file__).with_name("reports"))
    assert run.invoke(app, ["build", reports, "--out", str(tmp_path), "--only", "nq"]).exit_code == 0
    for show in ("shares", "pairs", "boilerplate"):
        done = run.invoke(app, ["copies", "--from", str(tmp_path), "--show", show, "-f", "csv", "--least", "0.5"])
        assert done.exit_code == 0
    assert run.invoke(app, ["copies", "--from", str(tmp_path), "-f", "csv"]).stdout.startswith("report,issuer,year,")
