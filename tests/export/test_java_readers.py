"""Read back by HDT's own library, by Gephi, and by a database of Neo4j, where `.ci/tools` has installed them."""

from __future__ import annotations

import csv
import io
import os
import shutil
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyoxigraph as ox
import pytest
from material import JVM, LINES, NASTY, TOOLS, jars, nasty, without_forbidden

from fazhi.errors import OutputError
from fazhi.export import export
from fazhi.export.network import network
from fazhi.export.words import edge_zh, node_type
from fazhi.vocabulary import RDF, XSD

JAVA = Path(__file__).parent / "java"


@cache
def _classes() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="fazhi-java-")


@cache
def compiled(tool: str) -> Path:
    """The folder of a tool's program, compiled once."""
    if not shutil.which("javac"):
        pytest.skip("needs javac: bash .ci/tools installs it")
    made = Path(_classes().name) / tool
    source = JAVA / f"{tool.capitalize()}.java"
    done = subprocess.run(
        ["javac", "-proc:none", "-cp", jars(tool), "-d", str(made), str(source)], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return made


def java(tool: str, *arguments: object) -> list[list[str]]:
    """The lines that a program prints, in fields."""
    command = [
        *JVM,
        "-Djava.awt.headless=true",
        "-cp",
        f"{compiled(tool)}{os.pathsep}{jars(tool)}",
        tool.capitalize(),
        *map(str, arguments),
    ]
    done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return [line.split("\t") for line in done.stdout.decode().split("\n")[:-1]]


def read(field: str) -> Any:
    """A value, from its type and its text, the text of a string in hexadecimal digits."""
    kinds: dict[str, Callable[[str], Any]] = {"str": lambda text: bytes.fromhex(text).decode(), "int": int, "float": float}
    kind, _, text = field.partition(":")
    return kinds[kind](text)


def properties(fields: list[str]) -> dict[str, Any]:
    """Values by their names."""
    return {name: read(found) for name, _, found in (field.partition("=") for field in fields)}


def one(source: str, target: str, kind: str, data: Mapping[str, Any]) -> str:
    """An edge as a text that can be counted."""
    return repr((source, target, kind, sorted((name, found) for name, found in data.items() if name != "type")))


OF_GEPHI = {"look", "Id", "Label", "Interval", "Weight", "Color", "Size", "X", "Y", "Z"}


@pytest.mark.parametrize("name", ["gexf", "graphml"])
@pytest.mark.parametrize("text", [None, NASTY, "</node>"], ids=["usual", "nasty", "tag"])
def test_gephi(name: str, text: str | None, tmp_path: Path) -> None:
    lines = LINES if text is None else nasty(text)
    export(lines, tmp_path / f"graph.{name}", format=name)
    merging = ["NO_MERGE"] if name == "graphml" else []  # as one asks for in the dialogue; GEXF has a kind for each
    told = java("gephi", tmp_path / f"graph.{name}", *merging)
    graph = network(lines)

    def kept(data: Mapping[str, Any], *, label: str | None = None) -> dict[str, Any]:
        own = {} if label is None else {"label": label}
        return {n: without_forbidden(v) if isinstance(v, str) else v for n, v in {**own, **data}.items() if n != "id"}

    def back(fields: list[str]) -> dict[str, Any]:
        found = properties(fields)
        own = {"label": found["Label"]} if found.get("Label") else {}
        return own | {n: v for n, v in found.items() if n not in OF_GEPHI}

    nodes = {bytes.fromhex(row[1]).decode(): back(row[2:]) for row in told if row[0] == "node"}
    assert nodes == {without_forbidden(node): kept(data) for node, data in graph.nodes(data=True)}
    edges = Counter(
        one(bytes.fromhex(row[1]).decode(), bytes.fromhex(row[2]).decode(), data["type"], data)
        for row in told
        if row[0] == "edge"
        for data in [back(row[3:])]
    )
    assert edges == Counter(
        one(
            without_forbidden(a),
            without_forbidden(b),
            data["type"],
            kept(
                {n: v for n, v in data.items() if name == "graphml" or n != "direction"},
                label=edge_zh(data["type"]) if name == "gexf" else None,
            ),
        )
        for a, b, data in graph.edges(data=True)
    )
    assert ["dynamic", "true" if name == "gexf" else "false"] in told


def neo4j(*arguments: object) -> tuple[dict[str, Any], Counter[str]]:
    """What is in a database of Neo4j: labels and properties of each node by its id; relations with ends and properties."""
    told = java("neo4j", *arguments)
    nodes = {found["id"]: (row[1], found) for row in told if row[0] == "node" for found in [properties(row[2:])]}
    edges = Counter(one(read(row[2]), read(row[3]), row[1], properties(row[4:])) for row in told if row[0] == "edge")
    return nodes, edges


AWKWARD = f"{NASTY}';\n// }} `"


def test_a_database_of_neo4j_takes_the_cypher_script(tmp_path: Path) -> None:
    graph = network(nasty(AWKWARD))
    export(nasty(AWKWARD), tmp_path / "graph.cypher", format="cypher")
    nodes, edges = neo4j(tmp_path / "home", tmp_path / "graph.cypher")
    assert nodes == {
        node: (" ".join(sorted([data["type"], node_type(data["type"]).zh, "Thing"])), data)
        for node, data in graph.nodes(data=True)
    }
    assert edges == Counter(
        one(a, b, data["type"], {**data, "key": key, "zh": edge_zh(data["type"])})
        for a, b, key, data in graph.edges(keys=True, data=True)
    )
    assert {labels for labels, data in nodes.values() if data["type"] == "Measure"} == {"Measure Thing 举措"}


@pytest.mark.parametrize("text", [AWKWARD, ""], ids=["awkward", "empty"])
def test_the_bulk_import_of_neo4j_takes_the_tables(text: str, tmp_path: Path) -> None:
    admin = tmp_path / "neo4j-admin"
    opened = " ".join(f"--add-opens=java.base/java.{name}=ALL-UNNAMED" for name in ("nio", "lang"))
    admin.write_text(
        f"#!/bin/sh\nexec {' '.join(JVM)} {opened} -cp '{jars('neo4j')}' org.neo4j.cli.AdminTool \"$@\"\n", encoding="utf-8"
    )
    admin.chmod(admin.stat().st_mode | stat.S_IXUSR)
    (tmp_path / "home" / "conf").mkdir(parents=True)
    (tmp_path / "home" / "conf" / "neo4j.conf").touch()
    graph = network(nasty(text))
    export(nasty(text), tmp_path / "tables", format="neo4j")
    homes = {"NEO4J_HOME": str(tmp_path / "home"), "NEO4J_CONF": str(tmp_path / "home" / "conf")}
    done = subprocess.run(
        ["sh", str(tmp_path / "tables" / "import.sh")],
        env={**os.environ, **homes, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, (done.stdout + done.stderr).decode()[-2000:]
    nodes, edges = neo4j(tmp_path / "home")
    assert nodes == {
        node: (
            " ".join(sorted([data["type"], node_type(data["type"]).zh])),
            {name: found for name, found in data.items() if name != "type"},
        )
        for node, data in graph.nodes(data=True)
    }
    assert edges == Counter(
        one(a, b, data["type"], {**data, "zh": edge_zh(data["type"])}) for a, b, data in graph.edges(data=True)
    )


def without_nul(term: str) -> str:
    """A term as HDT holds it."""
    return term.replace("\0", "\ufffd")


def triples(path: Path) -> list[tuple[str, ...]]:
    """The triples of an HDT file: IRIs without brackets, literals without escapes, as hdt-java reads them."""
    return sorted(tuple(bytes.fromhex(term).decode() for term in row) for row in java("hdt", "read", path))


def raw(lines: list[str]) -> list[tuple[str, ...]]:
    """The triples of lines in the same form, by Oxigraph."""

    def term(found: Any) -> str:
        if not isinstance(found, ox.Literal):
            return str(found.value)
        own = found.datatype.value not in (XSD.string, f"{RDF.iri}langString")
        kind = f"@{found.language}" if found.language else f"^^<{found.datatype.value}>" if own else ""
        return without_nul(f'"{found.value}"{kind}')

    quads = ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS)
    return sorted({(term(quad.subject), term(quad.predicate), term(quad.object)) for quad in quads})


@pytest.mark.parametrize("text", [None, NASTY, "\0\\u0000"], ids=["usual", "nasty", "nul"])
@pytest.mark.parametrize("by", ["tool", "library"])
def test_hdt_is_the_same_graph_to_its_own_library(by: str, text: str | None, tmp_path: Path) -> None:
    lines = LINES if text is None else nasty(text)
    (tmp_path / "bin").mkdir()
    tool = tmp_path / "bin" / "rdf2hdt"
    library = TOOLS / "python"
    if by == "library" and not (library / "pyhdtkit").is_dir():
        pytest.skip("needs pyhdtkit: bash .ci/tools installs it")
    if by == "tool":
        tool.write_text(
            f"#!/bin/sh\nexec {' '.join(JVM)} -cp '{compiled('hdt')}:{jars('hdt')}' Hdt write \"$@\"\n", encoding="utf-8"
        )
        tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    export(lines, tmp_path / "graph.nq", format="nq")
    code = (
        "import sys; from pathlib import Path; from fazhi.export import export\n"
        "lines = Path(sys.argv[1]).read_text('utf-8').split('\\n')[:-1]\n"
        "export(lines, Path(sys.argv[2]), format='hdt')"
    )
    paths = {"PATH": f"{tool.parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(library) if by == "library" else ""}
    command = [sys.executable, "-c", code, str(tmp_path / "graph.nq"), str(tmp_path / "graph.hdt")]
    subprocess.run(command, env={**os.environ, **paths}, check=True)
    assert triples(tmp_path / "graph.hdt") == raw(lines)


def test_without_tool_and_library_of_hdt_the_remedy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("fazhi.export.hdt.find_spec", lambda name: None)
    with pytest.raises(OutputError, match=r"needs the package pyhdtkit or the tool rdf2hdt.*pip install 'fazhi\[hdt\]'"):
        export(LINES, tmp_path / "graph.hdt", format="hdt")
    assert not (tmp_path / "graph.hdt").exists()


def test_the_headers_of_the_bulk_import_are_typed(tmp_path: Path) -> None:
    export(LINES, tmp_path, format="neo4j")
    header = next(csv.reader(io.StringIO((tmp_path / "nodes-observations.csv").read_text("utf-8"))))
    assert {"id:ID", "year:int", "value:double", "start:int", ":LABEL"} <= set(header)
    header = next(csv.reader(io.StringIO((tmp_path / "edges-addresses.csv").read_text("utf-8"))))
    assert {":START_ID", ":END_ID", ":TYPE", "confidence:double"} <= set(header)
    assert (tmp_path / "import.sh").read_text("utf-8").startswith("#!/bin/sh\n")
