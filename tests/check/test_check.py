"""The check room: nothing is found in a sound graph, and every seeded fault is found and named in words."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from fazhi.check import Kind, check
from fazhi.errors import StoreError
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
    assert [(f.kind, f.quote, f.report, f.line is not None) for f in found] == [
        ("evidence", "2612件", "tanggu-street-2023", True)
    ]
    assert str(found[0]).startswith("tanggu-street-2023, line ")
    assert "2611件" in found[0].message_en
    assert "2611件" in found[0].message_zh


def test_a_quote_out_of_place(lines: list[str]) -> None:
    subject = next(line.split(" ", 1)[0] for line in lines if '"2611件"' in line and "#exact>" in line)
    start = next(line for line in lines if line.startswith(subject) and "#start>" in line)
    moved = [line for line in lines if line != start] + [start.replace('"', '"1', 1)]
    assert any(f.kind == "evidence" and "does not stand" in f.message_en for f in check(in_memory(moved)))


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
    about = [f for f in found if f.kind == "evidence" and f"<{f.subject}>" == subject]
    assert {f.message_en.split(" (")[0].split(" in ")[0] for f in about} == {
        "This mechanism has no evidence",
        "It is said to be mentioned",
    }


def test_a_link_without_reasons_and_reasons_without_a_link(lines: list[str]) -> None:
    bare = [line for line in lines if "#predicate>" not in line or "addresses" not in line.split("> <", 1)[1]]
    assert any("fz:addresses" in f.message_en for f in check(in_memory(bare)))
    plain = next(line for line in lines if line.split(" ")[1] == f"<{FZ}addresses>")
    loose = [line for line in lines if line != plain]
    assert any("not the link itself" in f.message_en for f in check(in_memory(loose)))


def test_a_term_that_is_not_in_the_ontology(lines: list[str]) -> None:
    graph = lines[0].rsplit("<", 1)[1]
    foreign = [*lines, f"<https://w3id.org/fazhi/id/x> <{FZ}adresses> <https://w3id.org/fazhi/id/y> <{graph}"]
    found = [f for f in check(in_memory(foreign)) if f.kind == "vocabulary"]
    assert len(found) == 1
    assert "did you mean fz:addresses?" in found[0].message_en


def test_a_shape_that_is_not_kept(lines: list[str]) -> None:
    found = check(in_memory(without(lines, f"<{FZ}status>", f"<{FZ}Planned>")))
    assert [f.kind for f in found] == ["shapes"]
    assert found[0].message_zh
    assert found[0].message_en
    assert found[0].message_zh != found[0].message_en


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (
            f"<r:x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{FZ}Mesure>",
            "used as a class, 1 times); did you mean fz:Measure?",
        ),
        (f"<r:x> <{FZ}status> <{FZ}Plannned>", "used as a value, 1 times); did you mean fz:Planned?"),
        (f'<r:x> <{FZ}line> "true"^^<http://www.w3.org/2001/XMLSchema#boolean>', "xsd:boolean is no term"),
        ('<r:x> <http://xmlns.com/foaf/0.1/name> "x"', "<http://xmlns.com/foaf/0.1/name> is no term"),
    ],
)
def test_each_way_of_using_a_foreign_term(line: str, complaint: str) -> None:
    found = check(in_memory([f"{line} <r:g> ."]), kinds=(Kind.VOCABULARY,))
    assert [f.subject for f in found] == ["r:x"]
    assert complaint in found[0].message_en
    assert "不在本体之中" in found[0].message_zh


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        (lambda line: None if "#start>" in line else line, "incomplete: oa:start"),
        (lambda line: line.replace('"', '"x', 1) if "#end>" in line else line, "no pair of whole numbers"),
        (lambda line: None if f"<{FZ}text>" in line else line, "has no text"),
        (lambda line: line.replace(f"<{FZ}inReport> <", f"<{FZ}inReport> <x-"), "no report of this graph"),
    ],
)
def test_evidence_that_cannot_be_followed(lines: list[str], changed: Callable[[str], str | None], complaint: str) -> None:
    found = check(in_memory([new for line in lines if (new := changed(line)) is not None]))
    assert any(f.kind == "evidence" and complaint in f.message_en for f in found)


def test_a_file_is_read_by_its_suffix(lines: list[str], tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    assert check(path, kinds=(Kind.EVIDENCE, Kind.VOCABULARY)) == []


@pytest.mark.parametrize(("name", "text"), [("absent.nq", None), ("broken.nq", "<a> <b>"), ("graph.docx", "x")])
def test_what_is_no_graph_is_told(name: str, text: str | None, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(StoreError, match=re.escape(name)):
        check(tmp_path / name)


def test_findings_come_in_the_order_of_the_text(lines: list[str]) -> None:
    spoilt = [line.replace('"', '"某', 1) if "#exact>" in line else line for line in lines]
    found = check(in_memory(spoilt), kinds=(Kind.EVIDENCE,))
    assert len(found) > 100
    assert [f.line for f in found] == sorted(f.line or 0 for f in found)
