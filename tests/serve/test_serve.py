"""The endpoint, run as users run it, asked by standard clients."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from running import free_port, serving
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

from fazhi.export import write_all
from fazhi.pipeline import build_lines
from fazhi.query import run, sparql
from fazhi.serve.protocol import GRAPHS, TABLES
from fazhi.store import in_memory

REPORTS = Path(__file__).parents[2] / "data" / "benchmark" / "reports"
LINES = build_lines(sorted(REPORTS.glob("*.txt"))[:2]).lines
TITLES = "SELECT ?title { ?r a fz:Report ; dcterms:title ?title } ORDER BY ?title"
FULL = sparql(TITLES)
# a product of all triples with themselves: it would take years
ENDLESS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(STR(?c)) + STRLEN(STR(?f)) + STRLEN(STR(?i)) = 1) }"
)
HUNGRY = "SELECT DISTINCT ?a ?b ?c ?d ?e ?f { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("served")
    write_all(LINES, found, only="nq")
    return found


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[httpx.Client]:
    with serving(folder, "--timeout", "2", "--memory", "200", "--answer", "2") as found:
        yield found


def titles() -> list[str]:
    return [str(row[0]) for row in run(in_memory(LINES), TITLES)]


def rows(response: httpx.Response) -> list[str]:
    response.raise_for_status()
    return [row["title"]["value"] for row in response.json()["results"]["bindings"]]


# ------------------------------------------------------------------ the protocol


def test_the_three_ways_to_send_a_query(client: httpx.Client) -> None:
    sparql_query = {"Content-Type": "application/sparql-query"}
    assert rows(client.get("/sparql", params={"query": TITLES})) == titles()
    assert rows(client.post("/sparql", data={"query": TITLES})) == titles()
    assert rows(client.post("/sparql", content=TITLES.encode(), headers=sparql_query)) == titles()


@pytest.mark.parametrize("media_type", TABLES)
def test_every_format_of_tables(client: httpx.Client, media_type: str) -> None:
    response = client.get("/sparql", params={"query": TITLES}, headers={"Accept": media_type})
    assert response.headers["content-type"].startswith(media_type)
    form = ox.QueryResultsFormat.from_media_type(media_type)
    assert form is not None
    if form == ox.QueryResultsFormat.CSV:
        assert response.text.split("\r\n")[1:-1] == titles()
    else:
        found = ox.parse_query_results(response.content, form)
        assert isinstance(found, ox.QuerySolutions)
        assert [row[0].value for row in found] == titles()
    asked = client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}, headers={"Accept": media_type})
    assert "true" in asked.text


@pytest.mark.parametrize("media_type", GRAPHS)
def test_every_format_of_graphs(client: httpx.Client, media_type: str) -> None:
    query = "CONSTRUCT { ?r dcterms:title ?t } WHERE { ?r dcterms:title ?t }"
    response = client.get("/sparql", params={"query": query}, headers={"Accept": media_type})
    assert response.headers["content-type"].startswith(media_type)
    found = rdflib.Graph().parse(data=response.text, format=media_type)
    assert sorted(str(title) for title in found.objects()) == titles()


@pytest.mark.parametrize(
    ("send", "status", "reason"),
    [
        ({"params": {}}, 400, "one query is needed"),
        ({"params": {"query": ["ASK {}", "ASK {}"]}}, 400, "one query is needed"),
        ({"params": {"query": "SELECT * { ?s ?p"}}, 400, "line 1"),
        ({"params": {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}}, 403, "SERVICE asks another server"),
        ({"params": {"query": "LOAD <http://127.0.0.1:9/>"}}, 403, "queries only ask"),
        ({"params": {"update": "CLEAR ALL"}}, 403, "only answers queries"),
        ({"params": {"query": "ASK {}"}, "headers": {"Accept": "image/png"}}, 406, "none of the formats"),
        ({"params": {"query": "ASK {}", "default-graph-uri": "no iri"}}, 400, "IRI of a graph"),
    ],
)
def test_what_is_refused(client: httpx.Client, send: dict[str, object], status: int, reason: str) -> None:
    response = client.get("/sparql", **send)  # type: ignore[arg-type]
    assert response.status_code == status, response.text
    assert reason in response.text
    assert response.text.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"ASK {}", "text/plain", 415),
        (b"INSERT DATA { <a:b> <a:b> <a:b> }", "application/sparql-update", 403),
        (b"update=CLEAR+ALL", "application/x-www-form-urlencoded", 403),
        (b"ASK { # \xff }", "application/sparql-query", 400),
        (b"ASK {} #" + b"x" * (1 << 20), "application/sparql-query", 413),
    ],
)
def test_bodies_that_are_refused(client: httpx.Client, content: bytes, kind: str, status: int) -> None:
    assert client.post("/sparql", content=content, headers={"Content-Type": kind}).status_code == status


def test_the_graphs_of_a_request(client: httpx.Client) -> None:
    graph = LINES[0].rsplit(" ", 2)[1].strip("<>")
    count = "SELECT (COUNT(DISTINCT ?r) AS ?title) { ?r a fz:Report }"
    inside = "SELECT (COUNT(DISTINCT ?r) AS ?title) { GRAPH ?g { ?r a fz:Report } }"
    assert rows(client.get("/sparql", params={"query": count})) == ["2"]
    assert rows(client.get("/sparql", params={"query": count, "default-graph-uri": graph})) == ["1"]
    assert rows(client.get("/sparql", params={"query": inside, "default-graph-uri": graph})) == ["0"]
    assert rows(client.get("/sparql", params={"query": inside, "named-graph-uri": graph})) == ["1"]
    assert rows(client.get("/sparql", params={"query": count.replace(" {", f" FROM <{graph}> {{", 1)})) == ["1"]


def test_the_default_graph_is_the_merge_of_all(client: httpx.Client) -> None:
    """As sd:UnionDefaultGraph says: what two reports state is there once."""
    triples = {line[: line.rindex(" ", 0, -2)] for line in LINES}
    assert len(triples) < len(LINES)
    for pattern, times in (("?s ?p ?o", len(triples)), ("GRAPH ?g { ?s ?p ?o }", len(LINES))):
        query = f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
        found = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
        assert found.text.split() == ["n", str(times)]


def test_a_page_from_elsewhere_may_not_ask(client: httpx.Client, folder: Path) -> None:
    origin = {"Origin": "https://example.org"}
    assert "access-control-allow-origin" not in client.get("/sparql", params={"query": "ASK {}"}, headers=origin).headers
    assert client.get("/sparql", params={"query": "ASK {}"}, headers={"Host": "evil.example"}).status_code == 400
    with serving(folder, "--cors", "https://example.org", "--workers", "1") as other:
        response = other.get("/sparql", params={"query": "ASK {}"}, headers=origin)
        assert response.headers["access-control-allow-origin"] == "https://example.org"


def test_the_page_needs_nothing_from_elsewhere(client: httpx.Client) -> None:
    page = client.get("/", headers={"Accept": "text/html"}).text
    assert "<textarea" in page
    assert "//" not in page.replace("<!DOCTYPE", "").split("<script>")[0]
    assert "http" not in page.replace("Content-Type", "")
    found = client.get("/catalogue.json").json()
    assert {"name", "zh", "en", "sparql"} == set(found[0])
    for row in found:
        assert client.post("/sparql", data={"query": row["sparql"]}).status_code == 200
    description = client.get("/", headers={"Accept": "text/turtle"}).text
    assert len(rdflib.Graph().parse(data=description, format="turtle")) > 10


# ------------------------------------------------------------------ limits


def test_a_query_that_takes_too_long_is_ended(client: httpx.Client) -> None:
    start = time.monotonic()
    response = client.post("/sparql", data={"query": ENDLESS})
    assert response.status_code == 504
    assert "more than the 2 seconds" in response.text
    assert time.monotonic() - start < 5
    assert rows(client.get("/sparql", params={"query": TITLES})) == titles()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit on memory is tested on Linux")
def test_a_query_that_takes_too_much_memory_is_ended(folder: Path) -> None:
    with serving(folder, "--timeout", "60", "--memory", "64", "--workers", "1") as client:
        response = client.post("/sparql", data={"query": HUNGRY})
        assert response.status_code == 500
        assert "more than the 64 MB of memory" in response.text
        assert rows(client.get("/sparql", params={"query": TITLES})) == titles()


def test_an_answer_that_is_too_large_is_not_given(client: httpx.Client) -> None:
    response = client.post("/sparql", data={"query": "SELECT * { ?a ?b ?c . ?a ?d ?e . ?a ?f ?g }"})
    assert response.status_code == 500
    assert "larger than the 2 MB" in response.text


def test_others_are_answered_while_one_takes_long(client: httpx.Client) -> None:
    with ThreadPoolExecutor() as threads:
        slow = threads.submit(client.post, "/sparql", data={"query": ENDLESS})
        time.sleep(0.3)
        start = time.monotonic()
        assert rows(client.get("/sparql", params={"query": TITLES})) == titles()
        assert time.monotonic() - start < 1
        assert slow.result().status_code == 504


def test_a_query_whose_client_went_away_is_ended(folder: Path) -> None:
    with serving(folder, "--timeout", "60", "--workers", "1") as client:
        with pytest.raises(httpx.ReadTimeout):
            client.post("/sparql", data={"query": ENDLESS}, timeout=0.5)
        assert rows(client.get("/sparql", params={"query": TITLES}, timeout=5)) == titles()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit on descriptors is tested on Linux")
def test_the_process_that_runs_queries_reaches_nobody(folder: Path) -> None:
    """Also where a query got past the refusal: a server on loopback waits, and nobody comes."""
    code = """
