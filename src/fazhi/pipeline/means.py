"""What a result depends on besides the file and what was asked: the code, the tables, the libraries, programs and time."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata as installed
from pathlib import Path

from fazhi.documents import document_from
from fazhi.documents.tesseract import means
from fazhi.pipeline.one import read_facts
from fazhi.resources import resource
from fazhi.vocabulary import BASE
from fazhi.workers import preparing

_SPECIMEN = (
    "甲县乙镇2023年度法治政府建设情况报告\n"
    + "一、主要举措和成效\n镇司法所会同县渔政站开展渔船检查12次，落实《中华人民共和国渔业法》，同比增长20%。\n" * 3
    + "二、存在的问题及原因\n码头管理不够规范，主要原因是人手不足。\n"
    + "三、下一步打算\n针对码头管理不规范的问题，建立码头联席会议制度。\n"
)
"""A small report of a fishing town: inspections of boats, an unruly quay and why, what is planned."""


def means_of(seconds: int) -> str:
    """What reading may have more of another time: the seconds of a document, and the program that recognises scans."""
    return f"{seconds} seconds; {means()}"


@cache
def prepare() -> None:
    """Load what reading needs, outside of the time that a document has: the first one has no less of it than a later one."""
    from fazhi.graph import nquads

    with preparing():
        nquads(read_facts(document_from(_SPECIMEN, identifier="a", source="a.txt")), base=BASE)


@cache
def version() -> str:
    """What decides what is read from the same file: the code and tables of fazhi, and the libraries that read formats."""
    found = hashlib.sha256()
    for folder in (Path(__file__).parent.parent, resource("lexicon"), resource("ontology")):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".toml", ".csv") and path.is_file():
                found.update(path.read_bytes())
    for library in ("pypdfium2", "opencc", "spacy", "rapidocr", "onnxruntime", "pillow"):
        try:
            found.update(installed.version(library).encode())
        except installed.PackageNotFoundError:
            found.update(b"none")
    return found.hexdigest()
