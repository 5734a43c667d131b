"""The command line as a person meets it: real processes, real files, real exit statuses."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from inside import inside

TOP = Path(__file__).parents[2]
REPORTS = TOP / "data" / "reports"
TANGGU = REPORTS / "tanggu-street-2023.txt"
COMMAND = [sys.executable, "-c", "from fazhi.cli import main; main()"]


def fazhi(*arguments: str | Path, cwd: Path = TOP, **options: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": "120", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], cwd=cwd, env=environment, capture_output=True, text=True, check=False, **options
    )  # type: ignore[call-overload,no-any-return]


def here(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The same without a process of its own."""
    return inside(*arguments, cwd=TOP, COLUMNS="120")


def reports(folder: Path) -> list[str]:
    """Identifiers of the reports in a folder of results."""
    query = "SELECT ?id { ?r a fz:Report ; dcterms:identifier ?id } ORDER BY ?id"
    return here("query", query, "--from", folder, "--format", "csv").stdout.split()[1:]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built") / "out"
    done = fazhi("build", REPORTS, "--out", out)
    assert done.returncode == 0, done.stderr
    assert "塘沽街道2023年度法治政府建设情况报告" in done.stdout
    assert "Read and not stated" in done.stdout
    return out


# ------------------------------------------------------------------ build


def test_build_writes_all_it_promises(built: Path) -> None:
    assert {p.name for p in built.iterdir() if not p.name.startswith(".")} >= {
        "graph.nq",
        "graph.ttl",
        "graph.jsonld",
        "graph.graphml",
        "store",
    }
    text = (built / "graph.nq").read_text("utf-8")
    lines = text.splitlines()
    assert lines == sorted(set(lines))
    assert str(TOP) not in text
    quads = rdflib.Dataset(default_union=True).parse(built / "graph.nq", format="nquads")
    turtle = rdflib.Graph().parse(built / "graph.ttl", format="turtle")
    assert len(turtle) == len(set(quads.triples((None, None, None)))) > 1000
    assert nx.read_graphml(built / "graph.graphml").number_of_nodes() > 100
    assert json.loads((built / "graph.jsonld").read_text("utf-8"))["@context"]


def test_the_same_bytes_always(built: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "77", "LC_ALL": "C", "TZ": "Asia/Shanghai"}
    for jobs in ("1", "2"):
        subprocess.run(
            [*COMMAND, "build", str(REPORTS), "--out", str(tmp_path / jobs), "--jobs", jobs],
            env=environment,
            check=True,
            capture_output=True,
        )
        for name in ("graph.nq", "graph.ttl", "graph.jsonld", "graph.graphml"):
            assert (tmp_path / jobs / name).read_bytes() == (built / name).read_bytes(), name


def test_only_nq_writes_nothing_else(tmp_path: Path) -> None:
    done = here("build", TANGGU, "--out", tmp_path / "out", "--only", "nq")
    assert done.returncode == 0
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["graph.nq"]
    # the store is made again from it where it is missing
    asked = here("query", "mechanisms", "--from", tmp_path / "out", "--format", "csv")
    assert "唠嗑说事" in asked.stdout


