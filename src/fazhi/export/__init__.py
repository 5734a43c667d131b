"""The export room: a graph becomes a file, one module for each format, all with the same verb `write`.

In comes a store, or sorted N-Quads lines (`lines_of` takes them out of a store), out come files, whole or not at all.
`FORMATS` is the table of formats; what a format loses is said in the docstring of its module.

>>> import tempfile
>>> lines = ['<http://e.org/a> <http://www.w3.org/2000/01/rdf-schema#label> "法治"@zh <http://e.org/g> .']  # "rule of law"
>>> path = Path(tempfile.mkdtemp()) / "graph.ttl"
>>> export(lines, path, format="turtle")
['graph.ttl']
>>> print(path.read_text("utf-8").splitlines()[-1])
<http://e.org/a> rdfs:label "法治"@zh .
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fazhi.disk.alone import alone_in
from fazhi.disk.files import output_error, whole
from fazhi.errors import QueryError
from fazhi.export.formats import FORMATS, Format, Kind, format_of
from fazhi.export.graphs import Graphs, Progress
from fazhi.export.lines import of_store as lines_of
from fazhi.export.selection import Selection, select
from fazhi.export.targets import into_files, into_one

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = ["FORMATS", "Format", "Graphs", "Kind", "Progress", "Selection", "export", "lines_of", "select", "write_all"]


def export(
    source: Sequence[str] | ox.Store | Graphs,
    path: Path,
    *,
    format: str,
    view: str = "full",
    selection: Selection | None = None,
    framed: bool = False,
) -> list[str]:
    """Write a graph, or the part that a selection names, in a format of `FORMATS`: the names of the files.

    A name that ends in .gz gives a compressed file; a format of several files is written into a folder, or into an
    archive where the name ends in .tar.gz. `view` is for formats of nodes and edges, `framed` for JSON-LD. Raises OutputError;
    QueryError where a view, report, theme or year does not exist, or nothing is all that was asked for.
    """
    row = format_of(format)
    write = _framed(row) if framed else row.write
    graphs = select(Graphs.of(source), selection or Selection())
    if selection:
        _ = graphs.heads  # tells what does not exist before anything is written
    given = row.given(graphs, view=view)
    if row.folder:
        return into_files(path, lambda files: write(given, files), kind=row.name)
    return into_one(path, lambda file: write(given, file))


def write_all(lines: Sequence[str], folder: Path, *, only: str | None = None) -> list[str]:
    """Write sorted N-Quads lines in the formats that every build gives, or in one alone, and the store beside them.

    Returns the names of what was written. The files take their places together, when all of them are written; the
    store follows. Who writes to the folder at the same time waits. Raises OutputError; what was there before then stays.
    """
    from fazhi.store import fill

    chosen = [row for row in FORMATS.values() if row.built] if only is None else [format_of(only)]
    graphs = Graphs.of(lines)
    with alone_in(folder):
        _write_built(graphs, chosen, folder)
        if only is None:
            fill(folder / "store", folder / FORMATS["nq"].file)
    return [row.file for row in chosen] + (["store"] if only is None else [])


def _write_built(graphs: Graphs, chosen: Sequence[Format], folder: Path) -> None:
    """Write some formats into a folder; their files take their places together."""
    with ExitStack() as stack:
        files = [(row, stack.enter_context(whole(folder / row.file))) for row in reversed(chosen)]
        for row, file in reversed(files):
            try:
                row.write(row.given(graphs), file)
                file.flush()
            except OSError as error:
                raise output_error(folder / row.file, error) from error


def _framed(row: Format) -> Callable[[Any, Any], None]:
    from fazhi.export.jsonld import write_framed

    if row.name != "jsonld":
        raise QueryError(f"format {row.name}: only JSON-LD can be framed; leave --framed out, or give --format jsonld")
    return write_framed
