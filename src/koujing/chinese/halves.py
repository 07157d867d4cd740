"""Halves of surrogate pairs: a string of a program may have them, but no file or table of UTF-8 can."""

from __future__ import annotations

from koujing.chinese.patterns import lazy

HALF = lazy("[\ud800-\udfff]")


def without_halves(text: str) -> str:
    """The text with U+FFFD, as for all that is lost, in the place of each half of a surrogate pair; offsets stay.

    >>> ascii(without_halves("修\\ud800路"))
    "'\\\\u4fee\\\\ufffd\\\\u8def'"
    """
    return HALF.sub("\ufffd", text)
