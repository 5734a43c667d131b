"""HDT: the triples, compact and ready to be asked without unpacking.

Lost is which named graph says what. No library of Python writes HDT; the tool `rdf2hdt` does, of hdt-cpp or hdt-java, and has
to be on the path. In a shell::

    rdf2hdt graph.nt graph.hdt

The same graph gives the same triples; the header has the time of day, which the tool writes. Specification: https://www.rdfhdt.org/
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import BinaryIO

from fazhi.errors import OutputError
from fazhi.export.graphs import Graphs
from fazhi.export.ntriples import triples

_TOOLS = ("rdf2hdt", "rdf2hdt.sh")


def write(graphs: Graphs, file: BinaryIO) -> None:
    """Write the triples of graphs as HDT. Raises OutputError where the tool is missing or fails."""
    tool = next(filter(None, map(shutil.which, _TOOLS)), None)
    if tool is None:
        raise OutputError(
            "HDT needs the tool rdf2hdt, which is not on the path; install hdt-cpp (https://github.com/rdfhdt/hdt-cpp) or "
            "hdt-java, or give --format nt"
        )
    with tempfile.TemporaryDirectory(prefix="fazhi-") as folder:
        source, target = Path(folder) / "graph.nt", Path(folder) / "graph.hdt"
        with source.open("w", encoding="utf-8", newline="\n") as text:
            text.writelines(f"{line}\n" for line in triples(graphs))
        done = subprocess.run([tool, str(source), str(target)], capture_output=True, text=True, check=False)
        if done.returncode or not target.is_file():
            reason = (done.stderr.strip() or done.stdout.strip()).splitlines()
            raise OutputError(f"{tool} failed: {reason[-1] if reason else f'exit status {done.returncode}'}; give --format nt")
        with target.open("rb") as found:
            shutil.copyfileobj(found, file)
