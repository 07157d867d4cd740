"""Each field of the metadata from its evidence, and empty where there is none."""

import os
import re
from pathlib import Path

import pytest
from golden import labels, load
from hypothesis import given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing.reading import read, read_string
from koujing.reading.metadata import FIELDS, Page, read_metadata
from koujing.repaired import RepairedText

GOLDEN = load("metadata.tsv")
TEXTS = os.environ.get("KOUJING_TEXTS", "")
with_texts = pytest.mark.skipif(not TEXTS, reason="needs the source texts")

# A province's meeting and a county's, which names the day of the province's and looks forward to a campaign.
TWO_SPEECHES = """修渠工作会议上的讲话
发布日期:2021-10-08 09:15

修渠工作会议上的讲话[篇一]

同志们：
全省要快，我省要好，甘肃要强，甘肃要富。泾川县的四个办法很好。学习贯彻十二届全国人大一次会议精神。

修渠工作会议上的讲话[篇二]

同志们：
3月21日召开的全省修渠工作会议很重要。我们要迎接即将开展的群众路线教育活动。县委决定快。驻泾单位要帮。全县要快，我县要好。
"""


def repaired(text):
    return RepairedText.build(text, 0, len(text), [])


def metadata(text, credits="", links="", file="a"):
    around = ([repaired(part)] if part else [] for part in (credits, links))
    return read_metadata([repaired(text)], Page(*around, file))[0]


@pytest.mark.parametrize("case", GOLDEN, ids=labels(GOLDEN))
def test_golden_cases(case):
    values, _ = metadata(case["text"], case["credits"], case["links"], case["file"])
    assert values[case["field"]] == case["expected"], case["why"]


@pytest.mark.parametrize("case", GOLDEN, ids=labels(GOLDEN))
def test_what_has_a_value_quotes_its_evidence(case):
    values, evidence = metadata(case["text"], case["credits"], case["links"], case["file"])
    shown = {row.field for row in evidence}
    named = {field for field in FIELDS if values[field]} - {"date_evidence"}
    if values["date_evidence"].startswith("file name"):
        named.discard("date")
    assert shown <= named
    assert named - shown <= {"genre"}  # other is what is left, and has no words
    assert bool(values["date_evidence"]) == bool(values["date"]) or values["date_evidence"].endswith("year unknown")
    assert len(values["date_evidence"].removesuffix(", year unknown")) <= 20 or "file name" in values["date_evidence"]


@given(st.text("月日年01239省市县我全同志们：代表国务院第届人大次会议中，。\n“十五”开局之*清水甘肃党精神", max_size=80))
def test_every_field_is_there_a_date_is_iso_and_evidence_lies_in_the_file(text):
    values, evidence = metadata(text, text, text)
    assert set(values) == set(FIELDS)
    assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", values["date"])
    assert list(evidence) == sorted(evidence)
    assert all(0 <= row.start < row.end <= len(text) and text[row.start : row.end].strip() for row in evidence)


def test_evidence_points_at_raw_characters_through_repairs_and_chrome():
    raw = "本站3月5日讯 今天，省水利厅召开大会，部署20l8年工作。甘肃要快，全省要快，我省要好。厅长指出，要干。"
    (speech,) = read_string(raw, "a").speeches
    assert speech.metadata["date"] == "2018-03-05"
    shown = [(row.field, row.says, raw[row.start : row.end]) for row in speech.evidence]
    assert ("date", "2018-03-05", "3月5日") in shown
    assert ("date", "2018's work", "部署20l8年") in shown
    assert ("organisation", "甘肃省水利厅", "省水利厅") in shown


def test_a_speech_dates_another_of_its_file():
    first, second = read_string(TWO_SPEECHES, "a").speeches
    assert (first.metadata["date"], second.metadata["date"]) == ("2013-03-21", "2013")
    shown = [[TWO_SPEECHES[row.start : row.end] for row in s.evidence if row.field == "date"] for s in (first, second)]
    assert shown == [["十二届全国人大一次会议", "3月21日召开的全省修渠工作会议", "群众路线教育活动"]] * 2


def test_a_county_is_named_in_full_by_another_speech_of_the_file():
    second = read_string(TWO_SPEECHES, "a").speeches[1]
    assert [second.metadata[rank] for rank in ("province", "prefecture", "county")] == ["甘肃省", "平凉市", "泾川县"]
    assert second.metadata["organisation"] == "中共泾川县委"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("全省修渠工作会议很", "全省植树工作会议很"),
        ("全省修渠工作会议很", "全市修渠工作会议很"),
        ("全省要快，我省要好", "要快"),
    ],
)
def test_speeches_are_not_linked_where_title_or_level_differ(was, now):
    first, second = read_string(TWO_SPEECHES.replace(was, now), "a").speeches
    assert len(first.metadata["date"]) < 10
    assert (second.metadata["province"], second.metadata["county"]) == ("", "")


@pytest.mark.parametrize(
    "piece",
    ["县", "年", "十", "*", "2", "(", "同志们", "市委、", "从2013年到", "一中、", "省教育", "\n", "总结", "甘肃省"],
)
def test_the_work_grows_with_the_length_of_hostile_text(piece):
    def work(raw):
        text = repaired(raw)
        read_metadata([text], Page([text], [text]))

    assert growth(work, piece, 100_000) < BOUND


@with_texts
def test_source_documents_are_dated_and_placed():
    fields = ("date", "province", "prefecture", "county", "level", "body", "genre")
    found = {
        s.id.replace(s.source, s.source[:3]): "|".join(s.metadata[f] for f in fields)
        for s in read(Path(TEXTS, "source-documents"))
    }
    assert found == {
        "000": "2016-05-25|甘肃省|||province|department|news report",
        "001": "2017-05-23|江西省|||province|department|news report",
        "002": "2018-10-26|内蒙古自治区|兴安盟|突泉县|county|party|news report",
        "003": "2015-06-16|甘肃省|天水市||prefecture|party|news report",
        "004#1": "2013-03-21|甘肃省|||province|party|speech",
        "004#2": "2013|甘肃省|平凉市|泾川县|county|party|speech",
        "004#3": "2014|甘肃省|||province|department|speech",
    }  # fmt: skip


@with_texts
def test_no_report_is_dated_wrongly_without_the_name_of_its_file():
    years = {}
    for path in sorted(Path(TEXTS, "work-reports").glob("*.txt")):
        (speech,) = read_string(path.read_text(encoding="utf-8"), "report").speeches
        years[path.stem] = speech.metadata["date"][:4]
    assert {name: year for name, year in years.items() if year not in ("", name)} == {}
    assert sum(map(bool, years.values())) >= 31
