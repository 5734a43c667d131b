"""Makes one known text into the formats in which reports come: DOCX with automatic numbering, HTML, PDF, scans."""

# ruff: noqa: E501

import io
import math
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

KNOWN = (Path(__file__).parent / "known.txt").read_text("utf-8")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TOP = re.compile(r"^[一二三四五六七八九十]+、")
_SECOND = re.compile(r"^（[一二三四五六七八九十]+）")
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def docx(text: str, *, columns: int = 1, header: str = "", footer: bool = False, font: str = "Noto Serif CJK SC") -> bytes:
    """A DOCX whose numbers 一、 and （一） are counted by the word processor, not written."""
    body = []
    for i, line in enumerate(text.splitlines()):
        numbered, style = "", '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
        if i == 0:
            style = '<w:jc w:val="center"/>'
        elif _TOP.match(line):
            line, numbered = _TOP.sub("", line), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        elif _SECOND.match(line):
            line, numbered = _SECOND.sub("", line), '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
        run = f'<w:r><w:rPr><w:rFonts w:ascii="{font}" w:eastAsia="{font}" w:hAnsi="{font}"/><w:sz w:val="32"/></w:rPr>'
        cells = line.split("\t")
        if len(cells) > 1:
            made = "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="2800" w:type="dxa"/></w:tcPr><w:p>{run}<w:t>{escape(cell)}</w:t></w:r></w:p></w:tc>'
                for cell in cells
            )
            borders = "".join(
                f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
            )
            row = f"<w:tr>{made}</w:tr>"
            if body and body[-1].endswith("</w:tbl>"):
                body[-1] = body[-1].removesuffix("</w:tbl>") + row + "</w:tbl>"
            else:
                body.append(f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>{row}</w:tbl>")
            continue
        body.append(f'<w:p><w:pPr>{numbered}{style}</w:pPr>{run}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>')
    parts: dict[str, str] = {}
    rels, refs, types = "", "", ""
    field = '<w:r><w:t>- </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    field += '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> -</w:t></w:r>'
    for kind, content in (
        ("header", f"<w:r><w:t>{escape(header)}</w:t></w:r>" if header else ""),
        ("footer", field if footer else ""),
    ):
        if content:
            tag = "hdr" if kind == "header" else "ftr"
            parts[f"word/{kind}1.xml"] = f"<w:{tag} {W}><w:p>{content}</w:p></w:{tag}>"
            rels += f'<Relationship Id="{kind}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{kind}1.xml"/>'
            refs += f'<w:{kind}Reference w:type="default" r:id="{kind}"/>'
            types += f'<Override PartName="/word/{kind}1.xml" ContentType="{_CONTENT}.{kind}+xml"/>'
    section = f'<w:sectPr>{refs}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1300" w:bottom="1440" w:left="1300" w:header="700" w:footer="700"/>'
    section += f'<w:cols w:num="{columns}" w:space="600"/></w:sectPr>'
    parts["word/document.xml"] = f"<w:document {W} {R}><w:body>{''.join(body)}{section}</w:body></w:document>"
    level = (
        '<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="{t}"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr></w:lvl>'
    )
    levels = level.format(i=0, t="%1、") + level.format(i=1, t="（%2）")
    numbering = f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    parts["word/numbering.xml"] = (
        f'<w:numbering {W}>{numbering}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    rels += '<Relationship Id="n" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>'
    package = "http://schemas.openxmlformats.org/package/2006"
    parts["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{package}/relationships">{rels}</Relationships>'
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{package}/relationships"><Relationship Id="d" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{_CONTENT}.document.main+xml"/><Override PartName="/word/numbering.xml" ContentType="{_CONTENT}.numbering+xml"/>{types}</Types>'
    )
    return zipped({name: ('<?xml version="1.0" encoding="UTF-8"?>' + content).encode() for name, content in parts.items()})


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def html(text: str) -> str:
    """A page as government sites have them: navigation, header table, the article, links, footer."""
    links = "".join(f'<li><a href="/{i}">栏目{i}</a></li>' for i in range(12))
    title, *lines = text.splitlines()
    article = []
    for line in lines:
        if "\t" in line:
            row = "<tr>" + "".join(f"<td><p>{escape(cell)}</p></td>" for cell in line.split("\t")) + "</tr>"
            if article and article[-1].endswith("</table>"):
                article[-1] = article[-1].removesuffix("</table>") + row + "</table>"
            else:
                article.append(f"<table>{row}</table>")
        else:
            article.append(f'<p style="text-indent:2em">&emsp;&emsp;{escape(line)}</p>')
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}_政务公开_某市人民政府门户网站</title>
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2024-01-18 09:30"><script>var a = "法治政府建设，依法行政。";</script></head>
<body><div class="head"><a href="/">首页</a> <ul>{links}</ul></div>
<div class="where">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a></div>
<table class="info"><tr><td>索引号：</td><td>0123-2024-00017</td><td>发文字号：</td><td>东政报〔2024〕3号</td></tr>
<tr><td>发布机构：</td><td>东岭区人民政府</td><td>成文日期：</td><td>2024-01-12</td></tr></table>
<h1>{title}</h1><div class="src">来源：东岭区人民政府 发布时间：2024-01-18 字号：[大 中 小] 浏览次数：318</div>
<div class="content">
{chr(10).join(article)}
</div>
<div class="related"><p>相关链接</p><ul>{links}</ul></div>
<div class="foot">主办：某市人民政府办公室 备案号：某ICP备00000000号 联系电话：000-0000000</div></body></html>
"""


def soffice() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(data: bytes, folder: Path, to: str = "pdf", suffix: str = ".docx") -> bytes:
    """A document through LibreOffice."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"made{suffix}"
    path.write_bytes(data)
    program = soffice()
    assert program is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--norestore", "--convert-to", to, "--outdir", str(folder / "out"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (folder / "out" / f"made.{to.split(':')[0]}").read_bytes()


def turned(pdf: bytes, *, quarters: int, noted: bool = True) -> bytes:
    """A PDF whose print runs another way on the page (quarter turns to the left), with a note how it is to be turned, or without."""
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    document = pdfium.PdfDocument(pdf)
    for page in document:
        width, height = page.get_size()
        a, b, c, d, e, f = {1: (0, 1, -1, 0, height, 0), 2: (-1, 0, 0, -1, width, height), 3: (0, -1, 1, 0, 0, width)}[quarters]
        size = (height, width) if quarters % 2 else (width, height)
        raw.FPDFPage_TransFormWithClip(page, raw.FS_MATRIX(a, b, c, d, e, f), None)
        for box in (page.set_mediabox, page.set_cropbox):
            box(0, 0, *size)
        if noted:
            page.set_rotation(90 * quarters)
        page.gen_content()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def scanned(pdf: bytes, *, dpi: int = 200, angle: float = 0.6, noise: float = 12.0, seed: int = 7) -> bytes:
    """A PDF of pictures of the pages: rendered, turned a little, with noise."""
    import numpy as np
    import pypdfium2 as pdfium

    random = np.random.default_rng(seed)
    source, made = pdfium.PdfDocument(pdf), pdfium.PdfDocument.new()
    for page in source:
        width, height = page.get_size()
        picture = page.render(scale=dpi / 72, grayscale=True).to_numpy()
        picture = picture.reshape(picture.shape[0], picture.shape[1]).astype(np.float32)
        rows, columns = picture.shape
        y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
        turn = math.radians(angle)
        cy, cx = rows / 2, columns / 2
        sy = (y - cy) * math.cos(turn) - (x - cx) * math.sin(turn) + cy
        sx = (y - cy) * math.sin(turn) + (x - cx) * math.cos(turn) + cx
        y0, x0 = np.clip(sy.astype(int), 0, rows - 2), np.clip(sx.astype(int), 0, columns - 2)
        fy, fx = np.clip(sy - y0, 0, 1), np.clip(sx - x0, 0, 1)
        turned = (
            picture[y0, x0] * (1 - fy) * (1 - fx)
            + picture[y0, x0 + 1] * (1 - fy) * fx
            + picture[y0 + 1, x0] * fy * (1 - fx)
            + picture[y0 + 1, x0 + 1] * fy * fx
        )
        turned[(sy < 0) | (sy > rows - 1) | (sx < 0) | (sx > columns - 1)] = 255
        dirty = np.clip(turned + random.normal(0, noise, turned.shape), 0, 255).astype(np.uint8)
        colour = np.ascontiguousarray(np.repeat(dirty[:, :, None], 3, axis=2))
        bitmap = pdfium.PdfBitmap.new_native(columns, rows, pdfium.raw.FPDFBitmap_BGR)
        target = bitmap.to_numpy()
        target[:] = colour
        image = pdfium.PdfImage.new(made)
        image.set_bitmap(bitmap)
        image.set_matrix(pdfium.PdfMatrix().scale(width, height))
        sheet = made.new_page(width, height)
        sheet.insert_obj(image)
        sheet.gen_content()
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
