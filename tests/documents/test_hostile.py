"""Files that are damaged, lie, or mean harm: a clear refusal each, within limits, and the run goes on."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import making
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fazhi.documents import ReadOptions, find_inputs, read_file, read_manifest
from fazhi.documents.archives import unpack
from fazhi.documents.inputs import Input
from fazhi.documents.limits import read_bytes
from fazhi.errors import InputError, NotAReport
from fazhi.pipeline import build_lines
from fazhi.workers import Ended, Limits, run_all
from fazhi.workers.child import dismiss

HERE = Path(__file__).parent
KNOWN = (HERE / "known.txt").read_text("utf-8")
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


# ------------------------------------------------------------------ archives


def test_names_of_chinese_archives_and_archives_inside(tmp_path: Path) -> None:
    inner = making.zipped({"深处.txt": KNOWN.encode()})
    data = bytearray(making.zipped({"AAAA.txt": KNOWN.encode(), "里面.zip": inner}))
    raw = bytes(data).replace(b"AAAA.txt", "报告".encode("gbk") + b".txt")
    (tmp_path / "a.zip").write_bytes(raw)
    found, refused = unpack(tmp_path / "a.zip", tmp_path, shown="a.zip")
    assert {m.name for m in found} == {"报告.txt", "里面.zip/深处.txt"}
    assert not refused


def test_a_readme_in_an_archive_is_told_and_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(making.zipped({"all/README.md": KNOWN.encode(), "all/a.txt": KNOWN.encode()}))
    found, refused = unpack(tmp_path / "a.zip", tmp_path, shown="a.zip")
    assert [m.name for m in found] == ["all/a.txt"]
    assert refused == ["a.zip/all/README.md: not read: by its name it tells about this archive; unpack it to read it"]


def test_archives_that_reach_outside_or_explode(tmp_path: Path) -> None:
    (tmp_path / "up.zip").write_bytes(making.zipped({"../../evil.txt": b"x", "/abs.txt": b"x", "good.txt": b"x"}))
    found, refused = unpack(tmp_path / "up.zip", tmp_path, shown="up.zip")
    assert [m.name for m in found] == ["good.txt"]
    assert len(refused) == 2
    assert all("leads out" in reason for reason in refused)
    (tmp_path / "bomb.zip").write_bytes(making.zipped({"zeros.txt": bytes(80 << 20)}))
    with pytest.raises(InputError, match="bomb"):
        unpack(tmp_path / "bomb.zip", tmp_path, shown="bomb.zip")
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        entry = tarfile.TarInfo("里.txt")
        entry.size = 1
        archive.addfile(entry, io.BytesIO(b"x"))
    (tmp_path / "a.tar.gz").write_bytes(out.getvalue())
    found, refused = unpack(tmp_path / "a.tar.gz", tmp_path, shown="a.tar.gz")
    assert [m.name for m in found] == ["里.txt"]
    assert "link" in refused[0]


def test_names_that_mean_harm_and_names_in_gbk(tmp_path: Path) -> None:
    (tmp_path / "odd.zip").write_bytes(making.zipped({"a\n<script>alert(1)</script>.txt": KNOWN.encode(), "b\x1b[2J.bin": b"x"}))
    built = build_lines([tmp_path / "odd.zip"])
    assert len(built.summaries) == 1
    told = "".join((*built.notices, *built.failures))
    assert "\x1b" not in told
    assert "\n<script>" not in "".join(built.lines)
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", encoding="gbk", format=tarfile.GNU_FORMAT) as archive:
        entry = tarfile.TarInfo("某区/报告.txt")
        entry.size = 1
        archive.addfile(entry, io.BytesIO(b"x"))
    (tmp_path / "a.tar").write_bytes(out.getvalue())
    found, _ = unpack(tmp_path / "a.tar", tmp_path, shown="a.tar")
    assert [m.name for m in found] == ["某区/报告.txt"]


def test_archives_too_deep_inside_each_other_are_refused(tmp_path: Path) -> None:
    data = making.zipped({"a.txt": b"x"})
    for _ in range(6):
        data = making.zipped({"in.zip": data, "beside.txt": b"x"})
    (tmp_path / "deep.zip").write_bytes(data)
    found, refused = unpack(tmp_path / "deep.zip", tmp_path, shown="deep.zip")
    assert len(found) == 5
    assert "more than 4 deep" in refused[0]


# ------------------------------------------------------------------ the run goes on


def test_a_folder_of_everything(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "loop").symlink_to(folder)
    (folder / "itself.txt").symlink_to("itself.txt")
    (folder / "good.docx").write_bytes(DOCX)
    (folder / "copy.html").write_bytes(HTML)
    (folder / "more.zip").write_bytes(
        making.zipped({"x/old.txt": KNOWN.replace("2023年", "2022年").encode("gbk"), "../a.txt": b"x"})
    )
    (folder / "news.txt").write_text("关于东岭区法治政府建设报告的政策解读\n" + KNOWN, "utf-8")
    (folder / "odd\n<script>.txt").write_text(KNOWN.replace("2023年", "2021年"), "utf-8")
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    os.mkfifo(folder / "pipe.txt")
    cache = tmp_path / "cache"
    built = build_lines([folder], cache=cache, limits=Limits(seconds=60))
    status = {r.source: r.status for r in built.records}
    assert status["good.docx"] == "duplicate" or status["copy.html"] == "duplicate"
    assert status["more.zip/x/old.txt"] == status["odd\n<script>.txt"] == "built"
    assert status["news.txt"] == "skipped"
    assert status["bad.pdf"] == "failed"
    told = "\n".join(built.failures)
    for words in ("leads out", "another kind of text", "pipe.txt", "link to a folder", "itself.txt: not read"):
        assert words in told, words
    assert "\n<script>" not in "".join(built.notices)
    assert str(tmp_path) not in "".join(built.lines)
    again = build_lines([folder], cache=cache)
    assert list(again.lines) == list(built.lines)
    assert all(r.unchanged for r in again.records if r.status in ("built", "duplicate"))
    (folder / "odd\n<script>.txt").unlink()
    assert len(build_lines([folder], cache=cache).summaries) == len(built.summaries) - 1


def test_force_builds_what_is_no_report(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text("关于东岭区2023年法治政府建设报告的政策解读\n" + KNOWN, "utf-8")
    with pytest.raises(NotAReport):
        read_file(path, identifier="a", source="a.txt")
    assert build_lines([path], options=ReadOptions(force=True)).summaries


def test_a_child_that_hangs_or_dies_is_replaced() -> None:
    started = time.monotonic()
    found = dict(run_all("time:sleep", [60, 0], jobs=1, limits=Limits(seconds=2)))
    assert isinstance(found[0], Ended)
    assert "2 seconds" in found[0].reason
    assert found[1] is None
    assert time.monotonic() - started < 20
    (dead,) = run_all("os:_exit", [3], jobs=1)
    assert "died" in dead[1].reason
    (full,) = run_all("builtins:bytearray", [8 << 30], jobs=1, limits=Limits(megabytes=1024))
    assert "memory" in full[1].reason


def test_a_child_waits_for_the_next_call_of_its_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def worker(limits: Limits | None = None) -> object:
        ((_, found),) = run_all("os:getpgid", [0], jobs=1, limits=limits)
        return found

    first = worker()
    assert worker() == first
    assert worker(Limits(seconds=7)) != first
    monkeypatch.chdir(tmp_path)
    assert worker() != first
    list(run_all("time:sleep", [60], jobs=1, limits=Limits(seconds=1)))  # what was ended waits for nothing
    assert list(run_all("time:sleep", [0], jobs=1, limits=Limits(seconds=1))) == [(0, None)]
    dismiss()
    assert worker() != first


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


def test_a_file_that_another_process_writes_to_is_refused_and_the_run_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(KNOWN, "utf-8")
    growing = folder / "growing.txt"
    growing.write_bytes((KNOWN.replace("2023年", "2022年") + "\n").encode() * 4000)
    code = "import sys\nwith open(sys.argv[1], 'ab', 0) as file:\n    while True: file.write(b'x'); sys.stdout.flush()"
    writer = subprocess.Popen([sys.executable, "-c", code, growing])
    try:
        size = growing.stat().st_size
        while growing.stat().st_size == size:
            time.sleep(0.01)
        for _ in range(10):  # on a busy machine the writer may rest while the file is read
            built = build_lines([folder])
            if any("changed" in reason for reason in built.failures):
                break
    finally:
        writer.kill()
        writer.wait()
    assert {r.source: r.status for r in built.records} == {"good.txt": "built", "growing.txt": "failed"}
    assert any("growing.txt: the file changed while it was read" in reason for reason in built.failures)


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


def test_the_manifest_wins_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(KNOWN, "utf-8")
    table = tmp_path / "corpus.csv"
    table.write_text(
        "file,issuer,region,region_code,year,url,published\na.txt,,某省/某市,330101,2022,https://example.org/a,2024-01-05\n",
        "utf-8",
    )
    built = build_lines([tmp_path], manifest=table)
    (record,) = built.records
    assert record.metadata["year"] == 2022
    assert list(record.metadata["region"]) == ["某省", "某市"]
    assert record.metadata["url"] == "https://example.org/a"
    assert any("the manifest says 2022, the file says 2023" in notice for notice in built.notices)
    lines = "\n".join(built.lines)
    assert '#region> "某省/某市"' in lines
    assert '#regionCode> "330101"' in lines


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("a.txt,,,,soon,,", "line 2: column year"),
        ("a.txt,,,12,,,", "line 2: column region_code"),
        ("a.txt,,,,,ftp://x,", "line 2: column url"),
        ("a.txt,,,,,,2024-13-01", "line 2: column published"),
        (",,,,,,", "line 2: column file"),
        ("a.txt,,,,,,,,", "line 2: more cells"),
        ("a.txt,,,,,,\na.txt,,,,,,", "line 3: column file: a.txt stands in the table twice"),
        ('a.txt,"某局,,,,,', "corpus.csv: line 2: a quotation mark is not closed on this line"),
        ('a.txt,某局,,,,,\nb.txt,"某局,,,,,\nc.txt,某局,,,,,', "line 3: a quotation mark is not closed"),
        ('a.txt,"某局,,,,,\nb.txt,"某局",,,,,', "line 2: a quotation mark is not closed"),
        ('a.txt,"某"局,,,,,', "line 2: this is no CSV"),
    ],
)
def test_a_bad_manifest_is_explained(row: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "corpus.csv"
    path.write_text(f"file,issuer,region,region_code,year,url,published\n{row}\n", "utf-8")
    with pytest.raises(InputError, match=words):
        read_manifest(path)


def test_the_commands(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.docx").write_bytes(DOCX)
    (tmp_path / "in" / "b.txt").write_text(KNOWN.replace("2023年", "2022年"), "utf-8")
    command = [sys.executable, "-c", "from fazhi.cli import main; main()"]
    made = subprocess.run([*command, "manifest", tmp_path / "in"], capture_output=True, text=True, check=True).stdout
    assert made.splitlines()[1].startswith("a.docx,东岭区人民政府,")
    (tmp_path / "more.zip").write_bytes(
        making.zipped({"x/old.txt": KNOWN.replace("2023年", "2022年").encode(), "../up.txt": b"x"})
    )
    listed = subprocess.run([*command, "manifest", tmp_path / "more.zip"], capture_output=True, text=True, check=True)
    (row,) = listed.stdout.splitlines()[1:]
    assert row.startswith("more.zip/x/old.txt,东岭区人民政府,")
    assert ",2022," in row
    assert "leads out of the archive" in listed.stderr
    (tmp_path / "corpus.csv").write_text(listed.stdout.replace(",2022,", ",2020,"), "utf-8")
    followed = build_lines([tmp_path / "more.zip"], manifest=tmp_path / "corpus.csv")
    assert [r.metadata["year"] for r in followed.records if r.status == "built"] == [2020]
    done = subprocess.run(
        [*command, "build", tmp_path / "in", "--out", tmp_path / "out"], capture_output=True, text=True, check=True
    )
    assert "covered" in done.stdout
    told = json.loads((tmp_path / "out" / "build.json").read_text("utf-8"))
    assert [(f["source"], f["status"], f["format"]) for f in told["files"]] == [
        ("a.docx", "built", "docx"),
        ("b.txt", "built", "text"),
    ]
    assert 0.2 < told["files"][0]["covered"] < 1
    assert told["inputs"]["built"] == 2


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


def test_metadata_stands_in_the_graph_and_no_path_of_this_machine(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(
        HTML.replace(b"<title>", b'<link rel="canonical" href="https://example.org/x.html"><title>')
    )
    text = "\n".join(build_lines([tmp_path]).lines)
    assert '/issued> "2024-01-18"^^<http://www.w3.org/2001/XMLSchema#date>' in text
    assert "wasDerivedFrom> <https://example.org/x.html>" in text
    assert "东政报〔2024〕3号" in text
    assert '#indexNumber> "0123-2024-00017"' in text
    assert str(tmp_path) not in text


def test_an_interrupted_build_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for year in range(2001, 2013):
        (folder / f"{year}.txt").write_text(KNOWN.replace("2023年", f"{year}年"), "utf-8")
    cache = tmp_path / "cache"

    def stop(done: int, total: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_lines([folder], cache=cache, progress=stop)
    built = build_lines([folder], cache=cache)
    assert sum(r.unchanged for r in built.records) >= 5
    assert sum(r.status == "built" for r in built.records) == 12
    (folder / "2001.txt").write_text(KNOWN.replace("2023年", "2001年").replace("46个部门", "47个部门"), "utf-8")
    again = build_lines([folder], cache=cache, jobs=2)
    assert [r.source for r in again.records if not r.unchanged] == ["2001.txt"]


def test_watch_builds_again_on_change(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(KNOWN, "utf-8")
    command = [
        sys.executable,
        "-c",
        "from fazhi.cli import main; main()",
        "build",
        tmp_path / "in",
        "--out",
        tmp_path / "out",
        "--watch",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    told = tmp_path / "out" / "build.json"

    def wait_for(count: int) -> bool:
        for _ in range(120):
            if told.exists() and json.loads(told.read_text("utf-8"))["inputs"]["built"] == count:
                return True
            time.sleep(0.25)
        return False

    try:
        assert wait_for(1)
        (tmp_path / "in" / "b.txt").write_text(KNOWN.replace("2023年", "2022年"), "utf-8")
        assert wait_for(2)
        (tmp_path / "in" / "a.txt").unlink()
        assert wait_for(1)
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130


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
