"""The paragraph and the runs of characters that are being read: how they look, by their own properties and by their styles."""

from __future__ import annotations

from dataclasses import dataclass, field

from koujing.reading.files.word.styles import OF_RUN, PROPERTIES, Styles, is_on
from koujing.reading.files.word.xml import Attributes, value


@dataclass(slots=True)
class Paragraph:
    """A paragraph: its style and list, whether its number has been counted, and whether its own mark is hidden or deleted."""

    properties: dict[str, str] = field(default_factory=dict)
    counted: bool = False
    removed: bool = False


class Forms:
    """What the elements ``pPr`` and ``rPr`` say of the innermost paragraph and run."""

    def __init__(self, styles: Styles) -> None:
        self.paragraphs = [Paragraph()]
        self.runs: list[dict[str, str]] = [{}]
        self._styles = styles
        self._by_style: dict[tuple[str, ...], dict[str, str]] = {}

    @property
    def style(self) -> str:
        """The style of the paragraph."""
        return self.paragraphs[-1].properties.get("pStyle", self._styles.default)

    def set(self, name: str, attributes: Attributes, of: str) -> None:
        """Take over a property of the paragraph or its mark (``of`` is ``pPr``) or of the run (``rPr``)."""
        paragraph, written = self.paragraphs[-1], value(attributes) or "1"
        if of == "pPr" and name in OF_RUN | {"del"}:
            paragraph.removed |= name == "del" or (name == "vanish" and is_on(written))
        elif name in PROPERTIES or name in ("pStyle", "rStyle"):
            (paragraph.properties if of == "pPr" else self.runs[-1])[name] = written

    def get(self, name: str) -> str:
        """A property of the run: its own, else that of its style, else that of the paragraph's style."""
        run = self.runs[-1]
        return run[name] if name in run else self._of_styles(run.get("rStyle", ""), self.style)[name]

    def _of_styles(self, *styles: str) -> dict[str, str]:
        if styles not in self._by_style:
            found = {name: [self._styles.get(style, name) for style in styles] for name in OF_RUN}
            self._by_style[styles] = {name: next(filter(None, values), "") for name, values in found.items()}
        return self._by_style[styles]

    def list_of(self) -> tuple[str, int | None]:
        """The list of the paragraph and its level; ``None`` if the list gives the level to its style, ``""`` for no list."""
        own = self.paragraphs[-1].properties
        level = own.get("ilvl") or ("0" if "numId" in own else self._styles.get(self.style, "ilvl"))
        return own.get("numId") or self._styles.get(self.style, "numId"), int(level) if level.isdecimal() else None
