"""Words cut out of a text together with their place: the names of what statistics measure."""

from __future__ import annotations

from typing import NamedTuple

from koujing.chinese.marks import Span


class Name(NamedTuple):
    """The name of what a statistic measures and its place; ``span`` may include an aside that ``words`` leaves out."""

    words: str
    span: Span | None

    def followed_by(self, other: Name) -> Name:
        """The two names as one; if they are not adjacent in the text, its place is that of this one.

        >>> Name("钢", (3, 4)).followed_by(Name("产量", (4, 6))), Name("钢", (3, 4)).followed_by(Name("产量", None))
        (Name(words='钢产量', span=(3, 6)), Name(words='钢产量', span=(3, 4)))
        """
        if other is NO_NAME:
            return self
        span = self.span or other.span
        if self.span and other.span and self.span[1] == other.span[0]:
            span = self.span[0], other.span[1]
        return Name(self.words + other.words, span)


NO_NAME = Name("", None)


class Piece(NamedTuple):
    """Some words of a clause, and how many characters of the clause precede them."""

    words: str
    at: int

    def cut(self, n: int) -> Piece:
        """The piece without its first ``n`` characters."""
        return Piece(self.words[n:], self.at + n) if n else self

    def upto(self, n: int | None) -> Piece:
        """The first ``n`` characters of the piece."""
        return Piece(self.words[:n], self.at)

    def strip(self, marks: str) -> Piece:
        """The piece without ``marks`` at either end."""
        kept = self.words.strip(marks)
        if len(kept) == len(self.words):
            return self
        return Piece(kept, self.at + len(self.words) - len(self.words.lstrip(marks)))
