"""Rows of a scan, read once more: a neural recogniser reads the picture of each row that Tesseract found.

Tesseract knows where the rows of a page are; which characters stand in them, the recogniser of PP-OCR knows better (on printed
reports it errs in one character of a thousand, Tesseract in one of a hundred: 唠嗑, 孵 and quotation marks are lost on it).
The model (Apache licence) comes in the wheel of `rapidocr` and is run by `onnxruntime`; nothing is downloaded. So two independent
readings are at hand, and a figure in which they differ is worth less.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

_HEIGHT = 48  # pixels of a row, as the model knows them
_WIDEST = 60 * _HEIGHT
_INK = 128  # what is darker is ink
_MOST_TURNED = 3.0  # degrees
_LOWEST, _HIGHEST = 14, 110  # pixels of a row of print at 200 to 300 dpi
_RULED = 0.96  # of the height of a row, from which on ink is the line of a table
_REACH = 1.1  # heights of a row over which its ink is followed at both ends

Box = tuple[float, float, float, float]
"""Left, top, right and bottom of a row, in pixels."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in a row, and for each character how sure that is (0 to 1)."""

    text: str
    sure: tuple[float, ...]


def is_available() -> bool:
    """Whether model, runtime and Pillow are installed (the extra `ocr`)."""
    return _model() is not None and all(find_spec(name) is not None for name in ("onnxruntime", "PIL", "numpy"))


@cache
def _model() -> Path | None:
    """The model of the recogniser in the package that carries it; the package itself is not imported."""
    found = find_spec("rapidocr")
    folders = (found.submodule_search_locations or []) if found is not None else []
    return next((path for folder in folders for path in sorted(Path(folder, "models").glob("*_rec_*.onnx"), reverse=True)), None)


@cache
def _session() -> tuple[Any, tuple[str, ...]]:
    import onnxruntime  # type: ignore[import-untyped,import-not-found,unused-ignore]

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # documents are read side by side
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(_model()), options, providers=["CPUExecutionProvider"])
    characters = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    return session, ("", *characters, " ")


def read_row(picture: Image, box: Box) -> Reading:
    """What stands in a row of a page, with some white around it."""
    import numpy as np
    from PIL.Image import Resampling

    pad = 0.12 * max(8.0, box[3] - box[1])
    row = picture.crop((int(box[0] - pad), int(box[1] - pad), math.ceil(box[2] + pad), math.ceil(box[3] + pad)))
    width = min(_WIDEST, max(_HEIGHT, math.ceil(_HEIGHT * row.width / max(1, row.height))))
    values = np.asarray(row.resize((width, _HEIGHT), Resampling.BICUBIC), dtype=np.float32) / 127.5 - 1
    session, characters = _session()
    (found,) = session.run(
        None, {session.get_inputs()[0].name: np.ascontiguousarray(np.broadcast_to(values, (1, 3, *values.shape)))}
    )
    best, sure = found[0].argmax(1), found[0].max(1)
    read = [
        (characters[code], float(sure[i])) for i, code in enumerate(best) if code and (i == 0 or best[i - 1] != code)
    ]  # as CTC has it: a character that goes on is one, 0 stands between two
    return _printed("".join(char for char, _ in read), tuple(value for _, value in read))


def whole(picture: Image, box: Box) -> Box:
    """The box of a row with the ink to its left and right that belongs to it: Tesseract overlooks signs at the ends of rows."""
    x0, top, x1, bottom = box
    reach = _REACH * max(8.0, bottom - top)
    left = _followed(picture, (x0 - 6 * reach, top, x0, bottom), reach, backwards=True)
    return x0 - left, top, x1 + _followed(picture, (x1, top, x1 + 6 * reach, bottom), reach), bottom


def _followed(picture: Image, box: Box, reach: float, *, backwards: bool = False) -> float:
    """How far the ink beside a row goes on without a gap wider than `reach`, in pixels."""
    import numpy as np

    x0, x1 = max(0, int(box[0])), min(picture.width, int(box[2]))
    if x1 - x0 < 2:
        return 0.0
    part = np.asarray(picture.crop((x0, int(box[1]), x1, int(box[3])))) < _INK
    dark = part.sum(0)[::-1] if backwards else part.sum(0)
    at = -1.0
    for column in np.flatnonzero(dark >= 2):  # of the height of a dash
        if column - at > reach or dark[column] > _RULED * part.shape[0]:
            break
        at = float(column)
    return at + 1


