"""Time that a document may take: scans get more the more pages they have, and what does not fit is told, not lost."""

import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import making
import pypdfium2 as pdfium
import pytest
from test_faithfulness import CHINESE_FONT, KNOWN, OCR, OFFICE

from fazhi import workers
from fazhi.documents import recogniser, tesseract
from fazhi.documents.layout import Page, Row
from fazhi.documents.limits import Clock, check_time
from fazhi.documents.pdf import read_pdf
from fazhi.errors import InputError
from fazhi.pipeline import build_lines
from fazhi.pipeline.means import means_of
from fazhi.record import Record
from fazhi.workers import MOST_TIMES, Ended, Limits, run_all

HAS_RECOGNISER = pytest.mark.skipif(not recogniser.is_available(), reason="the extra ocr is not installed")


def RECOGNISED(test: Callable[..., None]) -> Callable[..., None]:
    """A test that needs all that makes scans and reads them."""
    return OFFICE(CHINESE_FONT(OCR(HAS_RECOGNISER(test))))


def test_work_that_asks_for_time_gets_it_and_no_more_than_is_allowed() -> None:
    limits = Limits(seconds=1)
    tasks = [(1.0, 60.0), (30.0, 1.5), (1.0, 0.0)]
    found = dict(run_all("waiting:wait", tasks, jobs=1, limits=limits))
    assert found[0] == Ended("not done within 1 seconds")
    assert MOST_TIMES - 4 < found[1] < MOST_TIMES - 1.5
    assert 0 < found[2] < 1  # the next piece of work has no more than its own


def test_work_that_asked_for_time_is_ended_too() -> None:
    ((_, found),) = run_all("waiting:wait", [(3.0, 60.0)], jobs=1, limits=Limits(seconds=1))
    assert found == Ended("not done within 3 seconds")


def test_without_a_limit_there_is_time_for_every_page() -> None:
    clock = Clock()
    assert workers.time_left() is None
    assert all(clock.has_time_for_page(left) for left in range(500, 0, -1))
    assert list(clock.told([])) == []


asked: list[float] = []


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that are left, asked page after page; beside them how much more was asked for."""
    left: list[float] = []
    monkeypatch.setattr(workers, "time_left", lambda: left.pop(0))
    monkeypatch.setattr(workers, "ask_for_time", asked.append)
    asked.clear()
    return left


def pictures(count: int) -> bytes:
    """A PDF of so many pages with a picture."""
    document = pdfium.PdfDocument.new()
    for _ in range(count):
        page, image = document.new_page(200, 200), pdfium.PdfImage.new(document)
        image.set_bitmap(pdfium.PdfBitmap.new_native(8, 8, pdfium.raw.FPDFBitmap_BGR))
        image.set_matrix(pdfium.PdfMatrix().scale(200, 200))
        page.insert_obj(image)
        page.gen_content()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_pages_for_which_there_is_no_time_are_told(seconds: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (Row(20, 180, 100, 109, 9, "街道推进依法行政", doubts=((0, 1, 0.9),)),)
    monkeypatch.setattr("fazhi.documents.ocr.recognise_page", lambda page, number, shown: Page(number, 200, rows))
    data = pictures(40)
    seconds += [900.0] * 30 + [-1.0] * 10
    raw = read_pdf(data, shown="a.pdf")
    assert asked == [4.0]  # a tenth for each of the 40 pages, once
    assert (raw.pages, raw.text.count("依法行政")) == (40, 30)
    assert raw.warnings[0].startswith("10 pages, 31 to 40, could not be read in the time that is allowed")
    seconds += [-1.0] * 40
    with pytest.raises(InputError, match=r"no text is on its 40 pages.*40 pages, 1 to 40, could not be read in the time"):
        read_pdf(data, shown="a.pdf")


@pytest.fixture
def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pdfium.PdfDocument:
    """A scan of three pages, and a slow Tesseract that, where the file `hangs` is there, does not end after the first page."""
    slow = tmp_path / "bin" / "tesseract"
    slow.parent.mkdir()
    slow.write_text(
        f"""#!/bin/sh
