"""Tokens: exact offsets, the same result from both engines, masked words set apart."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing.speech import RepairedText, Speech
from koujing.words.inventory import is_word
from koujing.words.tokens import tokenize
from koujing.words.vocabulary import stop_words

# Han of several planes, ASCII runs with points and hyphens, marks, masks and blanks: what the engines could differ in.
ALPHABET = (
    "0189abzGZ.-_+#&%*,。、:;()《》“” \n\r\t　·～/'@％９Ｇ①αあ한😀𠀀㐀鿕鿖豈〇零一二十百万亿元年月日"
    "的了和在是中国人民经济社会发展改革开放坚持全面深化工作政府建设乡村习总书记艾力买提"
)

# label, text (invented), expected tokens, why
GOLDEN = [
    ("a range", "1-2个", ["1", "-", "2", "个"], "a hyphen separates"),
    ("a dotted date", "24.05.2017", ["24", ".", "05", ".", "2017"], "two points make no decimal number"),
    ("a decimal", "10.2%", ["10.2%"], "one point between digits joins"),
    ("a code", "1+17", ["1", "+", "17"], "codes are read by the formula coder"),
    ("a masked suffix", "积极*高", ["积极*", "高"], "the fragment belongs to the masked word"),
    ("a masked year", "在20**年", ["在", "20**", "年"], "the digits belong to the masked number"),
    ("a masked beginning", "的*梦,", ["的", "*梦", ","], "a function word is no fragment; one character after is"),
    ("a masked word", "、*群众", ["、", "*", "群众"], "a word of two characters stands by itself"),
    ("a surname with a title", "要和习总书记", ["要", "和", "习", "总书记"], "和习 is no word"),
    ("a deputy", "与习副主席", ["与", "习", "副", "主席"], "习副 is no word"),
    ("a verb before it", "落实习总书记要求", ["落实", "习", "总书记", "要求"], "实习 is a word, but not here"),
    ("a known title", "对温总理", ["对", "温总理"], "the dictionary has it as one word"),
    ("a word like a preposition and a surname", "由于书记", ["由于", "书记"], "由于 is a word"),
    ("no title", "研究和习惯", ["研究", "和", "习惯"], "习惯 is a word"),
    ("a name with a point", "主席热合满江·达吾提说", ["主席", "热合满江·达吾提", "说"], "a foreign name is one token"),
    ("three parts", "请卡尔·冯·林德说", ["请", "卡尔·冯·林德", "说"], "all parts of a name"),
    ("two names", "艾力‧买买提和依明•白克力", ["艾力‧买买提", "和", "依明•白克力"], "和 joins two names, whatever the point"),
    ("the end of a name", "司马义·铁力瓦尔地说", ["司马义·铁力瓦尔地", "说"], "a token outside the dictionary is cut"),
    ("words around a point", "中国·兰州", ["中国", "·", "兰州"], "the words are no names"),
    ("places around a point", "西安・海南", ["西安", "・", "海南"], "nor are those written with syllables of names"),
    ("initials", "马·恩", ["马", "·", "恩"], "too short to tell"),
    ("a rare ideograph", "㐀𠀀村", ["㐀", "𠀀", "村"], "characters beyond the dictionaries stand alone"),
]


def speech(raw, edits=()):
    return Speech("s", "s", raw, 0, len(raw), RepairedText.build(raw, 0, len(raw), edits))


@pytest.mark.parametrize("engine", ["rjieba", "jieba"])
@pytest.mark.parametrize(("label", "text", "expected", "why"), GOLDEN, ids=[case[0] for case in GOLDEN])
def test_golden_cases(engine, label, text, expected, why):
    assert tokenize(text, engine=engine).words == expected, why


@settings(max_examples=400)
@given(st.text(ALPHABET, max_size=40), st.booleans())
def test_engines_agree_and_tokens_rebuild_any_text(text, terms):
    tokens = tokenize(text, terms=terms)
    assert tokens.words == tokenize(text, engine="jieba", terms=terms).words
    assert "".join(tokens.words) == text
    assert [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_any_characters_at_all_are_kept(text):
    assert "".join(tokenize(text).words) == text


def test_engines_agree_on_every_text_present():
    folder = os.environ.get("KOUJING_TEXTS")
    if not folder:
        pytest.skip("KOUJING_TEXTS does not point at the source texts")
    paths = sorted(Path(folder).rglob("*.txt"))
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8")
        tokens = tokenize(text)
        assert tokens.words == tokenize(text, engine="jieba").words, path.name
        assert "".join(tokens.words) == text


@pytest.mark.parametrize("engine", ["rjieba", "jieba"])
def test_own_terms_stay_whole_and_do_not_leak(engine):
    text = "云岭县推进三清两建工程"  # Yunling county (invented) advances the three clean-ups, two build-ups project
    assert "三清两建" in tokenize(text, engine=engine, words=["三清两建"]).words
    assert "三清两建" not in tokenize(text, engine=engine).words


MARKED = ["努尔·白克力", "V1.0版", "5w-30", "云发〔2015〕3号", "Apple Macbook", "853", "三清、两建", "-2.5%"]


@pytest.mark.parametrize("engine", ["rjieba", "jieba"])
@pytest.mark.parametrize("word", MARKED)
def test_own_terms_with_marks_stay_whole(engine, word):
    assert tokenize(f"我们看{word}，很好", engine=engine, words=[*MARKED, "853号"]).words == ["我们", "看", word, "，", "很", "好"]


def test_own_terms_do_not_begin_or_end_within_letters_or_digits():
    assert "5w-30" not in tokenize("用15w-30和5w-300", words=["5w-30"]).words


def test_the_longest_own_term_wins_and_one_may_be_a_string():
    assert tokenize("用5w-30机油", words=["5w-30", "5w-30机油"]).words == ["用", "5w-30机油"]
    assert tokenize("推进双联山", words="双联山").words == ["推进", "双联山"]


@pytest.mark.parametrize("word", ["", " 双联", "双联\n山", "双*山"])
def test_a_term_that_cannot_stay_whole_is_refused(word):
    with pytest.raises(ValueError, match="cannot keep"):
        tokenize("双联山", words=[word])


@pytest.mark.parametrize("engine", ["rjieba", "jieba"])
def test_formulas_of_the_lexicon_are_terms_and_no_words(engine):
    text = "讲好五位一体,抓住四个一般问题,鼓励双创新"  # five in one; four ordinary questions; twofold innovation
    assert [word for word in tokenize(text, engine=engine).words if len(word) > 2] == ["五位一体"]
    assert tokenize("两不愁三保障", engine=engine).words == ["两不愁三保障"]
    assert len(tokenize("两不愁三保障", engine=engine, terms=False)) > 1


def test_unknown_engine_is_named():
    with pytest.raises(ValueError, match="unknown engine 'hanlp'; expected rjieba or jieba"):
        tokenize("发展", engine="hanlp")


def test_tags_name_the_part_of_speech():
    tokens = tokenize("发展2013年GDP*")
    assert list(zip(tokens.words, tokens.tags, strict=True)) == [
        ("发展", "vn"), ("2013", "m"), ("年", "m"), ("GDP", "term"), ("*", "x"),
    ]  # fmt: skip
    assert tokenize("GDP", terms=False).tags == ["eng"]


def test_words_are_counted_without_marks_and_masked_words():
    assert len(tokenize("发展,提高积极*,共12万元。").word_ids) == 5  # 发展 提高 共 12 万元


def test_raw_offsets_pass_through_repairs():
    raw = "投资l6 7亿元"  # l for 1, a space inside the figure
    text = speech(raw, [(2, 3, "1"), (4, 5, "")])
    frame = tokenize(text).to_frame(text)
    assert frame["token"].tolist() == ["投资", "167", "亿元"]
    assert [raw[a:b] for a, b in zip(frame["start"], frame["end"], strict=True)] == ["投资", "l6 7", "亿元"]
    assert frame[["source", "speech"]].drop_duplicates().to_numpy().tolist() == [["s", "s"]]


def test_empty_text_has_no_tokens():
    tokens = tokenize("")
    assert (len(tokens), tokens.starts.dtype, tokens.words) == (0, np.int64, [])


@pytest.mark.parametrize("character", ["一", "1", "1.", "*", "-", "1,", "积*", "买·", "·", "买买", "和习总书记"])
def test_hostile_text_takes_linear_time(character):
    def work(text):
        assert "".join(tokenize(text).words) == text

    assert growth(work, character, 300_000) < BOUND


def test_stop_words_are_words_with_a_reason():
    assert {"的", "和", "我们"} <= stop_words()
    assert not {"要", "发展", "新"} & stop_words()
    assert all(is_word(word) for word in stop_words())


def test_reference_engine_is_silent_and_keeps_its_cache_to_itself(tmp_path):
    code = "from koujing.words.tokens import tokenize; tokenize('\\u53d1\\u5c55', engine='jieba')"  # 发展, in any locale
    environment = {**os.environ, "KOUJING_CACHE": str(tmp_path / "new")}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert (run.stdout, run.stderr) == ("", "")
    assert (tmp_path / "new" / "jieba.cache").is_file()


def test_words_are_counted_as_they_are_listed_with_and_without_listed_terms():
    for terms in (True, False):
        tokens = tokenize("提高GDP，发挥积极*，建设国内生产总值。", terms=terms)
        assert tokens.n_words == len(tokens.word_ids) > 3
