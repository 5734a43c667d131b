"""The graph of a small report, held against the ontology contract term by term."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, ORG, RDF, RDFS, SKOS, XSD, Dataset, Graph, Literal, Namespace, URIRef
from sample_facts import TEXT, at, sample

from fazhi import vocabulary
from fazhi.errors import VocabularyError
from fazhi.graph import quads, report_iri
from fazhi.model import Entity, EntityKind, Evidence, Form, Link, LinkKind, Observation, Part, Qualifier, Role

FZ, QB, OA = Namespace(vocabulary.FZ.iri), Namespace(vocabulary.QB.iri), Namespace(vocabulary.OA.iri)
REPORT = URIRef(report_iri(sample()))
BASE = vocabulary.BASE


@pytest.fixture(scope="module")
def data() -> Dataset:
    found = Dataset(default_union=True)
    found.parse(data="\n".join(quads(sample())), format="nquads")
    return found


@pytest.fixture(scope="module")
def graph(data: Dataset) -> Graph:
    flat = Graph()
    for triple in data.triples((None, None, None)):
        flat.add(triple)
    return flat


def named(graph: Graph, label: str, cls: URIRef) -> URIRef:
    (found,) = {
        s
        for p in (SKOS.prefLabel, RDFS.label)
        for s in graph.subjects(p, Literal(label, lang="zh"))
        if (s, RDF.type, cls) in graph
    }
    return found


def test_lines_are_sorted_unique_and_as_a_store_dumps_them() -> None:
    lines = quads(sample())
    assert lines == sorted(set(lines)) == sorted(lines, key=lambda line: line.encode())
    store = ox.Store()
    store.bulk_load("\n".join(lines).encode(), ox.RdfFormat.N_QUADS)
    assert sorted(store.dump(format=ox.RdfFormat.N_QUADS).decode().split("\n")[:-1]) == lines


def test_rdflib_and_oxigraph_read_the_same(data: Dataset) -> None:
    lines = quads(sample())
    read = {str(quad) for quad in ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS)}
    serialized = data.serialize(format="nquads")
    assert {str(quad) for quad in ox.parse(serialized, format=ox.RdfFormat.N_QUADS)} == read


def test_the_same_bytes_in_every_process() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from sample_facts import sample; "
        "from fazhi.graph import quads; print(*quads(sample()), sep='\\n')"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert {output.decode().replace("\r\n", "\n") for output in outputs} == {"\n".join(quads(sample())) + "\n"}


def test_everything_is_in_the_report_s_named_graph(data: Dataset) -> None:
    assert {str(g) for _, _, _, g in data.quads()} == {f"{REPORT}/graph"}


def test_every_term_is_in_the_vocabulary(graph: Graph) -> None:
    for s, p, o in graph:
        assert str(p) in vocabulary.TERMS, p
        if p == RDF.type:
            assert str(o) in vocabulary.TERMS, o
        for node in (s, o):
            if isinstance(node, URIRef) and not node.startswith(BASE):
                assert str(node) in vocabulary.TERMS, node


def test_no_path_of_a_machine_and_no_time_of_day() -> None:
    text = "\n".join(quads(sample()))
    assert str(Path.cwd()) not in text
    assert not re.search(r"\d\d:\d\d:\d\d|dateTime", text)


def test_the_report(graph: Graph) -> None:
    assert set(graph.predicate_objects(REPORT)) == {
        (RDF.type, FZ.Report),
        (DCTERMS.identifier, Literal("towns/mou-2023")),
        (DCTERMS.source, Literal("towns/mou-2023.txt")),
        (DCTERMS.title, Literal("某镇2023年度法治政府建设情况报告", lang="zh")),
        (FZ.issuer, URIRef(BASE + "department/某省/某县/某镇")),
        (FZ.reportingYear, Literal("2023", datatype=XSD.gYear)),
        (FZ.documentNumber, Literal("某政〔2024〕1号")),
        (FZ.region, Literal("某省/某县")),
        (FZ.text, Literal(TEXT)),
    }


def test_the_outline_shows_sections_and_points_and_skips_paragraphs(graph: Graph) -> None:
    top = {s for s in graph.subjects(DCTERMS.isPartOf, REPORT) if (s, RDF.type, FZ.Section) in graph}
    told = {
        str(graph.value(s, RDFS.label)): (int(graph.value(s, FZ.order)), str(graph.value(graph.value(s, FZ.role), SKOS.notation)))
        for s in top
    }
    assert told == {"主要举措和成效": (1, "achievements"), "存在的不足": (2, "shortcomings"), "下一步打算": (3, "plans")}
    point = named(graph, "规范行政执法", FZ.Section)
    assert graph.value(point, DCTERMS.isPartOf) == named(graph, "主要举措和成效", FZ.Section)
    assert len(set(graph.subjects(RDF.type, FZ.Section))) == 6


def test_points_of_several_paragraphs_are_counted_together() -> None:
    def part(form: Form, start: int, end: int, *parts: Part) -> Part:
        return Part(Role.OTHER, form, 1, 1, "", start, end, start, start + 1, start, end, parts)

    outline = (
        part(Form.PARAGRAPH, 0, 9, part(Form.POINT, 0, 9)),
        part(Form.PARAGRAPH, 9, 20, part(Form.POINT, 9, 20, part(Form.POINT, 9, 20))),
    )
    graph = Graph().parse(
        data=as_triples(replace(sample(), outline=outline, observations=(), measures=(), shortcomings=(), causes=(), links=()))
    )
    orders = sorted((str(s).rsplit("/section/")[1], int(o)) for s, o in graph.subject_objects(FZ.order))
    assert orders == [("0-9", 1), ("9-20", 2), ("9-20/point", 1)]


def as_triples(facts: object) -> str:
    return "".join(re.sub(r" <[^>]*> \.$", " .\n", line) for line in quads(facts))  # type: ignore[arg-type]


def test_entities(graph: Graph) -> None:
    team = URIRef(BASE + "department/某省/某县/某镇/镇综合执法队")
    assert {FZ.Department, ORG.Organization} == set(graph.objects(team, RDF.type))
    assert graph.value(team, SKOS.prefLabel) == Literal("镇综合执法队", lang="zh")
    assert graph.value(team, FZ.mentionedIn) == REPORT
    assert graph.value(team, ORG.subOrganizationOf) == URIRef(BASE + "department/某省/某县/某镇")
    law = URIRef(BASE + "regulation/中华人民共和国行政处罚法")
    assert list(graph.objects(law, SKOS.altLabel)) == [Literal("行政处罚法", lang="zh")]
    assert graph.value(law, FZ.documentNumber) == Literal("主席令第70号")
    assert graph.value(graph.value(law, FZ.kind), SKOS.notation) == Literal("law")
    after = graph.value(law, DCTERMS.isReplacedBy)
    assert after == URIRef(BASE + "regulation/中华人民共和国新处罚法")
    assert graph.value(after, SKOS.prefLabel) == Literal("中华人民共和国新处罚法", lang="zh")
    assert graph.value(after, FZ.mentionedIn) is None
    assert graph.value(graph.value(named(graph, "说事评理机制", FZ.Mechanism), FZ.kind), SKOS.notation) == Literal("mechanism")


def test_a_successor_that_the_report_names_is_that_regulation() -> None:
    facts = sample()
    new = Entity(
        kind=EntityKind.REGULATION, name="中华人民共和国新处罚法", scope=("某省",), evidence=(at("培训"),), category="law"
    )
    told = Graph().parse(data=as_triples(replace(facts, regulations=(*facts.regulations, new))))
    old = URIRef(BASE + "regulation/中华人民共和国行政处罚法")
    assert told.value(old, DCTERMS.isReplacedBy) == URIRef(BASE + "regulation/某省/中华人民共和国新处罚法")


def test_every_concept_is_told_in_the_report_s_graph(graph: Graph) -> None:
    used = {o for p in (FZ.theme, FZ.kind, FZ.role) for o in graph.objects(None, p)}
    assert used
    for concept in used:
        assert (concept, RDF.type, SKOS.Concept) in graph
        assert graph.value(concept, SKOS.notation) is not None
        assert graph.value(concept, SKOS.prefLabel).language == "zh"
        assert graph.value(concept, SKOS.inScheme) is not None
    assert graph.value(FZ["theme-capacity"], SKOS.inScheme) == FZ.themes


def test_an_observation(graph: Graph) -> None:
    (fines,) = graph.subjects(FZ.indicator, named(graph, "实施处罚次数", FZ.Indicator))
    (ordinary,) = graph.subjects(FZ.indicator, named(graph, "一般程序处罚次数", FZ.Indicator))
    (training,) = graph.subjects(FZ.indicator, named(graph, "培训次数", FZ.Indicator))
    assert {FZ.Observation, QB.Observation} == set(graph.objects(fines, RDF.type))
    assert graph.value(fines, FZ.reportedIn) == REPORT
    assert graph.value(fines, FZ.value) == Literal("339", datatype=XSD.decimal)
    assert graph.value(fines, FZ.changePercent) == Literal("-5.5", datatype=XSD.decimal)
    assert graph.value(fines, FZ.changeAbsolute) is None
    assert graph.value(fines, FZ.qualifier) == FZ.Exact
    assert graph.value(training, FZ.qualifier) == FZ.AtLeast
    assert graph.value(fines, FZ.unit) == URIRef(BASE + "unit/次")
    assert graph.value(URIRef(BASE + "unit/次"), SKOS.prefLabel) == Literal("次", lang="zh")
    assert (named(graph, "实施处罚次数", FZ.Indicator), RDF.type, SKOS.Concept) in graph
    assert graph.value(ordinary, FZ.partOf) == fines


def test_an_observation_of_a_change_alone() -> None:
    change = Observation(
        indicator="案件数", value=None, unit=None, qualifier=Qualifier.EXACT, change_absolute=Decimal(-8), evidence=at("5.5%")
    )
    told = Graph().parse(data=as_triples(replace(sample(), observations=(change,), links=())))
    (node,) = told.subjects(RDF.type, FZ.Observation)
    assert told.value(node, FZ.changeAbsolute) == Literal("-8", datatype=XSD.decimal)
    assert told.value(node, FZ.value) is told.value(node, FZ.unit) is None


def test_measures_shortcomings_and_causes(graph: Graph) -> None:
    done, plan = named(graph, "规范行政执法", FZ.Measure), named(graph, "加强执法培训", FZ.Measure)
    problem, cause = named(graph, "执法人员能力有待提高", FZ.Shortcoming), named(graph, "培训较少", FZ.Cause)
    assert graph.value(done, FZ.status) == FZ.Implemented
    assert graph.value(plan, FZ.status) == FZ.Planned
    assert set(graph.objects(done, FZ.theme)) == {FZ["theme-enforcement"], FZ["theme-capacity"]}
    assert graph.value(plan, FZ.addresses) == problem
    assert graph.value(problem, FZ.hasCause) == cause
    assert {graph.value(node, FZ.reportedIn) for node in (done, plan, problem, cause)} == {REPORT}
    assert graph.value(problem, FZ.inSection) == named(graph, "执法人员能力有待提高", FZ.Section)
    assert len(set(graph.objects(done, FZ.hasResult))) == 2


def test_what_is_involved_in_a_particular_way_is_involved(graph: Graph) -> None:
    done = named(graph, "规范行政执法", FZ.Measure)
    particular = {graph.value(done, p) for p in (FZ.carriedOutBy, FZ.usesMechanism, FZ.basedOn)}
    assert particular | {named(graph, "县司法局", FZ.Department)} == set(graph.objects(done, FZ.involves))
    assert len(particular) == 3


def test_every_evidence_quotes_the_text(graph: Graph) -> None:
    evidences = set(graph.subjects(RDF.type, FZ.Evidence))
    assert evidences == set(graph.objects(None, FZ.evidence))
    for node in evidences:
        start, end = int(graph.value(node, OA.start)), int(graph.value(node, OA.end))
        assert graph.value(node, OA.exact) == Literal(TEXT[start:end])
        assert graph.value(node, FZ.inReport) == REPORT
        assert int(graph.value(node, FZ.line)) == TEXT.count("\n", 0, start) + 1
        assert int(graph.value(node, FZ.page)) == (2 if start >= TEXT.index("二、") else 1)
        assert graph.value(node, FZ.rule) is not None
        assert graph.value(node, FZ.confidence).datatype == XSD.decimal
        assert 0 <= graph.value(node, FZ.confidence).value <= 1


def test_everything_that_is_stated_has_evidence(graph: Graph) -> None:
    stated = (
        set(graph.subjects(FZ.mentionedIn)) | set(graph.subjects(FZ.reportedIn)) | set(graph.subjects(RDF.type, RDF.Statement))
    )
    assert len(stated) > 20
    assert all((node, FZ.evidence, None) in graph for node in stated)


def test_without_pages_no_page_is_told() -> None:
    facts = sample()
    text = "\n".join(quads(replace(facts, document=replace(facts.document, page_starts=()))))
    assert vocabulary.FZ.page not in text


def test_one_evidence_for_each_place_of_an_entity() -> None:
    facts = sample()
    places = (at("某镇"), Evidence(0, 2, "other-rule", 0.5), at("镇", after="2023"))
    town = replace(facts.departments[0], evidence=(*places, places[0]))
    graph = Graph().parse(data=as_triples(replace(facts, departments=(town, *facts.departments[1:]))))
    assert len(set(graph.objects(URIRef(BASE + "department/某省/某县/某镇"), FZ.evidence))) == 3
    for node in graph.subjects(RDF.type, FZ.Evidence):
        assert len(set(graph.objects(node, FZ.rule))) == len(set(graph.objects(node, FZ.confidence))) == 1


@pytest.mark.parametrize(
    "predicate",
    [
        FZ.addresses,
        FZ.hasCause,
        FZ.partOf,
        FZ.carriedOutBy,
        FZ.hasResult,
        FZ.involves,
        FZ.usesMechanism,
        FZ.basedOn,
        ORG.subOrganizationOf,
    ],
)
def test_links_are_stated_and_reified(graph: Graph, predicate: URIRef) -> None:
    statements = set(graph.subjects(RDF.predicate, predicate))
    assert statements
    for statement in statements:
        assert (statement, RDF.type, RDF.Statement) in graph
        assert (graph.value(statement, RDF.subject), predicate, graph.value(statement, RDF.object)) in graph
        confidence, sure = (
            graph.value(statement, FZ.confidence),
            [graph.value(e, FZ.confidence) for e in graph.objects(statement, FZ.evidence)],
        )
        assert confidence == max(sure)


def test_a_link_told_twice_is_one_statement_with_two_evidences(graph: Graph) -> None:
    (statement,) = graph.subjects(RDF.predicate, FZ.addresses)
    assert len(list(graph.objects(statement, FZ.evidence))) == 2
    assert list(graph.objects(statement, FZ.confidence)) == [Literal("0.95", datatype=XSD.decimal)]


def test_a_superior_told_by_a_link_needs_no_second_evidence() -> None:
    facts = sample()
    link = Link(LinkKind.SUBORDINATE_TO, "department:镇综合执法队", "department:某镇", at("镇综合执法队", "name", 0.7))
    graph = Graph().parse(data=as_triples(replace(facts, links=(*facts.links, link))))
    (statement,) = graph.subjects(RDF.predicate, ORG.subOrganizationOf)
    assert [graph.value(e, FZ.rule) for e in graph.objects(statement, FZ.evidence)] == [Literal("name")]


def test_a_link_to_nothing_is_an_error() -> None:
    facts = sample()
    lost = Link(LinkKind.HAS_CAUSE, facts.shortcomings[0].key, "cause:0-1", at("某镇"))
    with pytest.raises(ValueError, match=r"towns/mou-2023\.txt: a link leads to 'cause:0-1'"):
        quads(replace(facts, links=(lost,)))


def test_an_unknown_code_is_an_error() -> None:
    facts = sample()
    with pytest.raises(VocabularyError, match="'parking': no such code; use one of leadership"):
        quads(replace(facts, shortcomings=(replace(facts.shortcomings[0], themes=("parking",)),), links=()))


def test_two_years_share_bodies_and_nothing_else() -> None:
    def subjects(year: int) -> set[str]:
        return {line.split(" ", 1)[0] for line in quads(sample(f"towns/mou-{year}", year=year))}

    shared = subjects(2022) & subjects(2023)
    assert f"<{BASE}department/某省/某县/某镇>" in shared
    assert not [s for s in shared if "/report/" in s]


def test_a_report_of_usual_size_is_written_within_milliseconds() -> None:
    facts = sample()
    bodies = tuple(
        Entity(
            kind=EntityKind.DEPARTMENT,
            name=f"第{n}局",
            evidence=tuple(Evidence(s, s + 4, f"rule{n}", 0.95) for s in range(n % 90, n % 90 + 60, 12)),
        )
        for n in range(100)
    )
    big = replace(facts, departments=facts.departments + bodies)
    quads(big)
    best = 1.0
    for _ in range(5):
        start = time.perf_counter()
        lines = quads(big)
        best = min(best, time.perf_counter() - start)
    assert len(lines) > 4000
    assert best < 0.05  # about 0.006 on a quiet machine
