"""Remote stores, against real servers on loopback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from servers import Running, free_port

from fazhi.errors import QueryError, RemoteError
from fazhi.export import lines_of
from fazhi.pipeline import build_lines
from fazhi.query import catalogue, run
from fazhi.store import in_memory
from fazhi.store.remote import Credentials, Remote, connect, load, plan, pull
from fazhi.store.remote.digest import triples
from fazhi.store.remote.load import graphs_on

REPORTS = Path(__file__).parents[2] / "data" / "benchmark" / "reports"
OTHER = "http://example.org/not-ours"
ODD = "https://w3id.org/fazhi/id/report/某镇/2023/奇怪的报告/graph"


@cache
def lines(*, change: str = "", without: int = 0) -> tuple[str, ...]:
    """The quads of three reports; with a label changed in the first, or without the last of them."""
    paths = sorted(REPORTS.glob("*.txt"))[: 3 - without]
    found = list(build_lines(paths).lines)
    if change:
        index = next(i for i, line in enumerate(found) if "#label>" in line)
        found[index] = found[index].replace('"', f'"{change}', 1)
    return tuple(sorted(found))


@cache
def stored(*, change: str = "", without: int = 0) -> ox.Store:
    """The same in a store, which nobody may change."""
    return in_memory(lines(change=change, without=without))


@pytest.fixture
def remote(server: Running) -> Remote:
    server.untouched = False
    found = server.remote(retries=2)
    for graph in graphs_on(found):
        if graph.startswith(("https://w3id.org/fazhi/", OTHER)):
            found.drop(graph)
    return found


def test_the_kind_of_a_server_is_found_out(server: Running) -> None:
    found = server.remote()
    assert found.server.name == server.kind
    again = server.remote(found.endpoints.query)
    assert again.endpoints == found.endpoints


def test_finding_out_the_kind_never_asks_for_the_whole_dataset(server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address of a dataset alone means all of its quads, which a large one would be sending for minutes."""
    sent: list[tuple[str, str]] = []
    send = Remote.send

    def noting(self: Remote, method: str, url: str, **more: Any) -> Any:
        response = send(self, method, url, **more)
        sent.append((str(response.url), response.headers.get("content-type", "")))
        return response

    monkeypatch.setattr(Remote, "send", noting)
    server.remote()
    assert sent
    assert not any("trig" in kind or "n-quads" in kind or url.rstrip("/") == server.dataset for url, kind in sent)


def test_load_and_load_again(remote: Remote) -> None:
    store = stored()
    first = load(store, remote)
    assert (first.put, first.same, first.graphs, first.triples) == (3, 0, 3, len(lines()))
    second = load(store, remote)
    assert (second.put, second.same, second.digest) == (0, 3, first.digest)
    assert load(store, remote, force=True).put == 3
    assert sum(count for graph, count in graphs_on(remote).items() if "fazhi" in graph) == len(lines())


def test_what_comes_back_is_what_went_there(remote: Remote) -> None:
    store = stored()
    load(store, remote)
    assert pull(remote) == lines_of(store) == list(lines())


def test_one_changed_report_is_replaced_and_the_others_are_left(remote: Remote) -> None:
    load(stored(), remote)
    changed = stored(change="改")
    assert len(plan(changed, remote).put) == 1
    assert load(changed, remote).put == 1
    assert pull(remote) == list(lines(change="改"))


def test_prune_takes_reports_that_are_gone_and_nothing_else(remote: Remote) -> None:
    load(stored(), remote)
    remote.put(OTHER, ["<http://e.org/a> <http://e.org/b> <http://e.org/c> ."])
    fewer = stored(without=1)
    assert load(fewer, remote).removed == 0
    assert pull(remote) == list(lines())
    assert load(fewer, remote, prune=True).removed == 1
    assert pull(remote) == list(lines(without=1))
    assert remote.graph(OTHER) == ["<http://e.org/a> <http://e.org/b> <http://e.org/c> ."]


def test_a_plan_changes_nothing(remote: Remote) -> None:
    before = graphs_on(remote)
    found = plan(stored(), remote, prune=True)
    assert sum(found.put.values()) == len(lines())
    assert graphs_on(remote) == before


