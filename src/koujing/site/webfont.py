"""Pack the Chinese characters of a site and the letters of its plots into one small web font: no reader sees empty boxes."""

from __future__ import annotations

import re
from pathlib import Path

from fontTools.subset import Options, Subsetter, save_font
from fontTools.ttLib import TTFont
from pylopdf_fonts_zh_cn import sans_path

LETTERS = "".join(map(chr, range(0x20, 0x7F))) + "–—−×·…“”‘’≥≤±→←"  # what the titles and axes of plots are written with
# CJK punctuation, Han and its extensions, full-width forms: the same as the unicode-range of static/koujing.css.
CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def write_web_font(site: Path, name: str = "chinese.woff2") -> set[str]:
    """Write ``_static/<name>`` with every Chinese character of the site's pages (about 0.3 kB each), and ``LETTERS``.

    The font is Noto Sans SC in one weight, under the SIL Open Font License, which remains in the file's name table.
    Returns the characters that the font lacks; for these, browsers fall back to the reader's own fonts.
    """
    characters = chinese_characters(site)
    with TTFont(sans_path(), recalcTimestamp=False, recalcBBoxes=False, lazy=True) as font:  # bounds of the whole font do
        lacking = {character for character in characters if ord(character) not in font.getBestCmap()}
        options = Options(flavor="woff2", hinting=False, layout_features=["kern"], name_IDs=["*"], notdef_outline=True)
        subsetter = Subsetter(options)
        subsetter.populate(text="".join(sorted(characters)) + LETTERS)
        subsetter.subset(font)
        save_font(font, str(site / "_static" / name), options)
    return lacking


def chinese_characters(site: Path) -> set[str]:
    """Every Chinese character on the pages of the site."""
    return {match for page in site.rglob("*.html") for match in CHINESE.findall(page.read_text(encoding="utf-8"))}
