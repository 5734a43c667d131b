"""Parts of a graph, views, words, targets, and what a graph larger than memory needs."""

from __future__ import annotations

import gzip
import random
from itertools import chain
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from material import LINES
from rdflib import RDFS, Graph, URIRef
from sample_facts import sample

from fazhi.disk import sorting
from fazhi.disk.sorting import batches_in_order, in_order
from fazhi.errors import OutputError, QueryError
from fazhi.export import Graphs, Selection, export, select
from fazhi.export.network import network
from fazhi.export.views import VIEWS, view
from fazhi.export.words import EDGE_TYPES, NODE_TYPES
from fazhi.graph import quads
from fazhi.graph.terms import literal
from fazhi.store import in_memory
from fazhi.vocabulary import DCTERMS, FZ, OA, OWL, RDF, SKOS, XSD

ONTOLOGY = Path(__file__).parents[2] / "ontology" / "fazhi.ttl"
REPORT = "https://w3id.org/fazhi/id/report/某省/某县/某镇/2023/法治政府建设报告"


def chosen(**asked: tuple[object, ...]) -> list[str]:
    return list(select(Graphs.of(LINES), Selection(**asked)).lines())  # type: ignore[arg-type]


def test_a_report_or_a_year_is_a_whole_graph() -> None:
    one = sorted(quads(sample()))
    assert chosen(reports=("towns/mou-2023",)) == one == chosen(years=(2023,))
    assert chosen(reports=("towns/mou-2023", "towns/mou-2022")) == LINES
    assert chosen() == LINES


