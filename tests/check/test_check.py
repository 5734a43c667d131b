"""The check room: nothing is found in a sound graph, and every seeded fault is found and named in words."""

from pathlib import Path

import pytest

from fazhi.check import check
from fazhi.pipeline import build_lines
from fazhi.store import in_memory

REPORT = Path(__file__).parents[2] / "data" / "reports" / "tanggu-street-2023.txt"
FZ = "https://w3id.org/fazhi/ontology#"


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return build_lines([REPORT]).lines


def without(lines: list[str], *parts: str) -> list[str]:
    """The graph without the first line that has all these parts."""
    index = next(i for i, line in enumerate(lines) if all(part in line for part in parts))
    return lines[:index] + lines[index + 1 :]


def with_other(lines: list[str], old: str, new: str, *parts: str) -> list[str]:
    """The graph with one thing changed in the first line that has all these parts."""
    index = next(i for i, line in enumerate(lines) if old in line and all(part in line for part in parts))
    return [*lines[:index], lines[index].replace(old, new), *lines[index + 1 :]]


def test_a_sound_graph_has_no_finding(lines: list[str]) -> None:
    assert check(in_memory(lines)) == []


def test_a_damaged_quote(lines: list[str]) -> None:
    found = check(in_memory(with_other(lines, '"2611件"', '"2612件"', "#exact>")))
    assert [(f.kind, f.quote) for f in found] == [("evidence", "2612件")]
    assert "2611件" in found[0].en
    assert "2611件" in found[0].zh


def test_a_quote_out_of_place(lines: list[str]) -> None:
    subject = next(line.split(" ", 1)[0] for line in lines if '"2611件"' in line and "#exact>" in line)
    start = next(line for line in lines if line.startswith(subject) and "#start>" in line)
    moved = [line for line in lines if line != start] + [start.replace('"', '"1', 1)]
    assert any(f.kind == "evidence" and "does not stand" in f.en for f in check(in_memory(moved)))


def test_characters_beyond_the_basic_plane_are_counted_as_one(lines: list[str]) -> None:
    index = next(i for i, line in enumerate(lines) if f"<{FZ}text>" in line)
    spoilt = [*lines]
    spoilt[index] = spoilt[index].replace('"塘沽', '"\U00020000塘沽', 1)
    assert len([f for f in check(in_memory(spoilt)) if f.kind == "evidence"]) > 100


@pytest.mark.parametrize("kind", ["Observation", "Measure", "Shortcoming", "Cause"])
def test_a_fact_without_evidence(lines: list[str], kind: str) -> None:
    subject = next(line.split(" ", 1)[0] for line in lines if f"<{FZ}{kind}>" in line and "ns#type>" in line)
    found = check(in_memory([line for line in lines if not (line.startswith(subject) and f"<{FZ}evidence>" in line)]))
    assert any(f.kind == "evidence" and f"<{f.subject}>" == subject for f in found)


def test_an_entity_without_a_place(lines: list[str]) -> None:
    subject = next(line.split(" ", 1)[0] for line in lines if "唠嗑说事" in line and f"<{FZ}mentionedIn>" in line)
    found = check(in_memory([line for line in lines if not (line.startswith(subject) and f"<{FZ}evidence>" in line)]))
    assert any("mentioned" in f.en and "唠嗑说事" in f.quote for f in found)


def test_a_link_without_reasons_and_reasons_without_a_link(lines: list[str]) -> None:
    bare = [line for line in lines if "#predicate>" not in line or "addresses" not in line.split("> <", 1)[1]]
    assert any("fz:addresses" in f.en for f in check(in_memory(bare)))
    plain = next(line for line in lines if line.split(" ")[1] == f"<{FZ}addresses>")
    loose = [line for line in lines if line != plain]
    assert any("plain triple" in f.en for f in check(in_memory(loose)))


def test_a_term_that_is_not_in_the_ontology(lines: list[str]) -> None:
    graph = lines[0].rsplit("<", 1)[1]
    foreign = [*lines, f"<https://w3id.org/fazhi/id/x> <{FZ}adresses> <https://w3id.org/fazhi/id/y> <{graph}"]
    found = [f for f in check(in_memory(foreign)) if f.kind == "vocabulary"]
    assert len(found) == 1
    assert f"{FZ}adresses" in found[0].en


def test_a_shape_that_is_not_kept(lines: list[str]) -> None:
    found = check(in_memory(without(lines, f"<{FZ}status>", f"<{FZ}Planned>")))
    assert [f.kind for f in found] == ["shape"]
    assert found[0].zh
    assert found[0].en
    assert found[0].zh != found[0].en
