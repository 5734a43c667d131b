"""An evaluation as a page: the text of each report with what is right, wrong, missed and extra, in place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from fazhi.errors import QueryError
from fazhi.evaluate import ACROSS, CATEGORIES, Evaluation, Gold, Judgement, Outcome
from fazhi.evaluate.gold import ENTITY_TYPES, listed, names_of
from fazhi.highlight.locate import Words
from fazhi.highlight.model import Article, Fact, Mark, Tie, Toggle
from fazhi.highlight.nest import escape
from fazhi.highlight.page import page
from fazhi.highlight.report import Thing, facts_of, headings_of, report_text
from fazhi.query.tree import find_report

_CLASSES = {Outcome.RIGHT: "right", Outcome.WRONG: "wrong", Outcome.MISSING: "missed", Outcome.SPURIOUS: "extra"}
OUTCOMES = (
    Toggle("right", "正确 right", "#e0f3d8", "#57a03c"),
    Toggle("wrong", "有误 wrong in part", "#fff0b8", "#c99700"),
    Toggle("missed", "遗漏 missed", "#fddcd7", "#cf4a35"),
    Toggle("extra", "多余 extra", "#e6dcfb", "#8a63cf"),
)
_ZH = {
    "report": "报告",
    "departments": "机构",
    "regulations": "法规文件",
    "mechanisms": "机制",
    "kinds": "类别",
    "observations": "数据",
    "observation links": "数据关系",
    "measures": "举措",
    "measure links": "举措关系",
    "shortcomings": "不足",
    "causes": "原因",
    "themes": "主题",
    "addresses": "针对",
    "follow-up": "跟进",
    "identity": "同一性",
}
_WORDS = {toggle.name: toggle.label for toggle in OUTCOMES}
_LINKS = ("observation links", "measure links", "addresses", "follow-up")
_OF_NODES = ("kinds", "themes", *_LINKS)  # where only disagreements are marked, upon the facts that they concern


def evaluation_page(store: ox.Store, evaluation: Evaluation, golds: Iterable[Gold]) -> str:
    """The page of an evaluation: its tables, and each report that the graph has, with a list of its disagreements."""
    by_report: defaultdict[str, list[Judgement]] = defaultdict(list)
    for judgement in evaluation.scores.judgements:
        by_report[judgement.report].append(judgement)
    articles: list[Article] = []
    first = 0
    for gold in golds:
        if (article := _article(store, gold, by_report[gold.name], first)) is not None:
            articles.append(article)
            first += len(article.facts)
    present = {judgement.category for judgement in evaluation.scores.judgements}
    categories = [Toggle(_class(c), f"{_ZH[c]} {c}") for c in (*CATEGORIES, *ACROSS) if c in present]
    return page("评测 evaluation", articles, [OUTCOMES, categories], lead=_lead(evaluation))


def _class(category: str) -> str:
    return f"of-{category.replace(' ', '-')}"


def _article(store: ox.Store, gold: Gold, judgements: list[Judgement], first: int) -> Article | None:
    try:
        found = find_report(store, gold.name)
    except QueryError:
        return None
    text = report_text(store, found.iri)
    node = f"<{found.iri}>"
    things = facts_of(store, node)
    marks: list[Mark] = []
    facts: list[Fact] = []
    notes: list[str] = []
    places = dict(_gold_places(gold, judgements, things, Words(text)))
    for judgement in judgements:
        kind, number = _CLASSES[judgement.outcome], len(facts)
        classes = (kind, _class(judgement.category))
        stretches = _stretches(judgement, things, places)
        if judgement.outcome is Outcome.RIGHT and (judgement.category in _OF_NODES or not stretches):
            continue
        facts.append(_fact(gold, judgement, things))
        marks += [Mark(start, end, classes, number, note) for start, end, note in stretches]
        if judgement.outcome is not Outcome.RIGHT:
            notes.append(_note(judgement, classes, first + number if stretches else None))
    return Article(
        name=f"{gold.name} ({len(notes)})",
        title=found.title,
        subtitle=f"{found.issuer} · {found.year} · {gold.name} · {len(notes)} 处不一致 disagreements",
        text=text,
        marks=tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.classes[0] != "right"))),
        facts=tuple(facts),
        headings=tuple(headings_of(store, node, text)),
        tail=f'<h2>不一致之处 disagreements</h2>\n<ul class="notes">\n{"".join(notes)}</ul>',
    )


Place = tuple[int, int, str]


def _stretches(judgement: Judgement, things: Mapping[str, Thing], places: Mapping[str, list[Place]]) -> list[Place]:
    """Where a judgement is shown: at its node, a link at its first end; what is missed, where gold's words stand."""
    if judgement.nodes and judgement.category in _LINKS:
        known = [things[node].places[:1] for node in judgement.nodes if node in things]
        return known[0] if known else []
    if judgement.nodes and (thing := things.get(judgement.nodes[-1])) is not None:
        return thing.places
    return places.get(f"{judgement.category} {judgement.gold}", [])


