"""The export room: a graph becomes a file, one module for each format, all with the same verb `write`.

In come sorted N-Quads lines (`lines_of` takes them out of a store), out come files, whole or not at all. `FORMATS` is
the table of formats; what a format loses is said in the docstring of its module.

>>> import tempfile
>>> lines = ['<http://e.org/a> <http://www.w3.org/2000/01/rdf-schema#label> "法治"@zh <http://e.org/g> .']  # "rule of law"
>>> path = Path(tempfile.mkdtemp()) / "graph.ttl"
>>> export(lines, path, format="turtle")
>>> print(path.read_text("utf-8").splitlines()[-1])
<http://e.org/a> rdfs:label "法治"@zh .
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from fazhi.errors import OutputError
from fazhi.export.lines import of_store as lines_of
from fazhi.files import make_folder, output_error, whole

__all__ = ["FORMATS", "Format", "export", "lines_of", "write_all"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name after `--format`, the suffix of its files, the module that writes it, and what it is for."""

    name: str
    suffix: str
    module: str
    purpose: str

    @property
    def file(self) -> str:
        """The name of its file in a folder of results."""
        return f"graph{self.suffix}"

    @property
    def write(self) -> Callable[[Sequence[str], BinaryIO], None]:
        """The verb of its module, which is imported when it is needed."""
        found: Callable[[Sequence[str], BinaryIO], None] = import_module(f"fazhi.export.{self.module}").write
        return found


FORMATS = {
    row.name: row
    for row in (
        Format("nq", ".nq", "nquads", "N-Quads: everything, for triple stores; all else is made from it"),
        Format("turtle", ".ttl", "turtle", "Turtle: for people to read"),
        Format("jsonld", ".jsonld", "jsonld", "JSON-LD: everything, for programs that read JSON"),
        Format("graphml", ".graphml", "graphml", "GraphML: nodes and edges for Gephi, yEd, Cytoscape and networkx"),
    )
}


def export(lines: Sequence[str], path: Path, *, format: str) -> None:
    """Write sorted N-Quads lines as one file of a format of `FORMATS`. Raises OutputError."""
    with whole(path) as file:
        _format(format).write(lines, file)


def write_all(lines: Sequence[str], folder: Path, *, only: str | None = None) -> list[str]:
    """Write sorted N-Quads lines in all formats, or in one alone, into a folder, and the store beside them.

    Returns the names of what was written. The files take their places together, when all of them are written; the
    store follows. Raises OutputError; what was there before then stays.
    """
    from fazhi.store import fill

    make_folder(folder)
    chosen = list(FORMATS.values()) if only is None else [_format(only)]
    with ExitStack() as stack:
        files = [(row, stack.enter_context(whole(folder / row.file))) for row in reversed(chosen)]
        for row, file in reversed(files):
            try:
                row.write(lines, file)
                file.flush()
            except OSError as error:
                raise output_error(folder / row.file, error) from error
    if only is None:
        fill(folder / "store", folder / FORMATS["nq"].file)
    return [row.file for row in chosen] + (["store"] if only is None else [])


def _format(name: str) -> Format:
    try:
        return FORMATS[name]
    except KeyError:
        raise OutputError(f"format {name!r}: no such format; use one of {', '.join(FORMATS)}") from None
