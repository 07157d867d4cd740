"""The styles of a Word file, as far as they hide, strike, raise or number what they are given to."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from koujing.reading.files.word.xml import Attributes, Parts, value

# Of a run: hidden, struck once or twice, raised or lowered. Of a paragraph: its list, and its level in it.
OF_RUN = frozenset({"vanish", "strike", "dstrike", "vertAlign"})
PROPERTIES = OF_RUN | {"numId", "ilvl"}
_NOT_OF_STYLE = frozenset({"tblStylePr", "pPrChange", "rPrChange"})  # of some cells only, or before a tracked change


@dataclass(slots=True)
class Style:
    """A style: its own properties as written, and the style that it is based on."""

    based_on: str = ""
    properties: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a file by name, and the name of that of paragraphs which name none."""

    by_name: Mapping[str, Style]
    default: str = ""

    def get(self, name: str, wanted: str) -> str:
        """A property of a style or of those that it is based on; empty if none of them has it."""
        return next((style.properties[wanted] for style in self.chain(name).values() if wanted in style.properties), "")

    def chain(self, name: str) -> dict[str, Style]:
        """A style, that which it is based on, and so on, by name."""
        chain: dict[str, Style] = {}
        while name in self.by_name and name not in chain:
            chain[name] = self.by_name[name]
            name = chain[name].based_on
        return chain


def is_on(written: str) -> bool:
    """Whether a property that can be on or off is on.

    >>> is_on("1"), is_on("false"), is_on("")
    (True, False, False)
    """
    return written not in {"", "0", "false", "off", "none"}


def read_styles(parts: Parts, part: zipfile.ZipInfo | None) -> Styles:
    """The styles of a file; none if it has no such part."""
    reader = _Reader()
    if part:
        parts.read(part, reader.start, reader.end)
    return Styles(reader.styles, reader.default)


class _Reader:
    def __init__(self) -> None:
        self.styles: dict[str, Style] = {}
        self.default = ""
        self._style = Style()
        self._left_out = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if self._left_out or name in _NOT_OF_STYLE:
            self._left_out += 1
        elif name == "style":
            self._style = self.styles.setdefault(value(attributes, "styleId"), Style())
            if value(attributes, "type") == "paragraph" and is_on(value(attributes, "default")):
                self.default = value(attributes, "styleId")
        elif name == "basedOn":
            self._style.based_on = value(attributes)
        elif name in PROPERTIES:
            self._style.properties[name] = value(attributes) or "1"

    def end(self, name: str) -> None:
        if self._left_out:
            self._left_out -= 1
        elif name in {"style", "docDefaults"}:
            self._style = Style()  # what stands outside of any style belongs to none
