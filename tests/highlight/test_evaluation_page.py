"""The page of an evaluation, as a file and in a browser."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fazhi.pipeline import build_lines

TOP = Path(__file__).parents[2]
GOLD = TOP / "data" / "benchmark" / "gold"
REPORTS = TOP / "data" / "benchmark" / "reports"
NAMES = ("tanggu-street-2023", "wangxi-district-2020")
FAZHI = [sys.executable, "-c", "from fazhi.cli import main; main()", "evaluate"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of two reports; gold of the first that lacks a mechanism, has one body more, another figure, and one link more."""
    out = tmp_path_factory.mktemp("evaluated")
    (out / "gold").mkdir()
    lines = build_lines([REPORTS / f"{name}.txt" for name in NAMES]).lines
    (out / "graph.nq").write_text("\n".join(lines) + "\n", "utf-8")
    for name in NAMES:
        gold = json.loads((GOLD / f"{name}.json").read_text("utf-8"))
        if name == NAMES[0]:
            gold["mechanisms"] = [item for item in gold["mechanisms"] if item["name"] != "滨塘葫芦"]
            for measure in gold["measures"]:
                measure["mechanisms"] = [x for x in measure["mechanisms"] if x != "滨塘葫芦"]
            gold["departments"].append({"name": "党员干部"})
            gold["observations"][0]["value"] += 1
            gold["addresses"].append(["p3", "s1"])
        (out / "gold" / f"{name}.json").write_text(json.dumps(gold, ensure_ascii=False), "utf-8")
    return out


def evaluate(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [*FAZHI, "gold", "--from", "graph.nq", *more]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def file(folder: Path) -> Path:
    done = evaluate(folder, "--format", "html", "--out", "scores.html")
    assert done.returncode == 0, done.stderr
    assert "mean F1" in done.stderr
    return folder / "scores.html"


def test_the_tables_on_the_command_line(folder: Path) -> None:
    done = evaluate(folder, "--errors", "--calibration")
    assert done.returncode == 0, done.stderr
    assert f"departments        missing   [{NAMES[0]}] 党员干部" in done.stdout
    assert f"mechanisms         spurious  [{NAMES[0]}] 滨塘葫芦" in done.stdout
    assert (
        f"observations       wrong     [{NAMES[0]}]" not in done.stdout
    )  # another value is another figure: missing and spurious
    assert "ontology conformance" in done.stdout
    assert "calibration" in done.stdout
    assert "calibration" not in evaluate(folder).stdout


def test_the_other_formats_on_the_command_line(folder: Path) -> None:
    assert json.loads(evaluate(folder, "--format", "json").stdout)["reports"] == list(NAMES)
    done = evaluate(folder, "--format", "html")
    assert done.returncode == 2
    assert "--out" in done.stderr
    assert evaluate(folder, "--format", "json", "--out", "scores.json", "--at-least", "0.9999").returncode == 1
    assert (folder / "scores.json").read_text("utf-8").startswith("{")


def test_what_gold_leaves_out_is_told_in_every_format(folder: Path) -> None:
    partial = folder / "partial"
    partial.mkdir()
    for name in NAMES:
        gold = json.loads((GOLD / f"{name}.json").read_text("utf-8"))
        del gold["addresses"], gold["addresses_optional"]
        if name == NAMES[0]:
            del gold["regulations"]
        (partial / f"{name}.json").write_text(json.dumps(gold, ensure_ascii=False), "utf-8")
    command = [*FAZHI, "partial", "--from", "graph.nq", "--format"]
    told = {
        kind: subprocess.run([*command, kind, *more], cwd=folder, capture_output=True, text=True, check=True).stdout
        for kind, more in (("table", ()), ("json", ()), ("html", ("--out", "partial.html")))
    }
    assert "not in gold" in next(line for line in told["table"].splitlines() if line.startswith("addresses "))
    assert next(line for line in told["table"].splitlines() if line.startswith("regulations ")).endswith("  in 1 of 2 reports")
    found = json.loads(told["json"])
    assert found["categories_not_in_gold"] == {"regulations": [NAMES[0]], "addresses": list(NAMES)}
    assert "addresses" not in found["categories"]
    page = (folder / "partial.html").read_text("utf-8")
    assert "针对 addresses (标准答案未标注 not in gold)</td><td>—</td>" in page
    assert "法规文件 regulations (in 1 of 2 reports)</td>" in page


def test_nothing_is_loaded(file: Path) -> None:
    page = file.read_text("utf-8")
    assert "default-src 'none'" in page
    assert "<link" not in page
    assert "src=" not in page


def test_disagreements_stand_in_their_places(chromium, file: Path) -> None:  # type: ignore[no-untyped-def]
    chromium.open(file)
    texts = "return [...document.querySelectorAll(arguments[0])].map(mark => mark.textContent)"
    assert "党员干部" in chromium.run(texts, "#a0 mark.missed.of-departments")
    assert any("滨塘葫芦" in text for text in chromium.run(texts, "#a0 mark.extra.of-mechanisms"))
    assert len(chromium.run(texts, "#a0 mark.missed.of-observations")) == 1
    assert len(chromium.run(texts, "#a0 mark.extra.of-observations")) == 1
    assert chromium.run(texts, "#a0 mark.missed.of-addresses") == ["进一步强化法治宣传教育"]
    assert len(chromium.run(texts, "mark.right")) > 200
    chromium.point_at("#a0 mark.missed.of-departments")
    card = chromium.run("return document.getElementById('card').innerText")
    assert "遗漏 missed" in card
    assert "党员干部" in card
    assert chromium.messages() == []


def test_marks_and_notes_are_filtered_by_outcome_and_category(chromium, file: Path) -> None:  # type: ignore[no-untyped-def]
    chromium.open(file)
    grounds = "return getComputedStyle(document.querySelector(arguments[0])).backgroundColor"
    assert chromium.run(grounds, "mark.right") == "rgb(224, 243, 216)"
    chromium.click("input[data-class=right]")
    assert chromium.run(grounds, "mark.right") == "rgba(0, 0, 0, 0)"
    assert chromium.run(grounds, "mark.missed.of-departments") == "rgb(253, 220, 215)"
    shown = "return [...document.querySelectorAll('#a0 li.of-departments')].every(li => li.offsetParent === null)"
    assert not chromium.run(shown)
    chromium.click("input[data-class=of-departments]")
    assert chromium.run(grounds, "mark.missed.of-departments") == "rgba(0, 0, 0, 0)"
    assert chromium.run(shown)


def test_reports_are_chosen_and_notes_lead_to_their_places(chromium, file: Path) -> None:  # type: ignore[no-untyped-def]
    chromium.open(file)
    chromium.run("const c = document.getElementById('article'); c.value = 'a1'; c.dispatchEvent(new Event('change'))")
    assert chromium.run("return document.getElementById('a0').hidden && !document.getElementById('a1').hidden")
    chromium.run("[...document.querySelectorAll('#a0 .notes a')].find(a => a.textContent === '党员干部').click()")
    assert chromium.run("return !document.getElementById('a0').hidden")
    assert chromium.run("return document.querySelector('mark.on').textContent") == "党员干部"
    assert chromium.run("return document.getElementById('article').value") == "a0"
