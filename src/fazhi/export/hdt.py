"""HDT: the triples, compact and ready to be asked without unpacking.

Lost is which named graph says what, and the character NUL, which HDT ends its texts with (it becomes U+FFFD). The tool `rdf2hdt`
of hdt-cpp or hdt-java writes it, where it is on the path; else the library pyhdtkit (`pip install 'fazhi[hdt]'`, Python 3.12 or
later), which holds all in memory: some hundred thousand triples are no matter, for millions the tool is better. In a shell::

    rdf2hdt graph.nt graph.hdt

The library writes the same bytes for the same graph; the tool writes the time of day into the header.
Specification: https://www.rdfhdt.org/
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

from fazhi.errors import OutputError
from fazhi.export.graphs import Graphs
from fazhi.export.lines import unescape
from fazhi.export.ntriples import triples

_TOOLS = ("rdf2hdt", "rdf2hdt.sh")
_NUL = re.compile(r"(\\\\)|\\u0000")


def write(graphs: Graphs, file: BinaryIO) -> None:
    """Write the triples of graphs as HDT. Raises OutputError where tool and library are missing, or fail."""
    tool = next(filter(None, map(shutil.which, _TOOLS)), None)
    with tempfile.TemporaryDirectory(prefix="fazhi-") as folder:
        target = Path(folder) / "graph.hdt"
        if tool is not None:
            _by_tool(tool, graphs, target)
        elif find_spec("pyhdtkit") is not None:
            _by_library(graphs, target)
        else:
            raise OutputError(
                "HDT needs the package pyhdtkit or the tool rdf2hdt, and neither is here; install the package with: "
                "pip install 'fazhi[hdt]' (Python 3.12 or later), or hdt-cpp (https://github.com/rdfhdt/hdt-cpp) or hdt-java; "
                "or give --format nt"
            )
        with target.open("rb") as found:
            shutil.copyfileobj(found, file)


def _by_tool(tool: str, graphs: Graphs, target: Path) -> None:
    source = target.with_suffix(".nt")
    with source.open("w", encoding="utf-8", newline="\n") as text:
        text.writelines(f"{_NUL.sub(_without_nul, line)}\n" for line in triples(graphs))
    done = subprocess.run([tool, str(source), str(target)], capture_output=True, text=True, check=False)
    if done.returncode or not target.is_file():
        reason = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise OutputError(f"{tool} failed: {reason[-1] if reason else f'exit status {done.returncode}'}; give --format nt")


def _by_library(graphs: Graphs, target: Path) -> None:
    from pyhdtkit.hdt.reader import write_hdt

    told = [tuple(map(_term, line[:-2].split(" ", 2))) for line in triples(graphs)]
    if not told:
        raise OutputError("the graph has no triples, and HDT cannot hold nothing; give --format nt")
    write_hdt(told, target)


def _without_nul(match: re.Match[str]) -> str:
    return match[1] or "\\uFFFD"


def _term(term: str) -> str:
    r"""A term as a dictionary of HDT holds it: an IRI without brackets, a literal without escapes.

    >>> _term("<http://e.org/a>"), _term(r'"a\"b"@zh')
    ('http://e.org/a', '"a"b"@zh')
    """
    if term[0] != '"':
        return term[1:-1] if term[0] == "<" else term
    close = term.rindex('"')
    return f'"{unescape(term[1:close])}{term[close:]}'.replace("\0", "\ufffd")
