"""Which things of different reports are found to be one, and which stay apart."""

from collections.abc import Iterable

import pytest

from fazhi.corpus import Corpus, Report, Thing
from fazhi.link.identity import regions, representatives
from fazhi.link.places import placed
from fazhi.link.regions import Regions
from fazhi.link.ties import Tie, TieKind

BASE = "https://e.org/id/"


def corpus(*found: tuple[str, str, str]) -> Corpus:
    """A corpus of things, each given as its kind, its path, and the reports that name it (a letter each)."""
    reports: dict[str, Report] = {}
    things: dict[str, Thing] = {}
    for kind, path, letters in found:
        iri = f"{BASE}{kind.lower()}/{path}"
        thing = things.setdefault(iri, Thing(iri, kind, path.rsplit("/", 1)[-1]))
        for letter in letters:
            report = reports.setdefault(letter, Report(f"{BASE}report/{letter}/2022/k", text="甲乙丙丁"))
            evidence = f"{report.iri}/evidence/{len(report.lines)}-{len(report.lines) + 1}/r/1"
            report.lines[evidence] = 1
            thing.reports.append(report.iri)
            thing.evidence[report.iri] = evidence
    return Corpus(BASE, {report.iri: report for report in reports.values()}, things)


def identify(found: Corpus) -> list[Tie]:
    """All ties of a corpus, whatever the region, in the order of their subjects."""
    return sorted((tie for region in regions(found, Regions()) for tie in region.ties()), key=lambda tie: tie.key)


def told(ties: Iterable[Tie]) -> list[tuple[str, str, str]]:
    return [(tie.subject.removeprefix(BASE), tie.object.removeprefix(BASE), tie.rule.removeprefix("identity.")) for tie in ties]


def test_one_region_two_spellings() -> None:
    found = identify(corpus(("Department", "甲县/甲县市场监督管理局", "a"), ("Department", "甲县/县市场监管局", "b")))
    assert told(found) == [("department/甲县/甲县市场监督管理局", "department/甲县/县市场监管局", "same-region")]
    assert found[0].confidence > 0.9
    assert len(found[0].quotes) == 2


def test_a_region_that_the_country_has_once_needs_no_more() -> None:
    found = identify(corpus(("Department", "滨海新区/塘沽街道", "a"), ("Department", "天津市/滨海新区/塘沽街道办事处", "b")))
    assert told(found) == [("department/滨海新区/塘沽街道", "department/天津市/滨海新区/塘沽街道办事处", "region-known")]


def test_a_region_of_two_cities_is_doubtful() -> None:
    things = [
        ("Department", f"{city}鼓楼区/区司法局", letter) for city, letter in (("", "a"), ("南京市/", "b"), ("徐州市/", "c"))
    ]
    found = identify(corpus(*things))
    assert {tie.rule for tie in found} == {"identity.several-regions"}
    assert representatives(found) == {}


def test_an_invented_region_is_believed_with_its_surroundings_alone() -> None:
    bodies = [("Department", "柏岭区/青禾街道", "a"), ("Department", "云川市/柏岭区/青禾街道", "b")]
    alone = identify(corpus(*bodies))
    assert [(tie.rule, tie.confidence < 0.5) for tie in alone] == [("identity.region-alone", True)]
    context = [("Mechanism", f"{path}柏岭区/青禾街道/板凳议事机制", letter) for path, letter in (("", "a"), ("云川市/", "b"))]
    context += [("Department", f"{path}柏岭区/青禾派出所", letter) for path, letter in (("", "a"), ("云川市/", "b"))]
    together = [tie for tie in identify(corpus(*bodies, *context)) if tie.subject.endswith("青禾街道")]
    assert [(tie.rule, tie.confidence) for tie in together] == [("identity.region-and-context", 0.8)]


@pytest.mark.parametrize(
    "pair",
    [
        ("甲县/县司法局", "甲县/市司法局"),  # in the report of a county, the city's bureau has no region of its own
        ("甲县/清河镇", "甲县/清河乡"),
        ("甲县/城东派出所", "甲县/城西派出所"),
        ("甲县/第一中学", "甲县/第二中学"),
        ("甲县/县司法局", "乙县/县司法局"),
        ("甲县/县国土局", "甲县/县自然资源局"),
    ],
)
def test_never_one(pair: tuple[str, str]) -> None:
    ties = identify(corpus(*(("Department", path, letter) for path, letter in zip(pair, "ab", strict=True))))
    assert [tie for tie in ties if tie.kind is TieKind.SAME_AS] == []


def test_a_reform_makes_a_successor_and_no_identity() -> None:
    ties = identify(corpus(("Department", "甲县/县国土资源局", "a"), ("Department", "甲县/县自然资源局", "b")))
    assert [(tie.kind, *row) for tie, row in zip(ties, told(ties), strict=True)] == [
        (TieKind.REPLACED_BY, "department/甲县/县国土资源局", "department/甲县/县自然资源局", "reform")
    ]