def unread_rows(picture: Image, known: Sequence[Box]) -> list[Box]:
    """Rows of ink on a level page at heights where no known row is: short ones alone on a page are easily overlooked."""
    import numpy as np

    dark = np.asarray(picture) < _INK
    edge = max(2, picture.width // 50)
    dark[:, :edge] = dark[:, -edge:] = False  # the shadow of the edge of the paper
    inked = np.concatenate(([False], dark.sum(1) >= 3, [False]))
    changes = np.flatnonzero(inked[1:] != inked[:-1]).reshape(-1, 2)
    found: list[Box] = []
    for top, bottom in changes.tolist():
        columns = np.flatnonzero(dark[top:bottom].any(0))
        x0, x1 = int(columns[0]), int(columns[-1]) + 1
        is_row = _LOWEST <= bottom - top <= _HIGHEST and x1 - x0 >= bottom - top
        if is_row and not any(a < bottom and b > top for _, a, _, b in known):
            found.append((float(x0), float(top), float(x1), float(bottom)))
    return found


# ------------------------------------------------------------------ as printed

_WIDE = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
_CHINESE = re.compile(r"[一-龥。，：；、？！（）《》“”〔〕%\"]")
_TIGHT = re.compile(r"[一-龥。，：；、（）《》“”%\"]")

_CELLS = re.compile(r"[)）%\d] [-+—\d]")  # figures side by side, as in a table
_CHANGE = re.compile(r"\d[一-龥]{1,4}(?=[-+]\d+(?:\.\d+)?%$)")  # a figure with its unit, before a cell with its change


def _printed(text: str, sure: tuple[float, ...]) -> Reading:
    """A text with the wide signs of Chinese print, for which the model writes narrow ones, and no blanks among its characters.

    >>> _printed("共 3,140件(次),办结98.5%:", (1.0,) * 20).text  # "3,140 in all, 98.5% concluded"
    '共3,140件（次），办结98.5%：'
    >>> _printed("教育劝导18604起-12.6%", (1.0,) * 16).text  # two cells of a table without lines: "18604 times", "-12.6%"
    '教育劝导18604起 -12.6%'
    """
    kept = [
        i for i, c in enumerate(text) if not c.isspace() or not _is_beside(text, i, _TIGHT) or _CELLS.match(text, max(0, i - 1))
    ]
    bare = "".join(text[i] for i in kept)
    wide = "".join(_WIDE.get(c, c) if _is_beside(bare, i, _CHINESE) or i in (0, len(bare) - 1) else c for i, c in enumerate(bare))
    certain = tuple(sure[i] for i in kept)
    if change := _CHANGE.search(wide):
        end = change.end()
        wide, certain = f"{wide[:end]} {wide[end:]}", (*certain[:end], 1.0, *certain[end:])
    return Reading(wide, certain)


def _is_beside(text: str, at: int, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.match(text[at - 1]) if at else False) or bool(at + 1 < len(text) and pattern.match(text[at + 1]))


# ------------------------------------------------------------------ pages


def upright(picture: Image) -> Image:
    """A page that was laid on the glass at a slight angle, turned so that its rows are level."""
    from PIL.Image import Resampling

    angle = _angle(picture)
    return picture.rotate(angle, Resampling.BICUBIC, fillcolor=255) if abs(angle) >= 0.1 else picture


def _angle(picture: Image) -> float:
    """The angle at which rows of ink and white between them are told apart best, in degrees."""
    import numpy as np

    step = max(1, picture.width // 600)
    small = np.asarray(picture.reduce(step)) < _INK
    y, x = np.nonzero(small)
    if len(y) < 200:
        return 0.0
    middle = small.shape[1] / 2

    def sharpness(angle: float) -> float:
        """How much the ink of neighbouring rows differs after a turn by an angle in degrees: most where the lines lie level."""
        rows = np.round(y - (x - middle) * math.tan(math.radians(angle))).astype(int)
        profile = np.bincount(np.clip(rows, 0, small.shape[0] - 1), minlength=small.shape[0]).astype(float)
        return float((np.diff(profile) ** 2).sum())

    coarse = max((i / 5 for i in range(-round(5 * _MOST_TURNED), round(5 * _MOST_TURNED) + 1)), key=sharpness)
    best = max((coarse + i / 20 for i in range(-4, 5)), key=sharpness)
    return best if sharpness(best) > 1.02 * sharpness(0.0) else 0.0


def frames(path: Path) -> Iterator[tuple[int, int, Image]]:
    """The pages of a picture file in shades of grey, the right way up, each with its number and how many there are.

    Raises OSError or ValueError where it cannot be read.
    """
    from PIL import Image, ImageOps, ImageSequence

    with Image.open(path) as file:
        total = getattr(file, "n_frames", 1)
        for number, frame in enumerate(ImageSequence.Iterator(file), start=1):
            yield number, total, ImageOps.exif_transpose(frame).convert("L")
