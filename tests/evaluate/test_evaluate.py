"""The scorer: known answers on damaged graphs, and agreement with the figures that the reference scorer gave.

`reference.json` holds what the scorer that came with the gold gave for `spoilt.nq.gz`: a graph of two reports without every
seventh mention, fifth link, third theme and ninth point, and with labels that are slightly off. The same figures must
come out, to the last item.
"""

import gzip
import json
import re
from pathlib import Path

import pytest

from fazhi.errors import InputError, StoreError
from fazhi.evaluate import check_gold, read_gold, score
from fazhi.pipeline import build_lines
from fazhi.store import in_memory

HERE = Path(__file__).parent
BENCHMARK = HERE.parents[1] / "data" / "benchmark"
GOLD = sorted((BENCHMARK / "gold").glob("*.json"))
TANGGU = BENCHMARK / "gold" / "tanggu-street-2023.json"
EMPTY = {"report": {"title": "某报告", "issuer": "某街道", "year": 2023}}


def graph_of(*extra: str) -> list[str]:
    """A tiny graph of one report, written by hand."""
    fz, g = "https://w3id.org/fazhi/ontology#", "<http://e.org/g> ."
    rdf, dct, skos = (
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://purl.org/dc/terms/",
        "http://www.w3.org/2004/02/skos/core#",
    )
    triples = [
        f"<r:r> <{rdf}type> <{fz}Report>",
        f'<r:r> <{dct}identifier> "gold"',
        f'<r:r> <{dct}title> "某报告"@zh',
        f"<r:r> <{fz}issuer> <r:d>",
        f'<r:r> <{fz}reportingYear> "2023"^^<http://www.w3.org/2001/XMLSchema#gYear>',
        f"<r:d> <{rdf}type> <{fz}Department>",
        f"<r:d> <{fz}mentionedIn> <r:r>",
        f'<r:d> <{skos}prefLabel> "某街道"@zh',
    ]
    prefixes = {"fz": fz, "rdf": rdf, "skos": skos}
    triples += [re.sub(r"\b(fz|rdf|skos):(\w+)", lambda m: f"<{prefixes[m[1]]}{m[2]}>", line) for line in extra]
    return [f"{line} {g}" for line in triples]


def scored(tmp_path: Path, gold: dict[str, object], *extra: str):  # type: ignore[no-untyped-def]
    path = tmp_path / "gold.json"
    path.write_text(json.dumps({**EMPTY, **gold}), "utf-8")
    return score(in_memory(graph_of(*extra)), [path])


def test_right_missing_and_spurious_entities(tmp_path: Path) -> None:
    gold = {"departments": [{"name": "某街道"}, {"name": "区司法局"}, {"name": "区委", "optional": True}]}
    extra = ["<r:x> rdf:type fz:Department", "<r:x> fz:mentionedIn <r:r>", '<r:x> skos:prefLabel "区档案馆"@zh']
    found = scored(tmp_path, gold, *extra).categories["departments"]
    assert (found.right, found.missing, found.spurious) == (1, 1, 1)
    assert found.f1 == pytest.approx(0.5)


def test_one_node_for_two_bodies_is_neither(tmp_path: Path) -> None:
    gold = {"departments": [{"name": "某街道"}, {"name": "区司法局"}, {"name": "区财政局"}]}
    extra = ["<r:x> rdf:type fz:Department", "<r:x> fz:mentionedIn <r:r>", '<r:x> skos:prefLabel "区司法局"@zh']
    found = scored(tmp_path, gold, *extra, '<r:x> skos:altLabel "区财政局"@zh').categories["departments"]
    assert (found.right, found.missing, found.spurious) == (1, 2, 1)


@pytest.mark.parametrize(
    ("label", "value", "qualifier", "right"),
    [
        ("行政检查次数", "12", "Exact", 1),
        ("检查", "12", "Exact", 0),
        ("行政检查次数", "13", "Exact", 0),
        ("行政检查次数", "12", "AtLeast", 0),
    ],
)
def test_an_observation_is_right_in_all_or_not_at_all(tmp_path: Path, label: str, value: str, qualifier: str, right: int) -> None:
    gold = {
        "observations": [
            {
                "id": "o",
                "quote": "12次",
                "indicator": "行政检查次数",
                "keys": ["行政检查"],
                "value": 12,
                "unit": "次",
                "qualifier": "exact",
            }
        ]
    }
    extra = [
        "<r:o> rdf:type fz:Observation",
        "<r:o> fz:reportedIn <r:r>",
        "<r:o> fz:indicator <r:i>",
        f'<r:i> skos:prefLabel "{label}"@zh',
        f'<r:o> fz:value "{value}"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        "<r:o> fz:unit <r:u>",
        '<r:u> skos:prefLabel "次"@zh',
        f"<r:o> fz:qualifier fz:{qualifier}",
    ]
    found = scored(tmp_path, gold, *extra).categories["observations"]
    assert found.right == right
    assert found.missing == 1 - right


