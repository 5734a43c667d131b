"""Parameters: whatever a value contains, it stays one literal."""

from decimal import Decimal

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from fazhi.errors import QueryError
from fazhi.query import bind, catalogue, run, sparql
from fazhi.query.parameters import literal

INJECTIONS = [
    '"',
    "\\",
    '" } } DROP ALL #',
    '\\" } SERVICE <http://example.org/> { ?s ?p ?o } #',
    "\\u0022 } ?s ?p ?o #",
    "\\\\u0022 } ?s ?p ?o #",
    "\\U00000022 } ?s ?p ?o #",
    "\n} ?s ?p ?o {\r\n",
    "'''",
    '"""',
    "?asked_year",
    "$asked_report",
    'VALUES ?asked_year { "2023" }',
    "# comment",
    "}}}}{{{{",
    "%s {0} {name}",
    "<http://example.org/>",
    "\t\b\f",
    "塘沽”街道\u2028“",
    "\U0002069a",
]


@pytest.mark.parametrize("value", INJECTIONS)
def test_a_value_comes_back_as_it_was(value: str, dataset: rdflib.Dataset) -> None:
    query = 'SELECT ?asked_name { VALUES ?asked_name { "" } }'
    assert run(ox.Store(), query, {"name": value}).rows == ((value,),)
    assert [str(row[0]) for row in dataset.query(bind(query, {"name": value}))] == [value]


@given(st.text(alphabet=st.one_of(st.sampled_from("\\\"'uU0022{}?#\n\r\t "), st.characters(exclude_categories=["Cs"]))))
@settings(max_examples=300, deadline=None)
def test_any_text_comes_back_as_it_was(value: str) -> None:
    query = f"SELECT ({literal(value)} AS ?x) {{}}"
    found = ox.Store().query(query)
    assert isinstance(found, ox.QuerySolutions)
    assert next(found)["x"] == ox.Literal(value)


@given(st.text(alphabet='\\uU0022"aF\n', max_size=12))
@settings(max_examples=200, deadline=None)
def test_a_processor_that_resolves_code_points_first_reads_the_same(value: str) -> None:
    assert [str(row[0]) for row in rdflib.Graph().query(f"SELECT ({literal(value)} AS ?x) {{}}")] == [value]


@pytest.mark.parametrize("value", INJECTIONS)
@pytest.mark.parametrize("asked", catalogue(), ids=lambda q: q.name)
def test_no_value_opens_a_question(asked, value: str, store: ox.Store) -> None:  # type: ignore[no-untyped-def]
    for parameter in asked.parameters:
        if parameter.type != "text" or not value.strip():
            continue
        needed = {p.name: p.example for p in asked.parameters if p.required}
        found = run(store, asked, {**needed, parameter.name: value})
        everything = [row for row in found if asked.name != "theme-coverage" or any(row[2:])]
        assert not everything, f"{parameter.name} = {value!r} filters nothing"


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("year", "last", "no year"),
        ("year", "20230", "no year"),
        ("status", "done", "implemented or planned"),
        ("confidence", "high", "no number"),
        ("confidence", "nan", "no number"),
        ("confidence", "1.01", "1.01 is more than 1; give a number such as 0.5"),
        ("confidence", "-1", "-1 is less than 0"),
        ("colour", "red", "no parameter 'colour'"),
        ("yaer", "2023", r"did you mean year\? It takes shortcoming"),
    ],
)
def test_what_is_no_value_is_refused(name: str, value: str, complaint: str, store: ox.Store) -> None:
    with pytest.raises(QueryError, match=complaint):
        run(store, "measures-for-shortcomings", {name: value})


def test_a_required_parameter_must_be_given(store: ox.Store) -> None:
    with pytest.raises(QueryError, match="needs the parameter thing"):
        run(store, "evidence")
    with pytest.raises(QueryError, match="it is empty"):
        run(store, "evidence", {"thing": " "})


@pytest.mark.parametrize("value", [0, 1, "1.00", 0.0])
def test_bounds_of_a_number_are_values(value: float | str, store: ox.Store) -> None:
    assert run(store, "measures-for-shortcomings", {"confidence": value}).columns


@pytest.mark.parametrize("query", ["", " ", "\n\t"])
def test_an_empty_query_is_refused(query: str, store: ox.Store) -> None:
    with pytest.raises(QueryError, match="it is empty; give the name of a question"):
        run(store, query)


def test_none_is_not_given(store: ox.Store) -> None:
    assert run(store, "indicators", {"year": None}).rows == run(store, "indicators").rows


def test_values_as_people_write_them(store: ox.Store) -> None:
    expected = run(store, "indicators", {"year": "2022"}).rows
    assert expected
    for given_values in (
        {"year": 2022},
        {"year": " 2022 "},
        {"issuer": "柳溪街道办事处"},
        {"report": "LIUXI"},
        {"report": "柳溪"},
    ):
        assert run(store, "indicators", given_values).rows == expected


def test_a_query_of_ones_own_can_have_parameters(store: ox.Store) -> None:
    query = 'SELECT ?id { VALUES ?asked_id { "" } ?r dcterms:identifier ?id FILTER(CONTAINS(?id, ?asked_id)) } ORDER BY ?id'
    assert len(run(store, query)) == 2
    assert run(store, query, {"id": "water"}).rows == (("dongqiu-water-2023",),)
    with pytest.raises(QueryError, match="no place for it"):
        run(store, query, {"year": 2023})


def test_two_defaults_for_one_parameter_are_refused() -> None:
    with pytest.raises(QueryError, match="two defaults"):
        bind('ASK { VALUES ?asked_x { "a" } VALUES ?asked_x { "b" } }', {})


@pytest.mark.parametrize(
    ("value", "expected"), [(1, "1"), (Decimal("0.50"), "0.50"), (0.5, "0.5"), (1e-7, "0.0000001"), (Decimal("1E+3"), "1000")]
)
def test_numbers_are_written_without_exponent(value: float, expected: str) -> None:
    assert literal(value) == expected


def test_a_question_is_bound_without_values_blocks() -> None:
    text = sparql("indicators", {"report": "?asked_year"})
    assert "VALUES" not in text
    assert 'LCASE("?asked_year")' in text