def test_rules_and_brands_of_two_issuers_stay_apart() -> None:
    paths = ("甲县/甲街道/议事规则", "甲县/乙街道/议事规则")
    assert identify(corpus(*(("Regulation", path, letter) for path, letter in zip(paths, "ab", strict=True)))) == []
    assert identify(corpus(*(("Mechanism", path, letter) for path, letter in zip(paths, "ab", strict=True)))) == []


def test_the_level_before_a_bureau_is_no_part_of_its_core() -> None:
    thing = Thing(f"{BASE}department/甲市/乙区/区司法局", "Department", "区司法局")
    assert placed(thing, BASE).core == "司法局"
    assert placed(thing, BASE).path == ("甲市", "乙区")


# ------------------------------------------------------------------ superiors, abbreviations, surroundings


def above(found: Corpus, **superiors: str) -> Corpus:
    """The same corpus, where things of these reports (by their letters) are below a body."""
    for letter, path in superiors.items():
        iri = f"{BASE}department/{path}"
        found.things.setdefault(iri, Thing(iri, "Department", path.rsplit("/", 1)[-1]))
        for thing in found.things.values():
            if any(report.startswith(f"{BASE}report/{letter}/") for report in thing.reports) and thing.iri != iri:
                thing.above.append(iri)
    return found


BODIES = [("Department", "柏岭区/青禾街道", "a"), ("Department", "云川市/柏岭区/青禾街道", "b")]


def test_one_superior_speaks_for_one_body_and_two_against_it() -> None:
    one = identify(above(corpus(*BODIES), a="柏岭区/区政府", b="云川市/柏岭区/区政府"))
    assert [(tie.rule, tie.confidence) for tie in one] == [("identity.region-and-superior", 0.8)]
    assert "区政府" in one[0].reason
    two = identify(above(corpus(*BODIES), a="柏岭区/开发区管委会", b="云川市/柏岭区/区政府"))
    assert [(tie.rule, tie.confidence < 0.5) for tie in two] == [("identity.other-superior", True)]


def test_of_several_regions_the_one_with_the_same_surroundings() -> None:
    cities = [("", "a"), ("云川市/", "b"), ("澄江市/", "c")]
    things = [("Department", f"{city}柏岭区/青禾街道", letter) for city, letter in cities]
    context = [("Mechanism", f"{city}柏岭区/青禾街道/板凳议事机制", letter) for city, letter in cities[:2]]
    context += [("Department", f"{city}柏岭区/青禾派出所", letter) for city, letter in cities[:2]]
    found = {tie.object: tie for tie in identify(corpus(*things, *context)) if tie.subject == f"{BASE}department/柏岭区/青禾街道"}
    assert found[f"{BASE}department/云川市/柏岭区/青禾街道"].rule == "identity.several-regions-one-context"
    assert found[f"{BASE}department/云川市/柏岭区/青禾街道"].confidence == 0.75
    assert found[f"{BASE}department/澄江市/柏岭区/青禾街道"].confidence < 0.5


def defined(full: str, alias: str, short: str, *, other: str = "") -> list[Tie]:
    """Ties where one report defines a short name of a body, and another one names a body so."""
    things = [("Department", full, "a"), ("Department", short, "b"), *([("Department", other, "c")] if other else [])]
    found = corpus(*things)
    for path in filter(None, (full, other)):
        found.things[f"{BASE}department/{path}"].aliases.append(alias)
    return identify(found)


def test_a_name_that_a_report_defines_as_short_for_another() -> None:
    found = defined("甲县/县智慧城管运行服务所", "县城管服务所", "甲县/县城管服务所")
    assert [(tie.rule, tie.labels) for tie in found] == [("identity.abbreviation", ("县城管服务所", "县智慧城管运行服务所"))]
    assert "县城管服务所" in found[0].reason


@pytest.mark.parametrize(
    ("full", "alias", "short"),
    [
        ("甲县/县智慧城管运行服务一所", "县城管服务所", "甲县/县城管服务所"),  # a number is lost
        ("甲县/县智慧城管运行服务所", "县城管服务所", "乙县/县城管服务所"),
        ("甲县/县东城综合执法大队", "县综合执法大队", "甲县/县综合执法大队"),  # a direction is lost
    ],
)
def test_no_abbreviation_leads_past_the_guard(full: str, alias: str, short: str) -> None:
    assert defined(full, alias, short) == []


def test_a_short_name_of_two_bodies_is_doubtful() -> None:
    found = defined("甲县/县智慧城管运行服务所", "县城管服务所", "甲县/县城管服务所", other="甲县/县城管物业服务所")
    assert {(tie.rule, tie.confidence) for tie in found} == {("identity.abbreviation-of-several", 0.4)}
