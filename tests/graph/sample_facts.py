"""One small report with a fact of every family, made by hand: what the reading rooms would give."""

from __future__ import annotations

import re
from decimal import Decimal

from fazhi.model import (
    Cause,
    Document,
    Entity,
    EntityKind,
    Evidence,
    Form,
    Link,
    LinkKind,
    Measure,
    Metadata,
    Observation,
    Part,
    Qualifier,
    ReportFacts,
    Role,
    Shortcoming,
    Status,
)

TEXT = """某镇2023年度法治政府建设情况报告
一、主要举措和成效
一是规范行政执法。依据《行政处罚法》，镇综合执法队会同县司法局落实“说事评理”机制，实施处罚339次，同比下降5.5%，其中：一般程序6次。
二、存在的不足
一是执法人员能力有待提高。由于培训较少。
三、下一步打算
一是加强执法培训。针对能力不足，组织培训12次以上。"""

REGION = ("某省", "某县")
LINES = tuple(match.start() for match in re.finditer(r"^", TEXT, re.MULTILINE))


def at(quote: str, rule: str = "by-hand", confidence: float = 0.9, after: str = "") -> Evidence:
    """The evidence that a quote gives: its first place in the text, after another quote where one is told."""
    start = TEXT.index(quote, TEXT.index(after))
    return Evidence(start, start + len(quote), rule, confidence)


def part(role: Role, form: Form, order: int, number: str, title: str, end: str, *parts: Part, after: str = "") -> Part:
    start = TEXT.index(number + title, TEXT.index(after))
    title_start, stop = start + len(number), TEXT.index(end, start) + len(end)
    title_end = title_start + len(title)
    level = 1 if form is Form.SECTION else 2
    return Part(role, form, level, order, number, start, stop, title_start, title_end, title_end, stop, parts)


def outline() -> tuple[Part, ...]:
    section, point = Form.SECTION, Form.POINT
    done = part(Role.ACHIEVEMENTS, point, 1, "一是", "规范行政执法", "6次。")
    paragraph = part(Role.ACHIEVEMENTS, Form.PARAGRAPH, 1, "", "一是规范行政执法", "6次。", done)
    problem = part(Role.SHORTCOMINGS, point, 1, "一是", "执法人员能力有待提高", "较少。")
    plan = part(Role.PLANS, point, 1, "一是", "加强执法培训", "以上。")
    return (
        part(Role.ACHIEVEMENTS, section, 1, "一、", "主要举措和成效", "6次。", paragraph),
        part(Role.SHORTCOMINGS, section, 2, "二、", "存在的不足", "较少。", problem),
        part(Role.PLANS, section, 3, "三、", "下一步打算", "以上。", plan),
    )


def document(identifier: str = "towns/mou-2023", issuer: str = "某镇", year: int | None = 2023, title: str = "") -> Document:
    title = title or TEXT.split("\n")[0]
    metadata = Metadata(title, 0, len(TEXT.split("\n")[0]), (issuer,), year, None, "government", "镇", REGION, "某政〔2024〕1号")
    return Document(
        identifier=identifier,
        source=f"{identifier}.txt",
        text=TEXT,
        reading=TEXT,
        metadata=metadata,
        origins=tuple(range(len(TEXT))),
        line_starts=LINES,
        page_starts=(0, TEXT.index("二、")),
    )


def entities() -> dict[str, tuple[Entity, ...]]:
    department, regulation, mechanism = EntityKind.DEPARTMENT, EntityKind.REGULATION, EntityKind.MECHANISM
    return {
        "departments": (
            Entity(kind=department, name="某镇", scope=REGION, evidence=(at("某镇"),)),
            Entity(
                kind=department,
                name="镇综合执法队",
                scope=(*REGION, "某镇"),
                evidence=(at("镇综合执法队"),),
                superior="department:某镇",
            ),
            Entity(kind=department, name="县司法局", scope=REGION, aliases=("某县司法局",), evidence=(at("县司法局"),)),
        ),
        "regulations": (
            Entity(
                kind=regulation,
                name="中华人民共和国行政处罚法",
                aliases=("行政处罚法",),
                category="law",
                document_number="主席令第70号",
                successor="中华人民共和国新处罚法",
                evidence=(at("《行政处罚法》", confidence=1.0),),
            ),
        ),
        "mechanisms": (
            Entity(kind=mechanism, name="说事评理机制", scope=REGION, category="mechanism", evidence=(at("“说事评理”机制"),)),
        ),
    }


def sample(identifier: str = "towns/mou-2023", year: int | None = 2023, title: str = "") -> ReportFacts:
    """The facts of the report; a year or title of one's own makes another report of them."""
    found = entities()
    fines = Observation(
        indicator="实施处罚次数",
        value=Decimal("339"),
        unit="次",
        qualifier=Qualifier.EXACT,
        change_percent=Decimal("-5.5"),
        evidence=at("339次"),
    )
    ordinary = Observation(
        indicator="一般程序处罚次数", value=Decimal(6), unit="次", qualifier=Qualifier.EXACT, evidence=at("6次", after="其中")
    )
    training = Observation(
        indicator="培训次数", value=Decimal(12), unit="次", qualifier=Qualifier.AT_LEAST, evidence=at("12次以上", confidence=0.85)
    )
    done = Measure(
        title="规范行政执法",
        status=Status.IMPLEMENTED,
        start=TEXT.index("规范"),
        end=TEXT.index("二、"),
        evidence=at("规范行政执法"),
        themes=("enforcement", "capacity"),
    )
    plan = Measure(
        title="加强执法培训",
        status=Status.PLANNED,
        start=TEXT.index("加强"),
        end=len(TEXT),
        evidence=at("加强执法培训"),
        themes=("capacity",),
    )
    problem = Shortcoming(
        text="执法人员能力有待提高",
        start=TEXT.index("执法人员"),
        end=TEXT.index("三、"),
        evidence=at("执法人员能力有待提高"),
        themes=("capacity",),
    )
    cause = Cause(text="培训较少", evidence=at("培训较少", confidence=0.8))
    links = (
        Link(LinkKind.ADDRESSES, plan.key, problem.key, at("针对能力不足", "cue", 0.95)),
        Link(LinkKind.ADDRESSES, plan.key, problem.key, at("加强执法培训", "order", 0.6)),
        Link(LinkKind.HAS_CAUSE, problem.key, cause.key, at("由于培训较少", "cue", 0.8)),
        Link(LinkKind.PART_OF, ordinary.key, fines.key, at("其中：一般程序6次", "among", 0.9)),
        Link(LinkKind.HAS_RESULT, done.key, fines.key, at("339次")),
        Link(LinkKind.HAS_RESULT, done.key, ordinary.key, at("6次", after="其中")),
        Link(LinkKind.CARRIED_OUT_BY, done.key, "department:镇综合执法队", at("镇综合执法队会同")),
        Link(LinkKind.INVOLVES, done.key, "department:县司法局", at("会同县司法局")),
        Link(LinkKind.USES_MECHANISM, done.key, "mechanism:说事评理机制", at("落实“说事评理”机制")),
        Link(LinkKind.BASED_ON, done.key, "regulation:中华人民共和国行政处罚法", at("依据《行政处罚法》")),
    )
    return ReportFacts(
        document=document(identifier, year=year, title=title),
        outline=outline(),
        issuers=("department:某镇",),
        observations=(fines, ordinary, training),
        measures=(done, plan),
        shortcomings=(problem,),
        causes=(cause,),
        links=links,
        **found,
    )
