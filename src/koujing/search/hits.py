"""Search speeches for a wording: every hit with its context, file by file, as it is found."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, chain
from pathlib import Path
from typing import NamedTuple

from koujing import engine, reading
from koujing.later import pd
from koujing.lexicons import cutting
from koujing.nesting import innermost
from koujing.opening import SAMPLE, open_study, own_lexicon, shipped_studies
from koujing.reading.files.formats import read_raw
from koujing.reading.given import Given
from koujing.scale import Parts
from koujing.search.coded import parts_of, speeches_in
from koujing.search.query import PatternError, Query, Span
from koujing.speech import Corpus, Problem, Speech, Voice
from koujing.stored import Frames
from koujing.study import Study

Folder = str | os.PathLike[str]
Source = str | os.PathLike[str] | Study | Corpus | Speech | Iterable[Speech]
Text = tuple[Path, str, list[Given]]

# Searched in this process before others are started, so that the first hits do not wait for them: 1 MB takes 0.14 s.
FIRST_BYTES = 1_000_000
SEARCHED = ("documents", "sentences", "repairs", "sections", "voices")
PARAGRAPH = "¶"  # shown in place of a line end


class Hit(NamedTuple):
    """One occurrence of the pattern: ``raw[start:end]`` of its file; ``left``, ``node`` and ``right`` are repaired text.

    ``part`` is that of the innermost section (``review``, ``tasks``, ``other``), ``voice`` the office and name of the person
    speaking there. ``part``, ``voice`` and ``date`` are empty if they are not known. A line end is shown as ``¶``.
    """

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


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one file or speech: hits, the number of masked words that could not be searched, and problems."""

    hits: tuple[Hit, ...] = ()
    n_masks: int = 0
    n_masked_speeches: int = 0
    problems: tuple[Problem, ...] = ()
    is_read: bool = True


def find_hits(
    pattern: str, source: Source, *, as_: str = "literal", width: int = 20, lexicon: Folder | None = None, workers: int | None = None
) -> Iterator[Hit]:
    """Every hit in order of source and place, each as soon as its file is read.

    ``as_`` says how the pattern is read: as a ``literal`` string, a Python ``regex``, a whole ``word`` as the segmenter cuts it,
    a ``term`` (a unit, the longest at its place) or ``nested`` (inside longer terms and words too), or the name of a ``formula``,
    which also finds the other names of its bundle. The repaired text is searched, for the
    pattern as it is and as it would be repaired (體制 also finds 体制), and for a literal also the raw text; no hit or
    context reaches into another speech. ``lexicon`` is the folder with your own terms and formulas, as in ``koujing.code``;
    ``workers`` is as in ``engine.run``.
    Errors: ``ValueError`` as for ``Query``; ``ReadingError`` if nothing can be read.

    >>> from koujing.reading import read_string
    >>> speech = read_string("同志们：贷款l67亿元。还款167亿元。", "a").speeches[0]
    >>> [(hit.start, hit.end, hit.left, hit.node) for hit in find_hits("167亿元", speech, width=2)]
    [(6, 11, '贷款', '167亿元'), (14, 19, '还款', '167亿元')]
    """
    found = search(Query(pattern, as_, width, own_lexicon(lexicon)), source, workers=workers)
    return (hit for part in found for hit in part.hits)


def search(query: Query, source: Source, *, workers: int | None = None) -> Iterator[Found]:
    """What is found in each file or speech, in order; for a path, preceded by the problems of its ``metadata.csv``."""
    if isinstance(source, str) and source in (SAMPLE, *shipped_studies()) and not Path(source).exists():
        source = open_study(source, query.lexicon)  # without sentences to search, which is then said, unless it is the sample
    if isinstance(source, Study):
        _check_lexicon(query, source)
        return _search_study(query, source, workers)
    if isinstance(source, str | os.PathLike):
        return _search_files(query, source, workers)
    speeches = (source,) if isinstance(source, Speech) else source
    task = partial(_search_speech, query)
    found = (engine.attempt(task, _speech_not_searched, speech) for speech in speeches)
    return _with_problems(source.problems, found) if isinstance(source, Corpus) else found


def _search_study(query: Query, study: Study, workers: int | None) -> Iterator[Found]:
    parts = parts_of(study)
    sources = [part.sources["sentences"] for part in parts]
    sizes = [sum(piece.path.stat().st_size for piece in source.pieces) if isinstance(source, Parts) else 0 for source in sources]
    found = engine.run(partial(_search_part, query), parts, _part_not_searched, sizes=sizes, workers=workers)
    return chain.from_iterable(found)


def _search_part(query: Query, part: Frames) -> list[Found]:
    """What is found in each speech that may have the pattern, and the masks of the others."""
    part = Frames({table: part[table] for table in SEARCHED})  # each is read once
    holding = _holding(query, part)
    masks = part["repairs"].query("kind == 'mask' and now == ''")["speech"]
    others = masks[~masks.isin(holding)]
    there = part["documents"]["speech"].isin(holding)
    kept = part if there.all() else Frames({table: part.keep(table, pd.DataFrame({"speech": holding}, dtype=str)) for table in SEARCHED})
    task = partial(_search_speech, query)
    found = [engine.attempt(task, _speech_not_searched, speech) for speech in speeches_in(kept)] if len(holding) else []
    return [*found, Found(n_masks=len(others), n_masked_speeches=others.nunique())]


