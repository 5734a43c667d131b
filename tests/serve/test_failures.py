"""What fails while a query is carried out is told as what it is, and costs no process but where it must."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from running import running, workers

from fazhi.disk.files import write_text
from fazhi.serve.worker import work

LINES = [f'<http://e.org/{bench}> <http://e.org/in> "凉亭" <http://e.org/park> .\n' for bench in "abc"]  # "pavilion"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ALL = " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(30))  # a product of all triples with themselves: it would take years
HUNGRY, ENDLESS = f"SELECT DISTINCT * {{ {ALL} }}", f"SELECT (COUNT(*) AS ?n) {{ {ALL} }}"

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the processes are looked for as Linux tells of them")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("failing")
    write_text(found / "graph.nq", "".join(LINES))
    return found


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[tuple[httpx.Client, int]]:
    with running(folder, "--workers", "1", "--memory", "64", "--timeout", "30") as found:
        yield found


def asked(client: httpx.Client, query: str, accept: str = "text/csv") -> httpx.Response:
    return client.post("/sparql", data={"query": query}, headers={"Accept": accept})


@linux
@pytest.mark.parametrize("method", ["GET", "POST", "/"])
@pytest.mark.parametrize("query", ["nonsense", "measures-for-shortcomings", " mechanisms ", "", "  "])
def test_the_endpoint_takes_sparql_only(served: tuple[httpx.Client, int], query: str, method: str) -> None:
    client, server = served
    before = workers(server)
    if method == "POST":
        response = asked(client, query)
    else:
        response = client.get("/" if method == "/" else "/sparql", params={"query": query})
    assert (response.status_code, response.text.count("\n")) == (400, 1), response.text
    assert "a query in SPARQL is needed here" in response.text
    assert workers(server) == before
    assert len(before) == 1


@linux
@pytest.mark.parametrize(
    ("query", "accept", "reason"),
    [
        ("SELECT (<http://e.org/shade>(1) AS ?x) {}", "text/csv", "http://e.org/shade"),
        ("CONSTRUCT { <a:b> <a:c> <<( <a:b> <a:c> <a:d> )>> } WHERE {}", "application/ld+json", "RDF 1.2"),
    ],
)
def test_what_the_engine_cannot_do_is_an_answer(served: tuple[httpx.Client, int], query: str, accept: str, reason: str) -> None:
    client, server = served
    before = workers(server)
    response = asked(client, query, accept)
    assert response.status_code == 500
    assert response.text.startswith("the query could not be carried out: ")
    assert reason in response.text
    assert "memory" not in response.text
    assert workers(server) == before


@linux
def test_memory_is_told_only_where_it_lacks(served: tuple[httpx.Client, int]) -> None:
    client, _ = served
    hungry = asked(client, HUNGRY)
    assert (hungry.status_code, "memory" in hungry.text) == (500, True)
    deep = asked(client, "SELECT * " + "{" * 100_000 + "}" * 100_000)
    assert deep.status_code == 500
    assert "nested" in deep.text
    assert "memory" not in deep.text
    assert asked(client, COUNT).text.split() == ["n", "3"]


@linux
@pytest.mark.parametrize(("number", "reason"), [(signal.SIGTERM, "was ended by SIGTERM"), (signal.SIGKILL, "by SIGKILL")])
def test_a_process_that_somebody_ends_is_told_as_such(
    served: tuple[httpx.Client, int], number: signal.Signals, reason: str
) -> None:
    client, server = served
    assert asked(client, COUNT).status_code == 200
    with ThreadPoolExecutor() as threads:
        waiting = threads.submit(asked, client, ENDLESS)
        time.sleep(0.5)
        (worker,) = workers(server)
        os.kill(worker, number)
        response = waiting.result()
    assert response.status_code == 500
    assert reason in response.text
    assert "MB of memory" not in response.text
    assert asked(client, COUNT).text.split() == ["n", "3"]
    assert worker not in workers(server)


def test_nothing_is_loaded_any_more_when_queries_come(folder: Path) -> None:
    code = """
import sys
from pathlib import Path
from fazhi.serve.protocol import GRAPHS, TABLES, Request
from fazhi.serve.worker import practise, reply
from fazhi.store import open_output
store = open_output(Path(sys.argv[1]))
practise()
sys.addaudithook(lambda event, what: print(event, *what) if event in ("open", "import") else None)
queries = ("SELECT * { ?s ?p ?o } ORDER BY ?s", "ASK { GRAPH ?g { ?s fz:no ?o } }", "DESCRIBE <http://e.org/a>", "mechanisms", "",
           "SELECT * { ?s ?p", "SELECT * { ?s no:such ?o }", "SELECT * { SERVICE <http://e.org/> {} }", "CLEAR ALL",
           "SELECT (<http://e.org/shade>(1) AS ?x) {}", "SELECT ?s { VALUES ?asked_year { 1 } VALUES ?asked_year { 2 } }")
for query in queries:
    for table, graph in zip(TABLES, GRAPHS):
        reply(store, Request(query, ("http://e.org/park",), table=table, graph=graph), 1 << 20)
        reply(store, Request(query, ("no iri",), table=None, graph=None), 1)
        reply(store, Request(query, table=table, graph=graph), 1)
"""
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == ""


def test_a_store_that_fails_to_open_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fails(_: Path) -> None:
        raise OSError("the disk is\nasleep")

    monkeypatch.setattr("fazhi.serve.worker.open_output", fails)
    ours, theirs = multiprocessing.Pipe()
    with ours, theirs:
        work(tmp_path, theirs, 1 << 30, 1 << 20)
        assert ours.recv() == f"{tmp_path}: its store cannot be opened: the disk is asleep; build it again"
