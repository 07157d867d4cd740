"""A user's own yearbook, with which claims are compared: its concepts, places, times and units are understood and checked here."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from koujing.arrowtables import plain
from koujing.chinese.numerals import read_numeral
from koujing.chinese.patterns import lazy
from koujing.lexicons.concepts import concept, concepts, unit_of
from koujing.measures.against import SERIES, judge_claims
from koujing.measures.groups import close_to, listed
from koujing.measures.statements import NATION, owners_by_name, reported
from koujing.reading.files import read_bytes
from koujing.reading.files.encodings import decode
from koujing.reading.files.records import read_table
from koujing.reading.given import iso_date
from koujing.reading.metadata.gazetteer import divisions_called
from koujing.statistics.stated_units import read_unit

COLUMNS = ("concept", "place", "time", "value", "unit")
# Commas only between groups of three digits: 7,4 is the 7.4 of another country, not 74.
VALUE = lazy(r"-?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?")
NATIONS = frozenset((NATION, "中国", "china", "nation"))
MOST = 5  # mistakes that a message tells of, and rows with one mistake
REMEMBERED = 1024  # names and units, which a yearbook repeats in row after row


class Places(NamedTuple):
    """The places that a truth file may name: their full forms by name, and those of which the texts report something."""

    by_name: Mapping[str, str]
    told: frozenset[str]


Truth = pd.DataFrame | str | os.PathLike[str]


def against(series: pd.DataFrame, truth: Truth) -> pd.DataFrame:
    """What speeches report against your own yearbook: each claim ``consistent``, ``inconsistent`` or ``undetermined``.

    ``series`` are headline rows (``study.series()``). ``truth`` is a CSV file or a table with one number a row: ``concept`` (any name
    that ``koujing.concept`` knows), ``place`` (全国, 河北省, 保定市; with what contains it where the name alone is not clear:
    北京朝阳区), ``time`` (2014, 2014-06 or 2014-06-30), ``value``, ``unit`` (亿元, 万吨, %, billion yuan); other columns are left
    aside. ``docs/against.md`` says what the verdicts mean; ``measures.against.judge_claims`` explains the columns. Errors:
    ``ValueError`` that says which row is wrong, what was expected there and what is known.
    """
    return judge_claims(series, read_truth(truth, series))


def read_truth(truth: Truth, series: pd.DataFrame) -> pd.DataFrame:
    """The numbers of a truth file in the units of their concepts: ``concept, owner, time, value, low, high, unit, row``.

    ``low, high`` is what rounding leaves: half a unit of the last digit (7.4 is 7.35 to 7.45). Places are those of the gazetteer and
    those that ``series`` names. Errors: as for ``against``.
    """
    name, rows = ("truth", _of_table(truth)) if isinstance(truth, pd.DataFrame) else (str(truth), _of_file(Path(truth)))
    places = _places(series)
    owner = cache(lambda place: _owner(place, places))
    numbers: dict[tuple[str, ...], dict[str, Any]] = {}
    faults: dict[str, list[str]] = {}
    for row, cells in rows:
        try:
            number = _number(cells, owner) | {"row": row}
            first = numbers.setdefault(tuple(number[key] for key in (*SERIES, "time")), number)
            if number["value"] != first["value"]:
                raise ValueError(f"value {cells['value']!r}: expected one value for each time; row {first['row']} has another")
        except ValueError as error:
            faults.setdefault(str(error), []).append(row)
    if faults:
        told = [f"row {listed(wrong, MOST)}: {fault}" for fault, wrong in faults.items()]
        raise ValueError(f"{name}, {'; '.join(told[:MOST])}{f'; and {len(told) - MOST} more mistakes' if len(told) > MOST else ''}")
    if not numbers:
        raise ValueError(f"{name}: no row; expected one number in each")
    return pd.DataFrame(numbers.values(), columns=["concept", "owner", "time", "value", "low", "high", "unit", "row"])


def _of_table(truth: pd.DataFrame) -> Iterator[tuple[str, dict[str, str]]]:
    """The cells of each row as texts; a float says nothing of decimals, so that 7.0 is 7."""
    _check_columns("truth", map(str, truth.columns))
    for row, cells in enumerate(truth[list(COLUMNS)].astype(object).to_dict("records"), 1):
        yield str(row), {str(name): _written(cell) for name, cell in cells.items()}


def _written(cell: Any) -> str:
    return "" if cell is None or cell is pd.NA else plain(cell) if isinstance(cell, float) else str(cell)


def _of_file(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The cells of each row of a CSV file, with the line in which it begins."""
    if path.is_dir():
        raise ValueError(f"{path}: a folder; expected a CSV file")
    header, rows, twice = read_table(decode(read_bytes(path), path).text, path)
    header = [name.lower() for name in header]
    for name in COLUMNS:
        if header.count(name) > 1 or any(repr(name) in one.what.lower() for one in twice):
            raise ValueError(f"{path}: column {name!r} appears more than once; expected one")
    _check_columns(str(path), header)
    for line, cells in rows:
        if isinstance(cells, str):
            raise ValueError(f"{path}, row {line}: {cells}; expected a cell for each of {', '.join(header)}")
        named = {name.lower(): str(cell) for name, cell in cells.items()}
        if any(named.values()):
            yield str(line), {name: named.get(name, "") for name in COLUMNS}