def _holding(query: Query, part: Frames) -> list[str]:
    """The speeches that have, in their sentences or repairs, every Han character of the pattern as it may be written."""
    texts = [(part["sentences"]["speech"], part["sentences"]["text"]), (part["repairs"]["speech"], part["repairs"]["now"])]

    def with_character(sign: str) -> set[str]:
        return {speech for speeches, text in texts for speech in speeches[text.str.contains(sign, regex=False)].unique()}

    speeches = part["documents"]["speech"]
    holding = {speech for signs in query.characters for speech in set(speeches).intersection(*map(with_character, signs))}
    return [speech for speech in speeches if speech in holding]


def _part_not_searched(part: Frames, error: Exception) -> list[Found]:
    return [_not_searched(part["documents"]["source"].iloc[0], error)]


def _check_lexicon(query: Query, study: Study) -> None:
    known = cutting(study.lexicon)
    if query.as_ in ("word", "term", "nested", "formula") and known and known != cutting(query.lexicon.files):
        files = ", ".join(known)
        raise ValueError(f"{study.name}: coded with a lexicon of its own ({files}); give the folder of the same files as lexicon")


def _with_problems(problems: Sequence[Problem], found: Iterator[Found]) -> Iterator[Found]:
    yield Found(problems=tuple(problems), is_read=False)
    yield from found


def _search_files(query: Query, path: str | os.PathLike[str], workers: int | None) -> Iterator[Found]:
    texts, wrong = reading.find_texts(path)
    sizes = [reading.n_bytes(file) for file, *_ in texts]
    n_first = max(1, bisect_right(list(accumulate(sizes)), FIRST_BYTES))
    task = partial(_search_file, query)
    wrong = reading.below(path, wrong)
    yield Found(problems=tuple(wrong), is_read=False)
    any_read = False
    first = engine.run(task, texts[:n_first], _file_not_searched, sizes=sizes[:n_first], workers=1)
    rest = engine.run(task, texts[n_first:], _file_not_searched, sizes=sizes[n_first:], workers=workers)
    for found in chain(first, rest):
        any_read = any_read or found.is_read
        problems = reading.below(path, found.problems)
        wrong += problems
        yield replace(found, problems=tuple(problems))
    if not any_read:
        raise reading.nothing_read(path, wrong)


def _search_file(query: Query, text: Text) -> Found:
    path, _, given = text
    if path.suffix.lower() == ".txt" and not given:
        raw = read_raw(path)
        if not query.may_stand_in(raw.text):
            return Found(problems=raw.problems)
    document = reading.read_file(*text)
    return _search_speeches(query, document.speeches, document.problems)


def _search_speech(query: Query, speech: Speech) -> Found:
    return _search_speeches(query, (speech,))


def _file_not_searched(text: Text, error: Exception) -> Found:
    return _not_searched(text[0], error)


def _speech_not_searched(speech: Speech, error: Exception) -> Found:
    return _not_searched(speech.id, error)


def _not_searched(path: str | os.PathLike[str], error: Exception) -> Found:
    if isinstance(error, PatternError):
        raise error
    return Found(problems=(reading.problem_of(path, error),), is_read=False)


def _search_speeches(query: Query, speeches: Iterable[Speech], problems: Sequence[Problem] = ()) -> Found:
    hits: list[Hit] = []
    masks: list[int] = []
    for speech in speeches:
        hits += _hits(query, speech)
        masks.append(sum(r.kind == "mask" and not r.now for r in speech.repairs))
    return Found(tuple(hits), sum(masks), sum(map(bool, masks)), tuple(problems))


def _hits(query: Query, speech: Speech) -> list[Hit]:
    spans = query.spans(speech)
    starts = [start for start, _ in spans]
    raw_starts, raw_ends = speech.repaired.raw_spans(starts, [end for _, end in spans])
    parts = (section.part if section else "" for section in innermost(speech.sections, starts))
    voices = (_name(voice) for voice in speech.voice_at(starts))
    known = (speech.source, speech.id, speech.metadata.get("date", ""))
    rows = zip(spans, raw_starts.tolist(), raw_ends.tolist(), parts, voices, strict=True)
    return [
        Hit(*known, a, b, *_context(speech.text, span, query.width), part, voice) for span, a, b, part, voice in rows
    ]


def _context(text: str, span: Span, width: int) -> tuple[str, str, str]:
    """The text to the left of the span, in it and to its right, each on one line."""
    start, end = span
    left, node, right = text[max(0, start - width) : start], text[start:end], text[end : end + width]
    return left.replace("\n", PARAGRAPH), node.replace("\n", PARAGRAPH), right.replace("\n", PARAGRAPH)


def _name(voice: Voice | None) -> str:
    return " ".join(filter(None, (voice.role, voice.speaker))) if voice else ""
