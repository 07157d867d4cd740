"""What a statistic measures → the domain of life it belongs to, decided by the words of its indicator."""

from __future__ import annotations

from functools import cache, lru_cache

from koujing import lexicons

# A term of one character (钢) counts only where nothing else follows it: 布 is not cloth in 宣布失效.
_AFTER_ONE = frozenset({"", "产量", "的产量", "总产量"})
# Only the last characters of a phrase are searched: a clause can have 150 before its statistic, but what names it is near.
_REACH = 24


@cache
def _domains() -> dict[str, str]:
    return {row["term"]: row["domain"] for row in lexicons.load("statistic_domains")}


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """The last character of terms → how long they are, the longest first."""
    found: dict[str, set[int]] = {}
    for term in _domains():
        found.setdefault(term[-1], set()).add(len(term))
    return {last: tuple(sorted(lengths, reverse=True)) for last, lengths in found.items()}


def domain_of(*phrases: str) -> str:
    """The domain of the first phrase that has one, or an empty string; in a phrase the term that ends last decides.

    Of terms that end at the same place, the longest decides.

    >>> domain_of("农村公路"), domain_of("财政教育支出"), domain_of("其他", "新建学校"), domain_of("其他")
    ('infrastructure', 'money', 'education', '')
    """
    for phrase in phrases:
        if phrase and (domain := _last_domain(phrase[-_REACH:])):
            return domain
    return ""


@lru_cache(maxsize=10_000)
def _last_domain(phrase: str) -> str:
    terms, lengths = _domains(), _lengths()
    for end in range(len(phrase), 0, -1):
        for length in lengths.get(phrase[end - 1], ()):
            domain = terms.get(phrase[end - length : end]) if length <= end else None
            if domain and (length > 1 or phrase[end:] in _AFTER_ONE):
                return domain
    return ""
