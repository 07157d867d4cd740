"""Who speaks: golden reports and speeches, laws for every text, and the real texts where they are at hand."""

import json
import os
from pathlib import Path

import pytest
from golden import labels, load
from hypothesis import example, given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing.reading import read_file
from koujing.reading.voices import find_voices
from koujing.reading.voices.people import find_people
from koujing.reading.voices.personal_names import read_name
from koujing.reading.voices.resolution import resolve_people
from koujing.reading.voices.sayings import find_sayings

GOLDEN = load("voices.tsv")
NAMES = load("names.tsv")
TEXTS, GOLD = os.environ.get("KOUJING_TEXTS"), os.environ.get("KOUJING_GOLD")
needs_texts = pytest.mark.skipif(not (TEXTS and GOLD), reason="KOUJING_TEXTS and KOUJING_GOLD name no folders")
GENRES = ["news report", "speech", "work report", "other", ""]


def summary(text, voice):
    """Speaker, role, verb, and how the passage begins and ends."""
    said = text[voice.start : voice.end].replace("\n", "/")
    passage = said if len(said) <= 14 else f"{said[:7]}…{said[-5:]}"
    return f"{voice.speaker}|{voice.role}|{voice.verb}|{passage}"


def cases(rows):
    fails = pytest.mark.xfail(strict=True)
    return [pytest.param(c, marks=[fails] if c["status"] == "fails" else [], id=c["label"]) for c in rows]


@pytest.mark.parametrize("case", cases(GOLDEN))
def test_golden_cases(case):
    found = [summary(case["text"], voice) for voice in find_voices(case["text"], case["genre"])]
    assert found == [expected for expected in case["expected"].split("‖") if expected], case["why"]


@pytest.mark.parametrize("case", NAMES, ids=labels(NAMES))
def test_a_name_ends_where_the_next_word_begins(case):
    people = resolve_people(case["text"], find_people(case["text"], find_sayings(case["text"])))
    assert "‖".join(f"{p.name}|{p.role}" for p in people if p.name) == case["expected"], case["why"]


@pytest.mark.parametrize(
    "word", ["高度重视", "全省上下", "有关部门", "各级党委", "任何人", "单位要求", "于是指出", "明确"]
)
def test_a_word_that_begins_with_a_surname_is_no_name(word):
    assert read_name(word + "，", 0) is None


PIECES = [
    "王锐", "李爱和", "县长", "省委书记", "、", "，", "。", "；", "：", "“", "”", "\n", "指出", "强调", "说", "要求",
    "在会上", "他", "会议", "总书记", "习近平", "作报告", "宣读决定", "参加会议", "我们", "要快", "第二", "同志们：",
    "同志", "提出三点意见", "*", "** ", "买买提·艾山", "记者", "》", "《", "我是", "发展", " ", "\u3000", "讲话", "对",
    "并", "时", "检查组", "各位代表：", "（女）", "市委书记", "（2015年3月5日）", "尊敬的",
]  # fmt: skip


@example("王锐指出", "news report")  # the text ends with the verb
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.sampled_from(GENRES))
def test_passages_lie_in_the_text_in_order_and_nest_or_stay_apart(text, genre):
    voices = find_voices(text, genre)
    spans = [(v.start, v.end) for v in voices]
    assert spans == sorted(spans, key=lambda span: (span[0], -span[1]))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(text[start:end].strip() == text[start:end] for start, end in spans)
    for k, (start, end) in enumerate(spans):
        assert all(start >= e or end <= e for _, e in spans[:k]), "one reaches out of another"
    assert all(v.speaker or v.role or not v.verb or "*" in text for v in voices)


@given(st.text("王锐县长指出，。“”\n 会议", max_size=30))
def test_reading_a_report_leaves_no_trace(text):
    assert find_voices(text, "news report") == find_voices(text, "news report")


HOSTILE = [
    "指出", "指出，", "王", "“", "”", "王锐指出，", "王锐说：“", "县长王锐指出，", "县长", "、", "张三、", "地", "要求",
    "书记、", "他指出，", "会议强调，", "（", "《", "*", "阿·", "王锐说：“好。”", "提出三点要求：", "县长王锐作发言，",
    "王锐：好。\n", "所说", "作了", "在", "的", "王锐指出，习近平指出，", "检查组", "会议，", "尊敬的", "各位代表", "（女）",
    "县长王锐（女）、", "书记强调，", "阿·阿·", "（2015年3月5日）", "王锐来了。锐同志",
]  # fmt: skip


@pytest.mark.parametrize("genre", ["news report", "speech"])
@pytest.mark.parametrize("piece", HOSTILE)
def test_the_work_grows_with_the_length_of_hostile_text(piece, genre):
    assert growth(lambda text: find_voices(text, genre), piece, 40_000) < BOUND


@pytest.mark.parametrize("genre", ["news report", "speech"])
def test_text_without_verbs_of_saying_has_no_voices(genre):
    text = "我们坚持改善民生，加快建设，把村里的路修好，把学校办好，增长3.5%。" * 50
    assert [v.verb for v in find_voices(text, genre)] in ([], [""])


@needs_texts
@pytest.mark.parametrize("stem", [p.name.split(".")[0] for p in sorted(Path(GOLD or ".").glob("*.meta.json"))])
def test_reports_agree_with_the_independent_coding(stem):
    """Characters under the right name, and where the passages begin; the speeches of one file have no names."""
    meta = json.loads((Path(GOLD) / f"{stem}.meta.json").read_text("utf-8"))
    document = read_file(Path(TEXTS) / "source-documents" / f"{stem}.txt", stem)
    voices = [(s.raw_span(v.start, v.end), v.speaker) for s in document.speeches for v in s.voices]
    coded = {i: speaker for (start, end), speaker in voices for i in range(start, end)}
    wanted = {i: v["name"] for v in meta["speakers"] for i in range(v["start"], v["end"])}
    right = sum(coded.get(i) == name for i, name in wanted.items())
    assert 2 * right / (len(coded) + len(wanted)) > 0.93 or meta["speeches"]
    begins = [(speaker, start) for (start, _), speaker in voices]
    missed = [v for v in meta["speakers"] if not any(n == v["name"] and abs(s - v["start"]) <= 30 for n, s in begins)]
    assert missed == []


@needs_texts
def test_a_report_without_coding_has_its_four_speakers():
    """The county report: each passage with its name, the first by position in the file."""
    document = read_file(Path(TEXTS) / "source-documents/002_f623aeff2d5e805c.txt", "002")
    (speech,) = document.speeches
    found = [(*speech.raw_span(v.start, v.end), v.speaker, v.verb) for v in speech.voices]
    assert found == [
        (326, 497, "刘剑夕", "认为"),
        (499, 695, "刘剑夕", "指出"),
        (697, 852, "刘剑夕", "要求"),
        (854, 1026, "屈振年", "提出"),
        (1028, 1366, "屈振年", "提出"),
        (1368, 1538, "屈振年", "提出"),
        (1600, 2238, "林涛", "指出"),
        (2240, 2269, "林涛", "指出"),
        (2269, 2400, "林涛", "要求"),
    ]


@needs_texts
def test_citations_of_the_template_speeches():
    document = read_file(Path(TEXTS) / "source-documents/004_daf738433048f64c.txt", "004")
    cited = [(s.raw_span(v.start, v.end)[0], v.speaker, v.verb) for s in document.speeches for v in s.voices if v.verb]
    assert cited == [(186, "", "指出"), (2675, "", "明确要求"), (21436, "王三运", "指出")]
