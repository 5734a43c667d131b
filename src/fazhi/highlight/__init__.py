"""The highlight room: a store comes in, a page goes out that shows a report's text with what was read in it, in place.

A page is one HTML file that needs nothing else: it opens offline, and nothing in the text of a report can act in it.
`report_page` shows what a graph says of a report; `evaluation_page` shows where a graph and gold disagree.

>>> from fazhi.pipeline import build_lines
>>> from fazhi.store import in_memory
>>> page = report_page(in_memory(build_lines(["data/reports"]).lines), "tanggu-street-2023")
>>> page[:15], '<mark class="shortcoming"' in page, "http://" in page or "https://" in page
('<!DOCTYPE html>', True, False)
"""

from fazhi.highlight.report import report_page
from fazhi.highlight.verdicts import evaluation_page

__all__ = ["evaluation_page", "report_page"]
