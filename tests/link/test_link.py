"""The pass as a whole: what it states, that it can be made again, and that people have the last word."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fazhi.check import check
from fazhi.cli.app import app
from fazhi.corpus import read_corpus, split, text_of
from fazhi.errors import InputError
from fazhi.evaluate import score
from fazhi.graph.iris import is_derived
from fazhi.link import link, merged, read_decisions, write_decisions
from fazhi.link.ties import ASSERTED, TieKind
from fazhi.pipeline import build_lines, linked_lines
from fazhi.store import in_memory

ROOT = Path(__file__).resolve().parents[2]
REPORTS = Path(__file__).with_name("reports")


def test_the_story_of_a_body(lines: list[str]) -> None:
    found = link(lines)
    told = {(tie.kind, tie.labels[0][:8], tie.labels[1][:8]) for tie in found.stated if tie.kind is not TieKind.SAME_AS}
    assert told == {
        (TieKind.ADDRESSES, "严把执法案卷质量", "执法文书制作不规"),
        (TieKind.RECURS_AS, "普法形式单一，以", "普法形式仍较单一"),
    }
    assert found.counts == {"promised": 3, "taken-up": 1, "with-results": 1, "recurring": 1, "unmentioned": 1}


def test_every_tie_tells_why_on_both_sides(lines: list[str]) -> None:
    corpus, ties = read_corpus(lines), link(lines).ties
    assert {tie.kind for tie in ties} == {TieKind.SAME_AS, TieKind.ADDRESSES, TieKind.RECURS_AS}
    for tie in ties:
        assert len({quote.report for quote in tie.quotes}) == 2
        assert all(corpus.reports[quote.report].text[quote.start : quote.end] for quote in tie.quotes)
        assert tie.rule
        assert tie.reason
        assert 0 <= tie.confidence <= 1


def test_the_graph_is_sound_and_the_reports_are_not_rewritten(lines: list[str]) -> None:
    whole = list(merged(lines, link(lines).lines))
    assert whole == sorted(set(whole))
    assert [line for line in whole if not is_derived(split(line)[3])] == lines
    assert check(in_memory(whole)) == []


def test_a_second_pass_changes_nothing_and_a_drop_takes_all_out(lines: list[str]) -> None:
    once = list(linked_lines(lines)[0])
    assert list(linked_lines(once)[0]) == once
    assert list(linked_lines(once, drop=True)[0]) == lines


def test_the_order_of_reports_does_not_matter(tmp_path: Path, lines: list[str]) -> None:
    for number, name in enumerate(random.Random(7).sample(sorted(path.name for path in REPORTS.glob("*.txt")), 2)):
        (tmp_path / f"{number}").mkdir()
        (tmp_path / f"{number}" / name).write_text((REPORTS / name).read_text("utf-8"), "utf-8")
    other = build_lines([tmp_path / "1", tmp_path / "0"]).lines
    assert list(link(other).lines) == list(link(lines).lines)


@pytest.mark.parametrize("base", ["https://example.org/graph/", "https://example.org/report/", "urn:derived:"])
def test_any_base_will_do(base: str) -> None:
    lines = list(build_lines([REPORTS], base=base).lines)
    once = list(linked_lines(lines)[0])
    assert len(once) > len(lines)
    assert list(linked_lines(once, drop=True)[0]) == lines


def test_follow_up_and_identity_on_the_benchmark() -> None:
    folder = ROOT / "data" / "benchmark"
    names = ("huaishuling-street", "qinglan-water", "xincheng-street")
    reports = [path for name in names for path in sorted((folder / "reports").glob(f"{name}-*.txt"))]
    gold = [path for name in names for path in (folder / "gold").glob(f"{name}-*.json")]
    found = score(in_memory(linked_lines(build_lines(reports).lines)[0]), gold).categories
    assert found["follow-up"].f1 >= 0.9
    assert found["identity"].f1 >= 0.97


# ------------------------------------------------------------------ decisions


def test_decisions_are_applied_and_survive(tmp_path: Path, lines: list[str]) -> None:
    path = tmp_path / "links.csv"
    first = link(lines)
    doubtful = next(tie for tie in first.ties if tie.kind is TieKind.ADDRESSES and tie.confidence < ASSERTED)
    write_decisions(path, first.ties, {})
    text = path.read_text("utf-8-sig")
    assert doubtful.subject in text
    path.write_text("\n".join(f"accept{row}" if doubtful.subject in row else row for row in text.split("\n")), "utf-8")
    decisions = read_decisions(path)
    assert list(decisions) == [doubtful.key]
    second = link(lines, decisions=decisions)
    assert doubtful.key in {tie.key for tie in second.stated}
    write_decisions(path, second.ties, decisions)
    assert read_decisions(path) == decisions
    write_decisions(path, [], decisions)  # also where the tie is not found again
    assert read_decisions(path) == decisions


def test_what_is_rejected_is_not_stated(tmp_path: Path, lines: list[str]) -> None:
    tie = next(tie for tie in link(lines).stated if tie.kind is TieKind.ADDRESSES)
    path = tmp_path / "links.csv"
    path.write_text(f"decision,kind,subject,object\nreject,addresses,{tie.subject},{tie.object}\n", "utf-8")
    found = link(lines, decisions=read_decisions(path))
    assert tie.key not in {stated.key for stated in found.stated}
    assert found.counts.get("taken-up", 0) == 0
    assert not any("#addresses" in line for line in found.lines)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("decision,kind\n", "line 1: no columns object, subject"),
        ("decision,kind,subject,object\nperhaps,sameAs,a,b\n", "line 2: decision 'perhaps'"),
        ("decision,kind,subject,object\naccept,same,a,b\n", "line 2: kind 'same'"),
    ],
)
def test_a_file_that_cannot_be_understood_is_told_with_the_place(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "links.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=reason):
        read_decisions(path)


# ------------------------------------------------------------------ the commands


def test_build_links_and_link_links_again(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = CliRunner()
    assert run.invoke(app, ["build", str(REPORTS), "--out", str(out), "--only", "nq"]).exit_code == 0
    built = (out / "graph.nq").read_bytes()
    assert b"/derived/" in built
    again = run.invoke(app, ["link", "--from", str(out), "--verbose"])
    assert again.exit_code == 0
    assert "1 shortcomings taken up" in again.stdout
    assert (out / "graph.nq").read_bytes() == built
    assert run.invoke(app, ["link", "--from", str(out), "--drop"]).exit_code == 0
    plain = (out / "graph.nq").read_bytes()
    assert b"/derived/" not in plain
    assert run.invoke(app, ["build", str(REPORTS), "--out", str(out), "--only", "nq", "--no-link"]).exit_code == 0
    assert (out / "graph.nq").read_bytes() == plain


def fazhi(*arguments: object) -> str:
    """What the command prints. Raises CalledProcessError."""
    command = [sys.executable, "-m", "fazhi", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_only_nq_writes_nothing_else_though_there_are_doubts_and_regions(tmp_path: Path) -> None:
    manifest = tmp_path / "corpus.csv"
    manifest.write_text("file,issuer,region,region_code\nqinghe-2022.txt,,云川市/柏岭区,990102\n", "utf-8")
    told = fazhi("build", REPORTS, "--out", tmp_path / "whole", "--manifest", manifest)
    assert {"links.csv", "regions.csv"} <= contents(tmp_path / "whole").keys()
    assert str(tmp_path / "whole" / "links.csv") in "".join(told.split())  # the screen may break it
    told = fazhi("build", REPORTS, "--out", tmp_path / "only", "--manifest", manifest, "--only", "nq")
    assert contents(tmp_path / "only").keys() == {"graph.nq"}
    assert contents(tmp_path / "only")["graph.nq"] == contents(tmp_path / "whole")["graph.nq"]
    assert "doubtful ties, not listed here" in " ".join(told.split())
    before = contents(tmp_path / "whole")
    fazhi("build", REPORTS, "--out", tmp_path / "whole", "--only", "nq", "--no-link")
    assert {name for name, found in contents(tmp_path / "whole").items() if found != before[name]} == {"graph.nq"}


def test_the_record_of_a_build_tells_the_quads_that_are_there(tmp_path: Path) -> None:
    def told() -> tuple[dict[str, object], int]:
        with (tmp_path / "graph.nq").open("rb") as file:
            return json.loads((tmp_path / "build.json").read_text("utf-8")), sum(1 for _ in file)

    fazhi("build", REPORTS, "--out", tmp_path)
    first, quads = told()
    assert first["quads"] == quads
    for options in (("--drop",), ()):
        assert "build.json" in fazhi("link", "--from", tmp_path, *options)
        found, now = told()
        assert found == {**first, "quads": now}
        assert (now == quads) is (not options)


# ------------------------------------------------------------------ reading


def test_literals_come_back_as_they_were() -> None:
    from fazhi.graph.terms import chinese, literal

    for text in ("甲", 'a"b\\c', "x\ny\tz", "\x07\ufffe", "a\u2028b"):
        assert text_of(literal(text)) == text
        assert text_of(chinese(text)) == text
