"""Bodies and years side by side."""

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fazhi.cli.app import app
from fazhi.corpus import read_corpus
from fazhi.errors import InputError
from fazhi.link.compare import ASPECTS, chosen, compare
from fazhi.pages import as_csv, as_html


def test_two_years_side_by_side(lines: list[str]) -> None:
    corpus = read_corpus(lines)
    table = compare(corpus, chosen(corpus, ["qinghe"]))
    assert table.columns == ("青禾街道 2022", "青禾街道 2023")
    assert list(dict.fromkeys(row.aspect for row in table.rows)) == [a for a in ASPECTS if a != "regulations"]
    cells = {(row.aspect, row.name): row.cells for row in table.rows}
    assert cells["themes", "普法与法治社会"] == ("1 / 1 / 1", "0 / 1 / 1")
    assert cells["shortcomings", "普法与法治社会"] == (
        "普法形式单一，以发放传单为主，年轻群众参与不多",
        "普法形式仍较单一，年轻群众参与不多",
    )
    assert "(拟) 拓展普法载体" in cells["measures", "普法与法治社会"][1]
    assert "加强普法宣传" in cells["measures", "普法与法治社会"][0]
    assert cells["indicators", "矛盾纠纷受理件数"] == ("26件", "31件")


def test_names_mean_reports_or_bodies(lines: list[str]) -> None:
    corpus = read_corpus(lines)
    for names in (["qinghe-2022"], ["青禾街道2022"]):
        assert [report.identifier for report in chosen(corpus, names)] == ["qinghe-2022"]
    assert [report.year for report in chosen(corpus, ["青禾街道"])] == [2022, 2023]
    with pytest.raises(InputError, match="no report of this name"):
        chosen(corpus, ["别处"])


def test_a_body_is_one_under_each_of_its_names(lines: list[str]) -> None:
    corpus = read_corpus(lines)
    one, other = sorted({issuer for report in corpus.reports.values() for issuer in report.issuers})
    corpus.things[other].aliases.append("云川青禾")
    corpus.same[one] = other
    assert [report.year for report in chosen(corpus, ["云川青禾"])] == [2022, 2023]


def test_only_the_aspects_asked_for(lines: list[str]) -> None:
    corpus = read_corpus(lines)
    table = compare(corpus, chosen(corpus, ["qinghe"]), ["indicators"])
    assert {row.aspect for row in table.rows} == {"indicators"}


def test_tables_survive_any_text() -> None:
    rows = [['a<b>&"c"', "甲,乙\n丙"]]
    assert list(csv.reader(io.StringIO(as_csv(["x", "y"], rows)))) == [["x", "y"], *rows]
    assert "a&lt;b&gt;&amp;" in as_html("t", ["x", "y"], rows)


def test_the_command(tmp_path: Path) -> None:
    run = CliRunner()
    assert (
        run.invoke(app, ["build", str(Path(__file__).with_name("reports")), "--out", str(tmp_path), "--only", "nq"]).exit_code
        == 0
    )
    done = run.invoke(app, ["compare", "qinghe-2022", "qinghe-2023", "--from", str(tmp_path), "-f", "csv", "-a", "indicators"])
    assert done.exit_code == 0
    assert done.stdout.split("\n")[0] == "aspect,name,青禾街道 2022,青禾街道 2023"
    page = run.invoke(app, ["compare", "青禾街道", "--from", str(tmp_path), "-f", "html", "-o", str(tmp_path / "x.html")])
    assert page.exit_code == 0
    assert "<table>" in (tmp_path / "x.html").read_text("utf-8")
    assert run.invoke(app, ["compare", "青禾街道", "--from", str(tmp_path)]).exit_code == 0
