"""Raised and lowered characters of Word files and pages, and the symbols of Word's symbol fonts, as Unicode has them."""

from __future__ import annotations

from functools import cache

from koujing import lexicons

_PLAIN = "0123456789+-−=()"
_RAISED = str.maketrans(_PLAIN + "n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_PRIVATE = 0xF000  # fonts of symbols have their codes from here on


def shifted(text: str, place: str) -> str:
    """Characters that stand as ``sup`` or ``sub`` (or in Word's words), if Unicode has each of them, else as they are.

    >>> shifted("2", "superscript"), shifted("2", "sub"), shifted("[1]", "superscript"), shifted("2", "baseline")
    ('²', '₂', '[1]', '2')
    """
    table = {"superscript": _RAISED, "sup": _RAISED, "subscript": _LOWERED, "sub": _LOWERED}.get(place)
    return text.translate(table) if table and all(ord(char) in table for char in text) else text


@cache
def _symbols() -> dict[tuple[str, int], str]:
    return {(row["font"], int(row["code"], 16)): row["character"] for row in lexicons.load("symbol_fonts")}


def symbol(font: str, code: str) -> str:
    """A symbol given by its font and hexadecimal code; empty if it is not known.

    >>> symbol("Symbol", "F0B3"), symbol("SimSun", "2460"), symbol("Wingdings", "F04A")
    ('≥', '①', '')
    """
    try:
        n = int(code, 16)
    except ValueError:
        return ""
    if any(font == known for known, _ in _symbols()):
        return _symbols().get((font, n & 0xFF), "")
    n -= _PRIVATE * (_PRIVATE < n < _PRIVATE + 0x7F)
    return chr(n) if 0x20 < n < 0xD800 else ""