def test_the_result_is_exactly_the_named_inputs(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(built, out, symlinks=True)
    report = tmp_path / "other.txt"
    report.write_text(TANGGU.read_text("utf-8").replace("2023 年度", "2022 年度", 1), "utf-8")
    assert here("build", report, "--out", out).returncode == 0
    assert reports(out) == ["other"]


def test_the_base_iri_is_used_everywhere(tmp_path: Path) -> None:
    done = here("build", TANGGU, "--out", tmp_path, "--base", "https://example.org/kg", "--only", "nq")
    assert done.returncode == 0
    text = (tmp_path / "graph.nq").read_text("utf-8")
    assert "https://w3id.org/fazhi/id/" not in text
    assert "<https://example.org/kg/" in text
    assert here("build", TANGGU, "--out", tmp_path, "--base", "not an iri").returncode == 2


# ------------------------------------------------------------------ bad input


def test_everything_else_is_built_and_the_status_tells(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(TANGGU, folder / "good.txt")
    shutil.copy(TANGGU, folder / "same.txt")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 9)
    (folder / "novel.txt").write_text("从前有座山,山里有座庙。" * 40, "utf-8")
    (folder / "report.pdf").write_bytes(b"%PDF-1.7")
    done = here("build", folder, tmp_path / "missing", "--out", tmp_path / "out")
    assert done.returncode == 1
    for words in (
        "empty.txt: the file is empty",
        "binary.txt",
        "novel.txt",
        "report.pdf",
        "missing: no such file",
        "same.txt: the same report as good.txt",
    ):
        assert words in done.stderr, words
    assert "Traceback" not in done.stderr
    assert reports(tmp_path / "out") == ["good"]


def test_nothing_to_build_is_status_2_and_writes_nothing(tmp_path: Path) -> None:
    done = here("build", tmp_path / "nowhere", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "no such file" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_disk_that_is_full_is_status_3_and_leaves_what_was_there(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "graph.nq").write_text("old\n")

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    done = fazhi("build", TANGGU, "--out", out, preexec_fn=small)
    assert done.returncode == 3, done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert (out / "graph.nq").read_text() == "old\n"
    assert [p.name for p in out.iterdir() if p.name != ".cache"] == ["graph.nq"]


def test_a_folder_in_the_way_is_status_3(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = here("build", TANGGU, "--out", tmp_path / "file" / "out")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "locked.txt"
    shutil.copy(TANGGU, path)
    path.chmod(0)
    done = here("build", path, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "locked.txt" in done.stderr


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="there is no file here that even root cannot read")
def test_a_file_that_the_system_will_not_read_is_named(tmp_path: Path) -> None:
    done = here("build", "/proc/self/mem", TANGGU, "--out", tmp_path / "out", "--only", "nq")
    assert done.returncode == 1
    assert "/proc/self/mem" in done.stderr
    assert "Traceback" not in done.stderr
    assert reports(tmp_path / "out") == ["tanggu-street-2023"]


def test_an_interrupted_build_leaves_what_was_there(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for year in range(1990, 2020):
        (folder / f"{year}.txt").write_text(TANGGU.read_text("utf-8").replace("2023 年度", f"{year} 年度", 1), "utf-8")
    out = tmp_path / "out"
    shutil.copytree(built, out, symlinks=True)
    before = {p.name: p.read_bytes() for p in out.iterdir() if p.is_file()}
    process = subprocess.Popen(
        [*COMMAND, "build", str(folder), "--out", str(out), "--jobs", "1"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    kept = len(list((out / ".cache").glob("*.quads")))
    late = time.monotonic() + 60
    while (
        len(list((out / ".cache").glob("*.quads"))) < kept + 2 and time.monotonic() < late
    ):  # it is at work, however busy the machine
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "Traceback" not in errors
    assert {p.name: p.read_bytes() for p in out.iterdir() if p.is_file()} == before


# ------------------------------------------------------------------ query, check, show, evaluate


def test_the_question_this_project_was_made_for(built: Path) -> None:
    done = fazhi("query", "measures-for-shortcomings", "--from", built, "--format", "json")
    rows = json.loads(done.stdout)["results"]["bindings"]
    pairs = {(row["measure"]["value"], row["shortcoming"]["value"][:6]) for row in rows}
    assert {
        ("进一步强化法治思维建设", "机关工作人员"),
        ("进一步提升行政执法水平", "行政执法工作"),
        ("进一步强化法治宣传教育", "普法宣传教育"),
    } <= pairs


def test_queries_of_ones_own(built: Path, tmp_path: Path) -> None:
    file = tmp_path / "count.rq"
    file.write_text("SELECT (COUNT(?o) AS ?n) { ?o a fz:Observation }", "utf-8")
    assert int(fazhi("query", "--file", file, "--from", built, "--format", "csv").stdout.split()[1]) > 40
    markdown = fazhi("query", "ASK { ?s a fz:Report }", "--from", built, "--format", "markdown").stdout
    assert "true" in markdown
    chosen = fazhi("query", "measures-for-shortcomings", "--from", built, "--format", "csv", "--columns", "measure,rule").stdout
    assert chosen.splitlines()[0] == "measure,rule"


def test_a_table_shows_what_fits_and_says_the_rest_once(built: Path) -> None:
    done = fazhi("query", "measures-for-shortcomings", "--from", built, "--format", "table")
    assert "不足" in done.stdout
    assert "Confidence" in done.stdout
    assert "osition" not in done.stdout
    assert "rows · status planned · report tanggu-street-2023" in done.stdout
    chosen = fazhi("query", "measures-for-shortcomings", "--from", built, "--format", "table", "--columns", "measure,position")
    assert "Position" in chosen.stdout


def test_the_catalogue_is_listed_and_described(built: Path) -> None:
    assert "measures-for-shortcomings" in fazhi("query").stdout
    described = fazhi("query", "indicators", "--help").stdout
    assert "--report" in described
    assert "Columns:" in described


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["mechanism"], "mechanisms"),
        (["SELECT ?x { ?x a fz:Report"], "query"),
        (["SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }"], "SERVICE"),
        (["mechanisms", "--colour", "red"], "colour"),
        (["mechanisms", "--year", "soon"], "year"),
        (["mechanisms", "--year", "2022", "--year=2023"], "--year: given twice ('2022', '2023')"),
        (["mechanisms", "--year", "2022", "--year", "2022"], "--year: given twice"),
        (["--file", "nowhere.rq"], "nowhere.rq"),
        (["mechanisms", "--columns", "colour"], "colour"),
    ],
)
def test_a_bad_question_is_explained(built: Path, arguments: list[str], words: str) -> None:
    done = fazhi("query", *arguments, "--from", built)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["audit", "copies"])
def test_a_body_that_nobody_knows_gives_no_all_clear(command: str, built: Path) -> None:
    misspelt = fazhi(command, "--issuer", "塘古街道", "--from", built)
    assert (misspelt.returncode, misspelt.stdout) == (2, "")
    assert misspelt.stderr.startswith("fazhi: --issuer 塘古街道: no body that reports has this in its name; near it are 塘沽街道")
    assert "there are 1: 塘沽街道" in fazhi(command, "--issuer", "Nemo", "--from", built).stderr
    assert fazhi(command, "--issuer", "塘沽", "--from", built).returncode in (0, 1)


def test_a_folder_without_a_graph_says_what_to_do(tmp_path: Path) -> None:
    done = fazhi("query", "mechanisms", "--from", tmp_path)
    assert done.returncode == 2
    assert "fazhi build" in done.stderr


def test_check_finds_nothing_and_then_what_was_spoilt(built: Path, tmp_path: Path) -> None:
    done = fazhi("check", "--from", built)
    assert done.returncode == 0, done.stdout
    text = (built / "graph.nq").read_text("utf-8")
    (tmp_path / "graph.nq").write_text(text.replace('#exact> "唠嗑说事"', '#exact> "说事唠嗑"'), "utf-8")
    spoilt = fazhi("check", "--from", tmp_path)
    assert spoilt.returncode == 1
    assert "说事唠嗑" in spoilt.stdout


def test_show_draws_the_outline(built: Path) -> None:
    done = fazhi("show", "tanggu", "--from", built)
    assert done.returncode == 0
    for words in ("主要举措和成效", "创新治理模式", "唠嗑说事", "普法形式缺乏创新", "519"):
        assert words in done.stdout, words
    assert fazhi("show", "nothing", "--from", built).returncode == 2


def test_evaluate_scores(built: Path, tmp_path: Path) -> None:
    gold = TOP / "data" / "benchmark" / "gold" / "tanggu-street-2023.json"
    done = fazhi("evaluate", gold, "--from", built, "--errors")
    assert done.returncode == 0
    assert "mean F1" in done.stdout
    told = json.loads(gold.read_text("utf-8"))
    told["departments"].append({"name": "渔业船舶检验局"})  # an authority of ships, which the report does not name
    (tmp_path / gold.name).write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    assert fazhi("evaluate", tmp_path / gold.name, "--from", built, "--at-least", "1").returncode == 1


def test_help_is_quick_and_imports_nothing_heavy() -> None:
    code = (
        "import sys\ntry:\n from fazhi.cli import main\n sys.argv = ['fazhi', '--help']\n main()\nexcept SystemExit: pass\n"
        "print([m for m in ('spacy', 'rdflib', 'networkx', 'pyshacl', 'pyoxigraph') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_pipe_may_close_early(built: Path) -> None:
    command = f"{sys.executable} -c 'from fazhi.cli import main; main()' query mechanisms --from {built} --format csv | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
