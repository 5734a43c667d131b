"""A corpus of reports of invented bodies over several years, with what is true of it.

    python tests/corpus/generate.py 1000 --out /tmp/corpus     # 1,000 reports, and truth.json

The same number and seed give the same bytes. Reports of a body hang together: figures and their changes follow from one year
to the next, problems are taken up, come back or are forgotten, brands spread from body to body. Where errors are asked for,
they are sown one by one, and told in the truth. It measures scale and catches regressions; it says nothing of quality on
reports that people wrote, for which the benchmark is there.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from grammar import BRANDS, BUREAUX, FIRST, NOTED, OPENINGS, PROBLEMS, ROUTINE, SECOND, SENTENCES, Problem

YEARS = 5
ERRORS = (
    "above-100-percent",
    "part-above-total",
    "parts-above-total",
    "change-does-not-follow",
    "two-values",
    "last-year-contradicted",
    "implausible-jump",
)
_ORDER = "一二三四五六七八九十"


@dataclass(slots=True)
class Truth:
    """What is true of one report."""

    name: str
    issuer: str
    year: int
    shortcomings: list[str] = field(default_factory=list)
    follow_up: list[tuple[str, str]] = field(default_factory=list)  # begin of a measure's title, begin of last year's shortcoming
    recurring: list[tuple[str, str]] = field(default_factory=list)  # begin of last year's shortcoming, begin of this year's
    errors: list[str] = field(default_factory=list)
    brand: str = ""


@dataclass(slots=True)
class _Body:
    """An invented body with all that lasts: its names, its figures and its open problems."""

    name: str
    full: str
    above: str
    figures: dict[str, int]
    brand: str
    problems: list[tuple[Problem, str]] = field(default_factory=list)  # of last year, as worded


def generate(count: int, *, seed: int = 1, errors: float = 0.0) -> Iterator[tuple[Truth, str]]:
    """`count` reports with what is true of each, body by body and year by year; `errors` of them have one error sown in."""
    rng = random.Random(seed)
    towns = [a + b for a in FIRST for b in SECOND]
    rng.shuffle(towns)
    brand, made, number = "", 0, 0
    while made < count:
        body = _body(rng, towns, number, brand)
        brand = body.brand
        start = 2018 + rng.randrange(3)
        for year in range(start, start + min(YEARS, count - made)):
            yield _report(rng, body, number, year, first=year == start, error=rng.random() < errors)
            made += 1
        number += 1


def _body(rng: random.Random, towns: list[str], number: int, brand: str) -> _Body:
    town = towns[number % len(towns)]
    turn = number // len(towns)
    district = towns[(number * 7 + 3 + turn * 11) % len(towns)] + ("区" if number % 3 else "县")
    city = towns[(number * 13 + 5 + turn * 17) % len(towns)] + "市"
    place = f"{city}{district}"
    if number % 4 == 3:
        name = f"{place}{BUREAUX[number // 4 % len(BUREAUX)]}"
        full, above = name, f"{district[-1]}委、{district[-1]}政府"
    else:
        name = f"{town}{'街道' if number % 2 else '镇'}"
        full, above = f"{place}{name}", f"{district[-1]}委、{district[-1]}政府"
    new = rng.choice(BRANDS).format(a=rng.choice(FIRST), b=rng.choice(SECOND))
    kept = brand if brand and rng.random() < 0.3 else new
    return _Body(name, full, above, {what: rng.randrange(80, 900) for what in NOTED}, kept)


def _report(rng: random.Random, body: _Body, number: int, year: int, *, first: bool, error: bool) -> tuple[Truth, str]:
    truth = Truth(f"body-{number:05}/{year}", body.full, year, brand=body.brand)
    sown = rng.choice(ERRORS[:-2] if first else ERRORS) if error else ""
    lines = [
        f"{body.full}{year}年度法治政府建设情况报告",
        "",
        rng.choice(OPENINGS).format(year=year, body=body.name, above=body.above),
        "",
    ]
    lines += ["一、主要举措和成效", ""]
    points = [text.format(body=body.name, a=rng.randrange(2, 30), b=rng.randrange(2, 30)) for text in rng.sample(ROUTINE, 3)]
    open_problems: list[tuple[Problem, str]] = []
    for problem, worded in body.problems:
        fate = rng.random()
        if fate < 0.55:
            work = rng.choice(problem.works).format(a=rng.randrange(3, 60), b=rng.randrange(3, 90))
            points.append(work)
            truth.follow_up.append((work.split("。")[0], worded[:8]))
        elif fate < 0.8:
            again = rng.choice(problem.wordings)
            open_problems.append((problem, again))
            truth.recurring.append((worded[:8], again[:8]))
    points.append(f"打造治理品牌。推行“{body.brand}”机制，开展活动{rng.randrange(5, 60)}场。")
    points.append("用数据说话。" + _figures(rng, body, first=first, sown=sown))
    rng.shuffle(points)
    lines += [line for order, text in enumerate(points) for line in (f"（{_number(order)}）{text}", "")]
    fresh = [p for p in PROBLEMS if p.key not in {old.key for old, _ in (*open_problems, *body.problems)}]
    open_problems += [
        (problem, rng.choice(problem.wordings)) for problem in rng.sample(fresh, min(len(fresh), 3 - len(open_problems[:2])))
    ]
    lines += ["二、存在的不足和原因", "", "".join(f"{_ORDER[i]}是{text}。" for i, (_, text) in enumerate(open_problems)), ""]
    lines += ["三、下一年度工作安排", ""]
    promised = [problem for problem, _ in open_problems if rng.random() < 0.8]
    lines += [line for order, p in enumerate(promised) for line in (f"（{_number(order)}）{rng.choice(p.plans)}", "")]
    if not promised:
        lines += ["（一）巩固提升法治建设水平。持续推进各项任务落实。", ""]
    truth.shortcomings = [text for _, text in open_problems]
    truth.errors = [sown] if sown else []
    body.problems = open_problems
    return truth, "\n".join(lines)


def _number(order: int) -> str:
    return _ORDER[order] if order < 10 else f"十{_ORDER[order - 10]}"


def _figures(rng: random.Random, body: _Body, *, first: bool, sown: str) -> str:
    """The figures of a year, which follow from those of the year before, with an error where one is to be sown."""
    told = []
    victim = rng.choice(NOTED)
    for what in NOTED:
        old = body.figures[what]
        new = max(60, round(old * rng.uniform(0.75, 1.3)))
        percent = round((new - old) / old * 100, 1)
        told_change = not first and rng.random() < 0.5
        if what == victim and sown == "implausible-jump":
            new, told_change = old * 40, False
        if what == victim and sown == "last-year-contradicted":
            percent, told_change = percent + (35 if percent < 0 else -35), True
        change = "" if not told_change or not percent else f"，同比{'增长' if percent > 0 else '下降'}{abs(percent)}%"
        told.append(SENTENCES[what].format(n=new, change=change))
        body.figures[what] = new
    total, part = rng.randrange(100, 300), rng.randrange(20, 60)
    told.append(f"开展执法检查{total}次，其中食品安全检查{part}次、消防安全检查{total - part}次。")
    told.append(f"群众满意率为{rng.randrange(90, 100)}.{rng.randrange(1, 10)}%。")
    match sown:
        case "above-100-percent":
            told.append(f"隐患整改率为{rng.randrange(101, 140)}%。")
        case "part-above-total":
            told.append(f"评查案卷{part}卷，其中普通程序案卷{part * 3}卷。")
        case "parts-above-total":
            told.append(f"审查合同{total}份，其中工程类合同{total - 7}份、服务类合同{part}份。")
        case "change-does-not-follow":
            told.append("来访批次由80批次减少到60批次，下降50%。")
        case "two-values":
            told.append(f"全年受理信访事项{body.figures['信访事项'] + 13}件。")
    return "".join(told)


def write(folder: Path, count: int, *, seed: int = 1, errors: float = 0.0) -> None:
    """Write the reports, a folder for each body, and `truth.json` beside them."""
    reports, truths = folder / "reports", []
    for truth, text in generate(count, seed=seed, errors=errors):
        path = reports / f"{truth.name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", "utf-8")
        truths.append(asdict(truth))
    (folder / "truth.json").write_text(json.dumps(truths, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, help="how many reports")
    parser.add_argument("--out", type=Path, required=True, help="folder for the reports and truth.json")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--errors", type=float, default=0.0, help="share of reports with an error sown in")
    given = parser.parse_args()
    write(given.out, given.count, seed=given.seed, errors=given.errors)
