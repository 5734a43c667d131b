"""Archives: names in GBK, archives inside archives, and those that reach outside, explode or lie."""

import io
import tarfile
from pathlib import Path

import making
import pytest
from making import KNOWN

from fazhi.documents.archives import unpack
from fazhi.errors import InputError
from fazhi.pipeline import build_lines


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
