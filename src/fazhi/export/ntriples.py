"""N-Triples: one triple in a line, sorted, each there once.

Lost is which named graph says what. Literal bytes::

    <…/id/unit/次> <…/core#prefLabel> "次"@zh .
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from fazhi.export.graphs import Graphs


def write(graphs: Graphs, file: BinaryIO) -> None:
    """Write the triples of graphs as sorted N-Triples lines."""
    file.writelines(f"{line}\n".encode() for line in triples(graphs))


def triples(graphs: Graphs) -> Iterator[str]:
    """The sorted lines, without their ends; a triple that several graphs hold is there once."""
    last = ""
    for quad in graphs.lines():
        line = f"{quad[: quad.rindex(' <')]} ."
        if line != last:
            yield line
            last = line
