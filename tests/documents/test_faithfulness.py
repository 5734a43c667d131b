"""One known text in the formats in which reports come: the same characters, and the same facts."""

import io
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import making
import pypdfium2
import pytest
from making import KNOWN

from fazhi.documents import read_file, recogniser
from fazhi.documents.reading import reading_of
from fazhi.model import Document, ReportFacts
from fazhi.pipeline import read_facts

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"
OFFICE = pytest.mark.skipif(making.soffice() is None, reason="LibreOffice is not installed")
CHINESE_FONT = pytest.mark.skipif(
    shutil.which("fc-list") is None
    or "CJK" not in subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True, check=False).stdout,
    reason="no Noto CJK font is installed",
)


def has_tesseract() -> bool:
    program = shutil.which("tesseract")
    if program is None:
        return False
    return "chi_sim" in subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False).stdout


OCR = pytest.mark.skipif(not has_tesseract(), reason="tesseract with chi_sim is not installed")


def facts_of(facts: ReportFacts) -> Counter[tuple[object, ...]]:
    """What is stated, without where it stands."""
    names: dict[str, str] = {}
    found: Counter[tuple[object, ...]] = Counter()
    for e in facts.entities:
        names[e.key] = e.name
        found[("entity", e.kind, e.scope, e.name)] += 1
    for o in facts.observations:
        names[o.key] = f"{o.indicator}={o.value}{o.unit}"
        found[("observation", o.indicator, o.value, o.unit, o.qualifier, o.change_percent, o.change_absolute)] += 1
    for kind, points in (("shortcoming", facts.shortcomings), ("cause", facts.causes)):
        for p in points:
            names[p.key] = p.text
            found[(kind, p.text)] += 1
    for m in facts.measures:
        names[m.key] = m.title
        found[("measure", m.status, m.title, m.themes)] += 1
    for link in facts.links:
        found[("link", link.kind, names.get(link.subject, link.subject), names.get(link.object, link.object))] += 1
    return found


def distance(a: str, b: str) -> int:
    """Edits between two texts (Levenshtein)."""
    before = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        now = [i]
        for j, y in enumerate(b, start=1):
            now.append(min(before[j] + 1, now[-1] + 1, before[j - 1] + (x != y)))
        before = now
    return before[-1]


def lost_of(expected: Counter[tuple[object, ...]], found: Counter[tuple[object, ...]]) -> Counter[tuple[object, ...]]:
    """Facts that are not found again; one whose words have a misread character in ten at most is, its figures being the same."""
    lost, left = expected - found, found - expected
    for fact in list(lost):
        near = next((other for other in left if left[other] and near_enough(fact, other)), None)
        if near is not None:
            lost[fact] -= 1
            left[near] -= 1
    return +lost


def near_enough(fact: tuple[object, ...], other: tuple[object, ...]) -> bool:
    def same(a: object, b: object) -> bool:
        if isinstance(a, str) and isinstance(b, str) and reading_of(a) == reading_of(b):
            return True  # the width of a comma is no fact
        if type(a) is str and type(b) is str and not any(c.isdigit() for c in a + b):
            return distance(a, b) <= 0.1 * len(a)
        return a == b

    return len(fact) == len(other) and all(same(a, b) for a, b in zip(fact, other, strict=True))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("formats")


@pytest.fixture(scope="module")
def known() -> Document:
    return read_file(HERE / "known.txt", identifier="k", source="k.txt")


@pytest.fixture(scope="module")
def pdf(folder: Path) -> bytes:
    return making.converted(making.docx(KNOWN), folder / "pdf")


def read(folder: Path, name: str, data: bytes) -> Document:
    (folder / name).write_bytes(data)
    return read_file(folder / name, identifier="k", source=name)


def assert_same(document: Document, known: Document) -> None:
    assert document.text == known.text
    assert facts_of(read_facts(document)) == facts_of(read_facts(known))


def assert_traced(document: Document, printed: list[list[str]]) -> None:
    """Every character stands on the page and line that the document names; `printed` has the lines of each page."""
    for offset in range(0, len(document.text), 5):
        character = document.text[offset]
        if character in " \n\t":
            continue
        place = document.place(offset)
        assert character in printed[(place.page or 1) - 1][place.line - 1], (offset, character, place)


def test_the_known_text_is_rich(known: Document) -> None:
    facts = read_facts(known)
    assert len(facts.observations) > 40
    assert len(facts.shortcomings) == 3
    assert sum(facts_of(facts).values()) > 100


def test_docx_with_automatic_numbering(folder: Path, known: Document) -> None:
    data = making.docx(KNOWN)
    document = read(folder, "a.docx", data)
    assert "一、主要举措和成效" not in written(data)
    assert_same(document, known)
    assert_traced(document, [KNOWN.splitlines()])


def written(data: bytes) -> str:
    import io
    import zipfile

    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


def test_html_with_navigation(folder: Path, known: Document) -> None:
    page = making.html(KNOWN)
    document = read(folder, "a.html", page.encode("gb18030").replace(b"utf-8", b"gb2312", 1))
    assert_same(document, known)
    assert_traced(document, [page.split("\n")])
    m = document.metadata
    assert (m.index_number, m.document_number, m.published) == ("0123-2024-00017", "东政报〔2024〕3号", "2024-01-18")
    assert any("栏目" in d.text for d in document.dropped)


