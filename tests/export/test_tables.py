"""Tables, read back by csv, pyarrow, openpyxl and Java: the same nodes, edges, attributes and evidence."""

from __future__ import annotations

import csv
import gc
import io
import re
import resource
import signal
import subprocess
import sys
import tarfile
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from material import CASES, LINES, NASTY, few, nasty, texts, without_forbidden

from fazhi.errors import OutputError, QueryError
from fazhi.export import Selection, export
from fazhi.export.network import Place, elements, network
from fazhi.export.parquet import write as write_parquet
from fazhi.export.tables import columns, rows
from fazhi.export.targets import Files
from fazhi.export.words import EDGE_TYPES, NODE_TYPES
from fazhi.pages import armed

Tables = dict[str, Counter[tuple[Any, ...]]]


def wanted(lines: list[str]) -> Tables:
    """The rows of all tables."""
    found: Tables = {}
    for row in rows(elements(lines)):
        found.setdefault(row.table, Counter())[tuple(row.cells.get(column.name) for column in columns(row.table))] += 1
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables")


@few
@given(texts)
@example(NASTY)
@example("=cmd|' /C calc'!A0")
def test_csv(folder: Path, text: str) -> None:
    lines = nasty(text)
    names = export(lines, folder / "csv", format="csv")
    found: Tables = {}
    for name in names:
        data = (folder / "csv" / name).read_text("utf-8-sig")
        header, *body = csv.reader(io.StringIO((folder / "csv" / name).read_bytes().decode("utf-8-sig"), newline=""))
        table = name.removesuffix(".csv")
        assert header == [column.name for column in columns(table)]
        assert not any(cell[:1] and cell[0] in "=+-@\t\r\n" for row in body for cell in row if not is_number(cell)), data[:100]
        found[table] = Counter(
            tuple(typed(cell, column.type) for cell, column in zip(row, columns(table), strict=True)) for row in body
        )
    assert found == {
        table: Counter({blank(row, table): n for row, n in counted.items()}) for table, counted in wanted(lines).items()
    }


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def typed(cell: str, cls: type) -> Any:
    return armed(cell) if cls is str else None if cell == "" else cls(cell)


def blank(row: tuple[Any, ...], table: str) -> tuple[Any, ...]:
    """A row in which a missing text is an empty one, as CSV cannot tell them apart."""
    told = zip(row, columns(table), strict=True)
    return tuple("" if cell is None and column.type is str else cell for cell, column in told)


@few
@given(texts)
@example(NASTY)
def test_parquet(folder: Path, text: str) -> None:
    lines = nasty(text)
    names = export(lines, folder / "parquet", format="parquet")
    found = {}
    for name in names:
        table = pq.read_table(folder / "parquet" / name)
        assert table.column_names == [column.name for column in columns(name.removesuffix(".parquet"))]
        found[name.removesuffix(".parquet")] = Counter(tuple(row.values()) for row in table.to_pylist())
    assert found == wanted(lines)


@few
@given(texts)
@example(NASTY)
@example("=1+1")
def test_excel(folder: Path, text: str) -> None:
    lines = nasty(text)
    export(lines, folder / "book.xlsx", format="xlsx")
    book = openpyxl.load_workbook(folder / "book.xlsx", read_only=True)
    for name, counted in wanted(lines).items():
        header, *body = book[name].iter_rows(values_only=True)
        assert list(header) == [column.name for column in columns(name)]
        width = len(columns(name))  # empty cells at the end of a row are not in the file
        assert Counter((*row, *[None] * (width - len(row))) for row in body) == Counter(
            {in_excel(row): n for row, n in counted.items()}
        )
    formulas = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert not formulas
    book.close()


def in_excel(row: tuple[Any, ...]) -> tuple[Any, ...]:
    def cell(found: Any) -> Any:
        if not isinstance(found, str):
            return found
        found = without_forbidden(re.sub("\r\n?", "\n", found))
        found = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", found)  # which Excel reads as the underscore
        return (found[:32766] + "…" if len(found) > 32767 else found) or None

    return tuple(map(cell, row))


@few
@given(texts)
@example(NASTY)
def test_neo4j_tables(folder: Path, text: str) -> None:
    lines = nasty(text)
    graph = network(lines)
    nodes: dict[str, dict[str, str]] = {}
    edges: list[tuple[str, str, str, str]] = []
    for name in export(lines, folder / "neo4j", format="neo4j"):
        if name.endswith(".csv"):
            data = (folder / "neo4j" / name).read_bytes().decode()
            for row in csv.DictReader(io.StringIO(data, newline="")):
                if name.startswith("nodes"):
                    nodes[row["id:ID"]] = row
                else:
                    edges.append((row[":START_ID"], row[":END_ID"], row[":TYPE"], row["evidence"]))
    assert {node: (row["label"], row[":LABEL"].split(";")[0]) for node, row in nodes.items()} == {
        node: (data["label"], data["type"]) for node, data in graph.nodes(data=True)
    }
    assert Counter(edges) == Counter((a, b, data["type"], data["evidence"]) for a, b, data in graph.edges(data=True))
    script = (folder / "neo4j" / "import.sh").read_text("utf-8")
    assert all(f"={name}" in script for name in ("nodes-measures.csv", "edges-addresses.csv"))


