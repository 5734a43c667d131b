"""Read back by HDT's own library, by Gephi, and by a database of Neo4j, where `.ci/tools` has installed them."""

from __future__ import annotations

import csv
import io
import os
import stat
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from material import LINES, NASTY, jars, nasty

from fazhi.errors import OutputError
from fazhi.export import export
from fazhi.export.network import network

JAVA = Path(__file__).parent / "java"


def java(tool: str, program: str, *arguments: object) -> list[list[str]]:
    """The lines that a program prints, in fields."""
    command = ["java", "-Djava.awt.headless=true", "-cp", jars(tool), str(JAVA / f"{program}.java"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return [line.split("\t") for line in done.stdout.decode().split("\n")[:-1]]


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_gephi(name: str, tmp_path: Path) -> None:
    export(LINES, tmp_path / f"graph.{name}", format=name)
    told = java("gephi", "Gephi", tmp_path / f"graph.{name}")
    graph = network(LINES)
    assert sorted(row[1:] for row in told if row[0] == "node") == sorted(
        [node, str(data["label"]), str(data["type"])] for node, data in graph.nodes(data=True)
    )
    edges = Counter(tuple(row[1:]) for row in told if row[0] == "edge")
    wanted = Counter((a, b, str(data["evidence"])) for a, b, data in graph.edges(data=True))
    if name == "gexf":  # where Gephi makes one edge of those of one relation that several reports tell
        assert set(edges) == set(wanted)
    else:  # where it makes one edge of all between two nodes
        assert {edge[:2] for edge in edges} == {edge[:2] for edge in wanted}
        assert set(edges) <= set(wanted)
    assert ["dynamic", "true" if name == "gexf" else "false"] in told


def test_a_database_of_neo4j_takes_the_cypher_script(tmp_path: Path) -> None:
    lines = nasty(f"{NASTY}';\n// }} `")
    export(lines, tmp_path / "graph.cypher", format="cypher")
    told = java("neo4j", "Neo4j", tmp_path / "graph.cypher")
    graph = network(lines)

    def text(field: str) -> str:
        return bytes.fromhex(field).decode()

    nodes = {text(row[1]): (text(row[2]), row[3]) for row in told if row[0] == "node"}
    assert {node: label for node, (label, _) in nodes.items()} == {node: data["label"] for node, data in graph.nodes(data=True)}
    assert all("Measure, 举措" in labels for node, (_, labels) in nodes.items() if graph.nodes[node]["type"] == "Measure")
    edges = Counter((text(row[1]), text(row[2]), row[3], text(row[4])) for row in told if row[0] == "edge")
    assert edges == Counter((a, b, data["type"], data["evidence"]) for a, b, data in graph.edges(data=True))
    assert any(row[5] == "针对" for row in told if row[0] == "edge" and row[3] == "addresses")


def test_hdt_by_its_own_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "rdf2hdt"
    tool.write_text(f"#!/bin/sh\nexec java -cp '{jars('hdt')}' {JAVA / 'Hdt.java'} write \"$@\"\n", encoding="utf-8")
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    export(LINES, tmp_path / "graph.hdt", format="hdt")
    export(LINES, tmp_path / "graph.nt", format="nt")
    told = java("hdt", "Hdt", "read", tmp_path / "graph.hdt")
    assert len(told) == len((tmp_path / "graph.nt").read_text("utf-8").split("\n")) - 1
    assert any('"加强执法培训"@zh' in row[2] for row in told)


def test_without_the_tool_of_hdt_the_remedy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OutputError, match="HDT needs the tool rdf2hdt, which is not on the path; install hdt-cpp"):
        export(LINES, tmp_path / "graph.hdt", format="hdt")
    assert not (tmp_path / "graph.hdt").exists()


def test_the_headers_of_the_bulk_import_are_typed(tmp_path: Path) -> None:
    export(LINES, tmp_path, format="neo4j")
    header = next(csv.reader(io.StringIO((tmp_path / "nodes-observations.csv").read_text("utf-8"))))
    assert {"id:ID", "year:int", "value:double", "start:int", ":LABEL"} <= set(header)
    header = next(csv.reader(io.StringIO((tmp_path / "edges-addresses.csv").read_text("utf-8"))))
    assert {":START_ID", ":END_ID", ":TYPE", "confidence:double"} <= set(header)
    assert (tmp_path / "import.sh").read_text("utf-8").startswith("#!/bin/sh\n")
