"""Running queries: what is refused, what is wrong, and what an answer is as Python and as text."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest
import rdflib

from fazhi.errors import QueryError
from fazhi.query import FORMATS, Kind, render, run


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "select*{service<http://127.0.0.1:9/>{?s ?p ?o}}",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<http://127.0.0.1:9/>{ ?s ?p ?o } }",
        "SELECT * { VALUES ?e { <http://127.0.0.1:9/> } SERVICE ?e { ?s ?p ?o } }",
        "SELECT * { SERVICE # a comment {\n <http://127.0.0.1:9/> # another\n { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { ?s ?p true.SERVICE:x{ ?s ?p ?o } }",
        "PREFIX e: <http://127.0.0.1:9/> SELECT * { SERVICE e:a\\#b { ?s ?p ?o } }",
        'SELECT * { FILTER(1<?b#>"""\n) SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #"""\n }',
        "SELECT * { { SELECT * { OPTIONAL { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } } } }",
        "SELECT * { S\\u0045RVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "ASK { SERVICE <http://127.0.0.1:9/> { } }",
    ],
)
def test_other_servers_are_refused(query: str, store: ox.Store) -> None:
    with pytest.raises(QueryError, match="SERVICE asks another server"):
        run(store, query)


@pytest.mark.parametrize(
    "query",
    [
        "LOAD <http://127.0.0.1:9/>",
        "PREFIX a: <b:>\n# a comment\nBASE <c:> INSERT DATA { <a:b> <a:b> <a:b> }",
        "DELETE WHERE { ?s ?p ?o }",
        "clear all",
        "DROP GRAPH <a:b>",
        "WITH <a:b> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(query: str, store: ox.Store) -> None:
    before = len(store)
    with pytest.raises(QueryError, match="queries only ask"):
        run(store, query)
    assert len(store) == before


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s rdfs:label 'SERVICE' } # SERVICE is a word",
        "SELECT ?service ?load { ?service fz:serviceLoad ?load }",
        "SELECT * { ?s <http://e.org/service> ?o . ?o <http://e.org/load> ?x }",
    ],
)
def test_the_words_themselves_are_no_harm(query: str, store: ox.Store) -> None:
    assert len(run(store, query)) == 0


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("SELECT * { ?s ?p", r"line 1, after '.*\?p'"),
        ("SELECT *\nWHERE {\n  ?s ?p ?o .\n  ?x\n}", "line [45]"),
        ("SELECT * {\n ?s foo:bar ?o }", r"line 2: the prefix foo: is not declared; declare it with PREFIX, or use one of .*fz:"),
        ("SELECT ?x {\n BIND(SUBSTRING('a', 1) AS ?x) }", "line 2"),
        ("hello world", "line 1"),
    ],
)
def test_a_syntax_error_is_told_with_its_line_and_a_remedy(query: str, complaint: str, store: ox.Store) -> None:
    with pytest.raises(QueryError, match=complaint) as caught:
        run(store, query)
    assert len(str(caught.value)) < 300


def test_a_function_that_the_engine_lacks_is_told(store: ox.Store) -> None:
    with pytest.raises(QueryError, match=r"cannot carry it out: .*<http://e.org/shade>"):
        run(store, "SELECT (<http://e.org/shade>(1) AS ?x) {}")


def test_known_prefixes_need_not_be_declared(store: ox.Store) -> None:
    query = "SELECT ?id { ?r a fz:Report ; dcterms:identifier ?id } ORDER BY ?id"
    assert run(store, query).rows == (("dongqiu-water-2023",), ("liuxi-street-2022",))
    assert len(run(store, "PREFIX fz: <http://e.org/> SELECT * { ?s a fz:Report }")) == 0


def test_the_default_graph_is_the_union_of_all_graphs(store: ox.Store) -> None:
    assert run(store, "SELECT (COUNT(DISTINCT ?r) AS ?n) { ?r a fz:Report }").rows == ((2,),)


