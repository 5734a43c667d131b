"""A generated corpus with sown errors, built once."""

import sys
from pathlib import Path
from typing import Any

import pytest

from fazhi.pipeline import build_lines, linked_lines

sys.path.insert(0, str(Path(__file__).parent))
import generate

COUNT = 60


@pytest.fixture(scope="session")
def truths() -> list[generate.Truth]:
    return [truth for truth, _ in generate.generate(COUNT, seed=5, errors=0.6)]


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder: Any = tmp_path_factory.mktemp("corpus")
    generate.write(folder, COUNT, seed=5, errors=0.6)
    built = build_lines([folder / "reports"])
    assert built.failures == ()
    return list(linked_lines(built.lines)[0])
