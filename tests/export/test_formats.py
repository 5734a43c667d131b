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

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Graph
from sample_facts import sample

from fazhi.errors import OutputError
from fazhi.export import FORMATS, export, lines_of, write_all
from fazhi.export.network import network
from fazhi.graph import quads
from fazhi.graph.terms import literal
from fazhi.store import in_memory, open_output
from fazhi.vocabulary import FZ, RDFS

LINES = sorted(quads(sample()) + quads(sample("towns/mou-2022", year=2022)))
NASTY = '"""\\"\\n\n\r\n\t\x00\x01\x0b\x1f\x7f\x85\u2028\ufeff\ufffe\uffff\U0001f600<script>&amp;]]>\'{}@prefix . ;=1+1 \\u0041'
texts = st.text(max_size=30) | st.sampled_from(
    [NASTY, "", " ", "法治\n政府", "\\", '"', "a:b", "_:b0", "//x", "@id", "-1", "1E0", "true"]
)


def nasty(text: str, base: str = "https://w3id.org/fazhi/id/") -> list[str]:
    """The quads of a report that has a text in all its places."""
    facts = sample()
    document = replace(
        facts.document, metadata=replace(facts.document.metadata, title=text, document_number=text), identifier=text
    )
    town, team, bureau = facts.departments
    named = replace(
        bureau, name=text or "-", aliases=(text, text + "2"), scope=(text,), evidence=(replace(bureau.evidence[0], rule=text),)
    )
    first, *others = facts.observations
    changed = replace(
        facts,
        document=document,
        departments=(town, team, named),
        observations=(replace(first, indicator=text, unit=text), *others),
        measures=(replace(facts.measures[0], title=text), facts.measures[1]),
        links=tuple(link for link in facts.links if link.kind == "addresses"),
    )
    return quads(changed, base=base)


def written(lines: list[str], name: str) -> bytes:
    file = io.BytesIO()
    FORMATS[name].write(lines, file)
    return file.getvalue()


def canonical(data: bytes | str, format: ox.RdfFormat) -> list[str]:
    return sorted(ox.serialize(ox.parse(data, format=format), format=ox.RdfFormat.N_QUADS).decode().split("\n")[:-1])


def merged(lines: list[str]) -> list[str]:
    return sorted({f"{line[: line.rindex(' <')]} ." for line in lines})


def by_rdflib(data: bytes, format: str, graph: Graph) -> list[str]:
    graph.parse(data=data.decode(), format=format)
    return canonical(graph.serialize(format="nquads" if isinstance(graph, Dataset) else "nt11"), ox.RdfFormat.N_QUADS)


READERS: dict[str, list[Callable[[bytes], list[str]]]] = {
    "nq": [lambda data: canonical(data, ox.RdfFormat.N_QUADS), lambda data: by_rdflib(data, "nquads", Dataset())],
    "turtle": [lambda data: canonical(data, ox.RdfFormat.TURTLE), lambda data: by_rdflib(data, "turtle", Graph())],
    "jsonld": [lambda data: canonical(data, ox.RdfFormat.JSON_LD), lambda data: by_rdflib(data, "json-ld", Dataset())],
}
slow = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("reader", [0, 1], ids=["oxigraph", "rdflib"])
@slow
@given(texts)
@example(NASTY)
@example("")
def test_rdf_comes_back_as_the_same_graph(name: str, reader: int, text: str) -> None:
    lines = nasty(text)
    assert READERS[name][reader](written(lines, name)) == (merged(lines) if name == "turtle" else lines)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    "base", ["https://example.org/", "https://example.org/a#", "urn:x:", "http://e.org/?q=", "http://e.org/report/"]
)
def test_every_base_is_right(name: str, base: str) -> None:
    lines = nasty("名", base)
    assert READERS[name][0](written(lines, name)) == (merged(lines) if name == "turtle" else lines)


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


def without_forbidden(text: str) -> str:
    return "".join(char if char in "\t\n\r" or " " <= char < "\ufffe" or char > "\uffff" else "\ufffd" for char in text)


def as_text(graph: nx.MultiDiGraph) -> tuple[object, object]:  # type: ignore[type-arg]
    def clean(data: dict[str, object]) -> dict[str, object]:
        return {
            name: without_forbidden(found) if isinstance(found, str) else found for name, found in data.items() if name != "id"
        }

    nodes = {without_forbidden(node): clean(data) for node, data in graph.nodes(data=True)}
    return nodes, sorted((a, b, sorted(clean(data).items())) for a, b, data in graph.edges(data=True))


@slow
@given(texts)
@example(NASTY)
def test_graphml_comes_back_as_the_same_network(text: str) -> None:
    lines = nasty(text)
    back = nx.read_graphml(io.BytesIO(written(lines, "graphml")), force_multigraph=True)
    assert as_text(back) == as_text(network(lines))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_graph_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from fazhi.export import export\n"
        "export(Path(sys.argv[1]).read_text('utf-8').split('\\n')[:-1], Path(sys.argv[2]), format=sys.argv[3])"
    )
    export(LINES, tmp_path / "graph.nq", format="nq")
    for seed in ("1", "2"):
        arguments = [str(tmp_path / "graph.nq"), str(tmp_path / seed), name]
        subprocess.run([sys.executable, "-c", code, *arguments], env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes() == written(lines_of(in_memory(LINES)), name)


def test_the_docstrings_show_what_is_written() -> None:
    for row in FORMATS.values():
        module = sys.modules[row.write.__module__]
        shown = [line.strip().rstrip("\\") for line in (module.__doc__ or "").split("::\n\n")[1].split("\n\n")[0].split("\n")]
        if row.name != "nq":  # there the IRIs are shortened
            assert set(shown) <= {line.strip() for line in TOWN[row.name].split("\n")}, row.name


def _town(name: str) -> str:
    facts = sample()
    metadata = replace(facts.document.metadata, region=())
    flat = tuple(replace(department, scope=()) for department in facts.departments)
    lines = quads(replace(facts, departments=flat, document=replace(facts.document, metadata=metadata)))
    return written(lines, name).decode()


TOWN = {name: _town(name) for name in FORMATS}


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
