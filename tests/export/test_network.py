from __future__ import annotations

from collections import Counter

import networkx as nx
import pytest
from sample_facts import sample

import fazhi.export.bygraph
import fazhi.export.told
from fazhi.export.network import network
from fazhi.graph import quads
from fazhi.vocabulary import SKOS

LINES = sorted(quads(sample()) + quads(sample("towns/mou-2022", year=2022)))
REPORT = "https://w3id.org/fazhi/id/report/某省/某县/某镇/2023/法治政府建设报告"


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph[str]:
    return network(LINES)


def test_everything_but_evidence_and_statements_is_a_node(graph: nx.MultiDiGraph[str]) -> None:
    assert Counter(data["type"] for _, data in graph.nodes(data=True)) == {
        "Report": 2,
        "Section": 12,
        "Measure": 4,
        "Shortcoming": 2,
        "Cause": 2,
        "Observation": 6,
        "Department": 3,
        "Regulation": 2,
        "Mechanism": 1,
        "Indicator": 3,
        "Theme": 2,
    }


def test_nodes_and_edges_have_what_pictures_need(graph: nx.MultiDiGraph[str]) -> None:
    for node, data in graph.nodes(data=True):
        assert data["id"] == node
        assert data.keys() >= {"label", "type", "report", "year", "confidence"}
        assert all(isinstance(found, str | int | float) for found in data.values())
    for _, _, data in graph.edges(data=True):
        assert data.keys() >= {"type", "direction", "report", "year", "confidence", "evidence"}
        assert data["evidence"]
        assert 0 < data["confidence"] <= 1
        assert data["year"] in (2022, 2023)


def test_a_measure(graph: nx.MultiDiGraph[str]) -> None:
    assert graph.nodes[f"{REPORT}/measure/139-145"] == {
        "id": f"{REPORT}/measure/139-145",
        "label": "加强执法培训",
        "type": "Measure",
        "report": "towns/mou-2023",
        "year": 2023,
        "confidence": 0.9,
        "evidence": "加强执法培训",
        "start": 139,
        "end": 145,
        "line": 7,
        "page": 2,
        "rule": "by-hand",
        "theme": "capacity",
        "status": "planned",
    }


def test_an_observation_is_labelled_by_what_it_counts(graph: nx.MultiDiGraph[str]) -> None:
    data = graph.nodes[f"{REPORT}/observation/75-79/实施处罚次数"]
    assert (data["label"], data["value"], data["unit"], data["changePercent"]) == ("实施处罚次数 339次", 339.0, "次", -5.5)


def test_what_reports_share_is_one_node(graph: nx.MultiDiGraph[str]) -> None:
    data = graph.nodes["https://w3id.org/fazhi/id/regulation/中华人民共和国行政处罚法"]
    assert (data["report"], data["year"], data["aliases"], data["kind"]) == (
        "towns/mou-2022; towns/mou-2023",
        2022,
        "行政处罚法",
        "law",
    )
    mentioned = [edge for _, _, edge in graph.out_edges(data["id"], data=True) if edge["type"] == "mentionedIn"]
    assert sorted((edge["year"], edge["evidence"]) for edge in mentioned) == [(2022, "《行政处罚法》"), (2023, "《行政处罚法》")]


def test_a_relation_carries_the_evidence_of_its_link(graph: nx.MultiDiGraph[str]) -> None:
    plan, problem = f"{REPORT}/measure/139-145", f"{REPORT}/shortcoming/110-120"
    (edge,) = graph.get_edge_data(plan, problem).values()
    place = {"start": 139, "end": 145, "line": 7, "page": 2, "rule": edge["rule"]}
    told = {"type": "addresses", "direction": "directed", "report": "towns/mou-2023", "year": 2023}
    assert edge == {**told, "confidence": 0.95, "evidence": "加强执法培训", **place}
    done, team = f"{REPORT}/measure/31-37", "https://w3id.org/fazhi/id/department/某省/某县/某镇/镇综合执法队"
    edges = {edge["type"]: edge["evidence"] for edge in graph.get_edge_data(done, team).values()}
    assert edges == {"carriedOutBy": "镇综合执法队会同", "involves": "镇综合执法队会同"}


def test_every_relation_is_an_edge(graph: nx.MultiDiGraph[str]) -> None:
    kinds = {data["type"] for _, _, data in graph.edges(data=True)}
    told = "issuer isPartOf mentionedIn reportedIn inSection indicator partOf theme hasResult involves carriedOutBy usesMechanism"
    assert kinds == {*told.split(), "basedOn", "addresses", "hasCause", "subOrganizationOf", "isReplacedBy"}


def test_a_report_without_year_has_none() -> None:
    found = network(quads(sample(year=None)))
    assert all("year" not in data for _, data in found.nodes(data=True))


def test_a_graph_on_the_disk_and_a_list_in_parts_are_the_same_network(
    graph: nx.MultiDiGraph[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    indicators = [node for node, kind in graph.nodes(data="type") if kind == "Indicator"]
    home = "https://w3id.org/fazhi/id/derived/indicators"
    listed = [f"<{node}> <{SKOS.inScheme}> <{home}> <{home}/graph> ." for node in indicators]
    listed += [f"<{indicators[0]}> <{SKOS.exactMatch}> <{node}> <{home}/graph> ." for node in indicators[1:]]
    lines = sorted(LINES + listed)
    whole = network(lines)
    assert sum(kind == "exactMatch" for *_, kind in whole.edges(data="type")) == len(indicators) - 1
    monkeypatch.setattr(fazhi.export.told, "_PART", 1)
    monkeypatch.setattr(fazhi.export.bygraph, "ROOM", 5000)
    parts = network(lines)
    assert list(parts.nodes(data=True)) == list(whole.nodes(data=True))
    assert list(parts.edges(keys=True, data=True)) == list(whole.edges(keys=True, data=True))
