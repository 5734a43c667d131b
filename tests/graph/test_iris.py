from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sample_facts import sample

from fazhi.errors import InputError
from fazhi.graph import check_base, iris, report_iri

BASE = iris.BASE
ROOT = BASE + "report/某省/某县/某镇/2023/法治政府建设报告"
names = st.text(max_size=12) | st.text("某县/.%2F#?+ \u3000\u200b", max_size=6)


@given(st.tuples(st.lists(names, max_size=3), names), st.tuples(st.lists(names, max_size=3), names))
@example(([], "a/b"), (["a"], "b"))
@example(([], "a b"), ([], "a%20b"))
@example(([], "."), ([], "%2E"))
@example(([], "九成"), ([], "九\u200b成"))
def test_names_that_differ_give_different_iris(one: tuple[list[str], str], other: tuple[list[str], str]) -> None:
    first, second = iris.entity(BASE, "department", *one), iris.entity(BASE, "department", *other)
    assert (first == second) == (one == other)


@given(names)
@example('\x00\x1f <>"{}|\\^`\x7f\x85\u200e\ue000\ufffe\U000e0001\U0010ffff')
def test_every_iri_is_valid_and_stays_as_it_is(name: str) -> None:
    iri = iris.entity(BASE, "unit", (name,), name)
    quad = f"<{iri}> <{iri}> <{iri}> <{iri}> .\n"
    (parsed,) = ox.parse(quad, format=ox.RdfFormat.N_QUADS)
    assert parsed.subject == ox.NamedNode(iri)
    (turtle,) = ox.parse(f"@base <http://other.org/x/y> . <{iri}> a <{iri}> .", format=ox.RdfFormat.TURTLE)  # is absolute
    assert turtle.subject == ox.NamedNode(iri)


def test_an_iri_can_be_read() -> None:
    assert (
        iris.entity(BASE, "regulation", (), "法治政府建设实施纲要(2021-2025年)")
        == BASE + "regulation/法治政府建设实施纲要(2021-2025年)"
    )
    assert iris.entity(BASE, "unit", (), "件") == BASE + "unit/件"
    assert iris.entity(BASE, "mechanism", ("某市",), "“八五”普法1+N") == BASE + "mechanism/某市/“八五”普法1+N"
    assert iris.entity(BASE, "unit", (), "%") == BASE + "unit/%25"


@pytest.mark.parametrize(
    ("one", "other"),
    [("省农业厅", "市农业厅"), ("某法(2021年)", "某法(2012年)"), ("应公开", "不应公开"), ("〔2020〕1号", "〔2020〕11号")],
)
def test_names_that_differ_in_a_level_year_number_or_negation_stay_apart(one: str, other: str) -> None:
    assert iris.entity(BASE, "regulation", (), one) != iris.entity(BASE, "regulation", (), other)


def test_a_report_is_named_by_issuer_year_and_kind() -> None:
    assert report_iri(sample()) == ROOT
    assert report_iri(sample(year=2022)) == ROOT.replace("2023", "2022")
    assert report_iri(sample(year=None)) == ROOT.replace("2023", "undated")
    assert report_iri(sample(title="某镇党政主要负责人2023年述法报告")) == ROOT.replace("法治政府建设报告", "述法报告")
    assert report_iri(sample(title="某镇2023年上半年法治政府建设工作总结")).endswith("/法治政府建设报告(上半年)")
    assert report_iri(sample(title="某镇2023年下半年法治政府建设工作总结")).endswith("/法治政府建设报告(下半年)")
    assert report_iri(sample(), base="https://example.org/") == ROOT.replace(BASE, "https://example.org/")


def test_a_joint_report_is_named_by_all_its_issuers() -> None:
    both = replace(sample(), issuers=("department:某镇", "department:县司法局"))
    assert report_iri(both) == ROOT.replace("/某镇/", "/某镇+县司法局/")


def test_without_issuer_a_report_is_named_by_its_file() -> None:
    facts = sample("a/b")
    metadata = replace(facts.document.metadata, issuers=())
    nobody = replace(facts, issuers=(), document=replace(facts.document, metadata=metadata))
    assert report_iri(nobody) == BASE + "report//a/b/2023/法治政府建设报告"


def test_two_copies_of_one_report_have_one_name() -> None:
    assert report_iri(sample("other/copy", title="某镇关于2023年度法治政府建设工作情况的报告")) == ROOT
    assert report_iri(sample("other/2022", year=2022)) != ROOT


@pytest.mark.parametrize("base", ["", "id/", "https://a b/", "https://a/<x>", "no scheme", "http:"])
def test_a_base_that_is_no_iri_is_refused(base: str) -> None:
    with pytest.raises(InputError, match="not an absolute IRI; give one such as https://"):
        check_base(base)


def test_a_base_is_ended_so_that_names_can_follow() -> None:
    assert check_base("http://a/b") == "http://a/b/"
    assert [check_base(base) for base in ("http://a/b#", "http://a/?q=", "urn:x:")] == ["http://a/b#", "http://a/?q=", "urn:x:"]
