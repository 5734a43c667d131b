"""A font with Chinese characters, found on the system.

>>> _FAMILIES[0]
'Noto Sans CJK SC'
"""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Any

from fazhi.errors import OutputError

_FAMILIES = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC", "Hiragino Sans GB",
    "Microsoft YaHei", "SimHei", "Heiti SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Noto Sans CJK JP", "Noto Sans CJK TC",
    "Droid Sans Fallback", "Arial Unicode MS", "SimSun", "Noto Serif CJK SC", "AR PL UMing CN",
)  # fmt: skip
_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)


@cache
def chinese() -> str:
    """The family of a font with Chinese characters. Raises OutputError, with the remedy, where there is none."""
    from matplotlib import font_manager

    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    for again in (False, True):
        if again:  # fonts that were installed after matplotlib made its list
            _add_new(font_manager)
        known = {entry.name for entry in font_manager.fontManager.ttflist}
        for family in _FAMILIES:
            if family in known:
                return family
    raise OutputError(
        "no font with Chinese characters is on this system, and pictures need one; install one, for example "
        "apt-get install fonts-noto-cjk (Debian, Ubuntu), dnf install google-noto-sans-cjk-fonts (Fedora), or from "
        "https://fonts.google.com/noto/specimen/Noto+Sans+SC into ~/.fonts"
    )


def _add_new(font_manager: Any) -> None:
    """Tell matplotlib of the fonts in the usual folders that it does not know."""
    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for folder in (Path(name).expanduser() for name in _FOLDERS):
        for path in sorted(folder.rglob("*.[to]t[fc]")) if folder.is_dir() else ():
            if str(path) not in known:
                try:
                    font_manager.fontManager.addfont(str(path))
                except (OSError, RuntimeError):  # a font that matplotlib cannot read
                    continue
