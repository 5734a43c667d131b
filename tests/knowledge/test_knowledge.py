from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import RDF, Literal, Namespace, URIRef
from sample_facts import sample

from fazhi.errors import QueryError, StoreError
from fazhi.export import lines_of
from fazhi.graph import quads, report_iri
from fazhi.knowledge import KnowledgeGraph
from fazhi.pipeline import build
from fazhi.vocabulary import FZ as TERMS

FZ = Namespace(TERMS.iri)
TOP = Path(__file__).parents[2]
LINES = sorted(quads(sample()) + quads(sample("towns/mou-2022", year=2022)))
PLAN = "PREFIX fz: <https://w3id.org/fazhi/ontology#> SELECT ?m WHERE { ?m a fz:Measure ; fz:status fz:Planned } ORDER BY ?m"


@pytest.fixture(params=["memory", "disk"])
def kg(request: pytest.FixtureRequest, tmp_path: Path) -> KnowledgeGraph:
    """The same tests for both kinds of store."""
    graph = KnowledgeGraph.from_lines(LINES)
    if request.param == "disk":
        graph.save(tmp_path)
        return KnowledgeGraph.open(tmp_path)
    return graph


def test_reports_and_size(kg: KnowledgeGraph) -> None:
    assert list(kg.reports) == ["towns/mou-2022", "towns/mou-2023"]
    assert kg.reports["towns/mou-2023"] == report_iri(sample())
    assert len(kg) == len(LINES)
    assert repr(kg) == f"<KnowledgeGraph: 2 reports, {len(LINES)} quads>"


def test_the_rdflib_dataset_sees_the_union_and_the_named_graphs(kg: KnowledgeGraph) -> None:
    measures = set(kg.graph.subjects(RDF.type, FZ.Measure))
    assert len(measures) == 4
    report = URIRef(kg.reports["towns/mou-2023"])
    assert kg.graph.value(report, FZ.reportingYear) is not None
    named = kg.graph.graph(URIRef(f"{report}/graph"))
    assert len(set(named.subjects(RDF.type, FZ.Measure))) == 2
    assert len(kg.graph.serialize(format="nquads").strip().split("\n")) == len(LINES)
    assert {str(graph.identifier) for graph in kg.graph.graphs()} >= {f"{iri}/graph" for iri in kg.reports.values()}


def test_rdflib_and_oxigraph_answer_the_same(kg: KnowledgeGraph) -> None:
    ours = [row["m"] for row in kg.query(PLAN)]
    assert ours == [str(row.m) for row in kg.graph.query(PLAN)]
    assert len(ours) == 2


def test_a_query_has_columns_and_values(kg: KnowledgeGraph) -> None:
    found = kg.query(
        "SELECT ?year (COUNT(?m) AS ?n) { ?m a fz:Measure ; fz:reportedIn/fz:reportingYear ?year } GROUP BY ?year ORDER BY ?year"
    )
    assert found == [{"year": 2022, "n": 2}, {"year": 2023, "n": 2}]
    with pytest.raises(QueryError):
        kg.query("SELECT ?x {")


def test_a_question_of_the_catalogue(kg: KnowledgeGraph) -> None:
    rows = kg.query("measures-for-shortcomings")
    assert {row["shortcoming"] for row in rows} == {"执法人员能力有待提高"}


def test_the_network(kg: KnowledgeGraph) -> None:
    found = kg.network()
    assert found.nodes[kg.reports["towns/mou-2023"]]["type"] == "Report"
    assert "addresses" in {data["type"] for _, _, data in found.edges(data=True)}


def test_what_is_saved_is_opened(kg: KnowledgeGraph, tmp_path: Path) -> None:
    assert kg.save(tmp_path / "again") == ["graph.nq", "graph.ttl", "graph.jsonld", "graph.graphml", "store"]
    assert lines_of(KnowledgeGraph.open(str(tmp_path / "again")).store) == LINES


def test_what_is_built_is_saved_with_the_record_of_its_build(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text((TOP / "data" / "reports" / "tanggu-street-2023.txt").read_text("utf-8"), "utf-8")
    (tmp_path / "in" / "b.txt").write_text("", "utf-8")
    built = build(tmp_path / "in")
    out = tmp_path / "out"
    assert built.save(out)[-2:] == ["store", "build.json"]
    told = json.loads((out / "build.json").read_text("utf-8"))
    assert told["quads"] == len(built) == len((out / "graph.nq").read_text("utf-8").splitlines())
    assert [(f["source"], f["status"]) for f in told["files"]] == [("a.txt", "built"), ("b.txt", "failed")]
    KnowledgeGraph.open(out).save(out)  # the same graph
    assert json.loads((out / "build.json").read_text("utf-8")) == told
    (tmp_path / "build.json").write_text('{"of": "another program"}')
    for folder in (out, tmp_path):  # another graph, of whose inputs nothing is known
        KnowledgeGraph.from_lines(LINES).save(folder)
    assert not (out / "build.json").exists()
    assert (tmp_path / "build.json").read_text() == '{"of": "another program"}'


def test_a_graph_in_memory_can_be_written_to_by_rdflib() -> None:
    kg = KnowledgeGraph.from_lines(LINES)
    mine = kg.graph.graph(URIRef("http://e.org/g"))
    mine.add((URIRef("http://e.org/a"), FZ.text, Literal("批注")))
    assert len(kg) == len(LINES) + 1
    assert kg.query("SELECT ?t { <http://e.org/a> fz:text ?t }") == [{"t": "批注"}]


def test_failures_are_kept() -> None:
    assert KnowledgeGraph.from_lines([], failures=["a.txt: empty"]).failures == ("a.txt: empty",)


def test_nothing_to_open(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no graph is here"):
        KnowledgeGraph.open(tmp_path)


def test_importing_it_loads_nothing_heavy() -> None:
    code = "import sys, fazhi.knowledge; print([m for m in ('rdflib', 'networkx', 'spacy', 'pyshacl') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
