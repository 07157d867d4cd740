"""Read files into speeches in which every raw character is accounted for."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from koujing.chinese.cells import without_rows
from koujing.chinese.patterns import lazy
from koujing.reading.delivery import find_speaker, name_speaker
from koujing.reading.files import ReadingError, find_files, n_bytes, one_line, problem, source_names
from koujing.reading.files.formats import SHOW, RawText, read_raw
from koujing.reading.files.joining import join_parts
from koujing.reading.files.marks import Mark
from koujing.reading.files.markup import Shown, read_markup, read_plain
from koujing.reading.given import Given, check_fields, give_fields, match_given, read_given
from koujing.reading.legible import make_legible
from koujing.reading.metadata import FIELDS, Page, read_metadata
from koujing.reading.pages import read_page
from koujing.reading.repair import find_repairs
from koujing.reading.spans import Edit, covers, in_raw, lying_in, within
from koujing.reading.structure import find_sections
from koujing.reading.voices import find_voices
from koujing.reading.voices.speakers import named_in
from koujing.repaired import RepairedText
from koujing.speech import NOTES, Corpus, Document, Evidence, Problem, Repair, SetAside, Speech

CHECK = "check that this is the right text, and that it is complete"

HAN = lazy("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Reasons for setting aside passages that show where and when the page was made; links and notices concern other pages.
TELLING = frozenset({"page furniture", "front matter"})  # set aside as markup, but with words in it
ORIGIN = TELLING | {"page data", "breadcrumb", "dateline", "byline", "label", "masthead", "editor's note"}

__all__ = [
    "Corpus",
    "Document",
    "ReadingError",
    "Speech",
    "below",
    "find_files",
    "find_texts",
    "n_bytes",
    "nothing_read",
    "problem_of",
    "read",
    "read_file",
    "read_string",
    "source_names",
]


def read(path: str | os.PathLike[str]) -> Corpus:
    """Read a text file, or every text file below a folder, and apply the ``metadata.csv`` beside the texts.

    A file that cannot be read, for whatever reason, becomes a row in ``problems``; the others are read nevertheless.
    Errors: ``ReadingError`` if the path does not exist or nothing in it can be read.
    """
    documents: list[Document] = []
    texts, problems = find_texts(path)
    for text in texts:
        try:
            documents.append(read_file(*text))
            problems += documents[-1].problems
        except Exception as error:  # whatever it is, it does not concern the other files
            problems.append(problem_of(text[0], error))
    problems = below(path, problems)
    if not documents:
        raise nothing_read(path, problems)
    return Corpus(tuple(documents), tuple(problems))


def find_texts(path: str | os.PathLike[str]) -> tuple[list[tuple[Path, str, list[Given]]], list[Problem]]:
    """The arguments of ``read_file`` for a file, or for each file below a folder, and the problems of ``metadata.csv``.

    For a single file, rows of ``metadata.csv`` about other files are ignored.
    """
    if path == "":
        raise ReadingError("''", "no file or folder is named", "give its path; that of the folder one is in is .")
    path = Path(path)
    sources = source_names(find_files(path), path)
    folder = path if path.is_dir() else path.parent
    given, problems = read_given(folder)
    matched, unmatched = match_given(given, sources, folder)
    texts = [(file, source, matched.get(source, [])) for file, source in sources.items()]
    return texts, problems + unmatched if path.is_dir() else problems


def problem_of(path: str | os.PathLike[str], error: Exception) -> Problem:
    """The row of ``problems`` for a file on which ``error`` was raised; an unexpected error is named in it."""
    if isinstance(error, ReadingError):
        return error.problem
    said = f"koujing failed on it ({type(error).__name__}{f': {error}' if str(error) else ''})"
    hint = "if memory ran out, close other programs or split the file; otherwise please report this, with the file"
    return problem(path, one_line(said), hint)


def below(path: str | os.PathLike[str], problems: Iterable[Problem]) -> list[Problem]:
    """The problems with their paths relative to ``path``, so that no table shows a folder of this machine."""
    root = Path(path) if Path(path).is_dir() else Path(path).parent
    above = os.path.join(one_line(str(root)), "")
    return [replace(p, path=p.path.removeprefix(above).replace(os.sep, "/"), what=p.what.replace(above, "")) for p in problems]


def nothing_read(path: str | os.PathLike[str], problems: Sequence[Problem]) -> ReadingError:
    """The error for a folder in which no file could be read; it names the first problem."""
    first = problems[0]
    return ReadingError(path, f"none of {len(problems)} files could be read ({first.path}: {first.what})", first.hint)


def read_file(path: Path, source: str, given: Sequence[Given] = ()) -> Document:
    """Read one file; what is ``given`` about it replaces what is inferred from it. Errors: ``ReadingError``.

    A text without Chinese characters is read too, but reported as a problem.
    """
    raw = read_raw(path)
    if raw.records:
        document = _read_records(raw, source, path)
    else:
        document = _read_shown(raw.text, SHOW.get(path.suffix.lower(), read_plain)(raw.text), source)
        foreign = _not_chinese(document)
        foreign_problem = (problem(path, foreign, CHECK),) if foreign else ()
        document = replace(document, problems=(*(problem(path, p.what, p.hint) for p in document.problems), *foreign_problem))
    problems = (*raw.problems, *document.problems)
    document = replace(document, raw_kind=raw.kind, raw_sha256=raw.sha256, encoding=raw.encoding, problems=problems)
    return give_fields(document, given)


def _read_records(raw: RawText, source: str, path: Path) -> Document:
    """Read each record as a text of its own; its fields replace what is inferred."""
    parts = []
    for record in raw.records:
        fields, wrong = check_fields(record.fields, "field date")
        own = {name: cell for name, cell in record.fields.items() if name not in FIELDS}
        given = Given(source, fields, path, record.line, own)
        part = give_fields(read_string(record.text, source, date=fields.get("date", "")), [given])
        found = (*((p.what, p.hint) for p in part.problems), (wrong, "correct the record"), (_not_chinese(part), CHECK))
        parts.append(replace(part, problems=tuple(given.problem(what, hint) for what, hint in found if what)))
    return join_parts(source, parts)


def _not_chinese(document: Document) -> str:
    """Why a text is not Chinese; empty if it is."""
    if any(HAN.search(speech.text) for speech in document.speeches):
        return ""
    return f"no Chinese characters in its running text (it starts with {document.raw[:20]!r}); it is coded anyway"


def read_string(raw: str, source: str, *, markup: bool = False, date: str = "") -> Document:
    """Read a decoded text: set page furniture aside, repair the rest, and split it into speeches; a ``date`` is not looked for again.

    >>> document = read_string("同志们：贷款l67亿元，增强坚定*。", "a")
    >>> document.speeches[0].text, document.speeches[0].raw_text(6, 11)
    ('同志们：贷款167亿元，增强坚定性。', 'l67亿元')
    """
    return _read_shown(raw, read_markup(raw) if markup else read_plain(raw), source, date)


def _read_shown(raw: str, source_text: Shown, source: str, date: str = "") -> Document:
    """The document, read from ``source_text``, which is what a reader sees of ``raw``."""
    source_text, present, causes = make_legible(raw, source_text)
    shown, marks, references = source_text.text, sorted(source_text.marks), source_text.references
    links = [(a, b) for a, b in shown.text_offsets(source_text.links).tolist()] if source_text.links else []
    page = read_page(shown.text, links)
    spans = [shown.raw_span(*span) for span in page.speeches]
    inside = [SetAside(*span, "speech") for span in spans]
    starts, ends = shown.raw_spans([s.start for s in page.set_aside], [s.end for s in page.set_aside])
    aside = [SetAside(a, b, s.why) for a, b, s in zip(starts.tolist(), ends.tolist(), page.set_aside, strict=True)]
    told = [SetAside(m.start, m.end, m.why) for m in marks if m.why in TELLING]
    edits = sorted([m.edit for m in marks if m.why not in TELLING] + [(r.start, r.end, r.now) for r in references])
    around = _around(raw, [*aside, *told], edits, source)
    repairs = in_raw(find_repairs(shown.text, present, [(s.start, s.end) for s in page.set_aside]), shown, raw)
    # A repair that reaches into the rest of the page, such as a line end between it and the speech, is dropped.
    repairs = lying_in(inside, aside, repairs)
    taken: list[SetAside | Repair] = sorted([*aside, *repairs], key=lambda s: s.start)
    references = [r for r in references if not covers(taken, r.start)]
    marks = [m for m in marks if not covers(taken, m.start)]
    marks += [Mark(r.start, r.end) for r in references if r.was.strip() and not covers(inside, r.start)]  # &nbsp; around it
    repairs = sorted(repairs + [r for r in references if covers(inside, r.start)], key=lambda r: r.start)
    edits = sorted(
        [m.edit for m in marks] + [(s.start, s.end, "") for s in aside] + [edit for r in repairs if (edit := r.edit)]
    )
    aside = sorted(aside + [SetAside(m.start, m.end, m.why) for m in marks])
    texts = [RepairedText.build(raw, *span, within(span, edits)) for span in spans]
    described = read_metadata(texts, around, date)
    speeches = [
        _speech(raw, source, number, span, text, repairs, *metadata)
        for (number, span), text, metadata in zip(_numbered(spans), texts, described, strict=True)
    ]
    problems = tuple(problem(source, *cause) for cause in causes)
    return Document(source, raw, "decoded", "", "", tuple(speeches), tuple(repairs), tuple(aside), problems)


def _numbered(spans: list[tuple[int, int]]) -> list[tuple[str, tuple[int, int]]]:
    """Each span with the suffix of its id: none for the only speech of a file, otherwise #1, #2, …"""
    return [(f"#{k}" if len(spans) > 1 else "", span) for k, span in enumerate(spans, 1)]


