"""A speech as running text with everything that was coded marked; hovering over a mark shows its coding, and its row may be a link away."""

from __future__ import annotations

import html
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise, takewhile
from operator import eq

import pandas as pd

from koujing.coding import Coding
from koujing.measures.damage import KINDS
from koujing.slogans.formulas import Formula
from koujing.speech import Repair, Section, Speech, Voice
from koujing.statistics.find import Statistic
from koujing.tables import SpanRow, row_ids

# The layers of marks, the outermost first, with their names in the legend.
LAYERS = {
    "voice": "somebody speaks",
    "heading": "heading",
    "formula": "formula",
    "member": "its members",
    "statistic": "statistic",
    "punctuation": "punctuation mended",
    "repair": "repaired",
    "open": "left open",
}
PLACE = "row"  # the layer of a row that no mark shows: only its place, for the link from the row
RANK = {layer: rank for rank, layer in enumerate([*LAYERS, PLACE])}
BLANKS = 8  # characters that may come between an ordinal and its heading

# Okabe & Ito's colours as tints and lines, visible on light and on dark pages; no two marks differ in colour alone.
STYLE = """\
.kj-speech { border: 1px solid rgba(128,128,128,.4); border-radius: 4px; line-height: 2; max-height: 36em;
  overflow: auto; overflow-wrap: anywhere; padding: .4em 1em; resize: vertical; white-space: pre-wrap; }
.kj-legend { line-height: 2; }
.kj-legend span { margin-right: .2em; }
.kj-legend small { margin-right: 1em; white-space: nowrap; }
.kj-voice { background: rgba(204,121,167,.16); }
.kj-heading { border-left: 4px solid; font-weight: bold; padding-left: .3em; }
.kj-formula { border: 2px solid #d55e00; border-radius: 4px; padding: 0 .1em; }
.kj-member { border-bottom: 3px dotted #d55e00; }
.kj-statistic { background: rgba(0,114,178,.16); border-bottom: 2px solid #0072b2; }
.kj-punctuation { background: rgba(0,158,115,.12); }
.kj-repair { background: rgba(0,158,115,.3); text-decoration: underline wavy 1px #009e73; }
.kj-open { background: rgba(230,159,0,.4); outline: 1px dashed; }
[data-kj]::before { content: attr(data-kj); font-size: .75em; opacity: .75; }
.kj-voice[data-kj]::before, .kj-voice > [data-kj]::before { padding: 0 .4em; }
.kj-speech a { color: inherit; text-decoration: underline dotted 1px; }
.kj-speech :is(:target, a:focus-visible) { outline: 3px solid #e69f00; }
:target > .kj-row::before { content: "▸ its row"; font-size: .75em; padding: 0 .4em; }
.kj-speech [title]:has(> a:focus-visible)::after { TOLD }
@media (hover: none) {
  .kj-speech [title] a { pointer-events: none; }
  .kj-speech [title]:hover:not(:has([title]:hover))::after { TOLD }
}
""".replace(
    "TOLD",
    "background: #222; bottom: 0; color: #fff; content: attr(title); font-size: 1rem; font-weight: normal; left: 0; "
    "line-height: 1.5; padding: .6em 1em; position: fixed; right: 0; white-space: pre-wrap; z-index: 99;",
)
BOX = """\
<style>{style}</style>
<p class="kj-legend">{legend}</p>
<div class="kj-speech" lang="zh-Hans" role="region" aria-label="{name}" tabindex="0">{text}</div>
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """``text[start:end]`` belongs to a layer; ``title`` is shown on hovering, ``label`` before the first character.

    A mark without characters is a place where some were dropped. ``row`` is the id of the coded row that it shows.
    """

    start: int
    end: int
    layer: str
    title: str
    label: str = ""
    row: str = ""


def show_speech(speech: Speech, rows: pd.DataFrame | None = None) -> str:
    """The repaired text of a speech as HTML, with headings, voices, formulas, statistics and repairs marked, under a legend.

    It contains no script, loads nothing from outside, and shows any markup in the text literally. ``rows`` are those of its coded
    rows (``start, id``) that stand on the same page, each in an element with its id: a mark leads to its row, and ``t-`` before the id of
    a row is that of its mark or, where none shows it, of its place.
    """
    known = dict(zip(rows["id"], rows["start"], strict=True)) if rows is not None else {}
    marks = [mark if mark.row in known else replace(mark, row="") for mark in find_marks(speech)]
    shown = {mark.row for mark in marks}
    unshown = {row: start for row, start in known.items() if row not in shown}
    offsets = speech.repaired.text_offsets(list(unshown.values())).tolist()
    marks += [Mark(at, at, PLACE, "", row=row) for row, at in zip(unshown, offsets, strict=True)]
    counts = Counter(mark.layer for mark in marks)
    sample = '<span class="kj-{layer}">{name}</span> <small>{n:,}</small> '
    legend = "".join(sample.format(layer=layer, name=LAYERS[layer], n=counts[layer]) for layer in LAYERS if counts[layer])
    return BOX.format(style=STYLE, legend=legend, name=html.escape(speech.id), text=mark_up(speech.text, marks))


def mark_up(text: str, marks: Iterable[Mark]) -> str:
    """The text with an HTML element around each mark; elements of outer layers enclose those of inner ones.

    Marks may cross: an element that would end inside another is closed before it and opened again. The title of an
    element ends with the titles of those around it (except the voice), because a browser shows only the innermost title. What
    the innermost mark with a row covers is a link to the row; of several pieces of one mark, the keyboard stops at the first.

    >>> mark_up("a<b", [Mark(0, 2, "repair", "R"), Mark(1, 3, "statistic", "F")])  # doctest: +NORMALIZE_WHITESPACE
    '<span class="kj-repair" title="R">a</span><span class="kj-statistic" title="F"><span class="kj-repair"
     title="R&#10;F">&lt;</span>b</span>'
    """
    starting: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        starting[mark.start].append(mark)
    ends = {mark.end for group in starting.values() for mark in group}
    parts: list[str] = []
    around: list[Mark] = []
    reached: set[str] = set()
    for start, end in pairwise([*sorted({0, len(text)} | starting.keys() | ends), len(text)]):
        wanted = sorted([m for m in around + starting[start] if m.end > start], key=_nesting)
        kept = sum(takewhile(bool, map(eq, around, wanted)))
        parts += ["</span>"] * (len(around) - kept)
        parts += [_opened(wanted[: k + 1], start, reached) for k in range(kept, len(wanted))]
        parts += [_opened([*wanted, m], start, reached) + "</span>" for m in starting[start] if m.end == start]
        parts.append(_linked(html.escape(text[start:end]), wanted, reached))
        around = wanted
    return "".join(parts)


def _nesting(mark: Mark) -> tuple[int, int, int, str]:
    return RANK[mark.layer], mark.start, -mark.end, mark.title


def _opened(nest: list[Mark], at: int, reached: set[str]) -> str:
    *around, mark = nest
    titles = [mark.title, *(outer.title for outer in reversed(around) if outer.layer != "voice")]
    title = html.escape("\n".join(titles)).replace("\n", "&#10;")
    anchor = f"t-{mark.row}" if mark.row and mark.layer != "member" else ""
    name = f' id="{anchor}"' if anchor and anchor not in reached else ""
    reached.add(anchor)
    label = f' data-kj="{html.escape(mark.label)}"' if mark.label and mark.start == at else ""
    if mark.layer == PLACE:
        return f'<span{name}><a class="kj-row" href="#{mark.row}" tabindex="-1" aria-label="the row of this place"></a>'
    if not label or not mark.row:
        return f'<span class="kj-{mark.layer}"{name} title="{title}"{label}>'
    link = f'<a href="#{mark.row}"{label} aria-label="{html.escape(mark.label)}"></a>'
    return f'<span class="kj-{mark.layer}"{name} title="{title}">{link}'


def _linked(markup: str, nest: list[Mark], reached: set[str]) -> str:
    row = next((mark.row for mark in reversed(nest) if mark.row and mark.layer != "voice"), "")
    if not row or not markup:
        return markup
    again = ' tabindex="-1"' if row in reached else ""
    reached.add(row)
    return f'<a href="#{row}"{again}>{markup}</a>'


def find_marks(speech: Speech) -> Iterator[Mark]:
    """Everything that was coded in a speech, as marks on its repaired text, each with the id of its row."""
    coding = Coding(speech)
    headings = [section for section in speech.sections if section.depth]
    yield from map(_voice, speech.voices, _ids("voices", speech, speech.voices))
    yield from (_heading(section, speech.text, row) for section, row in zip(headings, _ids("sections", speech, headings), strict=True))
    for formula, row in zip(coding.formulas, _ids("formulas", speech, coding.formulas), strict=True):
        name = speech.text[formula.start : formula.end]
        yield Mark(formula.start, formula.end, "formula", _describe_formula(formula, speech.text), row=row)
        yield from (Mark(start, end, "member", f"member of {name}", row=row) for start, end in formula.members)
    ids = _ids("statistics", speech, coding.statistics)
    yield from (Mark(f.start, f.end, "statistic", _describe_statistic(f), row=row) for f, row in zip(coding.statistics, ids, strict=True))
    ends = [(repair.start, repair.end) for repair in speech.repairs]
    places = speech.repaired.text_offsets(ends).tolist() if ends else []
    ids = row_ids("repairs", speech.source, [start for start, _ in ends], [end for _, end in ends])
    yield from (_repair(repair, start, end, row) for repair, (start, end), row in zip(speech.repairs, places, ids, strict=True))


def _ids(table: str, speech: Speech, rows: Sequence[SpanRow]) -> list[str]:
    starts, ends = speech.repaired.raw_spans([row.start for row in rows], [row.end for row in rows])
    return row_ids(table, speech.source, starts.tolist(), ends.tolist())


def _voice(voice: Voice, row: str) -> Mark:
    who = " ".join(filter(None, (voice.role, voice.speaker, voice.verb))) or "the speaker"
    return Mark(voice.start, voice.end, "voice", f"voice: {who}", who, row)


def _heading(section: Section, text: str, row: str) -> Mark:
    end = section.start + len(section.ordinal)
    at = text.find(section.heading, end, end + BLANKS + len(section.heading))
    told = [f"heading of depth {section.depth}", section.part]
    told += [] if section.announced is None else [f"announces {section.announced}"]
    told += [] if section.found is None else [f"found {section.found}"]
    return Mark(section.start, max(end, at + len(section.heading)), "heading", ", ".join(told), row=row)


def _describe_formula(formula: Formula, text: str) -> str:
    told = {
        "count": formula.count,
        "head": formula.head,
        "members": " | ".join(text[start:end] for start, end in formula.members),
        "bundle": formula.bundle,
        "gloss": formula.gloss,
    }
    return "\n".join([f"formula ({formula.kind})", *(f"{name}: {value}" for name, value in told.items() if value)])


def _describe_statistic(statistic: Statistic) -> str:
    ends = " to ".join("open" if end is None else _plain(end) for end in (statistic.low, statistic.high))
    value = ends if statistic.value is None else _plain(statistic.value)
    names = ("modifier", "indicator", "status", "period", "note")
    told = [f"{name}: {cell}" for name in names if (cell := getattr(statistic, name))]
    return "\n".join([f"statistic ({statistic.kind}): {value} {statistic.unit}".rstrip(), *told])


def _plain(number: Decimal) -> str:
    digits = f"{number:,f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _repair(repair: Repair, start: int, end: int, row: str) -> Mark:
    kind, was, now = KINDS.get(repair.kind, repair.kind), visible(repair.was), visible(repair.now) or "nothing"
    if repair.edit is None:
        proposed = f", perhaps {visible(repair.now)}" if repair.now else ""
        return Mark(start, end, "open", f"{kind}: {was}, not known what stood here{proposed}", row=row)
    layer = "punctuation" if repair.kind == "punctuation" else "repair"
    return Mark(start, start + len(repair.now), layer, f"{kind}: {was} → {now}", "" if repair.now else "‸", row)


def visible(text: str) -> str:
    """The text, or the names of its characters if all of them are blank.

    >>> visible("甲"), visible(" ")
    ('甲', 'space')
    """
    return text if text.strip() else ", ".join(unicodedata.name(c, "line end") for c in text).lower()
