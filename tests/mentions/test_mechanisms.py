"""Which mechanisms are found in a text, and how the component behaves as a part of spaCy."""

from __future__ import annotations

import re
import time
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import spacy

from fazhi.matching.alternation import any_word
from fazhi.mentions.mechanisms import find_mechanisms
from fazhi.mentions.mechanisms.tables import tables
from fazhi.model import MentionKind
from fazhi.resources import rows

CASES = [
    case
    for file in sorted(Path(__file__).parent.glob("mechanisms_*.toml"))
    for case in tomllib.loads(file.read_text("utf-8"))["case"]
]
KINDS = {"system", "mechanism", "platform", "campaign", "instrument", "brand"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_names_and_kinds(case: dict[str, Any]) -> None:
    found = {f"{mention.name} = {mention.category}" for mention in find_mechanisms(case["text"])}
    assert found == set(case["names"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_places_are_in_the_text_and_do_not_cross(case: dict[str, Any]) -> None:
    mentions = find_mechanisms(case["text"])
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(case["text"])
        assert mention.kind is MentionKind.MECHANISM
        assert mention.rule.startswith("mechanism:")
        assert 0 < mention.confidence < 1
        assert "“" not in mention.name
        assert "”" not in mention.name
    for first, second in pairwise(mentions):
        assert first.end <= second.start


def test_quoted_words_are_the_short_name() -> None:
    (mention,) = find_mechanisms("推行“杏塘夜话”机制。")
    assert (mention.name, mention.alias) == ("杏塘夜话机制", "杏塘夜话")


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        ("一是明确清晰权责清单。", "权责清单"),  # "make the list of powers clear": the verb is no part of a name
        ("指导各科室梳理细化自身职责清单,明确职责边界。", "职责清单"),
        ("建立渔政执法权责清单,公布26项。", "渔政执法权责清单"),
    ],
)
def test_a_common_name_keeps_no_verb(text: str, alias: str) -> None:
    assert alias in {mention.alias or mention.name for mention in find_mechanisms(text)}


@pytest.mark.parametrize("row", rows("mechanisms_known"), ids=lambda row: row["name"])
def test_each_known_mechanism_is_found_in_its_example(row: dict[str, str]) -> None:
    example = row["example"].translate(str.maketrans("，；：（）", ",;:()"))
    assert row["kind"] in KINDS
    assert row["when"] in ("", "quoted", "quoted alone")
    assert (row["name"], row["kind"]) in {(mention.name, mention.category) for mention in find_mechanisms(example)}


def test_no_variant_names_two_mechanisms() -> None:
    seen: dict[str, str] = {}
    for row in rows("mechanisms_known"):
        for variant in (row["name"], *filter(None, row["variants"].split("|"))):
            assert seen.setdefault(variant, row["name"]) == row["name"]
            assert not set(variant) & set("“”《》，（）"), f"{variant}: write it as in a normalised text, without marks"


def test_alternation_matches_the_longest_word() -> None:
    words = ["制", "制度", "责任制", "河(湖)长制", "a+b", "a+b?"]
    pattern = re.compile(any_word(words))
    for word in words:
        match = pattern.match(word)
        assert match is not None
        assert match[0] == word


def test_kinds_of_the_tables_are_kinds() -> None:
    assert set(tables().head_kinds.values()) <= KINDS
    assert {kind for kind, _ in tables().core_kinds} == KINDS


def test_component_in_another_pipeline() -> None:
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("fazhi_mechanisms")
    doc = pipeline("建立“杏塘夜话”机制。")
    assert [(span.text, span.kb_id_) for span in doc.spans["mechanisms"]] == [("“杏塘夜话”机制", "杏塘夜话机制")]


@pytest.mark.parametrize("piece", ["“", "机制", "行", "、制度", "“一件事”", "“一件事”、", "吹哨"])
def test_a_long_text_without_structure_is_read_in_linear_time(piece: str) -> None:
    short, long = (seconds(piece * (length // len(piece))) for length in (4000, 16000))
    assert long < 8 * short + 0.05  # four times the text; where each place looks at all others it is sixteen times the work


def seconds(text: str) -> float:
    """The least time of the processor that a text takes of three times."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        find_mechanisms(text)
        taken.append(time.process_time() - start)
    return min(taken)
