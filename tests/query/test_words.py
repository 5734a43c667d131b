"""Questions in words, and help with names, on the graph of the fixtures."""

import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from fazhi.query import catalogue, question, run
from fazhi.query.names import hints, near
from fazhi.query.words import understand
from fazhi.resources import lexicon

HERE = Path(__file__).parent
ASKED = tomllib.loads((HERE / "asked.toml").read_text("utf-8"))["asked"]
LEAST_UNDERSTOOD, MOST_MISUNDERSTOOD = 84, 0  # of 84 that can be answered, and of all 104


@pytest.fixture(scope="module")
def both() -> ox.Store:
    found = ox.Store()
    for name in ("fixture.trig", "later.trig"):
        found.load(path=str(HERE / name), format=ox.RdfFormat.TRIG)
    return found


def outcome(store: ox.Store, entry: dict[str, object]) -> str:
    found = understand(store, str(entry["words"]))
    if found.question is None:
        return "refused rightly" if not entry["question"] else "refused wrongly"
    right = (found.question, found.parameters) == (entry["question"], entry["parameters"])
    return "understood" if right else "misunderstood"


def test_a_hundred_questions(both: ox.Store) -> None:
    counts = Counter(outcome(both, entry) for entry in ASKED)
    assert len(ASKED) == 104
    assert sum(not entry["question"] for entry in ASKED) == 20
    assert counts["understood"] >= LEAST_UNDERSTOOD, counts
    assert counts["misunderstood"] <= MOST_MISUNDERSTOOD, counts


def test_words_that_the_table_has_not_seen(both: ox.Store) -> None:
    """What is not understood is refused, and not answered by something else."""
    fresh = tomllib.loads((HERE / "fresh.toml").read_text("utf-8"))["asked"]
    found = {words: understand(both, words).question or "" for words in fresh}
    assert [words for words in fresh if found[words] and found[words] != fresh[words]] == []
    assert sum(bool(found[words]) for words in fresh) >= 15
    assert all(not found[words] for words in fresh if not fresh[words])


def test_every_question_is_asked_in_words() -> None:
    assert {entry["question"] for entry in ASKED} - {""} >= {q.name for q in catalogue()} - {
        "body-themes",
        "low-confidence",
        "reports",
    }
    assert {row["question"] for row in lexicon("questions")["row"]} == {q.name for q in catalogue()}


def test_what_is_understood_can_be_run(both: ox.Store) -> None:
    for entry in ASKED:
        found = understand(both, entry["words"])
        if found.question is not None:
            assert run(both, found.question, found.parameters).columns


@pytest.mark.parametrize("words", ["", "  ?", "???", "“”", "a" * 5000, "SELECT * { ?s ?p ?o }", "\u0000"])
def test_what_is_no_question_is_refused(words: str, both: ox.Store) -> None:
    assert understand(both, words).question is None


def test_the_reason_names_what_is_not_understood(both: ox.Store) -> None:
    assert understand(both, "哪些不足没有措施,与采购相关?").reason == "this is not understood: 采购"
    assert "no indicator of the graph is named" in understand(both, "比较历年的情况").reason


def test_this_year_is_the_last_that_the_graph_knows(both: ox.Store) -> None:
    assert understand(both, "去年哪些不足没有对应的举措?").parameters == {"year": "2022"}


def test_a_name_that_is_misspelt_is_answered_with_those_near(both: ox.Store) -> None:
    given = {"department": "区司法居"}
    asked = question("departments-and-measures")
    (told,) = hints(both, asked, given, run(both, asked, given))
    assert told.startswith("--department 区司法居: no name in the graph has this in it; near it are")
    assert "区司法局" in told
    assert near("完全不同", ["区司法局"]) == []


def test_names_that_fit_but_not_together_are_told(both: ox.Store) -> None:
    given = {"department": "县公安局", "year": "2022"}
    asked = question("departments-and-measures")
    assert hints(both, asked, given, run(both, asked, given)) == [
        "nothing has all of this together; leave one of the parameters out"
    ]


def test_a_name_that_fits_very_many_is_told() -> None:
    crowded = ox.Store()
    fz, skos = "https://w3id.org/fazhi/ontology#", "http://www.w3.org/2004/02/skos/core#"
    graph = ox.NamedNode("http://e.org/g")
    for number in range(20):
        body = ox.NamedNode(f"http://e.org/{number}")
        kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        crowded.add(ox.Quad(body, kind, ox.NamedNode(fz + "Department"), graph))
        crowded.add(ox.Quad(body, ox.NamedNode(skos + "prefLabel"), ox.Literal(f"第{number}局", language="zh"), graph))
    many = run(crowded, "SELECT ?s { ?s ?p ?o . ?x ?y ?z } LIMIT 60")
    (told,) = hints(crowded, question("departments-and-measures"), {"department": "局"}, many)
    assert "20 names have this in them (第0局, " in told
    assert hints(crowded, question("departments-and-measures"), {"department": "第1局"}, many) == []


def test_the_command_tells_what_it_chose_and_the_sparql_it_ran(tmp_path: Path, both: ox.Store) -> None:
    (tmp_path / "graph.nq").write_text("".join(f"{quad} .\n" for quad in both), "utf-8")
    words = "哪些不足没有对应的举措?"
    command = [sys.executable, "-m", "fazhi", "ask", words, "--from", str(tmp_path), "--format", "csv"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "fazhi query unaddressed-shortcomings" in done.stderr
    said = done.stderr.partition("The SPARQL that was run (--no-sparql hides it):")[2]
    again = subprocess.run(
        [sys.executable, "-m", "fazhi", "query", said, "--from", str(tmp_path), "--format", "csv"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == again.stdout
    assert done.stdout.count("\n") > 1
    hidden = subprocess.run([*command, "--no-sparql"], capture_output=True, text=True, check=True)
    assert hidden.stdout == done.stdout
    assert "SELECT" not in hidden.stderr
    only = subprocess.run([*command, "--sparql"], capture_output=True, text=True, check=True)
    assert "SELECT" in only.stdout
    assert "shortcoming,theme" not in only.stdout