def _check_columns(name: str, header: Iterable[str]) -> None:
    there = list(header)
    if missing := [column for column in COLUMNS if column not in there]:
        raise ValueError(f"{name}: no column {', '.join(missing)}; expected {', '.join(COLUMNS)}, it has {listed(there) or 'none'}")


def _number(cells: Mapping[str, str], owner_of: Callable[[str], str]) -> dict[str, Any]:
    """What one row states. Errors: ``ValueError`` that says which cell is wrong, what was expected and what is known."""
    known, owner = _concept(cells["concept"].strip()), owner_of(cells["place"].strip())
    time = iso_date(cells["time"].strip())
    if not time:
        raise ValueError(f"time {cells['time']!r}: expected a year, month or day, such as 2014, 2014-06 or 2014-06-30")
    written = cells["value"].strip().replace("−", "-")
    numeral = read_numeral(written) if VALUE.fullmatch(written) else None
    if numeral is None or numeral.value is None:
        raise ValueError(f"value {cells['value']!r}: expected a number, such as 7.4 or 568,845")
    times, unit = _factor(cells["unit"], known)
    ends = (numeral.value, numeral.value - numeral.step / 2, numeral.value + numeral.step / 2)
    value, low, high = (float(end * times) for end in ends)
    return {"concept": known, "owner": owner, "time": time, "value": value, "low": low, "high": high, "unit": unit}


@lru_cache(REMEMBERED)
def _concept(name: str) -> str:
    try:
        return concept(name)
    except KeyError as error:
        raise ValueError(f"concept {name!r}: expected the name of a series; {error.args[0]}") from None


def _places(series: pd.DataFrame) -> Places:
    told = frozenset(reported(series)["owner"]) - {""}
    return Places(owners_by_name(series) | {_bare(owner): owner for owner in told}, told)


def _owner(place: str, places: Places) -> str:
    """A place in full, as the claims name it; of several divisions with one name, that of which the texts tell."""
    name = _bare(place)
    known = places.by_name.get(name) or (NATION if name.lower() in NATIONS else "")
    named = {known} if known else set(divisions_called(name))
    meant = named & places.told or named
    if len(meant) == 1:
        return meant.pop()
    if meant:
        raise ValueError(f"place {place!r}: expected one place; this may be {listed(sorted(meant))}")
    told = listed(sorted(places.told)) or "no place"
    raise ValueError(f"place {place!r}{close_to(name, places.by_name)}: expected {NATION} or a division of China; the texts tell of {told}")


def _bare(place: str) -> str:
    return "".join(filter(str.isalnum, place))


@lru_cache(REMEMBERED)
def _factor(unit: str, known: str) -> tuple[Decimal, str]:
    """How many of the concept's own unit a written one is, and that unit."""
    read = read_unit(unit)
    own = unit_of(concepts()[known], read[1]) if read else None
    if not read or not own:
        wanted = " or ".join(units[0] for units in concepts()[known].units)
        what = "is of another measure" if read else "is not known"
        raise ValueError(f"unit {unit!r} {what}: expected {wanted} for {known}, perhaps with 万, 亿, million or billion")
    return read[0] * own[1], own[0]
