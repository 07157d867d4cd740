"""Set phrases: planted wordings are found, counts are those of the text, and hostile texts stay linear."""

import math
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing import lexicons
from koujing.chinese.rules import words_of
from koujing.slogans.phrase_edges import _STATISTIC
from koujing.slogans.phrases import find_phrases
from koujing.slogans.recurrence import Spared, find_repeats

FILLER = "堤坝渠沟井泵闸桥路田林草牧渔茶桑麻棉豆薯麦稻谷粟糖油盐酒布纸砖瓦石沙土泥炭铁铜锡"
PLANTED = ("桥通路畅渠满", "三修两管", "护渠公约", "稳坝固堤保田")


def invented(seed=1, n_speeches=6, n_sentences=60):
    """Speeches of strewn characters into which the planted wordings are set at random places."""
    rng = random.Random(seed)
    texts = {}
    for k in range(n_speeches):
        words = ["".join(rng.choices(FILLER, k=rng.randint(2, 9))) for _ in range(n_sentences)]
        marks = [
            rng.choice(PLANTED) + rng.choice("，。、") if rng.random() < 0.4 else rng.choice(FILLER) for _ in words
        ]
        texts[f"s{k}"] = "".join(a + rng.choice(["", "，"]) + b for a, b in zip(words, marks, strict=True))
    return texts


def overlapping(text, part):
    return sum(text.startswith(part, k) for k in range(len(text)))


def brute_force(texts, least, longest):
    """Count, speeches, cohesion and entropy of every repeated string, by the definitions and one place at a time."""
    joined = "\n".join(texts)
    whole = sum(c not in "\n，“”*" for c in joined)
    strings = {joined[a : a + k] for k in range(2, longest + 1) for a in range(len(joined) - k + 1)}
    found = {}
    for w in (w for w in strings if not set(w) & set("\n，“”*")):
        n = overlapping(joined, w)
        if n < least:
            continue
        splits = [overlapping(joined, w[:k]) * overlapping(joined, w[k:]) for k in range(1, len(w))]
        sides = [[], []]
        for a in (a for a in range(len(joined)) if joined.startswith(w, a)):
            for side, at in zip(sides, (a - 1, a + len(w)), strict=True):
                inside = 0 <= at < len(joined) and joined[at] not in "\n，“”*"
                side.append(joined[at] if inside else at)  # a mark is a neighbour of its own
        entropy = min(-sum(m / n * math.log2(m / n) for m in Counter(side).values()) for side in sides)
        found[w] = n, sum(w in text for text in texts), math.log2(n * whole / max(splits)), entropy
    return {w: row for w, row in found.items() if row[2] > 1e-9 and row[3] > 1e-9}


def test_planted_wordings_lead_the_list():
    texts = invented()
    found = find_phrases(texts)
    assert {p.text for p in found[: len(PLANTED)]} == set(PLANTED)
    for phrase in found[: len(PLANTED)]:
        assert phrase.n == sum(text.count(phrase.text) for text in texts.values())
        assert phrase.n_speeches == sum(phrase.text in text for text in texts.values())


def test_a_part_of_a_phrase_is_dropped_unless_it_stands_alone_too():
    parts = {p.text for p in find_phrases(invented())} - set(PLANTED)
    assert [part for part in parts if any(part in whole for whole in PLANTED)] == []
    alone = {"a": "修桥通路畅，养桥通路畅。看桥通路畅渠满，记桥通路畅渠满。问桥通路畅渠满；建桥通路畅。"}
    assert {"桥通路畅", "桥通路畅渠满"} <= {p.text for p in find_phrases(alone)}


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("修好渠，修好渠。修好渠\n", "渠修"),  # no phrase crosses a mark
        ("管好渠\n道路通，管好渠\n道路宽，管好渠\n道路平", "渠道"),  # nor a line end
        ("引*水渠平，开*水渠宽。挖*水渠", "*水渠"),  # a masked character is none
        ("县长XX田讲，乡长XX田说。村长XX田问", "XX田"),
        ("种24亩田，收24亩田。量24亩田", "24亩田"),  # no digit at an edge
        ("大的堤坝高，小的堤坝低。旧的堤坝险", "的堤坝"),  # no function word at an edge
        (f"高架基上”。大架基上”。宽架基上”{FILLER}", "架基上"),  # however firmly bound, unless quoted
        (f"由架基”。由架基”，由架基”；{FILLER}", "由架基"),
        ("收十二万吨粮，运十二万吨煤。存十二万吨盐", "十二万吨"),  # a statistic
        ("看水渠长，修水渠宽。挖水渠深", "水渠"),  # two characters are a word
    ],
)
def test_what_is_no_phrase(text, absent):
    assert absent not in {p.text for p in find_phrases({"a": text})}


