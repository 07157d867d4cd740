"""Which way of counting gives a number that somebody printed: of the uses of a wording, the characters or the statistics of a text."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from numbers import Integral
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from koujing.chinese.marks import STOPS, Marks, count_han
from koujing.coding import Coding
from koujing.lexicons import load
from koujing.measures.groups import close_to, listed
from koujing.opening import open_study, shipped_studies
from koujing.reading import read, read_string
from koujing.reading.repair.wordings import as_read, plain_characters
from koujing.search.coded import speeches_of
from koujing.speech import Corpus, Speech
from koujing.study import Study, is_coded
from koujing.words.nested import inner_terms, inner_wordings, summed_as
from koujing.words.tokens import Offsets, Tokens, join_terms, tokenize

Source = Speech | Corpus | Study | str | os.PathLike[str]
Printed = int | tuple[int, int]
Way = tuple[str, str, int]  # its name, what it counts, and the number that it gives

_COUNTS = {
    "string": "its characters, wherever an editor finds them",
    "word": "a word of the segmenter",
    "term": "a term, not inside a longer one",
    "nested": "a term or word, also inside longer ones",
}
_PARTS = {
    "title": "not in the title",
    "headings": "not in headings or heads of items (table sections)",
    "quotations": "not in quotation marks",
    "names": "not in 《…》 and in names of institutions",
}
_FILE = "in the whole file, with what stands around the speech"
# Word counts each Chinese character and mark (of a Chinese font); whatever else stands between blanks or these is one.
_WIDE = "\u2e80-\u2fff\u3001-\U0003ffff·—‘’“”…"
_UNIT, _LATIN, _NUMBER = map(re.compile, (rf"[{_WIDE}]|[^\s{_WIDE}]+", "[0-9A-Za-z]", r"[0-9]+(?:[.,][0-9]+)*"))
_CHARACTERS: dict[str, tuple[str, Callable[[str], int]]] = {
    "Han": ("Han characters", count_han),
    "Han, letters, digits": ("Han characters, letters and digits", lambda text: count_han(text) + len(_LATIN.findall(text))),
    "Word": ("Chinese characters and marks; a number or foreign word is one", lambda text: len(_UNIT.findall(text))),
    "printed": ("all characters and marks, but no blanks", lambda text: len("".join(text.split()))),
}


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

    >>> recount("改革", 2, "改革开放带来变化。改革要推进，改革没有止境。")[["way", "n", "exact"]].to_numpy().tolist()
    [['word', 2, True], ['term', 2, True], ['string', 3, False], ['nested', 3, False]]
    """
    one = _one_speech(source, speech)
    if not isinstance(wording, str) or not wording.strip():
        raise ValueError(f"wording {wording!r}: expected at least one character to count")
    ways = list(_ways(as_read(wording), one))
    if not any(n for *_, n in ways):
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
    ways = [[(w + of, s + told, count(text)) for of, (told, text) in texts.items()] for w, (s, count) in _CHARACTERS.items()]
    return _table([way for row in ways for way in row if way is row[0] or way[-1] != row[0][-1]], printed)


def recount_statistics(printed: Printed, source: Source, *, speech: str = "") -> pd.DataFrame:
    """The ways of counting the statistics of a speech; arguments, columns and errors are those of ``recount``.

    >>> recount_statistics((1, 2), "去年修路8公里，架桥2座，今年再修路8公里。")[["way", "n"]].to_numpy().tolist()
    [['different statistics', 2], ['statistics', 3], ['numbers in digits', 3]]
    """
    one = _one_speech(source, speech)
    found = Coding(one).statistics
    ways = [
        ("statistics", "reported numbers with their units; a range is one (table statistics)", len(found)),
        ("different statistics", "of these, each number of a unit once", len({(s.value, s.low, s.high, s.unit) for s in found})),
        ("numbers in digits", "numbers in Arabic digits, years and ordinals too", len(_NUMBER.findall(one.text))),
    ]
    return _table(ways, printed)


