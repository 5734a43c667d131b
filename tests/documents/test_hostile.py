"""Files that are damaged, lie, or mean harm: a clear refusal each, within limits."""

import io
import os
import shutil
import zipfile
from pathlib import Path

import making
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import KNOWN

from fazhi.documents import find_inputs, read_file
from fazhi.documents.inputs import Input
from fazhi.documents.limits import read_bytes
from fazhi.errors import InputError
from fazhi.pipeline import build_lines

DOCX = making.docx(KNOWN)
HTML = making.html(KNOWN).encode()


def pdf(count: int = 1) -> bytes:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument.new()
    for _ in range(count):
        document.new_page(200, 200)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as error:
        read_file(path, identifier="a", source=path.name)
    return str(error.value)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("cut.pdf", pdf()[:300], "damaged or cut off"),
        ("blank.pdf", pdf(3), "no text is on its 3 pages"),
        ("million.pdf", pdf(1).replace(b"/Count 1", b"/Count 1000000"), "1,000,000 pages are declared, more than the 2,000"),
        ("million-cut.pdf", pdf(1).replace(b"/Count 1", b"/Count 1000000").split(b"4 0 obj")[0], "1,000,000 pages are declared"),
        ("many.pdf", pdf(2001), "more than the 2,000"),
        ("a.rar", b"Rar!\x1a\x07\x00....", "RAR"),
        ("cut.docx", DOCX[: len(DOCX) // 2], "damaged"),
        ("empty.docx", making.zipped({"[Content_Types].xml": b"<a/>", "word/x.xml": b"<a/>"}), "no document"),
        ("sheet.xlsx", making.zipped({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}), "spreadsheet"),
        ("large.html", b"<html><body>" + b"<p>a</p>" * (13 << 20), "larger than 32 MB"),
        ("page.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--\n", "no HTML page"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_a_refusal_says_what_and_why(name: str, data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    said = refusal(path)
    assert str(path) in said
    assert words in said


@pytest.mark.parametrize("entity", ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY x "aaaa"><!ENTITY y "&x;&x;">'])
def test_docx_with_entities_is_refused(entity: str, tmp_path: Path) -> None:
    parts = {name: zipfile.ZipFile(io.BytesIO(DOCX)).read(name) for name in zipfile.ZipFile(io.BytesIO(DOCX)).namelist()}
    document = parts["word/document.xml"].decode()
    parts["word/document.xml"] = document.replace("?>", f"?><!DOCTYPE w [{entity}]>", 1).encode()
    path = tmp_path / "a.docx"
    path.write_bytes(making.zipped(parts))
    assert "refused" in refusal(path)


# ------------------------------------------------------------------ pages and files that cannot be read


def test_a_file_that_grows_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(KNOWN, "utf-8")
    real = os.fstat

    def fstat(descriptor: int) -> os.stat_result:
        found = real(descriptor)
        with path.open("a") as file:
            file.write("more")
        return found

    monkeypatch.setattr(os, "fstat", fstat)
    with pytest.raises(InputError, match="changed while it was read"):
        read_bytes(path)


@pytest.mark.skipif(making.soffice() is None, reason="LibreOffice is not installed")
def test_a_page_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    whole = making.converted(making.docx(KNOWN), tmp_path / "made")
    first, page, *rest = whole.split(b"/Type/Page/Parent")
    path = tmp_path / "a.pdf"
    path.write_bytes(b"/Type/Page/Parent".join([first, page + b"/Type/Nope/Parent" + rest[0], *rest[1:]]))
    built = build_lines([path])
    (record,) = built.records
    assert (record.status, record.pages) == ("built", 3)
    assert [warning.startswith("page 2 could not be read") for warning in record.warnings] == [True]
    assert any("a.pdf: page 2 could not be read" in notice for notice in built.notices)


@pytest.mark.skipif(making.soffice() is None or shutil.which("tesseract") is None, reason="LibreOffice or tesseract is missing")
def test_a_scanned_page_on_which_nothing_is_recognised_is_reported(tmp_path: Path) -> None:
    import pypdfium2 as pdfium

    printed = pdfium.PdfDocument(making.converted(making.docx(KNOWN[:700]), tmp_path / "made"))
    printed.new_page(595, 842)  # a sheet without a word on it, laid on the glass after the others
    out = io.BytesIO()
    printed.save(out)
    path = tmp_path / "a.pdf"
    path.write_bytes(making.scanned(out.getvalue(), angle=0, noise=6))
    document = read_file(path, identifier="a", source="a.pdf")
    assert any(f"page {document.pages} could not be read: no text was recognised" in warning for warning in document.warnings)


# ------------------------------------------------------------------ what else is promised


@pytest.mark.parametrize("encoding", ["big5hkscs", "gb18030", "utf-16"])
def test_traditional_characters_are_read_and_quoted_as_printed(encoding: str, tmp_path: Path) -> None:
    opencc = pytest.importorskip("opencc")
    printed = opencc.OpenCC("s2tw").convert(KNOWN).replace("—", "-").replace("“", "「").replace("”", "」")
    path = tmp_path / "a.txt"
    path.write_bytes(printed.encode(encoding))
    document = read_file(path, identifier="a", source="a.txt")
    assert "法治政府建设" in document.reading
    assert "法治政府建設" in document.text
    assert len(document.text) == len(document.reading)
    assert document.metadata.issuers == ("东岭区人民政府",)


# ------------------------------------------------------------------ properties


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from(["a.pdf", "a.docx", "a.html", "a.mht", "a.txt", "a"]))
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError):
        read_file(path, identifier="a", source=name)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([("a.docx", DOCX), ("a.html", HTML), ("a.pdf", pdf(2))]), st.data())
def test_mutated_files_are_read_or_refused(tmp_path: Path, real: tuple[str, bytes], data: st.DataObject) -> None:
    name, whole = real
    changed = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 12))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / name
    path.write_bytes(changed[: data.draw(st.integers(1, len(changed)))])
    try:
        document = read_file(path, identifier="a", source=name)
    except InputError:
        return
    assert len(document.text) == len(document.reading) == len(document.origins)


