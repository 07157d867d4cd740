"""Dates in every writing, on every line that gives one; and days of events before days of pages."""

from datetime import date

import pytest
from golden import labels, load
from hypothesis import given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing.reading import read_string
from koujing.reading.metadata.date_lines import date_lines
from koujing.reading.metadata.index import IndexedText
from koujing.reading.metadata.leads import told_day
from koujing.reading.metadata.written import DATE, read_date

GOLDEN = load("dates.tsv")
FIGURES = "〇一二三四五六七八九"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
CIRCLES = str.maketrans("〇", "○")
LETTERS = str.maketrans("〇", "O")


def characters(number):
    """1 to 31 in Chinese characters."""
    tens, ones = divmod(number, 10)
    return (FIGURES[tens] if tens > 1 else "") + ("十" if tens else "") + (FIGURES[ones] if ones else "")


def chinese(day):
    year = "".join(FIGURES[int(figure)] for figure in str(day.year))
    return f"{year}年{characters(day.month)}月{characters(day.day)}日"


WRITINGS = {
    "plain": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "noughts": lambda d: f"{d:%Y年%m月%d日}",
    "号": lambda d: f"{d.year}年{d.month}月{d.day}号",
    "gaps": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "wide": lambda d: f"{d.year}年{d.month}月{d.day}日".translate(WIDE),
    "chinese": chinese,
    "circles": lambda d: chinese(d).translate(CIRCLES),
    "letters": lambda d: chinese(d).translate(LETTERS),
    "mixed": lambda d: f"{d.year}年{characters(d.month)}月{d.day}日",
    "points": lambda d: f"{d.year}.{d.month}.{d.day}",
    "wide points": lambda d: f"{d.year}．{d.month}．{d.day}".translate(WIDE),
    "strokes": lambda d: f"{d:%Y/%m/%d}",
    "hyphens": lambda d: f"{d:%Y-%m-%d}",
    "spaces": lambda d: f"{d:%Y %m %d}",
    "figures": lambda d: f"{d:%Y%m%d}",
}
FRAMES = ("（{}）", "({})", "——{}在全县春耕会上", "{}在全县春耕会上", "　　　　（{}上午）", "({},根据录音整理)", "会议时间：{}")
DAYS = st.dates(date(1949, 1, 1), date(2049, 12, 31))


@pytest.mark.parametrize("case", GOLDEN, ids=labels(GOLDEN))
def test_golden_dates(case):
    assert read_string(case["text"], "a").speeches[0].metadata["date"] == case["expected"], case["why"]


@given(DAYS, st.sampled_from(sorted(WRITINGS)))
def test_a_day_in_any_writing_is_read_back(day, writing):
    assert read_date(DATE.fullmatch(WRITINGS[writing](day))) == (day.year, day.month, day.day)


@given(DAYS, st.sampled_from(sorted(WRITINGS)), st.sampled_from(FRAMES))
def test_a_day_under_the_title_is_the_day_of_the_speech(day, writing, frame):
    raw = f"在全县春耕会上的讲话\n{frame.format(WRITINGS[writing](day))}\n同志们：\n今天开会，要快。"
    assert read_string(raw, "a").speeches[0].metadata["date"] == day.isoformat()


@given(DAYS, st.integers(0, 14), st.sampled_from(["{}日", "{}日上午", "{}号"]))
def test_a_day_alone_is_the_last_such_day_before_the_page(page, back, wording):
    event = date.fromordinal(page.toordinal() - back)
    raw = f"春耕会召开\n发布时间：{page}\n{wording.format(event.day)}，全县召开春耕会。县长甲某指出，要快。乙某强调，要好。"
    assert read_string(raw, "a").speeches[0].metadata["date"] == event.isoformat()


@given(st.text("0123456789二〇一五十年月日号.-/ 廿○O元", max_size=24))
def test_what_is_read_as_a_date_is_in_the_calendar(text):
    for m in DATE.finditer(text):
        found = read_date(m)
        assert found is None or date(found[0], found[1], found[2] or 1)


@pytest.mark.parametrize("piece", ["2015年", "2015 ", "二〇一五年三月", "1日", "（2015.", "——", "讲话（", "星期", "昨天", "\n2015年3月"])
def test_the_search_for_days_grows_with_the_length_of_the_text(piece):
    def work(raw):
        text = IndexedText.of(raw)
        list(date_lines(text))
        told_day(text, (), (), news=True)

    assert growth(work, piece, 50_000) < BOUND
