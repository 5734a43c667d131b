"""The bulk loaders that the README names, on a split export: what the real servers then hold is what `fazhi load` would put."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from nquads_file import write_lines
from servers import JVM, Running, fuseki_jar, missing, oxigraph
from test_remote import lines, stored

from fazhi.store.parts import split
from fazhi.store.remote import plan


@pytest.fixture
def parts(tmp_path: Path) -> list[Path]:
    write_lines(tmp_path / "graph.nq", lines())
    (tmp_path / "parts").mkdir()
    return split(tmp_path / "graph.nq", tmp_path / "parts" / "part.nq.gz", 3)


def carried_out(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


def loaded(server: Running) -> None:
    found = plan(stored(), server.remote(), prune=True)
    assert (found.put, found.remove, sum(found.same.values())) == ({}, {}, len(lines()))


@pytest.mark.skipif(bool(missing("fuseki")), reason=f"no Fuseki here: {missing('fuseki')}")
def test_tdbloader(tmp_path: Path, parts: list[Path]) -> None:
    server = Running("fuseki", tmp_path / "fuseki")
    loader = [*JVM, "-Xmx512m", "-cp", str(fuseki_jar()), "tdb2.tdbloader", "--loc", str(server.folder / "tdb2")]
    carried_out([*loader, *map(str, parts)], tmp_path)
    server.start()
    try:
        loaded(server)
    finally:
        server.close()


@pytest.mark.skipif(bool(missing("oxigraph")), reason=f"no Oxigraph here: {missing('oxigraph')}")
def test_oxigraph_load(tmp_path: Path, parts: list[Path]) -> None:
    server = Running("oxigraph", tmp_path / "oxigraph")
    files = [word for path in parts for word in ("--file", str(path))]
    carried_out([str(oxigraph()), "load", "--location", str(server.folder / "store"), *files], tmp_path)
    server.start()
    try:
        loaded(server)
    finally:
        server.close()


@pytest.mark.skipif(bool(missing("virtuoso")), reason=f"no Virtuoso here: {missing('virtuoso')}")
def test_ld_dir(tmp_path: Path, parts: list[Path]) -> None:
    server = Running("virtuoso", tmp_path / "virtuoso")
    for path in parts:
        path.rename(server.folder / path.name)  # the folder of the server is in its DirsAllowed
    server.start()
    try:
        script = "ld_dir('.', '*.nq.gz', 'urn:x'); rdf_loader_run(); checkpoint;"
        carried_out(["isql-vt", str(server.sql_port), "dba", "dba", f"exec={script}"], tmp_path)
        loaded(server)
    finally:
        server.close()
