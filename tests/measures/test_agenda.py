"""What comes first: lists, places and the agenda of a speech, on invented outlines."""

import pandas as pd
import pytest

from koujing.measures.agenda import COLUMNS, rank_topics

TASKS = ["agriculture", "science", "reform", "opening", "livelihood"]


def outline(*rows):
    """Sections from (depth, ordinal, part, topics), in the order of the text."""
    table = pd.DataFrame(rows, columns=["depth", "ordinal", "part", "topics"])
    at = [10 * k for k in range(len(rows))]
    return table.assign(speech="a", start=at, id=[f"i{k}" for k in at], heading="", heading_start=at, heading_end=at)


def ranked(*rows, date="2001-03"):
    return rank_topics(outline(*rows), pd.DataFrame({"speech": ["a"], "date": [date]}))


def items(depth, part, topics, numerals="一二三四五六七八九"):
    return [(depth, f"（{n}）", part, topic) for n, topic in zip(numerals, topics, strict=False)]


def test_an_outline_of_tasks_is_the_agenda_and_its_topics_have_ranks():
    table = ranked((1, "一、", "review", ""), (1, "二、", "tasks", ""), *items(2, "tasks", TASKS))
    agenda = table[table["main"]]
    assert agenda[["position", "n", "rank", "topic"]].to_numpy().tolist() == [[k, 5, k, topic] for k, topic in enumerate(TASKS, 1)]
    assert table.columns.tolist() == COLUMNS


def test_what_looks_back_or_names_no_topic_has_no_rank():
    cells = zip("一二三四五", ["review", "tasks", "tasks", "tasks", "other"], ["reform", "", *TASKS[:3]], strict=True)
    table = ranked(*((1, f"{n}、", part, topic) for n, part, topic in cells))
    assert table["rank"].fillna(0).tolist() == [0, 0, 1, 2, 3]
    assert table["main"].all()


def test_a_number_that_was_not_found_still_counts():
    rows = items(2, "tasks", TASKS[:4], "一二四五")
    assert ranked(*rows)[["position", "n", "rank"]].to_numpy().tolist() == [[1, 5, 1], [2, 5, 2], [4, 5, 4], [5, 5, 5]]


def test_a_list_begins_anew_at_a_lower_number_and_ends_at_a_lesser_depth():
    twice = ranked(*items(2, "tasks", TASKS[:3]), *items(2, "tasks", TASKS[:3]))
    assert twice["list"].tolist() == [0, 0, 0, 30, 30, 30]
    one, two = ((1, ordinal, "tasks", "") for ordinal in ("一、", "二、"))
    parted = ranked(one, *items(2, "tasks", TASKS[:2]), two, *items(2, "tasks", TASKS[2:], "三四五"))
    assert len(parted) == 0


@pytest.mark.parametrize(
    "ordinals", [["一方面", "另一方面", "再一方面"], ["一、", "二、"], ["", "", ""], ["二、", "三、", "四、"]], ids="-".join
)
def test_what_is_no_list_of_three_numbered_items_is_left_out(ordinals):
    assert len(ranked(*((2, ordinal, "tasks", "reform") for ordinal in ordinals))) == 0


@pytest.mark.parametrize("ordinals", ["首先 其次 第三，", "1. 2. 3.", "第一， 第二， 第三，", "一是 二是 三是", "（1） （2） （3）"])
def test_every_style_of_ordinal_counts(ordinals):
    assert ranked(*((2, ordinal, "tasks", "reform") for ordinal in ordinals.split()))["position"].tolist() == [1, 2, 3]


def test_of_several_lists_the_one_with_more_topics_is_the_agenda_but_four_are_enough():
    outer = [(1, f"{n}、", "tasks", topic) for n, topic in zip("一二三四", TASKS, strict=False)]
    inner = items(2, "tasks", TASKS)
    assert ranked(*outer, *inner).query("main")["depth"].unique().tolist() == [1]
    assert ranked(*outer[:3], *inner).query("main")["depth"].unique().tolist() == [2]


@pytest.mark.parametrize(("part", "topics"), [("review", TASKS), ("other", TASKS), ("tasks", ["reform"] * 5), ("notes", TASKS)])
def test_a_list_that_looks_back_or_has_one_topic_is_no_agenda(part, topics):
    assert not ranked(*items(2, part, topics))["main"].any()


def test_speeches_without_a_date_come_first_and_keep_their_lists():
    table = ranked(*items(2, "tasks", TASKS), date="")
    assert table["date"].eq("").all()
    assert table["main"].all()
    assert len(rank_topics(outline().head(0), pd.DataFrame({"speech": [], "date": []}))) == 0
