"""What stands under several nodes is one in the answers, and is found by each of its names."""

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from fazhi.pipeline import build_lines, linked_lines
from fazhi.query import Question, catalogue, plain, question, run, sparql
from fazhi.query.dataset import prepared
from fazhi.store import in_memory
from fazhi.vocabulary import FZ, OWL, RDF, SKOS

REPORTS = Path(__file__).parents[1] / "link" / "reports"
BY_ISSUER = [q for q in catalogue() if any(p.name == "issuer" for p in q.parameters)]
ONE, NAME = ox.NamedNode("https://w3id.org/fazhi/id/department/甲市/乙区/通名"), "通行名称"
TIES = ox.NamedNode("https://w3id.org/fazhi/id/derived/identity/乙区/graph")
GIVEN = {"thing": "普法", "indicator": "件"}


@cache
def two_reports() -> ox.Store:
    """One body in two years, with the city above its district in one report, and without it in the other."""
    return in_memory(linked_lines(build_lines([REPORTS]).lines)[0])


def needed(asked: Question) -> dict[str, str]:
    return {p.name: GIVEN[p.name] for p in asked.parameters if p.required}


def test_the_two_reports_name_their_body_by_two_nodes() -> None:
    found = run(two_reports(), "SELECT DISTINCT ?b { ?r fz:issuer ?b }")
    assert len(found) == 2
    assert len(run(two_reports(), "SELECT ?a { ?a owl:sameAs ?b . ?r fz:issuer ?a }")) == 1


@pytest.mark.parametrize("asked", BY_ISSUER, ids=lambda q: q.name)
def test_a_body_is_found_by_each_of_its_names_and_has_one(asked: Question) -> None:
    names = [
        str(row[0]) for row in run(two_reports(), "SELECT DISTINCT ?n { ?r fz:issuer ?b . ?b skos:prefLabel|skos:altLabel ?n }")
    ]
    answers = [run(two_reports(), asked, {**needed(asked), "issuer": name}) for name in names]
    assert all(answer.rows == answers[0].rows for answer in answers)
    if asked.name != "shared-mechanisms":  # which needs two bodies
        assert answers[0].rows == run(two_reports(), asked, needed(asked)).rows
    if "issuer" in answers[0].columns:
        place = answers[0].columns.index("issuer")
        assert len({row[place] for row in answers[0]}) <= 1


@pytest.mark.parametrize(
    "asked", [q for q in BY_ISSUER if q.name in ("reports", "body-themes", "follow-up")], ids=lambda q: q.name
)
def test_another_engine_says_the_same(asked: Question) -> None:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=str(two_reports().dump(format=ox.RdfFormat.N_QUADS), "utf-8"), format="nquads")
    given = {**needed(asked), "issuer": "街道办事处"}
    told = [
        ["" if cell is None else plain(cell.toPython()) for cell in row] for row in dataset.query(prepared(sparql(asked, given)))
    ]
    assert told == [[plain(cell) for cell in row] for row in run(two_reports(), asked, given)]
    assert told


def test_the_themes_of_one_body_are_told_once() -> None:
    found = run(two_reports(), "body-themes")
    assert len({row[found.columns.index("code")] for row in found}) == len(found)


# ------------------------------------------------------------------ departments, mechanisms, regulations


def tied(store: ox.Store, kind: str, label: str) -> ox.Store:
    """The same graph, with a thing of it tied to another node, which stands for both."""
    found = ox.Store()
    found.extend(store)
    pref, alt = ox.NamedNode(SKOS.prefLabel), ox.NamedNode(SKOS.altLabel)
    leading = ox.NamedNode(FZ.leadingName)
    nodes = {
        quad.subject
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(kind))
        if list(store.quads_for_pattern(quad.subject, pref, ox.Literal(label, language="zh")))
    }
    assert len(nodes) == 1
    for node in nodes:
        found.add(ox.Quad(node, ox.NamedNode(OWL.sameAs), ONE, TIES))
        found.add(ox.Quad(node, alt, ox.Literal(NAME, language="zh"), TIES))
        found.add(ox.Quad(node, leading, ox.Literal(NAME, language="zh"), TIES))
    found.add(ox.Quad(ONE, pref, ox.Literal(NAME, language="zh"), TIES))
    found.add(ox.Quad(ONE, alt, ox.Literal(label, language="zh"), TIES))
    return found


def test_a_tie_by_hand_needs_the_name_too(later: ox.Store) -> None:
    """What `fz:leadingName` says is followed, a bare `owl:sameAs` is not: it says nothing of the name to go by."""
    found = tied(later, FZ.Mechanism, "行政执法公示制度")
    names = {row[0] for row in run(found, "mechanisms")}
    assert NAME in names
    bare = ox.Store()
    bare.extend(quad for quad in found if quad.graph_name != TIES or quad.predicate.value == OWL.sameAs)
    assert {row[0] for row in run(bare, "mechanisms")} == {row[0] for row in run(later, "mechanisms")}


LOOKED_UP = [
    ("departments-and-measures", "department", FZ.Department),
    ("joint-action", "department", FZ.Department),
    ("superiors", "department", FZ.Department),
    ("mechanism-users", "mechanism", FZ.Mechanism),
    ("mechanism-users", "department", FZ.Department),
    ("mechanisms", "mechanism", FZ.Mechanism),
    ("mechanism-origins", "mechanism", FZ.Mechanism),
    ("mechanism-spread", "mechanism", FZ.Mechanism),
    ("regulations-cited", "regulation", FZ.Regulation),
    ("regulations-implemented", "regulation", FZ.Regulation),
    ("regulations-by-theme", "regulation", FZ.Regulation),
    ("superseded-regulations", "regulation", FZ.Regulation),
]


@pytest.mark.parametrize(("name", "parameter", "kind"), LOOKED_UP)
def test_a_thing_is_found_by_the_name_of_the_node_that_stands_for_it(
    name: str, parameter: str, kind: str, later: ox.Store
) -> None:
    """Each thing that the question tells of: its rows are the same by its own name and by that of the other node."""
    asked = question(name)
    column = (
        next(c for c in ("department", "partner", "superior") if c in run(later, asked).columns)
        if parameter == "department"
        else parameter
    )
    labels = {str(dict(zip(run(later, asked).columns, row, strict=True))[column]) for row in run(later, asked)}
    checked = 0
    for label in sorted(labels):
        plain_label = label.strip()
        count = run(later, f"SELECT DISTINCT ?n {{ ?n a <{kind}> ; skos:prefLabel ?l FILTER(STR(?l) = '{plain_label}') }}")
        if len(count) != 1:
            continue
        store = tied(later, kind, plain_label)
        own, other = (run(store, asked, {parameter: value}) for value in (plain_label, NAME))
        assert [NAME in map(str, row) for row in other] == [True] * len(other)
        assert {tuple(map(str, row)) for row in other} <= {tuple(map(str, row)) for row in own}
        checked += len(other) > 0
    assert checked
