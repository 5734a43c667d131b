"""Tables as text, and pages in HTML that need nothing else.

What is written as CSV is opened by spreadsheets, which take a text that begins with ``=`` for a formula, and carry it out. So
text of foreign origin is `defused` in every CSV file that we write, and `armed` again where we read one.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape

_FONT = "'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
_PAGE = f"""
body {{ font: 15px/1.6 {_FONT}; color: #1f2933; margin: 2rem }}
small {{ color: #5f6c7b }}
@media (prefers-color-scheme: dark) {{ body {{ background: #14181d; color: #dde3ea }} }}
"""
_TABLE = """
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #d5dbe1; padding: .35rem .6rem; text-align: left; vertical-align: top; white-space: pre-line }
thead th { background: #eef2f6; position: sticky; top: 0 }
@media (prefers-color-scheme: dark) { th, td { border-color: #39434e } thead th { background: #1f262e } }
"""


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")


def defused(text: str) -> str:
    """A text that no spreadsheet takes for a formula: with an apostrophe before what begins like one, or with an apostrophe.

    >>> defused("=1+1"), defused("法治"), armed("'=1+1"), armed("'法治'")  # "rule of law"
    ("'=1+1", '法治', '=1+1', "'法治'")
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def armed(text: str) -> str:
    """A text as it was before it was defused; an apostrophe that a person wrote before something else stays."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV; text is defused, numbers stay what they are.

    >>> print(as_csv(["a", "b"], [(-1, "法,治"), (2, "=1+1")]), end="")  # "rule, of law"
    a,b
    -1,"法,治"
    2,'=1+1
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(defused, header))
    writer.writerows([defused(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue()


def as_json(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as JSON: an object for each row, by the headings; one that comes again is told with its number.

    Numbers and what is missing stay what they are; all else is text.

    >>> print(as_json(["a", "b", "b"], [(1, "法治", None)]), end="")  # "rule of law"
    [
      {"a": 1, "b": "法治", "b (2)": null}
    ]
    """
    seen: Counter[str] = Counter()
    names = []
    for name in header:
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return objects_json(dict(zip(names, row, strict=True)) for row in rows)


def objects_json(objects: Iterable[Mapping[str, object]]) -> str:
    """Objects as a list in JSON, one on each line; what JSON does not know is text."""
    lines = ",\n".join(f"  {json.dumps(one, ensure_ascii=False, default=str)}" for one in objects)
    return f"[\n{lines}\n]\n" if lines else "[]\n"


def as_html(title: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as a page in HTML."""
    head = "".join(f"<th>{escape(name)}</th>" for name in header)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{'' if cell is None else escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    return page(title, f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>", style=_TABLE)


def page(title: str, body: str, *, heading: str = "", style: str = "") -> str:
    """A page in HTML: `body` and `heading` (by default the title) are HTML already, `style` is CSS beside that of all pages."""
    return (
        '<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_PAGE}{style}</style></head><body>\n<h1>{heading or escape(title)}</h1>\n"
        f"{body}\n</body></html>\n"
    )
