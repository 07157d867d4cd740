"""Find years that are given by counting: the first year of a plan, an anniversary, a run of good harvests."""

from __future__ import annotations

import re
from collections.abc import Iterator

from koujing.chinese.numeral_forms import DIGITS, SHORT_NUMERAL, ZEROS
from koujing.chinese.numerals import read_integer
from koujing.chinese.patterns import lazy
from koujing.reading.metadata.clues import Clue, Rank, Words, in_year, since, until
from koujing.reading.metadata.events import MARGIN, around, events, soft_clue
from koujing.reading.metadata.index import IndexedText, wording

FOUNDING = wording(
    "成建长抗改香澳五辛",
    r"(?P<base>成立|建[国党军]|长征胜利|抗日战争胜利|抗战胜利|改革开放|香港回归|澳门回归|五四运动|辛亥革命)"
    rf"(?P<n>\d{{2,3}}|[{DIGITS}]?十[{DIGITS}]?|一百[{DIGITS}]?十?[{DIGITS}]?|百)周?年",
)
HARVEST = wording("连", "连[丰增]")
WHEN = lazy("去年|今年")
YEAR_WORD = lazy(
    rf"(?P<this>今年|正值|时值|恰逢|适逢|正处|值此)|(?P<last>去年|上年)|(?P<next>明年|来年)|[0-9{ZEROS}{DIGITS}]年|过去|当年"
)
NUMERAL = lazy(rf"{SHORT_NUMERAL}$")
PLAN = wording("五", rf"五”?(?:规划|计划|时期)*的?(?P<which>开局|起步|收官|最后|第[{DIGITS[:5]}])一?之?年")
DRAFTED = wording("编", rf"编制好?“?(?P<n>十?[{DIGITS}]|十)五”?(?=[^，。；\n]{{0,10}}规划)")
DRAFTING = 30  # months before a plan begins in which its parts are drafted
SPIRIT_YEAR = wording("贯", rf"贯彻(?:落实)?党的(?P<n>{SHORT_NUMERAL})大精神的?开局之?年")
HELD_FOR = lazy(r"[^，。\n]{0,6}大会(?:上|$)", re.MULTILINE)


def find_counted_years(passage: IndexedText) -> Iterator[Clue]:
    """The clues from counted years.

    >>> text = "今年是“十三五”的第二年。"
    >>> [clue.says for clue in find_counted_years(IndexedText.of(text))]
    ['2017']
    """
    for m in passage.matches(PLAN):
        n = _numeral_before(passage.text, m.start())
        count = {"收": 4, "最": 4}.get(m["which"][0], (read_integer(m["which"][-1]) or 1) - 1)
        if plan := events().get(f"{n}五"):
            yield from _sure_year(Words(passage, m.start() - len(n), m.end()), "plan", plan.begin // 12 + count)
    for m in passage.matches(DRAFTED):
        if plan := events().get(f"{m['n']}五"):
            yield soft_clue(Words(passage, *m.span()), "draft", plan.begin - DRAFTING, plan.begin + MARGIN)
    for m in passage.matches(SPIRIT_YEAR):
        if congress := events().get(f"{m['n']}大"):
            yield from _sure_year(Words(passage, *m.span()), "congress", congress.begin // 12 + 1)
    for m in passage.matches(FOUNDING):
        if (year := _anniversary(passage.text, m)) is not None:
            yield from _anniversary_clue(Words(passage, *m.span()), year)
    for m in passage.matches(HARVEST):
        n = _numeral_before(passage.text, m.start())
        when = WHEN.findall(passage.text[max(0, m.start() - 80) : m.start()].rpartition("。")[2])
        if n and when:
            year = events()[m.group()].begin // 12 + (read_integer(n) or 0) + (when[-1] == "去年")
            yield Clue(in_year(year), Rank.SOFT, "harvest", Words(passage, m.start() - len(n), m.end()), str(year))


def _numeral_before(text: str, at: int) -> str:
    m = NUMERAL.search(text[max(0, at - 3) : at])
    return m.group() if m else ""


def _sure_year(words: Words, kind: str, year: int) -> Iterator[Clue]:
    """今年是…之年 gives the year of the speech, 去年是 the year before it; a year given by number, or none, gives nothing."""
    offset = _offset(words)
    if offset is not None:
        yield Clue(in_year(year + offset), Rank.SURE, kind, words, str(year + offset))


def _offset(words: Words) -> int | None:
    """How many years the speech is later than the year it speaks of, by the last word for a year before it in the sentence."""
    sentence = re.split("[。；\n]", words.passage.text[max(0, words.start - 40) : words.start])[-1]
    told = list(YEAR_WORD.finditer(sentence))
    return {"this": 0, "last": 1, "next": -1}.get(told[-1].lastgroup or "") if told else None


def _anniversary(text: str, m: re.Match[str]) -> int | None:
    """The year of an anniversary, if the lexicon knows what was founded."""
    name = next(
        (e for e in events().values() if e.kind == "founding" and text.endswith(e.name, 0, m.end("base"))), None
    )
    return name.begin // 12 + (read_integer(m["n"]) or 0) if name else None


def _anniversary_clue(words: Words, year: int) -> Iterator[Clue]:
    """今年是, or the title of a meeting held for it, gives the exact year; other mentions fall around the anniversary."""
    _, after = around(words)
    in_title = "\n" not in words.passage.text[: words.start].lstrip() and HELD_FOR.match(after)
    if in_title or _offset(words) == 0:
        yield Clue(in_year(year), Rank.SURE, "founding", words, str(year))
    else:
        yield Clue(since(year - 1, 7) & until(year + 1, 6), Rank.SOFT, "founding", words, f"around {year}")
