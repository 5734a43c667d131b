"""Tables as CSV: what comes from others is text in a spreadsheet, and can be had back as it was."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fazhi.check import Severity
from fazhi.check.audit import Doubt, Place
from fazhi.check.audit import render as audited
from fazhi.link.decisions import rows as decision_rows
from fazhi.link.regions import as_table, read_regions
from fazhi.link.ties import Tie, TieKind
from fazhi.pages import armed, as_csv, defused
from fazhi.query import render, run

TEXTS = ("=cmd|' /C calc'!A0", "+1", "-1%", "@sum", "＝1+1", "'", "''a", "'a", "'=a", "\t=1", "法治")  # "rule of law"


def is_safe(cell: str) -> bool:
    return not cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"))


@given(st.text())
@example("=1+1")
@example("'=1+1")
@example("''")
def test_what_is_defused_comes_back(text: str) -> None:
    assert armed(defused(text)) == text
    assert is_safe(defused(text))


def test_a_table_defuses_text_and_no_numbers() -> None:
    header, *body = csv.reader(io.StringIO(as_csv(["=a", "b", "c"], [(text, -1, None) for text in TEXTS])))
    assert header == ["'=a", "b", "c"]
    assert [armed(row[0]) for row in body] == list(TEXTS)
    assert all(is_safe(row[0]) for row in body)
    assert {tuple(row[1:]) for row in body} == {("-1", "")}


@pytest.mark.parametrize("text", TEXTS)
def test_every_table_that_we_write_is_defused(text: str, tmp_path: Path) -> None:
    tie = Tie(TieKind.SAME_AS, "http://e.org/a", "http://e.org/b", 0.5, "rule", (), (text, text), text)
    (row,) = decision_rows([tie], {})
    assert all(is_safe(row[column]) for column in ("subject_name", "object_name", "reason"))
    others = {"990102": ("某省", "云川市", text.strip())}
    (tmp_path / "regions.csv").write_text(as_table(others), "utf-8")
    assert read_regions(tmp_path / "regions.csv").others == others
    assert all(is_safe(cell) for row in csv.reader(io.StringIO(as_table(others))) for cell in row)
    place = Place(text, 2023, text, 1)
    doubt = Doubt(
        severity=Severity.ERROR, rule="rule", issuer=text, indicator=text, zh=text, en=text, places=(place,), figures=()
    )
    answer = run(ox.Store(), "SELECT (?given AS ?what) (-1 AS ?n) { BIND(" + str(ox.Literal(text)) + " AS ?given) }")
    for table in (audited([doubt], "csv"), render(answer, "csv")):
        assert all(is_safe(cell) or cell == "-1" for row in csv.reader(io.StringIO(table, newline="")) for cell in row)
