"""A file → speeches whose every character is accounted for."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from koujing.reading.files import ReadingError, find_files, read_text
from koujing.reading.markup import read_markup, read_plain
from koujing.reading.metadata import Evidence, read_metadata
from koujing.reading.pages import read_page
from koujing.reading.repair import find_repairs
from koujing.reading.speech import Corpus, Document, Problem, Repair, RepairedText, SetAside, Speech
from koujing.reading.structure import find_sections
from koujing.reading.voices import find_voices

__all__ = [
    "Corpus",
    "Document",
    "ReadingError",
    "Speech",
    "find_files",
    "nothing_read",
    "read",
    "read_file",
    "read_string",
    "source_names",
]


def read(path: str | os.PathLike[str]) -> Corpus:
    """Read a text file, or every text file below a folder.

    A file that cannot be read is a row in ``problems``; the others are read all the same.
    Errors: ``ReadingError`` where the path does not exist or nothing in it can be read.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    files = find_files(Path(path))
    for file, source in source_names(files, Path(path)).items():
        try:
            documents.append(read_file(file, source))
        except ReadingError as error:
            problems.append(error.problem)
    if not documents:
        raise nothing_read(path, problems)
    return Corpus(tuple(documents), tuple(problems))


def nothing_read(path: str | os.PathLike[str], problems: Sequence[Problem]) -> ReadingError:
    """The error for a folder of which no file could be read; it names the first."""
    first = problems[0]
    return ReadingError(path, f"none of {len(problems)} files could be read ({first.path}: {first.what})", first.hint)


def source_names(files: list[Path], root: Path) -> dict[Path, str]:
    """The name of each file as a source: its path below ``root`` without suffix; the suffix stays on a collision."""
    base = root.parent if root.is_file() else root
    names = {file: file.relative_to(base).with_suffix("").as_posix() for file in files}
    counts = Counter(names.values())
    return {file: name if counts[name] == 1 else file.relative_to(base).as_posix() for file, name in names.items()}


def read_file(path: Path, source: str) -> Document:
    """Read one file; errors: ``ReadingError``."""
    raw = read_text(path)
    markup = path.suffix.lower() != ".txt"
    document = read_string(raw.text, source, markup=markup)
    return replace(document, raw_sha256=raw.sha256, encoding=raw.encoding)


def read_string(raw: str, source: str, *, markup: bool = False) -> Document:
    """Read a decoded text: set the chrome aside, repair the rest, split it into speeches.

    >>> document = read_string("同志们：贷款l67亿元，增强坚定*。", "a")
    >>> document.speeches[0].text, document.speeches[0].raw_text(6, 11)
    ('同志们：贷款167亿元，增强坚定性。', 'l67亿元')
    """
    source_text = read_markup(raw) if markup else read_plain(raw)
    shown, marks, references = source_text.text, source_text.marks, source_text.references
    page = read_page(shown.text, [(a, b) for a, b in shown.text_offsets(source_text.links).tolist()])
    spans = [shown.raw_span(*span) for span in page.speeches]
    inside = [SetAside(*span, "speech") for span in spans]
    starts, ends = shown.raw_spans([s.start for s in page.set_aside], [s.end for s in page.set_aside])
    aside = [SetAside(a, b, s.why) for a, b, s in zip(starts.tolist(), ends.tolist(), page.set_aside, strict=True)]
    chrome = [raw[s.start : s.end] for s in aside]
    repairs = _in_raw(find_repairs(shown.text, [(s.start, s.end) for s in page.set_aside]), shown, raw)
    # What reaches into the chrome around the speech, such as a line end between the two, is no damage.
    repairs = _lying_in(inside, aside, repairs)
    taken: list[SetAside | Repair] = sorted([*aside, *repairs], key=lambda s: s.start)
    references = [r for r in references if not _covers(taken, r.start)]
    marks = [m for m in marks if not _covers(taken, m[0])]
    marks += [(r.start, r.end, "") for r in references if not _covers(inside, r.start)]  # &nbsp; around the text
    repairs = sorted(repairs + [r for r in references if _covers(inside, r.start)], key=lambda r: r.start)
    edits = marks + [(s.start, s.end, "") for s in aside] + [edit for r in repairs if (edit := r.edit)]
    aside = sorted(aside + [SetAside(start, end, "markup" if markup else "line end") for start, end, _ in marks])
    speeches = [_speech(raw, source, k, span, edits, repairs, chrome) for k, span in _numbered(spans)]
    return Document(source, raw, "decoded", "", "", tuple(speeches), tuple(repairs), tuple(aside))


def _covers(spans: Sequence[SetAside | Repair], at: int) -> bool:
    """Whether one of the spans (in order, without overlap) holds the character at ``at``."""
    i = bisect_right(spans, at, key=lambda s: s.start) - 1
    return i >= 0 and at < spans[i].end


def _lying_in(inside: Sequence[SetAside], aside: Sequence[SetAside], repairs: list[Repair]) -> list[Repair]:
    """The repairs that lie in one of the stretches ``inside`` and touch none of those set aside."""
    first, last = np.array([r.start for r in repairs], int), np.array([r.end - 1 for r in repairs], int)
    keep = np.ones(len(repairs), bool)
    for spans, wanted in ((inside, True), (aside, False)):
        starts, ends = np.array([s.start for s in spans], int), np.array([-1, *(s.end for s in spans)], int)
        for at in (first, last):
            keep &= (at < ends[np.searchsorted(starts, at, side="right")]) == wanted
    return [r for r, kept in zip(repairs, keep.tolist(), strict=True) if kept]


def _in_raw(repairs: list[Repair], shown: RepairedText, raw: str) -> list[Repair]:
    if shown.text == raw:
        return repairs
    starts, ends = shown.raw_spans([r.start for r in repairs], [r.end for r in repairs])
    spans = zip(repairs, starts.tolist(), ends.tolist(), strict=True)
    return [Repair(a, b, raw[a:b], r.now, r.kind, r.certain) for r, a, b in spans]


def _numbered(spans: list[tuple[int, int]]) -> list[tuple[str, tuple[int, int]]]:
    """Each span with what distinguishes it: nothing for the only speech of a file, else #1, #2, …"""
    return [(f"#{k}" if len(spans) > 1 else "", span) for k, span in enumerate(spans, 1)]


def _speech(
    raw: str,
    source: str,
    suffix: str,
    span: tuple[int, int],
    edits: list[tuple[int, int, str]],
    repairs: list[Repair],
    chrome: list[str],
) -> Speech:
    start, end = span
    repaired = RepairedText.build(raw, start, end, [e for e in edits if start <= e[0] and e[1] <= end])
    own = tuple(r for r in repairs if start <= r.start and r.end <= end)
    metadata = read_metadata(repaired.text, Evidence(chrome, source.rpartition("/")[2]))
    sections = find_sections(repaired.text)
    voices = find_voices(repaired.text, metadata["genre"])
    return Speech(source + suffix, source, raw, start, end, repaired, own, sections, voices, metadata)
