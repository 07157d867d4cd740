"""The findings that a front page tells: each a plain sentence in English and Chinese, its n, a caveat, and its rows."""

from __future__ import annotations

import functools
import json
import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from koujing.show.findings import Finding

FRONT = Path(__file__).with_name("front.toml")
MOST = 8  # what a reader takes in within a minute
LISTED = re.compile(r"([^;]+?) \(([\d.,]+)\)")  # an entry of a finding's list: its label, and its number in brackets
OWN = "own"
OTHER = {"en": "nothing of the kind in these texts", "zh": "这批文本里没有可比的内容"}
FEW = {"en": "too few {of} for {aim}: {n} of the {needs} it needs", "zh": "数量不够：至少要 {needs}，只有 {n}"}


@dataclass(frozen=True)
class Headline:
    """An entry of ``front.toml``: a finding, and how it is told."""

    about: str
    notebook: str
    key: str
    study: str
    format: str
    en: Mapping[str, str]
    zh: Mapping[str, str]
    rows: Mapping[str, Any]
    bars: Sequence[Mapping[str, str]] = ()
    bars_in: str = ""
    full: float = 0
    shipped: bool = False

    def words(self, language: str) -> Mapping[str, str]:
        """The templates ``topic, sentence, basis, caveat`` in ``en`` or ``zh``."""
        return {"en": self.en, "zh": self.zh}[language]


@dataclass(frozen=True)
class Bar:
    """A bar of a small picture, with what is written at it; ``low`` and ``high`` are the ends of an interval, or NaN."""

    label: str
    value: float
    shown: str
    low: float = math.nan
    high: float = math.nan


@dataclass(frozen=True)
class Told:
    """A headline with its finding, a record of a findings file; it is empty if the notebook did not make it."""

    headline: Headline
    study: str
    own: bool
    finding: Mapping[str, Any] = field(default_factory=dict)

    @property
    def found(self) -> bool:
        """Whether there is a finding, and it could be computed."""
        return self.finding.get("value") is not None

    @property
    def anchor(self) -> str:
        """The id of the finding's place in its notebook."""
        return "finding-" + re.sub(r"\W+", "-", self.headline.key.format(study=self.study)).strip("-").lower()

    def say(self, part: str, language: str) -> str:
        """A part of the headline (``topic, sentence, basis, caveat``), its numbers filled in."""
        return self.fill(self.headline.words(language)[part], language)

    def fill(self, template: str, language: str) -> str:
        """A template, filled with the numbers and texts of the finding."""
        known = {name: as_said(cell, language) for name, cell in self.finding["data"].items()}
        texts = front()["texts"][OWN if self.own else self.study][language]
        data = {name: math.nan if cell is None else cell for name, cell in known.items()} | {"texts": texts}
        numbers = {name: self.finding[name] for name in ("low", "high", "n")}
        return Finding(self.headline.key, self.finding["value"], template, **numbers, data=data).sentences()[0]

    def bars(self, language: str) -> list[Bar]:
        """What the small picture of the headline shows."""
        line = self.headline
        numbers = {"": math.nan} | dict(self.finding) | dict(self.finding["data"])
        if line.bars_in:
            listed = LISTED.findall(numbers[line.bars_in])
            return [Bar(label.strip(), float(cell.replace(",", "")), cell) for label, cell in listed]
        drawn = []
        for bar in line.bars:
            value, low, high = (_number(numbers[bar.get(name, "")]) for name in ("value", "low", "high"))
            drawn.append(Bar(self.fill(bar[language], language), value, line.format.format(value), low, high))
        return drawn

    def why_left_out(self, language: str) -> str:
        """Why these texts do not have the finding."""
        data = self.finding.get("data", {})
        told = FEW[language].format(n=self.finding["n"], **data) if "needs" in data else OTHER[language]
        return f"{self.headline.words(language)['topic']} ({told})" if language == "en" else f"{self.headline.zh['topic']}（{told}）"


def _number(cell: Any) -> float:
    return math.nan if cell is None else float(cell)


@functools.cache
def front() -> Mapping[str, Any]:
    """What ``front.toml`` says."""
    with FRONT.open("rb") as file:
        return tomllib.load(file)


def headlines() -> list[Headline]:
    """The headlines of ``front.toml``, in its order."""
    return [Headline(**entry) for entry in front()["headline"]]


def as_said(cell: Any, language: str) -> Any:
    """A text of a finding as a sentence in ``en`` or ``zh`` says it, if ``front.toml`` knows how; anything else as it is.

    >>> as_said("since 2013", "zh"), as_said("国内生产总值增长 GDP growth", "zh"), as_said("国内生产总值增长 GDP growth", "en")
    ('2013 年以来', '国内生产总值增长', 'GDP growth (国内生产总值增长)')
    """
    if not isinstance(cell, str):
        return cell
    patterns = front()["as_said"][language].items()
    return next((re.sub(pattern, said, cell) for pattern, said in patterns if re.search(pattern, cell)), cell)


def tell_headlines(figures: Path, study: str = "") -> tuple[list[Told], list[Told]]:
    """The headlines that a front page tells, and those that it leaves out, from the findings files in ``figures``.

    Without ``study`` each headline is told of its shipped study; with it, all that do not need the shipped ones are told of it.
    """
    known = {(path.name.partition(".")[0], record["key"]): record for path in figures.glob("*.findings.json") for record in _read(path)}
    asked = [line for line in headlines() if (not line.shipped if study else line.study)]
    told = []
    for line in asked:
        name = study or line.study
        told.append(Told(line, name, bool(study), known.get((line.notebook, line.key.format(study=name)), {})))
    if not known:
        return [], []
    return [each for each in told if each.found][:MOST], [each for each in told if not each.found]


def _read(path: Path) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return records
