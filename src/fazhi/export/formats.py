"""The table of formats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import Any

from fazhi.errors import OutputError, QueryError
from fazhi.export.graphs import Graphs


class Kind(StrEnum):
    """What a format holds, and what its module is given: the graph itself, a network, or a stream of nodes and edges."""

    GRAPH = "graph"
    NETWORK = "network"
    TABLES = "tables"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name after `--format`, the suffix of its file, the module that writes it, and what it is for.

    A format without suffix is a folder of several files. `built` formats are written by every build.
    """

    name: str
    suffix: str
    module: str
    kind: Kind
    purpose: str
    zh: str
    built: bool = False

    @property
    def folder(self) -> bool:
        """Whether it is several files."""
        return not self.suffix

    @property
    def file(self) -> str:
        """The name of its file in a folder of results."""
        return f"graph{self.suffix}" if self.suffix else f"{self.name}/"

    @property
    def write(self) -> Callable[[Any, Any], None]:
        """The verb of its module, which is imported when it is needed."""
        found: Callable[[Any, Any], None] = import_module(f"fazhi.export.{self.module}").write
        return found

    def given(self, graphs: Graphs, *, view: str = "full") -> Any:
        """What the module is given to write. Raises QueryError where a view makes no sense."""
        if self.kind is Kind.GRAPH:
            if view != "full":
                others = ", ".join(row.name for row in FORMATS.values() if row.kind is not Kind.GRAPH)
                reason = "a view is a choice of nodes and edges, and this format holds the graph itself"
                raise QueryError(f"format {self.name}: {reason}; leave --view out, or give one of {others}")
            return graphs
        if self.kind is Kind.PAGE:
            return graphs, view
        return _seen(graphs, view, stream=self.kind is Kind.TABLES)


def _seen(graphs: Graphs, view: str, *, stream: bool) -> Any:
    """A view of the graph, as a network or as a stream of nodes and edges."""
    from fazhi.export.network import elements, elements_of, network
    from fazhi.export.views import view as seen

    if stream and view == "full":
        return elements(graphs)
    found = seen(network(graphs), view)
    return elements_of(found) if stream else found


_ROWS = (
    Format(
        "nq",
        ".nq",
        "nquads",
        Kind.GRAPH,
        "N-Quads: everything, for triple stores; all else is made from it",
        "N-Quads:全部内容,供三元组库使用;其他格式由它生成",
        built=True,
    ),
    Format("turtle", ".ttl", "turtle", Kind.GRAPH, "Turtle: for people to read", "Turtle:便于人阅读", built=True),
    Format(
        "jsonld",
        ".jsonld",
        "jsonld",
        Kind.GRAPH,
        "JSON-LD: everything, for programs that read JSON",
        "JSON-LD:全部内容,供读取 JSON 的程序使用",
        built=True,
    ),
    Format(
        "graphml",
        ".graphml",
        "graphml",
        Kind.TABLES,
        "GraphML: nodes and edges for yEd, Gephi, Cytoscape and networkx",
        "GraphML:节点和边,供 yEd、Gephi、Cytoscape 和 networkx 使用",
        built=True,
    ),
    Format(
        "trig",
        ".trig",
        "trig",
        Kind.GRAPH,
        "TriG: everything, for people to read, graph by graph",
        "TriG:全部内容,按图分列,便于人阅读",
    ),
    Format("nt", ".nt", "ntriples", Kind.GRAPH, "N-Triples: the triples without their graphs", "N-Triples:三元组,不含图名"),
    Format("rdfxml", ".rdf", "rdfxml", Kind.GRAPH, "RDF/XML: the triples for older tools", "RDF/XML:三元组,供较早的工具使用"),
    Format("hdt", ".hdt", "hdt", Kind.GRAPH, "HDT: the triples, compact and ready to be asked", "HDT:压缩且可直接查询的三元组"),
    Format(
        "datacube",
        ".ttl",
        "datacube",
        Kind.GRAPH,
        "RDF Data Cube: the figures as statistical observations",
        "RDF 数据立方体:统计数据",
    ),
    Format(
        "gexf",
        ".gexf",
        "gexf",
        Kind.NETWORK,
        "GEXF 1.3: Gephi, with years on the time line",
        "GEXF 1.3:供 Gephi 使用,带年度时间轴",
    ),
    Format(
        "cytoscape",
        ".cyjs",
        "cytoscape",
        Kind.NETWORK,
        "Cytoscape.js JSON: cytoscape.js and Cytoscape",
        "Cytoscape.js JSON:供 cytoscape.js 和 Cytoscape 使用",
    ),
    Format("cx2", ".cx2", "cx2", Kind.NETWORK, "CX2: Cytoscape and NDEx, with colours", "CX2:供 Cytoscape 和 NDEx 使用,带颜色"),
    Format(
        "node-link",
        ".json",
        "nodelink",
        Kind.NETWORK,
        "node-link JSON: d3, sigma.js and networkx",
        "节点—连边 JSON:供 d3、sigma.js 和 networkx 使用",
    ),
    Format(
        "echarts",
        ".echarts.json",
        "echarts",
        Kind.NETWORK,
        "an option of ECharts: a graph with a legend",
        "ECharts 配置:带图例的关系图",
    ),
    Format("dot", ".dot", "dot", Kind.NETWORK, "DOT: Graphviz", "DOT:供 Graphviz 使用"),
    Format("pajek", ".net", "pajek", Kind.NETWORK, "Pajek: names, relations and weights", "Pajek:名称、关系和权重"),
    Format(
        "neo4j",
        "",
        "neo4j",
        Kind.TABLES,
        "CSV for neo4j-admin import, with typed headers",
        "供 neo4j-admin import 的 CSV,表头带类型",
    ),
    Format(
        "cypher",
        ".cypher",
        "cypher",
        Kind.TABLES,
        "a Cypher script that fills a Neo4j database",
        "写入 Neo4j 数据库的 Cypher 脚本",
    ),
    Format(
        "csv",
        "",
        "csv",
        Kind.TABLES,
        "CSV: one table for each class and each relation, and one of evidence",
        "CSV:每类、每种关系各一表,另有依据表",
    ),
    Format("parquet", "", "parquet", Kind.TABLES, "Parquet: the same tables, typed", "Parquet:同样的表,带类型"),
    Format("xlsx", ".xlsx", "xlsx", Kind.TABLES, "an Excel workbook: the same tables as sheets", "Excel 工作簿:同样的表"),
    Format(
        "html",
        ".html",
        "html",
        Kind.PAGE,
        "one page to pan, zoom, search and filter, without network",
        "可离线打开的交互网页:平移、缩放、搜索、筛选",
    ),
)

FORMATS = {row.name: row for row in _ROWS}
"""The formats, by their names."""


def format_of(name: str) -> Format:
    """A format by its name. Raises OutputError where there is none."""
    try:
        return FORMATS[name]
    except KeyError:
        raise OutputError(f"format {name!r}: no such format; use one of {', '.join(FORMATS)}") from None
