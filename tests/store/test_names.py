"""The names beside a store are those that are in it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from nquads_file import write_lines

from fazhi.pipeline import build_lines, linked_lines
from fazhi.store import fill, in_memory, open_output, open_store
from fazhi.store.names import FILE, KINDS, having, known
from fazhi.vocabulary import FZ, OWL, RDF, SKOS

REPORTS = Path(__file__).parents[1] / "link" / "reports"
TEXTS = ("局", "街道", "法", "机制", "件", "20", "2022", "没有", "'", "%", "")


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """Two reports that name one body differently, and the ties between them."""
    return list(linked_lines(build_lines([REPORTS]).lines)[0])


@pytest.fixture(scope="module")
def folder(lines: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("names")
    write_lines(found / "graph.nq", lines)
    return found


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_file_says_what_the_store_says(kind: str, folder: Path, lines: list[str]) -> None:
    beside, within = open_output(folder), in_memory(lines)
    assert list((folder / "store").glob(f"g-*/{FILE}"))
    assert known(beside, kind) == known(within, kind)
    assert known(beside, kind) or kind == "regulation"
    for text in TEXTS:
        assert having(beside, kind, text) == having(within, kind, text), text


def test_a_store_without_the_file_is_read(folder: Path, lines: list[str], tmp_path: Path) -> None:
    write_lines(tmp_path / "graph.nq", lines)
    fill(tmp_path / "store", tmp_path / "graph.nq")
    next((tmp_path / "store").glob(f"g-*/{FILE}")).unlink()
    assert having(open_store(tmp_path / "store"), "department", "街道") == having(open_output(folder), "department", "街道") != []


def test_a_body_is_found_by_the_names_that_it_has_elsewhere(lines: list[str]) -> None:
    store = in_memory(lines)
    tied = list(store.quads_for_pattern(None, ox.NamedNode(OWL.sameAs), None))
    leading = {q.subject: q.object for q in store.quads_for_pattern(None, ox.NamedNode(FZ.leadingName), None)}
    assert tied
    for quad in tied:
        assert isinstance(quad.object, ox.NamedNode)
        assert isinstance(quad.subject, ox.NamedNode)
        assert leading[quad.subject] == leading[quad.object]
        name = leading[quad.subject]
        assert isinstance(name, ox.Literal)
        found = having(store, "thing", name.value)
        assert {quad.subject.value, quad.object.value} <= set(found)
        assert {quad.subject.value, quad.object.value} <= set(having(store, "thing", quad.object.value))


def test_quotation_marks_of_a_mechanism_do_not_count() -> None:
    node, graph = ox.NamedNode("http://e.org/m"), ox.NamedNode("http://e.org/g")
    store = ox.Store()
    store.add(ox.Quad(node, ox.NamedNode(RDF.type), ox.NamedNode(FZ.Mechanism), graph))
    store.add(ox.Quad(node, ox.NamedNode(SKOS.prefLabel), ox.Literal("“唠嗑说事”机制", language="zh"), graph))
    for text in ("“唠嗑说事”机制", "唠嗑说事机制", "说事”"):
        assert having(store, "mechanism", text) == [node.value]
    assert known(store, "mechanism") == ["“唠嗑说事”机制"]


def test_a_year_is_found_by_its_beginning(lines: list[str]) -> None:
    store = in_memory(lines)
    year = known(store, "year")[0]
    assert having(store, "year", year)
    assert having(store, "year", year[:3])
    assert not having(store, "year", year[1:])
