"""A document → its coded tables: which coder fills which row class, and where each row stands in raw characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from typing import Any

from koujing.borrowing.sides import packed
from koujing.checks import Check, find_checks
from koujing.chinese.cells import cells_apart
from koujing.chinese.marks import Marks
from koujing.rhetoric.directives import Directive, find_directives
from koujing.rhetoric.metaphors import Metaphor, find_metaphors
from koujing.rhetoric.parallels import Parallel, find_parallels
from koujing.slogans.formulas import Formula, find_formulas
from koujing.speech import Document, Evidence, Repair, Section, SetAside, Speech, Voice, wording
from koujing.statistics.find import Statistic, find_statistics
from koujing.statistics.series import SeriesRow, find_series
from koujing.tables import PLACE, Columns, RawRow, Schema, SpanRow, column, derived, row_ids, schema_of, table_row
from koujing.words.rows import Pair, Regime, Term, Texture
from koujing.words.terms import segmentation
from koujing.words.together import Together
from koujing.words.tokens import Tokens, tokenize
from koujing.words.waiting import CHARACTERS, SPEECHES, Waiting

Coded = dict[str, dict[str, list[Any]]]  # the cells of each table by column, table by table

# Not a table: the repaired text of each speech, and what else those coders need that compare speeches; and its owner's own columns.
RUNNING = "running"


@table_row(
    "documents",
    "one row per speech. After these columns stand those that the texts came with: `own_region` is the column `region` of a "
    "table of texts or of `metadata.csv`, each cell as it was written.",
    open=True,
)
class DocumentRow:
    """A speech: what is known about it, how long it is, and where it stands."""

    source: str = column("the file: its path within the folder of the texts, without suffix")
    speech: str = column("the speech: named like the source, or `source#2` where a file holds several")
    title: str = column("the first line, where it is a title and not a date, salutation, heading or sentence")
    date: str = column("ISO date of the speech or meeting, as fine as it is certain (`2013`, `2013-03`, `2013-03-21`)")
    date_evidence: str = column(
        "the decisive words (the full evidence is in **evidence**), or `metadata.csv` or `field date` where the user gave the "
        "date. The day stands in the head or the dateline, or another speech of the file names it; the year stands there or "
        "follows from page stamp, session, the year planned for, plan periods, anniversaries, deadlines and dated events "
        "(`lexicons/events.tsv`), where together they leave only one year. The file name is used where the text says nothing",
        quotes=True,
    )
    province: str = column(
        "the province of the speaking body by the gazetteer (`lexicons/places.tsv`, GB/T 2260), not one that it merely mentions; "
        "a county or prefecture implies the divisions above it. Empty for central texts; divisions below the speaker's level "
        "are empty too"
    )
    prefecture: str = column("likewise, the prefecture of the speaking body")
    county: str = column("likewise, the county of the speaking body")
    level: str = column("central, province, prefecture, county, township, village: that of the place the speaker calls its own (我县)")
    body: str = column("party, government, department, congress")
    organisation: str = column(
        "who called the meeting, or for whom the speaker speaks; with the full name of its place where that is known (省水利厅 "
        "in 甘肃省 is 甘肃省水利厅), else as the text gives it",
        quotes=True,
    )
    genre: str = column("speech, news report, work report, plan report, other")
    speaker: str = column(
        "who delivers the speech or report: as a labelled line (报告人), a line under the title or the speaker's own words name "
        "the person; for a work report of the State Council the premier then in office (`lexicons/leaders.tsv`). Empty for a "
        "news report, and where nobody is named"
    )
    n_chars: int = column("characters of the repaired running text, white space and end notes left out")
    n_han: int = column(
        'Han characters of the repaired running text without its end notes: the base of every rate "per 10,000 characters"'
    )
    n_tokens: int = column(
        'tokens with a Han character or a digit, masked ones left out: the base of every rate "per million tokens"'
    )
    n_sentences: int = column("sentences with a Han character")
    n_masks: int = column("runs of mask characters (`*`, `xx`), restored or not")
    segmentation: str = column(
        "how the text was cut into words; counts of words cut in different ways cannot be compared"
    )
    raw_kind: str = column(
        "`decoded`: offsets count the decoded file (`.txt`, `.md`, `.html`); `extracted`: they count the text taken out of it "
        "(`.docx`, `.pdf`, `.jsonl`, `.csv`)"
    )
    raw_sha256: str = column(
        "SHA-256 of the file's bytes where it was decoded, of the extracted text in UTF-8 where it was extracted"
    )
    start: int = column("where the speech begins in the raw text")
    end: int = column("one past its last raw character")


@table_row("sentences", "one row per sentence; kept only where the texts themselves may be kept, so in none of the folders here.")
class Sentence(SpanRow):
    """A sentence with a Han character."""

    text: str = derived("the raw characters", wording, quotes=True)


@dataclass(frozen=True)
class Coding:
    """A speech being coded: what several coders need is found once and shared."""

    speech: Speech
    document: Document | None = None  # the file it comes from; only ``documents`` needs it
    cut: Callable[[], Tokens] | None = None  # gives its words, where those of many speeches were cut at once

    @cached_property
    def marks(self) -> Marks:
        """Its characters, sentences, clauses, lines, brackets and quotations; the cells of a table are lines of their own."""
        return Marks(cells_apart(self.speech.text))

    @cached_property
    def body(self) -> Marks:
        """The same without its end notes, for what counts or interprets what was delivered."""
        has_notes = len(self.speech.body) < len(self.speech.text)
        return Marks(cells_apart(self.speech.body)) if has_notes else self.marks

    @cached_property
    def tokens(self) -> Tokens:
        """Its words, those of end notes left out."""
        return self.cut() if self.cut else tokenize(self.speech, terms=False)

    @cached_property
    def all_tokens(self) -> Tokens:
        """Its words and those of its end notes."""
        return self.tokens if self.body is self.marks else tokenize(self.speech.text, terms=False)

    @cached_property
    def formulas(self) -> list[Formula]:
        """Its formulas."""
        return find_formulas(self.marks.text, self.marks)

    @cached_property
    def statistics(self) -> list[Statistic]:
        """Its statistics, except numbers inside a formula."""
        date = self.speech.metadata.get("date", "")
        taken = [(formula.start, formula.end) for formula in self.formulas]
        return find_statistics(self.speech.text, taken, self.speech.sections, date, self.marks, lambda: self.all_tokens)


Coder = Callable[[Coding], Iterable[Any] | Columns]

# The coder of each table for one speech: it returns rows of the class, or whole columns where there are many rows. Those about words
# have none: they are counted for many speeches at once.
CODERS: dict[type, Coder] = {
    DocumentRow: lambda coding: _document_row(coding),
    Repair: lambda coding: coding.speech.repairs,
    Evidence: lambda coding: coding.speech.evidence,
    Section: lambda coding: coding.speech.sections,
    Voice: lambda coding: coding.speech.voices,
    Sentence: lambda coding: [Sentence(*span) for span in coding.body.sentences],
    Term: lambda coding: (),
    Pair: lambda coding: (),
    Texture: lambda coding: (),
    Regime: lambda coding: (),
    Statistic: lambda coding: coding.statistics,
    SeriesRow: lambda coding: find_series(coding.statistics, coding.marks, coding.speech.metadata),
    Formula: lambda coding: coding.formulas,
    Check: lambda coding: find_checks(
        coding.marks.text, coding.statistics, coding.formulas, coding.speech.sections, coding.marks
    ),
    Parallel: lambda coding: find_parallels(coding.body.text, coding.speech.sections, coding.body),
    Directive: lambda coding: find_directives(coding.body.text, coding.speech.sections, coding.body),
    Metaphor: lambda coding: find_metaphors(coding.body.text, coding.body),
}


def code_document(document: Document) -> Coded:
    """The cells of every table that one document fills by itself, and the running text of its speeches."""
    tables = [schema_of(cls) for cls in (SetAside, *CODERS)]
    coded: Coded = {schema.table: {name: [] for name in schema.names} for schema in tables}
    coded[RUNNING] = {"speech": [], "text": [], "pieces": [], "cited": [], "parts": [], "own": []}
    waiting = Waiting()
    for table, columns in chain(coded_columns(document, waiting), waiting.counted()):
        for name, cells in columns.items():
            coded[table][name].extend(cells if isinstance(cells, list | tuple) else cells.tolist())  # type: ignore[attr-defined]
    return coded


def coded_columns(document: Document, waiting: Waiting) -> Iterator[tuple[str, Columns]]:
    """The same, one speech and table after the other: the name of the table, and the rows of the speech in it by their columns.

    Its words are left waiting to be counted with those of other documents; one that cannot be coded leaves none.
    """
    aside, schema = document.set_aside, schema_of(SetAside)
    if aside:
        places = _places(schema, document.source, "", [one.start for one in aside], [one.end for one in aside], None)
        yield schema.table, places | schema.build(aside, None)
    cut = []
    for speeches in _cut_together(document.speeches):
        texts = Together.of([speech.body for speech in speeches])
        codings = [Coding(speech, document, partial(texts.of_text, k)) for k, speech in enumerate(speeches)]
        for coding in codings:
            speech = coding.speech
            yield RUNNING, running_row(speech) | {"own": [speech.own]}
            for cls, coder in CODERS.items():
                if found := coder(coding):
                    yield schema_of(cls).table, columns_of(cls, found, speech)
        cut.append((texts, speeches, [coding.body.sentences for coding in codings]))
    for one in cut:
        waiting.add(*one)


def running_row(speech: Speech) -> dict[str, list[Any]]:
    """The row of a speech in the table of running texts."""
    return {"speech": [speech.id], "text": [speech.body]} | {name: [cell] for name, cell in packed(speech).items()}


def _cut_together(speeches: Iterable[Speech]) -> Iterator[list[Speech]]:
    group: list[Speech] = []
    n_characters = 0
    for speech in speeches:
        n_characters += len(speech.text)
        if len(group) == SPEECHES or (group and n_characters > CHARACTERS):
            yield group
            group, n_characters = [], len(speech.text)
        group.append(speech)
    if group:
        yield group


def columns_of(cls: type, found: Iterable[Any] | Columns, speech: Speech | None) -> Columns:
    """What a coder found, as the columns of its table, spans as raw offsets; ``speech`` is ``None`` if rows belong to several."""
    schema = schema_of(cls)
    if isinstance(found, Mapping):
        if unlike := set(schema.names) ^ set(found):
            raise ValueError(f"{schema.table}: its coder gives columns, and its row class has others ({', '.join(sorted(unlike))})")
        return found
    rows = list(found)
    if not rows:
        return dict.fromkeys(schema.names, ())
    if not schema.has_spans:
        return schema.build(rows, speech)
    if speech is None:
        raise ValueError(f"{schema.table}: its coder takes all speeches, so rows have no place in one; give their columns")
    starts, ends = [one.start for one in rows], [one.end for one in rows]
    if not issubclass(cls, RawRow):
        starts, ends = speech.repaired.raw_places(starts, ends)
    return _places(schema, speech.source, speech.id, starts, ends, speech.section_starts) | schema.build(rows, speech)


def _places(
    schema: Schema, source: str, speech: str, starts: Sequence[int], ends: Sequence[int], heads: Sequence[int] | None
) -> dict[str, Sequence[Any]]:
    """Where rows stand; ``heads`` are the raw offsets at which sections 1, 2, … begin."""
    n = len(starts)
    sections = [None] * n if heads is None else [bisect_right(heads, start) for start in starts]
    ids = row_ids(schema.table, source, starts, ends)
    cells = ([source] * n, [speech] * n, sections, starts, ends, ids)
    return dict(zip(PLACE, cells, strict=True))


def _document_row(coding: Coding) -> Columns:
    document, speech, text = coding.document, coding.speech, coding.speech.body
    assert document is not None
    cells = {
        "source": document.source,
        "speech": speech.id,
        **speech.metadata,
        "n_chars": len("".join(text.split())),
        "n_han": coding.body.n_han,
        "n_tokens": coding.tokens.n_words,
        "n_sentences": len(coding.body.sentences),
        "n_masks": sum(repair.kind == "mask" for repair in speech.repairs),
        "segmentation": segmentation(),
        "raw_kind": document.raw_kind,
        "raw_sha256": document.raw_sha256,
        "start": speech.start,
        "end": speech.end,
    }
    return {name: [cells.get(name)] for name in schema_of(DocumentRow).names}