def is_whole(word, joined):
    """Whether the edges of a repeated string are those of a phrase: the rules one by one, on the string itself."""
    if word[0].isdigit() or word[-1].isdigit():
        return False
    places = [a for a in range(1, len(joined)) if joined.startswith(word, a)]
    quoted = sum(joined[a - 1] == "“" and joined[a + len(word) : a + len(word) + 1] == "”" for a in places)
    if quoted >= len(places) / 2:
        return True
    total = sum(c not in "\n，“”" for c in joined)
    loose = [
        math.log2(overlapping(joined, pair) * total / (joined.count(pair[0]) * joined.count(pair[1]))) < 3
        for pair in (word[:2], word[-2:])
    ]
    words = {row["word"] for row in lexicons.load("stopwords")} | {"要"}
    if len(word) == 2 or word[0] in words_of("phrase_edges", "first") or word[-1] in words_of("phrase_edges", "last"):
        return False
    if (word[0] in words and loose[0]) or (word[-1] in words and loose[1]):
        return False
    longer = tuple(each for each in words if len(each) > 1)
    return not word.startswith(longer) and not word.endswith(longer) and not _STATISTIC.search(word)


PIECES = [
    "就",
    "和",
    "上",
    "由",
    "关于",
    "通过",
    "十年",
    "第",
    "百分之",
    "1",
    "渠坝",
    "修桥",
    "就业",
    "共和",
    "路",
    "“三渠”",
    "“的路”",
    "，",
]


@pytest.mark.parametrize("seed", range(3))
def test_the_edges_of_a_phrase_are_those_of_the_rules(seed):
    joined = "\n" + "".join(random.Random(seed).choices(PIECES, k=1500)) + "\n"
    found = measures([joined], 3, 6)
    phrases = {p.text for p in find_phrases({"a": joined}, longest=6)}
    whole = {word for word in found if is_whole(word, joined)}
    assert len(found) > len(whole) > 10
    assert phrases <= whole
    assert whole - phrases == {word for word in whole if nested(word, found, phrases)}


def nested(word, found, phrases):
    return any(word in longer and word != longer and found[longer][0] >= 0.9 * found[word][0] for longer in phrases)


@settings(max_examples=100)
@given(st.lists(st.text("渠坝，", max_size=40), min_size=1, max_size=3))
def test_a_phrase_is_nested_if_one_that_is_longer_and_kept_has_nine_tenths_of_its_uses(texts):
    phrases = {w: row for w, row in brute_force(texts, 3, 12).items() if len(w) > 2}
    kept = {}
    for text in sorted(phrases, key=len, reverse=True):
        if not any(text in longer and n >= 0.9 * phrases[text][0] for longer, n in kept.items()):
            kept[text] = phrases[text][0]
    assert {p.text: p.n for p in find_phrases(dict(enumerate(texts)))} == kept


def test_quotation_marks_make_a_coinage_of_two_characters_and_of_a_function_word_at_the_edge():
    texts = {"a": "抓“两渠”，看“两渠”；讲“两渠”。守“四个有益于”，讲“四个有益于”，学“四个有益于”。"}
    assert {p.text for p in find_phrases(texts)} == {"两渠", "四个有益于"}


def measures(texts, least, longest):
    """Count, speeches, cohesion and entropy of every repeated string, as found."""
    repeats = find_repeats([lambda: texts], least, longest, Spared())
    found = {}
    for length, level in repeats.levels.items():
        names = repeats.alphabet.spell(repeats.codes(length, level.measured))
        columns = (level.n[level.measured], level.n_texts, repeats.cohesion(length, level.measured), level.entropy)
        found |= dict(zip(names, zip(*columns, strict=True), strict=True))
    return {w: row for w, row in found.items() if row[2] > 1e-9 and row[3] > 1e-9}


@settings(max_examples=60)
@given(st.lists(st.text("甲乙丙，“”*", max_size=30), min_size=1, max_size=4), st.integers(2, 4), st.integers(2, 6))
def test_counts_and_measures_are_those_of_the_definition(texts, least, longest):
    got, expected = measures(texts, least, longest), brute_force(texts, least, longest)
    assert got.keys() == expected.keys()
    for word, row in got.items():
        assert row == pytest.approx(expected[word], abs=1e-9), word


def test_the_order_is_total_and_that_of_the_speeches_does_not_count():
    texts = invented()
    found = find_phrases(texts)
    assert [(-p.score, p.text) for p in found] == sorted((-p.score, p.text) for p in found)
    assert find_phrases(dict(reversed(texts.items()))) == found
    assert find_phrases(texts, top=3) == found[:3]


@pytest.mark.parametrize("texts", [{}, {"a": ""}, {"a": "，\n"}, {"a": "", "b": "渠"}])
def test_where_there_is_nothing_there_is_no_phrase(texts):
    assert find_phrases(texts) == []


@pytest.mark.parametrize("texts", [{"least": 1}, {"longest": 1}])
def test_a_phrase_has_two_characters_and_two_uses_at_least(texts):
    with pytest.raises(ValueError, match="expected at least 2 for both"):
        find_phrases({"a": "渠"}, **texts)


@pytest.mark.parametrize("unit", ["渠", "渠坝", "1", "*", "“", "渠，", "XX", "万亿"])
def test_the_work_grows_with_the_length_of_hostile_text(unit):
    assert growth(lambda text: find_phrases({"a": text}), unit, 160_000) < BOUND
