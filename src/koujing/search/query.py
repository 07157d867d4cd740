"""A query: what to look for, how to read it, and where it occurs in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from numbers import Integral

from koujing.lexicons import Lexicon, using
from koujing.reading.repair.radicals import RADICALS
from koujing.reading.repair.redecoded import find_redecoded
from koujing.reading.repair.script import simplified, traditional_characters
from koujing.reading.repair.wordings import as_read, plain_characters
from koujing.reading.voices.personal_names import DOTS
from koujing.slogans.formulas import find_formulas
from koujing.slogans.registry import bundle_of
from koujing.speech import Speech
from koujing.words.nested import inner_spans
from koujing.words.tokens import tokenize

MODES = ("literal", "regex", "word", "term", "nested", "formula")
Span = tuple[int, int]

# The signs that the repairs treat as masks, and those that begin a character written in another way (&#25206;, ~{7v~}).
OTHERWISE = frozenset("*xX×&~\\")
QUOTES = "“”「」『』\"'‘’"
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
NAMED = re.compile(rf"(?<={HAN.pattern})[{DOTS}](?={HAN.pattern})")  # the dot of 艾山·哈力


class PatternError(ValueError):
    """The pattern itself is invalid, so no file can be searched for it; any other error concerns a single file."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for, how to read it (one of ``MODES``), how many characters of context to show, and a user's own words for it.

    Errors: ``PatternError`` for an empty pattern, an unknown mode, a negative width, or a regular expression that is
    invalid or matches an empty string.
    """

    pattern: str
    as_: str = "literal"
    width: int = 20
    lexicon: Lexicon = field(default_factory=Lexicon)

    def __post_init__(self) -> None:
        if not isinstance(self.pattern, str) or not self.pattern:
            raise PatternError(f"pattern {self.pattern!r}: expected a text of at least one character to look for")
        if self.as_ not in MODES:
            raise PatternError(f"as_ {self.as_!r}: expected one of {', '.join(MODES)}")
        if not isinstance(self.width, Integral) or self.width < 0:
            raise PatternError(f"width {self.width!r}: expected a whole number of characters, 0 or more")
        if self.as_ == "regex" and _compiled(self.pattern).search(""):
            raise _empty_match(self.pattern)

    def spans(self, speech: Speech) -> list[Span]:
        """Where the pattern occurs in the repaired text of a speech, in order and without overlaps.

        It is looked for as it is and as it would be repaired (體制, ８％, (試點)); a literal that is more than a mark
        also in the raw text.
        """
        find = dict(zip(MODES, (_literals, _matches, _words, _terms, _nested, _formulas), strict=True))[self.as_]
        is_wording = self.as_ == "literal" and any(sign.isalnum() for sign in self.pattern)
        with using(self.lexicon):
            spans = [span for form in readings(self.pattern, self.as_) for span in find(form, speech.text)]
        return _apart([*spans, *(_raw_literals(self.pattern, speech) if is_wording else ())])

    @property
    def characters(self) -> list[set[str]]:
        """The Han characters that a text must have, for each way in which the pattern may be written; none where that is not known."""
        forms = readings(self.pattern, self.as_)
        return [set() if self.as_ in ("regex", "formula") else set(HAN.findall(form)) for form in forms]

    def may_stand_in(self, raw: str) -> bool:
        """Whether the pattern may occur in a raw plain text, whose repairs are not yet known; if not, it need not be read.

        Repairs and the removal of page furniture may bring any characters together, but each Han character of the repaired
        text also occurs in the raw text or in its simplified form, unless it was restored under a mask or written in another
        way. A text that may hold masks is always read, because they are counted too.
        """
        present = set(raw)
        if self.as_ in ("regex", "formula") or not OTHERWISE.isdisjoint(present):
            return True
        missing = [characters - present for characters in self.characters]
        if not all(missing) or RADICALS.search("".join(present)) or next(find_redecoded(raw, present), None):
            return True
        return not traditional_characters().isdisjoint(present) and any(m <= set(simplified(raw)) for m in missing)


@lru_cache(maxsize=16)
def readings(pattern: str, as_: str) -> tuple[str, ...]:
    """The pattern itself, and what a speech would read where the file has the pattern; the dot of a name is written in any way.

    >>> readings("兩不愁三保障", "literal"), readings("(試點)", "literal"), readings("８％", "regex")
    (('兩不愁三保障', '两不愁三保障'), ('(試點)', '（试点）'), ('８％', '8%'))
    >>> "艾山·哈力" in readings("艾山•哈力", "literal")
    True
    """
    mended = plain_characters(pattern) if as_ == "regex" else as_read(pattern)
    mended = mended.strip(QUOTES) if as_ == "formula" else mended
    dots = DOTS if as_ != "regex" and NAMED.search(mended) else ""
    return tuple(dict.fromkeys(filter(None, (pattern, mended, *(NAMED.sub(dot, mended) for dot in dots)))))


def _apart(spans: Iterable[Span]) -> list[Span]:
    """The spans in order; of those that overlap, the first and longest is kept."""
    kept: list[Span] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _literals(pattern: str, text: str) -> list[Span]:
    return [match.span() for match in re.finditer(re.escape(pattern), text)]


def _raw_literals(pattern: str, speech: Speech) -> list[Span]:
    """Where the wording stands in the file, as far as it belongs to the speech."""
    raw = [match.span() for match in re.compile(re.escape(pattern)).finditer(speech.raw, speech.start, speech.end)]
    starts, ends = (speech.repaired.text_offsets([span[k] for span in raw]).tolist() for k in (0, 1))
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _matches(pattern: str, text: str) -> list[Span]:
    spans = [match.span() for match in _compiled(pattern).finditer(text)]
    if any(start == end for start, end in spans):
        raise _empty_match(pattern)
    return spans


def _words(pattern: str, text: str) -> list[Span]:
    return [span for span, word in _units(pattern, text, terms=False) if word == pattern]


def _terms(pattern: str, text: str) -> list[Span]:
    return [span for span, word in _units(pattern, text, terms=True) if word == pattern]


def _nested(pattern: str, text: str) -> list[Span]:
    """Where the wording is a unit, or stands inside a longer one with its borders there."""
    found: list[Span] = []
    for (start, end), word in _units(pattern, text, terms=True):
        inside = [(start, end)] if word == pattern else [(start + a, start + b) for a, b, inner in inner_spans(word) if inner == pattern]
        found += inside
    return found


def _units(pattern: str, text: str, terms: bool) -> Iterator[tuple[Span, str]]:
    """The tokens that contain the wording."""
    if pattern in text:
        tokens = tokenize(text, terms=terms)
        places = zip(zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True), tokens.words, strict=True)
        yield from ((span, word) for span, word in places if pattern in word)


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
