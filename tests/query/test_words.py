"""Questions in words, and help with names, on the graph of the fixtures."""

import re
import runpy
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from fazhi.query import catalogue, question, run
from fazhi.query.names import hints, near
from fazhi.query.words import understand
from fazhi.resources import rows

HERE = Path(__file__).parent
TOP = HERE.parents[1]


def asked(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))["asked"]
    return found


ASKED = asked("asked")


@pytest.fixture(scope="module")
def both() -> ox.Store:
    found = ox.Store()
    for name in ("fixture.trig", "later.trig"):
        found.load(path=str(HERE / name), format=ox.RdfFormat.TRIG)
    return found


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(TOP / ".ci" / "train_questions.py"))


def outcome(store: ox.Store, entry: dict[str, object]) -> str:
    found = understand(store, str(entry["words"]))
    if found.question is None:
        return "refused rightly" if not entry["question"] else "refused wrongly"
    right = (found.question, found.parameters) == (entry["question"], entry["parameters"])
    return "understood" if right else "misunderstood"


@pytest.mark.parametrize(
    ("name", "answerable", "unanswerable", "understood", "misunderstood"), [("asked", 124, 30, 116, 6), ("unseen", 40, 10, 38, 0)]
)
def test_questions_in_the_words_of_users(
    both: ox.Store, name: str, answerable: int, unanswerable: int, understood: int, misunderstood: int
) -> None:
    """At least so many are understood, with their parameters, and at most so many taken for something else."""
    entries = asked(name)
    counts = Counter(outcome(both, entry) for entry in entries)
    assert sum(bool(entry["question"]) for entry in entries) == answerable
    assert len(entries) == answerable + unanswerable
    assert counts["understood"] >= understood, counts
    assert counts["misunderstood"] <= misunderstood, counts


def test_other_words_than_it_learnt_from(both: ox.Store) -> None:
    fresh = tomllib.loads((HERE / "fresh.toml").read_text("utf-8"))["asked"]
    found = {words: understand(both, words).question or "" for words in fresh}
    assert sum(found[words] == fresh[words] != "" for words in fresh) >= 21
    assert sum(bool(found[words]) and found[words] != fresh[words] for words in fresh) <= 1


def test_each_question_has_phrasings_and_weights(script: dict[str, Any]) -> None:
    names = {entry.name for entry in catalogue()} | {"none"}
    phrasings = Counter(name for _, name in script["phrasings"]())
    assert phrasings.keys() == names
    assert min(phrasings.values()) >= 30
    assert set(rows("questions_weights")[0]) == names | {"feature"}


def test_the_weights_are_what_the_script_makes(script: dict[str, Any]) -> None:
    names, made = script["learnt"](script["phrasings"]())
    told = {row["feature"]: [int(row[name] or 0) for name in names] for row in rows("questions_weights")}
    none = [0] * len(names)
    different = {
        feature
        for feature in told.keys() | made.keys()
        if any(abs(a - b) > 20 for a, b in zip(told.get(feature, none), made.get(feature, none), strict=True))
    }
    assert different == set()


def test_no_phrasing_is_a_question_of_these_tests() -> None:
    """Nothing that measures is learnt from."""

    def bare(words: str) -> str:
        return re.sub(r"[\W_]", "", words.lower())

    learnt = {bare(line) for line in (TOP / "data" / "training" / "questions.txt").read_text("utf-8").splitlines()}
    unseen = [entry["words"] for entry in asked("unseen")]
    assert [words for words in unseen if bare(words) in learnt] == []


def test_what_is_understood_can_be_run(both: ox.Store) -> None:
    for entry in ASKED:
        found = understand(both, entry["words"])
        if found.question is not None:
            assert run(both, found.question, found.parameters).columns


@pytest.mark.parametrize("words", ["", "  ?", "???", "“”", "a" * 5000, "SELECT * { ?s ?p ?o }", "\u0000"])
def test_what_is_no_question_is_refused(words: str, both: ox.Store) -> None:
    assert understand(both, words).question is None


def test_what_is_not_heeded_is_told(both: ox.Store) -> None:
    assert understand(both, "哪些不足没有措施,与采购相关?").unknown == ("与采购",)
    assert understand(both, "县公安局的哪些不足没有措施?").unknown == ("县公安局",)


def test_the_reason_tells_what_is_missing_and_what_is_near(both: ox.Store) -> None:
    refused = understand(both, "哪些做法值得写进报告?")
    assert refused.question is None
    assert refused.near
    assert "no indicator of the graph is named" in understand(both, "行政处罚案件数各单位对比").reason


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


def test_where_nothing_is_found_other_questions_are_named(tmp_path: Path, both: ox.Store) -> None:
    (tmp_path / "graph.nq").write_text("".join(f"{quad} .\n" for quad in both), "utf-8")
    command = [
        sys.executable,
        "-m",
        "fazhi",
        "ask",
        "2019年“板凳议事”是谁在用?",
        "--from",
        str(tmp_path),
        "--no-sparql",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "nothing of this is in the graph" in done.stderr
    assert "ask also: fazhi query mechanisms --year 2019 --mechanism 板凳议事" in done.stderr


def test_a_long_question_is_not_repeated_whole(tmp_path: Path, both: ox.Store) -> None:
    (tmp_path / "graph.nq").write_text("".join(f"{quad} .\n" for quad in both), "utf-8")
    command = [sys.executable, "-m", "fazhi", "ask", "明天天气怎么样?" * 500, "--from", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("fazhi: '明天天气怎么样?明天天气怎么样?")
    assert "…': not understood" in done.stderr
    assert len(done.stderr) < 400


@pytest.mark.parametrize(
    ("words", "mechanism", "year"),
    [
        ("哪些部门在2022年运用了板凳议事机制?", "板凳议事机制", "2022"),
        ("哪些部门运用了河道清障2022专项行动?", "河道清障2022专项行动", ""),
        ("哪些部门在2023年运用了河道清障2022专项行动?", "河道清障2022专项行动", "2023"),
    ],
)
def test_a_year_is_no_name_but_inside_of_one(words: str, mechanism: str, year: str) -> None:
    """A campaign of 2022 in the graph does not make every 2022 the name of a mechanism."""
    store = ox.Store()
    for name in ("fixture.trig", "later.trig"):
        store.load(path=str(HERE / name), format=ox.RdfFormat.TRIG)
    campaign = ox.NamedNode("https://w3id.org/fazhi/id/mechanism/河道清障2022专项行动")
    graph = ox.NamedNode("https://w3id.org/fazhi/id/graph/liuxi-street-2022")
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    store.add(ox.Quad(campaign, kind, ox.NamedNode("https://w3id.org/fazhi/ontology#Mechanism"), graph))
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    store.add(ox.Quad(campaign, label, ox.Literal("河道清障2022专项行动", language="zh"), graph))
    given = {"mechanism": mechanism, "year": year} if year else {"mechanism": mechanism}
    assert understand(store, words).parameters == given
    assert "mechanism" not in understand(store, "Which departments took part in 2022?").parameters
