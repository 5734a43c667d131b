"""Real servers on loopback, for the tests: Fuseki, Oxigraph and Virtuoso, each with a folder and a port of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from fazhi.store.remote import Credentials, Remote, connect

KINDS = ("fuseki", "oxigraph", "virtuoso")
PASSWORD = "a secret of the tests"
_FUSEKI = "org/apache/jena/jena-fuseki-server/*/jena-fuseki-server-*.jar"
_STARTING = 90  # seconds, at most
JVM = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Java for programs that live for seconds: what is compiled for speed in the long run costs more than it gives."""

_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
FileExtend = 200
Striping = 0
[Parameters]
ServerPort = {sql}
DisableUnixSocket = 1
DirsAllowed = .
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 1000000
[Plugins]
"""


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def fuseki_jar() -> Path | None:
    """The newest jar that Maven has put into its folder."""
    folder = Path(os.environ.get("MAVEN_REPOSITORY", Path.home() / ".m2" / "repository"))
    return max(folder.glob(_FUSEKI), default=None, key=lambda path: path.stat().st_mtime)


def missing(kind: str) -> str:
    """Why a server of this kind cannot be started here; nothing where it can."""
    if kind == "fuseki":
        if shutil.which("java") is None:
            return "java is not installed"
        return "" if fuseki_jar() else "mvn dependency:get -Dartifact=org.apache.jena:jena-fuseki-server:5.6.0 was not run"
    if kind == "oxigraph":
        return "" if oxigraph() else "the package oxigraph is not installed"
    return "" if shutil.which("virtuoso-t") else "the Debian package virtuoso-opensource-7 is not installed"


def oxigraph() -> str | None:
    """The program of the server, which the package `oxigraph` of PyPI carries."""
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.is_file() else shutil.which("oxigraph")


class Running:
    """A server that runs; `memory` in megabytes is for what it may be told of it, `seconds` ends queries of Fuseki."""

    def __init__(self, kind: str, folder: Path, *, memory: int = 512, seconds: int = 0) -> None:
        self.kind, self.folder, self.memory, self.seconds = kind, folder, memory, seconds
        self.port, self.sql_port = free_port(), free_port()
        self.remotes: list[Remote] = []
        self.process: subprocess.Popen[bytes] | None = None
        self.untouched = False  # since the tests of questions have filled it
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def url(self) -> str:
        """The address that a user would give: that of the server, not of its dataset."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def dataset(self) -> str:
        return self.url + ("/reports" if self.kind == "fuseki" else "")

    @property
    def credentials(self) -> Credentials | None:
        return {
            "fuseki": Credentials("tester", PASSWORD),
            "virtuoso": Credentials("dba", "dba"),
        }.get(self.kind)

    def remote(self, address: str = "", **options: object) -> Remote:
        """A connection, which `close` ends."""
        given = {"credentials": self.credentials, **options}
        found = connect(address or self.dataset, **given)  # type: ignore[arg-type]
        self.remotes.append(found)
        return found

    def close(self) -> None:
        """End it and all connections."""
        for remote in self.remotes:
            remote.close()
        self.kill()

    def start(self) -> None:
        """Start it, with what it held before, and wait until it answers."""
        environment = {**os.environ, "FUSEKI_BASE": str(self.folder / "base")}
        with (self.folder / "output.log").open("ab") as log:
            self.process = subprocess.Popen(self._command(), cwd=self.folder, env=environment, stdout=log, stderr=log)
        until = time.monotonic() + _STARTING
        while not self._answers():
            if time.monotonic() > until or self.process.poll() is not None:
                raise RuntimeError(
                    f"{self.kind} did not start: {(self.folder / 'output.log').read_text('utf-8', 'replace')[-2000:]}"
                )
            time.sleep(0.1)

    def kill(self) -> None:
        """End it at once, as a crash would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            (self.folder / "virtuoso.lck").unlink(missing_ok=True)

    def _answers(self) -> bool:
        query = {"fuseki": "/$/ping", "oxigraph": "/query?query=ASK%7B%7D", "virtuoso": "/sparql"}[self.kind]
        try:
            with urlopen(self.url + query, timeout=5) as response:
                return bool(response.status == 200)
        except HTTPError as error:
            return error.code == 401
        except OSError:
            return False

    def _command(self) -> list[str]:
        if self.kind == "fuseki":
            (self.folder / "passwords").write_text(f"tester: {PASSWORD}\n")
            database = self.folder / "tdb2"
            database.mkdir(exist_ok=True)
            options = ["--update", "--localhost", f"--port={self.port}", "--passwd=passwords", "--auth=basic"]
            options += [f"--timeout={self.seconds}000"] if self.seconds else []
            java = [*JVM, f"-Xmx{self.memory}m", "-jar", str(fuseki_jar())]
            return [*java, *options, "--tdb2", f"--loc={database}", "/reports"]
        if self.kind == "oxigraph":
            return [str(oxigraph()), "serve", "--location", str(self.folder / "store"), "--bind", f"127.0.0.1:{self.port}"]
        buffers = self.memory * 85  # pages of 8 kB, two thirds of the memory
        settings = _VIRTUOSO.format(sql=self.sql_port, http=self.port, buffers=buffers, dirty=buffers * 3 // 4)
        (self.folder / "virtuoso.ini").write_text(settings)
        return ["virtuoso-t", "+foreground", "+wait", "+configfile", "virtuoso.ini"]