def _gold_places(
    gold: Gold, judgements: list[Judgement], things: Mapping[str, Thing], words: Words
) -> Iterator[tuple[str, list[Place]]]:
    """The places of what was missed, by category and gold: every mention of a name, and the one place of another item."""
    last = 0
    for judgement in judgements:
        if judgement.nodes:
            thing = things.get(judgement.nodes[0])
            last = thing.places[0][0] if thing and judgement.category == "observations" else last
        elif judgement.gold:
            item = _item(gold, judgement)
            names = [item["quote"]] if item and "quote" in item else names_of(item) if item else [judgement.gold]
            if judgement.category in ENTITY_TYPES:
                found = next((places for name in names if (places := words.all(name))), [])
            else:
                start = last if judgement.category == "observations" else 0
                one = next((place for name in names if (place := words.first(name, start) or words.first(name, 0))), None)
                found = [one] if one else []
            yield f"{judgement.category} {judgement.gold}", [(a, b, "") for a, b in found]


def _item(gold: Gold, judgement: Judgement) -> dict[str, Any] | None:
    """The gold item that a judgement is about."""
    if judgement.category in ENTITY_TYPES:
        return next((item for item in gold.items(judgement.category) if item["name"] == judgement.gold), None)
    for category in ("observations", "measures", "shortcomings"):
        for item in gold.items(category):
            if item["id"] == judgement.gold:
                return item
    return None


def _fact(gold: Gold, judgement: Judgement, things: Mapping[str, Thing]) -> Fact:
    """The card of a judgement: what gold asks for, and what the graph has."""
    what = f"{_WORDS[_CLASSES[judgement.outcome]]} · {_ZH[judgement.category]} {judgement.category}"
    fact = Fact(what, judgement.text)
    if (item := _item(gold, judgement)) is not None:
        told = ((key, value) for key, value in item.items() if value not in (None, [], {}) and key not in ("keys", "causes"))
        fact.rows += [(f"应为 gold: {key}", "、".join(str(x) for x in listed(value))) for key, value in told]
    elif judgement.gold:
        fact.rows.append(("应为 gold", judgement.gold))
    for node in judgement.nodes:
        if (thing := things.get(node)) is not None:
            fact.ties.append(Tie("图中 graph", thing.fact.label, None, thing.fact.what))
            if judgement.category not in _OF_NODES:
                fact.rows += [(f"图中 graph: {name}", value) for name, value in thing.fact.rows]
    return fact


def _note(judgement: Judgement, classes: tuple[str, ...], fact: int | None) -> str:
    """A line of the list of disagreements, which leads to its place where there is one."""
    text = escape(judgement.text)
    linked = f'<a href="#" data-fact="{fact}">{text}</a>' if fact is not None else text
    outcome = f'<span class="chip {classes[0]}">{escape(_WORDS[classes[0]])}</span>'
    category = f"{_ZH[judgement.category]} {judgement.category}"
    return f'<li class="{" ".join(classes)}">{outcome} {escape(category)}: {linked}</li>\n'


# ------------------------------------------------------------------ tables


def _told(note: str) -> str:
    """What gold leaves out of a category, in both languages."""
    return f" ({note.replace('not in gold', '标准答案未标注 not in gold')})" if note else ""


def _lead(evaluation: Evaluation) -> str:
    """The tables of an evaluation as HTML."""
    scores = evaluation.scores
    rows: list[tuple[object, ...]] = [
        (
            f"{_ZH[name]} {name}{_told(note)}",
            *((f"{f.precision:.3f}", f"{f.recall:.3f}", f"{f.f1:.3f}", f.right, f.missing, f.spurious) if f else "—" * 6),
        )
        for name, f, note in scores.rows()
    ]
    across = sum(name in ACROSS for name, _, _ in scores.rows())
    rows.insert(len(rows) - across, ("平均 mean F1", "", "", f"{scores.mean:.3f}", "", "", ""))
    head = ("类别 category", "P", "R", "F1", "正确 right", "遗漏 missing", "多余 spurious")
    bands = [
        (
            f"{_ZH[band.category]} {band.category}",
            f"{band.low:.1f}–{band.high:.1f}",
            f"{band.confidence:.3f}",
            f"{band.right} / {band.found}",
            f"{band.share:.3f}",
            "–".join(f"{bound:.3f}" for bound in band.interval),
        )
        for band in evaluation.calibration
    ]
    measures = [(name, f"{share:.3f}") for name, share in evaluation.grounding.rows()]
    calibrated = ("类别 category", "置信度 confidence", "平均 mean", "正确 right", "比例 share", "95% Wilson")
    absent = f"<p>图中没有 not in the graph: {escape(', '.join(scores.absent))}</p>" if scores.absent else ""
    return (
        f"<details open><summary>评分 scores · {len(scores.reports)} 份报告 reports</summary>"
        f"{_table(head, rows)}{absent}</details>"
        f"<details><summary>依据 grounding · {evaluation.grounding.triples:,} 个三元组 triples</summary>"
        f"{_table(('指标 measure', '比例 share'), measures)}</details>"
        f"<details><summary>校准 calibration</summary>{_table(calibrated, bands)}</details><hr>"
    )


def _table(head: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    top = "".join(f"<th>{escape(str(cell))}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{top}</tr>{body}</table>"
