"""On a corpus whose truth is known: every sown error is found, nothing else is; links do not get worse."""

from itertools import islice
from pathlib import Path

import generate

from fazhi.check.audit import audit
from fazhi.corpus import bodies, read_corpus
from fazhi.link import link


def test_the_same_seed_gives_the_same_reports(tmp_path: Path) -> None:
    generate.write(tmp_path / "a", 12, seed=3)
    generate.write(tmp_path / "b", 12, seed=3)
    generate.write(tmp_path / "c", 12, seed=4)
    texts = [{p.name: p.read_text("utf-8") for p in sorted((tmp_path / x).rglob("*.*"))} for x in "abc"]
    assert texts[0] == texts[1] != texts[2]


def test_titles_do_not_repeat() -> None:
    titles = [text.split("\n", 1)[0] for _, text in islice(generate.generate(3000), 3000)]
    assert len(set(titles)) == 3000


def test_every_sown_error_is_found_and_nothing_else(generated: list[str], truths: list[generate.Truth]) -> None:
    found = sorted((doubt.places[0].report, doubt.rule) for doubt in audit(read_corpus(generated)))
    assert found == sorted((truth.name, error) for truth in truths for error in truth.errors)
    assert {rule for _, rule in found} == set(generate.ERRORS)


def test_follow_up_on_generated_reports(generated: list[str], truths: list[generate.Truth]) -> None:
    corpus = read_corpus(generated)
    name = {report.iri: report.identifier for report in corpus.reports.values()}
    right = {(t.name, title[:6], old) for t in truths for title, old in t.follow_up}
    again = {(t.name, old, new) for t in truths for old, new in t.recurring}
    stated = link(generated).stated
    told = {(name[t.quotes[0].report], t.labels[0][:6], t.labels[1][:8]) for t in stated if t.kind == "addresses"}
    back = {(name[t.quotes[1].report], t.labels[0][:8], t.labels[1][:8]) for t in stated if t.kind == "recursAs"}
    assert len(told & right) / len(told) > 0.8
    assert len(told & right) / len(right) > 0.9
    assert len(back & again) / len(back) > 0.9
    assert len(back & again) / len(again) > 0.9  # also in other words


def test_bodies_are_those_that_were_made(generated: list[str], truths: list[generate.Truth]) -> None:
    corpus = read_corpus(generated)
    made: dict[str, set[str]] = {}
    for truth in truths:
        made.setdefault(truth.name.split("/")[0], set()).add(truth.name)
    found = [{report.identifier for report in body.reports} for body in bodies(corpus)]
    assert sorted(map(sorted, found)) == sorted(map(sorted, made.values()))


def test_a_new_report_changes_the_graph_of_its_own_body_alone(generated: list[str], truths: list[generate.Truth]) -> None:
    """What is derived about one body does not depend on the others."""
    last = truths[-1].name
    corpus = read_corpus(generated)
    dropped = next(report.iri for report in corpus.reports.values() if report.identifier == last)
    fewer = [line for line in generated if f"<{dropped}/graph> ." not in line]
    key = next(body.key for body in bodies(corpus) if any(report.iri == dropped for report in body.reports))

    def others(lines: list[str]) -> list[str]:
        return [
            line for line in link(lines).lines if "/follow-up/" in line.rsplit(" ", 2)[1] and key[0].split("/")[-1] not in line
        ]

    assert others(fewer) == others(generated)