def test_mhtml(folder: Path, known: Document) -> None:
    import base64

    page = base64.encodebytes(making.html(KNOWN).encode()).decode()
    data = (
        "From: <Saved by a browser>\nSnapshot-Content-Location: http://www.example.gov.cn/a.html\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="x"\n\n--x\nContent-Type: text/html\n'
        f"Content-Transfer-Encoding: base64\nContent-Location: http://www.example.gov.cn/a.html\n\n{page}\n--x--\n"
    )
    document = read(folder, "a.mht", data.encode())
    assert_same(document, known)
    assert document.metadata.url == "http://www.example.gov.cn/a.html"


@OFFICE
@CHINESE_FONT
def test_pdf(folder: Path, known: Document, pdf: bytes) -> None:
    document = read(folder, "a.pdf", pdf)
    assert_same(document, known)
    assert document.pages == 3
    assert {document.place(i).page for i in range(len(document.text))} == {1, 2, 3}


@OFFICE
@CHINESE_FONT
@pytest.mark.parametrize("quarters", [1, 2, 3])
@pytest.mark.parametrize("noted", [True, False])
def test_pdf_that_lies_on_its_side(quarters: int, noted: bool, folder: Path, known: Document, pdf: bytes) -> None:
    made = making.turned(pdf, quarters=quarters, noted=noted)
    first = pypdfium2.PdfDocument(made)[0]
    assert (first.get_width() > first.get_height()) is (quarters % 2 == 1 and not noted)
    document = read(folder, f"turned-{quarters}-{noted}.pdf", made)
    assert_same(document, known)
    assert not document.warnings


@OFFICE
@CHINESE_FONT
def test_pdf_that_is_only_shown_on_its_side(folder: Path, known: Document, pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(pdf)
    for page, rotation in zip(document, (90, 180, 270), strict=True):
        page.set_rotation(rotation)
    out = io.BytesIO()
    document.save(out)
    assert_same(read(folder, "shown.pdf", out.getvalue()), known)


@OFFICE
@CHINESE_FONT
def test_pdf_of_a_table_whose_cells_are_parted_by_blanks(folder: Path) -> None:
    source = DATA / "benchmark" / "reports" / "qingyan-chengguan-2024.txt"
    plain = read_file(source, identifier="k", source="k.txt")
    made = making.converted(making.docx(plain.text), folder / "flat")
    assert_same(read(folder, "flat.pdf", made), plain)


@OFFICE
@CHINESE_FONT
def test_pdf_in_two_columns_with_headers_and_page_numbers(folder: Path, known: Document) -> None:
    made = making.docx(KNOWN, columns=2, header="东岭区人民政府公报 2024年第3期", footer=True)
    document = read(folder, "two.pdf", making.converted(made, folder / "two"))
    assert_same(document, known)
    reasons = Counter(d.reason for d in document.dropped)
    assert reasons == {"header or footer of the pages": document.pages, "page number": document.pages}


@OFFICE
def test_legacy_doc(folder: Path, known: Document) -> None:
    data = making.converted(making.docx(KNOWN), folder / "doc", "doc")
    assert_same(read(folder, "a.doc", data), known)
    # WPS Writer saves .wps as the same compound file with a Word stream; there is no program here that writes its own
    document = read(folder, "a.wps", data)
    assert_same(document, known)
    assert document.format == "docx"


SCANNED = {
    "known": HERE / "known.txt",
    "tanggu-street-2023": DATA / "reports" / "tanggu-street-2023.txt",
}


@OFFICE
@CHINESE_FONT
@OCR
@pytest.mark.skipif(not recogniser.is_available(), reason="the extra ocr is not installed")
@pytest.mark.parametrize("name", SCANNED)
def test_scan(name: str, folder: Path) -> None:
    plain = read_file(SCANNED[name], identifier="k", source="k.txt")
    document = read(folder, f"{name}.pdf", making.scanned(making.converted(making.docx(plain.text), folder / name)))
    bare, wanted = ("".join(text.split()) for text in (document.reading, plain.reading))
    assert distance(bare, wanted) <= 0.003 * len(wanted)
    facts, expected = read_facts(document), read_facts(plain)
    lost = lost_of(facts_of(expected), facts_of(facts))
    assert sum(lost.values()) <= 0.03 * sum(facts_of(expected).values()), lost
    assert_less_sure(facts, expected)
    assert document.format == "pdf scan"
    assert not document.warnings


@OFFICE
@CHINESE_FONT
@OCR
def test_scan_by_tesseract_alone(folder: Path, known: Document, pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "is_available", lambda: False)
    document = read(folder, "alone.pdf", making.scanned(pdf))
    bare, wanted = ("".join(text.split()) for text in (document.reading, known.reading))
    assert distance(bare, wanted) <= 0.01 * len(wanted)
    facts, expected = read_facts(document), read_facts(known)
    assert sum(lost_of(facts_of(expected), facts_of(facts)).values()) <= 0.07 * sum(facts_of(expected).values())
    assert_less_sure(facts, expected)
    assert "fazhi[ocr]" in document.warnings[-1]


def assert_less_sure(seen: ReportFacts, expected: ReportFacts) -> None:
    """Figures from character recognition carry a lower confidence."""
    plain = {(o.indicator, o.value): o.evidence.confidence for o in expected.observations}
    both = [o for o in seen.observations if (o.indicator, o.value) in plain]
    assert both
    assert all(o.evidence.confidence < plain[o.indicator, o.value] for o in both)
