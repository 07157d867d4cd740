"""Ways of counting a printed number: on invented texts counted by hand, and on what the press printed of real reports."""

import os
from functools import cache
from pathlib import Path

import pytest

import koujing
from benchmarks.counted import regime_rows
from koujing import lexicons
from koujing.reading import ReadingError, read, read_string
from koujing.recounting import recount, recount_characters, recount_statistics
from koujing.words.terms import listed_finder
from koujing.words.tokens import tokenize

# 改革: in the title 1, in the heading 1, in 改革开放 1, in quotation marks 1, in 《…》 1, in the name of an institution 1, alone 2.
TEXT = """\
在全县改革动员会上的讲话

同志们：
一、为什么要搞改革
改革开放以来变化很大。大家说，“改革就是办法”。
二、今后的任务
认真学习《青岭改革条例》，听从中央全面深化改革委员会的部署。改革要慢，改革要稳。
"""
TEXTS = os.environ.get("KOUJING_TEXTS")


def ways(frame):
    return dict(zip(frame["way"], frame["n"], strict=True))


def test_each_part_left_out_takes_its_uses():
    found = ways(recount("改革", 8, TEXT))
    assert found["string"] == 8
    assert {way: n for way, n in found.items() if way.startswith("string ")} == {
        "string without title": 7, "string without headings": 7, "string without quotations": 7, "string without names": 6,
    }  # fmt: skip


def test_heads_of_numbered_items_are_headings_too():
    text = "同志们：\n一是改革农业。农业要改革。\n二是办好学校。学校要改革。\n"
    assert ways(recount("改革", 2, text))["string without headings"] == 2  # of 3


def test_the_four_ways_differ_where_longer_terms_hold_the_wording():
    found = ways(recount("改革", 8, TEXT))
    assert (found["string"], found["nested"], found["term"]) == (8, 8, 6)  # not in 改革开放 and the commission


def test_ways_that_change_nothing_are_not_listed():
    assert list(recount("青岭", 1, TEXT)["way"]) == ["string", "word", "term", "nested", *MORE_OF_QINGLING]


MORE_OF_QINGLING = ["string without names", "word without names", "term without names", "nested without names"]


def test_the_nearest_ways_come_first_and_tell_by_how_much():
    frame = recount("改革", 7, TEXT)
    assert list(frame["exact"]) == sorted(frame["exact"], reverse=True)
    assert list(frame["difference"].abs()) == sorted(frame["difference"].abs())
    assert (frame["n"] - 7 == frame["difference"]).all()


def test_what_stands_around_the_speech_counts_in_the_whole_file_only():
    speech = read_string("同志们：\n改革要稳。\n\n相关链接\n改革新闻\n改革评论\n", "a").speeches[0]
    aside = speech.raw.count("改革") - speech.text.count("改革")
    assert aside == 2
    assert ways(recount("改革", 3, speech))["string, whole file"] == 3


def test_synonyms_are_summed_and_a_variant_in_its_own_term_counts_once():
    found = ways(recount("中国特色社会主义", 2, "坚持中国特色社会主义。发展特色社会主义。"))
    assert (found["string"], found["nested"]) == (1, 1)
    assert (found["string with synonyms"], found["term with synonyms"], found["nested with synonyms"]) == (2, 2, 2)


def test_a_wording_in_traditional_characters_is_looked_for_in_simplified_ones():
    assert ways(recount("體制", 1, "体制要改。"))["string"] == 1


def test_bounds_are_exact_anywhere_between_them():
    frame = recount("改革", (6, 7), TEXT)
    assert set(frame.loc[frame["exact"], "n"]) <= {6, 7}
    assert ways(frame.set_index("difference", drop=False).loc[[1]])["string"] == 8


def test_characters_in_four_ways():
    # 全县有GDP 3.5亿元，“好”。: 全县有亿元好 6; GDP35 5; three full stops and quotation marks, comma: ，“”。 4; the point of 3.5 1
    found = ways(recount_characters(6, "全县有GDP 3.5亿元，“好”。"))
    assert found == {"Han": 6, "Han, letters, digits": 11, "Word": 6 + 4 + 2, "printed": 16}


def test_word_counts_each_chinese_mark_even_side_by_side():
    assert ways(recount_characters(9, "他说：“好”——……。"))["Word"] == 11  # 他说好, ：。, two quotation marks, four halves


def test_characters_without_the_title():
    found = ways(recount_characters(1, TEXT))
    assert found["Han"] - found["Han without title"] == len("在全县改革动员会上的讲话")


def test_statistics_and_numbers_in_digits():
    found = ways(recount_statistics(3, "2015年，修路8公里；架桥2座，又架桥2座。"))
    assert found == {"statistics": 3, "different statistics": 2, "numbers in digits": 4}


@pytest.mark.parametrize(
    ("printed", "told"),
    [(-1, "printed -1: expected a whole number"), ((3, 1), r"printed \(3, 1\)"), ("77", "printed '77'"), (1.5, "printed 1.5")],
)
@pytest.mark.parametrize(
    "count", [lambda n: recount("改革", n, TEXT), lambda n: recount_characters(n, TEXT), lambda n: recount_statistics(n, TEXT)]
)
def test_what_is_no_printed_number_is_refused(count, printed, told):
    with pytest.raises(ValueError, match=told):
        count(printed)