def test_a_theme_is_what_its_measures_and_shortcomings_need() -> None:
    graph = network(chosen(themes=("capacity",), years=(2023,)))
    kinds = {data["type"] for _, data in graph.nodes(data=True)}
    assert {"Report", "Measure", "Shortcoming", "Section"} <= kinds
    themes = [data["theme"] for _, data in graph.nodes(data=True) if data["type"] == "Measure"]
    assert all("capacity" in found for found in themes)
    assert any(data["type"] == "addresses" and data["confidence"] == 0.95 for _, _, data in graph.edges(data=True))
    assert len(graph) < len(network(chosen(years=(2023,))))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"reports": ("x",)}, "report 'x': there is none of this identifier; give one of towns/mou-2022, towns/mou-2023"),
        ({"years": (1999,)}, "year 1999: there is no report of this year; give one of 2022, 2023"),
        ({"themes": ("parking",)}, "theme 'parking': there is none of this code; give one of leadership"),
    ],
)
def test_what_does_not_exist_is_said(asked: dict[str, tuple[object, ...]], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        chosen(**asked)


def across() -> list[str]:
    """What is told across the two reports: a measure of 2023 addresses a shortcoming of 2022, with evidence."""
    graph, link, why = "<http://e.org/follow-up>", "<http://e.org/link>", "<http://e.org/why>"
    measure, problem = f"<{REPORT}/measure/139-145>", f"<{REPORT.replace('2023', '2022')}/shortcoming/110-120>"
    told = [
        (measure, FZ.addresses, problem),
        (link, RDF.type, f"<{RDF.Statement}>"),
        (link, RDF.subject, measure),
        (link, RDF.predicate, f"<{FZ.addresses}>"),
        (link, RDF.object, problem),
        (link, FZ.evidence, why),
        (why, RDF.type, f"<{FZ.Evidence}>"),
        (why, OA.exact, literal("加强执法培训")),
        (why, FZ.confidence, '"0.8"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        (f"<{REPORT}>", OWL.sameAs, f"<{REPORT.replace('2023', '2022')}>"),
    ]
    return [f"{s} <{p}> {o} {graph} ." for s, p, o in told]


def test_relations_across_reports_are_edges() -> None:
    lines = sorted([*LINES, *across()])
    for source in (lines, in_memory(lines)):
        graph = network(source)
        edges = graph.get_edge_data(f"{REPORT}/measure/139-145", f"{REPORT.replace('2023', '2022')}/shortcoming/110-120")
        (edge,) = edges.values()
        assert (edge["type"], edge["confidence"], edge["evidence"], edge["report"]) == ("addresses", 0.8, "加强执法培训", "")
        assert len(graph) == len(network(LINES))


def test_a_part_keeps_relations_across_reports_between_what_it_keeps() -> None:
    lines = sorted([*LINES, *across()])
    both = list(select(Graphs.of(lines), Selection(years=(2022, 2023))).lines())
    assert both == lines
    one = list(select(Graphs.of(lines), Selection(years=(2023,))).lines())
    assert one == sorted(quads(sample()))


@pytest.mark.parametrize(
    "asked", [{"years": (2022, 2023)}, {"years": (2023,)}, {"themes": ("capacity",)}, {"reports": ("towns/mou-2022",)}]
)
def test_a_part_of_a_store_is_that_of_lines_and_is_read_graph_after_graph(asked: dict[str, tuple[object, ...]]) -> None:
    lines = sorted([*LINES, *across()])
    selection = Selection(**asked)  # type: ignore[arg-type]
    parts = [select(Graphs.of(source), selection) for source in (lines, in_memory(lines))]
    assert list(parts[0]) == list(parts[1])
    assert list(parts[0].lines()) == list(parts[1].lines()) == sorted(line for _, found in parts[0] for line in found)
    assert len(parts[0]) == len(list(parts[0].lines()))


def test_of_a_part_no_lines_are_held() -> None:
    """A graph of many reports needs no more memory for a part than of one."""
    import tracemalloc

    def memory(reports: int) -> int:
        lines = [line for year in range(reports) for line in quads(sample(f"towns/mou-{2000 + year}", year=2000 + year))]
        part = select(Graphs.of(in_memory(sorted(lines))), Selection(themes=("capacity",)))
        len(part)  # what is asked once is known
        tracemalloc.start()
        held = sum(len(found) for _, found in part)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert held > 100 * reports
        return most

    memory(2)
    assert memory(24) < 1.5 * memory(6)


def test_a_part_of_which_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    graphs = Graphs.of(in_memory(LINES), progress=lambda done, total: told.append((done, total)))
    part = select(graphs, Selection(themes=("capacity",)))
    size = len(list(part.lines()))
    assert told[-1] == (size, size)


def test_a_store_gives_the_same_as_lines() -> None:
    store = in_memory(LINES)
    assert list(Graphs.of(store).lines()) == LINES
    assert list(Graphs.of(store)) == list(Graphs.of(LINES))
    assert Graphs.of(store).base == Graphs.of(LINES).base
    graphs = network(store), network(LINES)
    assert nx.utils.graphs_equal(*graphs)


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    graphs = Graphs.of(in_memory(LINES), progress=lambda done, total: told.append((done, total)))
    assert len(list(graphs)) == 2
    assert told[-1] == (len(LINES), len(LINES))
    list(graphs.lines())
    assert told[-1] == (len(LINES), len(LINES))


def test_sorting_beyond_memory_is_sorting() -> None:
    words = [f"词{number}" for number in range(3000)]
    random.Random(7).shuffle(words)
    assert list(in_order(words, room=500)) == sorted(words)


@given(st.lists(st.lists(st.binary(max_size=6), max_size=8)), st.integers(1, 30))
def test_lists_of_bytes_are_sorted_whatever_the_room(batches: list[list[bytes]], room: int) -> None:
    assert [*chain.from_iterable(batches_in_order(batches, room=room))] == sorted(chain.from_iterable(batches))


def test_many_runs_are_merged_into_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorting, "_AT_ONCE", 3)
    monkeypatch.setattr(sorting, "_BATCH", 40)
    records = [("", number * 7919 % 1000, "法", "治" * (number % 5)) for number in range(1000)]
    assert list(in_order(records, room=60)) == sorted(records)


def test_a_file_beside_the_store_is_read_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "graph.nq"
    file.write_bytes("".join(f"{line}\n" for line in LINES).encode())
    graphs = Graphs.of(in_memory(LINES), file=file)
    assert list(graphs.lines()) == LINES
    assert b"".join(graphs.blocks()) == b"".join(Graphs.of(LINES).blocks()) == file.read_bytes()


def test_who_stops_reading_early_waits_for_nothing_more() -> None:
    streams = Graphs.of(in_memory(LINES)).streams()
    assert next(streams)[0]
    streams.close()  # type: ignore[attr-defined]
    assert list(streams) == []


def test_departments_are_joined_by_the_measures_they_share() -> None:
    graph = view(network(quads(sample())), "departments")
    assert {data["type"] for _, data in graph.nodes(data=True)} == {"Department"}
    involved = {data["label"]: data["measures"] for _, data in graph.nodes(data=True)}
    assert max(involved.values()) >= 1
    for a, b, data in graph.edges(data=True):
        assert a < b
        assert data["direction"] == "undirected"
        assert data["weight"] == len(data["measures"].split("; "))


def two_towns() -> list[str]:
    """Two towns with two mechanisms of one name and one that only one of them has; the first has them a year earlier too."""
    told = []
    for town, years, mechanisms in (
        ("甲镇", (2021, 2022), ("网格化管理", "有事好商量")),
        ("乙镇", (2023,), ("网格化管理", "夜谈")),
    ):
        for year in years:
            graph, report = f"<http://e.org/{town}/{year}/g>", f"<http://e.org/report/{town}/{year}>"
            body = f"<http://e.org/department/{town}>"
            quads = [
                (report, RDF.type, f"<{FZ.Report}>"),
                (report, DCTERMS.identifier, literal(f"{town}-{year}")),
                (report, FZ.reportingYear, f'"{year}"^^<{XSD.gYear}>'),
                (report, FZ.issuer, body),
                (body, RDF.type, f"<{FZ.Department}>"),
                (body, SKOS.prefLabel, f"{literal(town)}@zh"),
            ]
            for name in mechanisms:
                mechanism = f"<http://e.org/mechanism/{town}/{name}>"
                quads += [(mechanism, RDF.type, f"<{FZ.Mechanism}>"), (mechanism, SKOS.prefLabel, f"{literal(name)}@zh")]
                quads += [(mechanism, FZ.mentionedIn, report)]
            told += [f"{s} <{p}> {o} {graph} ." for s, p, o in quads]
    return sorted(told)


def test_mechanisms_spread_to_bodies_in_years() -> None:
    graph = view(network(two_towns()), "spread")
    labels = {node: data["label"] for node, data in graph.nodes(data=True)}
    taken = {(labels[a], labels[b]): (data["year"], data.get("years")) for a, b, data in graph.edges(data=True)}
    assert taken == {
        ("甲镇", "网格化管理"): (2021, "2021; 2022"),
        ("甲镇", "有事好商量"): (2021, "2021; 2022"),
        ("乙镇", "网格化管理"): (2023, None),
        ("乙镇", "夜谈"): (2023, None),
    }
    assert {data["label"]: data["bodies"] for _, data in graph.nodes(data=True) if "bodies" in data} == {
        "网格化管理": 2,
        "有事好商量": 1,
        "夜谈": 1,
    }
    shared = next(data for _, data in graph.nodes(data=True) if data["label"] == "网格化管理")
    assert (shared["report"], shared["years"]) == ("乙镇-2023; 甲镇-2021; 甲镇-2022", "2021; 2022; 2023")


def test_bodies_are_tied_by_the_mechanisms_they_share() -> None:
    graph = view(network(two_towns()), "alike")
    ((a, b, data),) = graph.edges(data=True)
    assert {graph.nodes[a]["label"], graph.nodes[b]["label"]} == {"甲镇", "乙镇"}
    assert (data["weight"], data["mechanisms"], data["year"], data["direction"]) == (1, "网格化管理", 2023, "undirected")
    same = (
        "<http://e.org/department/甲镇> <http://www.w3.org/2002/07/owl#sameAs> <http://e.org/department/乙镇> <http://e.org/g> ."
    )
    assert len(view(network(sorted([*two_towns(), same])), "alike")) == 1


def test_views_leave_no_theme_alone_and_say_a_relation_once() -> None:
    for name in VIEWS:
        graph = view(network(LINES), name)
        assert all(graph.degree(node) for node, kind in graph.nodes(data="type") if kind == "Theme" and name != "full")
    pairs = [(a, b) for a, b, kind in view(network(LINES), "mechanisms").edges(data="type") if kind != "theme"]
    assert len(pairs) == len(set(pairs))


def test_words_are_those_of_the_ontology() -> None:
    ontology = Graph().parse(ONTOLOGY, format="turtle")
    for row in (*NODE_TYPES.values(), *EDGE_TYPES.values()):
        labels = {label.language: str(label) for label in ontology.objects(URIRef(FZ.iri + row.name), RDFS.label)}  # type: ignore[attr-defined]
        if labels:
            assert (row.zh, row.en) == (labels["zh"], labels["en"])


def test_gzip_by_suffix(tmp_path: Path) -> None:
    export(LINES, tmp_path / "graph.nq", format="nq")
    export(LINES, tmp_path / "graph.nq.gz", format="nq")
    assert gzip.decompress((tmp_path / "graph.nq.gz").read_bytes()) == (tmp_path / "graph.nq").read_bytes()
    first = (tmp_path / "graph.nq.gz").read_bytes()
    export(LINES, tmp_path / "again.nq.gz", format="nq")
    assert (tmp_path / "again.nq.gz").read_bytes() == first


def test_a_graph_has_no_view_and_only_json_ld_a_frame(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="format turtle: a view is a choice of nodes and edges"):
        export(LINES, tmp_path / "a.ttl", format="turtle", view="measures")
    with pytest.raises(QueryError, match="only JSON-LD can be framed"):
        export(LINES, tmp_path / "a.ttl", format="turtle", framed=True)
    with pytest.raises(OutputError, match="format 'word': no such format"):
        export(LINES, tmp_path / "a", format="word")
    with pytest.raises(QueryError, match="view 'hairball': there is none of this name; give one of full, measures"):
        export(LINES, tmp_path / "a", format="dot", view="hairball")


CUBE = """PREFIX qb: <http://purl.org/linked-data/cube#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> """
INTEGRITY = {
    "an observation has one data set": "?o a qb:Observation { FILTER NOT EXISTS { ?o qb:dataSet ?d } } UNION "
    "{ ?o qb:dataSet ?d, ?e FILTER (?d != ?e) }",
    "a data set has one structure": "?d a qb:DataSet FILTER NOT EXISTS { ?d qb:structure ?s }",
    "a dimension has a range": "?d a qb:DimensionProperty FILTER (?d != qb:measureType) FILTER NOT EXISTS { ?d rdfs:range ?r }",
    "a dimension of concepts has a code list": "?d a qb:DimensionProperty ; rdfs:range skos:Concept FILTER NOT EXISTS "
    "{ ?d qb:codeList ?l }",
    "all dimensions are told": "?o qb:dataSet/qb:structure/qb:component/qb:dimension ?d FILTER NOT EXISTS { ?o ?d ?v }",
    "the measure of its type is told": "?o qb:measureType ?m FILTER NOT EXISTS { ?o ?m ?v }",
    "no other measure is told": "?o qb:measureType ?m ; qb:dataSet/qb:structure/qb:component/qb:measure ?n ; ?n ?v "
    "FILTER (?m != ?n)",
    "codes are of the code list": "?o qb:dataSet/qb:structure/qb:component/qb:dimension ?d . ?d qb:codeList ?l . ?o ?d ?v "
    "FILTER NOT EXISTS { ?v skos:inScheme ?l }",
    "no two observations have the same dimensions": "?o qb:dataSet ?s . ?p qb:dataSet ?s FILTER (STR(?o) < STR(?p)) "
    "FILTER NOT EXISTS { ?s qb:structure/qb:component/qb:dimension ?d . ?o ?d ?v . ?p ?d ?w FILTER (?v != ?w) }",
}


@pytest.mark.parametrize("rule", INTEGRITY)
@pytest.mark.parametrize("year", [2023, None])
def test_the_cube_keeps_the_rules_of_the_data_cube(rule: str, year: int | None, tmp_path: Path) -> None:
    lines = sorted(quads(sample()) + quads(sample("towns/mou-2022", year=year)))
    export(lines, tmp_path / "cube.ttl", format="datacube")
    store = ox.Store()
    store.load(path=str(tmp_path / "cube.ttl"))
    assert not list(store.query(f"{CUBE} SELECT * {{ {INTEGRITY[rule]} }}"))  # type: ignore[arg-type]
    assert store.query(CUBE + "ASK { ?o a qb:Observation }")


def test_the_cube_has_every_figure_with_its_attributes_and_quote(tmp_path: Path) -> None:
    export(LINES, tmp_path / "cube.ttl", format="datacube")
    cube = Graph().parse(tmp_path / "cube.ttl", format="turtle")  # by rdflib
    qb, prov = "http://purl.org/linked-data/cube#", "http://www.w3.org/ns/prov#wasDerivedFrom"
    found: dict[str, dict[str, object]] = {}
    for observation in cube.subjects(URIRef(RDF.type), URIRef(f"{qb}Observation")):
        told = {str(key): value for key, value in cube.predicate_objects(observation)}
        row = found.setdefault(str(told[prov]), {})
        for name, key in (("value", FZ.value), ("changePercent", FZ.changePercent), ("changeAbsolute", FZ.changeAbsolute)):
            if key in told:
                row[name] = float(str(told[key]))
        for name, key in (("unit", FZ.unit), ("partOf", FZ.partOf), ("indicator", FZ.indicator), ("report", FZ.reportedIn)):
            if key in told:
                row[name] = str(told[key])
        row |= {"year": int(str(told[FZ.reportingYear])), "evidence": str(told[OA.exact]), "start": int(str(told[OA.start]))}
        row |= {"confidence": float(str(told[FZ.confidence])), "qualifier": str(told.get(FZ.qualifier, "")).rsplit("#")[-1]}
    graph = network(LINES)
    wanted = {}
    for node, data in graph.nodes(data=True):
        if data["type"] == "Observation":
            row = {name: data[name] for name in ("value", "changePercent", "changeAbsolute") if name in data}
            row |= {name: data[name] for name in ("year", "evidence", "start", "confidence")}
            ends = {kind: target for _, target, kind in graph.out_edges(node, data="type")}
            row |= {
                name: ends[kind]
                for name, kind in (("partOf", "partOf"), ("indicator", "indicator"), ("report", "reportedIn"))
                if kind in ends
            }
            wanted[node] = row
    units = {node: str(row.pop("unit", "")).rsplit("/")[-1] for node, row in found.items()}
    assert units == {node: graph.nodes[node].get("unit", "") for node in wanted}
    assert {node: bool(row.pop("qualifier")) for node, row in found.items()} == {
        node: "qualifier" in graph.nodes[node] for node in wanted
    }
    assert found == wanted