def test_inputs_of_every_format_are_found(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.DOCX", "c.htm", "d.zip", "e"):
        (tmp_path / name).write_bytes(DOCX if name == "e" else b"x")
    found = [item.source for item in find_inputs([tmp_path]) if isinstance(item, Input)]
    assert found == ["a.pdf", "b.DOCX", "c.htm", "d.zip", "e"]


# ------------------------------------------------------------------ what documents hide


def test_docx_text_boxes_footnotes_and_what_is_not_seen(tmp_path: Path) -> None:
    parts = {name: zipfile.ZipFile(io.BytesIO(DOCX)).read(name) for name in zipfile.ZipFile(io.BytesIO(DOCX)).namelist()}
    box = (
        "<w:p><w:r><w:t>街道开展普法</w:t></w:r>"
        "<w:del><w:r><w:delText>删去的字</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>活动9场</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏的字</w:t></w:r>"
        '<w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:Choice><w:txbxContent><w:p><w:r><w:t>文本框一次</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>文本框一次</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>。</w:t></w:r></w:p>"
    )
    document = parts["word/document.xml"].decode()
    parts["word/document.xml"] = document.replace("<w:sectPr>", box + "<w:sectPr>", 1).encode()
    parts["word/footnotes.xml"] = (
        f'<w:footnotes {making.W}><w:footnote w:id="2"><w:p><w:r><w:t>脚注的字</w:t></w:r></w:p></w:footnote></w:footnotes>'
    ).encode()
    path = tmp_path / "a.docx"
    path.write_bytes(making.zipped(parts))
    text = read_file(path, identifier="a", source="a.docx").text
    assert text.endswith("街道开展普法活动9场。\n文本框一次\n脚注的字") or text.endswith(
        "街道开展普法活动9场。\n脚注的字\n文本框一次"
    )
    assert "删去" not in text
    assert "隐藏" not in text


@pytest.mark.skipif(making.soffice() is None, reason="LibreOffice is not installed")
def test_an_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    options = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}}'
    path = tmp_path / "a.pdf"
    path.write_bytes(making.converted(DOCX, tmp_path / "made", f"pdf:writer_pdf_Export:{options}"))
    assert "encrypted" in refusal(path)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "libreoffice-writer"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "tesseract-ocr"),
    ],
)
def test_what_is_missing_is_named(name: str, data: bytes, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from fazhi.documents import tesseract

    monkeypatch.setenv("PATH", str(tmp_path))
    tesseract._program.cache_clear()
    path = tmp_path / name
    path.write_bytes(data)
    assert words in refusal(path)
    tesseract._program.cache_clear()
