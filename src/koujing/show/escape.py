"""Escape texts that others wrote, so that nothing in them acts as Markdown."""

from __future__ import annotations

import re
import string
from numbers import Number
from typing import Any


def escape(text: str) -> str:
    """A text as one line of Markdown in which nothing is markup: no link, no HTML, no formula, no directive.

    >>> print(escape("[a](b)\\n *c*"))
    \\[a\\]\\(b\\) \\*c\\*
    """
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


class MarkdownFormatter(string.Formatter):
    """Fill a Markdown template; what is filled in is escaped, so that only the template acts as markup.

    >>> print(MarkdownFormatter().format("**{}**: {:.1f} %", "a_b", -2.25))
    **a\\_b**: -2.2 %
    """

    def format_field(self, value: Any, format_spec: str) -> str:
        """Format a value as its specification says, and escape it unless it is a number."""
        shown = str(format(value, format_spec))
        return shown if isinstance(value, Number) else escape(shown)
