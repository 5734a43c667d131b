"""How mentions of mechanisms become entities: merging, kinds, scope, omissions."""

from __future__ import annotations

import pytest

from fazhi.facts.mechanisms import Mechanisms, gather_mechanisms
from fazhi.mentions.mechanisms import find_mechanisms
from fazhi.model import Document, Entity, EntityKind, Evidence, Mention, MentionKind, Metadata


def document(text: str) -> Document:
    metadata = Metadata("", 0, 0, ("杏塘镇",), 2023, region=("云岭省", "杏林县"))
    return Document("a", "a.txt", text, text, metadata, tuple(range(len(text))), (0,))


def gathered(text: str, regulations: tuple[Entity, ...] = ()) -> Mechanisms:
    return gather_mechanisms(document(text), find_mechanisms(text), regulations)


def test_long_and_short_names_are_one() -> None:
    (entity,) = gathered("推出“杏树夜话”机制。办理“杏树夜话”事项519件,杏树夜话进小区。打响“杏树夜话”品牌。").entities
    assert entity.name == "杏树夜话机制"
    assert set(entity.aliases) == {"杏树夜话", "杏树夜话品牌"}
    assert len(entity.evidence) == 4


def test_a_place_before_the_name_is_the_same_mechanism() -> None:
    (entity,) = gathered("开设社区“微法庭”,举办“社区微法庭”3场。").entities
    assert {entity.name, *entity.aliases} == {"微法庭", "社区微法庭"}


def test_names_that_differ_in_a_number_are_two() -> None:
    names = [entity.name for entity in gathered("推出“杏小办”专窗,升级“杏小办2.0”专窗。").entities]
    assert names == ["杏小办专窗", "杏小办2.0专窗"]


def test_the_table_settles_name_kind_and_scope() -> None:
    (entity,) = gathered("开展年度述法,落实年终述法制度。").entities
    assert (entity.name, entity.category, entity.scope) == ("述法制度", "system", ())
    assert set(entity.aliases) == {"年度述法", "年终述法制度"}


def test_a_platform_by_the_name_of_a_common_way_of_working_is_the_issuers() -> None:
    (way,) = gathered("推进渔船证照“一网通办”。").entities
    (platform,) = gathered("渔船证照接入“一网通办”平台。").entities  # "put on the platform …"
    assert (way.category, way.scope) == ("mechanism", ())
    assert (platform.category, platform.scope[-1]) == ("platform", "杏塘镇")


def test_a_common_name_inside_the_name_of_a_body_is_the_body_alone() -> None:
    text = "设立行刑衔接联席会议办公室。"  # "the office of the joint meeting on …"
    body = Mention(MentionKind.DEPARTMENT, 2, 13, text[2:13], "department:bare-unit", 0.7)
    assert gather_mechanisms(document(text), [*find_mechanisms(text), body]).entities == ()
    assert len(gather_mechanisms(document(text), find_mechanisms(text)).entities) == 1


def test_a_brand_told_in_a_problem_is_no_evil() -> None:
    text = "“小渔说安全”场次偏少,“先捞后报”时有发生。"  # "… was held too seldom, 'catch first, report later' happens"
    found = gather_mechanisms(document(text), find_mechanisms(text), (), [(0, len(text))])
    assert [(entity.name, entity.category) for entity in found.entities] == [("小渔说安全", "brand")]


def test_local_names_belong_to_the_issuer() -> None:
    (entity,) = gathered("推行“杏树夜话”机制。").entities
    assert entity.scope == ("云岭省", "杏林县", "杏塘镇")


def test_the_kind_with_more_behind_it_wins() -> None:
    text = "杏树夜话" * 3
    mentions = [
        Mention(MentionKind.MECHANISM, 0, 4, "杏树夜话", "mechanism:quoted", 0.6, "mechanism"),
        Mention(MentionKind.MECHANISM, 4, 8, "杏树夜话", "mechanism:quoted-head", 0.92, "platform"),
    ]
    (entity,) = gather_mechanisms(document(text), mentions).entities
    assert entity.category == "platform"


def test_evidence_is_in_order_of_the_text() -> None:
    for entity in gathered("落实公平竞争审查制度。推行“杏树夜话”机制。开展公平竞争审查3次。").entities:
        starts = [evidence.start for evidence in entity.evidence]
        assert starts == sorted(starts)


def test_no_label_stands_for_two_entities() -> None:
    entities = gathered("建成企业开办“一件事”专区,推行义务教育入学“一件事”集成办理,落实“高效办成一件事”改革。").entities
    labels = [label for entity in entities for label in (entity.name, *entity.aliases)]
    assert len(entities) == 3
    assert len(labels) == len(set(labels))


def test_what_is_a_regulation_is_no_mechanism() -> None:
    text = "编制渣土运输监管清单并执行。"
    place = Evidence(2, 10, "regulation:test", 0.9)
    regulation = Entity(kind=EntityKind.REGULATION, name="渣土运输监管清单", evidence=(place,))
    assert [entity.name for entity in gathered(text).entities] == ["渣土运输监管清单"]
    assert gathered(text, (regulation,)).entities == ()


@pytest.mark.parametrize(
    ("text", "quote", "reason"),
    [
        ("增强“四个意识”。", "“四个意识”", "a political slogan or theory, not an arrangement of this body"),
        ("杜绝“先签后审”。", "“先签后审”", "a bad practice or a complaint, not an arrangement"),
        ("打通“最后一公里”。", "“最后一公里”", "a figure of speech"),
        ("落实“八五”普法规划。", "“八五”", "the number of a plan or an edition"),
        ("形成长效机制。", "长效机制", "a generic arrangement that has no name of its own"),
    ],
)
def test_what_is_left_out_is_told_with_its_reason(text: str, quote: str, reason: str) -> None:
    result = gathered(text)
    assert result.entities == ()
    assert [(text[o.start : o.end], o.kind, o.reason) for o in result.omissions] == [(quote, "mechanism", reason)]


def test_what_is_found_is_not_left_out() -> None:
    assert gathered("推行“杏树夜话”机制,修订《“三重一大”议事规则》。").omissions == ()
