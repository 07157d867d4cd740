"""A result that writes its own sentence, so that prose cannot drift from the data."""

from __future__ import annotations

import json
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from koujing.show.escape import MarkdownFormatter

Value = float | str | None
NUMBERS = ("key", "value", "low", "high", "n")


@dataclass(frozen=True)
class Finding:
    """One number that prose quotes, with its interval, its n and the sentence that states it.

    ``template`` is a format string over ``key, value, low, high, n`` and the names in ``data``, each with the format spec it
    needs. Printing the finding shows the sentence, and so does ending a notebook cell with it; there the sentence is Markdown,
    but markup in what is filled in is shown literally. ``n`` is the number of texts (or rows) that the value rests on;
    ``low`` and ``high`` are its interval, if it has one.

    If the template uses ``value`` and that is NaN, the finding says that it could not be computed; any other number that
    is NaN reads *n/a*. ``chinese`` is the same sentence in Chinese, shown below the English one, if the finding has it. Raises
    ``ValueError`` if a template names a field that the finding does not have.

    >>> print(Finding("reform", 23.86, low=22.9, high=24.85, n=52, data={"term": "改革"},
    ...               template="{term} (reform) occurs {value:.1f} times per 10,000 characters [{low:.1f}, {high:.1f}]."))
    改革 (reform) occurs 23.9 times per 10,000 characters [22.9, 24.9].
    """

    key: str
    value: Value
    template: str
    low: float | None = None
    high: float | None = None
    n: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    chinese: str = ""

    def __post_init__(self) -> None:
        str(self)

    def __str__(self) -> str:
        return "\n".join(self.sentences())

    __repr__ = __str__

    def _repr_markdown_(self) -> str:
        return "\n\n".join(self.sentences(MarkdownFormatter()))

    def sentences(self, formatter: string.Formatter | None = None) -> list[str]:
        """The sentence in English and, if the finding has it, in Chinese."""
        return [self._filled(template, formatter or string.Formatter()) for template in (self.template, self.chinese) if template]

    def _filled(self, template: str, formatter: string.Formatter) -> str:
        given = {name: getattr(self, name) for name in NUMBERS if getattr(self, name) is not None} | dict(self.data)
        known = {name: _Missing() if _is_missing(cell) else _plain(cell) for name, cell in given.items()}
        try:
            told = formatter.vformat(template, (), known)
        except KeyError as error:
            has = ", ".join(known)
            raise ValueError(f"finding {self.key!r}: its template names {error.args[0]!r}; it has {has}") from None
        if "{value" in template and _is_missing(self.value):
            failed = "{}: cannot be computed from these texts" + (" (n = {:,})." if self.n else ".")
            return formatter.format(failed, self.key, self.n)
        return told

    def _numbers(self) -> dict[str, Any]:
        """All fields but the template and data, as plain Python values; NaN (could not be computed) becomes None."""
        plain = {name: getattr(self, name) for name in NUMBERS}
        return {name: None if _is_missing(value) else _plain(value) for name, value in plain.items()}


class _Missing:
    """What a template shows, whatever the format, for a number that could not be computed."""

    def __format__(self, spec: str) -> str:
        return "n/a"


def _is_missing(value: Any) -> bool:
    return value is pd.NA or (isinstance(value, float) and value != value)


class Findings(list[Finding]):
    """The findings of a notebook, in the order in which it states them; shown, each sentence is a paragraph.

    >>> Findings([Finding("texts", 7, "There are {value}."), Finding("years", 3, "They span {value} years.")])
    There are 7.
    <BLANKLINE>
    They span 3 years.
    """

    def __repr__(self) -> str:
        return "\n\n".join(map(str, self))

    def _repr_markdown_(self) -> str:
        return "\n\n".join(finding._repr_markdown_() for finding in self)

    def add(
        self, key: str, value: Value, template: str, low: float | None = None, high: float | None = None,
        n: int | None = None, *, chinese: str = "", **data: Any,
    ) -> Finding:  # fmt: skip
        """State a finding and keep it; ``data`` holds the other names that the templates use.

        >>> findings = Findings()
        >>> print(findings.add("texts", 7, "{study} has {value} texts.", study="sample"), len(findings))
        sample has 7 texts. 1
        """
        self.append(Finding(key, value, template, low, high, n, data, chinese))
        return self[-1]

    def too_few(self, key: str, aim: str, n: int, needs: int, of: str = "speeches", **data: Any) -> Finding:
        """State instead of the finding ``key`` that there are too few of something (``of``) for its purpose (``aim``).

        >>> print(Findings().too_few("trend", "a trend", 3, 8, study="mine"))
        **mine**: too few speeches for a trend: 3 of the 8 it needs.
        """
        sentence = "**{study}**: " * ("study" in data) + "too few {of} for {aim}: {n} of the {needs} it needs."
        return self.add(key, None, sentence, n=n, aim=aim, needs=needs, of=of, **data)


def save_findings(findings: Iterable[Finding], path: Path | str) -> Path:
    """Write findings with their sentences to ``.json`` (with ``data``) or ``.csv`` (without), ordered by key.

    A Chinese sentence is ``chinese`` in JSON; ``sentence`` is the English one.

    Raises ``ValueError`` for any other suffix, and for two findings with the same key.
    """
    path = Path(path)
    ordered = sorted(findings, key=lambda finding: finding.key)
    for first, second in pairwise(ordered):
        if first.key == second.key:
            raise ValueError(f"two findings have the key {first.key!r}; give each result a key of its own")
    told = [dict(zip(("sentence", "chinese"), finding.sentences(), strict=False)) for finding in ordered]
    rows = [finding._numbers() | sentences for finding, sentences in zip(ordered, told, strict=True)]
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".json":
        data = [{name: None if _is_missing(v) else _plain(v) for name, v in finding.data.items()} for finding in ordered]
        full = [row | {"data": known} for row, known in zip(rows, data, strict=True)]
        text = json.dumps(full, ensure_ascii=False, indent=1, default=_plain) + "\n"
        path.write_text(text, encoding="utf-8", newline="\n")
    elif path.suffix == ".csv":
        columns = ["key", "value", "low", "high", "n", "sentence"]
        pd.DataFrame(rows, columns=columns, dtype=object).to_csv(path, index=False, lineterminator="\n")
    else:
        raise ValueError(f"{path}: expected a name that ends in .json or .csv")
    return path


def _plain(value: Any) -> Any:
    """A number as Python's own, rounded to ten digits: the last of its sixteen differ between processors."""
    value = value.item() if hasattr(value, "item") else value
    return float(format(value, ".10g")) if isinstance(value, float) else value
