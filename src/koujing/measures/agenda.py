"""What comes first: the place of each topic in the numbered lists of speeches, and which list is the agenda of its speech."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

from koujing.chinese.numeral_forms import DIGITS
from koujing.chinese.numerals import read_integer
from koujing.later import pd

LEAST = 3  # items: of two, 一方面 and 另一方面 among them, none comes first in a way that says much
# Topics: the report of 1958 has its tasks one level further in (construction, industry, farming, living, schooling) than a list
# with three topics; of two lists with four or more, the outer one is the agenda in every report.
ENOUGH = 4
COLUMNS = [
    "speech", "date", "list", "depth", "part", "main", "ordinal", "position", "n", "rank", "topic", "topics", "heading",
    "start", "end", "section_id",
]  # fmt: skip
_NUMERAL = re.compile(f"[{DIGITS}十百]+|\\d+")
_WORDS = {"首先": 1, "其次": 2, "再次": 3}
Row = Mapping[Hashable, Any]


def rank_topics(sections: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Every item of every numbered list of at least three items, with its topic and its place, by date and place in the text.

    - ``speech, date``; ``list``: where the list begins in the raw text; ``depth`` and ``part`` as in the table ``sections``;
    - ``main``: whether the list is the agenda of its speech: among those of tasks, and the outermost one, the list with the most
      different topics (three at least; more than four make no difference); of several the outermost, then the longest, then the last;
    - ``ordinal, position, n``: the number as written and as a number (missing ones are counted), and the number of the last item;
    - ``rank``: the position without items before it that look back or name no topic (总体要求), missing for these themselves;
    - ``topic, topics``: the topic of its wording, and all topics in order, joined by ``|``; the wording itself as ``heading``, which
      may be empty where texts are not shipped, and its raw offsets ``start, end``; ``section_id`` is the ``id`` of the row of ``sections``.

    >>> outline = pd.DataFrame({"speech": "a", "depth": 1, "ordinal": ["一、", "二、", "三、", "四、"], "start": [0, 9, 20, 30],
    ...     "part": ["review", "tasks", "tasks", "tasks"], "heading": ["回顾", "农业", "科技", "外交"], "id": list("wxyz"),
    ...     "heading_start": [2, 11, 22, 32], "heading_end": [4, 13, 24, 34], "topics": ["", "agriculture", "science", "opening"]})
    >>> table = rank_topics(outline, pd.DataFrame({"speech": ["a"], "date": ["1999"]}))
    >>> table[["position", "rank", "topic", "main"]].to_numpy().tolist()[1:3]
    [[2, 1, 'agriculture', True], [3, 2, 'science', True]]
    """
    dates = dict(zip(documents["speech"], documents["date"], strict=True))
    rows: list[tuple[Any, ...]] = []
    for speech, outline in sections.groupby("speech", sort=False):
        lists = [items for items in _lists(outline.to_dict("records")) if len(items) >= LEAST]
        main = max(lists, key=_weight, default=None)
        for items in lists:
            is_main = items is main and _weight(items)[0] >= LEAST
            rows += ((speech, dates.get(speech, ""), *row) for row in _placed(items, is_main))
    table = pd.DataFrame(rows, columns=COLUMNS)
    types = dict.fromkeys(("list", "depth", "position", "n", "rank", "start", "end"), "Int64") | {"main": "bool"}
    return table.astype(types).sort_values(["date", "speech", "list", "position"], kind="stable", ignore_index=True)


def _lists(outline: Sequence[Row]) -> Iterator[list[Row]]:
    """The numbered lists of a speech: items of one depth under one heading, whose numbers rise."""
    opened: dict[int, list[Row]] = {}
    for row in sorted(outline, key=lambda row: (row["start"], row["depth"])):
        depth = row["depth"]
        for deeper in [one for one in opened if one > depth]:
            yield opened.pop(deeper)
        number = _number(row["ordinal"])
        items = opened.get(depth, [])
        if items and (number is None or number <= items[-1]["number"]):
            yield opened.pop(depth)
            items = []
        if number is not None and (items or number == 1):
            opened[depth] = [*items, {**row, "number": number}]
    yield from opened.values()


def _number(ordinal: str) -> int | None:
    """The number of an ordinal, ``None`` for one that does not count.

    >>> _number("（十一）"), _number("第二，"), _number("其次"), _number("一方面")
    (11, 2, 2, None)
    """
    if "方面" in ordinal:
        return None
    found = _NUMERAL.search(ordinal)
    return read_integer(found[0]) if found else _WORDS.get(ordinal[:2])


def _weight(items: Sequence[Row]) -> tuple[int, int, int, int]:
    """How much a list looks like the agenda: its different topics up to four, how far out it is, its length, its place.

    The parts of outermost sections that follow the tasks (外交) are often ``other``; further in, only tasks count.
    """
    depth = items[0]["depth"]
    ahead = [row for row in items if row["part"] == "tasks" or (depth == 1 and row["part"] != "review")]
    topics = {row["topics"].partition("|")[0] for row in ahead} - {""}
    return min(len(topics), ENOUGH), -depth, len(items), items[0]["start"]


def _placed(items: Sequence[Row], is_main: bool) -> Iterator[tuple[Any, ...]]:
    """The cells of the items of a list, after the speech and its date."""
    last, passed = items[-1]["number"], 0
    for row in items:
        counts = row["part"] != "review" and row["topics"] != ""
        passed += not counts
        rank = row["number"] - passed if counts else None
        yield (
            items[0]["start"], row["depth"], row["part"], is_main, row["ordinal"], row["number"], last, rank,
            row["topics"].partition("|")[0], row["topics"], row["heading"], row["heading_start"], row["heading_end"], row["id"],
        )  # fmt: skip