POINTS = {
    "measures": [{"id": "m", "title": "加强执法培训", "status": "planned"}],  # "more training of officers"
    "shortcomings": [{"id": "s", "text": "执法能力不足"}],  # "too little ability to enforce"
}
OBSERVED = {
    "id": "o",
    "quote": "12次",
    "indicator": "检查次数",
    "keys": ["检查"],
    "value": 12,
    "unit": "次",
    "qualifier": "exact",
}
ALL_OF_IT = [  # a graph that has something of every category
    "<r:x> rdf:type fz:Department",
    "<r:x> fz:mentionedIn <r:r>",
    '<r:x> skos:prefLabel "区档案馆"@zh',
    "<r:l> rdf:type fz:Regulation",
    "<r:l> fz:mentionedIn <r:r>",
    '<r:l> skos:prefLabel "水法"@zh',
    "<r:o> rdf:type fz:Observation",
    "<r:o> fz:reportedIn <r:r>",
    "<r:o> fz:indicator <r:i>",
    '<r:i> skos:prefLabel "检查次数"@zh',
    '<r:o> fz:value "12"^^<http://www.w3.org/2001/XMLSchema#decimal>',
    "<r:o> fz:unit <r:u>",
    '<r:u> skos:prefLabel "次"@zh',
    "<r:o> fz:qualifier fz:Exact",
    "<r:o> fz:partOf <r:p>",
    "<r:m> rdf:type fz:Measure",
    "<r:m> fz:reportedIn <r:r>",
    '<r:m> skos:prefLabel "加强执法培训"@zh',
    "<r:m> fz:status fz:Planned",
    "<r:m> fz:involves <r:x>",
    "<r:m> fz:hasResult <r:o>",
    "<r:m> fz:addresses <r:s>",
    "<r:s> rdf:type fz:Shortcoming",
    "<r:s> fz:reportedIn <r:r>",
    '<r:s> skos:prefLabel "执法能力不足"@zh',
    "<r:s> fz:hasCause <r:c>",
    '<r:c> skos:prefLabel "培训较少"@zh',
]


@pytest.mark.parametrize(
    ("gold", "category", "counts"),
    [
        ({}, "departments", None),
        ({"departments": []}, "departments", (0, 0, 2)),
        ({}, "regulations", None),
        ({"regulations": []}, "regulations", (0, 0, 1)),
        ({"regulations": [{"name": "水法"}]}, "regulations", (1, 0, 0)),
        ({"regulations": [{"name": "水法"}]}, "kinds", None),
        ({"regulations": [{"name": "水法", "kind": "law"}]}, "kinds", (0, 1, 0)),
        ({}, "observations", None),
        ({"observations": []}, "observations", (0, 0, 1)),
        ({"observations": [OBSERVED]}, "observation links", None),
        ({"observations": [{**OBSERVED, "part_of": None}]}, "observation links", (0, 0, 1)),
        ({}, "measures", None),
        ({"measures": []}, "measures", (0, 0, 1)),
        (POINTS, "measures", (1, 0, 0)),
        (POINTS, "themes", None),
        (POINTS, "measure links", None),
        (
            {"measures": [{**POINTS["measures"][0], "departments": []}]},
            "measure links",
            None,
        ),  # which bodies there are is not said
        ({"departments": [], "measures": [{**POINTS["measures"][0], "departments": []}]}, "measure links", (0, 0, 1)),
        (
            {"observations": [OBSERVED], "measures": [{**POINTS["measures"][0], "observations": ["o"]}]},
            "measure links",
            (1, 0, 0),
        ),
        ({}, "shortcomings", None),
        ({"shortcomings": []}, "shortcomings", (0, 0, 1)),
        (POINTS, "causes", None),
        ({"shortcomings": [{**POINTS["shortcomings"][0], "causes": []}]}, "causes", (0, 0, 1)),
        (POINTS, "addresses", None),
        ({**POINTS, "addresses": []}, "addresses", (0, 0, 1)),
        ({**POINTS, "addresses": [["m", "s"]]}, "addresses", (1, 0, 0)),
        ({"addresses": []}, "addresses", None),
    ],
)
def test_what_gold_leaves_out_is_not_scored(
    tmp_path: Path, gold: dict[str, object], category: str, counts: tuple[int, int, int] | None
) -> None:
    found = scored(tmp_path, gold, *ALL_OF_IT)
    told = {name: (f, note) for name, f, note in found.rows()}[category]
    line = next(line for line in found.table().splitlines() if line.startswith(f"{category}  "))
    if counts is None:
        assert told == (None, "not in gold")
        assert found.unsaid[category] == ("gold",)
        assert line.split()[-9:] == ["—"] * 6 + ["not", "in", "gold"]
    else:
        assert told[0] is not None
        assert (told[0].right, told[0].missing, told[0].spurious) == counts
        assert category not in found.unsaid
        assert told[1] == ""
        assert "gold" not in line


def test_a_category_that_one_of_two_files_leaves_out_is_scored_for_the_other(tmp_path: Path) -> None:
    whole = json.loads(TANGGU.read_text("utf-8"))
    partial = {key: value for key, value in whole.items() if key != "mechanisms"}
    for name, data in (("one", whole), ("two", partial)):
        (tmp_path / f"{name}.json").write_text(json.dumps(data), "utf-8")
    found = score(in_memory([]), sorted(tmp_path.glob("*.json")))
    assert found.categories["mechanisms"].missing == sum(not item.get("optional") for item in whole["mechanisms"])
    assert re.search(r"^mechanisms .*  in 1 of 2 reports$", found.table(), re.MULTILINE)
    assert found.unsaid["mechanisms"] == ("two",)


