"""The Chinese font of plots and sites, and fonts with some of its characters."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

# fontTools comes with matplotlib.
from fontTools.subset import Options, Subsetter, save_font
from fontTools.ttLib import TTFont
from matplotlib import font_manager

INSTALLED_FONTS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC", "Microsoft YaHei")  # fmt: skip  # noqa: E501
# CJK punctuation, Han and its extensions, full-width forms: the same as the unicode-range of static/koujing.css.
CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


@cache
def font_path() -> Path:
    """A font file with Chinese characters: the one koujing depends on, or else one installed on this machine.

    Raises ``RuntimeError``, saying what to install, if there is no such font.
    """
    try:
        from pylopdf_fonts_zh_cn import sans_path
    except ImportError:
        for name in INSTALLED_FONTS:
            try:
                return Path(font_manager.findfont(name, fallback_to_default=False))
            except ValueError:
                continue
        raise RuntimeError("no Chinese font found; install one: pip install pylopdf-fonts-zh-cn") from None
    return Path(sans_path())


@cache
def subset(characters: str, flavor: str = "") -> bytes:
    """The font with these characters alone, as the bytes of a font file; ``flavor`` is how it is packed (``woff2``).

    The font is Noto Sans SC in one weight, under the SIL Open Font License, which remains in the file's name table.
    """
    with TTFont(font_path(), fontNumber=0, recalcTimestamp=False, recalcBBoxes=False, lazy=True) as font:  # bounds of the whole do
        options = Options(flavor=flavor or None, hinting=False, layout_features=["kern"], name_IDs=["*"], notdef_outline=True)
        subsetter = Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        packed = io.BytesIO()
        save_font(font, packed, options)
    return packed.getvalue()


def known_characters() -> set[str]:
    """The characters that the font has."""
    with TTFont(font_path(), fontNumber=0, lazy=True) as font:
        return set(map(chr, font.getBestCmap()))
