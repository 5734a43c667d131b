"""The fixture graph, in the two engines that the catalogue is tried on."""

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

FIXTURE = Path(__file__).with_name("fixture.trig")


@pytest.fixture(scope="session")
def store() -> ox.Store:
    found = ox.Store()
    found.load(path=str(FIXTURE), format=ox.RdfFormat.TRIG)
    return found


@pytest.fixture(scope="session")
def dataset() -> rdflib.Dataset:
    return rdflib.Dataset(default_union=True).parse(FIXTURE, format="trig")


@pytest.fixture(scope="session")
def later(store: ox.Store) -> ox.Store:
    """The fixture graph with a later report."""
    found = ox.Store()
    for name in ("fixture.trig", "later.trig"):
        found.load(path=str(Path(__file__).with_name(name)), format=ox.RdfFormat.TRIG)
    return found
