"""Documents: a file goes in, a `Document` comes out.

All repair of the text happens here and nowhere else: encoding, wraps inside words, page breaks, noise
around the article, the title in one piece. The `Document` holds the canonical text, a reading text aligned
with it, a map back to the file, and what the report says of itself:

>>> from fazhi.documents import document_from
>>> title = "某区甲街道 2023 年度法治政府建设情况报告"  # "report of a subdistrict on building a law-based government, 2023"
>>> text = title + "\\n" + "街道推进法治政府建设,规范行政执\\n法,开展普法活动 12 场,办理行政复议案件1件。" * 6
>>> document = document_from(text, identifier="a", source="a.txt")
>>> document.metadata.title, document.metadata.issuers, document.metadata.year
('某区甲街道2023年度法治政府建设情况报告', ('甲街道',), 2023)
>>> document.text[document.text.index("12") :][:3], document.place(document.text.index("12")).line
('12场', 3)
"""

from fazhi.documents.inputs import Input, find_inputs, named_apart, printable
from fazhi.documents.manifest import Entry, read_manifest
from fazhi.documents.read import document_from, read_file, read_text_file
from fazhi.documents.readers import ReadOptions

__all__ = [
    "Entry",
    "Input",
    "ReadOptions",
    "document_from",
    "find_inputs",
    "named_apart",
    "printable",
    "read_file",
    "read_manifest",
    "read_text_file",
]
