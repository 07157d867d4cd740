"""The genealogy of a slogan: how the lists that spell it out follow one another, and which content a bare label means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from koujing import lexicons
from koujing.measures.bundles import members_of, pair_places, plain_form, same_member
from koujing.measures.careers import LEVELS, PLACE
from koujing.measures.contents import registered_contents, same_content
from koujing.measures.groups import speakers_of

# Years within which a list says what a bare label means. Two labels of the State Council's reports are used again with another
# content, 三结合 after 14 years and 两个大局 after 16; no label of a body changes its content within ten.
IN_USE = 10
COLUMNS = [
    "speech", "date", "bundle", "content", "change", "moved", "position", "member", "was", "was_position", "first_speech", "first_date",
    "first_voice", "evidence", "source", "start", "end", "members_start", "members_end", "id",
]  # fmt: skip


@dataclass(frozen=True)
class Use:
    """A use of a label: its row, its members (none where it is bare), and who speaks where."""

    row: Mapping[str, Any]
    members: tuple[str, ...]
    body: tuple[str, ...]  # level, province, prefecture, county

    @property
    def year(self) -> int | None:
        return int(self.row["date"][:4]) if self.row["date"] else None

    @property
    def cell(self) -> str:
        return "|".join(self.members)


@dataclass
class Content:
    """What a label bundles: the lists that spell it out in order, and where the registry has it from."""

    lists: list[Use] = field(default_factory=list)
    registered: str = ""  # its members there

    @property
    def name(self) -> str:
        """The members as the registry has them, else those of its first list."""
        return self.registered or self.lists[0].cell

    def holds(self, cell: str) -> bool:
        """Whether a list spells out this content: the registry's list, or one of those that are in it."""
        return any(same_content(known, cell) for known in (self.registered, *(one.cell for one in self.lists)) if known)


