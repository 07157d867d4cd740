"""The Chinese characters of a site as one small web font, so that no reader sees boxes."""

from __future__ import annotations

import re
from pathlib import Path

from fontTools.subset import Options, Subsetter, save_font
from fontTools.ttLib import TTFont
from pylopdf_fonts_zh_cn import sans_path

# CJK punctuation, Han with its extensions, full-width forms: the unicode-range of static/koujing.css.
CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def write_web_font(site: Path, name: str = "chinese.woff2") -> set[str]:
    """Write ``_static/<name>`` with every Chinese character of the site's pages (about 0.3 kB each).

    The font is Noto Sans SC, one weight, under the SIL Open Font License, which stays in the file's name table.
    Returns the characters that the font lacks, for which a browser falls back to the reader's fonts.
    """
    characters = chinese_characters(site)
    with TTFont(sans_path(), recalcTimestamp=False, lazy=True) as font:
        lacking = {character for character in characters if ord(character) not in font.getBestCmap()}
        options = Options(flavor="woff2", hinting=False, layout_features=["kern"], name_IDs=["*"], notdef_outline=True)
        subsetter = Subsetter(options)
        subsetter.populate(text="".join(sorted(characters)))
        subsetter.subset(font)
        save_font(font, str(site / "_static" / name), options)
    return lacking


def chinese_characters(site: Path) -> set[str]:
    """Every Chinese character that stands in a page of the site."""
    return {match for page in site.rglob("*.html") for match in CHINESE.findall(page.read_text(encoding="utf-8"))}
