"""A number that the README or the prose of a notebook states stands in the findings or in the tables of accuracy."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import nbformat
import pandas as pd
import pytest

ROOT = Path(__file__).parents[1]
# What is quoted or written out is no result: code, links, years, versions, and an ordinal such as 12th.
ASIDE = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)|\b(?:18|19|20)\d\d(?:s|/\d\d|–\d\d(?:\d\d)?)?\b|\b3\.1\d\b|\b\d+(?:st|nd|rd|th)\b", re.S)
NUMBER = re.compile(r"(?<![\w.])[-−]?\d[\d,]*(?:\.\d+)?(?:\s?%)?")


def stated(text: str) -> list[str]:
    """The numbers that a text states as results."""
    return [match[0] for match in NUMBER.finditer(ASIDE.sub(" ", text))]


def is_known(number: str, known: Iterable[float]) -> bool:
    """Whether one of the values reads so when it is rounded, as a share also in per cent."""
    digits = number.replace(",", "").replace("−", "-").rstrip(" %")
    places = len(digits.partition(".")[2])
    scales = (1, 100) if "%" in number else (1,)
    return any(round(value * scale, places) == float(digits) for value in known for scale in scales)


def numbers_in(data: object) -> Iterator[float]:
    """Every number inside the value of a findings file, also those within its sentences."""
    if isinstance(data, dict):
        yield from (number for value in data.values() for number in numbers_in(value))
    elif isinstance(data, list):
        yield from (number for value in data for number in numbers_in(value))
    elif isinstance(data, str):
        yield from (float(number.replace(",", "").replace("−", "-").rstrip(" %")) for number in stated(data))
    elif isinstance(data, int | float):
        yield float(data)


def findings(name: str, keys: str = "") -> set[float]:
    """The numbers in the findings of a notebook, or in those whose key matches."""
    rows = json.loads((ROOT / f"figures/{name}.findings.json").read_text(encoding="utf-8"))
    return {number for row in rows if re.search(keys, row["key"]) for number in numbers_in(row)}


def accuracy() -> set[float]:
    tables = [pd.read_csv(path) for path in sorted((ROOT / "data/accuracy").glob("*.csv"))]
    return {float(value) for table in tables for value in table.select_dtypes("number").stack().dropna()}


def failed_checks() -> Iterator[float]:
    """What a claim that does not hold states, the bounds computed for it, and the statistics that these rest on."""
    for path in sorted((ROOT / "data").glob("*/checks.csv")):
        rows = pd.read_csv(path, dtype={"source": str}).query("verdict == 'inconsistent'")
        yield from rows[["stated", "computed_low", "computed_high"]].stack()
        values = pd.read_csv(path.with_name("statistics.csv"), dtype=str).set_index(["source", "start", "end"])["value"]
        places = [(row.source, str(start), str(end)) for row in rows.itertuples() for start, end in json.loads(row.parts)]
        yield from values[values.index.isin(places)].astype(float)


READMES = [
    ("README.md", "## How far to trust it"), ("README.md", "## How accurate is it?"),
    ("README.zh-CN.md", "## 能信到什么程度"), ("README.zh-CN.md", "## 有多准"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "heading"), READMES)
def test_the_numbers_of_the_readme_are_those_of_the_data(name: str, heading: str):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert heading in text
    section = text.partition(heading)[2].partition("\n## ")[0]
    told = findings("05_statistics", "checks") | findings("01_corpus", "^masks") | findings("09_validity", "printed")
    known = accuracy() | set(failed_checks()) | told
    assert [number for number in stated(section) if not is_known(number, known)] == []


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_the_numbers_of_a_notebooks_prose_are_among_its_findings(path: Path):
    cells = nbformat.read(path, as_version=4).cells
    prose = [cell.source for cell in cells if cell.cell_type == "markdown" and "shipped" in cell.metadata.get("tags", [])]
    known = findings(path.stem) | accuracy()
    assert [number for text in prose for number in stated(text) if not is_known(number, known)] == []


def test_a_rounded_share_is_known_and_another_number_is_not():
    assert is_known("69 %", [0.6848]) is False
    assert is_known("68 %", [0.6848])
    assert is_known("1,200", [1200.0])
    assert stated("In 1954 some 3,120 of `55` words, [77](78.md), 0.5 %.") == ["3,120", "77", "0.5 %"]
