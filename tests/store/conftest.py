"""Makes the hand-made report of the graph room's tests importable, and the servers; starts each server once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))
sys.path.insert(0, str(Path(__file__).parent))

from servers import KINDS, Running, missing


@pytest.fixture(scope="session", params=KINDS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Each kind of server, one after the other."""
    kind: str = request.param
    if reason := missing(kind):
        pytest.skip(f"no {kind} here: {reason}")
    found = Running(kind, tmp_path_factory.mktemp(kind))
    found.start()
    yield found
    found.close()
