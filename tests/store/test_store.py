from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from nquads_file import write_lines
from sample_facts import sample

from fazhi.check import check
from fazhi.errors import OutputError, StoreError
from fazhi.export import write_all
from fazhi.graph import quads
from fazhi.store import fill, filling, in_memory, is_fresh, open_output, open_store
from fazhi.store.merging import dumped

OLD, NEW = quads(sample()), quads(sample("towns/mou-2022", year=2022))


def content(store: ox.Store) -> list[str]:
    return sorted(dumped(store).decode().split("\n")[:-1])


@pytest.fixture
def output(tmp_path: Path) -> Path:
    write_lines(tmp_path / "graph.nq", OLD)
    return tmp_path


def generations_in(output: Path) -> list[str]:
    return sorted(path.name for path in (output / "store").iterdir() if path.is_dir())


@pytest.mark.parametrize("lines", [[], OLD], ids=["empty", "report"])
def test_every_kind_of_store_gives_back_the_same_quads(tmp_path: Path, lines: list[str]) -> None:
    write_lines(tmp_path / "graph.nq", lines)
    fill(tmp_path / "store", tmp_path / "graph.nq")
    assert content(in_memory(lines)) == content(open_store(tmp_path / "store")) == content(open_output(tmp_path)) == lines


def test_a_missing_store_is_made_from_the_graph(output: Path) -> None:
    assert content(open_output(output)) == OLD
    shutil.rmtree(output / "store")
    assert content(open_output(output)) == OLD


def test_a_store_on_the_disk_cannot_be_written(output: Path) -> None:
    store = open_output(output)
    quad = ox.Quad(ox.NamedNode("http://e.org/"), ox.NamedNode("http://e.org/"), ox.NamedNode("http://e.org/"))
    with pytest.raises((OSError, RuntimeError), match="read-write"):
        store.add(quad)
    assert content(open_output(output)) == OLD


def test_an_older_store_is_replaced_and_its_reader_keeps_what_it_reads(output: Path) -> None:
    before = open_output(output)
    write_lines(output / "graph.nq", NEW)
    assert not is_fresh(output / "store", output / "graph.nq")
    assert content(open_output(output)) == NEW
    assert content(before) == OLD


def test_a_changed_graph_of_the_same_size_is_seen(output: Path) -> None:
    open_output(output)
    changed = sorted(line.replace("县司法局", "县税务局") for line in OLD)
    write_lines(output / "graph.nq", changed)
    assert content(open_output(output)) == changed


