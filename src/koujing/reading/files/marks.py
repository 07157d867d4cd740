"""Marked spans of a source, which are not text."""

from __future__ import annotations

from typing import NamedTuple


class Mark(NamedTuple):
    """A span of the source that is not text, what is read in its place, and why it is set aside."""

    start: int
    end: int
    now: str = ""
    why: str = "markup"

    @property
    def edit(self) -> tuple[int, int, str]:
        """The edit that the mark makes to the text."""
        return self.start, self.end, self.now
