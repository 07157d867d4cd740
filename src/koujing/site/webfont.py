"""Pack the Chinese characters of a site and the letters of its plots into one small web font: no reader sees empty boxes."""

from __future__ import annotations

from pathlib import Path

from koujing.show.fonts import CHINESE, known_characters, subset

LETTERS = "".join(map(chr, range(0x20, 0x7F))) + "–—−×·…“”‘’≥≤±→←"  # what the titles and axes of plots are written with


def write_web_font(site: Path, name: str = "chinese.woff2") -> set[str]:
    """Write ``_static/<name>`` with every Chinese character of the site's pages (about 0.3 kB each), and ``LETTERS``.

    Returns the characters that the font lacks; for these, browsers fall back to the reader's own fonts.
    """
    characters = chinese_characters(site)
    (site / "_static" / name).write_bytes(subset("".join(sorted(characters)) + LETTERS, "woff2"))
    return characters - known_characters()


def chinese_characters(site: Path) -> set[str]:
    """Every Chinese character on the pages of the site."""
    return {match for page in site.rglob("*.html") for match in CHINESE.findall(page.read_text(encoding="utf-8"))}
