"""HTML that a notebook or a page shows, with what it holds in a sentence for plain text."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Shown:
    """Markup, and a summary of it for readers of plain text.

    >>> Shown("<b>3</b>", "a table of three rows")
    a table of three rows
    """

    markup: str = field(repr=False)
    summary: str

    def _repr_html_(self) -> str:
        return self.markup

    def __repr__(self) -> str:
        return self.summary