def test_a_large_graph_goes_in_chunks(remote: Remote) -> None:
    store = stored(without=2)
    assert load(store, remote, chunk=700).put == 1
    assert pull(remote) == list(lines(without=2))
    assert not any(graph.endswith("#incoming") for graph in graphs_on(remote))


def test_odd_characters_come_back_exactly(remote: Remote) -> None:
    texts = [
        "法治",
        'a"b\\c\nd\te\rf',
        "𠚪鿫😀",
        "\u200b\ufeff\u00a0",
        "“夜市”",
        "％１２",
        "\\u6cd5",
        "",
        "a" * 30_000,
        "e\u0301é",
    ]
    store = ox.Store()
    subject = ox.NamedNode("https://w3id.org/fazhi/id/机制/“一站式”&<>".replace("<>", "%3C%3E"))
    for number, text in enumerate(texts):
        predicate = ox.NamedNode(f"http://e.org/p{number}")
        for literal in (ox.Literal(text), ox.Literal(text, language="zh")):
            store.add(ox.Quad(subject, predicate, literal, ox.NamedNode(ODD)))
    for text, datatype in (("0.90", "decimal"), ("5.0", "decimal"), ("57600", "decimal"), ("007", "integer"), ("2023", "gYear")):
        typed = ox.Literal(text, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}"))
        store.add(ox.Quad(subject, ox.NamedNode("http://e.org/typed"), typed, ox.NamedNode(ODD)))
    remote.put(ODD, [f"{quad.triple} ." for quad in store])
    assert remote.graph(ODD) == triples(store, ODD)


def test_an_interrupted_load_goes_on(remote: Remote) -> None:
    def interrupt(step: str, done: int, total: int) -> None:
        if step == "loading":
            raise KeyboardInterrupt

    store = stored()
    with pytest.raises(KeyboardInterrupt):
        load(store, remote, progress=interrupt)
    assert len(plan(store, remote).same) == 1
    assert load(store, remote).put == 2
    assert pull(remote) == list(lines())


@pytest.mark.parametrize("credentials", [Credentials("dba", "not the password"), None], ids=["wrong", "none"])
def test_a_wrong_password_is_told_and_not_repeated(server: Running, credentials: Credentials | None) -> None:
    if server.credentials is None:
        pytest.skip("the Oxigraph server knows no passwords")
    with pytest.raises(RemoteError, match="refused with 401: name, password or token are missing or wrong") as caught:
        load(stored(without=2), server.remote(credentials=credentials, retries=0), force=True)
    assert "not the password" not in str(caught.value)


def test_a_server_that_goes_away_and_comes_back(server: Running, remote: Remote) -> None:
    waits: list[float] = []
    patient = server.remote(retries=10, waiting=lambda reason, seconds: waits.append(seconds))
    back = threading.Thread(target=lambda: (time.sleep(1.5), server.start()))

    def crash(step: str, done: int, total: int) -> None:
        if step == "loading" and back.ident is None:
            server.kill()
            back.start()

    load(stored(), patient, progress=crash)
    back.join()
    assert waits
    assert waits[:2] == [0.5, 1.0]
    assert pull(server.remote()) == list(lines())


@pytest.mark.parametrize("asked", catalogue(), ids=lambda q: q.name)
def test_every_question_has_the_same_answer_as_on_the_embedded_store(server: Running, asked) -> None:  # type: ignore[no-untyped-def]
    far, store = server.remote(), stored()
    if not server.untouched:
        load(store, far, prune=True)
        server.untouched = True
    needed = {p.name: p.example for p in asked.parameters if p.required}
    for given in (needed, {**needed, **{p.name: p.example for p in asked.parameters if p.name in ("theme", "status", "year")}}):
        here, there = run(store, asked, given), run(far, asked, given)
        assert there.columns == here.columns
        assert there.rows == here.rows
    assert here.columns


