"""Which plan addresses which shortcoming, on invented reports of many kinds of bodies."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from fazhi.documents import document_from
from fazhi.facts import gather
from fazhi.facts.addresses import gather_addresses
from fazhi.facts.numbered import numbered_problems
from fazhi.facts.themes import gather_themes
from fazhi.mentions import find_mentions
from fazhi.model import Cause, Document, Evidence, Link, LinkKind, Measure, Metadata, Shortcoming, Status
from fazhi.outline import outline

PATHS = sorted(Path(__file__).parent.joinpath("addresses_cases").glob("*.toml"))
NUMBERS = "一二三四五六七八九"


class Sheet:
    """A report written piece by piece, with its facts."""

    def __init__(self) -> None:
        self.text = "某单位2023年度法治政府建设情况报告\n二、存在的问题\n"
        self.plans: list[Measure] = []
        self.shortcomings: list[Shortcoming] = []
        self.causes: list[Cause] = []
        self.links: list[Link] = []
        self.ids: dict[str, str] = {}

    def shortcoming(self, item: dict) -> None:
        start, end = len(self.text), len(self.text) + len(item["text"])
        problem = Shortcoming(text=item["text"], start=start, end=end, evidence=Evidence(start, end, "test", 1.0))
        self.text += item["text"]
        for cause in item.get("causes", ()):
            self.text += ",原因在于"
            place = Evidence(len(self.text), len(self.text) + len(cause), "test", 1.0)
            self.text += cause
            self.causes.append(Cause(text=cause, evidence=place))
            self.links.append(Link(LinkKind.HAS_CAUSE, problem.key, self.causes[-1].key, place))
        self.shortcomings.append(problem)
        self.ids[problem.key] = item["id"]

    def plan(self, item: dict) -> None:
        start, end = len(self.text), len(self.text) + item["text"].index("。")
        self.text += item["text"]
        place = Evidence(start, end, "test", 1.0)
        plan = Measure(title=self.text[start:end], status=Status.PLANNED, start=start, end=len(self.text), evidence=place)
        self.plans.append(plan)
        self.ids[plan.key] = item["id"]

    def document(self) -> Document:
        metadata = Metadata(title="", title_start=0, title_end=0, issuers=("某单位",), year=2023)
        return Document("r", "r.txt", self.text, self.text, metadata, tuple(range(len(self.text))), (0,))

    def addresses(self) -> tuple[Link, ...]:
        return gather_addresses(self.document(), self.plans, self.shortcomings, self.causes, self.links)


def written(case: dict) -> Sheet:
    sheet = Sheet()
    if case.get("layout") == "interleaved":
        for item in case["shortcomings"]:
            sheet.shortcoming(item)
            sheet.text += "。下一步,"
            for plan in case["plans"]:
                if plan["after"] == item["id"]:
                    sheet.plan(plan)
            sheet.text += "\n"
        return sheet
    for number, item in zip(NUMBERS, case["shortcomings"], strict=False):
        sheet.text += f"{number}是"
        sheet.shortcoming(item)
        sheet.text += "。"
    sheet.text += "\n三、下一步工作打算\n"
    for number, plan in enumerate(case["plans"], start=1):
        sheet.text += f"{number}."
        sheet.plan(plan)
        sheet.text += "\n"
    return sheet


def found_and_asked(path: Path) -> tuple[set[tuple[str, str]], set[tuple[str, str]], set[tuple[str, str]]]:
    case = tomllib.loads(path.read_text("utf-8"))
    sheet = written(case)
    found = {(sheet.ids[link.subject], sheet.ids[link.object]) for link in sheet.addresses()}
    return found, {(a, b) for a, b in case["links"]}, {(a, b) for a, b in case.get("optional", ())}


@pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])
def test_report(path: Path) -> None:
    found, asked, optional = found_and_asked(path)
    wrong = (found ^ asked) - optional
    assert len(wrong) <= len(asked) // 3, f"missing {asked - found}, spurious {found - asked - optional}"


def test_all_reports_together() -> None:
    right = wrong = 0
    for path in PATHS:
        found, asked, optional = found_and_asked(path)
        right += len(found & asked)
        wrong += len((found ^ asked) - optional)
    assert 2 * right / (2 * right + wrong) >= 0.92


def short(shortcomings: list[str], plans: list[str]) -> Sheet:
    return written(
        {
            "shortcomings": [{"id": f"s{n}", "text": text} for n, text in enumerate(shortcomings)],
            "plans": [{"id": f"p{n}", "text": text} for n, text in enumerate(plans)],
        }
    )


def test_a_named_problem_gives_its_cue_as_the_place() -> None:
    sheet = short(["普法形式单一", "执法力量薄弱"], ["针对普法形式单一的问题,拍摄微视频。", "组织参观学习。"])
    link = next(link for link in sheet.addresses() if sheet.ids[link.subject] == "p0")
    assert sheet.ids[link.object] == "s0"
    assert link.evidence.rule == "addresses.problem-named"
    assert sheet.text[link.evidence.start : link.evidence.end] == "针对普法形式单一的问题"
    assert link.evidence.confidence >= 0.9


def test_a_collective_cue_names_no_single_problem() -> None:
    sheet = short(["合同履约跟踪缺位", "政务公开更新不及时"], ["针对上述问题,加强党的领导,落实第一责任人职责。"])
    assert sheet.addresses() == ()


NUMBERED = (
    ("针对第1项、第4项不足,实施岗位练兵。", {0, 3}),
    ("针对第一个问题,组建调解员队伍。", {0}),
    ("第(二)(三)项问题由法制科牵头整改。", {1, 2}),
    ("围绕前三项短板,逐项建账。", {0, 1, 2}),
    ("建立台账(对应问题2、4),按月通报。", {1, 3}),
    ("针对第一至第三个问题,明确责任人。", {0, 1, 2}),
    ("最后一个难题,商请编办解决。", {3}),
    ("针对问题一,组织培训。", {0}),
    ("针对第二轮督察反馈的问题,抓好整改。", set()),
    ("针对第三方评估发现的问题,逐一整改。", set()),
    ("对问题3个逐一销号。", set()),
    ("针对第九项问题,开展培训。", set()),  # there are not so many
    ("召开第四次会议研究问题。", set()),
)


@pytest.mark.parametrize(("text", "indices"), NUMBERED)
def test_problems_named_by_number(text: str, indices: set[int]) -> None:
    assert set(numbered_problems(text, 4)) == indices


def test_a_number_decides_whatever_the_words_say() -> None:
    sheet = short(["普法形式单一", "执法力量薄弱", "合同履约跟踪缺位"], ["针对第3项不足,开展普法培训,充实执法力量。"])
    (link,) = sheet.addresses()
    assert sheet.ids[link.object] == "s2"
    assert sheet.text[link.evidence.start : link.evidence.end] == "第3项不足"


def test_nothing_is_forced_where_nothing_fits() -> None:
    sheet = short(["调解员年龄偏大"], ["争创全国法治政府建设示范区。对照指标体系逐项达标。"])
    assert sheet.addresses() == ()


def test_order_alone_links_nothing() -> None:
    sheet = short(["山林权属纠纷多发", "公开栏更新滞后"], ["优化企业开办流程。", "修订防汛预案,组织演练。"])
    assert sheet.addresses() == ()


def test_measures_already_carried_out_are_left_out() -> None:
    sheet = short(["执法人员业务培训较少"], ["加强执法人员业务培训。"])
    done = [
        Measure(title=plan.title, status=Status.IMPLEMENTED, start=plan.start, end=plan.end, evidence=plan.evidence)
        for plan in sheet.plans
    ]
    assert len(sheet.addresses()) == 1
    assert gather_addresses(sheet.document(), done, sheet.shortcomings) == ()


def test_themes_do_not_matter_to_the_result_of_links() -> None:
    """The links read the text, so that a wrong theme does no further harm."""
    sheet = short(["执法人员业务培训较少"], ["加强执法人员业务培训。"])
    plans, shortcomings = gather_themes(sheet.document(), (), sheet.plans, sheet.shortcomings)
    assert gather_addresses(sheet.document(), plans, shortcomings) == sheet.addresses()


def test_lists_that_take_turns_go_together_one_by_one() -> None:
    text = (
        "辛省林业局2023年法治政府建设情况报告\n一、主要工作\n一是规范执法。办理行政处罚案件812件,化解矛盾纠纷30件,主动公开政府信息90条。\n"
        "二、短板与打算\n(一)采伐管理方面\n存在问题:1.补植跟不上采伐。2.山场界桩缺损多。\n改进打算:1.分片补种马尾松。2.请护林员重埋。\n"
        "(二)湿地管护方面\n存在问题:1.投喂候鸟劝不住。2.伤鸟上报不及时。\n改进打算:1.增设劝导岗。2.开通直报电话。\n"
    )
    document = document_from(text, identifier="a", source="a.txt")
    facts = gather(document, outline(document), find_mentions(document))
    problems = {shortcoming.key: shortcoming.text for shortcoming in facts.shortcomings}
    plans = {measure.key: measure.title for measure in facts.measures}
    told = {(plans[link.subject], problems[link.object]) for link in facts.links if link.kind is LinkKind.ADDRESSES}
    assert told >= {
        ("请护林员重埋", "山场界桩缺损多"),
        ("开通直报电话", "伤鸟上报不及时"),
        ("增设劝导岗", "投喂候鸟劝不住"),
    }
