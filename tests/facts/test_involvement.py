"""What a measure involves, by sentences with marked names."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from fazhi.facts.involvement import gather_involvement
from fazhi.model import Entity, EntityKind, Evidence, LinkKind, Measure, Observation, Qualifier, Shortcoming, Status

KINDS = {"d": EntityKind.DEPARTMENT, "r": EntityKind.REGULATION, "m": EntityKind.MECHANISM}
CASES = [
    case
    for path in sorted(Path(__file__).parent.joinpath("involvement_cases").glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]


def read(marked: str) -> tuple[str, list[Entity]]:
    """The sentence without its marks, and the entities they mark, also one within another."""
    text, opened, entities = "", [], []
    for token in re.findall(r"\[[drm]:|\]|[^\[\]]+", marked):
        if token == "]":
            kind, start = opened.pop()
            entities.append(Entity(kind=kind, name=text[start:], evidence=(Evidence(start, len(text), "test", 1.0),)))
        elif token.startswith("["):
            opened.append((KINDS[token[1]], len(text)))
        else:
            text += token
    return text, entities


def measure(text: str, start: int = 0, end: int | None = None) -> Measure:
    end = len(text) if end is None else end
    place = Evidence(start, end, "test", 1.0)
    return Measure(title=text[start:end], status=Status.IMPLEMENTED, start=start, end=end, evidence=place)


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_sentence(case: dict) -> None:
    text, entities = read(case["text"])
    links = gather_involvement(text, [measure(text)], [], entities, [])
    found = {link.object.split(":", 1)[1]: link.kind.value for link in links}
    assert {name: found.get(name, "") for name in case["links"]} == case["links"]
    assert len(links) == len(found), "one link for each name"


def observation(text: str, quote: str) -> Observation:
    start = text.index(quote)
    return Observation(
        indicator=quote,
        value=Decimal(1),
        unit="件",
        qualifier=Qualifier.EXACT,
        evidence=Evidence(start, start + len(quote), "test", 1.0),
    )


def test_figures_of_shortcomings_belong_to_no_measure() -> None:
    text = "开展检查12次。但持证率不足六成。整改问题5个。"
    problem_start, problem_end = text.index("但"), text.index("整改")
    place = Evidence(problem_start, problem_end, "test", 1.0)
    problem = Shortcoming(text="持证率不足六成", start=problem_start, end=problem_end, evidence=place)
    figures = [observation(text, quote) for quote in ("12次", "六成", "5个")]
    links = gather_involvement(text, [measure(text)], [problem], [], figures)
    assert [link.object for link in links if link.kind is LinkKind.HAS_RESULT] == [figures[0].key, figures[2].key]


def test_the_innermost_measure_has_the_figure() -> None:
    text = "调解纠纷20件。下一步将培训调解员5名。"
    outer, inner = measure(text), measure(text, text.index("下一步"))
    links = gather_involvement(text, [outer, inner], [], [], [observation(text, "20件"), observation(text, "5名")])
    assert [(link.subject, link.evidence.start) for link in links] == [
        (outer.key, text.index("20件")),
        (inner.key, text.index("5名")),
    ]


def test_the_place_where_a_body_acts_is_preferred() -> None:
    text, entities = read("会同[d:区司法局]开展评查。[d:区司法局]审查文件12件。")
    body = Entity(
        kind=EntityKind.DEPARTMENT,
        name="区司法局",
        evidence=tuple(place for entity in entities for place in entity.evidence),
    )
    (link,) = gather_involvement(text, [measure(text)], [], [body], [])
    assert link.kind is LinkKind.CARRIED_OUT_BY
    assert link.evidence.start == text.rindex("区司法局")
