"""Questions asked of rdflib's own engine: the same answers, found by the index and not graph by graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.memory import Memory

from fazhi.errors import QueryError
from fazhi.query import Question, catalogue, run, sparql
from fazhi.query.dataset import prepared, solutions
from fazhi.query.resolve import resolved

WORDS = {"issuer": "柳溪", "department": "局", "mechanism": "机制", "report": "liuxi", "thing": "局", "indicator": "件"}


def cases() -> Iterator[Any]:
    for asked in catalogue():
        needed = {p.name: p.example for p in asked.parameters if p.required}
        yield pytest.param(asked, needed, id=asked.name)
        for parameter in asked.parameters:
            if parameter.name in WORDS:
                yield pytest.param(asked, {**needed, parameter.name: WORDS[parameter.name]}, id=f"{asked.name}-{parameter.name}")


@pytest.mark.parametrize(("asked", "given"), list(cases()))
def test_the_answer_is_that_of_the_store(
    asked: Question, given: dict[str, Any], store: ox.Store, dataset: rdflib.Dataset
) -> None:
    found = run(dataset, asked, given)
    assert found.rows == run(store, asked, given).rows
    assert found.columns == tuple(column.name for column in asked.columns)


@pytest.mark.parametrize("asked", catalogue(), ids=lambda asked: asked.name)
def test_the_file_as_it_stands_is_answered_as_rdflib_alone_does(asked: Question, dataset: rdflib.Dataset) -> None:
    """The parts of a query that are evaluated otherwise have the same solutions, in any order."""
    text = asked.sparql
    assert sorted(map(str, solutions(dataset, text))) == sorted(map(str, dataset.query(prepared(text))))


def test_other_queries_are_rdflibs_own(dataset: rdflib.Dataset) -> None:
    run(dataset, "reports")
    assert len(list(dataset.query("SELECT ?g { GRAPH ?g { ?r a ?report } }"))) > 2
    with pytest.raises(QueryError, match="its own method query"):
        run(dataset, "SELECT * { ?s ?p ?o }")


class Counting(Memory):
    """A store that counts what is looked up."""

    asked = 0

    def triples(self, *given: Any, **more: Any) -> Any:
        self.asked += 1
        return super().triples(*given, **more)


def looked_up(store: ox.Store, copies: int, asked: str, **given: str) -> int:
    """How often the index is asked, where so many other reports' graphs stand beside those of a store."""
    counting = Counting()
    dataset = rdflib.Dataset(store=counting, default_union=True)
    dataset.parse(data=str(store.dump(format=ox.RdfFormat.N_QUADS), "utf-8"), format="nquads")
    for number in range(copies):
        other = str(store.dump(format=ox.RdfFormat.N_QUADS), "utf-8").replace("/id/", f"/id/{number}/")
        dataset.parse(data=other, format="nquads")
    found = resolved(store, next(q for q in catalogue() if q.name == asked), given)
    text = sparql(asked, given, found=found)
    before = counting.asked
    assert list(solutions(dataset, text))
    return counting.asked - before


@pytest.mark.parametrize("asked", ["body-themes", "indicators", "mechanism-users", "measures-for-shortcomings", "follow-up"])
def test_what_one_report_costs_does_not_grow_with_the_others(asked: str, store: ox.Store) -> None:
    alone, beside = (looked_up(store, copies, asked, report="liuxi-street-2022") for copies in (0, 12))
    assert beside <= alone * 1.2


def test_a_long_query_is_parsed_after_pictures_were_drawn() -> None:
    import matplotlib.mathtext  # noqa: F401 - it tells the parser that both use to remember, so that its calls lie twice as deep

    longest = max(catalogue(), key=lambda asked: len(asked.sparql))
    assert prepared(longest.sparql).algebra.name == "SelectQuery"
