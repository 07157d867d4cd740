"""Decode bytes to text: an encoding is accepted only if the text it gives proves it, and no byte is ever replaced."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from koujing import lexicons
from koujing.chinese.patterns import lazy
from koujing.reading.files import ReadingError

BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),  # before UTF-16, whose mark it begins with
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# cp950 is Big5 as Windows writes it.
LEGACY = ("gb18030", "cp950", "utf-16-le", "utf-16-be")
HONG_KONG = "big5hkscs"

FREQUENT = lazy(lambda: f"[{''.join(row['character'] for row in lexicons.load('frequent_characters'))}]")
FREQUENT_SHARE = 0.1
FREQUENT_COUNT = 3  # fewer prove nothing: two characters of KOI8-R or EUC-KR may also decode to frequent Chinese ones
# A window with this many characters that are common in neither script is not Chinese. None of the 57 texts has such a window in
# either script; a passage of UTF-8 inside them is found from 15 characters on (225 of 228 trials), one of Big5 from 40 on (220).
STRANGE_COUNT, STRANGE_WINDOW = 12, 30

# Control characters that no text needs; binary files have thousands of them.
CONTROL = lazy(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
HAN = lazy(r"[\u3400-\u9fff]")
HAN_PER_CONTROL = 4

MIXED = "the file mixes two encodings or is damaged: save it as UTF-8, or save its parts as separate files"


class Decoded(NamedTuple):
    """A decoded text, its encoding, and the number of bytes at the end that belong to a character that was cut off."""

    text: str
    encoding: str
    n_cut: int


def decode(data: bytes, path: str | os.PathLike[str] = "text") -> Decoded:
    """Decode UTF-8, UTF-16, UTF-32 (only with a byte-order mark), GB18030 or Big5 (also that of Hong Kong); newlines stay as
    they are.

    Errors: ``ReadingError`` if the bytes are not text, are invalid in every encoding (the error names the place), or are
    too few to tell their encoding.

    >>> decode("各位代表：我国的农业、工业都在发展。".encode("gb18030"))[:2]
    ('各位代表：我国的农业、工业都在发展。', 'gb18030')
    """
    found = _marked(data, path) or _utf8(data) or _legacy(data, path)
    if CONTROL.search(found.text) and HAN_PER_CONTROL * count_of(CONTROL, found.text) > count_of(HAN, found.text):
        raise _no_text(data, path)
    if not found.text.strip():
        raise ReadingError(path, "the file is empty", "nothing to code in it")
    return found


def _strictly(data: bytes, encoding: str) -> Decoded:
    """Decode everything except a character cut off at the end. Errors: ``UnicodeDecodeError``."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    text = decoder.decode(data)
    return Decoded(text, encoding, len(decoder.getstate()[0]))


def _marked(data: bytes, path: str | os.PathLike[str]) -> Decoded | None:
    """The text after a byte-order mark."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            try:
                return _strictly(data[len(mark) :], encoding)
            except UnicodeDecodeError as error:
                before = data[len(mark) : len(mark) + error.start].decode(encoding)
                raise _broken(len(mark) + error.start, data, before, encoding, path) from error
    return None


def _utf8(data: bytes) -> Decoded | None:
    """The text in UTF-8, whose byte patterns hardly occur in other text; a cut-off end alone would not prove it."""
    try:
        found = _strictly(data, "utf-8")
    except UnicodeDecodeError:
        return None
    return found if not found.n_cut or not found.text.isascii() else None


def _legacy(data: bytes, path: str | os.PathLike[str]) -> Decoded:
    """The text in the only encoding in which the bytes read as Chinese."""
    readings, breaks = _readings(data, LEGACY)
    if "cp950" in (encoding for _, encoding in breaks):
        readings += _readings(data, (HONG_KONG,))[0]  # it has all characters of Big5, so that it need not be tried before
    chinese = [reading for reading in readings if reads_as_chinese(reading.text)]
    if len(chinese) == 1:
        _refuse_mixture(chinese[0], path)
        return chinese[0]
    raise _undecodable(data, readings, breaks, path)


def _readings(data: bytes, encodings: Sequence[str]) -> tuple[list[Decoded], list[tuple[int, str]]]:
    """The text in each of the encodings; for those in which the bytes are invalid, the place."""
    readings, breaks = [], []
    for encoding in encodings:
        try:
            readings.append(_strictly(data, encoding))
        except UnicodeDecodeError as error:
            breaks.append((error.start, encoding))
    return readings, breaks


def reads_as_chinese(text: str) -> bool:
    """Whether the most frequent characters make up as large a share of ``text`` as they do of any speech."""
    n_beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return count_of(FREQUENT, text) >= max(FREQUENT_COUNT, FREQUENT_SHARE * n_beyond_ascii)


def count_of(characters: re.Pattern[str], text: str) -> int:
    """How many characters match, counted without making a list of millions of them."""
    return len(text) - len(characters.sub("", text))


def _refuse_mixture(found: Decoded, path: str | os.PathLike[str]) -> None:
    """Refuse a text with a passage in another encoding, which decodes to a run of rare characters."""
    starts = [m.start() for m in rare_characters().finditer(found.text)]
    rows = zip(starts, starts[STRANGE_COUNT:], strict=False)
    at = next((a for a, b in rows if b - a < STRANGE_WINDOW), None)
    if at is not None:
        place = f"character {at}, after {found.text[max(0, at - 10) : at]!r}"
        raise ReadingError(path, f"{found.encoding}, but no Chinese from {place}", MIXED)


@cache
def rare_characters() -> re.Pattern[str]:
    """A pattern for what is not among the common characters."""
    return re.compile(f"[^{re.escape(''.join(sorted(common_characters())))}]")


@cache
def common_characters() -> frozenset[str]:
    """ASCII, and the symbols and common characters (level 1) of GB2312 and Big5."""
    rows = [("gb2312", a) for a in (*range(0xA1, 0xAA), *range(0xB0, 0xD8))]
    rows += [("big5", a) for a in range(0xA1, 0xC7)]
    pairs = ((encoding, bytes((a, b))) for encoding, a in rows for b in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    common = {pair.decode(encoding, "ignore") for encoding, pair in pairs}
    return frozenset(map(chr, range(0x80))).union(c for c in common if len(c) == 1 and c > "\x7f")


def _undecodable(
    data: bytes, readings: list[Decoded], breaks: list[tuple[int, str]], path: str | os.PathLike[str]
) -> ReadingError:
    """Why no encoding is proven: the bytes become invalid at some place, are not text at all, or are too few."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        breaks = [*breaks, (error.start, "utf-8")]
    for at, encoding in sorted(breaks, reverse=True):
        before = data[:at].decode(encoding)
        if reads_as_chinese(before):
            return _broken(at, data, before, encoding, path)
    if CONTROL.search(data.decode("latin-1")):
        return _no_text(data, path)
    if readings and len(readings[0].text) < 100:
        return ReadingError(path, "not UTF-8, and too short to tell its encoding", "save it as UTF-8")
    return ReadingError(
        path, f"not Chinese in any of UTF-8, GB18030, Big5, UTF-16 (it starts with {data[:8]!r})", "save it as UTF-8"
    )


def _broken(at: int, data: bytes, before: str, encoding: str, path: str | os.PathLike[str]) -> ReadingError:
    return ReadingError(path, f"not valid {encoding} from byte {at} on (0x{data[at]:02x}, after {before[-10:]!r})", MIXED)


def _no_text(data: bytes, path: str | os.PathLike[str]) -> ReadingError:
    return ReadingError(path, f"not a text file (it starts with {data[:8]!r})", "save it as UTF-8 text")
