"""The ontology, its schemes, and the graphs that it is tried on."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Dataset, Graph

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent


def read(*paths: Path) -> Graph:
    graph = Graph()
    for path in paths:
        if path.suffix == ".nq":
            dataset = Dataset()
            dataset.parse(path, format="nquads")
            for subject, predicate, object_, _ in dataset.quads():
                graph.add((subject, predicate, object_))
        else:
            graph.parse(path, format="turtle")
    return graph


@pytest.fixture(scope="session")
def ontology() -> Graph:
    """The classes and properties."""
    return read(ROOT / "ontology" / "fazhi.ttl")


@pytest.fixture(scope="session")
def schemes() -> Graph:
    """Roles, themes and kinds."""
    return read(*(ROOT / "ontology" / name for name in ("fazhi.ttl", "themes.ttl", "kinds.ttl")))


@pytest.fixture(scope="session", params=[HERE / "example.ttl", *ROOT.glob("exports/graph.nq")], ids=lambda path: path.name)
def example(request: pytest.FixtureRequest) -> Graph:
    """A small graph written by hand, and the one that the program makes of the Tanggu report."""
    return read(request.param)
