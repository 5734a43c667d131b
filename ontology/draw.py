"""Draws ontology.svg: classes as boxes, properties as arrows, with the labels of fazhi.ttl.

`python ontology/draw.py` writes the picture anew. Where things stand is decided by hand below, in pixels;
what they are called is read from the ontology, so that the picture cannot say another thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from rdflib import RDFS, Graph, URIRef

from fazhi.vocabulary import PREFIXES

HERE = Path(__file__).resolve().parent
WIDTH, HEIGHT = 1500, 1080
FONT = "'Helvetica Neue', Arial, 'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
INK, FAINT = "#1f2933", "#5f6c7b"


@dataclass(frozen=True, slots=True)
class Panel:
    """A group of classes: heading in Chinese and English with its place, place of the whole, fill and line."""

    zh: str
    en: str
    heading: tuple[int, int]
    x: int
    y: int
    w: int
    h: int
    fill: str
    line: str


@dataclass(frozen=True, slots=True)
class Box:
    """A class, with what is written in it below its name."""

    term: str
    x: int
    y: int
    w: int
    h: int
    notes: tuple[str, ...]
    line: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """A property: corners of its line, the place of its label, and how that is aligned there."""

    term: str
    points: tuple[tuple[int, int], ...]
    label: tuple[int, int]
    anchor: str = "middle"


GREY, GREEN, BLUE, VIOLET, AMBER = "#64748b", "#2f855a", "#2b6cb0", "#6b46c1", "#b7791f"

PANELS = (
    Panel("报告及其提纲", "the report and its outline", (810, 112), 470, 84, 990, 160, "#f4f6f8", GREY),
    Panel("报告提到的", "what it names", (58, 346), 40, 318, 300, 656, "#eefaf3", GREEN),
    Panel("报告陈述的", "what it states", (488, 346), 470, 318, 640, 442, "#edf5fd", BLUE),
    Panel("数据的尺度", "how figures are told", (488, 957), 470, 800, 640, 174, "#f5f1fd", VIOLET),
    Panel("为什么这样说", "why it is stated", (1248, 346), 1230, 318, 230, 442, "#fdf8ec", AMBER),
)

BOXES = (
    Box(
        "fz:Report",
        510,
        126,
        270,
        104,
        ("dcterms:title · identifier · source", "reportingYear · region · regionCode · text", "documentNumber · indexNumber"),
        GREY,
    ),
    Box("fz:Section", 950, 126, 220, 88, ("rdfs:label · order",), GREY),
    Box("fz:Department", 90, 372, 210, 84, ("skos:prefLabel · altLabel", "leadingName"), GREEN),
    Box("fz:Mechanism", 90, 522, 210, 84, ("skos:prefLabel · altLabel", "leadingName"), GREEN),
    Box("fz:Regulation", 90, 672, 210, 100, ("skos:prefLabel · altLabel", "leadingName · documentNumber"), GREEN),
    Box("fz:Measure", 510, 522, 200, 84, ("rdfs:label",), BLUE),
    Box("fz:Shortcoming", 860, 522, 210, 84, ("rdfs:label",), BLUE),
    Box("fz:Cause", 860, 660, 210, 78, ("rdfs:label",), BLUE),
    Box("fz:Observation", 510, 660, 200, 78, ("value · changePercent", "changeAbsolute"), BLUE),
    Box("fz:Status", 510, 372, 200, 78, ("Implemented · Planned",), BLUE),
    Box("fz:Indicator", 490, 846, 170, 82, ("skos:prefLabel",), VIOLET),
    Box("fz:Unit", 690, 846, 160, 82, ("skos:prefLabel",), VIOLET),
    Box("fz:Qualifier", 880, 846, 210, 82, ("Exact · AtLeast", "Approximately · AtMost"), VIOLET),
    Box("fz:Evidence", 1255, 372, 180, 122, ("oa:exact · start · end", "page · line", "rule · confidence"), AMBER),
    Box("rdf:Statement", 1255, 622, 180, 100, ("rdf:subject · predicate", "rdf:object", "confidence"), AMBER),
)

# Closed lists of concepts, as pills: text in Chinese and English, centre, width.
PILLS = (
    ("作用", "fz:roles", 1362, 170, 130, GREY),
    ("主题", "fz:themes", 785, 411, 130, BLUE),
    ("后续", "fz:outcomes", 965, 411, 150, BLUE),
    ("种类", "fz:…-kinds", 215, 910, 180, GREEN),
)

ARROWS = (
    Arrow("fz:issuer", ((510, 196), (270, 196), (270, 372)), (380, 189)),
    Arrow("fz:mentionedIn", ((130, 318), (130, 148), (510, 148)), (320, 141)),
    Arrow("dcterms:isPartOf", ((950, 170), (780, 170)), (865, 163)),
    Arrow("fz:role", ((1170, 170), (1297, 170)), (1234, 163)),
    Arrow("fz:reportedIn", ((645, 318), (645, 230)), (655, 272), "start"),
    Arrow("fz:inSection", ((1060, 318), (1060, 214)), (1050, 272), "end"),
    Arrow("fz:carriedOutBy", ((510, 540), (442, 540), (442, 414), (300, 414)), (405, 405)),
    Arrow("fz:usesMechanism", ((510, 564), (300, 564)), (405, 557)),
    Arrow("fz:basedOn", ((510, 588), (442, 588), (442, 722), (300, 722)), (405, 741)),
    Arrow("fz:status", ((570, 522), (570, 450)), (580, 490), "start"),
    Arrow("fz:addresses", ((710, 578), (860, 578)), (785, 571)),
    Arrow("fz:outcome", ((965, 522), (965, 428)), (975, 478), "start"),
    Arrow("fz:recursAs", ((1070, 548), (1092, 548), (1092, 586), (1070, 586)), (1106, 514), "end"),
    Arrow("fz:hasCause", ((965, 606), (965, 660)), (975, 638), "start"),
    Arrow("fz:hasResult", ((610, 606), (610, 660)), (620, 638), "start"),
    Arrow("fz:partOf", ((710, 685), (745, 685), (745, 715), (710, 715)), (753, 705), "start"),
    Arrow("fz:theme", ((690, 522), (690, 486), (785, 486), (785, 428)), (795, 470), "start"),
    Arrow("fz:indicator", ((575, 738), (575, 846)), (567, 785), "end"),
    Arrow("fz:unit", ((660, 738), (660, 780), (770, 780), (770, 846)), (779, 792), "start"),
    Arrow("fz:qualifier", ((690, 738), (690, 768), (985, 768), (985, 846)), (994, 785), "start"),
    Arrow("fz:kind", ((290, 772), (290, 893)), (280, 840), "end"),
    Arrow("fz:evidence", ((1110, 433), (1255, 433)), (1174, 426)),
    Arrow("fz:inReport", ((1435, 433), (1480, 433), (1480, 52), (645, 52), (645, 126)), (1060, 45)),
    Arrow("org:subOrganizationOf", ((90, 395), (62, 395), (62, 433), (90, 433)), (90, 474), "start"),
    Arrow("dcterms:isReplacedBy", ((90, 700), (62, 700), (62, 740), (90, 740)), (66, 792), "start"),
)

FOREIGN = {
    "dcterms:isPartOf": "属于",
    "org:subOrganizationOf": "隶属",
    "dcterms:isReplacedBy": "被取代为",
    "rdf:Statement": "关系",
}
"""Chinese labels of terms that are not ours."""


def draw(graph: Graph) -> str:
    """The picture as SVG text."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        f' font-family="{FONT}" role="img">',
        "<title>fazhi: classes and properties 类与属性</title>",
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">'
        f'<path d="M0 0L10 5L0 10z" fill="{INK}"/></marker></defs>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        *(part for panel in PANELS for part in _panel(panel)),
        *(part for box in BOXES for part in _box(graph, box)),
        *(part for pill in PILLS for part in _pill(*pill)),
        *(part for arrow in ARROWS for part in _arrow(graph, arrow)),
        *_extras(),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _label(graph: Graph, term: str) -> str:
    if term in FOREIGN:
        return FOREIGN[term]
    iri = URIRef(PREFIXES["fz"] + term.removeprefix("fz:"))
    return next(str(text) for text in graph.objects(iri, RDFS.label) if getattr(text, "language", None) == "zh")


