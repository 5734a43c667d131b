"""Every format is read back by a reader that is not ours, and says the same again."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from material import LINES, NASTY, by_jena, few, nasty, slow, texts, without_forbidden, written
from rdflib import Dataset, Graph
from sample_facts import sample

from fazhi.errors import OutputError
from fazhi.export import FORMATS, Graphs, export, lines_of, write_all
from fazhi.export.jsonld import write_framed
from fazhi.graph import quads
from fazhi.graph.terms import literal
from fazhi.store import in_memory, open_output
from fazhi.vocabulary import FZ, RDFS


def canonical(data: bytes | str, format: ox.RdfFormat) -> list[str]:
    return sorted(ox.serialize(ox.parse(data, format=format), format=ox.RdfFormat.N_QUADS).decode().split("\n")[:-1])


def merged(lines: list[str]) -> list[str]:
    return sorted({f"{line[: line.rindex(' <')]} ." for line in lines})


def by_rdflib(data: bytes, format: str, graph: Graph) -> list[str]:
    graph.parse(data=data.decode(), format=format)
    return canonical(graph.serialize(format="nquads" if isinstance(graph, Dataset) else "nt11"), ox.RdfFormat.N_QUADS)


def as_xml(lines: list[str]) -> list[str]:
    """Lines whose literals hold nothing that XML forbids."""
    cleaned = []
    for quad in ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS):
        found = quad.object
        if isinstance(found, ox.Literal):
            kind: Any = {"language": found.language} if found.language else {"datatype": found.datatype}
            found = ox.Literal(without_forbidden(found.value), **kind)
        cleaned.append(ox.Quad(quad.subject, quad.predicate, found))
    return sorted(ox.serialize(cleaned, format=ox.RdfFormat.N_QUADS).decode().split("\n")[:-1])


READERS: dict[str, list[Callable[[bytes], list[str]]]] = {
    "nq": [lambda data: canonical(data, ox.RdfFormat.N_QUADS), lambda data: by_rdflib(data, "nquads", Dataset())],
    "trig": [lambda data: canonical(data, ox.RdfFormat.TRIG), lambda data: by_rdflib(data, "trig", Dataset())],
    "jsonld": [lambda data: canonical(data, ox.RdfFormat.JSON_LD), lambda data: by_rdflib(data, "json-ld", Dataset())],
    "turtle": [lambda data: canonical(data, ox.RdfFormat.TURTLE), lambda data: by_rdflib(data, "turtle", Graph())],
    "nt": [lambda data: canonical(data, ox.RdfFormat.N_TRIPLES), lambda data: by_rdflib(data, "nt11", Graph())],
    "rdfxml": [lambda data: canonical(data, ox.RdfFormat.RDF_XML), lambda data: by_rdflib(data, "xml", Graph())],
}
WITHOUT_GRAPHS = ("turtle", "nt", "rdfxml")


def kept(name: str, lines: list[str]) -> list[str]:
    """What a format keeps of lines."""
    return as_xml(merged(lines)) if name == "rdfxml" else merged(lines) if name in WITHOUT_GRAPHS else lines


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("reader", [0, 1], ids=["oxigraph", "rdflib"])
@slow
@given(texts)
@example(NASTY)
@example("")
def test_rdf_comes_back_as_the_same_graph(name: str, reader: int, text: str) -> None:
    lines = nasty(text)
    assert READERS[name][reader](written(lines, name)) == kept(name, lines)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    "base", ["https://example.org/", "https://example.org/a#", "urn:x:", "http://e.org/?q=", "http://e.org/report/"]
)
def test_every_base_is_right(name: str, base: str) -> None:
    lines = nasty("名", base)
    assert READERS[name][0](written(lines, name)) == kept(name, lines)


@few
@given(texts)
@example(NASTY)
def test_framed_json_ld_is_the_same_graph(text: str) -> None:
    lines = nasty(text)
    file = io.BytesIO()
    write_framed(Graphs.of(lines), file)
    for reader in READERS["jsonld"]:
        assert reader(file.getvalue()) == lines


def test_framed_json_ld_is_a_tree() -> None:
    file = io.BytesIO()
    write_framed(Graphs.of(LINES), file)
    graph = json.loads(file.getvalue())["graph"][0]["graph"]
    (report,) = (node for node in graph if "Report" in node["type"])
    measures = [node for node in report["@reverse"]["reportedIn"] if "Measure" in node["type"]]
    assert [next(iter(node["label"].values())) for node in measures] == ["规范行政执法", "加强执法培训"]
    assert measures[1]["evidence"][0]["exact"] == "加强执法培训"


@pytest.mark.parametrize("name", [*READERS, "datacube"])
def test_jena_finds_no_fault_and_the_same_graph(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"graph{FORMATS[name].suffix}"
    lines = LINES
    path.write_bytes(written(lines, name))
    by_jena(path, "--validate")
    back = canonical("\n".join(by_jena(path, "--output=nquads")) + "\n", ox.RdfFormat.N_QUADS)
    if name != "datacube":
        assert back == kept(name, lines)


@slow
@given(
    st.lists(texts, min_size=2, max_size=2, unique=True),
    st.sampled_from(["@zh", "@en-US", "", "^^<http://www.w3.org/2001/XMLSchema#integer>"]),
)
def test_json_ld_keeps_what_does_not_fit_its_short_names(values: list[str], kind: str) -> None:
    terms = [literal(value) for value in values]
    told = [
        f"<http://e.org/s> <{name}> {term}{kind} <http://e.org/g> ."
        for term in terms
        for name in (FZ.order, RDFS.label, "http://e.org/o")
    ]
    lines = sorted(set(lines_of(in_memory(told))))
    assert canonical(written(lines, "jsonld"), ox.RdfFormat.JSON_LD) == lines


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "hdt"])  # whose tool writes the time of day
def test_the_same_graph_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from fazhi.export import export; from fazhi.store import in_memory\n"
        "lines = Path(sys.argv[1]).read_text('utf-8').split('\\n')[:-1]\n"
        "export(in_memory(lines) if sys.argv[4] == '2' else lines, Path(sys.argv[2]), format=sys.argv[3])"
    )
    export(LINES, tmp_path / "graph.nq", format="nq")
    for seed in ("1", "2"):
        arguments = [str(tmp_path / "graph.nq"), str(tmp_path / seed), name, seed]
        subprocess.run([sys.executable, "-c", code, *arguments], env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
    one, other = (everything(tmp_path / seed) for seed in ("1", "2"))
    assert one == other


def everything(path: Path) -> dict[str, bytes]:
    """The content of a file, or of the files of a folder."""
    return {file.name: file.read_bytes() for file in path.iterdir()} if path.is_dir() else {"": path.read_bytes()}


def test_the_docstrings_show_what_is_written(tmp_path: Path) -> None:
    for row in FORMATS.values():
        if row.name == "hdt":
            continue
        module = sys.modules[row.write.__module__]
        shown = [line.strip().rstrip("\\") for line in (module.__doc__ or "").split("::\n\n")[1].split("\n\n")[0].split("\n")]
        if row.name in ("nq", "nt", "parquet", "xlsx"):  # there the IRIs are shortened, or the bytes are no text
            continue
        export(TOWN, tmp_path / row.name, format=row.name)
        text = "\n".join(found.decode() for found in everything(tmp_path / row.name).values())
        for line in filter(None, shown):
            assert line in text, f"{row.name}: {line}"


def _town() -> list[str]:
    facts = sample()
    metadata = replace(facts.document.metadata, region=())
    flat = tuple(replace(department, scope=()) for department in facts.departments)
    return quads(replace(facts, departments=flat, document=replace(facts.document, metadata=metadata)))


TOWN = _town()


def test_turtle_reads_well() -> None:
    text = written(LINES, "turtle").decode()
    headings = [line.rsplit(" ", 1)[1] for line in text.split("\n") if line.startswith("# ---")]
    one = [
        "fz:Report",
        "fz:Section",
        "fz:Measure",
        "fz:Shortcoming",
        "fz:Cause",
        "fz:Observation",
        "rdf:Statement",
        "fz:Evidence",
    ]
    assert headings == [*one, *one, "fz:Department", "fz:Regulation", "fz:Mechanism", "fz:Indicator", "fz:Unit", "skos:Concept"]
    assert "<http" not in text.replace("@prefix", "").split("\n\n", 1)[1]
    assert '"""某镇2023年度法治政府建设情况报告\n一、主要举措和成效\n' in text
    assert text.index("/section/29-99> a") < text.index("/section/100-128> a")