def _speech(
    raw: str,
    source: str,
    suffix: str,
    span: tuple[int, int],
    repaired: RepairedText,
    repairs: list[Repair],
    metadata: dict[str, str],
    evidence: tuple[Evidence, ...],
) -> Speech:
    start, end = span
    first, last = (bisect_left(repairs, at, key=lambda r: r.start) for at in span)
    own = tuple(r for r in repairs[first:last] if r.end <= end)
    sections = find_sections(without_rows(repaired.text))
    voices = find_voices(repaired.text[: next((s.start for s in sections if s.part == NOTES), None)], metadata["genre"])
    if metadata["speaker"]:
        words = next((raw[e.start : e.end] for e in evidence if e.field == "speaker"), "")
        voices = name_speaker(voices, metadata["speaker"], named_in(words)[1])
    else:
        metadata["speaker"], named = find_speaker(repaired, voices, metadata)
        evidence = tuple(sorted([*evidence, *named]))
    return Speech(source + suffix, source, raw, start, end, repaired, own, sections, voices, metadata, evidence)


def _around(raw: str, aside: Sequence[SetAside], marks: Sequence[Edit], source: str) -> Page:
    """The passages that were set aside: first those that show the origin of the speeches, then the rest."""
    texts = [
        (s.why in ORIGIN, RepairedText.build(raw, s.start, s.end, within((s.start, s.end), marks))) for s in aside
    ]
    origin, rest = (
        [text for is_origin, text in texts if is_origin],
        [text for is_origin, text in texts if not is_origin],
    )
    return Page(origin, rest, source.rpartition("/")[2])