if [ "$2" = stdout ]; then
    [ -e {tmp_path}/hangs -a -e {tmp_path}/later ] && exec sleep 600
    touch {tmp_path}/later
    [ -e {tmp_path}/hangs ] || sleep 2
fi
exec {shutil.which("tesseract")} "$@"
"""
    )
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}{os.pathsep}{os.environ['PATH']}")
    return pdfium.PdfDocument(making.scanned(making.converted(making.docx(KNOWN), tmp_path / "made")))


def lengthened(scan: pdfium.PdfDocument, times: int, path: Path) -> Path:
    """The folder of a file with the pages of a scan, all but the title so many times more, lest it look like a header."""
    long = pdfium.PdfDocument.new()
    long.import_pages(scan)
    for _ in range(times):
        long.import_pages(scan, [1, 2])
    path.parent.mkdir()
    long.save(path)
    return path.parent


@RECOGNISED
def test_a_scan_that_takes_too_long_is_built_from_the_pages_that_were_read(scan: pdfium.PdfDocument, tmp_path: Path) -> None:
    built = build_lines([lengthened(scan, 6, tmp_path / "in" / "long.pdf")], limits=Limits(seconds=20))
    (record,) = built.records
    assert record.status == "built", record.reason
    assert record.pages == 15
    assert any("could not be read in the time that is allowed" in warning for warning in record.warnings)
    assert any("raise --timeout" in notice for notice in built.notices)


@RECOGNISED
def test_pages_that_were_left_unread_are_read_when_there_is_more_time(scan: pdfium.PdfDocument, tmp_path: Path) -> None:
    """Of a short scan too some pages are read, whatever the process has to load before; what is whole is not read again."""
    folder = lengthened(scan, 1, tmp_path / "in" / "short.pdf")
    (tmp_path / "hangs").touch()

    def build(seconds: int) -> Record:
        (record,) = build_lines([folder], limits=Limits(seconds=seconds), cache=tmp_path / "cache").records
        assert record.status == "built", record.reason
        return record

    def are_unread(record: Record) -> bool:
        return any("could not be read in the time that is allowed" in warning for warning in record.warnings)

    assert are_unread(build(40))
    again = build(40)
    assert (again.unchanged, are_unread(again)) == (True, True)
    (tmp_path / "hangs").unlink()
    more = build(400)
    assert (more.unchanged, are_unread(more)) == (False, False)
    assert more.characters > again.characters
    for seconds in (400, 40):
        assert build(seconds).unchanged


def test_what_was_left_unread_for_want_of_a_program_is_read_when_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho chi_sim\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", "")
    tesseract._program.cache_clear()
    without = means_of(300)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin")
    assert "missing" in without
    assert means_of(300) not in (without, means_of(301))
    tesseract._program.cache_clear()


def test_a_page_that_takes_longer_than_there_is_time_is_left_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    def recognise(page: object, number: int, shown: str) -> Page:
        check_time()
        return Page(number, 200, (Row(20, 180, 100, 109, 9, "街道推进依法行政", doubts=((0, 1, 0.9),)),))

    left = [9.0, 9.0, 9.0, -1.0]  # asked before each page, and within it
    monkeypatch.setattr(workers, "time_left", lambda: left.pop(0))
    monkeypatch.setattr("fazhi.documents.ocr.recognise_page", recognise)
    raw = read_pdf(pictures(2), shown="a.pdf")
    assert raw.unfinished
    assert raw.warnings[0].startswith("page 2 could not be read in the time that is allowed")


def test_a_child_makes_itself_ready_outside_of_the_time_of_its_work() -> None:
    ((_, found),) = run_all("waiting:prepare", [2.5], jobs=1, limits=Limits(seconds=2))
    assert isinstance(found, float)
    assert found > 0
