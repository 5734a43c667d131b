"""Observations: every case of `observations_cases/*.toml` reads as it says there."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from fazhi.facts.observations import Observations, gather_observations
from fazhi.mentions.quantities import find_quantities
from fazhi.model import Document, Form, LinkKind, Metadata, Observation, Part, Role

CASES = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in sorted((Path(__file__).parent / "observations_cases").glob("*.toml"))
    for number, case in enumerate(tomllib.loads(path.read_text("utf-8"))["case"], start=1)
]


def document_of(text: str) -> Document:
    return Document("a", "a.txt", text, text, Metadata("", 0, 0, (), 2023), tuple(range(len(text))), (0,))


def part_of(role: Role, text: str, document: Document) -> Part:
    start = document.text.index(text)
    end = start + len(text)
    return Part(role, Form.SECTION, 1, 1, "", start, end, start, start, start, end)


def gather(document: Document, *parts: Part) -> Observations:
    return gather_observations(document, parts, find_quantities(document.reading))


def told(document: Document, found: Observations) -> list[str]:
    """The observations in the notation of the cases."""
    totals = {link.subject: link.object for link in found.links}
    names = {fact.key: fact.indicator for fact in found.entities}
    return [line(document, fact, names.get(totals.get(fact.key, ""))) for fact in found.entities]


def line(document: Document, fact: Observation, total: str | None) -> str:
    value = "-" if fact.value is None else f"{fact.value} {fact.unit}"
    pieces = [document.text[fact.evidence.start : fact.evidence.end], fact.indicator, value]
    if fact.qualifier.value != "exact":
        pieces.append(fact.qualifier.value)
    if fact.change_percent is not None:
        pieces.append(f"{fact.change_percent:+}%")
    if fact.change_absolute is not None:
        pieces.append(f"{fact.change_absolute:+}")
    if total is not None:
        pieces.append(f"< {total}")
    return " | ".join(pieces)


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    document = document_of(case["text"])
    assert told(document, gather(document)) == case["expect"]


def test_figures_in_plans_are_left_out_with_a_reason() -> None:
    work, plan = "全年调解纠纷35件。", "调解成功率达到98%以上。"
    document = document_of(work + plan)
    found = gather(document, part_of(Role.ACHIEVEMENTS, work, document), part_of(Role.PLANS, plan, document))
    assert [fact.indicator for fact in found.entities] == ["调解纠纷件数"]
    assert [(document.text[o.start : o.end], o.kind, o.reason) for o in found.omissions] == [
        ("98%以上", "observation", "a figure in a plan is no result")
    ]


def test_figures_in_an_annexed_table_count() -> None:
    table = "附:2023年渡口检修情况\n| 类别 | 数量 |\n| --- | --- |\n| 检修渡船 | 126艘 |\n"
    planned = "附:2024年渡口检修计划\n| 类别 | 数量 |\n| --- | --- |\n| 检修灯桩 | 84座 |\n"
    document = document_of(f"全年巡查航段35次。\n{table}{planned}")
    found = gather(document, part_of(Role.CLOSING, document.text[document.text.index("附") :].strip(), document))
    assert [fact.indicator for fact in found.entities] == ["巡查航段次数", "检修渡船艘数"]


def test_figures_in_shortcomings_count() -> None:
    text = "执法人员持证率不足六成。"
    document = document_of(text)
    found = gather(document, part_of(Role.SHORTCOMINGS, text, document))
    assert told(document, found) == ["不足六成 | 执法人员持证率 | 60 % | at_most"]


def test_a_figure_told_again_among_the_shortcomings_is_the_same() -> None:
    work, problem = "承接区级下放行政执法事项83项。", "83项下放事项中实际行使过的仅有39项。"
    document = document_of(work + problem)
    found = gather(document, part_of(Role.ACHIEVEMENTS, work, document), part_of(Role.SHORTCOMINGS, problem, document))
    assert [str(fact.value) for fact in found.entities] == ["83", "39"]
    assert [(link.kind, link.object) for link in found.links] == [(LinkKind.PART_OF, found.entities[0].key)]


def test_every_observation_has_evidence_and_keys_are_unique() -> None:
    document = document_of("".join(param.values[0]["text"] for param in CASES))  # type: ignore[index]
    found = gather(document)
    keys = [fact.key for fact in found.entities]
    assert len(keys) == len(set(keys))
    assert all(document.text[fact.evidence.start : fact.evidence.end].strip() for fact in found.entities)
    assert all(0 < fact.evidence.confidence <= 1 and fact.evidence.rule for fact in found.entities)
    assert {link.subject for link in found.links} | {link.object for link in found.links} <= set(keys)
    assert found == gather(document)
