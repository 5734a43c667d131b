"""Graphs that all tests of the export room write, one with a nasty text in all its places."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from sample_facts import sample

from fazhi.export import FORMATS, Graphs
from fazhi.graph import quads

LINES = sorted(quads(sample()) + quads(sample("towns/mou-2022", year=2022)))
NASTY = '"""\\"\\n\n\r\n\t\x00\x01\x0b\x1f\x7f\x85\u2028\ufeff\ufffe\uffff\U0001f600<script>&amp;]]>\'{}@prefix . ;=1+1 \\u0041`'
CASES = [NASTY, "", " ", "法治\n政府", "\\", '"', "'", "a:b", "_:b0", "//x", "@id", "-1", "1E0", "true", "=1+1", "+1", "@SUM(A1)"]
CASES += ["</script><!--", "'=1", "null", "NaN", "a;b", "_x000A_", "\u202e法", "\t=1", "法" * 40_000]
texts = st.text(max_size=30) | st.sampled_from(CASES)
slow = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
few = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def nasty(text: str, base: str = "https://w3id.org/fazhi/id/") -> list[str]:
    """The quads of a report that has a text in all its places."""
    facts = sample()
    document = replace(
        facts.document, metadata=replace(facts.document.metadata, title=text, document_number=text), identifier=text
    )
    town, team, bureau = facts.departments
    named = replace(
        bureau, name=text or "-", aliases=(text, text + "2"), scope=(text,), evidence=(replace(bureau.evidence[0], rule=text),)
    )
    first, *others = facts.observations
    changed = replace(
        facts,
        document=document,
        departments=(town, team, named),
        observations=(replace(first, indicator=text, unit=text), *others),
        measures=(replace(facts.measures[0], title=text), facts.measures[1]),
        links=tuple(link for link in facts.links if link.kind == "addresses"),
    )
    return quads(changed, base=base)


def written(lines: list[str], name: str) -> bytes:
    """The bytes of a format that is one file."""
    file = io.BytesIO()
    row = FORMATS[name]
    row.write(row.given(Graphs.of(lines)), file)
    return file.getvalue()


def without_forbidden(text: str) -> str:
    """A text as XML can hold it."""
    return "".join(char if char in "\t\n\r" or " " <= char < "\ufffe" or char > "\uffff" else "\ufffd" for char in text)


JVM = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Java for programs that live for seconds: what is compiled for speed in the long run costs more than it gives."""

TOOLS = Path(os.environ.get("FAZHI_TOOLS") or Path(tempfile.gettempdir()) / "fazhi-tools")
"""Where `.ci/tools` puts packages of npm and Maven."""


def by_node(script: str, *arguments: object) -> Any:
    """What a script of Node.js prints, read as JSON; the test is skipped where Node.js or its packages are missing."""
    if not shutil.which("node") or not (TOOLS / "node_modules" / "graphology").is_dir():
        pytest.skip("needs Node.js and packages of npm: bash .ci/tools installs them")
    command = ["node", "-e", script, *map(str, arguments)]
    done = subprocess.run(command, cwd=TOOLS, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def jars(name: str) -> str:
    """The class path of a Java tool; the test is skipped where Java or the tool are missing."""
    if not shutil.which("java") or not list((TOOLS / name).glob("*.jar")):
        pytest.skip(f"needs Java and {name} from Maven Central: bash .ci/tools installs them")
    return str(TOOLS / name / "*")


def by_jena(path: Path, *options: str) -> list[str]:
    """The lines that Jena's riot makes of a file; any warning is a failure."""
    command = [*JVM, "-cp", jars("jena"), "riotcmd.riot", *options, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if "SLF4J" not in line and line.strip("\x1b[0m")]
    assert done.returncode == 0 and not said, said[-20:]  # noqa: PT018
    return done.stdout.split("\n")[:-1]
