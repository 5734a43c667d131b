"""Networks, read back by networkx, igraph, ndex2, Graphviz, cytoscape.js, graphology and ECharts: the same again."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import example, given
from material import LINES, NASTY, by_node, few, nasty, slow, texts, without_forbidden, written

from fazhi.export import FORMATS, Kind, export
from fazhi.export.network import elements_of, network
from fazhi.export.pajek import names
from fazhi.export.views import VIEWS, view
from fazhi.export.words import edge_zh, node_type

Told = tuple[dict[str, dict[str, Any]], list[tuple[str, str, list[tuple[str, Any]]]]]


def told(graph: Any, *, drop: tuple[str, ...] = (), xml: bool = False) -> Told:
    """Nodes and edges with their attributes, in an order that does not matter."""

    def clean(data: dict[str, Any]) -> dict[str, Any]:
        kept = {name: found for name, found in data.items() if name not in ("id", *drop)}
        return {name: without_forbidden(found) if xml and isinstance(found, str) else found for name, found in kept.items()}

    nodes = {without_forbidden(node) if xml else node: clean(data) for node, data in graph.nodes(data=True)}
    edges = [
        (without_forbidden(a), without_forbidden(b), sorted(clean(data).items())) if xml else (a, b, sorted(clean(data).items()))
        for a, b, data in graph.edges(data=True)
    ]
    return nodes, sorted(edges, key=str)


@slow
@given(texts)
@example(NASTY)
def test_graphml_by_networkx(text: str) -> None:
    lines = nasty(text)
    back = nx.read_graphml(io.BytesIO(written(lines, "graphml")), force_multigraph=True)
    assert told(back, drop=("shape_type", "x", "y")) == told(network(lines), xml=True)


@pytest.mark.parametrize("lines", [LINES, nasty(NASTY)], ids=["usual", "nasty"])
def test_graphml_by_igraph(lines: list[str], tmp_path: Path) -> None:
    import igraph

    export(lines, tmp_path / "graph.graphml", format="graphml")
    back = igraph.Graph.Read_GraphML(str(tmp_path / "graph.graphml"))
    nodes, edges = told(network(lines), xml=True)

    def kept(data: dict[str, Any]) -> dict[str, Any]:  # what a node does not have is NaN or empty there
        names = {name.removeprefix("edge-"): found for name, found in data.items() if name not in ("id", "look")}
        return {name: found for name, found in names.items() if found == found and found != ""}

    def wanted(data: dict[str, Any]) -> dict[str, Any]:
        return {name: found for name, found in data.items() if found != ""}

    ids = [name.replace("&#38;", "&") for name in back.vs["id"]]  # which igraph leaves as its parser gives it
    assert {name: kept(vertex.attributes()) for name, vertex in zip(ids, back.vs, strict=True)} == {
        n: wanted(data) for n, data in nodes.items()
    }
    assert sorted(
        ((ids[edge.source], ids[edge.target], sorted(kept(edge.attributes()).items())) for edge in back.es), key=str
    ) == sorted(((a, b, sorted(wanted(dict(data)).items())) for a, b, data in edges), key=str)


@slow
@given(texts)
@example(NASTY)
def test_gexf_by_networkx(text: str) -> None:
    lines = nasty(text)
    back = nx.read_gexf(io.BytesIO(written(lines, "gexf")), version="1.3")
    nodes, edges = told(back, drop=("viz", "spells", "slices", "label", "kind", "start", "end"))
    wanted_nodes, wanted_edges = told(network(lines), drop=("label", "direction", "kind", "start", "end"), xml=True)
    assert nodes == wanted_nodes
    assert [[pair for pair in data if pair[0] not in ("id",)] for *_, data in edges] == [data for *_, data in wanted_edges]
    assert {node: data["label"] for node, data in back.nodes(data=True)} == {
        without_forbidden(node): without_forbidden(str(data["label"])) for node, data in network(lines).nodes(data=True)
    }


def test_gexf_has_years_colours_and_a_valid_form() -> None:
    back = nx.read_gexf(io.BytesIO(written(LINES, "gexf")), version="1.3")
    shared = back.nodes["https://w3id.org/fazhi/id/regulation/中华人民共和国行政处罚法"]
    assert shared["spells"] == [("2022-01-01", "2022-12-31"), ("2023-01-01", "2023-12-31")]
    assert shared["viz"]["color"]["r"] == 0x7A
    assert back.graph["mode"] == "dynamic"


@slow
@given(texts)
@example(NASTY)
def test_node_link_by_networkx(text: str) -> None:
    lines = nasty(text)
    graph = network(lines)
    back = nx.node_link_graph(json.loads(written(lines, "node-link")), edges="links")
    assert told(back) == told(graph)
    assert list(back.edges(keys=True)) == list(graph.edges(keys=True))


@few
@given(texts)
@example(NASTY)
def test_cx2_by_ndex2(text: str) -> None:
    from ndex2.cx2 import RawCX2NetworkFactory

    lines = nasty(text)
    graph = network(lines)
    back = RawCX2NetworkFactory().get_cx2network(json.loads(written(lines, "cx2")))
    found = {node["v"]["iri"]: node["v"] for node in back.get_nodes().values()}
    assert found == {
        node: {{"id": "iri", "label": "name"}.get(name, name): value for name, value in data.items()}
        for node, data in graph.nodes(data=True)
    }
    iris = {number: node["v"]["iri"] for number, node in back.get_nodes().items()}
    edges = [(iris[edge["s"]], iris[edge["t"]], edge["v"]) for edge in back.get_edges().values()]
    assert edges == [(a, b, {**data, "interaction": data["type"]}) for a, b, data in graph.edges(data=True)]


@few
@given(texts)
@example(NASTY)
def test_dot_by_graphviz(text: str) -> None:
    if not shutil.which("dot"):
        pytest.skip("needs Graphviz: bash .ci/tools installs it")
    lines = nasty(text[:2000])
    done = subprocess.run(["dot", "-Tdot_json"], input=written(lines, "dot"), capture_output=True, check=True)
    assert done.stderr == b""
    back = json.loads(done.stdout, strict=False)
    graph = network(lines)

    def plain(text: str) -> str:
        return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], text)

    def kept(text: object) -> str:
        return re.sub("[\x00-\x09\x0b-\x1f\x7f]", " ", without_forbidden(str(text)))

    own = {"_gvid", "name", "label", "fillcolor", "head", "tail", "dir", "penwidth"} | {
        "color",
        "shape",
        "style",
        "width",
        "height",
        "pos",
        "lp",
    }
    own |= {"fontcolor", "fontname", "fontsize", "arrowsize"}
    meant = {"fullLabel": "label", "sharedMeasures": "weight", "startsAt": "start", "endsAt": "end", "pageNumber": "page"}

    def found(data: dict[str, Any]) -> dict[str, str]:
        return {meant.get(key, key): plain(text) for key, text in data.items() if key not in own and text != ""}

    def wanted(data: dict[str, Any]) -> dict[str, str]:
        return {key: kept(value) for key, value in data.items() if key != "id" and value != ""}

    names = {node["_gvid"]: plain(node["name"]) for node in back["objects"]}
    assert {names[node["_gvid"]]: found(node) for node in back["objects"]} == {
        kept(node): wanted(data) for node, data in graph.nodes(data=True)
    }
    assert sorted(
        (names[edge["tail"]], names[edge["head"]], str(sorted(found(edge).items()))) for edge in back["edges"]
    ) == sorted((kept(a), kept(b), str(sorted(wanted(data).items()))) for a, b, data in graph.edges(data=True))


@slow
@given(texts)
@example(NASTY)
def test_pajek_by_networkx_and_igraph(text: str) -> None:
    import igraph

    lines = nasty(text[:200])
    graph = network(lines)
    labels = names(graph)
    wanted = Counter((labels[a], labels[b]) for a, b in graph.edges())
    data = written(lines, "pajek").decode()
    back = nx.parse_pajek(data.split("\n"))
    assert list(back) == list(labels.values())
    assert Counter((a, b, told["weight"], told["l"]) for a, b, told in back.edges(data=True)) == Counter(
        (labels[a], labels[b], float(data.get("weight", 1)), edge_zh(data["type"])) for a, b, data in graph.edges(data=True)
    )
    with tempfile.NamedTemporaryFile(suffix=".net") as file:
        Path(file.name).write_bytes(data.encode())
        other = igraph.Graph.Read_Pajek(file.name)
    assert Counter((edge.source, edge.target) for edge in other.es) == Counter(
        (list(labels.values()).index(a), list(labels.values()).index(b)) for a, b in wanted.elements()
    )


def test_cytoscape_js(tmp_path: Path) -> None:
    lines = nasty(NASTY)
    export(lines, tmp_path / "graph.cyjs", format="cytoscape")
    back: Any = by_node(
        "const cy = require('cytoscape')({headless: true, ...JSON.parse(require('fs').readFileSync(process.argv[1]))});"
        "console.log(JSON.stringify([cy.nodes().map(n => n.data()), cy.edges().map(e => e.data())]))",
        tmp_path / "graph.cyjs",
    )
    graph = network(lines)
    assert {node["id"]: node for node in back[0]} == {
        node: {**data, "name": data["label"]} for node, data in graph.nodes(data=True)
    }
    assert back[1] == [
        {**data, "id": f"e{number}", "source": a, "target": b, "name": edge_zh(data["type"]), "interaction": data["type"]}
        for number, (a, b, data) in enumerate(graph.edges(data=True))
    ]


@pytest.mark.parametrize("lines", [LINES, nasty(NASTY)], ids=["usual", "nasty"])
def test_graphology_reads_gexf_and_node_link(lines: list[str], tmp_path: Path) -> None:
    export(lines, tmp_path / "graph.gexf", format="gexf")
    export(lines, tmp_path / "graph.json", format="node-link")
    one, other = by_node(
        "const fs = require('fs'), {MultiDirectedGraph} = require('graphology'), gexf = require('graphology-gexf');"
        "const one = gexf.parse(MultiDirectedGraph, fs.readFileSync(process.argv[1], 'utf8'));"
        "const other = new MultiDirectedGraph(), data = JSON.parse(fs.readFileSync(process.argv[2]));"
        "data.nodes.forEach(({id, ...rest}) => other.addNode(id, rest));"
        "data.links.forEach(({source, target, key, ...rest}) => other.addEdge(source, target, rest));"
        "const told = g => [g.mapNodes((n, d) => [n, d]), g.mapEdges((e, d, s, t) => [s, t, d])];"
        "console.log(JSON.stringify([told(one), told(other)]))",
        tmp_path / "graph.gexf",
        tmp_path / "graph.json",
    )
    graph = network(lines)

    def plain(data: dict[str, Any], *drop: str) -> dict[str, Any]:
        return {name: found for name, found in data.items() if name not in drop}

    def clean(data: dict[str, Any]) -> dict[str, Any]:
        return {name: without_forbidden(found) if isinstance(found, str) else found for name, found in data.items()}

    assert other == [
        [[node, plain(data, "id")] for node, data in graph.nodes(data=True)],
        [[a, b, data] for a, b, data in graph.edges(data=True)],
    ]
    assert [[node, plain(data, "color", "size")] for node, data in one[0]] == [
        [without_forbidden(node), clean(plain(data, "id"))] for node, data in graph.nodes(data=True)
    ]
    assert [[a, b, plain(data, "kind")] for a, b, data in one[1]] == [
        [without_forbidden(a), without_forbidden(b), clean({**plain(data, "direction"), "label": edge_zh(data["type"])})]
        for a, b, data in graph.edges(data=True)
    ]


def test_echarts_draws_its_option(tmp_path: Path) -> None:
    export(LINES, tmp_path / "graph.json", format="echarts")
    svg: Any = by_node(
        "const echarts = require('echarts'), option = JSON.parse(require('fs').readFileSync(process.argv[1]));"
        "const chart = echarts.init(null, null, {renderer: 'svg', ssr: true, width: 900, height: 700});"
        "chart.setOption({...option, animation: false}); console.log(JSON.stringify(chart.renderToSVGString())); chart.dispose()",
        tmp_path / "graph.json",
    )
    assert "加强执法培训" in svg
    assert "中华人民共和国行政处罚法" in svg


@few
@given(texts)
@example(NASTY)
def test_the_option_of_echarts_is_the_graph(text: str) -> None:
    lines = nasty(text)
    graph = network(lines)
    (series,) = json.loads(written(lines, "echarts"))["series"]
    assert [(node["id"], node["name"], node["attributes"]) for node in series["nodes"]] == [
        (node, data["label"], data) for node, data in graph.nodes(data=True)
    ]
    kinds = [category["name"] for category in series["categories"]]
    assert [kinds[node["category"]] for node in series["nodes"]] == [
        node_type(data["type"]).zh for _, data in graph.nodes(data=True)
    ]
    assert [(link["source"], link["target"], link["attributes"]) for link in series["links"]] == list(graph.edges(data=True))


@pytest.mark.parametrize("name", [row.name for row in FORMATS.values() if row.kind is not Kind.GRAPH])
@pytest.mark.parametrize("seen", VIEWS)
def test_every_view_is_written_in_every_format(name: str, seen: str, tmp_path: Path) -> None:
    assert export(LINES, tmp_path / "out", format=name, view=seen)


@pytest.mark.parametrize("seen", VIEWS)
def test_every_view_has_what_pictures_need(seen: str) -> None:
    graph = view(network(LINES), seen)
    assert len(graph) > 0
    for node, data in graph.nodes(data=True):
        assert data["id"] == node
        assert data.keys() >= {"label", "type", "report", "year", "confidence"}
        assert all(isinstance(found, str | int | float) for found in data.values())
    for _, _, data in graph.edges(data=True):
        assert data.keys() >= {"type", "direction", "report", "year", "confidence", "evidence"}
        assert all(isinstance(found, str | int | float) for found in data.values())
    back = nx.read_graphml(io.BytesIO(written_view(graph)), force_multigraph=True)
    assert set(back) == set(graph)


def written_view(graph: nx.MultiDiGraph[str]) -> bytes:
    file = io.BytesIO()
    FORMATS["graphml"].write(elements_of(graph), file)
    return file.getvalue()
