"""Rows of pages: what repeats at their edges is noise, but the title is never lost."""

from fazhi.documents.layout import Page, Row, compose

TITLE = "某某街道2023年法治政府建设情况报告"
HEIGHT = 800.0


def row(text: str, top: float, size: float = 12.0) -> Row:
    return Row(50, 50 + size * len(text), top, top + size, size, text)


def pages(*tops: str, body_title: str = "") -> list[Page]:
    """Pages with these rows at the top, text below, and a number."""
    made = []
    for number in range(1, 5):
        rows = [row(text, 20 + 16 * i) for i, text in enumerate(tops)]
        rows += [row(body_title, 110, 22)] if body_title and number == 1 else []
        rows += [row(f"第{number}页的正文写的是执法和普法工作的情况。", 200 + 20 * i) for i in range(3)]
        made.append(Page(number, HEIGHT, (*rows, row(str(number), 780))))
    return made


def text_of(pages: list[Page]) -> str:
    raw = compose(pages, format="pdf", count=len(pages))
    kept = [c for i, c in enumerate(raw.text) if not any(a <= i < b for a, b, _ in raw.noise)]
    return "".join(kept)


def test_a_title_at_the_top_of_every_page_is_kept_once() -> None:
    assert text_of(pages(TITLE)).count(TITLE) == 1


def test_a_title_in_two_rows_is_kept_whole() -> None:
    text = text_of(pages("某某市人民政府", "2023年度法治政府建设情况报告"))
    assert text.count("某某市人民政府") == text.count("2023年度法治政府建设情况报告") == 1


def test_a_header_that_repeats_the_title_is_noise_where_the_title_stands_below_it() -> None:
    assert text_of(pages(TITLE, body_title=TITLE)).count(TITLE) == 1


def test_another_header_is_noise() -> None:
    assert "内部资料" not in text_of(pages("内部资料"))