def _table(ways: Iterable[Way], printed: Printed) -> pd.DataFrame:
    bounds = printed if isinstance(printed, tuple) else (printed, printed)
    if len(bounds) != 2 or not all(isinstance(n, Integral) for n in bounds) or not 0 <= bounds[0] <= bounds[1]:
        raise ValueError(f"printed {printed!r}: expected a whole number, 0 or more, or the least and the most it can mean: (130, 139)")
    frame = pd.DataFrame(ways, columns=["way", "says", "n"])
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
    if isinstance(source, str) and source not in shipped_studies() and not os.path.exists(source):
        if not any(stop in source for stop in STOPS):
            raise ValueError(f"{source!r:.60}: neither a file or folder nor a text, which has a stop or a line end")
        return read_string(source, "text").speeches
    is_study = isinstance(source, Study) or source in shipped_studies() or is_coded(Path(source))
    return speeches_of(open_study(source)) if is_study else read(source)  # type: ignore[arg-type]


def _ways(wording: str, speech: Speech) -> Iterator[Way]:
    """Each way with its number; those that leave something out or add it, only where that changes the number."""
    text, plain = speech.body, tokenize(speech, terms=False)
    joined, name = join_terms(text, plain), summed_as().get(wording, "")
    forms = {form for form, term in summed_as().items() if term == name} | {wording}
    alone = _uses(text, plain, joined, {wording}, lambda unit: (unit == wording) + dict(inner_wordings(unit)).get(wording, 0))
    together = _uses(text, plain, joined, forms, lambda unit: dict(inner_terms(unit)).get(name, 0))
    hidden = _hidden(speech, joined)
    for (way, starts, times), (*_, summed) in zip(alone, together, strict=True):
        found = [(way, _COUNTS[way], int(times.sum()))]
        found += [(f"{way} without {p}", f"{_COUNTS[way]}; {says}", int(times[~hidden[p][starts]].sum())) for p, says in _PARTS.items()]
        if way == "string":
            found.append(("string, whole file", f"{_COUNTS[way]}; {_FILE}", plain_characters(speech.raw).count(wording)))
        if name:
            found.append((f"{way} with synonyms", f"{_COUNTS[way]}; together {listed(sorted(forms))}", int(summed.sum())))
        yield found[0]
        yield from (other for other in found[1:] if other[-1] != found[0][-1])


def _uses(
    text: str, plain: Tokens, joined: Tokens, forms: Collection[str], nested: Callable[[str], int]
) -> Iterator[tuple[str, Offsets, Offsets]]:
    """Where wordings stand and how often, in each of the four ways; a unit of the text stands where it begins."""
    longest_first = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    starts = np.array([match.start() for match in re.finditer(longest_first, text)], np.int64)
    yield "string", starts, np.ones_like(starts)
    yield "word", plain.starts, np.array([token in forms for token in plain.vocabulary.tokens], np.int64)[plain.ids]
    units = list(zip(joined.vocabulary.tokens, joined.vocabulary.are_words, strict=True))
    for way, times in (("term", forms.__contains__), ("nested", nested)):
        yield way, joined.starts, np.array([times(unit) if counts else 0 for unit, counts in units], np.int64)[joined.ids]


def _hidden(speech: Speech, joined: Tokens) -> dict[str, npt.NDArray[np.bool_]]:
    """For each part, which characters of the text belong to it."""
    text, marks, headings = speech.body, Marks(speech.body), [s for s in speech.sections if s.ordinal]
    quoted = [span for at in marks.places("“‘「『《") for span in marks.quotations(at) if span[0] == at]
    institutions = {row["term"] for row in load("terms") if row["field"] == "institutions"}
    units = zip(joined.words, joined.starts.tolist(), joined.ends.tolist(), strict=True)
    names = [(start, end) for unit, start, end in units if summed_as().get(unit) in institutions]
    spans = {
        "title": _titles(speech),
        "headings": [(s.start, text.find(s.heading, s.start, s.start + 100) + len(s.heading)) for s in headings],
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