@pytest.mark.parametrize(
    ("wording", "source", "told"),
    [
        ("打井", TEXT, "text: '打井' does not occur in this text"),
        ("改革开发", TEXT, r"does not occur in this text \(close to '改革开放'"),
        ("", TEXT, "wording '': expected at least one character"),
        (None, TEXT, "wording None: expected at least one character"),
        ("改革", "", "'': neither a file or folder nor a text"),
        ("改革", "改" * 300, "neither a file or folder nor a text"),
        ("改革", "\n\n", "text: expected a text to count in"),
    ],
)
def test_what_cannot_be_counted_is_refused(wording, source, told):
    with pytest.raises(ValueError, match=told):
        recount(wording, 1, source)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(ReadingError, match="no such file"):
        recount("改革", 1, tmp_path / "a.txt")


def test_of_several_speeches_one_is_named(tmp_path: Path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(ValueError, match="2 speeches, and one is expected; speech= takes one of a, b"):
        recount("改革", 8, tmp_path)
    with pytest.raises(ValueError, match="no speech 'c'"):
        recount("改革", 8, read(tmp_path), speech="c")
    assert ways(recount("改革", 8, tmp_path, speech="a")) == ways(recount("改革", 8, read(tmp_path / "a.txt")))


def test_a_study_of_ones_own_is_counted_by_its_sentences_and_a_shared_one_not(tmp_path: Path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    study = koujing.code(tmp_path, workers=1)
    assert ways(recount("改革", 8, study))["nested"] == ways(recount("改革", 8, TEXT))["nested"]
    with pytest.raises(ValueError, match="has no sentences to search"):
        recount("改革", 8, study.shareable())


def test_the_ways_agree_with_the_table_of_regimes():
    tokens, plain = tokenize(TEXT), tokenize(TEXT, terms=False)
    for term, *_ in regime_rows(tokens, plain):
        found = ways(recount(term, 1, read_string(TEXT, "a").speeches[0]))
        assert found["term"] == tokens.words.count(term)
        assert found["word"] == plain.words.count(term)
        assert found["string"] == int((listed_finder().strings(TEXT)[0] == listed_finder().names.index(term)).sum())


def test_a_mark_is_no_term():
    assert ways(recount("。", 1, "改革开放。体制改革。")) == {"string": 2, "word": 2, "term": 0, "nested": 0}


def test_a_wording_in_wide_letters_or_another_script_is_counted_in_the_text_and_in_the_file(tmp_path: Path):
    (tmp_path / "a.txt").write_text("各位代表：\nＧＤＰ總量增長，GDP質量提高。\n", encoding="utf-8")
    found = ways(recount("ＧＤＰ", 2, tmp_path / "a.txt"))
    assert {way: found[way] for way in ("string", "word", "term", "nested")} == dict.fromkeys(("string", "word", "term", "nested"), 2)
    assert "string, whole file" not in found  # where the number is the same


@cache
def report(year: str):
    return read(Path(TEXTS or "") / "work-reports" / f"{year}.txt")


def counted(row, year: str, printed):
    if row["measure"] == "characters":
        return recount_characters(printed, report(year))
    return recount_statistics(printed, report(year)) if row["measure"] == "statistics" else recount(row["measure"], printed, report(year))


PRESS = lexicons.load("press_counts")


@pytest.mark.parametrize("row", PRESS, ids=[f"{row['speech']}-{row['measure']}-{row['quote']}" for row in PRESS])
def test_a_row_of_the_press_quotes_little_and_names_its_source(row):
    assert len(row["quote"]) <= 20
    assert row["why"]
    assert row["source"]
    is_within = int(row["low"]) <= int(row["n"]) <= int(row["high"])
    assert is_within != row["why"].startswith(("near", "9 above", "56 above"))


@pytest.mark.skipif(not TEXTS, reason="KOUJING_TEXTS does not name a folder of texts")
@pytest.mark.parametrize("row", PRESS, ids=[f"{row['speech']}-{row['measure']}-{row['quote']}" for row in PRESS])
def test_what_the_press_printed_is_counted_as_its_row_says(row):
    printed = (int(row["low"]), int(row["high"]))
    frame = counted(row, row["speech"], printed)
    if row["than"]:
        assert ways(counted(row, row["than"], 0))[row["way"]] - ways(frame)[row["way"]] == int(row["n"])
        return
    mine = frame[frame["way"] == row["way"]].iloc[0]
    assert mine["n"] == int(row["n"])
    assert abs(mine["difference"]) == frame["difference"].abs().min()


@pytest.mark.skipif(not TEXTS, reason="KOUJING_TEXTS does not name a folder of texts")
def test_only_the_count_of_word_gives_all_that_was_said_of_the_length_of_reports():
    lengths = [row for row in PRESS if row["measure"] == "characters" and row["way"] == "Word" and int(row["low"]) > 4000]
    hits = dict.fromkeys(("Han", "Han, letters, digits", "Word", "printed"), 0)
    for row in lengths:
        frame = counted(row, row["speech"], (int(row["low"]), int(row["high"])))
        for way in frame.loc[frame["exact"], "way"]:
            if way in hits:
                hits[way] += 1
    assert hits == {"Han": 0, "Han, letters, digits": 0, "Word": 7, "printed": 4}
