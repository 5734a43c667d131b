"""The manifest: what it says wins, what is wrong with it is explained, and the commands around it."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import making
import pytest
from making import KNOWN

from fazhi.documents import read_manifest
from fazhi.errors import InputError
from fazhi.pipeline import build_lines

DOCX = making.docx(KNOWN)


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


def test_a_name_that_looks_like_a_formula_is_defused_and_found_again(tmp_path: Path) -> None:
    """What others name a file or a body is no command to a spreadsheet; the build that is given the manifest knows the file."""
    folder = tmp_path / "in"
    folder.mkdir()
    years = {"=cmd|calc.txt": 2018, "+a,b.txt": 2019, "'quoted.txt": 2020, "''twice.txt": 2021, "plain.txt": 2022, "-1.txt": 2017}
    for name, year in years.items():
        (folder / name).write_text(KNOWN.replace("2023年", f"{year}年"), "utf-8")
    table = tmp_path / "corpus.csv"
    command = [sys.executable, "-c", "from fazhi.cli import main; main()"]
    subprocess.run([*command, "manifest", folder, "--out", table], capture_output=True, check=True)
    rows = list(csv.reader(io.StringIO(table.read_text("utf-8-sig"))))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    entries = read_manifest(table)
    assert {name: entry.year for name, entry in entries.items()} == years
    table.write_text(table.read_text("utf-8-sig").replace(",2018,", ",2010,"), "utf-8")
    built = build_lines([folder], manifest=table)
    assert not any("no input is called" in notice for notice in built.notices)
    assert {r.source: r.metadata["year"] for r in built.records} == years | {"=cmd|calc.txt": 2010}


def test_an_apostrophe_that_a_person_wrote_stays(tmp_path: Path) -> None:
    (tmp_path / "corpus.csv").write_text("file,issuer\n'a.txt,'=某局\n", "utf-8")
    (entry,) = read_manifest(tmp_path / "corpus.csv").values()
    assert (entry.file, entry.issuer) == ("'a.txt", "=某局")


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
