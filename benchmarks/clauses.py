"""Sentences and clauses of real texts, with slots where places, years and numbers stood: what a large corpus is made of."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from ahocorasick_rs import AhoCorasick, MatchKind

from koujing import lexicons
from koujing.reading.files.encodings import decode

SENTENCE = re.compile(r"[^。！？\n]+[。！？]”?")
HEADING = re.compile(r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)([^，。！？；：\n]{4,24})$")
PLAIN = re.compile(r"[\u4e00-\u9fff0-9，。！？；：、“”《》（）—%.·]+")  # clean texts are made of undamaged sentences only
PAIRS = ("“”", "《》", "（）")
NUMBER = re.compile(r"(?P<year>(?:19|20)\d\d)(?=年)|(?<![\d.])\d+(?:\.\d+)?(?![\d.月日号])")  # a day stays one
LONGEST = 400  # characters of a sentence; what is longer is a page without stops
NEVER_ALONE = 8  # characters; a shorter clause put elsewhere is more often nonsense than not


@dataclass(frozen=True)
class Piece:
    """A sentence or clause: its text between the slots, and what stood in each of them (`year`, `place` or digits)."""

    between: tuple[str, ...]
    slots: tuple[str, ...]


@dataclass(frozen=True)
class Clauses:
    """What real texts are made of: their sentences, each as its clauses, all clauses that may stand elsewhere, and headings."""

    sentences: tuple[tuple[Piece, ...], ...]
    movable: tuple[Piece, ...]
    headings: tuple[Piece, ...]


@cache
def places() -> tuple[str, ...]:
    """The names of prefectures, counties and districts."""
    names = (row["name"] for row in lexicons.load("places"))
    return tuple(sorted({name for name in names if name[-1] in "市县区" and 2 < len(name) < 6}))


@cache
def _names() -> AhoCorasick:
    return AhoCorasick(places(), matchkind=MatchKind.LeftmostLongest)


def read_clauses(folders: Iterable[Path]) -> Clauses:
    """The clauses of all texts in the folders, each sentence once."""
    sentences: dict[str, tuple[Piece, ...]] = {}
    headings: dict[str, None] = {}
    for text in (text for folder in folders for text in _texts(folder)):
        for line in map(str.strip, text.replace("\u3000", "").split("\n")):
            if heading := HEADING.match(line):
                headings[heading[1]] = None
            for found in SENTENCE.finditer(line):
                if _is_whole(found[0]):
                    sentences.setdefault(found[0], tuple(map(_piece, re.split(r"(?<=[，；])", found[0]))))
    movable = {piece for pieces in sentences.values() for piece in pieces[:-1] if _may_move(piece)}
    return Clauses(tuple(sentences.values()), tuple(sorted(movable, key=lambda piece: piece.between)), tuple(map(_piece, headings)))


def _texts(folder: Path) -> Iterator[str]:
    """The running texts of a folder, straight from the files: what the reader makes of them may change."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".txt", ".md"):
            yield decode(path.read_bytes())[0]
        elif path.suffix == ".jsonl":
            yield from (json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line)
        elif path.suffix == ".csv" and path.parent != folder:  # a list of sources stands at the top
            rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
            yield from (row["Text"].replace("\u3000\u3000", "\n") for row in rows if row.get("Text"))


def _is_whole(text: str) -> bool:
    balanced = all(text.count(opening) == text.count(closing) for opening, closing in PAIRS)
    return balanced and len(text) <= LONGEST and PLAIN.fullmatch(text) is not None


def _may_move(piece: Piece) -> bool:
    text = "".join(piece.between)
    return text.endswith("，") and len(text) >= NEVER_ALONE and not any(mark in text for pair in PAIRS for mark in pair)


def _piece(text: str) -> Piece:
    named = [(start, end, "place") for _, start, end in _names().find_matches_as_indexes(text)]
    numbers = [(*found.span(), "year" if found["year"] else found[0]) for found in NUMBER.finditer(text)]
    between, slots, at = [], [], 0
    for start, end, slot in sorted(named + numbers):
        between.append(text[at:start])
        slots.append(slot)
        at = end
    return Piece((*between, text[at:]), tuple(slots))


def fill(piece: Piece, year: int, rng: Random, names: tuple[str, ...]) -> str:
    """The text of a piece with other years, places and numbers of the same shape."""
    if not piece.slots:
        return piece.between[0]
    parts = [piece.between[0]]
    for slot, after in zip(piece.slots, piece.between[1:], strict=True):
        parts += (_other(slot, year, rng, names), after)
    return "".join(parts)


def _other(slot: str, year: int, rng: Random, names: tuple[str, ...]) -> str:
    if slot == "year":
        return str(year - int(5 * rng.random() ** 3))
    if slot == "place":
        return names[int(len(names) * rng.random())]
    whole, point, decimals = slot.partition(".")
    first = 10 ** (len(whole) - 1) if len(whole) < 16 else 0
    number = str(first + int(9 * first * rng.random())) if first else whole
    return number + point + "".join("0123456789"[int(10 * rng.random())] for _ in decimals)
