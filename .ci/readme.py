"""Write the generated parts of README.md and README.zh-CN.md again.

    python .ci/readme.py [--from data/heldout=FOLDER]...

A part stands between `<!-- generated: NAME -->` and `<!-- end -->`. All of it is real output of the commands, run
on data/reports, data/benchmark and data/heldout. A test fails when a part is stale. With --from, the graph of such a folder's
reports is that of a folder of results, and is not built.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
FILES = {"en": TOP / "README.md", "zh": TOP / "README.zh-CN.md"}
_PART = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


_KEPT = re.compile(r"<!-- generated: .*?<!-- end -->|```.*?```|<!--.*?-->|`[^`\n]*`|\]\([^)]*\)|https?://\S+", re.DOTALL)
_HELD = "\ue000"  # stands for what is kept: code, links, generated parts
_CHINESE = rf"[\u3400-\u9fff“”《》、。，：；！？（）…—{_HELD}]"
_MARK = re.compile(rf"(?:(?<={_CHINESE})|(?<={_CHINESE}\n))[,;:!?]|[,;:!?](?=\n?{_CHINESE})")
_BRACKETS = re.compile(rf"\((?=[^()]*{_CHINESE})([^()]*)\)|(?<={_CHINESE})\(([^()]*)\)|\(([^()]*)\)(?={_CHINESE})")
_FULL = str.maketrans(",;:!?", "，；：！？")


def full_width(text: str) -> str:
    """Chinese prose with the marks that belong to it: full-width beside Chinese words; code, links and generated parts stay.

    >>> full_width("图谱(RDF),见 `a,b`;共 5,490 条")  # "the graph (RDF), see …; 5,490 in all"
    '图谱（RDF），见 `a,b`；共 5,490 条'
    """
    kept = _KEPT.findall(text)
    found, before = _KEPT.sub(_HELD, text), ""
    while found != before:  # inner brackets first, and marks beside what has become full-width
        before = found
        found = _BRACKETS.sub(lambda m: f"（{m[1] or m[2] or m[3] or ''}）", found)
        found = _MARK.sub(lambda m: m[0].translate(_FULL), found)
    return re.sub(_HELD, lambda _: kept.pop(0), found)


def fazhi(*arguments: str, folder: Path | None = None) -> str:
    """What a command prints, 110 columns wide, without colours; a folder's own name never appears."""
    command = [sys.executable, "-c", "from fazhi.cli import main; main()", *arguments]
    environment = {**os.environ, "COLUMNS": "110", "NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=TOP, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.replace(f" --from {folder}", "").replace(str(folder), "exports") if folder else done.stdout


@cache
def _built() -> tuple[Path, str]:
    folder = Path(tempfile.mkdtemp(prefix="readme-")) / "exports"
    return folder, fazhi("build", "data/reports", "--out", str(folder), folder=folder)


def _code(text: str, language: str = "") -> str:
    lines = "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))
    return f"```{language}\n{lines}\n```\n"


def build(language: str) -> str:
    """What the main job prints."""
    # how long it took is another thing each time, and on a busy machine has a digit more
    told = re.sub(r"(?<=·) {3,}\d+\.\d$", "       …", _built()[1], flags=re.MULTILINE)
    return _code("$ fazhi build data/reports\n" + told, "text")


def answer(language: str) -> str:
    """The first question that people ask, and its answer."""
    columns = "shortcoming,measure,status,confidence,quote"
    command = ["query", "measures-for-shortcomings", "--columns", columns, "--format", "markdown"]
    prints = {"en": " prints:", "zh": " 的结果："}[language]
    return f"`fazhi {' '.join(command)}`{prints}\n\n" + fazhi(*command, "--from", str(_built()[0]))


def picture(language: str) -> str:
    """The links from measures to shortcomings, as a Mermaid flowchart."""
    query = """SELECT ?measure ?shortcoming ?confidence {
      ?link rdf:subject ?m ; rdf:predicate fz:addresses ; rdf:object ?s ; fz:confidence ?confidence .
      ?m rdfs:label ?measure ; fz:evidence/oa:start ?mstart . ?s rdfs:label ?shortcoming ; fz:evidence/oa:start ?sstart
    } ORDER BY ?sstart ?mstart"""
    rows = fazhi("query", query, "--format", "tsv", "--from", str(_built()[0])).splitlines()[1:]
    words = {"en": "addresses", "zh": "针对"}[language]
    found = [[re.sub(r'^"(.*)"(?:@\w+|\^\^\S+)?$', r"\1", cell) for cell in row.split("\t")] for row in rows]
    measures, problems = list(dict.fromkeys(r[0] for r in found)), list(dict.fromkeys(r[1] for r in found))
    lines = ["flowchart LR"]
    lines += [f'  m{i}(["{label}"])' for i, label in enumerate(measures)]
    lines += [f'  s{i}["{_wrapped(label)}"]' for i, label in enumerate(problems)]
    lines += [f'  m{measures.index(m)} -- "{words} {c}" --> s{problems.index(s)}' for m, s, c in found]
    lines += ["  classDef plan fill:#e3f2f1,stroke:#2a7f78,color:#123", "  classDef gap fill:#fdeee6,stroke:#b5562b,color:#321"]
    lines += [f"  class {','.join(f'm{i}' for i in range(len(measures)))} plan"]
    lines += [f"  class {','.join(f's{i}' for i in range(len(problems)))} gap"]
    return _code("\n".join(lines), "mermaid")


def _wrapped(text: str, width: int = 22) -> str:
    return "<br>".join(text[i : i + width] for i in range(0, len(text), width))


_COMMANDS_ZH = {
    "ask": "用文字提问:找到所指的目录问题,说明选了哪一个,并执行。",
    "audit": "审核数据:超过 100% 的比例、分项与合计、与上年报告的变化、突变。",
    "build": "把报告读成图谱,写成 N-Quads、Turtle、JSON-LD、GraphML 和 Oxigraph 存储。",
    "check": "校验图谱:符合 SHACL 形状,引文都在所标之处,没有本体之外的词汇。",
    "compare": "并列比较机关或年度:主题、不足、举措、指标、法规文件。",
    "copies": "找出照抄上年报告或其他机关报告的段落,以及套话。",
    "draw": "把图谱画成图(SVG 和 PNG)。",
    "evaluate": "对照标准答案评分:各类别的精确率、召回率和 F1,以及在本体与正文中有无依据。",
    "export": "把图谱、它的视图或一部分写给三元组存储、网络分析工具、数据库、电子表格,或写成可以分享的网页。",
    "link": "把各份报告联系起来:哪些机关实为一个,上年的不足后来如何。",
    "load": "把图谱载入正在运行的三元组存储,每份报告一个命名图,并逐条核对。",
    "manifest": "写出清单:每个文件一行的 CSV 表,列出正文所述的机关、地区、年度、网址和日期。",
    "pull": "从正在运行的三元组存储取回各报告的图,写出方式与 `fazhi build` 相同。",
    "query": "用目录中的问题或任何 SPARQL 1.1 查询向图谱提问。",
    "serve": "以只读的 SPARQL 1.1 端点提供图谱,并有可输入查询的网页。",
    "show": "以树形显示一份报告的提纲和各部分所得;加 `--html` 则把正文写成网页。",
}


def _said(english: str, chinese: str, language: str) -> str:
    return english if language == "en" else full_width(chinese)


def commands(language: str) -> str:
    """The commands, from their own help; in Chinese as it is said here, since the commands speak English."""
    import typer

    from fazhi.cli.app import app

    told = {name: (command.help or "").splitlines()[0] for name, command in typer.main.get_group(app).commands.items()}
    if language == "zh":
        told = {name: full_width(_COMMANDS_ZH[name]) for name in told}
    head = {"en": "| command | what it does |", "zh": "| 命令 | 作用 |"}[language]
    return "\n".join([head, "| --- | --- |", *(f"| `fazhi {name}` | {told[name]} |" for name in sorted(told))]) + "\n"


def questions(language: str) -> str:
    """The catalogue, from the headers of its files."""
    from fazhi.query import catalogue

    rows = []
    for asked in catalogue():
        parameters = " ".join(f"`--{parameter.name}`" for parameter in asked.parameters)
        rows.append(f"| `{asked.name}` | {_said(asked.title.en, asked.title.zh, language)} | {parameters} |")
    head = {"en": "| question | what it asks | parameters |", "zh": "| 名称 | 问题 | 参数 |"}[language]
    return "\n".join([head, "| --- | --- | --- |", *rows]) + "\n"


def formats(language: str) -> str:
    """The files that are written, and what each loses."""
    from fazhi.export import FORMATS

    rows = [f"| `{f.file}` | {_said(f.purpose, f.zh, language)} |" for f in FORMATS.values() if f.built]
    head = {"en": "| file | what it is |", "zh": "| 文件 | 内容 |"}[language]
    store = {
        "en": "| `store/` | Oxigraph store on disk, made again from `graph.nq` where it is missing |",
        "zh": "| `store/` | 磁盘上的 Oxigraph 存储，缺失时由 `graph.nq` 重新生成 |",
    }[language]
    return "\n".join([head, "| --- | --- |", *rows, store]) + "\n"


def exports(language: str) -> str:
    """The formats of `fazhi export`."""
    from fazhi.export import FORMATS

    rows = [f"| `{f.name}` | {_said(f.purpose, f.zh, language)} |" for f in FORMATS.values()]
    head = {"en": "| `--format` | what it is |", "zh": "| `--format` | 内容 |"}[language]
    return "\n".join([head, "| --- | --- |", *rows]) + "\n"


def layers(language: str) -> str:
    """The layers that the import contract keeps, the highest first."""
    contracts = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    found = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return _code("\n".join(layer.replace("fazhi.", "") for layer in found), "text")


def scores(language: str) -> str:
    """The scores on the development benchmark."""
    return _code(_scored("data/benchmark").partition("\ncalibration:")[0], "text")


def heldout(language: str) -> str:
    """The scores on the reports that the rules were not made on."""
    return _code(_scored("data/heldout").partition("\ncalibration:")[0], "text")


def calibration(language: str) -> str:
    """What the confidence of links is worth on these reports: how many are right in each band, with the interval."""
    told = _scored("data/heldout").partition("\ncalibration:")[2].splitlines()
    return _code("\n".join(line for line in told if line.startswith(("category", "addresses", "causes"))), "text")


GIVEN: dict[str, Path] = {}
"""Folders of results that are there already, by the folder of the data that they are of."""


@cache
def _scored(folder: str) -> str:
    out = GIVEN.get(folder)
    if out is None:
        out = Path(tempfile.mkdtemp(prefix="readme-"))
        fazhi("build", f"{folder}/reports", "--out", str(out), "--only", "nq")
    return fazhi("evaluate", f"{folder}/gold", "--from", str(out), "--calibration")


_MAKERS = (picture, build, answer, commands, questions, formats, exports, layers, scores, heldout, calibration)
PARTS: dict[str, Callable[[str], str]] = {maker.__name__: maker for maker in _MAKERS}


def written(language: str) -> str:
    """A README as it should be."""
    text = FILES[language].read_text("utf-8")
    return _PART.sub(lambda m: m[1] + PARTS[m[2]](language) + m[3], text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--from", dest="given", action="append", default=[], metavar="DATA=FOLDER", help="Results of DATA/reports."
    )
    for given in parser.parse_args().given:
        data, _, place = given.partition("=")
        GIVEN[data] = Path(place).resolve()
    for language, path in FILES.items():
        path.write_text(written(language), "utf-8")
        print(f"{path.name} written")
