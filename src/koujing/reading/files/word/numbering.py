"""The automatic numbers of a Word file: which number stands before each paragraph of a list."""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from koujing.chinese.patterns import lazy
from koujing.reading.files.word.numerals import print_number
from koujing.reading.files.word.styles import Styles, is_on
from koujing.reading.files.word.xml import Attributes, Parts, number, value

_PLACE = lazy("%([1-9])")
_SILENT = frozenset({"bullet", "none"})


@dataclass(slots=True)
class Level:
    """A level of a list: its first number, its format, and the text around the numbers (``第%1章``, ``%1.%2``).

    ``restart`` is the highest level, from 1, after which it starts again; 0 if it never does, ``None`` if after any.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    is_legal: bool = False  # all its numbers in plain digits
    style: str = ""


@dataclass(slots=True)
class List:
    """A list: the definition it uses, or the style that names another list; and what it changes in its levels."""

    definition: str = ""
    linked: str = ""
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a file by number, and the definitions that they use."""

    lists: Mapping[str, List]
    definitions: Mapping[str, List]


def read_numbering(parts: Parts, part: zipfile.ZipInfo | None) -> Lists:
    """The lists of a file; none if it has no such part."""
    reader = _Reader()
    if part:
        parts.read(part, reader.start, reader.end)
    return Lists(reader.lists, reader.definitions)


class _Reader:
    def __init__(self) -> None:
        self.lists: dict[str, List] = {}
        self.definitions: dict[str, List] = {}
        self._list, self._level, self._k = List(), Level(), 0

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "abstractNum":
            self._list = self.definitions.setdefault(value(attributes, "abstractNumId"), List())
        elif name == "num":
            self._list = self.lists.setdefault(value(attributes, "numId"), List())
        elif name == "abstractNumId":
            self._list.definition = value(attributes)
        elif name == "numStyleLink":
            self._list.linked = value(attributes)
        elif name == "lvlOverride":
            self._k = number(attributes, "ilvl") or 0
        elif name == "lvl":
            self._k = number(attributes, "ilvl") or 0
            self._level = self._list.levels[self._k] = Level()
        elif name == "startOverride":
            self._list.starts[self._k] = number(attributes) or 0
        else:
            self._of_level(name, attributes)

    def _of_level(self, name: str, attributes: Attributes) -> None:
        level = self._level
        if name == "start":
            level.start = number(attributes) or 0
        elif name == "numFmt":
            level.form = value(attributes)
        elif name == "lvlText":
            level.text = value(attributes)
        elif name == "lvlRestart":
            level.restart = number(attributes)
        elif name == "isLgl":
            level.is_legal = is_on(value(attributes) or "1")
        elif name == "pStyle":
            level.style = value(attributes)

    def end(self, name: str) -> None:
        if name == "lvl":
            self._level = Level()


class Numbering:
    """Counts the paragraphs of every list in the order of the document. ``unread`` are formats that are not known."""

    def __init__(self, lists: Lists, styles: Styles) -> None:
        self.unread: dict[str, int] = defaultdict(int)
        self._lists, self._styles = lists, styles
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)  # definition → level → its last number
        self._begun: set[str] = set()

    def label(self, name: str, k: int | None, style: str) -> str:
        """The number of the next paragraph of a list as Word prints it; empty for a bullet or no list.

        ``k`` is its level, from 0; where it is ``None``, the level is the one that the list gives to the paragraph's style.
        """
        if name not in self._lists.lists:
            return ""
        one, definition, levels = self._resolve(name)
        k = k if k is not None else self._level_of(levels, style)
        if k not in levels:
            return ""
        counts = self._counts[definition]
        if name not in self._begun:
            self._begun.add(name)
            for restarted in one.starts:
                counts.pop(restarted, None)
        counts[k] = counts[k] + 1 if k in counts else one.starts.get(k, levels[k].start)
        for deeper in [n for n in counts if n > k and self._restarts(levels, n, k)]:
            del counts[deeper]
        return self._print(levels, counts, k)

    def _resolve(self, name: str) -> tuple[List, str, dict[int, Level]]:
        """A list, the name of its definition, and its levels; a definition may point to the list of a style."""
        one, seen = self._lists.lists[name], {name}
        definition = self._lists.definitions.get(one.definition, List())
        final = one
        while definition.linked:
            name = self._styles.get(definition.linked, "numId")
            if name in seen or name not in self._lists.lists:
                break
            seen.add(name)
            final = self._lists.lists[name]
            definition = self._lists.definitions.get(final.definition, List())
        return one, final.definition, definition.levels | final.levels | one.levels

    def _level_of(self, levels: Mapping[int, Level], style: str) -> int:
        named = {level.style: k for k, level in levels.items() if level.style}
        return next((named[name] for name in self._styles.chain(style) if name in named), 0)

    @staticmethod
    def _restarts(levels: Mapping[int, Level], deeper: int, k: int) -> bool:
        restart = levels[deeper].restart if deeper in levels else None
        return restart is None or k < restart

    def _print(self, levels: Mapping[int, Level], counts: Mapping[int, int], k: int) -> str:
        level = levels[k]
        if level.form in _SILENT:
            return ""
        numerals = {
            place: self._numeral(levels.get(int(place) - 1, level), counts.get(int(place) - 1), level)
            for place in _PLACE.findall(level.text)
        }
        if None in numerals.values():
            self.unread[level.form] += 1
            return ""
        return _PLACE.sub(lambda match: numerals[match[1]] or "", level.text).strip()

    @staticmethod
    def _numeral(of: Level, count: int | None, shown: Level) -> str | None:
        """The number of a level as another level shows it; a level without a paragraph so far stands at its start."""
        if of.form in _SILENT:
            return ""
        return print_number(of.start if count is None else count, "decimal" if shown.is_legal else of.form)