def test_json_ld_uses_the_context_and_the_reading_order() -> None:
    data = json.loads(written(LINES, "jsonld"))
    assert [graph["graph"][0]["title"] for graph in data["graph"]] == [{"zh": "某镇2023年度法治政府建设情况报告"}] * 2
    plan = next(node for node in data["graph"][0]["graph"] if node.get("status") == "Planned")
    assert list(plan) == ["id", "type", "label", "reportedIn", "inSection", "theme", "status", "addresses", "evidence"]
    spelled = [node for graph in data["graph"] for node in graph["graph"] if any(":" in name for name in node)]
    assert not spelled


def test_all_formats_and_the_store_are_written_together(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "exports"
    assert write_all(LINES, folder) == ["graph.nq", "graph.ttl", "graph.jsonld", "graph.graphml", "store"]
    assert sorted(path.name for path in folder.iterdir()) == ["graph.graphml", "graph.jsonld", "graph.nq", "graph.ttl", "store"]
    assert (folder / "graph.nq").read_text("utf-8").split("\n")[:-1] == LINES == lines_of(open_output(folder))


def test_one_format_alone(tmp_path: Path) -> None:
    assert write_all(LINES, tmp_path, only="nq") == ["graph.nq"]
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nq"]
    with pytest.raises(OutputError, match="format 'word': no such format; use one of nq, turtle"):
        write_all(LINES, tmp_path, only="word")


@pytest.mark.parametrize("broken", ["nquads", "turtle", "graphml"])
def test_a_full_disk_changes_nothing(tmp_path: Path, broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write_all(LINES[:10], tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"fazhi.export.{broken}.write", full)
    with pytest.raises(OutputError, match=r"graph\.\w+: cannot be written: No space left on device; free some space"):
        write_all(LINES, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before
    assert lines_of(open_output(tmp_path)) == LINES[:10]


def test_nothing_is_a_valid_graph(tmp_path: Path) -> None:
    write_all([], tmp_path)
    for name, format in (("graph.ttl", ox.RdfFormat.TURTLE), ("graph.jsonld", ox.RdfFormat.JSON_LD)):
        assert canonical((tmp_path / name).read_bytes(), format) == []
    assert len(nx.read_graphml(tmp_path / "graph.graphml")) == 0
