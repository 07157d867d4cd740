"""Which way of counting gives a number that somebody printed: of the uses of a wording, the characters or the statistics of a text."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from numbers import Integral
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from koujing.chinese.marks import STOPS, Marks, count_han
from koujing.coding import Coding
from koujing.lexicons import load
from koujing.measures.groups import close_to, listed
from koujing.opening import open_study, shipped_studies
from koujing.reading import read, read_string
from koujing.reading.repair.script import simplified
from koujing.search.coded import speeches_of
from koujing.speech import Corpus, Speech
from koujing.study import Study, is_coded
from koujing.words.nested import inner_terms, inner_wordings
from koujing.words.terms import Finder, wordings
from koujing.words.tokens import Offsets, Tokens, join_terms, tokenize

Source = Speech | Corpus | Study | str | os.PathLike[str]
Printed = int | tuple[int, int]

_COUNTS = {
    "string": "wherever the characters stand, as an editor finds them",
    "word": "as a whole word of the segmenter",
    "term": "as a term: the longest at its place, nothing inside longer ones",
    "nested": "as a term or word, or inside a longer one that is made of it",
}
_PARTS = {
    "title": "not in the title",
    "headings": "not in headings and the first words of numbered items (table sections)",
    "quotations": "not in quotation marks",
    "names": "not in 《…》 and in names of institutions",
}
_FILE = "in the whole file as it is, with what stands around the speech"
# Word counts each Chinese character and mark; whatever else stands between blanks or these is one.
_WIDE = "\u2e80-\u2fff\u3001-\U0003ffff·—‘’“”…"
_UNIT, _LATIN, _NUMBER = map(re.compile, (rf"[{_WIDE}]|[^\s{_WIDE}]+", "[0-9A-Za-z]", r"[0-9]+(?:[.,][0-9]+)*"))
_CHARACTERS: dict[str, tuple[str, Callable[[str], int]]] = {
    "Han": ("Han characters", count_han),
    "Han, letters, digits": ("Han characters, letters and digits", lambda text: count_han(text) + len(_LATIN.findall(text))),
    "Word": ("Chinese characters and marks; a number or foreign word is one, as in Word", lambda text: len(_UNIT.findall(text))),
    "printed": ("all characters and marks, but no blanks", lambda text: len("".join(text.split()))),
}


class Way(NamedTuple):
    """A way of counting, what it counts, and the number that it gives."""

    way: str
    says: str
    n: int


def recount(wording: str, printed: Printed, source: Source, *, speech: str = "") -> pd.DataFrame:
    """The ways of counting a wording in a speech, those first that come nearest to a printed number.

    Columns: ``way, says, n, difference, exact``. The ways are ``string``, ``word``, ``term`` and ``nested`` (see the table
    ``regimes``); each without title, headings, quotations or names, where that changes the number; with the other wordings of
    a listed term; and, as a string, in the whole file. ``printed`` is a number, or the least and the most that the printed words
    can mean ("130-odd": ``(130, 139)``); ``difference`` is how far ``n`` lies above or below. A way that gives the number shows
    that it can be had so, not that it was.

    ``source`` is a speech, a corpus, a study with its sentences, a file or folder, or the text itself (a string with a stop or
    line end); ``speech`` says which, if it holds several. Errors: ``ValueError`` for a wording that the text does not contain,
    a negative number, a source that holds no single text; ``ReadingError`` if it cannot be read.

    >>> recount("改革", 2, "推进改革开放。深化改革，完善“改革”方案。")[["way", "n"]].head(3).to_numpy().tolist()
    [['string without quotations', 2], ['term', 2], ['nested without quotations', 2]]
    """
    one = _one_speech(source, speech)
    if not isinstance(wording, str) or not wording.strip():
        raise ValueError(f"wording {wording!r}: expected at least one character to count")
    ways = list(_ways(simplified(wording), one))
    if not any(way.n for way in ways):
        raise ValueError(f"{one.id}: {wording!r} does not occur in this text{close_to(wording, set(tokenize(one).words))}")
    return _table(ways, printed)


def recount_characters(printed: Printed, source: Source, *, speech: str = "") -> pd.DataFrame:
    """The ways of counting the characters of a speech; arguments, columns and errors are those of ``recount``.

    >>> recount_characters(8, "产量达到24.5万吨。")[["way", "n"]].head(2).to_numpy().tolist()
    [['Word', 8], ['Han, letters, digits', 9]]
    """
    one = _one_speech(source, speech)
    body = "".join(np.array(list(one.text))[~_covered(_titles(one), one.text)])
    texts = {"": ("", one.text), " without title": ("; " + _PARTS["title"], body), ", whole file": ("; " + _FILE, one.raw)}
    ways = [[Way(w + of, s + told, count(text)) for of, (told, text) in texts.items()] for w, (s, count) in _CHARACTERS.items()]
    return _table([way for row in ways for way in row if way is row[0] or way.n != row[0].n], printed)


def recount_statistics(printed: Printed, source: Source, *, speech: str = "") -> pd.DataFrame:
    """The ways of counting the statistics of a speech; arguments, columns and errors are those of ``recount``.

    >>> recount_statistics((1, 2), "去年修路8公里，架桥2座，今年再修路8公里。")[["way", "n"]].to_numpy().tolist()
    [['different statistics', 2], ['different numbers in digits', 2], ['statistics', 3], ['numbers in digits', 3]]
    """
    one = _one_speech(source, speech)
    found, digits = Coding(one).statistics, _NUMBER.findall(one.text)
    ways = [
        Way("statistics", "reported numbers with their units; a range is one (table statistics)", len(found)),
        Way("different statistics", "of these, each number of a unit once", len({(s.value, s.low, s.high, s.unit) for s in found})),
        Way("numbers in digits", "numbers in Arabic digits, years and ordinals too", len(digits)),
        Way("different numbers in digits", "of these, each once", len(set(digits))),
    ]
    return _table(ways, printed)


def _table(ways: Iterable[Way], printed: Printed) -> pd.DataFrame:
    bounds = printed if isinstance(printed, tuple) else (printed, printed)
    if len(bounds) != 2 or not all(isinstance(n, Integral) for n in bounds) or not 0 <= bounds[0] <= bounds[1]:
        raise ValueError(f"printed {printed!r}: expected a whole number, 0 or more, or the least and the most it can mean: (130, 139)")
    frame = pd.DataFrame(ways, columns=list(Way._fields))
    frame["difference"] = frame["n"] - frame["n"].clip(*bounds)
    frame["exact"] = frame["difference"] == 0
    return frame.sort_values("difference", key=abs, kind="stable", ignore_index=True)


def _one_speech(source: Source, speech: str) -> Speech:
    speeches = {one.id: one for one in ([source] if isinstance(source, Speech) else _speeches(source))}
    if speech not in speeches and (speech or len(speeches) != 1):
        asked = f"no speech {speech!r}{close_to(speech, speeches)}" if speech else f"{len(speeches)} speeches, and one is expected"
        raise ValueError(f"{asked}; speech= takes one of {listed(speeches)}")
    one = speeches[speech] if speech else next(iter(speeches.values()))
    if not one.text.strip():
        raise ValueError(f"{one.id}: expected a text to count in, and this speech has none")
    return one


def _speeches(source: Corpus | Study | str | os.PathLike[str]) -> Iterable[Speech]:
    if isinstance(source, Corpus):
        return source
    if isinstance(source, str) and any(stop in source for stop in STOPS) and not os.path.exists(source):
        return read_string(source, "text").speeches
    is_study = isinstance(source, Study) or source in shipped_studies() or is_coded(Path(source))
    return speeches_of(open_study(source)) if is_study else read(source)  # type: ignore[arg-type]


def _ways(wording: str, speech: Speech) -> Iterator[Way]:
    """Each way with the number that it gives; those that leave something out or add it, only where that changes the number."""
    text, plain = speech.text, tokenize(speech, terms=False)
    joined, name = join_terms(text, plain), wordings().get(wording)
    forms = {form for form, term in wordings().items() if term == name} | {wording}
    alone = _uses(text, plain, joined, {wording}, lambda unit: (unit == wording) + dict(inner_wordings(unit)).get(wording, 0))
    together = _uses(text, plain, joined, forms, lambda unit: dict(inner_terms(unit)).get(name or "", 0))
    hidden = _hidden(speech, joined)
    for (way, starts, times), (*_, summed) in zip(alone, together, strict=True):
        found = [Way(way, _COUNTS[way], int(times.sum()))]
        for part, says in _PARTS.items():
            found.append(Way(f"{way} without {part}", f"{_COUNTS[way]}; {says}", int(times[~hidden[part][starts]].sum())))
        if way == "string":
            found.append(Way("string, whole file", f"{_COUNTS[way]}; {_FILE}", len(_strings({wording}, simplified(speech.raw)))))
        if name:
            found.append(Way(f"{way} with synonyms", f"{_COUNTS[way]}; together {listed(sorted(forms))}", int(summed.sum())))
        yield found[0]
        yield from (other for other in found[1:] if other.n != found[0].n)


def _uses(
    text: str, plain: Tokens, joined: Tokens, forms: Collection[str], nested: Callable[[str], int]
) -> Iterator[tuple[str, Offsets, Offsets]]:
    """Where wordings stand and how often, in each of the four ways; a unit of the text stands where it begins."""
    starts = _strings(forms, text)
    yield "string", starts, np.ones_like(starts)
    for way, tokens in (("word", plain), ("term", joined)):
        yield way, tokens.starts, np.array([token in forms for token in tokens.vocabulary.tokens], np.int64)[tokens.ids]
    units = zip(joined.vocabulary.tokens, joined.vocabulary.are_words, strict=True)
    yield "nested", joined.starts, np.array([nested(unit) if counts else 0 for unit, counts in units], np.int64)[joined.ids]


def _strings(forms: Collection[str], text: str) -> Offsets:
    """Where a wording stands as a string, and not inside another of them."""
    finder = Finder(forms)
    which, starts = finder.strings(text)
    spans = sorted(zip(starts.tolist(), (-starts - finder.lengths[which]).tolist(), strict=True))
    ends = np.maximum.accumulate([0, *(-end for _, end in spans)])
    return np.array([start for (start, end), reach in zip(spans, ends[:-1], strict=True) if -end > reach], np.int64)


def _hidden(speech: Speech, joined: Tokens) -> dict[str, npt.NDArray[np.bool_]]:
    """For each part, which characters of the text belong to it."""
    text, marks, headings = speech.text, Marks(speech.text), [s for s in speech.sections if s.ordinal]
    quoted = [span for at in marks.places("“‘「『《") for span in marks.quotations(at) if span[0] == at]
    institutions = {row["term"] for row in load("terms") if row["field"] == "institutions"}
    units = zip(joined.words, joined.starts.tolist(), joined.ends.tolist(), strict=True)
    names = [(start, end) for unit, start, end in units if wordings().get(unit) in institutions]
    spans = {
        "title": _titles(speech),
        "headings": [(s.start, text.find(s.heading, s.start) + len(s.heading)) for s in headings],
        "quotations": [span for span in quoted if text[span[0]] != "《"],
        "names": names + [span for span in quoted if text[span[0]] == "《"],
    }
    return {part: _covered(own, text) for part, own in spans.items()}


def _titles(speech: Speech) -> list[tuple[int, int]]:
    titles = np.array([(e.start, e.end) for e in speech.evidence if e.field == "title"], np.int64).reshape(-1, 2)
    return [(start, end) for start, end in speech.repaired.text_offsets(titles).tolist()]


def _covered(spans: Iterable[tuple[int, int]], text: str) -> npt.NDArray[np.bool_]:
    covered = np.zeros(len(text), np.bool_)
    for start, end in spans:
        covered[start:end] = True
    return covered