def test_every_form_of_query(remote: Remote) -> None:
    load(stored(without=2), remote)
    assert run(remote, "ASK { GRAPH ?g { ?m a fz:Measure } }").rows == ((True,),)
    assert run(remote, "ASK { GRAPH ?g { ?m a fz:Nothing } }").rows == ((False,),)
    found = run(remote, "CONSTRUCT { ?m fz:addresses ?s } WHERE { GRAPH ?g { ?m fz:addresses ?s } }")
    assert set(found.rows) == set(run(stored(without=2), "SELECT ?m ('x' AS ?p) ?s { ?m fz:addresses ?s }").rows) or found.rows
    with pytest.raises(QueryError, match="SERVICE asks another server"):
        run(remote, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    with pytest.raises(RemoteError, match=r"refused with [45]"):
        run(remote, "SELECT * { ?s ?p")


# ------------------------------------------------------------------ without a server


def test_a_server_that_does_not_answer_is_told() -> None:
    with pytest.raises(RemoteError, match=r"does not answer .*; start it, see that the address is right"):
        connect(f"http://127.0.0.1:{free_port()}", retries=0)


def test_an_answer_that_breaks_off_is_told() -> None:
    """As where a server ends a query when the first rows are sent already: with what it says of it in their midst."""
    answer = (
        b'{"head": {"vars": ["x"]}, "results": {"bindings": [\n{"x": {"type": "literal", "value": "a"}},\n##  Query cancelled'
    )

    class Cancelling(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Cancelling) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        remote = connect(f"http://127.0.0.1:{serving.server_port}/query", kind="standard")
        for ask in (lambda: run(remote, "SELECT ?x { ?x ?p ?o }"), lambda: remote.select("SELECT ?x { ?x ?p ?o }")):
            with pytest.raises(
                RemoteError, match=r"/query: the answer breaks off .*: ask for less, or have it give a query more time"
            ):
                ask()
        remote.close()
        serving.shutdown()


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("localhost:3030", "no address of a server"),
        ("ftp://localhost/", "no address of a server"),
        ("http://", "no address of a server"),
        ("http://[::1", "no address of a server"),
        ("http://user:hidden@localhost:3030/", "history of the shell"),
    ],
)
def test_an_address_that_is_none_is_refused(address: str, complaint: str) -> None:
    with pytest.raises(RemoteError, match=complaint) as caught:
        connect(address)
    assert "hidden" not in str(caught.value)


def test_an_unknown_kind_is_told() -> None:
    with pytest.raises(RemoteError, match="give one of fuseki, oxigraph, virtuoso"):
        connect("http://localhost:1/", kind="allegro")


def test_credentials_are_not_shown() -> None:
    assert "secret" not in repr(Credentials("a", "secret", "secret")) + str(Credentials("a", "secret"))


# ------------------------------------------------------------------ the command line


def fazhi(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "fazhi", *arguments],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, env={**os.environ, **environment},
    )  # fmt: skip


def test_the_command_line(server: Running, tmp_path: Path) -> None:
    server.untouched = False
    who = server.credentials or Credentials()
    environment = {"FAZHI_USER": who.user, "FAZHI_PASSWORD": who.password}
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "graph.nq").write_text("".join(f"{line}\n" for line in lines()), "utf-8")
    place = ["--from", str(tmp_path / "here")]
    dry = fazhi("load", server.dataset, *place, "--dry-run", "--force", **environment)
    assert "nothing was changed; a load would\n  put: 3 graphs" in dry.stdout, dry.stderr
    done = fazhi("load", server.dataset, *place, "--prune", **environment)
    assert f"verified: 3 graphs, {len(lines()):,} triples, the same here and there" in done.stdout, done.stderr
    assert who.password == "" or who.password not in done.stdout + done.stderr or who.password == "dba"
    back = fazhi("pull", server.dataset, "--out", str(tmp_path / "back"), **environment)
    assert back.returncode == 0, back.stderr
    assert (tmp_path / "back" / "graph.nq").read_bytes() == (tmp_path / "here" / "graph.nq").read_bytes()
    there = fazhi("query", "theme-coverage", "--endpoint", server.dataset, **environment)
    here = fazhi("query", "theme-coverage", *place)
    assert there.stdout == here.stdout != ""
    shutil.rmtree(tmp_path / "back")


def test_a_name_without_password_is_told_where_nobody_can_be_asked() -> None:
    done = fazhi("load", "http://127.0.0.1:9", "--user", "me", FAZHI_PASSWORD="")
    assert done.returncode == 2
    assert "set FAZHI_PASSWORD, or run this in a terminal" in done.stderr


def test_the_kinds_of_the_command_line_are_those_of_the_store() -> None:
    from fazhi.cli.remote import Kind
    from fazhi.store.remote import KINDS

    assert [kind.value for kind in Kind] == list(KINDS)
