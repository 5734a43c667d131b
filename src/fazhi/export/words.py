"""How the types of nodes and edges are called in Chinese and English, and which colours they have in every format.

The words are those of the ontology; a test proves it. The colours are told apart by people with the usual kinds of colour
blindness, and by their lightness on paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class NodeType:
    """A type of nodes: its name, its words, the name of its table, its colour as #rrggbb, its size in a picture (1 is usual)."""

    name: str
    zh: str
    en: str
    table: str
    colour: str
    size: float


@dataclass(frozen=True, slots=True)
class EdgeType:
    """A type of edges: its name and its words."""

    name: str
    zh: str
    en: str


NODE_TYPES: Final = {
    row.name: row
    for row in (
        NodeType("Report", "报告", "report", "reports", "#44546a", 1.8),
        NodeType("Section", "部分", "section", "sections", "#a5adb8", 0.8),
        NodeType("Measure", "举措", "measure", "measures", "#2a7f78", 1.2),
        NodeType("Shortcoming", "不足", "shortcoming", "shortcomings", "#c0562b", 1.3),
        NodeType("Cause", "原因", "cause", "causes", "#d99a3d", 1.0),
        NodeType("Observation", "数据", "observation", "observations", "#8fb4d9", 0.7),
        NodeType("Department", "机构", "department", "departments", "#2f5fa8", 1.2),
        NodeType("Regulation", "规范文件", "regulation", "regulations", "#7a4fa3", 1.0),
        NodeType("Mechanism", "制度机制", "mechanism", "mechanisms", "#b0457a", 1.0),
        NodeType("Indicator", "指标", "indicator", "indicators", "#4d8fbf", 1.0),
        NodeType("Theme", "主题", "theme", "themes", "#6b7a2f", 1.5),
    )
}
"""The types of nodes, in the order in which people meet them."""

EDGE_TYPES: Final = {
    row.name: row
    for row in (
        EdgeType("issuer", "报告机关", "issuer"),
        EdgeType("isPartOf", "所属", "is part of"),
        EdgeType("mentionedIn", "见于", "mentioned in"),
        EdgeType("reportedIn", "报告于", "reported in"),
        EdgeType("inSection", "所在部分", "in section"),
        EdgeType("theme", "主题", "theme"),
        EdgeType("involves", "涉及", "involves"),
        EdgeType("carriedOutBy", "实施机构", "carried out by"),
        EdgeType("usesMechanism", "运用机制", "uses mechanism"),
        EdgeType("basedOn", "依照", "based on"),
        EdgeType("hasResult", "取得结果", "has result"),
        EdgeType("addresses", "针对", "addresses"),
        EdgeType("hasCause", "原因是", "has cause"),
        EdgeType("indicator", "所测指标", "of indicator"),
        EdgeType("partOf", "属于总数", "part of"),
        EdgeType("subOrganizationOf", "隶属", "suborganization of"),
        EdgeType("isReplacedBy", "被取代为", "is replaced by"),
        EdgeType("sameAs", "同一", "same as"),
        EdgeType("cooperatesWith", "协作", "co-operates with"),
        EdgeType("takesUp", "采用", "takes up"),
        EdgeType("sharesMechanisms", "共有机制", "shares mechanisms with"),
    )
}
"""The types of edges; the last three are made by views alone."""

THEME_COLOURS: Final = {
    "leadership": "#a63d40", "capacity": "#c98a2b", "functions": "#2a7f78", "rulemaking": "#7a4fa3", "decision": "#5c6b7a",
    "enforcement": "#2f5fa8", "emergency": "#d9642c", "disputes": "#4d8f3a", "oversight": "#8a5a3c", "digital": "#1f9bc2",
    "publicity": "#b0457a",
}  # fmt: skip
"""The colours of the themes by their codes."""

OTHER: Final = NodeType("", "其他", "other", "others", "#808080", 1.0)


def node_type(name: object) -> NodeType:
    """The type of a node by its name.

    >>> node_type("Measure").zh
    '举措'
    """
    return NODE_TYPES.get(str(name), OTHER)


def edge_zh(name: object) -> str:
    """A relation in Chinese; its own name where it has none.

    >>> edge_zh("addresses"), edge_zh("seeAlso")
    ('针对', 'seeAlso')
    """
    found = EDGE_TYPES.get(str(name))
    return found.zh if found else str(name)