import socket, sys
from pathlib import Path
from fazhi.serve.worker import _confine
from fazhi.store import open_output
store = open_output(Path(sys.argv[1]))
service = "SELECT * { SERVICE <http://127.0.0.1:%s/> { ?s ?p ?o } }" % sys.argv[2]
_confine(1 << 30)
print(len(list(store.query("SELECT ?g { GRAPH ?g { ?r a <https://w3id.org/fazhi/ontology#Report> } }"))))
for reach in (lambda: list(store.query(service)), lambda: socket.socket(), lambda: open("/etc/hostname")):
    try:
        reach()
        print("reached")
    except OSError:
        print("refused")
"""
    with socket.create_server(("127.0.0.1", 0)) as waiting:
        waiting.settimeout(0.5)
        command = [sys.executable, "-c", code, str(folder), str(waiting.getsockname()[1])]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
        assert done.stdout == "2\nrefused\nrefused\nrefused\n"
        with pytest.raises(TimeoutError):
            waiting.accept()


def test_a_new_build_is_seen_by_the_next_query(tmp_path: Path) -> None:
    write_all(build_lines(sorted(REPORTS.glob("*.txt"))[:1]).lines, tmp_path, only="nq")
    with serving(tmp_path, "--workers", "1") as client:
        assert len(rows(client.get("/sparql", params={"query": TITLES}))) == 1
        write_all(LINES, tmp_path, only="nq")
        assert rows(client.get("/sparql", params={"query": TITLES})) == titles()


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "fazhi", "serve", "--from", str(tmp_path), "--port", str(free_port())]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "no graph is here; make one with" in done.stderr


def test_a_port_that_is_taken_is_told(client: httpx.Client, folder: Path) -> None:
    command = [sys.executable, "-m", "fazhi", "serve", "--from", str(folder), "--port", str(client.base_url.port)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stdout == ""  # nothing was announced
    port = client.base_url.port
    assert f"127.0.0.1:{port}: another program has port {port}; end it, or choose another: --port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("host", "reason"), [("192.0.2.1", "cannot be listened on"), ("no.such.host.invalid", "no address of this")]
)
def test_an_address_of_another_machine_is_told(folder: Path, host: str, reason: str) -> None:
    command = [sys.executable, "-m", "fazhi", "serve", "--from", str(folder), "--host", host, "--port", str(free_port())]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert reason in done.stderr
    assert done.stdout == ""


def test_who_reads_the_announcement_can_connect(folder: Path) -> None:
    command = [sys.executable, "-m", "fazhi", "serve", "--from", str(folder), "--port", str(free_port())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        place = process.stdout.readline().split(" with a page at ")[1].split()[0]
        assert httpx.get(f"{place}catalogue.json", timeout=60).status_code == 200
        process.terminate()


# ------------------------------------------------------------------ clients that people use


def test_sparqlwrapper(client: httpx.Client) -> None:
    asked = SPARQLWrapper(f"{client.base_url}/sparql")
    asked.setQuery(FULL)
    for method in ("GET", POST):
        asked.setMethod(method)
        asked.setReturnFormat(JSON)
        found = asked.query().convert()
        assert [row["title"]["value"] for row in found["results"]["bindings"]] == titles()  # type: ignore[index, call-overload]
    asked.setReturnFormat(XML)
    assert [node.firstChild.data for node in asked.query().convert().getElementsByTagName("literal")] == titles()  # type: ignore[union-attr]
    asked.setReturnFormat(CSV)
    assert asked.query().convert().decode().split("\r\n")[1:-1] == titles()  # type: ignore[union-attr]
    asked.setQuery(sparql("CONSTRUCT { ?r dcterms:title ?t } WHERE { ?r dcterms:title ?t }"))
    asked.setReturnFormat(TURTLE)
    assert len(rdflib.Graph().parse(data=asked.query().convert(), format="turtle")) == 2


def test_the_store_of_rdflib(client: httpx.Client) -> None:
    graph = rdflib.Graph(store=SPARQLStore(f"{client.base_url}/sparql", method="POST"))
    assert [str(row[0]) for row in graph.query(FULL)] == titles()
    assert len(list(graph.triples((None, rdflib.DCTERMS.title, None)))) == 2


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl(client: httpx.Client) -> None:
    command = ["curl", "-s", f"{client.base_url}/sparql", "--data-urlencode", f"query={TITLES}", "-H", "Accept: text/csv"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stdout.decode().split("\r\n")[1:-1] == titles()


COMUNICA = shutil.which("comunica-sparql", path=os.pathsep.join(
    [os.environ.get("COMUNICA", ""), str(Path(__file__).parents[2] / "node_modules" / ".bin"), os.environ.get("PATH", "")]
))  # fmt: skip


@pytest.mark.skipif(COMUNICA is None, reason="npm install @comunica/query-sparql@4 was not run in the checkout")
def test_comunica(client: httpx.Client) -> None:
    command = [str(COMUNICA), f"sparql@{client.base_url}/sparql", FULL, "-t", "application/sparql-results+json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert [row["title"]["value"] for row in json.loads(done.stdout)["results"]["bindings"]] == titles()


def test_our_own_client(client: httpx.Client, folder: Path) -> None:
    command = [sys.executable, "-m", "fazhi", "query", "theme-coverage"]
    far = subprocess.run(
        [*command, "--endpoint", f"{client.base_url}/sparql", "--kind", "standard"], capture_output=True, text=True, check=True
    )
    near = subprocess.run([*command, "--from", str(folder)], capture_output=True, text=True, check=True)
    assert far.stdout == near.stdout != ""
