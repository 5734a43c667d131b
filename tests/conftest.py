"""What the rooms' tests share: graphs of whole folders of data, built once for all processes, and the longest files first."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
_LONGEST = (
    "readme/test_readme.py",
    "store/test_remote.py",
    "export/test_java_readers.py",
    "documents/test_faithfulness.py",
    "cli/test_cli.py",
    "cli/test_hostile_use.py",
)
"""Files that take more than half a minute. They start first, so that at the end no process waits for another's last file."""


def pytest_configure(config: pytest.Config) -> None:
    config.option.loadscopereorder = False  # xdist gives out files in the order below, not those with many tests first


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    rank = {TOP / "tests" / name: place for place, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of results of `data/NAME/reports`, by the name: made by `fazhi build` for whichever process asks first."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def built(name: str) -> Path:
        folder, done = shared / f"results-{name}", shared / f"results-{name}.done"
        with (shared / f"results-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                command = [sys.executable, "-m", "fazhi", "build", f"data/{name}/reports", "--out", str(folder), "--only", "nq"]
                told = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)
                assert told.returncode == 0, told.stderr
                done.touch()
        return folder

    return built