def test_themes_stand_in_all_items_or_in_none(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    first, second = POINTS["measures"][0], {**POINTS["measures"][0], "id": "n", "theme": "capacity"}
    path.write_text(json.dumps({**EMPTY, "measures": [first, second]}), "utf-8")
    with pytest.raises(InputError, match=r"measures\[0\] \(m\) has no theme: add it"):
        read_gold(path)


def test_the_gold_of_the_project_leaves_nothing_out() -> None:
    paths = [*GOLD, *(p for name in ("heldout", "outspoken") for p in sorted((BENCHMARK.parent / name / "gold").glob("*.json")))]
    assert {path.stem: gold.unsaid for path in paths if (gold := read_gold(path)).unsaid} == {}


def test_a_report_that_the_graph_lacks_counts_as_missing() -> None:
    found = score(in_memory([]), [TANGGU])
    assert found.mean == 0
    assert "no such report" in found.notes[0]
    assert {category: counts.spurious for category, counts in found.categories.items() if counts.spurious} == {}
    assert found.categories["report"].missing == 3
    assert found.table().startswith("1 report, 1 of them not in the graph, which count as missed: tanggu-street-2023\n")


@pytest.mark.parametrize(
    "text", ["", "[]", '{"report": {}}', '{"report": {"title": "a", "issuer": "b", "year": 1}, "measures": [{}]}']
)
def test_what_is_no_gold_file_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=re.escape(str(path))):
        read_gold(path)


def test_the_same_figures_as_the_reference() -> None:
    expected = json.loads((HERE / "reference.json").read_text("utf-8"))
    lines = gzip.decompress((HERE / "spoilt.nq.gz").read_bytes()).decode("utf-8").splitlines()
    found = score(in_memory(lines), [g for g in GOLD if g.stem.startswith("huaishuling")])
    assert {c: [f.right, f.missing, f.spurious] for c, f in found.categories.items()} == expected


@pytest.mark.parametrize("name", ["short", "outspoken"])  # the others are scored for the README, and tested there: tests/readme
def test_the_scores_of_more_reports_stay_above_their_floor(name: str) -> None:
    folder = BENCHMARK.parent / name
    found = score(in_memory(build_lines([folder / "reports"]).lines), sorted((folder / "gold").glob("*.json")))
    assert found.mean >= float((folder / "floor").read_text())


def test_a_graph_is_read_from_a_file_too(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text("\n".join(graph_of()) + "\n", "utf-8")
    gold = tmp_path / "gold.json"
    gold.write_text(json.dumps(EMPTY), "utf-8")
    assert score(path, [gold]) == score(in_memory(graph_of()), [gold])
    assert score(path, [gold]).categories["report"].right == 3
    with pytest.raises(StoreError, match=r"absent\.nq"):
        score(tmp_path / "absent.nq", [gold])


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_the_gold_keeps_to_the_guide(path: Path) -> None:
    assert check_gold(path) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda g: g["departments"].append({"name": "月球管理局"}), "none of ['月球管理局'] is in the text"),
        (lambda g: g["departments"].append({"name": g["departments"][0]["name"]}), "names two items"),
        (lambda g: g["regulations"][0].update(kind="decree"), "kind 'decree' is none of"),
        (lambda g: g["observations"][0].update(quote="9999999件"), "not in the text: '9999999件'"),
        (lambda g: g["observations"][0].update(qualifier="about"), "qualifier 'about'"),
        (lambda g: g["observations"][0].update(keys=[]), "no keys"),
        (lambda g: g["observations"][0].update(value=None, change=None), "neither value nor change"),
        (lambda g: g["observations"][0].update(part_of="o999"), "part_of 'o999' is no id"),
        (lambda g: g["measures"][0].update(title="登上月球"), "not in the text: '登上月球'"),
        (lambda g: g["measures"][0].update(status="done"), "status 'done'"),
        (lambda g: g["measures"][0].update(theme="space"), "theme 'space'"),
        (lambda g: g["measures"][0].update(departments=["月球管理局"]), "is not among the report's departments"),
        (lambda g: g["measures"][0].update(observations=["o999"]), "no observation 'o999'"),
        (lambda g: g["shortcomings"][0].update(causes=[{"text": "月球太远"}]), "cause of s1: not in the text"),
    ],
)
def test_a_gold_file_that_does_not_keep_to_the_guide(change, fault: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    data = json.loads(TANGGU.read_text("utf-8"))
    change(data)
    path = tmp_path / "gold" / TANGGU.name
    path.parent.mkdir()
    path.write_text(json.dumps(data), "utf-8")
    found = check_gold(path, BENCHMARK / "reports" / "tanggu-street-2023.txt")
    assert any(fault in told for told in found), found
    with pytest.raises(InputError, match="cannot be read"):
        check_gold(path)
