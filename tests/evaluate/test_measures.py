"""Grounding, calibration and the format of gold files, on graphs and files that are wrong in known ways."""

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fazhi.errors import InputError
from fazhi.evaluate import evaluate, find_gold, read_gold, wilson
from fazhi.evaluate.calibration import calibration
from fazhi.evaluate.grounding import grounding
from fazhi.pipeline import build_lines
from fazhi.store import in_memory
from fazhi.vocabulary import FZ, OA, RDF

TOP = Path(__file__).parents[2]
BENCHMARK = TOP / "data" / "benchmark"
TANGGU = BENCHMARK / "gold" / "tanggu-street-2023.json"
NAME = TANGGU.stem


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return build_lines([BENCHMARK / "reports" / f"{NAME}.txt"]).lines


# ------------------------------------------------------------------ grounding


def test_our_own_graph_is_grounded(lines: list[str]) -> None:
    found = grounding(in_memory(lines), [NAME])
    assert found.triples > 300
    shares = dict(found.rows())
    assert shares["ontology conformance"] == shares["domain and range"] == 1
    assert not any(share for name, share in shares.items() if name.endswith("evidence"))
    assert 0 < shares["object hallucination, by name"] < 0.5  # composed names of indicators are not in the text
    assert sum(n for n, _ in found.relations.values()) == found.triples


def test_reports_that_nobody_asked_for_are_left_out(lines: list[str]) -> None:
    found = grounding(in_memory(lines), ["another"])
    assert found.triples == 0
    assert dict(found.rows())["ontology conformance"] == 1


def changed(lines: list[str], pattern: str, replacement: str) -> ox.Store:
    text = "\n".join(lines)
    result, times = re.subn(pattern, replacement, text)
    assert times
    return in_memory(result.splitlines())


@pytest.mark.parametrize(
    ("pattern", "replacement", "measure"),
    [
        (rf"<{FZ.usesMechanism}>", "<http://e.org/invented>", "ontology conformance"),
        (rf"<{FZ.carriedOutBy}>", f"<{FZ.usesMechanism}>", "domain and range"),
        (rf"\S+ <{RDF.predicate}> <{FZ.addresses}> .*\n", "", "relation hallucination, by evidence"),
        (rf"(/measure/\S+) <{FZ.evidence}>", r"\1 <http://e.org/none>", "subject hallucination, by evidence"),
        (rf'<{OA.exact}> "\d+件"', f'<{OA.exact}> "万件"', "object hallucination, by evidence"),
        (r'(/department/\S+ \S+prefLabel>) ".*?"', r'\1 "月球管理局"', "object hallucination, by name"),
    ],
)
def test_each_fault_is_measured(lines: list[str], pattern: str, replacement: str, measure: str) -> None:
    sound, faulty = (dict(grounding(store, [NAME]).rows()) for store in (in_memory(lines), changed(lines, pattern, replacement)))
    if measure in ("ontology conformance", "domain and range"):
        assert faulty[measure] < sound[measure]
    else:
        assert faulty[measure] > sound[measure]


def test_a_thing_without_evidence_is_hallucinated_as_object_too(lines: list[str]) -> None:
    found = grounding(changed(lines, rf"(/department/\S+>) <{FZ.evidence}>", r"\1 <http://e.org/none>"), [NAME])
    total, failed = found.relations[FZ.carriedOutBy]
    assert failed["object"] == total > 0


# ------------------------------------------------------------------ calibration


def test_links_are_sorted_into_bands_by_their_confidence(lines: list[str]) -> None:
    store = in_memory(lines)
    found = evaluate(store, [TANGGU])
    bands = [band for band in found.calibration if band.category == "addresses"]
    figures = found.scores.categories["addresses"]
    assert sum(band.found for band in bands) == figures.right + figures.spurious > 2
    assert sum(band.right for band in bands) == figures.right
    assert all(band.low <= band.confidence <= band.high for band in found.calibration)
    assert len({band.low for band in bands}) > 1
    assert "addresses" in found.text(calibrated=True).split("calibration")[1]
    assert "calibration" not in found.text()


def test_a_spurious_link_lowers_the_share_of_its_band(lines: list[str], tmp_path: Path) -> None:
    gold = json.loads(TANGGU.read_text("utf-8"))
    gold["addresses"], gold["addresses_optional"] = gold["addresses"][:1], []
    path = tmp_path / TANGGU.name
    path.write_text(json.dumps(gold), "utf-8")
    store = in_memory(lines)
    bands = [band for band in calibration(store, evaluate(store, [path]).scores.judgements) if band.category == "addresses"]
    assert sum(band.right for band in bands) == 1
    assert min(band.share for band in bands) < 1


