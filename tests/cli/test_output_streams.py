"""Results on standard output as a shell has it: a file that has something in it already, a pipe, a reader that goes away."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

EXPORTS = Path(__file__).parents[2] / "exports" / "graph.nq"
FAZHI = f"{shlex.quote(sys.executable)} -c 'from fazhi.cli import main; main()'"
pytestmark = pytest.mark.skipif(sys.platform == "win32" or not shutil.which("bash"), reason="needs a shell of POSIX")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("exports")
    (made / "graph.nq").write_bytes(EXPORTS.read_bytes())
    return made


def shell(script: str, folder: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a script, in which `fazhi` is the command and `$from` the folder of results."""
    whole = f'fazhi() {{ {FAZHI} "$@"; }}; from={shlex.quote(str(folder))}; {script}'
    return subprocess.run(["bash", "-c", whole], cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("out", ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"])
def test_what_a_redirection_holds_already_stays(folder: Path, tmp_path: Path, out: str) -> None:
    if out == "/proc/self/fd/1" and not Path(out).exists():
        pytest.skip("the system has no /proc")
    (tmp_path / "link").symlink_to("/dev/stdout")
    (tmp_path / "all.nq").write_text("# mine\n")
    done = shell(f"fazhi export --format nq --from $from --out {out} >> all.nq", folder, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "all.nq").read_text("utf-8") == "# mine\n" + EXPORTS.read_text("utf-8")
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize(
    "command",
    [
        "export --format dot --out -",
        "show tanggu --html --out -",
        "show tanggu --html --out /dev/stdout",
        "audit --format html --out -",
        "compare tanggu --format csv --out -",
    ],
)
def test_what_is_printed_before_and_after_stays(folder: Path, tmp_path: Path, command: str) -> None:
    done = shell(f"(echo HEADER; fazhi {command} --from $from; echo TRAILER) > all.txt", folder, tmp_path)
    assert done.returncode == 0
    first, *between, last = (tmp_path / "all.txt").read_text("utf-8").splitlines()
    assert (first, last) == ("HEADER", "TRAILER")
    piped = shell(f"fazhi {command} --from $from | cat", folder, tmp_path)
    assert piped.stdout.splitlines() == between
    assert between
    assert not (tmp_path / "-").exists()


def test_a_workbook_is_whole_wherever_it_begins(folder: Path, tmp_path: Path) -> None:
    """Who writes a workbook goes back in the file, which standard output does not let it."""
    for script in ("> book.xlsx", ">> book.xlsx", "| cat > book.xlsx"):
        (tmp_path / "book.xlsx").unlink(missing_ok=True)
        shell(f"fazhi export --format xlsx --from $from --out - {script}", folder, tmp_path)
        assert "measures" in openpyxl.load_workbook(tmp_path / "book.xlsx", read_only=True).sheetnames


def test_a_command_of_the_shell_reads_the_result(folder: Path, tmp_path: Path) -> None:
    done = shell("fazhi show tanggu --html --from $from --out >(cat > page.html; touch done)", folder, tmp_path)
    shell("until test -e done; do sleep 0.05; done", folder, tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "page.html").read_text("utf-8").endswith("</html>\n")


@pytest.mark.parametrize(
    "command",
    [
        "export --format nq --out -",
        "query 'SELECT * { ?s ?p ?o }' --format csv",
        "query 'SELECT * { ?s ?p ?o }' --format table",
        "show tanggu --html --out -",
    ],
)
def test_a_reader_that_goes_away_is_no_fault(folder: Path, tmp_path: Path, command: str) -> None:
    done = shell(f"fazhi {command} --from $from | head -c 5 > /dev/null; exit ${{PIPESTATUS[0]}}", folder, tmp_path)
    assert done.returncode == 0
    assert "Errno" not in done.stderr
    assert "cannot be written" not in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.parametrize("script", ["> all", "| cat"])
@pytest.mark.parametrize("out", ["-", "/dev/stdout"])
def test_several_files_do_not_fit_into_standard_output(folder: Path, tmp_path: Path, out: str, script: str) -> None:
    done = shell(f"set -o pipefail; fazhi export --format csv --from $from --out {out} {script}", folder, tmp_path)
    assert done.returncode == 3
    assert "this format is several files; give a folder, or a name that ends in .tar.gz" in done.stderr


def test_a_stream_that_is_not_open_is_told(folder: Path, tmp_path: Path) -> None:
    done = shell("fazhi export --format nq --from $from --out /dev/fd/77", folder, tmp_path)
    assert done.returncode == 3
    assert "/dev/fd/77: cannot be written: Bad file descriptor" in done.stderr
