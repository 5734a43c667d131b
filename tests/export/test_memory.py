"""What a graph of many reports asks of memory: no more than one of few."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable

import pytest
from material import LINES

import fazhi.disk.sorting
import fazhi.export.bygraph
import fazhi.export.turtle
from fazhi.disk.merged import spooled
from fazhi.export import FORMATS, Graphs

FEW, MANY = 15, 60
_ROOM = 200_000  # characters, so that few reports fill it


class _Sink(io.RawIOBase):
    """A file that keeps nothing."""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        return len(memoryview(data))  # type: ignore[arg-type]


def corpus(count: int) -> list[str]:
    """The graph of the sample for so many bodies: what a report tells is another thing each time, what reports share is not."""
    report = min(line.split(" ", 1)[0][1:-1] for line in LINES if "/report/" in line.split(" ", 1)[0])
    home = report.rsplit("/", 2)[0]
    told = {line.replace(home, f"{home}{number:03}").replace('"t"', f'"t{number}"') for number in range(count) for line in LINES}
    return sorted(told)


def peak(act: Callable[[], object]) -> int:
    """The bytes that an act allocates at its highest."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", [row.name for row in FORMATS.values() if row.built])
def test_memory_does_not_grow_with_the_reports(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fazhi.export.bygraph, "ROOM", _ROOM)
    monkeypatch.setattr(fazhi.disk.sorting, "ROOM", _ROOM)
    monkeypatch.setattr(fazhi.export.turtle, "_KEPT", 500)

    def act(count: int) -> Callable[[], object]:
        lines = spooled(corpus(count))
        row = FORMATS[name]
        return lambda: row.write(row.given(Graphs.of(lines)), io.BufferedWriter(_Sink()))

    act(1)()  # tables and modules are read once
    few, many = (peak(act(count)) for count in (FEW, MANY))
    assert many < 1.3 * few + 600_000
