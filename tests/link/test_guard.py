"""What the guard keeps apart: names that differ in a digit, year, 文号, level, direction or negation are never merged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fazhi.corpus import Corpus, Report, Thing
from fazhi.link.guard import fingerprint
from fazhi.link.identity import regions, representatives
from fazhi.link.regions import Regions
from fazhi.resources import lexicon

BASE = "https://e.org/id/"
GUARD = lexicon("identity")["guard"]["characters"]
PLAIN = "法司治安消防执综合公警监督管理育教卫民政务水利"
PARTS = st.text(alphabet=PLAIN, min_size=1, max_size=4)
GROUPS = [list(chars) for chars in GUARD.values()] + [list("0123456789"), ["2021", "2022", "2023"]]


def may_be_one(a: str, b: str) -> bool:
    return fingerprint(a) == fingerprint(b)


@st.composite
def differing(draw: st.DrawFn) -> tuple[str, str]:
    """Two names that are the same but for one guarded word, or for one that only one of them has."""
    group = draw(st.sampled_from(GROUPS))
    one, other = draw(st.lists(st.sampled_from([*group, ""]), min_size=2, max_size=2, unique=True))
    before, after = draw(PARTS), draw(PARTS)
    return f"{before}{one}{after}", f"{before}{other}{after}"


@given(differing())
def test_names_that_differ_in_a_guarded_word_are_never_one(pair: tuple[str, str]) -> None:
    assert not may_be_one(*pair)


@given(PARTS, PARTS)
def test_names_without_guarded_words_are_left_to_the_evidence(a: str, b: str) -> None:
    assert may_be_one(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("第一实验小学", "第二实验小学"),
        ("法治政府建设实施纲要(2015-2020年)", "法治政府建设实施纲要(2021-2025年)"),
        ("甲政发〔2022〕3号", "甲政发〔2022〕13号"),
        ("甲市司法局", "甲县司法局"),
        ("甲镇综合执法队", "甲乡综合执法队"),
        ("城东派出所", "城西派出所"),
        ("“一村一顾问”制度", "“一社区一顾问”制度"),
        ("不予处罚清单", "从轻处罚清单"),
        ("网格八中队", "网格六中队"),
    ],
)
def test_pairs_that_look_alike(a: str, b: str) -> None:
    assert not may_be_one(a, b)


@pytest.mark.parametrize(
    ("a", "b"), [("市场监督管理局", "市场监管局"), ("塘沽街", "塘沽街道"), ("矛盾调处中心", "矛盾调处化解中心")]
)
def test_abbreviations_are_allowed(a: str, b: str) -> None:
    assert may_be_one(a, b)


def test_width_does_not_matter() -> None:
    assert fingerprint("2021年") == fingerprint("２０２１年")


# ------------------------------------------------------------------ no chain of merges leads past the guard

NAMES = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "甲县", "乙县", "丙市"]),
        st.sampled_from(["", "县", "市", "区"]),
        st.sampled_from(
            [
                "司法局",
                "市场监管局",
                "市场监督管理局",
                "第一中学",
                "第二中学",
                "城东派出所",
                "城西派出所",
                "清河镇",
                "清河街道",
                "清河街道办事处",
            ]
        ),
    ),
)
SCOPES = st.sampled_from([(), ("甲县",), ("丙市", "甲县"), ("丁市", "甲县"), ("丙市",), ("丙市", "乙县")])


@given(st.lists(st.tuples(SCOPES, NAMES, st.lists(NAMES, max_size=2)), min_size=2, max_size=8, unique_by=lambda found: found[:2]))
def test_no_two_names_of_one_node_are_kept_apart_by_the_guard(found: list[tuple[tuple[str, ...], str, list[str]]]) -> None:
    """Whatever reports define as short for what, and whatever stands around."""
    things, reports = {}, {}
    for number, (scope, name, aliases) in enumerate(found):
        report = Report(
            f"{BASE}report/{number}/2022/k", lines={f"{BASE}report/{number}/2022/k/evidence/0-2/r/1": 1}, text="甲乙丙"
        )
        reports[report.iri] = report
        iri = f"{BASE}department/{'/'.join([*scope, name])}"
        things[iri] = Thing(
            iri, "Department", name, aliases, reports=[report.iri], evidence={report.iri: next(iter(report.lines))}
        )
    ties = [tie for region in regions(Corpus(BASE, reports, things), Regions()) for tie in region.ties()]
    one = representatives(ties)
    for tie in ties:
        a, b = (things[iri] for iri in (tie.subject, tie.object))
        levels = [{"县", "市", "区"} & set(thing.name.replace("市场", "")[:1]) for thing in (a, b)]  # 市场 says no level
        assert not (levels[0] and levels[1] and levels[0] != levels[1]), (a.iri, b.iri)
        kept = [
            fingerprint(thing.name.removeprefix("甲县").removeprefix("乙县").removeprefix("丙市").lstrip("县市区"))
            for thing in (a, b)
        ]
        assert kept[0] == kept[1], (a.iri, b.iri)
    for node, other in one.items():
        assert other not in one, f"{node} leads to {other}, which stands for itself"
