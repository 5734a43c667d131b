"""N-Quads: everything, one quad in a line, sorted; the file from which all else can be made again.

Nothing is lost. The same graph gives the same bytes::

    <…/id/unit/次> <…/core#prefLabel> "次"@zh <…/id/report/某镇/2023/法治政府建设报告/graph> .
"""

from __future__ import annotations

from typing import BinaryIO

from fazhi.export.graphs import Graphs


def write(graphs: Graphs, file: BinaryIO) -> None:
    """Write graphs as sorted N-Quads lines."""
    file.writelines(graphs.blocks())