def test_every_place_of_evidence_is_a_row() -> None:
    told = [element.data for element in elements(LINES) if isinstance(element, Place)]
    assert {"evidence", "start", "end", "rule", "confidence", "report"} <= told[0].keys()
    assert len(told) > sum(1 for _, data in network(LINES).nodes(data=True) if "evidence" in data)


def test_an_archive_holds_the_same_files(tmp_path: Path) -> None:
    names = export(LINES, tmp_path / "tables", format="csv")
    assert export(LINES, tmp_path / "tables.tar.gz", format="csv") == ["tables.tar.gz"]
    with tarfile.open(tmp_path / "tables.tar.gz") as tar:
        assert tar.getnames() == [f"tables/{name}" for name in names]
        for name in names:
            member = tar.extractfile(f"tables/{name}")
            assert member is not None
            assert member.read() == (tmp_path / "tables" / name).read_bytes()


def test_tables_of_an_earlier_export_do_not_stay(tmp_path: Path) -> None:
    first = export(LINES, tmp_path, format="csv")
    mine = (
        "notes.txt",
        "Report.csv",
        "links.csv",
        "regions.csv",
        "my data.csv",
        "part-1.parquet",
        "nodes-mine.csv",
        "causes2.csv",
    )
    for name in mine:
        (tmp_path / name).write_text("mine")
    others = {name: export(LINES, tmp_path, format=name) for name in ("parquet", "neo4j")}
    names = export(LINES, tmp_path, format="csv", view="departments")
    assert set(first) - set(names)
    kept = {*names, *mine, *others["parquet"], *others["neo4j"]}
    assert {path.name for path in tmp_path.iterdir() if not path.name.startswith(".")} == kept
    assert {(tmp_path / name).read_text() for name in mine} == {"mine"}


def test_only_what_a_list_of_ours_names_in_the_folder_is_removed(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    for name in ("mine.csv", "tables/.hidden"):
        (tmp_path / name).write_text("mine")
    for listed in (b"../mine.csv\n.hidden\n/etc/passwd\n\n", b"\xff\xfe"):
        (tmp_path / "tables" / ".csv.written").write_bytes(listed)
        export(LINES, tmp_path / "tables", format="csv")
        assert (tmp_path / "mine.csv").exists()
        assert (tmp_path / "tables" / ".hidden").exists()


@pytest.mark.parametrize("name", ["csv", "parquet", "neo4j"])
def test_what_holds_nothing_empties_no_folder(tmp_path: Path, name: str) -> None:
    export(LINES, tmp_path, format=name)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    nothing = Selection(reports=("towns/mou-2023",), years=(2022,))
    with pytest.raises(QueryError, match=r"report towns/mou-2023, year 2022: none of these reports is of this year"):
        export(LINES, tmp_path, format=name, selection=nothing)
    with pytest.raises(QueryError, match="nothing is written: what was asked for holds nothing"):
        export([], tmp_path, format=name)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_several_files_need_a_folder(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"several files; give a folder, or a name that ends in \.tar\.gz"):
        export(LINES, tmp_path / "tables.gz", format="csv")


def test_the_tables_are_fixed() -> None:
    names = [kind.table for kind in NODE_TYPES.values()] + list(EDGE_TYPES)
    assert len({name.lower() for name in names}) == len(names)  # sheets of Excel and files of Windows know no capitals
    known = {column.name for name in [*names, "evidence"] for column in columns(name)}
    lines = nasty(CASES[3])
    told = {name for element in elements(lines) for name in element.data}
    assert told - {"type", "thing"} <= known


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_parquet_on_a_disk_that_is_full() -> None:
    """The error is told, and no writer of pyarrow is left that ends a file which is closed by then (pytest would tell of it)."""

    class Full(Files):
        def open(self, name: str) -> BinaryIO:
            return self._stack.enter_context(Path("/dev/full").open("wb", buffering=0))

    with pytest.raises(OSError, match="No space left on device"), ExitStack() as stack:
        write_parquet(elements(LINES), Full(Path(), stack))
    gc.collect()


def test_parquet_that_fails_midway_leaves_what_was_there(tmp_path: Path) -> None:
    export(LINES, tmp_path, format="parquet")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    size = max(map(len, before.values()))
    program = """if True:
        import sys
        from pathlib import Path
        from fazhi.export import export
        export(sys.stdin.read().splitlines(), Path(sys.argv[1]), format="parquet")
    """

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size - 1, size - 1))

    command = [sys.executable, "-W", "error", "-c", program, str(tmp_path)]
    done = subprocess.run(command, input="\n".join(LINES), capture_output=True, encoding="utf-8", preexec_fn=small, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("fazhi.errors.OutputError")
    assert "Exception ignored" not in done.stderr
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
