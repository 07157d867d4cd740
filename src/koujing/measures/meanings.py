"""What a label means: the contents that its lists spell out, and the one of them that is meant where it stands alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from koujing import lexicons
from koujing.measures.careers import LEVELS
from koujing.measures.contents import same_content

# Years within which a list says what a bare label means. In the shipped corpora, two lists of a body under one label that are six to
# ten years apart spell out the same content in 12 of 12 cases; after 14 years 三结合 has another one, after 16 the bare 两个大局.
IN_USE = 10
UNKNOWN = "no list of this label known by the same body or one above it within ten years"


@dataclass(frozen=True)
class Use:
    """A use of a label: its row, its members (none where it is bare), and who speaks where."""

    row: Mapping[str, Any]
    members: tuple[str, ...]
    body: tuple[str, ...]  # level, province, prefecture, county

    @property
    def year(self) -> int | None:
        """The year in which it was said."""
        return int(self.row["date"][:4]) if self.row["date"] else None

    @property
    def cell(self) -> str:
        """The members joined, as in the table."""
        return "|".join(self.members)


@dataclass(frozen=True)
class Content:
    """What a label bundles: the lists that spell it out in order, and its members in the registry, with the document they are from."""

    lists: tuple[Use, ...] = ()
    registered: str = ""
    document: str = ""  # its title and date

    @property
    def name(self) -> str:
        """The members as the registry has them, else those of its first list."""
        return self.registered or self.lists[0].cell

    def holds(self, cell: str) -> bool:
        """Whether a list spells out this content: the registry's, or one of those that are in it."""
        known = dict.fromkeys((self.registered, *(one.cell for one in self.lists)))
        return cell in known or any(same_content(one, cell) for one in known if one)


def latest(date: str) -> str:
    """A date by which to sort, after all days that it may mean; what has none comes last.

    >>> sorted(["", "2015", "2016-02", "2015-09-08"], key=latest)
    ['2015-09-08', '2015', '2016-02', '']
    """
    return date.ljust(len("2015-09-08"), "~")


def find_contents(bundle: str, lists: Sequence[Use]) -> list[Content]:
    """The contents of a bundle: the registry's, and those that a text spells out under its name; each with its lists in their order.

    A list under another name is in one of them, if one that stands there is by the same body or one above or below it, or it is left
    out; so is what a speech repeats.
    """
    found: list[Content] = []
    for registered in _registered(bundle):  # two documents may word one content differently
        if not any(content.holds(registered.registered) for content in found):
            found.append(registered)
    once = {(use.row["speech"], use.cell): use for use in reversed(lists)}
    place = {id(use): k for k, use in enumerate(lists)}
    for use in sorted(once.values(), key=lambda use: (use.row["bundle"] != bundle, place[id(use)])):
        own = use.row["bundle"] == bundle
        home = next((k for k, one in enumerate(found) if one.holds(use.cell) and (own or _is_near(use, one))), None)
        if home is not None:
            found[home] = replace(found[home], lists=(*found[home].lists, use))
        elif own:
            found.append(Content((use,)))
    return [replace(content, lists=tuple(sorted(content.lists, key=lambda use: place[id(use)]))) for content in found]


def _registered(bundle: str) -> list[Content]:
    """The contents of a bundle in the registry: several with their documents, or the one that is common knowledge."""
    several = [row for row in lexicons.load("formula_contents") if row["canonical"] == bundle]
    common = [row for row in lexicons.load("formulas") if row["canonical"] == bundle and row["members"]]
    return [Content((), row["members"], row["document"]) for row in several] or [Content((), row["members"]) for row in common]


def meant(use: Use, found: Sequence[Content]) -> tuple[str, str]:
    """The content that a bare use means, if it can be told, and why, or why not."""
    own = [replace(one, lists=tuple(each for each in one.lists if each.row["bundle"] == use.row["bundle"])) for one in found]
    here = [(one.row["start"], content) for content in own for one in content.lists if one.row["speech"] == use.row["speech"]]
    if here:
        before = [place for place in here if place[0] < use.row["start"]]
        nearest = max(before, key=lambda place: place[0]) if before else min(here, key=lambda place: place[0])
        return nearest[1].name, f"spelled out {'before' if before else 'later'} in the speech"
    nearest_of = [(content, _nearest(content, use)) for content in own if content.lists or content.registered]
    known = {content.name: one for content, one in nearest_of if one or content.registered}
    if len(known) == 1:
        ((name, one),) = known.items()
        return name, f"the only content in use: {one.row['speech']}" if one else "the only content in the registry"
    where = sorted(one.row["speech"] if one else "the registry" for one in known.values())
    return "", f"{len(known)} contents: {', '.join(dict.fromkeys(where))}" if known else UNKNOWN


def _nearest(content: Content, use: Use) -> Use | None:
    """The last list before a use that was in use there and then, else the first after it."""
    lists = [one for one in content.lists if _in_use(one, use)]
    before = [one for one in lists if latest(one.row["date"]) <= latest(use.row["date"])]
    return before[-1] if before else next(iter(lists), None)


def _is_near(use: Use, content: Content) -> bool:
    """Whether a list under another name may go back to a content: not if all its lists are by bodies of other places."""
    return content.registered != "" or any(not _are_apart(one.body, use.body) for one in content.lists)


def _in_use(one: Use, use: Use) -> bool:
    """Whether a list was in use where and when a bare label was: by the same body or one above it, within ten years."""
    return one.year is not None and use.year is not None and abs(one.year - use.year) <= IN_USE and _covers(one.body, use.body)


def _covers(higher: tuple[str, ...], lower: tuple[str, ...]) -> bool:
    """Whether the place of a body is known, and is that of another body or has it in it."""
    place = _place(higher)
    return place is not None and place == lower[1 : len(place) + 1] and LEVELS.get(lower[0], -1) >= len(place)


def _are_apart(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the places of two bodies are known, and neither has the other in it."""
    return _place(one) is not None and _place(other) is not None and not _covers(one, other) and not _covers(other, one)


def _place(body: tuple[str, ...]) -> tuple[str, ...] | None:
    """The names of a body's place down to its own level; ``None`` if its own is not known."""
    n = LEVELS.get(body[0])
    return None if n is None or (n and not body[n]) else body[1 : n + 1]
