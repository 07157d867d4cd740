"""What a figure measures → the domain of life it belongs to, by the words of its indicator."""

from __future__ import annotations

import re
from functools import cache

from koujing import lexicons


@cache
def _domains() -> dict[str, str]:
    return {row["term"]: row["domain"] for row in lexicons.load("figure_domains")}


@cache
def _terms() -> re.Pattern[str]:
    """The terms, the longest first, found wherever they begin."""
    return re.compile("(?=(" + "|".join(sorted(map(re.escape, _domains()), key=lambda term: (-len(term), term))) + "))")


@cache
def domain_of(*phrases: str) -> str:
    """The domain of the first phrase that has one: of its term that ends last, the longest of several; else empty.

    >>> domain_of("农村公路"), domain_of("财政教育支出"), domain_of("其他", "新建学校"), domain_of("其他")
    ('infrastructure', 'money', 'education', '')
    """
    for phrase in phrases:
        found = [(match.end(1), len(match[1]), match[1]) for match in _terms().finditer(phrase)]
        if found:
            return _domains()[max(found)[2]]
    return ""
