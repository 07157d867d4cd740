"""A query: what to look for, how to read it, and where it occurs in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from numbers import Integral

from koujing.reading.repair.characters import sources_of
from koujing.slogans.formulas import find_formulas
from koujing.slogans.registry import bundle_of
from koujing.words.tokens import tokenize

MODES = ("literal", "regex", "word", "formula")
Span = tuple[int, int]

MASKS = "*xX×"  # the signs that the repairs treat as masks
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


class PatternError(ValueError):
    """The pattern itself is invalid, so no file can be searched for it; any other error concerns a single file."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for, how to read it (one of ``MODES``), and how many characters of context to show on either side.

    Errors: ``PatternError`` for an empty pattern, an unknown mode, a negative width, or a regular expression that is
    invalid or matches an empty string.
    """

    pattern: str
    as_: str = "literal"
    width: int = 20

    def __post_init__(self) -> None:
        if not isinstance(self.pattern, str) or not self.pattern:
            raise PatternError(f"pattern {self.pattern!r}: expected a text of at least one character to look for")
        if self.as_ not in MODES:
            raise PatternError(f"as_ {self.as_!r}: expected one of {', '.join(MODES)}")
        if not isinstance(self.width, Integral) or self.width < 0:
            raise PatternError(f"width {self.width!r}: expected a whole number of characters, 0 or more")
        if self.as_ == "regex" and _compiled(self.pattern).search(""):
            raise _empty_match(self.pattern)

    def spans(self, text: str) -> list[Span]:
        """Where the pattern occurs in a repaired text, in order and without overlaps."""
        find = {"literal": _literals, "regex": _matches, "word": _words, "formula": _formulas}[self.as_]
        return find(self.pattern, text)

    def may_stand_in(self, raw: str) -> bool:
        """Whether the pattern may occur in a raw plain text, whose repairs are not yet known; if not, it need not be read.

        Repairs and the removal of page furniture may bring any characters together, but each Han character of the repaired
        text also occurs in the raw text, in simplified or traditional script, unless it was restored under a mask. A text
        that may hold masks is always read, because they are counted too.
        """
        if self.as_ not in ("literal", "word") or any(sign in raw for sign in MASKS):
            return True
        return all(any(was in raw for was in sources_of(c)) for c in HAN.findall(self.pattern))


def _literals(pattern: str, text: str) -> list[Span]:
    return [match.span() for match in re.finditer(re.escape(pattern), text)]


def _matches(pattern: str, text: str) -> list[Span]:
    spans = [match.span() for match in _compiled(pattern).finditer(text)]
    if any(start == end for start, end in spans):
        raise _empty_match(pattern)
    return spans


def _words(pattern: str, text: str) -> list[Span]:
    if pattern not in text:
        return []
    tokens = tokenize(text)
    pairs = zip(tokens.words, tokens.starts.tolist(), strict=True)
    return [(start, start + len(word)) for word, start in pairs if word == pattern]


def _formulas(pattern: str, text: str) -> list[Span]:
    names = {pattern, bundle_of(pattern)[0]}
    return [(f.start, f.end) for f in find_formulas(text) if f.bundle in names or text[f.start : f.end] in names]


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError(f"pattern {pattern!r}: not a valid regular expression ({error})") from error


def _empty_match(pattern: str) -> PatternError:
    return PatternError(f"pattern {pattern!r} matches an empty string; expected a pattern that matches at least one character")
