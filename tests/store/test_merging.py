"""Two reports of one body: what both state stands once in what is counted, and twice in what is kept."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from nquads_file import write_lines
from sample_facts import sample

from fazhi.export import Graphs, lines_of
from fazhi.graph import quads
from fazhi.knowledge import KnowledgeGraph
from fazhi.query import catalogue, run
from fazhi.query.tree import find_report
from fazhi.store import fill, in_memory, is_fresh, open_output
from fazhi.store.memory import of_nquads
from fazhi.store.merging import size

LINES = sorted({*quads(sample()), *quads(sample("towns/mou-2022", year=2022))})
TRIPLES = {line[: line.rindex(" ", 0, -2)] for line in LINES}
COUNTED = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
PER_BODY = """SELECT ?name (COUNT(?m) AS ?n) (COUNT(DISTINCT ?m) AS ?right) {
  ?m fz:involves ?d . ?d a fz:Department ; skos:prefLabel ?name } GROUP BY ?name ORDER BY ?name"""


@pytest.fixture(params=["memory", "disk", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ox.Store:
    write_lines(tmp_path / "graph.nq", LINES)
    made = {
        "memory": lambda: in_memory(LINES),
        "disk": lambda: open_output(tmp_path),
        "file": lambda: of_nquads(tmp_path / "graph.nq"),
    }
    return made[str(request.param)]()


def test_what_two_reports_state_is_counted_once(store: ox.Store) -> None:
    assert len(TRIPLES) < len(LINES)
    assert run(store, COUNTED).rows == ((len(TRIPLES),),)
    rows = run(store, PER_BODY).rows
    assert rows
    assert all(counted == right for _, counted, right in rows)


def test_the_graphs_stay_as_they_are(store: ox.Store) -> None:
    assert run(store, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").rows == ((len(LINES),),)
    assert lines_of(store) == LINES
    assert size(store) == len(Graphs.of(store)) == len(LINES)
    assert sorted(line for _, lines in Graphs.of(store) for line in lines) == LINES


def test_rdflib_counts_once_and_sees_no_graph_more(store: ox.Store) -> None:
    dataset = KnowledgeGraph(store).graph
    (row,) = dataset.query(COUNTED)
    assert int(row[0]) == len(TRIPLES)
    assert len(list(dataset.quads())) == len(LINES)
    assert len(list(dataset.default_graph)) == 0


def test_a_store_in_memory_is_asked_as_it_is_now() -> None:
    store = in_memory(LINES)
    run(store, COUNTED)
    old = next(iter(store))
    store.remove(old)
    store.add(ox.Quad(ox.NamedNode("http://e.org/a"), ox.NamedNode("http://e.org/b"), ox.Literal("新"), old.graph_name))
    assert run(store, "ASK { <http://e.org/a> <http://e.org/b> ?new }").rows == ((True,),)


def test_questions_of_the_catalogue_look_into_the_graphs_themselves(tmp_path: Path) -> None:
    write_lines(tmp_path / "graph.nq", LINES)
    merged, plain = open_output(tmp_path), in_memory(LINES)
    for asked in catalogue():
        given = {parameter.name: parameter.example for parameter in asked.parameters if parameter.required}
        assert run(merged, asked.name, given) == run(plain, asked.name, given), asked.name


def test_a_body_with_two_reports_is_named_once(store: ox.Store) -> None:
    (name,) = {str(row[0]) for row in run(store, "SELECT DISTINCT ?n { ?r fz:issuer ?i . ?i skos:prefLabel ?n }").rows}
    assert find_report(store, "mou-2022").issuer == name


WRITTEN = {
    "by fazhi": [f'<a:1> <a:in> "凉 <亭> ."@zh <a:{graph}> .' for graph in "gh"] + ["<a:1> <a:by> <a:2> <a:g> ."],  # "pavilion"
    "in no graph": ["<a:1> <a:by> <a:2> .", '<a:1> <a:in> "亭" .', "<a:1> <a:by> <a:3> <a:g> ."],
    "with blank nodes": ['_:bench <a:in> "亭" <a:g> .', "_:bench <a:by> _:path <a:g> .", "<a:1> <a:by> <a:2> _:graph ."],
    "with other gaps": ["<a:1>\t<a:by>  <a:2>\t<a:g> .", "<a:1> <a:by> <a:3> <a:g>.", "<a:1><a:by><a:4><a:g>  .  # <a:x> .", ""],
    "with other ends": ["<a:1> <a:by> <a:2> <a:g> .\r", "<a:1> <a:by> <a:3> <a:h> .\r", "# <a:1> <a:by> <a:3> <a:h> ."],
}


@pytest.mark.parametrize("lines", WRITTEN.values(), ids=WRITTEN)
def test_a_filled_store_is_merged_however_its_lines_are_written(tmp_path: Path, lines: list[str]) -> None:
    (tmp_path / "graph.nq").write_text("\n".join(lines) + "\n", newline="")
    store = open_output(tmp_path)
    own = {quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    named = {quad.triple for graph in store.named_graphs() for quad in store.quads_for_pattern(None, None, None, graph)}
    stated = ox.parse((tmp_path / "graph.nq").read_bytes(), format=ox.RdfFormat.N_QUADS)
    assert named <= own
    assert len(own) == len({quad.triple for quad in stated})


def test_a_store_of_an_older_form_is_made_anew(tmp_path: Path) -> None:
    nquads, folder = tmp_path / "graph.nq", tmp_path / "store"
    write_lines(nquads, LINES)
    fill(folder, nquads)
    (generation,) = folder.glob("g-*")
    older = generation.name.rpartition("-")[0]
    generation.rename(folder / older)
    current = folder / "CURRENT"
    current.write_text(current.read_text().replace(generation.name, older))
    assert not is_fresh(folder, nquads)
    assert run(open_output(tmp_path), COUNTED).rows == ((len(TRIPLES),),)
