"""Where a wording stands: every hit, and no other, with its raw characters."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import koujing
from koujing.opening import sample_folder
from koujing.reading import ReadingError, read, read_string
from koujing.search import hits
from koujing.search.hits import Hit, find_hits, search
from koujing.search.query import PatternError, Query

SAMPLE = read(sample_folder())


def speech(text):
    return read_string("同志们：" + text, "a").speeches[0]


def nodes(pattern, source, as_="literal"):
    return [hit.node for hit in find_hits(pattern, source, as_=as_)]


@pytest.mark.parametrize("pattern", ["群众", "同志们", "，", "水"])
def test_a_literal_is_found_wherever_it_stands(pattern):
    hits = list(find_hits(pattern, SAMPLE))
    assert len(hits) == sum(one.text.count(pattern) for one in SAMPLE) > 0
    for hit in hits:
        assert hit.node == pattern


@pytest.mark.parametrize("as_", ["literal", "regex"])
def test_the_raw_characters_of_a_hit_are_those_it_was_read_from(as_):
    for one in SAMPLE:
        repaired = [(r.start, r.end) for r in one.repairs]
        for hit in find_hits("的", one, as_=as_):
            touched = any(a < hit.end and hit.start < b for a, b in repaired)
            assert touched or one.raw[hit.start : hit.end] == "的"


@pytest.mark.parametrize(
    ("raw", "pattern", "there"),
    [
        ("贷款l67亿元。", "167亿元", "l67亿元"),  # a letter for a digit
        ("产值7 4亿元。", "74亿元", "7 4亿元"),  # a space inside a figure
        ("增强坚定*。", "坚定性", "坚定*"),  # a word under a mask
        ("增加２６户。", "26户", "２６户"),  # full-width digits
        ("修好路，\n架好桥。", "路，架", "路，\n架"),  # a line broken in a sentence
    ],
)
def test_what_was_repaired_is_found_as_it_reads_and_shown_where_it_stands(raw, pattern, there):
    (hit,) = find_hits(pattern, one := speech(raw))
    assert (hit.node, one.raw[hit.start : hit.end]) == (pattern, there)


def test_a_text_that_cannot_be_searched_is_a_problem_and_the_others_are_searched(tmp_path, monkeypatch):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("同志们：修路3条。", encoding="utf-8")
    corpus = read(tmp_path)

    def broken_at_b(query, one):
        if one.source == "b":
            raise RecursionError("too deep")
        return hits_of(query, one)

    hits_of = hits._hits
    monkeypatch.setattr(hits, "_hits", broken_at_b)
    for source, name in ((tmp_path, "b.txt"), (corpus, "b")):
        found = list(search(Query("修路"), source, workers=1))
        assert [hit.source for part in found for hit in part.hits] == ["a", "c"]
        (problem,) = (problem for part in found for problem in part.problems)
        assert (problem.path, problem.what) == (name, "koujing failed on it (RecursionError: too deep)")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_pattern_that_matches_nothing_in_a_text_is_no_fault_of_the_text(tmp_path, workers):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("同志们：修路3条。", encoding="utf-8")
    with pytest.raises(PatternError, match="matches an empty string"):
        list(search(Query("(?=修)", "regex"), tmp_path, workers=workers))


def test_hits_do_not_overlap_and_signs_of_a_literal_mean_themselves():
    assert len(nodes("山山", speech("山山山山山。"))) == 2
    assert nodes("水.", speech("水利、水.5。")) == ["水."]


def test_a_regular_expression_is_looked_for_in_the_repaired_text():
    assert nodes(r"\d+亿元", speech("贷款l67亿元，还款5亿元。"), "regex") == ["167亿元", "5亿元"]


def test_a_word_is_a_token_and_not_a_part_of_one():
    one = speech("人民在人民代表大会上发言，代表发言。")  # the congress is one word
    assert len(nodes("人民", one)) == 2
    words = koujing.tokenize(one, terms=False)
    starts = [at for word, at in zip(words.words, words.starts.tolist(), strict=True) if word == "人民"]
    assert [hit.start for hit in find_hits("人民", one, as_="word")] == starts
    assert len(starts) == 1


def test_a_term_is_the_longest_at_its_place_and_nested_ones_are_inside():
    one = speech("讲改革，推进经济体制改革，扩大自主权，维护主权。")
    assert [len(nodes(pattern, one, as_)) for pattern, as_ in (("改革", "term"), ("改革", "nested"), ("主权", "nested"))] == [1, 2, 1]


def test_a_formula_is_found_under_all_names_of_its_bundle():
    one = speech("落实六项任务，完成六大重点任务，还有九大任务。这六项任务要落实。")
    assert nodes("六大任务", one, "formula") == ["六项任务", "六大重点任务", "六项任务"]
    assert nodes("九项任务", one, "formula") == ["九大任务"]
    assert nodes("八项任务", one, "formula") == []


def test_contexts_end_with_the_speech_and_show_line_ends():
    corpus = [read_string("同志们：\n修路。\n架桥。", name).speeches[0] for name in "ab"]
    hits = list(find_hits("修路", corpus, width=4))
    assert [hit[-5:-2] for hit in hits] == [("志们：¶", "修路", "。¶架桥")] * 2
    assert [(hit.source, hit.speech) for hit in hits] == [("a", "a"), ("b", "b")]
    assert [hit[-5:-2] for hit in find_hits("修路", corpus[0], width=0)] == [("", "修路", "")]
    assert nodes("。\n架", corpus[0]) == ["。¶架"]


def test_a_hit_knows_its_section_and_who_speaks():
    text = "各位代表：\n一、过去一年的工作\n修路五条。\n二、今年的主要任务\n修路六条。"
    assert [hit.part for hit in find_hits("修路", read_string(text, "a").speeches[0])] == ["review", "tasks"]
    hits = [hit for one in SAMPLE if one.id == "department" for hit in find_hits("，", one)]
    assert "会议" in {hit.voice for hit in hits}


def test_a_path_a_corpus_and_its_speeches_give_the_same_hits():
    hits = list(find_hits("水", SAMPLE))
    assert hits == list(find_hits("水", sample_folder())) == list(find_hits("水", str(sample_folder())))
    assert hits == list(find_hits("水", iter(SAMPLE))) == [hit for one in SAMPLE for hit in find_hits("水", one)]


def test_many_files_on_several_processes_give_the_hits_in_order(tmp_path):
    for k in range(9):
        (tmp_path / f"{k}.txt").write_text(f"同志们：修路{k}条。\n" + "今年要架桥。\n" * 30_000, encoding="utf-8")
    one = list(find_hits("修路", tmp_path, workers=1))
    assert [hit.source for hit in one] == list("012345678")
    assert one == list(find_hits("修路", tmp_path, workers=2))


def test_hits_come_before_the_last_file_is_read(tmp_path, monkeypatch):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("同志们：修路。", encoding="utf-8")
    was_read = []
    monkeypatch.setattr("koujing.reading.read_file", lambda *text: was_read.append(text[1]) or read_string("同志们：修路。", text[1]))
    assert next(find_hits("修路", tmp_path)).source == "a"
    assert was_read == ["a"]


@pytest.mark.parametrize("id_", [one.id for one in SAMPLE])
def test_no_character_of_a_repaired_text_comes_from_nowhere(id_):
    """What allows a file to be passed over unread: each pattern that stands in the text may stand in the raw text."""
    raw = SAMPLE[id_].raw
    for text in (raw, raw.translate(str.maketrans("发会国", "發會國")), raw.replace("性", "*").replace("政府", "*")):
        for one in read_string(text, "a").speeches:
            assert all(Query(character).may_stand_in(text) for character in set(one.text))


def test_a_file_without_the_characters_is_not_read(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("同志们：修路。", encoding="utf-8")
    (tmp_path / "b.txt").write_text("同志們：經濟要發展。", encoding="utf-8")
    (tmp_path / "c.txt").write_text("同志们：增强坚定*。", encoding="utf-8")
    read_file, was_read = koujing.reading.read_file, []
    monkeypatch.setattr("koujing.reading.read_file", lambda *text: was_read.append(text[1]) or read_file(*text))
    assert nodes("经济", tmp_path) == ["经济"]
    assert was_read == ["b", "c"]


@given(st.text("山水路*l1 \n，。", min_size=1, max_size=40), st.text("山水路1，", min_size=1, max_size=3))
def test_nothing_that_is_found_was_passed_over(raw, pattern):
    found = [hit for one in read_string(raw, "a").speeches for hit in find_hits(pattern, one)]
    assert Query(pattern).may_stand_in(raw) or not found


@pytest.mark.parametrize(
    ("pattern", "options", "expected"),
    [
        ("", {}, "pattern '': expected a text of at least one character"),
        (b"x", {}, "pattern b'x': expected a text"),
        ("a", {"width": 1.5}, "width 1.5: expected a whole number"),
        ("(", {"as_": "regex"}, "pattern '(': not a valid regular expression"),
        ("a{99999999999999}", {"as_": "regex"}, "not a valid regular expression"),
        ("路*", {"as_": "regex"}, "pattern '路*' matches an empty string"),
        ("(?=路)", {"as_": "regex"}, "matches an empty string"),
        ("路", {"as_": "stem"}, "as_ 'stem': expected one of literal, regex, word, term, nested, formula"),
        ("路", {"width": -1}, "width -1"),
    ],
)
def test_a_question_that_has_no_answer_is_refused(pattern, options, expected):
    with pytest.raises(ValueError) as error:  # noqa: PT011
        list(find_hits(pattern, speech("修路。"), **options))
    assert expected in str(error.value)


def test_a_question_is_refused_before_anything_is_read():
    with pytest.raises(ValueError, match="not a valid regular expression"):
        find_hits("(", Path("nowhere"), as_="regex")


def test_unreadable_files_are_problems_and_an_error_where_there_is_nothing_else(tmp_path):
    with pytest.raises(ReadingError, match="no such file"):
        list(find_hits("路", tmp_path / "nowhere"))
    with pytest.raises(ReadingError, match="no readable text"):
        list(find_hits("路", tmp_path))
    (tmp_path / "a.txt").write_bytes(b"")
    with pytest.raises(ReadingError, match="none of 1 files"):
        list(find_hits("路", tmp_path))
    (tmp_path / "b.txt").write_text("同志们：修路。", encoding="utf-8")
    found = list(search(Query("路"), tmp_path))
    assert [Path(problem.path).name for part in found for problem in part.problems] == ["a.txt"]
    assert [hit.source for part in found for hit in part.hits] == ["b"]


def test_masks_that_stay_are_counted():
    found = list(search(Query("路"), [speech("修路。"), speech("20**年在**县修路。"), speech("增强坚定*。")]))
    assert [(part.n_masks, part.n_masked_speeches) for part in found] == [(0, 0), (2, 1), (0, 0)]
    assert Hit._fields[:2] == ("source", "speech")


AS_IT_STANDS = "各位代表：我們要推進經濟體制改革，ＧＤＰ增長８％，做好(試點)工作，落實“兩不愁三保障”。艾山·哈力同志參加。"
AS_IT_STANDS += "26。54萬戶。\n要落实\"四个全面\"，兴修⽔利。"


@pytest.mark.parametrize(
    ("pattern", "as_", "node"),
    [
        ("體制", "literal", "体制"),
        ("艾山•哈力", "literal", "艾山·哈力"),
        ("艾山·哈力", "word", "艾山·哈力"),
        ("体制", "literal", "体制"),
        ("ＧＤＰ", "literal", "GDP"),
        ("８％", "literal", "8%"),
        ("8%", "literal", "8%"),
        ("(試點)", "literal", "（试点）"),
        ("兩不愁三保障", "literal", "两不愁三保障"),
        ('"四个全面"', "literal", "“四个全面”"),
        ("26。54萬", "literal", "26.54万"),
        ("⽔利", "literal", "水利"),
        ("改革", "word", "改革"),
        ("體制|工業", "regex", "体制"),
        ("四個全面", "formula", "四个全面"),
        ("“四個全面”", "formula", "四个全面"),
    ],
)
def test_a_wording_is_found_as_it_stands_in_the_file_and_as_it_is_read(pattern, as_, node, tmp_path):
    (tmp_path / "a.txt").write_text(AS_IT_STANDS, encoding="utf-8")
    for source in (tmp_path, koujing.code(tmp_path)):
        assert nodes(pattern, source, as_) == [node]


def test_a_mark_is_no_wording_of_the_file():
    assert nodes("，", speech("增加１，２００户，好。")) == ["，"]
