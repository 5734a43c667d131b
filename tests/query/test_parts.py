"""What is left out of a question, and what is put into it, changes nothing of its answer."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest

from fazhi.query import Question, bind, catalogue, plain, run, sparql
from fazhi.query.parts import parts, searches
from fazhi.query.resolve import resolved
from fazhi.query.results import result, without_order
from fazhi.store.names import known

TEXT = """SELECT * WHERE {
  # if: department year
  ?d ?before ?x .
  # asked: department -> ?d
  { SELECT DISTINCT ?d WHERE { VALUES ?asked_department { "" } ?d ?p ?l FILTER(CONTAINS(?l, ?asked_department)) } }
  # end asked
  # end if
  VALUES ?asked_year { "" }
  # asked: department -> ?e
  { SELECT DISTINCT ?e WHERE { VALUES ?asked_department { "" } ?e ?p ?l FILTER(CONTAINS(?l, ?asked_department)) } }
  # end asked
  ?s ?p "# asked: nothing"
}
"""
WORDS = ("局", "法", "机制", "没有这样的名称", "“", 'a"b\\')


def written(**values: Any) -> str:
    return "".join(part.text for part in parts(TEXT, **values))


def test_what_is_not_asked_is_left_out() -> None:
    assert "?asked_department" not in written(asked=())
    assert "?before" not in written(asked=())
    assert "?before" in written(asked={"year"})
    assert "?asked_department" not in written(asked={"year"})
    assert written(asked={"department"}).count("SELECT DISTINCT") == 2
    assert searches(TEXT) == [("department",)]


def test_what_is_found_stands_in_the_place_of_the_search() -> None:
    text = written(asked={"department"}, found={("department",): ["http://e.org/局", "http://e.org/b"]})
    assert "SELECT DISTINCT" not in text
    assert "VALUES ?d { <http://e.org/局> <http://e.org/b> }" in text
    assert "VALUES ?e { <http://e.org/局>" in text


def test_an_iri_that_is_found_is_never_read_as_a_place_for_a_value() -> None:
    found = {("department",): ["http://e.org/?asked_year", "http://e.org/$asked_department"]}
    text = bind(TEXT, {"department": "x", "year": "2023"}, inline=True, found=found)
    assert "<http://e.org/?asked_year> <http://e.org/$asked_department>" in text


def test_no_iri_that_is_none_gets_in() -> None:
    with pytest.raises(ValueError, match="IRI"):
        written(asked={"department"}, found={("department",): ["http://e.org/> } DROP ALL #"]})


CASES = [
    pytest.param(asked, parameter.name, id=f"{asked.name}-{parameter.name}")
    for asked in catalogue()
    for parameter in asked.parameters
    if parameter.type in ("text", "year") and parameter.name not in ("theme", "kind")
]


@pytest.mark.parametrize(("asked", "name"), CASES)
def test_the_answer_is_that_of_the_file_as_it_stands(asked: Question, name: str, later: ox.Store) -> None:
    """Names searched by the engine, and rows sorted by it, on the one side; found and sorted before and after it on the other."""
    names = known(later, name)
    for word in (*WORDS, *names[:2], *(name[:2] for name in names[-3:])) if asked.parameter(name).type == "text" else names:
        given = {**needed(asked), name: word}
        whole = result(later.query(bind(asked.sparql, given), use_default_graph_as_union=True))
        for text in (sparql(asked, given), sparql(asked, given, found=resolved(later, asked, given))):
            assert result(later.query(text, use_default_graph_as_union=True)).rows == whole.rows
        assert [list(map(plain, row)) for row in run(later, asked, given)] == [list(map(plain, row)) for row in whole]


@pytest.mark.parametrize("asked", catalogue(), ids=lambda q: q.name)
def test_all_searches_of_a_parameter_are_of_one_kind(asked: Question) -> None:
    """What stands between the comments is closed, and names parameters of the question."""
    names = {parameter.name for parameter in asked.parameters}
    assert all(set(found) <= names for found in searches(asked.sparql))
    lines = [line.strip() for line in asked.sparql.splitlines()]
    for opened, closed in (("# asked: ", "# end asked"), ("# if: ", "# end if")):
        assert sum(line.startswith(opened) for line in lines) == lines.count(closed)
    assert not any(
        line in bind(asked.sparql, needed(asked), inline=True) for line in ("# asked: ", "# if: ", "# end asked", "# end if")
    )


def needed(asked: Question) -> dict[str, Any]:
    return {parameter.name: parameter.example for parameter in asked.parameters if parameter.required}


def test_an_order_by_what_is_no_column_is_left_to_the_engine() -> None:
    text = "SELECT ?a { ?a ?p ?b }\nORDER BY ?b ?a\n"
    assert without_order(text, ["a"]) == (text, [])
    assert without_order("SELECT ?a { ?a ?p ?b } ORDER BY STR(?a)\n", ["a"])[1] == []


def test_rows_are_sorted_as_the_engine_sorts_them() -> None:
    store = ox.Store()
    text = """SELECT ?a ?b { VALUES (?a ?b) { (2 "b") (10 "b") (2 UNDEF) (UNDEF "a") (10 "一") (2.5 "A") (10 "b") } }"""
    for order in ("?a ?b", "DESC(?a) ?b", "?b DESC(?a)", "DESC(?b) DESC(?a)"):
        query = f"{text}\nORDER BY {order}\n"
        rest, keys = without_order(query, ["a", "b"])
        assert keys
        assert result(store.query(rest)).sorted(keys).rows == result(store.query(query)).rows
