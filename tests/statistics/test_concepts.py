"""Which known series a statistic belongs to, and whose number it is."""

import csv
from pathlib import Path

import pytest

from koujing.chinese.marks import Marks
from koujing.lexicons.concepts import by_name, concepts
from koujing.statistics.concepts import concept_of
from koujing.statistics.find import find_statistics
from koujing.statistics.look_alikes import Around
from koujing.statistics.owners import Owners, is_own

with (Path(__file__).parent / "concepts.tsv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']}/{case['number']}")
def test_a_statistic_belongs_to_its_series(case):
    found = {case["text"][one.start : one.end]: one.concept for one in find_statistics(case["text"])}
    assert found[case["number"]] == case["concept"], case["why"]


def stated(concept):
    """A name, kind and unit in which a concept is stated, and the words that it needs."""
    return next(iter(sorted(concept.kinds))), concept.units[0][0], "".join(concept.needs[:1])


@pytest.mark.parametrize("concept", concepts().values(), ids=lambda concept: concept.id)
def test_every_name_of_a_series_is_recognised(concept):
    kind, unit, needed = stated(concept)
    for name in concept.names:
        found = concept_of(name, kind, unit, Around(since=f"{name}分别", clause=needed))
        assert found in {other.id for other in by_name()[name]}, name


@pytest.mark.parametrize("before", ["全国", "我省", "2015年", "全县", "预计全年"])
def test_an_owner_or_a_time_before_a_name_changes_nothing(before):
    assert concept_of(f"{before}粮食总产量", "measure", "吨", Around()) == "grain.output"


@pytest.mark.parametrize("before", ["优质", "夏收", "人均", "单位", "某某"])
def test_another_word_before_a_name_makes_it_another_thing(before):
    assert concept_of(f"{before}粮食总产量", "measure", "吨", Around()) == ""


def test_kind_and_unit_decide():
    assert concept_of("国内生产总值", "rank", "位", Around()) == ""
    assert concept_of("国内生产总值", "change", "百分点", Around()) == ""
    assert concept_of("国内生产总值", "money", "美元", Around()) == ""


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("全省粮食总产量达到20万吨", "全省"),
        ("2012年，贫困县农民收入达到3000元", "贫困县"),
        ("其中，甘肃省粮食产量达到20万吨", "甘肃省"),
        ("在全国832个贫困县，派出干部", "全国"),
        ("粮食产量达到20万吨", ""),
        ("经济总量居全国第2位", ""),
        ("世界排名从第8位上升", ""),
        ("高于全省平均水平2个百分点", ""),
    ],
)
def test_whose_a_number_is(text, owner):
    assert find_statistics(text)[-1].place == owner


def test_an_owner_holds_to_the_end_of_its_sentence():
    text = "甘肃省修路20公里，种树3万亩。架桥5座"
    assert [one.place for one in find_statistics(text)] == ["甘肃省", "甘肃省", ""]


@pytest.mark.parametrize(
    ("level", "owner", "own"),
    [
        ("central", "全国", True),
        ("central", "全省", False),
        ("province", "全省", True),
        ("province", "全国", False),
        ("county", "全省", False),
        ("county", "我市", True),
        ("", "全县", True),
        ("", "甘肃省", False),
    ],
)
def test_whose_number_is_the_speakers_own(level, owner, own):
    assert is_own(owner, {"level": level, "province": "河北省"}) is own


def test_owners_are_read_in_a_text_without_any():
    assert Owners(Marks("修路3公里").text).read(0, 0, 2, None).words == ""
