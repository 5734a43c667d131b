"""Who asks: tokens, and passwords that are typed, against real servers on loopback; they are never shown."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from servers import PASSWORD, Running, missing
from test_remote import lines

from fazhi.errors import RemoteError
from fazhi.export import write_all
from fazhi.store import in_memory
from fazhi.store.remote import Credentials, connect, load, pull

TOKEN = "a-token.of_the~tests+0123456789/="
_NOT_FORWARDED = frozenset({"connection", "keep-alive", "transfer-encoding", "host", "authorization", "content-length"})


class Guard(ThreadingHTTPServer):
    """A reverse proxy, as people put before a store: who has no token is refused, all else goes to the server behind."""

    daemon_threads = True

    def __init__(self, behind: Running) -> None:
        self.behind = behind
        self.refused = 0
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Guard
    protocol_version = "HTTP/1.1"

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.headers.get("authorization") != f"Bearer {TOKEN}":
            self.server.refused += 1
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Bearer realm="reports"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        sent = {name: value for name, value in self.headers.items() if name.lower() not in _NOT_FORWARDED}
        connection = HTTPConnection("127.0.0.1", self.server.behind.port, timeout=60)
        connection.request(self.command, self.path, body or None, sent)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in _NOT_FORWARDED | {"date"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_DELETE = _pass_on

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


def running(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    if reason := missing(kind):
        pytest.skip(f"no {kind} here: {reason}")
    found = Running(kind, tmp_path_factory.mktemp(kind))
    found.start()
    yield found
    found.close()


@pytest.fixture(scope="module")
def fuseki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from running("fuseki", tmp_path_factory)


@pytest.fixture(scope="module")
def guard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guard]:
    for behind in running("oxigraph", tmp_path_factory):
        with Guard(behind) as found:
            threading.Thread(target=found.serve_forever, daemon=True).start()
            yield found
            found.shutdown()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("built")
    write_all(lines(without=2), found, only="nq")
    return found


def test_a_token_opens_what_is_guarded(guard: Guard) -> None:
    refused = guard.refused
    remote = connect(guard.url, kind="oxigraph", credentials=Credentials(token=TOKEN), retries=0)
    try:
        assert load(in_memory(lines(without=2)), remote, prune=True).triples == len(lines(without=2))
        assert pull(remote) == list(lines(without=2))
    finally:
        remote.close()
    assert guard.refused == refused, "the token is sent with the first request, not after a refusal"


@pytest.mark.parametrize("credentials", [None, Credentials(token="another"), Credentials("me", "another")])
def test_without_the_token_nothing_is_told_but_what_to_do(guard: Guard, credentials: Credentials | None) -> None:
    remote = connect(guard.url, kind="oxigraph", credentials=credentials, retries=0)
    with pytest.raises(RemoteError, match=r"refused with 401: .* or FAZHI_TOKEN") as caught:
        load(in_memory(lines(without=2)), remote)
    remote.close()
    assert "another" not in str(caught.value)


def test_a_token_of_the_environment_is_never_shown(guard: Guard, folder: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "fazhi",
        "load",
        guard.url,
        "--kind",
        "oxigraph",
        "--from",
        str(folder),
        "--prune",
        "--verbose",
    ]
    for token, status in ((TOKEN, 0), (TOKEN + "x", 2)):
        environment = {**os.environ, "FAZHI_TOKEN": token}
        done = subprocess.run(
            [*command, "--retries", "0"], capture_output=True, text=True, check=False, env=environment, stdin=subprocess.DEVNULL
        )
        assert done.returncode == status, done.stderr
        assert TOKEN not in done.stdout + done.stderr


def typed(command: list[str], password: str) -> tuple[int, str]:
    """Run a command in a terminal, type a password when it is asked for: its status, and all that the terminal showed."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.pop("FAZHI_PASSWORD", None)
        os.execv(command[0], command)
    shown, sent, until = b"", False, time.monotonic() + 120
    while time.monotonic() < until:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            part = os.read(terminal, 65536)
        except OSError:  # Linux tells the end of the other side like this
            break
        if not part:
            break
        shown += part
        if not sent and b"Password of tester: " in shown:
            os.write(terminal, password.encode() + b"\n")
            sent = True
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode("utf-8", "replace")


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_password_is_asked_for_and_not_echoed(fuseki: Running, folder: Path) -> None:
    command = [sys.executable, "-m", "fazhi", "load", fuseki.dataset, "--from", str(folder), "--user", "tester", "--retries", "0"]
    status, shown = typed(command, PASSWORD)
    assert status == 0, shown
    assert "verified: 1 graphs" in shown
    assert PASSWORD not in shown
    status, shown = typed([*command, "--force"], "not the password")
    assert status == 2
    assert "refused with 401" in " ".join(shown.split())
    assert "not the password" not in shown


def test_count_and_digest_of_each_graph_are_told(fuseki: Running, folder: Path) -> None:
    from fazhi.store.remote.digest import digest, triples

    environment = {**os.environ, "FAZHI_USER": "tester", "FAZHI_PASSWORD": PASSWORD}
    command = [sys.executable, "-m", "fazhi", "load", fuseki.dataset, "--from", str(folder), "--verbose"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    store = in_memory(lines(without=2))
    (graph,) = {quad.graph_name.value for quad in store}
    told = done.stdout.splitlines()[-1].split()
    assert told == [f"{len(store):,}", digest(triples(store, graph))[:16], graph]
