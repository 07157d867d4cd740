"""A failing text, made as short as it still fails, and what a person needs to see the failure again."""

from __future__ import annotations

from collections.abc import Callable

TRIES = 400


def check_case(check: Callable[[str], object], text: str, seed: int) -> None:
    """Check a text; if that fails, fail with the shortest text found that fails in the same way."""
    if failure := failure_of(check, text):
        short = shrink(text, lambda part: failure_of(check, part) == failure)
        raise AssertionError(f"seed {seed}: {failure} for {short!r}") from None


def failure_of(check: Callable[[str], object], text: str) -> str:
    """The kind of the failure and the line it comes from; empty if there is none."""
    try:
        check(text)
    except Exception as error:  # a failure of any kind is what is looked for
        at = error.__traceback__
        while at and at.tb_next:
            at = at.tb_next
        return f"{type(error).__name__} at {at.tb_frame.f_code.co_filename.rpartition('/')[2]}:{at.tb_lineno}" if at else ""
    return ""


def shrink(text: str, fails: Callable[[str], bool]) -> str:
    """Leave out halves, quarters and so on down to characters as long as the text still fails.

    >>> shrink("路桥水电林田湖草", lambda text: "水" in text and "湖" in text)
    '水湖'
    """
    size, tries = max(1, len(text) // 2), 0
    while tries < TRIES:
        at, before = 0, len(text)
        while at < len(text) and tries < TRIES:
            tries += 1
            shorter = text[:at] + text[at + size :]
            text, at = (shorter, at) if fails(shorter) else (text, at + size)
        if size == 1 and len(text) == before:
            break
        size = max(1, size // 2)
    return text