def trace_genealogy(bundle: str, formulas: pd.DataFrame, documents: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Every list that spells a bundle out, member by member, beside the one before it; and every bare use. By date.

    ``formulas`` are the numeral ones with this ``bundle`` or its heads; a list under another label with one of these heads belongs to the
    genealogy if it has the same content (五个精准 with 六个精准). A list that a speech repeats is given once.

    - ``speech, date, bundle``; ``content``: which of the contents of the label, named by its members in the registry or its first list;
    - ``change``: of a member of the first list of a content ``first``; later ``kept``, ``reworded``, ``in`` or ``out``, compared with
      the list before; ``unknown`` if a wording is not shipped; of a bare use ``bare``;
    - ``moved``: whether it stands in another order among those that were there before (the fewest moves that explain the order);
    - ``position, member`` in this list, ``was, was_position`` in the list before;
    - ``first_speech, first_date, first_voice``: the earliest list of this content with the member, and who speaks there;
    - ``evidence``: of a bare use, what decides its ``content``, or why none can be told: lists in the same speech come before those
      by the same body or one above it within ten years, and the registry; one content must be left;
    - ``source, start, end`` of the label, ``members_start, members_end`` of the list, in the raw text; ``id`` of the formula.

    >>> used = pd.DataFrame({"source": list("abc"), "speech": list("abc"), "bundle": "三抓", "head": "抓", "kind": "numeral", "id": list("xyz"),
    ...     "members": ["抓产业|抓教育|抓卫生", "抓教育|抓产业|抓住房", ""], "start": 9, "end": 11, "members_start": 0, "members_end": 8})
    >>> texts = pd.DataFrame({"speech": list("abc"), "date": ["2001", "2003", "2004"], "level": "central", "province": "", "prefecture": "",
    ...     "county": "", "speaker": "甲"})
    >>> table = trace_genealogy("三抓", used, texts, pd.DataFrame(columns=["source", "speaker", "start", "end"]))
    >>> table.query("speech == 'b'")[["change", "moved", "member", "was", "first_date"]].to_numpy().tolist()
    [['kept', False, '抓教育', '抓教育', '2001'], ['kept', True, '抓产业', '抓产业', '2001'], ['in', False, '抓住房', '', '2003'], ['out', False, '', '抓卫生', '2001']]
    >>> table.iloc[-1][["change", "content", "evidence"]].tolist()
    ['bare', '抓产业|抓教育|抓卫生', 'the only content in use: b']
    """
    uses = _uses(formulas, documents, voices)
    found = _contents(bundle, [use for use in uses if use.members])
    rows = [row for content in found for row in _chain(content)]
    rows += [_bare(use, found) for use in uses if not use.members and use.row["bundle"] == bundle]
    table = pd.DataFrame(rows, columns=COLUMNS).fillna({"moved": False, "evidence": ""})
    whole = dict.fromkeys(["position", "was_position", "start", "end", "members_start", "members_end"], "Int64")
    table = table.astype({**whole, "moved": bool}).assign(undated=table["date"] == "")
    order = ["undated", "date", "speech", "start", "content", "position", "was_position"]
    return table.sort_values(order, kind="stable", ignore_index=True)[COLUMNS]


def _uses(formulas: pd.DataFrame, documents: pd.DataFrame, voices: pd.DataFrame) -> list[Use]:
    """The uses in order of date, undated ones last."""
    known = documents[["speech", "date", "speaker", "level", *PLACE]]
    rows = formulas[formulas["kind"] == "numeral"].merge(known, on="speech")
    voice = speakers_of(rows, voices)
    rows = rows.assign(voice=voice.where(voice != "", rows["speaker"]), undated=rows["date"] == "")
    rows = rows.sort_values(["undated", "date", "speech", "start"], kind="stable")
    of_row = rows.to_dict("records")
    bodies = [tuple(row[name] for name in ("level", *PLACE)) for row in of_row]
    return [
        Use({str(name): cell for name, cell in row.items()}, tuple(map(plain_form, row["members"].split("|"))) if row["members"] else (), body)
        for row, body in zip(of_row, bodies, strict=True)
    ]


def _contents(bundle: str, lists: Sequence[Use]) -> list[Content]:
    """The contents of a bundle: the registry's, and those that a text spells out under its name; each with its lists by date, those
    under other names among them. A list that a speech repeats is left out."""
    found: list[Content] = []
    for cell in _registered(bundle):  # two documents may word one content differently
        if not any(content.holds(cell) for content in found):
            found.append(Content(registered=cell))
    seen: set[tuple[str, str]] = set()
    for use in sorted(lists, key=lambda use: use.row["bundle"] != bundle):
        home = next((content for content in found if content.holds(use.cell)), None)
        if home is None and use.row["bundle"] == bundle:
            found.append(home := Content())
        if home is not None and (use.row["speech"], use.cell) not in seen:
            seen.add((use.row["speech"], use.cell))
            home.lists.append(use)
    place = {id(use): k for k, use in enumerate(lists)}
    for content in found:
        content.lists.sort(key=lambda use: place[id(use)])
    return found


def _registered(bundle: str) -> list[str]:
    """The members of a bundle in the registry: several contents, or the one that is common knowledge."""
    several = [members for _, members in registered_contents(bundle)]
    return several or [row["members"] for row in lexicons.load("formulas") if row["canonical"] == bundle and row["members"]]


def _chain(content: Content) -> Iterator[dict[str, Any]]:
    """The rows of the lists of a content: each member beside that of the list before."""
    before: list[tuple[str, Use]] = []  # the members of the list before, each with the use in which it came first
    gone: list[tuple[str, Use]] = []
    for use in content.lists:
        old = members_of("|".join(member for member, _ in before))
        new = members_of(use.cell)
        pairs = {m: k for k, m in pair_places(old, new)}
        stayed = _in_order([pairs[m] for m in sorted(pairs)])
        blank = "" in old or "" in new
        now = []
        for m, member in enumerate(use.members):
            k = pairs.get(m)
            origin = before[k][1] if k is not None else next((first for wording, first in gone if same_member(wording, new[m])), use)
            change = _change(None if k is None else old[k], new[m], blank, not before)
            now.append((member, origin))
            yield _row(use, content, change, member, m, before[k][0] if k is not None else "", k, origin, moved=k is not None and k not in stayed)
        for k in sorted(set(range(len(old))) - set(pairs.values())):
            gone.append((old[k], before[k][1]))
            if not blank:
                yield _row(use, content, "out", "", None, before[k][0], k, before[k][1])
        before = now


def _change(old: str | None, new: str, blank: bool, first: bool) -> str:
    if first:
        return "first"
    if old is None:
        return "unknown" if blank else "in"
    return "kept" if old == new else "reworded"


def _in_order(places: Sequence[int]) -> set[int]:
    """The longest part of these different numbers that rises; of several, the one that is found first."""
    best: list[list[int]] = []
    for k, place in enumerate(places):
        lower = [best[m] for m in range(k) if places[m] < place]
        best.append([*max(lower, key=len, default=[]), place])
    return set(max(best, key=len, default=[]))


def _row(
    use: Use, content: Content, change: str, member: str, position: int | None, was: str, was_position: int | None, origin: Use, *,
    moved: bool = False,
) -> dict[str, Any]:  # fmt: skip
    first = {f"first_{name}": origin.row[name] for name in ("speech", "date", "voice")}
    places = {"position": position, "was_position": was_position}
    numbered = {name: None if place is None else place + 1 for name, place in places.items()}
    return {**use.row, "content": content.name, "change": change, "moved": moved, "member": member, "was": was, **numbered, **first}


def _bare(use: Use, found: Sequence[Content]) -> dict[str, Any]:
    """The row of a bare use, with the content that it means and the evidence."""
    content, evidence = _meant(use, found)
    return {**use.row, "content": content, "change": "bare", "member": "", "was": "", "evidence": evidence}


def _meant(use: Use, found: Sequence[Content]) -> tuple[str, str]:
    """The content that a bare use means, if it can be told, and why, or why not."""
    here = [(one.row["start"], content) for content in found for one in content.lists if one.row["speech"] == use.row["speech"]]
    if here:
        before = [place for place in here if place[0] < use.row["start"]]
        nearest = max(before, key=lambda place: place[0]) if before else min(here, key=lambda place: place[0])
        return nearest[1].name, f"spelled out {'before' if before else 'later'} in the speech"
    known = {content.name: _nearest(content, use) for content in found}
    known = {content.name: known[content.name] for content in found if known[content.name] or content.registered}
    if len(known) == 1:
        ((name, one),) = known.items()
        return name, f"the only content in use: {one.row['speech']}" if one else "the only content in the registry"
    where = sorted(one.row["speech"] if one else "the registry" for one in known.values())
    return "", f"undetermined: {', '.join(dict.fromkeys(where))}" if known else "spelled out nowhere"


def _nearest(content: Content, use: Use) -> Use | None:
    """The last list before a use that was in use there and then, else the first after it."""
    lists = [one for one in content.lists if _in_use(one, use)]
    before = [one for one in lists if one.row["date"] <= use.row["date"]]
    return before[-1] if before else next(iter(lists), None)


def _in_use(one: Use, use: Use) -> bool:
    """Whether a list was in use where and when a bare label was: by the same body or one above it, within ten years."""
    n = LEVELS.get(one.body[0])
    if n is None or one.year is None or use.year is None or abs(one.year - use.year) > IN_USE:
        return False
    places = one.body[1 : n + 1]
    return all(places) and places == use.body[1 : n + 1] and LEVELS.get(use.body[0], -1) >= n
