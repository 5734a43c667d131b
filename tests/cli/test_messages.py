"""What the commands say to a slip of the hand, and what they tell other programs."""

from __future__ import annotations

import csv
import io
import json
import shlex
import subprocess
from pathlib import Path

import pytest
from inside import inside

from fazhi.cli.answers import command

TOP = Path(__file__).parents[2]
EXPORTS = TOP / "exports" / "graph.nq"


def here(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return inside(*arguments, cwd=TOP, COLUMNS="120")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("graph")
    (made / "graph.nq").write_bytes(EXPORTS.read_bytes())
    return made


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph with a share above 100 percent, and with a quote that stands nowhere."""
    made = tmp_path_factory.mktemp("spoilt")
    (made / "in").mkdir()
    text = "云溪镇2023年法治政府建设情况报告\n\n一、主要做法\n隐患整改率为103%。\n"  # "dangers removed: 103%"
    (made / "in" / "yunxi.txt").write_text(text, "utf-8")
    assert here("build", made / "in", "--out", made / "out", "--only", "nq", "--force").returncode == 0
    graph = made / "out" / "graph.nq"
    graph.write_text(graph.read_text("utf-8").replace('#exact> "103%"', '#exact> "130%"'), "utf-8")
    return made / "out"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["query", "--report", "a 1", "indicators"],
            "comes first, and then its parameters: fazhi query indicators --report 'a 1';",
        ),
        (["query", "--year=2022"], "comes first, and then its parameters: fazhi query NAME --year=2022;"),
        (["query", ""], "query: it is empty; give the name of a question"),
        (["query", " \n"], "query: it is empty; give the name of a question"),
        (["query", "low-confidence", "--confidence", "2"], "parameter confidence: 2 is more than 1; give a number such as 0.5"),
        (["query", "evidence", "--thing", "法", "--confidence", "-1"], "parameter confidence: -1 is less than 0"),
        (["query", "shared-mechanisms", "--least", "0"], "parameter least: 0 is less than 1"),
        (["evaluate", TOP / "data" / "benchmark" / "gold", "--at-least", "2"], "--at-least"),
        (["compare", ""], "'': an empty name means no report"),
        (["compare", "tanggu", " "], "' ': an empty name means no report"),
        (["show", ""], "'': no report fits; give one of tanggu-street-2023"),
    ],
)
def test_a_slip_is_told_with_its_remedy(folder: Path, arguments: list[str], words: str) -> None:
    done = here(*arguments, "--from", folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr


def test_a_file_of_a_query_takes_parameters_and_may_not_be_empty(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "own.rq"
    file.write_text('SELECT ?r { VALUES ?asked_year { "" } ?r fz:reportingYear ?y FILTER(STR(?y) = ?asked_year) }', "utf-8")
    asked = ("query", "--from", folder, "--file", file, "--format", "csv")
    for given, rows in (("2023", 1), ("2022", 0)):
        assert here(*asked, "--year", given).stdout.count("\n") == 1 + rows
    file.write_text("\n", "utf-8")
    assert f"{file}: the file is empty" in here(*asked).stderr


def test_a_theme_that_there_is_not_is_answered_with_those_there_are(folder: Path) -> None:
    asked = ("query", "shortcomings-and-causes", "--from", folder, "--format", "csv", "--theme")
    told = here(*asked, "foo").stderr
    assert "--theme foo: no theme has this in its code or name; give one of leadership, " in told
    assert "near it" not in told
    assert "near it are enforcement" in here(*asked, "enforcment").stderr


@pytest.mark.parametrize("value", ["板凳 议事", "板凳议事", "it's", "$HOME", '"a"', "a;b", "（甲）", "\u3000", ""])
def test_a_command_that_is_named_can_be_given_to_a_shell(value: str) -> None:
    assert shlex.split(command("mechanisms", ["--mechanism", value])) == ["fazhi", "query", "mechanisms", "--mechanism", value]


def test_a_command_that_is_named_is_as_readable_as_may_be() -> None:
    assert command("mechanisms", ["--mechanism", "板凳议事"]) == "fazhi query mechanisms --mechanism 板凳议事"


@pytest.mark.parametrize(
    "arguments", [("audit",), ("check",), ("compare", "yunxi"), ("copies",), ("copies", "--show", "pairs")], ids=" ".join
)
def test_tables_are_told_to_programs(spoilt: Path, arguments: tuple[str, ...]) -> None:
    if arguments[0] == "copies":
        pytest.importorskip("datasketch")
    done = here(*arguments, "--from", spoilt, "--format", "json")
    assert done.returncode == (1 if arguments[0] in ("audit", "check") else 0), done.stderr
    objects = json.loads(done.stdout)
    table = list(csv.DictReader(io.StringIO(here(*arguments, "--from", spoilt, "--format", "csv").stdout)))
    assert len(objects) == len(table)
    assert objects or "pairs" in arguments
    for one, row in zip(objects, table, strict=True):
        if arguments[0] != "audit":
            assert {name: "" if value is None else str(value) for name, value in one.items()} == row
    assert "<table>" in here(*arguments, "--from", spoilt, "--format", "html").stdout or arguments[0] == "audit"


def test_findings_are_told_to_programs_with_their_places(spoilt: Path) -> None:
    (doubt,) = json.loads(here("audit", "--from", spoilt, "--format", "json").stdout)
    assert (doubt["rule"], doubt["issuer"]) == ("above-100-percent", "云溪镇人民政府")
    assert doubt["places"] == [{"report": "yunxi", "year": 2023, "line": 4, "quote": "隐患整改率为103%"}]
    found = json.loads(here("check", "--from", spoilt, "--format", "json").stdout)
    assert {(f["kind"], f["quote"], f["report"], f["line"]) for f in found} == {("evidence", "130%", "yunxi", 4)}


def test_a_sound_graph_is_an_empty_list(folder: Path) -> None:
    for name in ("check", "audit"):
        done = here(name, "--from", folder, "--format", "json")
        assert (done.returncode, done.stdout) == (0, "[]\n")