def test_an_unchanged_graph_is_not_loaded_again(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_output(output)
    monkeypatch.setattr(filling, "_load", lambda *_: pytest.fail("loaded again"))
    fill(output / "store", output / "graph.nq")
    (output / "graph.nq").touch()
    assert content(open_output(output)) == OLD


def test_generations_that_nobody_reads_are_removed(output: Path) -> None:
    store = output / "store"
    for lines in (OLD, NEW, OLD, NEW):
        write_lines(output / "graph.nq", lines)
        fill(store, output / "graph.nq")
    (store / "g-0123.partial").mkdir()  # what a killed run leaves
    write_lines(output / "graph.nq", OLD)
    fill(store, output / "graph.nq")
    assert len(generations_in(output)) == 1


@pytest.mark.skipif(os.name != "posix", reason="shared locks are those of POSIX")
def test_a_generation_that_is_read_stays_until_its_reader_ends(output: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from fazhi.store import open_output; "
        "from fazhi.store.merging import size; "
        "s = open_output(Path(sys.argv[1])); print(size(s), flush=True); input(); print(size(s))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(output)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdin is not None
        assert reader.stdout.readline() == f"{len(OLD)}\n"
        write_lines(output / "graph.nq", NEW)
        fill(output / "store", output / "graph.nq")
        assert len(generations_in(output)) == 2
        reader.stdin.write("\n")
        reader.stdin.close()
        assert reader.stdout.read() == f"{len(OLD)}\n"
    write_lines(output / "graph.nq", OLD + NEW)
    fill(output / "store", output / "graph.nq")
    assert len(generations_in(output)) == 1


def test_a_damaged_store_is_made_again(output: Path) -> None:
    fill(output / "store", output / "graph.nq")
    (generation,) = (output / "store").glob("g-*")
    (generation / "CURRENT").write_text("nonsense")
    with pytest.raises(StoreError, match=r"damaged.*remove .*store and build again"):
        open_store(output / "store")
    assert content(open_output(output)) == OLD
    (output / "store" / "CURRENT").write_text("{")
    assert content(open_output(output)) == OLD


def test_without_a_graph_the_store_is_still_read(output: Path) -> None:
    open_output(output)
    (output / "graph.nq").unlink()
    assert content(open_output(output)) == OLD


def test_where_nothing_is_a_message_tells_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no graph is here; make one with: fazhi build PATH\.\.\. --out"):
        open_output(tmp_path / "nowhere")
    with pytest.raises(StoreError, match="no store is here; make one with"):
        open_store(tmp_path / "store")
    with pytest.raises(StoreError, match=r"graph\.nq: cannot be read: No such file"):
        fill(tmp_path / "store", tmp_path / "graph.nq")


def test_a_graph_that_is_no_n_quads_is_refused_and_changes_nothing(output: Path) -> None:
    fill(output / "store", output / "graph.nq")
    (output / "graph.nq").write_text("\n".join(OLD) + "\n<broken")
    with pytest.raises(StoreError, match=rf"graph\.nq: this is not the N-Quads that fazhi writes: .*line {len(OLD) + 1}"):
        open_output(output)
    assert content(open_store(output / "store")) == OLD
    assert len(generations_in(output)) == 1


def test_where_the_folder_cannot_be_written_the_store_is_in_memory(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(filling, "_load", full)
    with pytest.raises(OutputError, match=r"store: cannot be written: No space left on device; free some space"):
        fill(output / "store", output / "graph.nq")
    assert content(open_output(output)) == OLD


FILLER = """
import sys
from itertools import cycle
from pathlib import Path
from fazhi.store import fill
folder = Path(sys.argv[1])
for name in cycle(["new.nq", "old.nq"]):
    print(name, flush=True)
    fill(folder / "store", folder / name)
"""


NURSERY = """
import os, sys
from itertools import cycle
from pathlib import Path
from fazhi.export import export
from fazhi.store import fill
folder = Path(sys.argv[1])
graphs = [(folder / name).read_text("utf-8").split("\\n")[:-1] for name in ("new.nq", "old.nq")]
for _ in sys.stdin:  # each line asks for a process that builds until it is killed
    child = os.fork()
    if child == 0:
        for lines in cycle(graphs):
            export(lines, folder / "out" / "graph.nq", format="nq")
            fill(folder / "out" / "store", folder / "out" / "graph.nq")
    print(child, flush=True)
    os.waitpid(child, 0)
    print("dead", flush=True)
"""
KILLS = 100


def test_a_hundred_crashes_leave_the_old_or_the_new_state(tmp_path: Path) -> None:
    """Whoever opens the folder after a kill -9 finds all of one build: in graph.nq, and in the store beside it."""
    write_lines(tmp_path / "old.nq", OLD)
    write_lines(tmp_path / "new.nq", NEW)
    write_all(OLD, tmp_path / "out")
    chance, seen = random.Random(2023), set()
    asked = subprocess.Popen(
        [sys.executable, "-c", NURSERY, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with asked as nursery:
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        for _ in range(KILLS):
            print(file=nursery.stdin, flush=True)
            child = int(nursery.stdout.readline())
            time.sleep(chance.random() * 0.1)  # one round takes about 0.03
            os.kill(child, signal.SIGKILL)
            assert nursery.stdout.readline() == "dead\n"
            inside = content(open_store(tmp_path / "out" / "store"))
            assert inside in (OLD, NEW)
            seen.add(inside == OLD)
            beside = (tmp_path / "out" / "graph.nq").read_text("utf-8").split("\n")[:-1]
            assert beside in (OLD, NEW)
            assert content(open_output(tmp_path / "out")) == beside
        nursery.stdin.close()
    assert len(seen) == 2, "the crashes never came at another moment"
    write_all(sorted(OLD + NEW), tmp_path / "out")
    assert content(open_store(tmp_path / "out" / "store")) == sorted(OLD + NEW)
    assert check(open_output(tmp_path / "out")) == []
    assert not list((tmp_path / "out").rglob("*.partial"))
    assert len(list((tmp_path / "out" / "store").glob("g-*"))) <= 3  # the two others are still read by this process


def test_readers_see_whole_states_while_one_fills(tmp_path: Path) -> None:
    write_lines(tmp_path / "old.nq", OLD)
    write_lines(tmp_path / "new.nq", NEW)
    fill(tmp_path / "store", tmp_path / "old.nq")
    reader = (
        "import sys; from pathlib import Path; from fazhi.store import open_store; from fazhi.store.merging import size\n"
        "for _ in range(40): print(size(open_store(Path(sys.argv[1]) / 'store')))"
    )
    with subprocess.Popen([sys.executable, "-c", FILLER, str(tmp_path)], stdout=subprocess.DEVNULL) as child:
        told = [
            subprocess.run([sys.executable, "-c", reader, str(tmp_path)], capture_output=True, text=True, check=True)
            for _ in range(3)
        ]
        assert child.poll() is None
        child.kill()
    assert {line for one in told for line in one.stdout.split()} <= {str(len(OLD)), str(len(NEW))}


@pytest.mark.parametrize("large", [0, 1 << 30], ids=["in another process", "in this one"])
def test_a_large_graph_is_loaded_in_pieces(large: int, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "_PIECE", 1000)
    monkeypatch.setattr(filling, "_LARGE", large)
    fill(output / "store", output / "graph.nq", anew=True)
    assert content(open_store(output / "store")) == OLD
    bad = output / "bad.nq"
    bad.write_text("<e:a> <e:b> .\n", "utf-8")
    with pytest.raises(StoreError, match="not the N-Quads that fazhi writes"):
        fill(output / "store", bad)
    assert content(open_store(output / "store")) == OLD


def test_a_file_that_changes_while_it_is_loaded_is_told(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "load_file", lambda task: "another digest")
    (output / "graph.nq").write_text("<e:a> <e:b> <e:c> <e:g> .\n", "utf-8")
    with pytest.raises(StoreError, match="changed while the store was filled"):
        fill(output / "store", output / "graph.nq")
