"""Time that a document may take: scans get more the more pages they have, and what does not fit is told, not lost."""

import io
import os
import shutil
from pathlib import Path

import making
import pypdfium2 as pdfium
import pytest
from test_faithfulness import CHINESE_FONT, KNOWN, OCR, OFFICE

from fazhi import workers
from fazhi.documents import recogniser
from fazhi.documents.layout import Page, Row
from fazhi.documents.limits import Clock
from fazhi.documents.pdf import read_pdf
from fazhi.errors import InputError
from fazhi.pipeline import build_lines
from fazhi.workers import MOST_TIMES, Ended, Limits, run_all


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


@OFFICE
@CHINESE_FONT
@OCR
@pytest.mark.skipif(not recogniser.is_available(), reason="the extra ocr is not installed")
def test_a_scan_that_takes_too_long_is_built_from_the_pages_that_were_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "bin" / "tesseract"  # so that no machine is too fast
    slow.parent.mkdir()
    slow.write_text(f'#!/bin/sh\nsleep 5\nexec {shutil.which("tesseract")} "$@"\n')
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}{os.pathsep}{os.environ['PATH']}")
    made = pdfium.PdfDocument(making.scanned(making.converted(making.docx(KNOWN), tmp_path / "made")))
    long = pdfium.PdfDocument.new()
    long.import_pages(made)
    for _ in range(6):
        long.import_pages(made, [1, 2])  # without the title, which would else look like the header of the pages
    folder = tmp_path / "in"
    folder.mkdir()
    long.save(folder / "long.pdf")
    built = build_lines([folder], limits=Limits(seconds=30))
    (record,) = built.records
    assert record.status == "built", record.reason
    assert record.pages == 15
    assert record.seconds < 45
    assert any("could not be read in the time that is allowed" in warning for warning in record.warnings)
    assert any("raise --timeout" in notice for notice in built.notices)
