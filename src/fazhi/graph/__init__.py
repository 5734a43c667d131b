"""The graph room: how facts are written down in the terms of the ontology.

In comes the `ReportFacts` of one report, out come N-Quads: sorted, unique, all in one named graph, the same
for the same facts always. This is the only room that knows how the ontology is written down, and
`iris` is the only module that gives names.

>>> from fazhi.model import Document, Metadata, ReportFacts
>>> title = "某镇2023年法治政府建设情况报告"  # "report of a town on the building of a law-based government, 2023"
>>> document = Document(identifier="town", source="town.txt", text=title, reading=title, origins=tuple(range(len(title))),
...     metadata=Metadata(title, 0, len(title), ("某镇",), 2023), line_starts=(0,))
>>> facts = ReportFacts(document=document, outline=(), issuers=())
>>> report_iri(facts)
'https://w3id.org/fazhi/id/report/某镇/2023/法治政府建设报告'
>>> [line for line in quads(facts) if "reportingYear" in line]
['<https://w3id.org/fazhi/id/report/某镇/2023/法治政府建设报告> <https://w3id.org/fazhi/ontology#reportingYear>
  "2023"^^<http://www.w3.org/2001/XMLSchema#gYear> <https://w3id.org/fazhi/id/report/某镇/2023/法治政府建设报告/graph> .']
"""

from fazhi.graph.build import nquads, quads, report_iri
from fazhi.graph.iris import check_base

__all__ = ["check_base", "nquads", "quads", "report_iri"]
