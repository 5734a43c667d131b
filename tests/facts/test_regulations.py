"""Regulations: one entity for each norm, of the right kind; what is no norm is left out with its reason."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from fazhi.documents import document_from
from fazhi.facts.regulations import Regulations, gather_regulations
from fazhi.mentions.regulations import find_regulations
from fazhi.model import Document
from fazhi.norms import national_norm
from fazhi.resources import rows
from fazhi.vocabulary import REGULATION_KINDS

CASES = tomllib.loads((Path(__file__).parent / "regulations_cases.toml").read_text("utf-8"))["case"]
GENRE = "推进依法行政、行政执法、普法、行政复议、纠纷调解、信访、法治政府建设、规范性文件、行政决策、政务公开、营商环境工作。" * 2


def read(text: str) -> tuple[Document, Regulations]:
    document = document_from(f"东岭区应急管理局2023年法治政府建设情况报告\n{text}\n{GENRE}", identifier="a", source="a.txt")
    return document, gather_regulations(document, find_regulations(document.reading))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:16] for case in CASES])
def test_norms_of_a_sentence(case: dict[str, Any]) -> None:
    document, regulations = read(case["text"])
    assert [[entity.name, entity.category] for entity in regulations.entities] == case["norms"]
    assert [document.reading[o.start : o.end] for o in regulations.omissions] == case.get("none", [])
    if "numbers" in case:
        assert [entity.document_number for entity in regulations.entities] == case["numbers"]


def test_all_places_of_a_norm_are_its_evidence() -> None:
    document, regulations = read("落实《信访工作条例》(以下简称《条例》),宣传《条例》,依照《信访工作条例》办理。")
    (norm,) = regulations.entities
    places = [document.reading[e.start : e.end] for e in norm.evidence]
    assert places == ["《信访工作条例》", "《条例》", "《信访工作条例》"]
    assert "条例" in norm.aliases


def test_a_national_norm_has_no_scope_and_a_local_one_has() -> None:
    _, regulations = read("依据《安全生产法》修订《东岭区防汛应急预案》。")
    national, local = regulations.entities
    assert national.scope == ()
    assert "安全生产法" in national.aliases
    assert local.scope != () or local.name.startswith("东岭区")


def test_a_replaced_norm_names_its_successor() -> None:
    _, regulations = read("依照《信访条例》受理来信来访。")
    assert [entity.successor for entity in regulations.entities] == ["信访工作条例"]


def test_the_table_of_national_norms_is_sound() -> None:
    kinds = set(REGULATION_KINDS)
    seen: dict[str, str] = {}
    for row in rows("regulations_national"):
        assert row["kind"] in kinds, row
        assert not row["successor"] or national_norm(row["successor"]), row
        for name in (row["official"], *filter(None, row["names"].split("|"))):
            found = national_norm(name)
            assert found is not None
            assert found.official == row["official"], f"{name} names two norms"
            assert seen.setdefault(name, row["official"]) == row["official"]
    assert len({row["official"] for row in rows("regulations_national")}) == len(rows("regulations_national")) > 600


def test_a_national_norm_is_no_short_title_of_one_that_only_ends_like_it() -> None:
    title = "清屏山国家级自然保护区管理局2023年法治政府建设情况报告"
    text = "宣传《清屏山国家级自然保护区条例》,执行《自然保护区条例》。"
    document = document_from(f"{title}\n{text}\n{GENRE}", identifier="a", source="a.txt")
    names = [entity.name for entity in gather_regulations(document, find_regulations(document.reading)).entities]
    assert names == ["清屏山国家级自然保护区条例", "中华人民共和国自然保护区条例"]
