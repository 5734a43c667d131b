"""The catalogue: each question is complete, keeps to the standard, and gives the expected rows on two engines.

The expected rows are in `expected/QUESTION.CASE.json`; each says where it came from.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from fazhi.check import check
from fazhi.errors import QueryError, ResourceError
from fazhi.pipeline import build_lines, linked_lines
from fazhi.query import Parameter, Question, catalogue, parse, plain, question, run, sparql
from fazhi.query.dataset import prepared
from fazhi.store import in_memory
from fazhi.vocabulary import THEMES

HERE = Path(__file__).parent
CASES = sorted((HERE / "expected").glob("*.json"))
NAMES = {
    "body-themes",
    "indicator-changes",
    "indicator-comparison",
    "joint-action",
    "later-measures",
    "low-confidence",
    "mechanism-adoption",
    "mechanism-origins",
    "mechanism-spread",
    "mechanism-users",
    "plans-without-shortcomings",
    "regulations-by-theme",
    "regulations-implemented",
    "reports",
    "reports-without-shortcomings",
    "results-of-measures",
    "shortcomings-and-causes",
    "superiors",
    "superseded-regulations",
    "totals-that-do-not-add-up",
    "measures-for-shortcomings",
    "unaddressed-shortcomings",
    "measures-without-results",
    "departments-and-measures",
    "regulations-cited",
    "mechanisms",
    "indicators",
    "indicator-breakdowns",
    "theme-coverage",
    "evidence",
    "follow-up",
}
EACH = pytest.mark.parametrize("asked", catalogue(), ids=lambda q: q.name)


@cache
def built(folder: str) -> ox.Store:
    return in_memory(linked_lines(build_lines([HERE.parents[1] / folder]).lines)[0])


@cache
def extended(name: str) -> ox.Store:
    """The fixture graph with another file."""
    found = ox.Store()
    for path in (HERE / "fixture.trig", HERE / name):
        found.load(path=str(path), format=ox.RdfFormat.TRIG)
    return found


@cache
def extended_dataset(name: str) -> rdflib.Dataset:
    return rdflib.Dataset(default_union=True).parse(HERE / "fixture.trig", format="trig").parse(HERE / name, format="trig")


def needed(asked: Question) -> dict[str, Any]:
    return {parameter.name: parameter.example for parameter in asked.parameters if parameter.required}


def told_by_rdflib(dataset: rdflib.Dataset, text: str) -> list[list[str]]:
    return [["" if cell is None else plain(cell.toPython()) for cell in row] for row in dataset.query(prepared(text))]


def chosen(columns: tuple[str, ...], rows: Iterator[list[str]], names: list[str]) -> list[list[str]]:
    places = [columns.index(name) for name in names]
    return list(map(list, dict.fromkeys(tuple(row[place] for place in places) for row in rows)))


def test_the_fixture_is_a_sound_graph() -> None:
    assert check(HERE / "fixture.trig") == []


def test_the_questions() -> None:
    assert {entry.name for entry in catalogue()} >= NAMES


def test_every_question_has_expected_rows() -> None:
    assert {path.name.split(".")[0] for path in CASES} == {entry.name for entry in catalogue()}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_expected_rows_on_oxigraph(path: Path, store: ox.Store) -> None:
    case = json.loads(path.read_text("utf-8"))
    asked = built(case["graph"]) if "graph" in case else extended(case["with"]) if "with" in case else store
    found = run(asked, case["question"], case["parameters"])
    assert chosen(found.columns, ([plain(cell) for cell in row] for row in found), case["columns"]) == case["rows"]


@pytest.mark.parametrize(
    "path", [path for path in CASES if '"graph":' not in path.read_text("utf-8")], ids=lambda path: path.stem
)
def test_expected_rows_on_rdflib(path: Path, dataset: rdflib.Dataset) -> None:
    case = json.loads(path.read_text("utf-8"))
    if "with" in case:
        dataset = extended_dataset(case["with"])
    assert told_by_rdflib(dataset, sparql(case["question"], case["parameters"])) == case["rows"]


@EACH
def test_the_header_has_everything_in_both_languages(asked: Question) -> None:
    chinese = re.compile(r"[\u4e00-\u9fff]")
    assert chinese.search(asked.title.zh)
    assert chinese.search(asked.description.zh)
    assert not chinese.search(asked.title.en + asked.description.en)
    for parameter in asked.parameters:
        assert chinese.search(parameter.zh)
        assert not chinese.search(parameter.en)
        parameter.read(parameter.example)
    assert all(chinese.search(column.heading.zh) and column.heading.en for column in asked.columns)


@EACH
def test_the_columns_are_those_of_the_header(asked: Question, store: ox.Store) -> None:
    assert run(store, asked, needed(asked)).columns == tuple(column.name for column in asked.columns)


@EACH
def test_the_file_runs_as_it_stands(asked: Question, store: ox.Store) -> None:
    solutions = store.query(asked.sparql, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    if not any(parameter.required for parameter in asked.parameters):
        found = [[plain(cell) for cell in row] for row in run(store, asked)]
        assert [["" if cell is None else cell.value for cell in row] for row in solutions] == found


@EACH
def test_the_answer_does_not_depend_on_what_the_default_graph_is(asked: Question, store: ox.Store) -> None:
    solutions = store.query(sparql(asked, needed(asked)), use_default_graph_as_union=False)
    assert isinstance(solutions, ox.QuerySolutions)
    assert len(list(solutions)) == len(run(store, asked, needed(asked)))


@EACH
def test_standard_sparql(asked: Question) -> None:
    prepared(asked.sparql)
    declared = dict(re.findall(r"^PREFIX (\w+): <([^>]+)>", asked.sparql, re.MULTILINE))
    body = re.sub(r'^(#|PREFIX).*$|"[^"]*"|<[^>]*>', "", asked.sparql, flags=re.MULTILINE)
    assert set(re.findall(r"(\w+):\w", body)) == set(declared)


@EACH
def test_no_bound_cuts_an_answer_short(asked: Question) -> None:
    """A bound stands in a question to tell an engine where to begin, and is beyond what a graph of any reports can have."""
    assert all(int(bound) >= 10_000_000 for bound in re.findall(r"\bLIMIT\s+(\d+)", asked.sparql))


@EACH
def test_rows_come_in_a_total_order(asked: Question, store: ox.Store) -> None:
    """Filled in another order, a store gives the same rows in the same order."""
    other = ox.Store()
    other.extend(sorted(store, key=str, reverse=True))
    assert run(other, asked, needed(asked)).rows == run(store, asked, needed(asked)).rows


@EACH
def test_each_parameter_that_filters_nothing_is_the_same_as_none(asked: Question, store: ox.Store) -> None:
    given = {p.name: p.default for p in asked.parameters if p.default is not None}
    assert run(store, asked, {**needed(asked), **given}).rows == run(store, asked, needed(asked)).rows


@EACH
def test_a_name_that_nobody_has_finds_nothing(asked: Question, store: ox.Store) -> None:
    for parameter in asked.parameters:
        if parameter.type == "text":
            found = run(store, asked, {**needed(asked), parameter.name: "没有这样的名称"})
            numbers = [row[2:] for row in found] if asked.name == "theme-coverage" else found.rows
            assert not any(any(row) for row in numbers)


def test_the_themes_of_the_coverage_are_those_of_the_vocabulary(store: ox.Store) -> None:
    found = [(row[1], row[0]) for row in run(store, "theme-coverage")]
    assert found == [(code, theme.zh) for code, theme in THEMES.items()]


def test_a_link_across_reports_is_told_with_both_reports(store: ox.Store) -> None:
    later = ox.Store()
    later.extend(store)
    fz, graph = "https://w3id.org/fazhi/ontology#", ox.NamedNode("https://w3id.org/fazhi/id/graph/links")
    query = "SELECT ?m ?s {{ ?m a fz:Measure ; rdfs:label '{}'@zh . ?s rdfs:label '{}'@zh }}"
    measure, shortcoming = run(store, query.format("更新办案设备", "普法形式缺乏创新")).terms[0]
    later.add(ox.Quad(measure, ox.NamedNode(fz + "addresses"), shortcoming, graph))  # type: ignore[arg-type]
    found = run(later, "measures-for-shortcomings", {"report": "liuxi"})
    rows = [dict(zip(found.columns, row, strict=True)) for row in found]
    across = [row for row in rows if row["measure_report"] == "dongqiu-water-2023"]
    assert [(row["report"], row["measure"], row["quote"]) for row in across] == [("liuxi-street-2022", "更新办案设备", None)]
    assert len(rows) == 4


def test_a_report_of_two_bodies_has_one_row_for_each_fact(store: ox.Store) -> None:
    joint = ox.Store()
    joint.extend(store)
    fz = "https://w3id.org/fazhi/ontology#"
    for quad in list(store.quads_for_pattern(None, ox.NamedNode(fz + "issuer"), None)):
        for label in ("柳溪街道党工委", "水利局党组"):
            body = ox.NamedNode("https://w3id.org/fazhi/id/department/" + label)
            joint.add(ox.Quad(quad.subject, quad.predicate, body, quad.graph_name))
            pref = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
            joint.add(ox.Quad(body, pref, ox.Literal(label, language="zh"), quad.graph_name))
    found = run(joint, "indicators", {"report": "liuxi"})
    assert len(found) == len(run(store, "indicators", {"report": "liuxi"}))
    assert len({row[found.columns.index("issuer")] for row in found}) == 1
    assert "、" in str(found.rows[0][found.columns.index("issuer")])


def test_an_unknown_question_is_told_with_those_that_are_like_it() -> None:
    with pytest.raises(QueryError, match="did you mean measures-for-shortcomings"):
        question("measure-for-shortcoming")


HEADER = """# title = { zh = "题", en = "Title" }
# description = { zh = "述", en = "Text" }
# parameters.year = { type = "year", default = "", example = 2023, zh = "年", en = "Year" }
# columns.x = { zh = "甲", en = "X" }
"""
QUERY = '\nSELECT ?x { VALUES ?asked_year { "" } ?x ?p ?year FILTER(STRSTARTS(STR(?year), ?asked_year)) }\n'


def test_a_header_is_read() -> None:
    assert parse("x", HEADER + QUERY).parameters == (
        Parameter(name="year", type="year", zh="年", en="Year", example=2023, default=""),
    )


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("# title", "# titel", "title missing"),
        (', en = "Title"', "", "en missing"),
        ('en = "Text"', 'en = " "', "no text"),
        ('type = "year"', 'type = "date"', "date"),
        ('default = "", ', "", "either a default, or required"),
        ('default = ""', 'default = "2023"', "in the header"),
        ("example = 2023", 'example = "last year"', "no year"),
        ('"year", default', '"choice", default', "choices belong"),
        ('"year", default', '"year", least = 1, default', "least and most"),
        ('"year", default', '"number", most = "high", default', "least and most"),
        ('"year", default', '"number", most = 1, default', "2023 is more than 1"),
        ("# columns.x", "# colour.x", "columns missing"),
        ("# columns.x =", "# columns.x", "malformed"),
        ("?asked_year {", "?asked_month {", "month"),
        ('{ "" }', '{ "1999" }', "in the query"),
    ],
)
def test_a_header_that_says_too_little_too_much_or_nonsense_is_refused(old: str, new: str, complaint: str) -> None:
    text = HEADER + QUERY
    assert old in text
    with pytest.raises(ResourceError, match=f"x.rq: .*{complaint}"):
        parse("x", text.replace(old, new, 1))
