"""A wording of a passage as words that can be compared with those of another wording."""

from __future__ import annotations

import unicodedata
from collections.abc import Set
from dataclasses import dataclass
from typing import NamedTuple

from koujing.chinese.patterns import lazy
from koujing.words.cutting import cut_words

# The segmenter cuts 1+17, 15.3% and 省市|县乡 differently from one context to the next. A point or a plus joins digits, however
# damaged (l for 1); levels that are named together are one word, or 市县乡村 and 县乡村 would share half of their words.
_WHOLE = lazy(r"[0-9０-９l][0-9０-９*]*(?:[.．。+＋][0-9０-９*]+)*(?:[多余]?[十百千万亿]+[多余]?|[%％])?|[省市州县区乡镇村]{2,}")
# The mark of an end note is no part of the wording.
NOTE = lazy(r"[\[［【〔(（]?[\[［【〔][0-9０-９]{1,3}[\]］】〕]")
_WORD = lazy(r"[\w*×％%]")
CLAUSE_MARK = lazy(r"[，,。；;：:！？!?\n]")
_MARK = lazy(r"[^\w\s*]")


class Word(NamedTuple):
    """A word of a passage: as it is compared, with plain digits, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Wording:
    """A passage and its words, marks left out; a stretch of words is given by the numbers of its first and of the next one."""

    text: str
    words: tuple[Word, ...]

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, stop: int) -> tuple[int, int]:
        """Where a stretch of words stands; an empty one stands behind the word before it."""
        if first < stop:
            return self.words[first].start, self.words[stop - 1].end
        at = self.words[first - 1].end if first else 0
        return at, at

    def joined(self, first: int, stop: int) -> str:
        """A stretch of words without the marks between them."""
        return "".join(word.text for word in self.words[first:stop])

    def ends_clause(self, at: int) -> bool:
        """Whether a clause ends before a word."""
        return not 0 < at < len(self) or bool(CLAUSE_MARK.search(self.text, self.words[at - 1].end, self.words[at].start))

    def has_mark(self, at: int) -> bool:
        """Whether any mark stands before a word."""
        return not 0 < at < len(self) or bool(_MARK.search(self.text, self.words[at - 1].end, self.words[at].start))


def words_of(text: str) -> Wording:
    """The words of a passage; a mask belongs to the word it touches.

    >>> [word.text for word in words_of("市县乡村，增长１５%，“1+17”").words]
    ['市县乡村', '增长', '15%', '1+17']
    """
    notes = {match.start(): match.end() for match in NOTE.finditer(text)}
    whole = dict(match.span() for match in _WHOLE.finditer(text)) | notes
    pieces = iter(cut_words(text, "rjieba", sorted({*whole, *whole.values()})))
    words, at = [], 0
    for piece in pieces:
        end = at + len(piece)
        while end < whole.get(at, end):
            end += len(next(pieces))
        if at not in notes and _WORD.search(text, at, end):
            words.append(Word(unicodedata.normalize("NFKC", text[at:end]), at, end))
        at = end
    return Wording(text, tuple(words))


def words_alike(a: Wording, b: Wording) -> tuple[Wording, Wording]:
    """Both, those words cut in two of which one half is a word of the other: 战斗堡垒 beside 堡垒, 建立健全 beside 建立.

    >>> [word.text for word in words_alike(words_of("建立健全制度"), words_of("建立制度"))[0].words]
    ['建立', '健全', '制度']
    """
    known_a, known_b = ({word.text for word in wording.words} for wording in (a, b))
    return _cut_at(a, known_b), _cut_at(b, known_a)


def _cut_at(wording: Wording, known: Set[str]) -> Wording:
    return Wording(wording.text, tuple(part for word in wording.words for part in _parts(word, known)))


def _parts(word: Word, known: Set[str]) -> list[Word]:
    text, start, end = word
    if text not in known and len(text) == end - start and not _WHOLE.fullmatch(text):
        for at in range(1, len(text)):
            halves = [half for half in (text[:at], text[at:]) if half in known]
            # A character that is left over would be no word: 省内外 stays whole beside 省内.
            if len(halves) == 2 or (halves and 1 < at < len(text) - 1):
                return [Word(text[:at], start, start + at), Word(text[at:], start + at, end)]
    return [word]
