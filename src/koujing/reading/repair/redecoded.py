"""Find passages that were once decoded in a wrong encoding, and decode them again where the result proves it right.

What cannot be undone stays as it is, and its likely cause is named.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from koujing.chinese.patterns import lazy
from koujing.reading.files.encodings import FREQUENT, common_characters, count_of, rare_characters, reads_as_chinese
from koujing.speech import Repair

Span = tuple[int, int]

# The second is Windows' own Latin alphabet; where it has no character, programs keep the byte, as the first does.
_LATIN = {bytes((byte,)).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0xA0)}
_LATIN |= {chr(byte): byte for byte in range(0x80, 0x100)}
_AS_BYTES = str.maketrans({sign: chr(byte) for sign, byte in _LATIN.items()})
# Encodings in which a text may have been read, and those it may have been written in.
READ_IN = ("latin", "gb18030", "big5hkscs", "mac_roman", "cp1251", "cp932", "cp949")
WRITTEN_IN = ("utf-8", "gb18030", "big5hkscs")
NAMES = {"latin": "Latin-1", "gb18030": "GBK", "big5hkscs": "Big5", "utf-8": "UTF-8", "cp1251": "Windows-1251", "mac_roman": "Mac Roman",
         "cp932": "Shift-JIS", "cp949": "EUC-KR"}  # fmt: skip

# Fewer rare characters in a line may be names; a line with a quarter of them is no prose.
RARE_COUNT, RARE_SHARE = 3, 0.25
# In a mended text nine in ten characters are common; UTF-8 read as GBK loses one wherever an odd number stands before ASCII.
COMMON_SHARE, LOST_SHARE = 0.9, 0.4
FEWEST_HAN = 2
HAN = lazy(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
LEAST_SIGNS = 12
# A character of UTF-8, or a byte that belongs to none.
UTF8 = (
    rb"[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]"
)
LATIN_RUN = lazy(rf"[\x20-\x7e{''.join(sorted(_LATIN))}]+")
LATIN_CORE = lazy("[{0}][{0}]{{3}}".format("".join(sorted(_LATIN))))  # begins with one sign, for a fast search


SOURCE = "compare it with the source, and save that as UTF-8 if you have it"


class Cause(NamedTuple):
    """What happened to a text, and what its owner can do about it."""

    what: str
    hint: str


class Remade(NamedTuple):
    """A passage decoded again: its place, its repairs, what it reads, and in how many places characters are lost."""

    start: int
    end: int
    repairs: list[Repair]
    text: str
    n_lost: int


def find_redecoded(text: str, present: set[str]) -> Iterator[tuple[list[Repair], Cause]]:
    """For each pair of encodings that were taken for one another, the repairs of the passages without a loss, and the cause.

    ``present`` is the set of characters in the text.
    """
    if len(present - common_characters()) < RARE_COUNT:
        return
    lines = list(_strange_lines(text))
    rare_latin = _LATIN.keys() - common_characters()  # Chinese print has dashes and quotation marks in common with Windows
    latin = LATIN_RUN.finditer(text) if not present.isdisjoint(rare_latin) and LATIN_CORE.search(text) else ()
    runs = [m.span() for m in latin if not m.group().isascii() and LATIN_CORE.search(m.group())]
    while lines or runs:
        tried = {}
        for read_in in READ_IN:
            spans = [span for span in (runs if read_in == "latin" else lines) if _may_be_in(text[slice(*span)], read_in)]
            for written_in in WRITTEN_IN:
                passages = (_remade(text, span, read_in, written_in) for span in spans if read_in != written_in)
                tried[read_in, written_in] = [made for made in passages if made]
        pair = max(tried, key=lambda pair: _proof(tried[pair], pair))
        if not _proof(tried[pair], pair):
            yield from _unknown(text, runs)
            return
        yield _mended(text, tried[pair], f"{NAMES[pair[1]]} text was read as {NAMES[pair[0]]}")
        lines, runs = (_apart(spans, tried[pair]) for spans in (lines, runs))


def _apart(spans: list[Span], done: list[Remade]) -> list[Span]:
    """The spans that overlap no passage that is done; both are in order."""
    ends = [made.end for made in done]
    return [(a, b) for a, b in spans if (k := bisect_right(ends, a)) == len(done) or done[k].start >= b]


def _mended(text: str, remade: list[Remade], what: str) -> tuple[list[Repair], Cause]:
    repairs = [r for made in remade for r in made.repairs if not made.n_lost]
    lost = [made for made in remade if made.n_lost]
    done = [f"mended in {n_places(repairs)}"] if repairs else []
    done += [f"not mended where characters are lost, in {n_places(lost)}"] if lost else []
    return repairs, Cause(f"{what} ({place_in(text, remade[0].start)}): {', '.join(done)}", SOURCE)


def _unknown(text: str, runs: list[Span]) -> Iterator[tuple[list[Repair], Cause]]:
    """A cause for letters and signs of Western print that are no words."""
    signs = [sign for span in runs for sign in text[slice(*span)] if sign in _LATIN]
    if len(signs) >= LEAST_SIGNS and 3 * sum(not sign.isalpha() for sign in signs) > len(signs):
        yield [], Cause(f"a text was read in a wrong encoding, perhaps twice ({place_in(text, runs[0][0])}): not mended", SOURCE)


def _strange_lines(text: str) -> Iterator[Span]:
    """The lines with many characters that are common in neither script."""
    rare = [m.start() for m in rare_characters().finditer(text)]
    at = 0
    for first, last in zip(rare, rare[RARE_COUNT - 1 :], strict=False):
        if first >= at and "\n" not in text[first:last]:
            start, at = text.rfind("\n", 0, first) + 1, text.find("\n", last) % (len(text) + 1)
            n_rare = bisect_left(rare, at) - bisect_left(rare, start)
            if n_rare >= RARE_SHARE * _n_beyond_ascii(text[start:at]):
                yield start, at


def _n_beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _proof(remade: list[Remade], pair: tuple[str, str]) -> float:
    """How frequent the frequent characters are in text that was decoded again; 0 if it is not proved to be Chinese."""
    text, n_lost = "".join(made.text for made in remade), sum(made.n_lost for made in remade)
    n, n_han = _n_beyond_ascii(text), count_of(HAN, text)
    n_rare = count_of(rare_characters(), text)
    if n_han < FEWEST_HAN or n_rare > (1 - COMMON_SHARE) * n or n_lost > LOST_SHARE * n:
        return 0
    is_certain = pair[1] == "utf-8" or (pair[0] == "latin" and n_han == n >= 4 and not n_rare)  # by its form alone
    return (1 + count_of(FREQUENT, text)) / n if is_certain or reads_as_chinese(text) else 0


def _remade(text: str, span: Span, read_in: str, written_in: str) -> Remade | None:
    """A passage as it reads in the encoding ``written_in``; ``None`` if it cannot have been read in ``read_in``.

    Each new character replaces the old ones that begin within its bytes; one without any goes with the character before it.
    """
    raw = text[slice(*span)]
    try:
        parts = [_bytes(sign, read_in) for sign in raw]
        signs = list(_signs(b"".join(parts), written_in))
    except UnicodeError:
        return None
    begins = [0, *accumulate(map(len, parts))]
    pieces: list[tuple[int, int, str]] = []
    for start, end, sign in signs:
        first, last = bisect_left(begins, start), bisect_left(begins, end)
        if first < last or not pieces:
            pieces.append((first, last, sign))
        else:
            a, b, before = pieces.pop()
            pieces.append((a, b, before + sign))
    at, now = span[0], "".join(sign for *_, sign in signs)
    repairs = [Repair(at + a, at + b, raw[a:b], sign, "encoding") for a, b, sign in pieces if raw[a:b] != sign]
    n_lost = max(len(re.findall("\0+", now)), raw.count("\ufffd"))
    return Remade(*span, repairs, now.replace("\0", ""), n_lost)


def _may_be_in(text: str, encoding: str) -> bool:
    """Whether an encoding has all signs of a text: most have not, which is seen at once."""
    try:
        _bytes(text.replace("\ufffd", ""), encoding)
    except UnicodeEncodeError:
        return False
    return True


def _bytes(sign: str, encoding: str) -> bytes:
    """Errors: ``UnicodeEncodeError`` for a sign that the encoding does not have."""
    if sign == "\ufffd":
        return b""  # already lost
    return sign.translate(_AS_BYTES).encode("latin-1") if encoding == "latin" else sign.encode(encoding)


def _signs(data: bytes, encoding: str) -> Iterator[tuple[int, int, str]]:
    r"""The characters of ``data`` with their places; in UTF-8, which tells where one begins, ``\0`` for bytes that are none.

    Errors: ``UnicodeError`` in the other encodings.
    """
    if encoding != "utf-8":
        at = 0
        for sign in data.decode(encoding):
            size = len(sign.encode(encoding))
            yield at, at + size, sign
            at += size
        return
    for match in re.finditer(UTF8, data):
        yield *match.span(), match.group().decode("utf-8", "ignore") or "\0"


def place_in(text: str, start: int) -> str:
    """Where something begins, with the characters there."""
    return f"character {start}, {text[start : start + 10]}"


def n_places(found: Sequence[object]) -> str:
    """How many places there are, in words."""
    return f"{len(found)} place{'s' * (len(found) != 1)}"