def test_values_are_python_values() -> None:
    query = """SELECT ?a ?b ?c ?d ?e ?f ?g ?h ?i {
      VALUES (?a ?b ?c ?d ?e ?f ?g ?h ?i) { (1 2.50 3e0 true "法"@zh <http://e.org/法> "2023"^^xsd:gYear
      "2023-12-31"^^xsd:date UNDEF) } }"""
    found = run(ox.Store(), query)
    assert found.rows == ((1, Decimal("2.50"), 3.0, True, "法", "http://e.org/法", 2023, date(2023, 12, 31), None),)
    assert found.terms[0][4] == ox.Literal("法", language="zh")


def test_an_ill_typed_literal_keeps_its_text() -> None:
    assert run(ox.Store(), "SELECT ('many'^^xsd:integer AS ?x) {}").rows == (("many",),)


def test_ask(store: ox.Store) -> None:
    found = run(store, "ASK { ?m fz:addresses ?s }")
    assert (found.kind, found.rows, bool(found)) == (Kind.ANSWER, ((True,),), True)
    assert not run(store, "ASK { ?m a fz:Nothing }")
    assert json.loads(render(found, "json")) == {"head": {}, "boolean": True}
    assert render(found, "csv") == "answer\ntrue\n"


def test_construct_and_describe(store: ox.Store) -> None:
    found = run(store, "CONSTRUCT { ?m fz:addresses ?s } WHERE { ?m fz:addresses ?s }")
    assert found.kind is Kind.GRAPH
    assert found.columns == ("subject", "predicate", "object")
    assert len(found) == 2
    again = rdflib.Graph().parse(data=render(found, "turtle"), format="turtle")
    assert {tuple(map(str, triple)) for triple in again} == set(found.rows)
    assert len(run(store, "DESCRIBE ?r { ?r a fz:Report }")) > 10
    with pytest.raises(QueryError, match="only CONSTRUCT and DESCRIBE"):
        render(run(store, "ASK {}"), "turtle")


ODD = """SELECT ?text ?iri ?number ?nothing { VALUES (?text ?iri ?number ?nothing) {
  ("a,\\"b\\"\\n|c\\\\d\\t法治"@zh <http://e.org/法> 57600.0 UNDEF) } }"""


def test_csv_is_readable() -> None:
    text = render(run(ox.Store(), ODD), "csv")
    assert "\r" not in text
    assert list(csv.reader(io.StringIO(text))) == [
        ["text", "iri", "number", "nothing"],
        ['a,"b"\n|c\\d\t法治', "http://e.org/法", "57600", ""],
    ]


@pytest.mark.parametrize(("name", "format"), [("json", ox.QueryResultsFormat.JSON), ("tsv", ox.QueryResultsFormat.TSV)])
def test_the_standard_formats_are_read_back_as_the_same_terms(name: str, format: ox.QueryResultsFormat, store: ox.Store) -> None:
    for query in (ODD, "evidence", "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"):
        found = run(store, query, {"thing": "法律夜市"} if query == "evidence" else {})
        again = ox.parse_query_results(render(found, name), format)
        assert isinstance(again, ox.QuerySolutions)
        assert tuple(variable.value for variable in again.variables) == found.columns
        assert tuple(tuple(solution) for solution in again) == found.terms


def test_markdown_is_one_table_row_for_each_row() -> None:
    assert render(run(ox.Store(), ODD), "markdown").splitlines() == [
        "| text | iri | number | nothing |",
        "| --- | --- | --- | --- |",
        '| a,"b" \\|c\\\\d 法治 | http://e.org/法 | 57600 |  |',
    ]


@pytest.mark.parametrize("format", [name for name in FORMATS if name != "turtle"])
def test_every_format_can_tell_that_nothing_was_found(format: str, store: ox.Store) -> None:
    assert render(run(store, "indicators", {"year": 1999}), format).endswith("\n")


def test_an_unknown_format_is_refused(store: ox.Store) -> None:
    with pytest.raises(QueryError, match="csv, tsv, json, markdown"):
        render(run(store, "ASK {}"), "xml")
