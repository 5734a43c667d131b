"""Runs an endpoint as users run it, for the tests."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[httpx.Client]:
    """A client of an endpoint on this folder, which ends well and without a word of Python's."""
    with running(folder, *options) as (client, _):
        yield client


@contextmanager
def running(folder: Path, *options: str) -> Iterator[tuple[httpx.Client, int]]:
    """A client of an endpoint on this folder, and the number of its process; as `serving`."""
    port = free_port()
    command = [sys.executable, "-m", "fazhi", "serve", "--from", str(folder), "--port", str(port), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            until = time.monotonic() + 30
            while True:
                try:
                    client.get("/catalogue.json")
                    break
                except httpx.TransportError:
                    assert process.poll() is None, process.communicate()
                    assert time.monotonic() < until
                    time.sleep(0.05)
            try:
                yield client, process.pid
            finally:
                process.terminate()
                _, err = process.communicate(timeout=20)
        assert process.returncode == 0, err
        assert "Traceback" not in err


def workers(server: int) -> dict[int, str]:
    """The processes of an endpoint that carry out queries, by their numbers, with the time when each began."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (process / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) == server and b"spawn_main" in (process / "cmdline").read_bytes():
                found[int(process.name)] = fields[19]
    return found
