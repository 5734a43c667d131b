"""The pass is made of parts: what a new report cannot affect is not done again, and nothing shows whether it was."""

from pathlib import Path

import pytest

from fazhi.corpus import bodies, open_corpus, read_corpus
from fazhi.disk.merged import Lines, Spool, spooled
from fazhi.link import Linked, Memory, Regions, link
from fazhi.link.decisions import Decision
from fazhi.link.identity import regions
from fazhi.link.regions import as_table, read_regions
from fazhi.link.ties import TieKind
from fazhi.pipeline import build_lines, linked_lines

BENCHMARK = Path(__file__).parents[2] / "data" / "benchmark" / "reports"
NAMES = ("huaishuling-street", "qinglan-water", "xincheng-street")


@pytest.fixture(scope="module")
def many() -> list[str]:
    """Three bodies in two years each."""
    return list(build_lines([path for name in NAMES for path in sorted(BENCHMARK.glob(f"{name}-*.txt"))]).lines)


def passed(lines: list[str], file: Path | None = None, version: str = "1", **options: object) -> Linked:
    memory = Memory(file, version=version)
    try:
        return link(lines, memory=memory, **options)  # type: ignore[arg-type]
    finally:
        memory.close()


def same(one: Linked, other: Linked) -> bool:
    return list(one.lines) == list(other.lines) and list(one.ties) == list(other.ties) and one.counts == other.counts


def test_one_report_more_is_all_that_is_looked_at(many: list[str], tmp_path: Path) -> None:
    corpus = read_corpus(many)
    new = max(corpus.reports)
    fewer = [line for line in many if not line.endswith(f" <{new}/graph> .")]
    first = passed(fewer, tmp_path / "parts")
    second = passed(many, tmp_path / "parts")
    whole = passed(many)
    assert same(second, whole)
    (issuer,) = corpus.reports[new].issuers
    story = {f"follow-up/{'/'.join(body.key)}" for body in bodies(open_corpus(many)) if any(r.iri == new for r in body.reports)}
    around = {thing.iri for thing in corpus.things.values() if new in thing.reports}
    touched = {f"identity/{region.name}" for region in regions(open_corpus(many), Regions()) if around & region.things}
    assert set(second.made) <= story | touched
    assert story & set(second.made) or len(story) == 0
    assert 0 < len(second.made) < len(whole.made)
    assert len(first.made) > 0
    assert issuer


def test_nothing_new_is_nothing_to_do(many: list[str], tmp_path: Path) -> None:
    first, second = (passed(many, tmp_path / "parts") for _ in range(2))
    assert second.made == ()
    assert same(first, second)


def test_the_derived_graphs_of_what_is_not_touched_stay_as_they_were(many: list[str]) -> None:
    new = max(read_corpus(many).reports)
    fewer = passed([line for line in many if not line.endswith(f" <{new}/graph> .")])
    more = passed(many)
    graphs = {line.rsplit(" ", 2)[1] for line in set(fewer.lines) ^ set(more.lines)}
    body = new.split("/")[-3]
    assert all(body in graph or "/derived/i" in graph for graph in graphs)
    assert sum("/follow-up/" in graph for graph in graphs) <= 1


def test_another_fazhi_or_another_decision_is_another_result(many: list[str], tmp_path: Path) -> None:
    first = passed(many, tmp_path / "parts")
    tie = next(tie for tie in first.stated if tie.kind is TieKind.ADDRESSES)
    rejected = passed(many, tmp_path / "parts", decisions={tie.key: Decision(False, {})})
    assert len(rejected.made) == 1
    assert tie.key not in {found.key for found in rejected.stated}
    assert len(passed(many, tmp_path / "parts", version="2").made) == len(first.made)


def test_a_broken_file_is_made_anew(many: list[str], tmp_path: Path) -> None:
    (tmp_path / "parts").write_bytes(b"no database" * 500)
    found = passed(many, tmp_path / "parts")
    assert same(found, passed(many))
    assert passed(many, tmp_path / "parts").made == ()


def test_lines_on_the_disk_are_as_good_as_in_memory(many: list[str]) -> None:
    on_disk = spooled(many)
    assert same(link(on_disk), link(many))
    assert on_disk[5:300:7] == many[5:300:7]
    assert [on_disk[-1], on_disk[0], on_disk[129]] == [many[-1], many[0], many[129]]
    spool = Spool()
    spool.add(reversed(many))
    assert list(spool.lines()) == many


def test_a_report_read_alone_is_the_one_that_is_read_with_all(many: list[str], tmp_path: Path) -> None:
    (tmp_path / "lines").write_text("".join(f"{line}\n" for line in many), "utf-8")
    lazy, eager = open_corpus(Lines(tmp_path / "lines")), read_corpus(many)
    assert lazy.reports.keys() == eager.reports.keys()
    assert lazy.things == eager.things
    assert list(lazy.indicators()) == list(eager.indicators())
    for iri, report in eager.reports.items():
        found = lazy.full(lazy.reports[iri])
        assert (found.text, found.issuers, found.year, found.measures, found.figures) == (
            report.text, report.issuers, report.year, report.measures, report.figures,
        )  # fmt: skip
        assert [point.causes for point in found.shortcomings] == [point.causes for point in report.shortcomings]
        assert not lazy.reports[iri].text
    for thing in lazy.things.values():
        for evidence in thing.evidence.values():
            assert lazy.evidence(evidence) == eager.evidence(evidence)


# ------------------------------------------------------------------ regions of a manifest

MANIFEST = "file,issuer,region,region_code\nqinghe-2022.txt,,云川市/柏岭区,990102\n"


def test_regions_of_the_manifest_are_known(tmp_path: Path, lines: list[str]) -> None:
    (tmp_path / "corpus.csv").write_text(MANIFEST, "utf-8")
    out = tmp_path / "out"
    without = linked_lines(lines)[1]
    found = linked_lines(lines, out, manifest=tmp_path / "corpus.csv")[1]
    again = linked_lines(lines, out)[1]  # as `fazhi link` does, which has no manifest
    assert without is not None
    assert found is not None
    assert again is not None
    rules = [{tie.rule for tie in linked.ties if tie.kind is TieKind.SAME_AS} for linked in (without, found, again)]
    assert "identity.region-known" not in rules[0]
    assert "identity.region-known" in rules[1]
    assert rules[1] == rules[2]


def test_a_table_of_regions_comes_back(tmp_path: Path) -> None:
    others = {"990102": ("云川市", "柏岭区"), "990100": ("某省", "云川市"), "990103": ("某省", "云川市", "青岭县")}
    (tmp_path / "regions.csv").write_text(as_table(others), "utf-8")
    assert read_regions(tmp_path / "regions.csv").others == others
