"""Departments of whole passages: which names are one body, who is the issuer, what belongs to what."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from fazhi.documents import document_from
from fazhi.facts.departments import Departments, gather_departments
from fazhi.mentions.departments import find_departments
from fazhi.model import Document, LinkKind

FILES = sorted((Path(__file__).parent / "departments_cases").glob("*.toml"))
CASES = [case for file in FILES for case in tomllib.loads(file.read_text("utf-8"))["case"]]
GENRE = "推进依法行政、行政执法、普法、行政复议、纠纷调解、信访、法治政府建设、规范性文件、行政决策、政务公开、营商环境工作。" * 2


def read(title: str, text: str) -> tuple[Document, Departments]:
    document = document_from(f"{title}\n{text}\n{GENRE}", identifier="a", source="a.txt")
    return document, gather_departments(document, (), find_departments(document.reading))


@pytest.mark.parametrize("case", CASES, ids=[case["source"] for case in CASES])
def test_bodies_of_a_passage(case: dict[str, Any]) -> None:
    _, departments = read(case["title"], case["text"])
    left = {entity.key: {entity.name, *entity.aliases} for entity in departments.entities}
    for names in case["bodies"]:
        keys = [key for key, labels in left.items() if labels & set(names)]
        assert len(keys) == 1, f"{names} is found {len(keys)} times"
        del left[keys[0]]
    assert [key for key, labels in left.items() if not labels & set(case.get("optional", ()))] == []


@pytest.mark.parametrize("case", CASES, ids=[case["source"] for case in CASES])
def test_what_holds_for_every_passage(case: dict[str, Any]) -> None:
    document, departments = read(case["title"], case["text"])
    keys = [entity.key for entity in departments.entities]
    assert len(set(keys)) == len(keys)
    assert len(departments.issuers) == len(document.metadata.issuers) > 0
    assert set(departments.issuers) <= set(keys)
    labels = [label for entity in departments.entities for label in (entity.name, *entity.aliases)]
    assert len(set(labels)) == len(labels)
    for entity in departments.entities:
        assert entity.evidence
        assert all(0 <= e.start < e.end <= len(document.text) for e in entity.evidence)
        assert entity.superior is None or entity.superior in keys
    linked = {(link.subject, link.object) for link in departments.links}
    assert linked == {(e.key, e.superior) for e in departments.entities if e.superior}
    assert all(link.kind is LinkKind.SUBORDINATE_TO for link in departments.links)


def test_the_name_and_scope_of_a_body_do_not_hang_on_how_a_year_writes_it() -> None:
    """The same bodies, spelt out in one year's report and in short in another's."""
    _, first = read(
        "白沙区桃源街道2022年法治政府建设情况报告", "白沙区市场监督管理局、桃源派出所与街道党工委在桃源街道开展检查。"
    )
    _, second = read("桃源街道办事处2023年法治政府建设情况报告", "在白沙区委领导下,桃源街道党工委会同区市场监管局、派出所检查。")
    one = {(entity.name, entity.scope) for entity in first.entities}
    other = {(entity.name, entity.scope) for entity in second.entities}
    assert one <= other
    assert {name for name, _ in one} == {"桃源街道", "区市场监管局", "桃源派出所", "街道党工委"}


def test_scopes() -> None:
    text = "贯彻司法部要求,会同江岸市公安局、区司法局、大同学校开展活动,局党组统筹。"
    _, departments = read("江岸市白沙区教育局2023年法治政府建设情况报告", text)
    assert {entity.name: entity.scope for entity in departments.entities} == {
        "江岸市白沙区教育局": ("江岸市", "白沙区"),
        "司法部": (),
        "市公安局": ("江岸市",),
        "区司法局": ("江岸市", "白沙区"),
        "大同学校": ("江岸市", "白沙区"),
        "局党组": ("江岸市", "白沙区", "江岸市白沙区教育局"),
    }


def test_superiors() -> None:
    text = "在县委、县政府领导下,县委宣传部、县司法局、县政府办公室、县税务局与局党组、执法大队联合检查。"
    _, departments = read("安宁县水利局2023年法治政府建设情况报告", text)
    above = {entity.name: entity.superior for entity in departments.entities if entity.superior}
    assert above == {
        "安宁县水利局": "department:县政府",
        "县委宣传部": "department:县委",
        "县司法局": "department:县政府",
        "县政府办公室": "department:县政府",
        "局党组": "department:安宁县水利局",
        "执法大队": "department:安宁县水利局",
    }


def test_what_is_left_out_is_told() -> None:
    document, departments = read("安宁县水利局2023年法治政府建设情况报告", "各乡镇、有关部门与县水利局落实责任,我县稳步推进。")
    told = {document.reading[o.start : o.end]: o.reason for o in departments.omissions}
    assert told["各乡镇"] == "a collective, not one particular body"
    assert told["我县"] == "a place, not the body that governs it"


def test_the_issuer_stands_in_the_graph_also_where_only_the_title_names_it() -> None:
    _, departments = read("安宁县水利局2023年法治政府建设情况报告", "本年度各项工作有序开展。")
    assert [entity.name for entity in departments.entities] == ["安宁县水利局"]
    assert departments.issuers == ("department:安宁县水利局",)


@pytest.mark.parametrize("table", ["departments_known", "departments_national"])
def test_no_name_in_a_table_is_that_of_two_bodies(table: str) -> None:
    from fazhi.resources import rows

    owner: dict[str, str] = {}
    for row in rows(table):
        for form in dict.fromkeys((row["name"], *filter(None, row["others"].split("|")))):
            assert owner.setdefault(form, row["name"]) == row["name"], f"{form} stands in two rows"
