r"""TriG: the graph for people to read, named graph after named graph.

Nothing is lost. Within each graph the order and the form are those of Turtle. Literal bytes::

    <report/某镇/2023/法治政府建设报告/graph> {

    # ---------------------------------------------------------------- fz:Report

The order is fixed: the same graph gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from fazhi.export.graphs import Graphs
from fazhi.export.lines import below, subjects
from fazhi.export.turtle import body, head


def write(graphs: Graphs, file: BinaryIO) -> None:
    """Write graphs as TriG."""
    file.writelines(piece.encode() for piece in pieces(graphs))


def pieces(graphs: Graphs) -> Iterator[str]:
    """The text of the file, piece by piece: prefixes, then each graph in braces."""
    base = graphs.base
    yield from head(base)
    for name, lines in graphs:
        yield f"\n<{below(base, name[1:-1]) or name[1:-1]}> {{\n"
        yield from body(subjects(lines), base)
        yield "\n}\n"