@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_narrows(counts: tuple[int, int]) -> None:
    right, found = counts
    low, high = wilson(right, found)
    assert 0 <= low <= right / found + 1e-9
    assert right / found - 1e-9 <= high <= 1
    more_low, more_high = wilson(10 * right, 10 * found)
    assert more_high - more_low < high - low
    assert wilson(found - right, found) == pytest.approx((1 - high, 1 - low))


# ------------------------------------------------------------------ JSON


def test_the_json_tells_all(lines: list[str], tmp_path: Path) -> None:
    gold = json.loads(TANGGU.read_text("utf-8"))
    gold["departments"].append({"name": "月球管理局"})
    path = tmp_path / TANGGU.name
    path.write_text(json.dumps(gold), "utf-8")
    read = json.loads(evaluate(in_memory(lines), [path]).json())
    assert read["categories"]["departments"]["missing"] == 1
    body = {"text": "月球管理局", "gold": "月球管理局", "nodes": []}
    assert {"category": "departments", "outcome": "missing", "report": NAME, **body} in read["disagreements"]
    assert read["grounding"]["measures"]["ontology conformance"] == 1
    assert {"addresses", "causes", "measure links"} <= {band["category"] for band in read["calibration"]}
    assert 0 < read["mean_f1"] <= 1


# ------------------------------------------------------------------ the format


def test_the_example_of_the_format_page_is_gold(tmp_path: Path) -> None:
    page = (BENCHMARK / "FORMAT.md").read_text("utf-8")
    example = re.search(r"```json\n(.*?)```", page, re.DOTALL)
    assert example
    path = tmp_path / "example.json"
    path.write_text(example[1], "utf-8")
    assert read_gold(path).items("observations")[1]["part_of"] == "o1"


@pytest.mark.parametrize("path", sorted((TOP / "data").glob("*/gold/*.json")), ids=lambda path: path.stem)
def test_all_gold_keeps_to_the_format(path: Path) -> None:
    assert read_gold(path).name == path.stem


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda g: g.pop("report"), "there is no report"),
        (lambda g: g["report"].pop("title"), "report: title is no text"),
        (lambda g: g["report"].update(year="last"), "report: year 'last' is no year"),
        (lambda g: g.update(observation=[]), "'observation' is no part of a gold file: did you mean 'observations'?"),
        (lambda g: g.update(measures={}), "measures is no list"),
        (lambda g: g["departments"].append("区司法局"), "is no object"),
        (lambda g: g["departments"].append({}), "has no name: add it"),
        (lambda g: g["departments"][0].update(nmae="x"), "'nmae' is no field of it: did you mean 'name'?"),
        (lambda g: g["regulations"][0].update(kind="decree"), "kind 'decree' is none of constitution, law,"),
        (lambda g: g["observations"][2].update(value="12"), "observations[2] (o3): value '12' is neither a number nor null"),
        (lambda g: g["observations"][0].update(change={"by": 3}), 'is not of the form {"percent": -52}'),
        (lambda g: g["measures"][0].update(status="done"), "measures[0] (m1): status 'done' is none of implemented, planned"),
        (lambda g: g["measures"][1].update(id="m1"), "id 'm1' is used twice"),
        (lambda g: g["shortcomings"][0].update(causes=["x"]), 'is no list of {"text": …}'),
        (lambda g: g["addresses"].append(["p1", "s99"]), "'s99' is the id of no item"),
        (lambda g: g["addresses"].append("p1"), "is no pair of ids"),
        (lambda g: g.update(follow_up=[["m1", "s1"]]), "'s1' names no earlier report: write REPORT#ID"),
    ],
)
def test_a_fault_is_told_with_its_place_and_remedy(change, told: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    data = json.loads(TANGGU.read_text("utf-8"))
    change(data)
    path = tmp_path / TANGGU.name
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(InputError) as caught:
        read_gold(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert told in message
    assert "FORMAT.md" in message


def test_a_fault_of_the_json_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text('{"report": {\n"title" "x"}}', "utf-8")
    with pytest.raises(InputError, match=r"line 2, column 9"):
        read_gold(path)
    path.write_bytes("{}".encode("utf-16"))
    with pytest.raises(InputError, match="UTF-8"):
        read_gold(path)


def test_a_folder_without_gold_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no gold file"):
        find_gold([tmp_path])
    assert find_gold([TANGGU.parent, TANGGU]) == sorted(TANGGU.parent.glob("*.json"))
