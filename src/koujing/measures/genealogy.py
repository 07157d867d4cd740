"""The genealogy of a slogan: how the lists that spell it out follow one another, and which content a bare label means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from koujing.measures.bundles import members_of, pair_places, plain_form
from koujing.measures.careers import PLACE
from koujing.measures.groups import speakers_of
from koujing.measures.meanings import Content, Use, find_contents, latest, meant

COLUMNS = [
    "speech", "date", "bundle", "content", "change", "sure", "moved", "line", "position", "member", "was", "was_position",
    "first_speech", "first_date", "first_voice", "evidence", "source", "start", "end", "members_start", "members_end", "id",
]  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A member through the lists of a content: its number, its latest wording, and the use in which it came first."""

    number: int
    wording: str
    first: Use | None = None


def trace_genealogy(bundle: str, formulas: pd.DataFrame, documents: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Every list that spells a bundle out, member by member, beside the one before it; and every bare use; by date.

    ``formulas`` are the numeral ones with this ``bundle`` or its heads; a list under another label with one of these heads belongs to the
    genealogy if it has the same content (五个精准 with 六个精准). A list that a speech repeats is given once. A date without a day
    comes after the days that it may mean, so that nobody is made the first to say something only because of it; see ``sure``.

    - ``speech, date, bundle``; ``content``: which of the contents of the label, named by its members in the registry or its first list;
    - ``change``: of a member of the first list of a content ``first``; later ``kept``, ``reworded``, ``in`` or ``out``, compared with
      the list before, or with an earlier document of ``lexicons/formula_contents.tsv``, which ``evidence`` then names; ``unknown`` if
      a wording is not shipped; of a bare use ``bare``;
    - ``sure``: whether the dates say that the list before was earlier;
    - ``moved``: whether it stands in another order among those that were there before (the fewest moves that explain the order);
    - ``line``: the number of the member within its content, the same in every list, whatever its wording;
    - ``position, member`` in this list, ``was, was_position`` in the list before;
    - ``first_speech, first_date, first_voice``: the earliest list of this content with the member, and who speaks there;
    - ``evidence``: of a bare use, what decides its ``content``, or why none can be told: lists in the same speech come before those
      by the same body or one above it within ten years, and the registry; one content must be left;
    - ``source, start, end`` of the label, ``members_start, members_end`` of the list, in the raw text; ``id`` of the formula.

    >>> used = pd.DataFrame({"source": list("abc"), "speech": list("abc"), "bundle": "三抓", "head": "抓", "kind": "numeral",
    ...     "members": ["抓农|抓工|抓商", "抓工|抓农|抓学", ""], "id": list("xyz"), "start": 9, "end": 11, "members_start": 0,
    ...     "members_end": 8})
    >>> texts = pd.DataFrame({"speech": list("abc"), "date": ["2001", "2003", "2004"], "level": "central", "speaker": "甲",
    ...     "province": "", "prefecture": "", "county": ""})
    >>> table = trace_genealogy("三抓", used, texts, pd.DataFrame(columns=["source", "speaker", "start", "end"]))
    >>> table.loc[table["speech"] == "b", ["change", "moved", "member", "was", "first_date"]].to_numpy().tolist()[1:]
    [['kept', True, '抓农', '抓农', '2001'], ['in', False, '抓学', '', '2003'], ['out', False, '', '抓商', '2001']]
    >>> table.iloc[-1][["change", "content", "evidence"]].tolist()
    ['bare', '抓农|抓工|抓商', 'the only content in use: b']
    """
    uses = _uses(formulas, documents, voices)
    found = find_contents(bundle, [use for use in uses if use.members])
    rows = [row for content in found for row in _chain(content)]
    rows += [_bare(use, found) for use in uses if not use.members and use.row["bundle"] == bundle]
    table = pd.DataFrame(rows, columns=COLUMNS)
    whole = dict.fromkeys(["line", "position", "was_position", "start", "end", "members_start", "members_end"], "Int64")
    table = table.astype({**whole, "sure": bool, "moved": bool}).assign(latest=table["date"].map(latest))
    order = ["latest", "speech", "start", "content", "position", "was_position"]
    return table.sort_values(order, kind="stable", ignore_index=True)[COLUMNS]


def _uses(formulas: pd.DataFrame, documents: pd.DataFrame, voices: pd.DataFrame) -> list[Use]:
    """The uses in order of date, undated ones last."""
    known = documents[["speech", "date", "speaker", "level", *PLACE]]
    rows = formulas[formulas["kind"] == "numeral"].merge(known, on="speech")
    voice = speakers_of(rows, voices)
    rows = rows.assign(voice=voice.where(voice != "", rows["speaker"]), latest=rows["date"].map(latest))
    rows = rows.sort_values(["latest", "speech", "start"], kind="stable")
    of_row = rows.to_dict("records")
    bodies = [tuple(row[name] for name in ("level", *PLACE)) for row in of_row]
    members = [tuple(map(plain_form, row["members"].split("|"))) if row["members"] else () for row in of_row]
    cells = [{str(name): cell for name, cell in row.items()} for row in of_row]
    return [Use(*one) for one in zip(cells, members, bodies, strict=True)]


def _chain(content: Content) -> Iterator[dict[str, Any]]:
    """The rows of the lists of a content: each member beside that of the list before."""
    before, evidence = _document(content)
    gone: list[Line] = []
    last: Use | None = None
    for use in content.lists:
        lines = _follow(before, gone, use)
        gone += before
        shared = {"content": content.name, "evidence": evidence, "sure": last is None or _is_later(use, last)}
        for row in _beside(before, lines, use):
            yield {**row, **shared}
        before, evidence, last = lines, "", use


def _follow(before: Sequence[Line], gone: Sequence[Line], use: Use) -> list[Line]:
    """The line of each member of a list: one of the list before, one that was gone and comes back, or a new one."""
    wordings = members_of(use.cell)
    pairs = {m: before[k] for k, m in pair_places(_wordings(before), wordings)}
    rest = [m for m in range(len(wordings)) if m not in pairs]
    away = [line for line in gone if line.number not in {one.number for one in before}]
    pairs |= {rest[m]: away[k] for k, m in pair_places([line.wording for line in away], [wordings[m] for m in rest])}
    n = max((line.number for line in (*before, *gone)), default=0)
    lines = []
    for m, member in enumerate(use.members):
        n += m not in pairs
        line = pairs.get(m, Line(n, member))
        lines.append(Line(line.number, member, line.first or use))
    return lines


def _beside(before: Sequence[Line], lines: Sequence[Line], use: Use) -> Iterator[dict[str, Any]]:
    """The members of a list beside those before it, and those that it has no more."""
    old, new = _wordings(before), _wordings(lines)
    place = {line.number: k for k, line in enumerate(before)}
    stayed = _in_order([place[line.number] for line in lines if line.number in place])
    blank = "" in old or "" in new
    for m, line in enumerate(lines):
        k = place.get(line.number)
        change = _change(None if k is None else old[k], new[m], blank, not before)
        yield {**_row(use, line, m, None if k is None else before[k], k), "change": change, "moved": k is not None and k not in stayed}
    for k, line in enumerate(before):
        if not blank and line.number not in {one.number for one in lines}:
            yield {**_row(use, None, None, line, k), "change": "out", "moved": False}


def _wordings(lines: Sequence[Line]) -> tuple[str, ...]:
    return members_of("|".join(line.wording for line in lines))


def _is_later(use: Use, other: Use) -> bool:
    """Whether the dates say that one use is later than the other: a year does not say it of a day in it."""
    dates = use.row["date"], other.row["date"]
    return use.row["speech"] == other.row["speech"] or not (dates[0].startswith(dates[1]) or dates[1].startswith(dates[0]))


def _document(content: Content) -> tuple[list[Line], str]:
    """The members in a document of the registry that is older than every list, and how it is named as evidence."""
    title, _, date = content.document.rpartition(", ")
    if not (date and content.lists and date <= content.lists[0].row["date"]):
        return [], ""
    return [Line(n, member) for n, member in enumerate(content.registered.split("|"), 1)], f"beside {title}, {date}"


def _change(old: str | None, new: str, blank: bool, first: bool) -> str:
    if first:
        return "first"
    if old is None:
        return "unknown" if blank else "in"
    return "kept" if old == new else "reworded"


def _in_order(places: Sequence[int]) -> set[int]:
    """The longest part of these different numbers that rises; of several, the one that is found first.

    >>> sorted(_in_order([1, 2, 0])), sorted(_in_order([2, 0]))
    ([1, 2], [2])
    """
    best: list[list[int]] = [[]]
    for place in places:
        lower = max((run for run in best if not run or run[-1] < place), key=len)
        best.append([*lower, place])
    longest = max(best, key=len)
    return set(longest)


def _row(use: Use, line: Line | None, position: int | None, was: Line | None, was_position: int | None) -> dict[str, Any]:
    """The cells of a member, without what the list as a whole says: its line here, and that in the list before."""
    origin = (line or was or Line(0, "")).first
    first = {f"first_{name}": origin.row[name] if origin else "" for name in ("speech", "date", "voice")}
    places = {"position": position, "was_position": was_position}
    numbers = {"line": (line or was or Line(0, "")).number or None, **{name: None if k is None else k + 1 for name, k in places.items()}}
    return {**use.row, "member": line.wording if line else "", "was": was.wording if was else "", **first, **numbers}


def _bare(use: Use, found: Sequence[Content]) -> dict[str, Any]:
    """The row of a bare use, with the content that it means and the evidence."""
    content, evidence = meant(use, found)
    return {**_row(use, None, None, None, None), "content": content, "evidence": evidence, "change": "bare", "sure": True, "moved": False}
