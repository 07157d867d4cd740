"""Every place where something is said, with what stands before and after it (key word in context)."""

from __future__ import annotations

import html
import os
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from koujing import engine
from koujing.coding.formulas import find_formulas
from koujing.coding.names import bundle_of
from koujing.reading import ReadingError, find_texts, n_bytes, read_file
from koujing.reading.speech import Speech
from koujing.sheets import save_sheet
from koujing.tokens import tokenize

WIDTH = 30
SHOWN = 200
FIND = ("literal", "regex", "word", "formula")
SORTS = ("speech", "date", "left", "right")

Span = tuple[int, int]
Finder = Callable[[Speech], Iterable[Span]]


class Hit(NamedTuple):
    """One place: ``start`` and ``end`` are raw offsets; the words are those of the repaired text, ¶ for a line end."""

    source: str
    speech: str
    date: str
    start: int
    end: int
    left: str
    node: str
    right: str
    part: str
    voice: str


@dataclass(frozen=True)
class Concordance:
    """The hits of a pattern as a table, one row a hit, and how many masked words of the speeches could not be searched."""

    pattern: str
    frame: pd.DataFrame = field(repr=False)
    n_masks: int

    def __len__(self) -> int:
        return len(self.frame)

    def _repr_html_(self) -> str:
        cells = self.frame.head(SHOWN)[["speech", "left", "node", "right"]].map(html.escape)
        rows = "".join(
            f"<tr><td>{speech}</td><td style='text-align:right'>{left}</td><td style='text-align:center'><b>{node}</b></td>"
            f"<td style='text-align:left'>{right}</td></tr>"
            for speech, left, node, right in cells.itertuples(index=False, name=None)
        )
        more = f"; the first {SHOWN} are shown" if len(self) > SHOWN else ""
        caption = f"{html.escape(self.pattern)}: {len(self):,} hits{more}; {self.n_masks:,} masked words were not searched"
        return f"<table lang='zh'><caption>{caption}</caption>{rows}</table>"

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write all hits as ``.html``, ``.csv`` or ``.xlsx``; errors: ``ValueError`` for another suffix."""
        path = Path(path)
        if path.suffix == ".csv":
            self.frame.to_csv(path, index=False, lineterminator="\n", encoding="utf-8-sig")
        elif path.suffix == ".xlsx":
            save_sheet(self.frame, path)
        elif path.suffix == ".html":
            head = f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{html.escape(self.pattern)}</title>'
            path.write_text(head + self.frame.to_html(index=False, border=0) + "</html>\n", encoding="utf-8")
        else:
            raise ValueError(f"{path}: a concordance is saved as .html, .csv or .xlsx")


def concordance(
    pattern: str,
    source: str | os.PathLike[str] | Speech | Iterable[Speech],
    *,
    as_: str = "literal",
    sort: str = "speech",
    width: int = WIDTH,
) -> Concordance:
    """Every place of a pattern in speeches, or in the texts at a path, with ``width`` characters on either side.

    ``as_``: ``literal``, ``regex`` (over the repaired text), ``word`` (of the segmenter) or ``formula`` (all names of one
    content: 六大任务 finds 六项任务 too). ``sort``: ``speech``; ``date``, unknown last; ``right`` context; ``left`` context,
    read outward from the hit. Errors: ``ValueError`` for a pattern that cannot be read or finds nothing but gaps,
    ``ReadingError`` where a path holds no text.

    >>> from koujing.reading import read_string
    >>> found = concordance("改革", read_string("深化改革。改革开放。", "a").speeches, width=2)
    >>> found.frame[["start", "left", "node", "right"]].to_numpy().tolist()
    [[2, '深化', '改革', '。改'], [5, '革。', '改革', '开放']]
    """
    if sort not in SORTS:
        raise ValueError(f"sort {sort!r}: expected {', '.join(SORTS)}")
    hits: list[Hit] = []
    n_masks = 0
    for found, masked in search(pattern, source, as_=as_, width=width):
        hits += found
        n_masks += masked
    keys: dict[str, Callable[[Hit], tuple[object, ...]]] = {
        "speech": lambda hit: (),
        "date": lambda hit: (not hit.date, hit.date),
        "left": lambda hit: (hit.left[::-1], hit.right),
        "right": lambda hit: (hit.right, hit.left[::-1]),
    }
    hits.sort(key=keys[sort])
    return Concordance(pattern, pd.DataFrame(hits, columns=list(Hit._fields)), n_masks)


def search(
    pattern: str, source: str | os.PathLike[str] | Speech | Iterable[Speech], *, as_: str = "literal", width: int = WIDTH
) -> Iterator[tuple[list[Hit], int]]:
    """The hits of each file or speech in turn, as they are found, and how many of its masks could not be searched."""
    find = finder(pattern, as_)
    if isinstance(source, (str, os.PathLike)):
        texts, _ = find_texts(source)
        sizes = [n_bytes(path) for path, *_ in texts]
        task = partial(_search_file, pattern, as_, width)
        yield from map(task, texts[:1])  # before the pool of processes has started
        yield from engine.run(task, texts[1:], sizes=sizes[1:])
    else:
        for speech in [source] if isinstance(source, Speech) else source:
            yield _search_speech(speech, find, width)


def finder(pattern: str, as_: str) -> Finder:
    """What finds the spans of a pattern in a speech; errors: ``ValueError``."""
    if as_ not in FIND:
        raise ValueError(f"as {as_!r}: expected {', '.join(FIND)}")
    if not pattern:
        raise ValueError("the pattern is empty")
    if as_ == "word":
        return lambda speech: _words(speech, pattern)
    if as_ == "formula":
        bundle = bundle_of(pattern)[0]
        return lambda speech: [(f.start, f.end) for f in find_formulas(speech.text) if f.bundle == bundle]
    try:
        compiled = re.compile(re.escape(pattern) if as_ == "literal" else pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from None
    if compiled.match(""):
        raise ValueError(f"{pattern!r} matches where nothing stands; expected a pattern that takes at least one character")
    return lambda speech: [match.span() for match in compiled.finditer(speech.text)]


def _words(speech: Speech, word: str) -> list[Span]:
    tokens = tokenize(speech)
    return [(start, start + len(word)) for start, one in zip(tokens.starts.tolist(), tokens.words, strict=True) if one == word]


def _search_file(pattern: str, as_: str, width: int, text: tuple[Path, str, list[object]]) -> tuple[list[Hit], int]:
    """The hits of one file; one that cannot be read has none (``koujing code`` says why)."""
    try:
        document = read_file(*text)  # type: ignore[arg-type]
    except ReadingError:
        return [], 0
    find = finder(pattern, as_)
    found = [_search_speech(speech, find, width) for speech in document.speeches]
    return [hit for hits, _ in found for hit in hits], sum(masked for _, masked in found)


def _search_speech(speech: Speech, find: Finder, width: int) -> tuple[list[Hit], int]:
    text, spans = speech.text, list(find(speech))
    starts, ends = speech.repaired.raw_spans([a for a, _ in spans], [b for _, b in spans])
    outer = [(section.start, section.part) for section in speech.sections if section.depth <= 1]
    begins = [start for start, _ in outer]
    hits = []
    for (a, b), start, end in zip(spans, starts.tolist(), ends.tolist(), strict=True):
        left, node, right = (part.replace("\n", "¶") for part in (text[max(0, a - width) : a], text[a:b], text[b : b + width]))
        part = outer[max(0, bisect_right(begins, a) - 1)][1] if outer else "other"
        voice = next((one.speaker for one in speech.voices if one.start <= a < one.end), "")
        hits.append(Hit(speech.source, speech.id, speech.metadata.get("date", ""), start, end, left, node, right, part, voice))
    return hits, sum(repair.kind == "mask" and not repair.certain for repair in speech.repairs)
