"""The documents room: repair and metadata by case files, encodings, bad input, the map back to the file."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fazhi.documents import Input, document_from, find_inputs, read_text_file
from fazhi.documents.decode import decode
from fazhi.documents.genre import kind_of
from fazhi.documents.lines import enumerator
from fazhi.documents.reading import reading_of
from fazhi.documents.repair import repair
from fazhi.errors import InputError, NotAReport

CASES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
DATA = Path(__file__).parents[2] / "data"
REPORTS = sorted((DATA / "benchmark" / "reports").glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_case(path: Path) -> None:
    case = tomllib.loads(path.read_text("utf-8"))
    assert case["note"]
    document = document_from(case["source"], identifier="case", source="case.txt")
    assert document.text.split("\n") == case["paragraphs"]
    for name, expected in case.get("metadata", {}).items():
        found = getattr(document.metadata, name)
        assert (list(found) if isinstance(found, tuple) else found) == expected, name


@pytest.mark.parametrize(
    ("line", "begins"),
    [("1.1健全机制", True), ("2.3.1强化培训", True), ("1.8公里道路", False), ("1.83万件", False), ("2.5", False)],
)
def test_numbers_in_decimal_order_begin_a_line(line: str, begins: bool) -> None:
    assert bool(enumerator().match(line)) is begins


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_every_character_is_traced_to_the_file(path: Path) -> None:
    decoded = path.read_text("utf-8")
    document = read_text_file(path, identifier=path.stem, source=path.name)
    assert len(document.text) == len(document.reading) == len(document.origins)
    lines = decoded.split("\n")
    for offset in range(0, len(document.text), 7):
        character = document.text[offset]
        if character not in " \n":
            assert decoded[document.origins[offset]] == character
            assert character in lines[document.place(offset).line - 1]


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_nothing_but_blanks_and_noise_is_lost(path: Path) -> None:
    document = read_text_file(path, identifier=path.stem, source=path.name)
    kept = "".join(document.text.split()) + "".join("".join(d.text.split()) for d in document.dropped)
    missing = len("".join(path.read_text("utf-8").split())) - len(kept)
    assert 0 <= missing < 60  # list dashes, and nothing else


def test_the_report_itself_has_no_blank_between_characters() -> None:
    document = read_text_file(next(p for p in REPORTS if "tanggu" in p.stem), identifier="t", source="t.txt")
    assert " " not in document.text
    assert "第一责任人职责规定" in document.text
    assert "单项应急预案" in document.text
    assert "解决问题30余个" in document.text
    assert "风险发现—解决—反馈" in document.reading


# ------------------------------------------------------------------ encodings and bad input


TEXT = "某区甲街道2023年度法治政府建设情况报告\n" + "甲街道推进依法行政,规范行政执法,开展普法活动,办理行政复议。" * 8


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read_text_file(path, identifier="r", source="r.txt").metadata.issuers == ("甲街道",)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (bytes(range(256)) * 40, "binary"),
        (b"%PDF-1.7 ...", "damaged"),
        (b"PK\x03\x04....", "archive"),
        (b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match=words) as error:
        read_text_file(path, identifier="f", source="f.txt")
    assert str(path) in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "今天天气很好。" * 60,
        "关于2023年度法治政府建设情况报告的政策解读\n" + "法治政府建设、依法行政、行政执法、普法、行政复议。" * 20,
        "政府工作报告\n" + "2023年,经济社会发展取得新成绩,法治政府建设、行政执法、普法工作。" * 20,
        "某区2024年法治政府建设工作要点\n" + "2024年,推进依法行政、行政执法、普法、行政复议。" * 20,
        "某区召开2024年法治政府建设工作推进会\n" + "2024年,推进依法行政、行政执法、普法、行政复议、合法性审查、法律顾问。" * 20,
        "某区法治政府建设领导小组2024年第一次会议纪要\n" + "2024年,推进依法行政、行政执法、普法、行政复议。" * 20,
        "法治政府建设报告",
        "The quick brown fox jumps over the lazy dog. " * 50,
    ],
)
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(NotAReport, match=r"^a\.txt: "):
        document_from(text, identifier="a", source="a.txt")


GENRE = tomllib.loads((Path(__file__).parent / "genre.toml").read_text("utf-8"))
ALL_REPORTS = sorted(
    path for folder in ("benchmark/reports", "heldout/reports", "reports") for path in (DATA / folder).glob("*.txt")
)


@pytest.mark.parametrize("case", GENRE["other"], ids=lambda case: case["note"])
def test_other_texts_are_known_by_their_build(case: dict[str, str]) -> None:
    with pytest.raises(NotAReport, match=case["kind"]):
        document_from(case["text"].strip(), identifier="a", source="a.txt")


@pytest.mark.parametrize("case", GENRE["report"], ids=lambda case: case["note"])
def test_reports_are_taken_for_nothing_else(case: dict[str, str]) -> None:
    document = document_from(case["text"].strip(), identifier="a", source="a.txt")
    assert document.metadata.year in (2021, 2022, 2023)
    assert document.metadata.issuers


OPENINGS = tomllib.loads((Path(__file__).parent / "openings.toml").read_text("utf-8"))["opening"]


GOES_ON = """二、存在的不足
执法人员少，培训不够，案卷制作还不规范。
三、下一步打算
补充人员，加强培训，提高执法案卷质量，推进普法宣传和矛盾纠纷化解。"""


@pytest.mark.parametrize("case", OPENINGS, ids=lambda case: case["note"])
def test_a_report_is_known_by_how_it_begins(case: dict[str, Any]) -> None:
    text = "\n".join([case["text"].strip(), GOES_ON, case.get("signed", "")])
    if "refused" in case:
        with pytest.raises(NotAReport, match=case["refused"]):
            document_from(text, identifier="a", source="a.txt")
        return
    document = document_from(text, identifier="a", source="a.txt")
    assert list(document.metadata.issuers) == case["issuers"]
    assert document.metadata.year == case["year"]
    assert document.metadata.published == case.get("published", document.metadata.published)
    assert document.text[document.metadata.title_start : document.metadata.title_end].replace(" ", "") == case.get(
        "title", ""
    ).replace(" ", "")


NUMBERED = [  # with nothing around them
    path
    for path in sorted((DATA / "benchmark/reports").glob("*.txt"))
    if re.search("^ *一、", text := path.read_text("utf-8"), re.MULTILINE) and not re.search("位置[:：]", text)
]


@pytest.mark.parametrize("blank", ["", " "])
@pytest.mark.parametrize("path", NUMBERED, ids=lambda path: path.stem)
def test_a_report_whose_line_breaks_are_lost_is_known(path: Path, blank: str) -> None:
    lines = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
    whole = read_text_file(path, identifier="a", source="a.txt").metadata
    found = document_from(blank.join(lines), identifier="a", source="a.txt")
    assert (found.metadata.issuers, found.metadata.year) == (whole.issuers, whole.year)
    assert len(found.text) >= 0.99 * len("".join("".join(lines).split()))
    numbers = re.compile("^[一二三四五六七八九]、", re.MULTILINE)
    assert numbers.findall(found.reading) == numbers.findall(read_text_file(path, identifier="a", source="a.txt").reading)


@pytest.mark.parametrize("path", ALL_REPORTS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_no_report_is_skipped(path: Path) -> None:
    document = read_text_file(path, identifier="a", source=path.name)  # raises NotAReport where it is
    assert kind_of(document.reading) == ""


def test_missing_file_and_unreadable_folder_are_named(tmp_path: Path) -> None:
    (found,) = find_inputs([tmp_path / "nowhere"])
    assert isinstance(found, InputError)
    assert "nowhere" in str(found)
    (found,) = find_inputs([tmp_path])
    assert "no file in this folder" in str(found)


def test_inputs_are_named_below_the_argument_and_read_once(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "__MACOSX").mkdir()
    for name in ("a/one.txt", "a/b/two.md", "a/.hidden.txt", "a/table.csv", "a/~$one.docx", "a/__MACOSX/one.txt"):
        (tmp_path / name).write_text("x")
    found = list(find_inputs([tmp_path / "a", tmp_path / "a" / "one.txt"]))
    assert [f.source for f in found if isinstance(f, Input)] == ["b/two.md", "one.txt"]
    assert [f.identifier for f in found if isinstance(f, Input)] == ["b/two", "one"]
    assert ["table.csv" in str(f) for f in found if isinstance(f, InputError)] == [True]


def test_what_tells_about_a_folder_is_read_only_where_it_is_named(tmp_path: Path) -> None:
    """A README may quote a report whole, as that of this project does."""
    for name in ("a.txt", "README.md", "readme.zh-CN.md", "LICENSE", "CHANGELOG.md", "README_files.txt", "readmes of 2023.txt"):
        (tmp_path / name).write_text("x")
    found = list(find_inputs([tmp_path]))
    assert [f.source for f in found if isinstance(f, Input)] == ["a.txt", "readmes of 2023.txt"]
    told = [str(f) for f in found if isinstance(f, InputError)]
    assert len(told) == 5
    assert all("name it by itself to read it" in reason for reason in told)
    named = [f.source for f in find_inputs([tmp_path, tmp_path / "README.md"]) if isinstance(f, Input)]
    assert named == ["a.txt", "readmes of 2023.txt", "README.md"]


@pytest.mark.parametrize("other", ["build.json", "graph.ttl"])
def test_results_of_a_build_are_no_inputs(tmp_path: Path, other: str) -> None:
    for name in ("a.txt", "results/graph.nq", f"results/{other}", "results/graph.html", "results/store/CURRENT"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("x")
    assert [f.source for f in find_inputs([tmp_path]) if isinstance(f, Input)] == ["a.txt"]


# ------------------------------------------------------------------ properties


@given(st.text())
def test_the_reading_text_has_the_same_length(text: str) -> None:
    assert len(reading_of(text)) == len(text)


@given(st.text(alphabet='法治一二三、。,“”"《》()（）0123９ \t\n\f-—*#a%', max_size=300))
def test_repair_keeps_order_and_never_invents(text: str) -> None:
    stretches = [s for paragraph in repair(text).paragraphs for s in paragraph]
    assert all(a < b for a, b in stretches)
    assert all(x[1] <= y[0] for x, y in pairwise(stretches))


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode(data, source="f")
    except InputError as error:
        text = str(error)
        assert text.startswith("f: ")
    assert text


def test_an_indented_line_begins_a_paragraph_though_the_line_before_is_full() -> None:
    full = "　　镇便民服务中心把几个口子的事情收进了一个柜台,群众进一扇门就能办完,跑一趟就成。\n"
    wrapped = (
        "　　执法队这头,向县里申请添几名学法律的年轻人,请司法局的同志每个月到队里来讲一堂卷宗\n课,老手带新手,一案一案地磨下去。\n"
    )
    paragraphs = _paragraphs(full + wrapped * 5 + full)
    assert [text[:4] for text in paragraphs] == ["镇便民服", *["执法队这"] * 5, "镇便民服"]


def test_blanks_part_the_cells_of_a_table() -> None:
    table = "指标 单位 数量 比上年\n检查机构 家次 486 增长21.5%\n约谈整改 家 94 增加27家\n解除协议 家 5 减少2家\n"
    assert _paragraphs(table)[1:3] == ["检查机构 家次 486 增长21.5%", "约谈整改 家 94 增加27家"]
    assert _paragraphs("全年 办案 30 件。\n") == ["全年办案30件。"]


def _paragraphs(text: str) -> list[str]:
    return ["".join(text[a:b] for a, b in paragraph) for paragraph in repair(text).paragraphs]


def test_a_number_at_the_end_of_a_line_goes_with_its_point() -> None:
    text = "往后的打算说来简单,把船修好,把账记清:一是\n\n3\n\n修船。请船厂逐艘查验。\n"
    assert _paragraphs(text) == ["往后的打算说来简单,把船修好,把账记清:一是修船。请船厂逐艘查验。"]


def test_a_full_line_that_ends_with_a_stop_goes_on_where_paragraphs_are_indented() -> None:
    lines = [
        "　　渔港监督站每月逐船核对登记,巡港快艇夜里也不停航,休渔期加派两班人",
        "手守在闸口,网具抽查记录当天上墙,渔民代表可以随时来查,查到出入就找站",
        "里说。",
        "　　年中又补了一次船员培训,讲的是救生衣怎么穿、海图怎么看,讲完。",
        "接着对照去年的台账逐条销号,欠账一共九条,到年底还剩两条没有结清,已经",
        "报县里备案。码头照明换了新灯,夜里靠岸看得见缆桩,来年还要在北港补装十",
        "二盏,钱已经列进预算。",
        "　　网具抽查改成随机,抽到谁当场开箱,尺寸不合的就地封存,一年下来封存八",
        "十三张。渔民代表轮流到场,看着量,看着记,谁也说不出二话,这个办法还要接",
        "着用。",
        "　　特此报告。",
    ]
    assert [paragraph[:6] for paragraph in _paragraphs("\n".join(lines))] == [
        "渔港监督站每",
        "年中又补了一",
        "网具抽查改成",
        "特此报告。",
    ]
