"""The table of places, and the finding of names in it."""

import pytest

from koujing import lexicons
from koujing.reading.metadata.gazetteer import find_named, gazetteer, rank_of
from koujing.reading.metadata.index import IndexedText

# text, the names found in it, why
NAMES = [
    ("甘肃省天水市清水县", ["甘肃省", "天水市", "清水县"], "province, prefecture, county"),
    ("长沙市区", ["长沙市"], "not the district 沙市区"),
    ("张家川县和积石山保安族东乡族撒拉族自治县", ["张家川县", "积石山保安族东乡族撒拉族自治县"], "with and without nationalities"),
    ("突泉县域经济", [], "the county's economy: 县域 is a word of its own"),
    ("东方市场", [], "an eastern market"),
    ("先富县带后富县", [], "counties that grow rich first are not 富县"),
    ("陕西省富县", ["陕西省", "富县"], "right after its province it is"),
    ("吉林市、海南州、河南县", ["吉林市", "海南州", "河南县"], "not the provinces whose names they begin with"),
    ("四川的事，台湾的事", ["四川"], "a province by its short name; who speaks here is not of Taiwan"),
    ("红旗下，同盟友", [], "flags and allies"),
    ("思茅市", ["思茅市"], "a name no longer in use"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names", "why"), NAMES, ids=[case[0] for case in NAMES])
def test_names(text, names, why):
    assert [text[a:b] for a, b, _ in find_named(IndexedText.of(text))] == names, why


def test_the_table_holds_every_rank_and_every_county_lies_in_a_province():
    names = gazetteer().names
    ranks = [rank_of(code) for code in names]
    assert (ranks.count("province"), ranks.count("prefecture") >= 333, ranks.count("county") >= 2800) == (
        34,
        True,
        True,
    )
    assert {code for code in names if code[:2] + "0000" not in names} == set()


def test_the_table_is_in_order_and_names_no_code_twice_for_names_in_use():
    rows = lexicons.load("places")
    assert [row["code"] for row in rows] == sorted(row["code"] for row in rows)
    in_use = [row["code"] for row in rows if not row["until"]]
    assert len(in_use) == len(set(in_use))
    provinces = {row["name"] for row in lexicons.load("provinces")}
    assert provinces == {name for code, name in gazetteer().names.items() if rank_of(code) == "province"}