def _text(x: int, y: int, text: str, size: int, colour: str = INK, anchor: str = "middle", bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    halo = "" if bold else ' paint-order="stroke" stroke="#ffffff" stroke-width="4" stroke-linejoin="round"'
    return f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" fill="{colour}"{weight}{halo}>{escape(text)}</text>'


def _panel(panel: Panel) -> Iterator[str]:
    yield (
        f'<rect x="{panel.x}" y="{panel.y}" width="{panel.w}" height="{panel.h}" rx="14" fill="{panel.fill}"'
        f' stroke="{panel.line}" stroke-opacity="0.45"/>'
    )
    yield _text(*panel.heading, f"{panel.zh}  {panel.en}", 15, panel.line, "start", bold=True)


def _box(graph: Graph, box: Box) -> Iterator[str]:
    yield (
        f'<rect x="{box.x}" y="{box.y}" width="{box.w}" height="{box.h}" rx="8" fill="#ffffff"'
        f' stroke="{box.line}" stroke-width="1.8"/>'
    )
    middle = box.x + box.w // 2
    yield _text(middle, box.y + 28, f"{box.term.removeprefix('fz:')} {_label(graph, box.term)}", 18, INK, bold=True)
    for number, note in enumerate(box.notes):
        yield _text(middle, box.y + 52 + 18 * number, note, 12, FAINT)


def _pill(zh: str, en: str, x: int, y: int, w: int, line: str) -> Iterator[str]:
    yield (
        f'<rect x="{x - w // 2}" y="{y - 17}" width="{w}" height="34" rx="17" fill="#ffffff" stroke="{line}"'
        ' stroke-width="1.4" stroke-dasharray="5 3"/>'
    )
    yield _text(x, y + 5, f"{zh} {en}", 14, INK, bold=True)


def _path(points: tuple[tuple[int, int], ...], tip: bool = True) -> str:
    line = "M" + "L".join(f"{x} {y}" for x, y in points)
    end = ' marker-end="url(#tip)"' if tip else ""
    return f'<path d="{line}" fill="none" stroke="{INK}" stroke-width="1.4" stroke-linejoin="round"{end}/>'


def _arrow(graph: Graph, arrow: Arrow) -> Iterator[str]:
    yield _path(arrow.points)
    yield _text(*arrow.label, f"{arrow.term.removeprefix('fz:')} {_label(graph, arrow.term)}", 14, INK, arrow.anchor)


def _extras() -> Iterator[str]:
    """Lines that join an arrow drawn already, and what words must say."""
    yield _path(((90, 575), (52, 575), (52, 852), (290, 852)), tip=False)  # kind of a mechanism
    yield _path(((920, 522), (920, 486), (785, 486)), tip=False)  # theme of a shortcoming
    yield _path(((190, 974), (190, 1006), (1170, 1006), (1170, 433)), tip=False)  # evidence of what is named
    yield _path(((1310, 622), (1310, 494)))  # evidence of a link
    yield _text(1320, 564, "evidence 依据是", 14, INK, "start")
    yield _text(346, 532, "involves 涉及", 14, FAINT, "start")
    note = "involves 涉及: carriedOutBy, usesMechanism or basedOn, or any other mention in the measure"
    yield _text(488, 1034, note, 14, FAINT, "start")
    yield _text(488, 1058, "dashed 虚线: a closed list of skos:Concept, each with its code (skos:notation)", 14, FAINT, "start")


if __name__ == "__main__":
    (HERE / "ontology.svg").write_text(draw(Graph().parse(HERE / "fazhi.ttl", format="turtle")), "utf-8")
