"""The outline of invented reports in all layouts of the genre, and what holds for every outline."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from fazhi.documents import read_text_file
from fazhi.documents.reading import reading_of
from fazhi.model import Document, Form, Metadata, Part, Role
from fazhi.outline import outline
from fazhi.outline.admissions import is_admission
from fazhi.outline.headings import heading_role, turn_role
from fazhi.outline.leads import is_plan_lead_in, is_problem_lead_in
from fazhi.outline.signs import inline_signs, line_sign
from fazhi.outline.tone import signs_of, tone
from fazhi.resources import lexicon

HERE = Path(__file__).parent
CASES = [case for path in sorted((HERE / "cases").glob("*.toml")) for case in tomllib.loads(path.read_text("utf-8"))["case"]]
REPORTS = sorted((HERE.parents[1] / "data" / "benchmark" / "reports").glob("*.txt"))


def document_of(text: str) -> Document:
    """A document whose paragraphs are the lines of `text`, the first one the title."""
    text = text.strip()
    reading = reading_of(text)
    title = reading.split("\n", 1)[0]
    year = int(title[title.index("20") :][:4])
    metadata = Metadata(title, 0, len(title), (), year)
    return Document("sample", "sample.txt", text, reading, metadata, tuple(range(len(text) + 1)), (0,))


def lines_of(document: Document, parts: tuple[Part, ...], depth: int = 0) -> Iterator[str]:
    for part in parts:
        title = document.text[part.title_start : part.title_end].split("\n")[0]
        yield "  " * depth + " ".join(word for word in (part.role, part.form, part.number, title) if word)
        yield from lines_of(document, part.parts, depth + 1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_outline_of_a_layout(case: dict[str, str]) -> None:
    document = document_of(case["text"])
    assert list(lines_of(document, outline(document))) == case["outline"].strip().split("\n")


def check(document: Document, parts: tuple[Part, ...], start: int, end: int, level: int) -> None:
    last = start
    for order, part in enumerate(parts, start=1):
        assert last <= part.start < part.end <= end
        assert part.start <= part.title_start <= part.title_end <= part.end
        assert part.start <= part.body_start <= part.body_end <= part.end
        assert (part.level, part.order) == (level, order)
        assert document.reading[part.start : part.end].startswith(part.number)
        check(document, part.parts, part.start, part.end, level + 1)
        last = part.end


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_parts_of_real_layouts_nest_and_follow(path: Path) -> None:
    document = read_text_file(path, identifier=path.stem, source=path.name)
    parts = outline(document)
    check(document, parts, 0, len(document.text), 1)
    assert parts[0].role is Role.TITLE
    assert parts == outline(document)
    assert {part.role for part in parts} >= {Role.TITLE, Role.PREAMBLE}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_parts_of_a_layout_nest_and_follow(case: dict[str, str]) -> None:
    document = document_of(case["text"])
    check(document, outline(document), 0, len(document.text), 1)


def test_nothing_of_a_text_lies_outside_its_parts() -> None:
    for case in CASES:
        document = document_of(case["text"])
        covered = [False] * len(document.text)
        for part in outline(document):
            covered[part.start : part.end] = [True] * (part.end - part.start)
        assert "".join(c for c, inside in zip(document.text, covered, strict=True) if not inside).strip() == ""


# ------------------------------------------------------------------ tables


@pytest.mark.parametrize("row", lexicon("outline")["heading"], ids=lambda row: row["example"])
def test_each_heading_row_reads_its_example(row: dict[str, str | bool]) -> None:
    told = heading_role(str(row["example"]))
    assert told is not None
    assert (told.role, told.generic) == (row["role"], row["generic"])


HEADINGS = tomllib.loads((HERE / "headings.toml").read_text("utf-8"))


@pytest.mark.parametrize(("role", "heading"), [(role, heading) for role, row in HEADINGS.items() for heading in row.split()])
def test_headings_of_the_genre(role: str, heading: str) -> None:
    told = heading_role(heading, 2023)
    assert (told.role if told else "none") == role


@pytest.mark.parametrize("row", lexicon("numbering")["series"], ids=lambda row: row["name"])
def test_each_series_reads_its_example(row: dict[str, str]) -> None:
    sign = line_sign(row["example"], 0)
    assert sign is not None
    assert sign.series == row["name"]


def test_a_number_or_a_phrase_is_no_enumerator() -> None:
    for line in ("第一责任人职责", "1.83万件", "(2021—2025年)", "12345热线", "一审、二审", "二是否合法", "三要素"):
        assert line_sign(line, 0) is None or line == "一审、二审"
    phrase = "做到“三个到位”,一是思想认识到位,二是组织领导到位。"
    assert inline_signs(phrase, 0, len(phrase), {}) == []


# ------------------------------------------------------------------ sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "下一步,我局将开展培训。",
        "展望2021年,我镇将出台办法。",
        "明年拟建立制度。",
        "针对上述问题,重点抓好以下工作:",
        "今后将建立通报制度。",
        "我们还将提前谋划。",
    ],
)
def test_turns_to_plans(sentence: str) -> None:
    assert turn_role(sentence, 2020) is Role.PLANS


@pytest.mark.parametrize(
    "sentence",
    [
        "街道党工委将法治政府建设摆在突出位置。",  # 将 for 把: puts it first
        "为下一步工作打下坚实基础。",
        "下一步检查重点已列入计划。",
        "2020年,我局将任务分解到各科室。",  # the year of the report itself
        "拟定工作方案3份。",
    ],
)
def test_does_not_turn_to_plans(sentence: str) -> None:
    assert turn_role(sentence, 2020) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "解决问题30余个。",
        "发现执法问题15个,均已整改到位。",
        "针对执法力量不足的问题,招聘辅助人员12名。",
        "同时,开展延时服务,不断提升满意度。",
        "但凡涉及群众利益的事项,一律听证。",
        "此外,依托综治中心化解疑难纠纷12件。",
        "由于排查及时,全年未发生群体性事件。",
    ],
)
def test_work_done_on_problems_is_no_admission(sentence: str) -> None:
    assert not is_admission(sentence, outright=True)


@pytest.mark.parametrize(
    "text",
    [
        "工作中还存在一些短板。",
        "仍存在一定的差距和不足",
        "任务依然繁重。",
        "主要表现在以下几个方面:",
        "法治建设的底子还比较薄",
        "应当看到,依法行政的基础仍不牢固。",
        "也要看到,全区法治建设的根基还不扎实。",
        "同时也清醒地看到,我局法治工作离群众期待还有距离。",
        "回头看,依法治镇的文章还没有做透。",
        "对照上级要求,工作中还有不少需要改进的地方。",
        "毋庸讳言,我们的工作还有一些薄弱之处。",
        "一年来的工作也留下了一些遗憾。",
        "必须承认,依法治水的路还很长。",
        "但成绩背后仍有隐忧。",
        "工作中仍有几块硬骨头没有啃下来。",
        "法治建设仍处在爬坡过坎阶段。",
        "法治建设的短板不容回避。",
        "冷静反思,我局法治建设离“善治”还差一大截。",
    ],
)
def test_a_lead_in_names_no_problem(text: str) -> None:
    assert is_problem_lead_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "个别科室存在先签后审现象",
        "数据共享还不充分,主要是部门之间标准不统一",
        "执法力量不足",
        "基层法治机构的人员还不足。",
        "法治宣传工作的针对性还不强。",
        "法治审核工作的质量还不高。",
        "行政复议工作还不够规范,文书差错较多。",
        "村级法治建设仍很薄弱。",
        "调解组织的作用发挥还不充分。",
    ],
)
def test_a_single_problem_is_no_lead_in(text: str) -> None:
    assert not is_problem_lead_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "2020年,我局将从几个方面着手加以改进。",
        "下一步,我们将从三个方面发力。",
        "明年,围绕以下四个环节补短板。",
        "今后,我街道将重点抓好几件事。",
        "新的一年,我们准备做这样几件事。",
        "下一步,将对症下药、逐项整改。",
        "对此,我局已有打算。",
        "针对这些问题,我们将采取以下措施。",
    ],
)
def test_a_lead_in_names_no_plan(text: str) -> None:
    assert is_plan_lead_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "从三个环节加强对行政裁量权的约束,制定清单12项。",
        "在两个层面建立法律顾问制度。",
        "围绕重点领域制定执法指引。",
        "组建交通运输综合行政执法大队。",
    ],
)
def test_a_plan_is_no_lead_in(text: str) -> None:
    assert not is_plan_lead_in(text)


def test_a_table_of_figures_stands_below_its_paragraph() -> None:
    text = "甲局2023年报告\n一、工作情况\n主要数据如下:\n项目 数量\n检查 1200次\n处罚 35件\n特此报告。\n甲局\n2024年1月5日"
    parts = outline(document_of(text))
    (paragraph,) = parts[1].parts
    assert [part.form for part in paragraph.parts] == [Form.TABLE]
    assert [part.role for part in parts[2:]] == [Role.CLOSING] * 3


# ------------------------------------------------------------------ how points sound


@pytest.mark.parametrize(
    ("role", "points"),
    [
        (Role.SHORTCOMINGS, ["审管衔接不够顺畅,信息推送不及时", "窗口人员业务素养参差不齐"]),
        (Role.SHORTCOMINGS, ["个别站所案卷归档不规范。抽查的40卷中有6卷缺少审核意见", "偏远村组普法覆盖面偏窄"]),
        (Role.SHORTCOMINGS, ["征管系统之间尚未打通,重复填报较多", "纳税人对新政策不熟悉", "涉税争议化解手段单一"]),
        (Role.PLANS, ["补齐基层人才短板。招录法律专业人员", "破解数据共享难题", "解决普法形式单一问题"]),
        (Role.PLANS, ["深化综合查一次,进一步减少重复检查", "推动信访积案清零,力争办结率达到95%"]),
        (Role.ACHIEVEMENTS, ["狠抓隐患整治。排查隐患360处,整改率98%", "妥善化解纠纷。调解案件1200件"]),
        (Role.ACHIEVEMENTS, ["执法监督不缺位。评查案卷60卷,纠正不规范问题12个", "普法宣传不断线。举办讲座30场"]),
    ],
)
def test_points_sound_like_what_they_are(role: Role, points: list[str]) -> None:
    assert tone(points).likeliest is role


def test_the_table_of_tones_has_a_weight_for_each_sign() -> None:
    assert set(lexicon("outline_tone")["weights"]) == set(signs_of("执法力量薄弱"))
