"""Statistics of a known series as statements: one unit, a sign, how binding, and for which stretch of time."""

from decimal import Decimal

import pytest

from koujing.chinese.marks import Marks
from koujing.lexicons.concepts import concept, concepts, growth_of, in_unit, wished
from koujing.statistics.find import find_statistics
from koujing.statistics.series import find_series, hardness_of, per_of


def rows(text, date="2016-03", **metadata):
    return list(find_series(find_statistics(text, date=date), Marks(text), metadata | {"date": date}))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("粮食总产量达到20万吨", 400_000_000, "斤"),
        ("粮食总产量达到3亿公斤", 600_000_000, "斤"),
        ("棉花产量达到40万担", 20_000, "吨"),
        ("造林2000公顷", 30_000, "亩"),
        ("发电量达到8亿度", 800_000_000, "千瓦时"),
        ("新增城镇就业岗位500个", 500, "人"),
        ("人口自然增长率为5‰", 5, "‰"),
        ("进出口总额达到6亿美元", 600_000_000, "美元"),
        ("进出口总额达到6亿元", 600_000_000, "元"),
    ],
)
def test_values_are_brought_to_the_unit_of_their_series(text, value, unit):
    (row,) = rows(text)
    assert (row.value, row.unit) == (value, unit)


def test_yuan_before_1955_are_old_yuan():
    text = "财政支出达到8亿元"
    assert [rows(text, date=date)[0].unit for date in ("1954-09", "1955-07", "")] == ["旧元", "元", "元"]


def test_units_of_different_measures_have_no_factor():
    assert in_unit("吨", "亩") is None
    assert in_unit("个", "人") is None
    assert in_unit("担", "吨") == Decimal("0.05")


def test_a_decrease_is_negative_and_its_interval_keeps_its_order():
    (row,) = rows("单位国内生产总值能耗下降3.5%")
    assert (row.value, row.low, row.high) == (Decimal("-3.5"), Decimal("-3.55"), Decimal("-3.45"))


def test_a_fall_of_persons_is_a_number_of_persons():
    (row,) = rows("农村贫困人口减少10万人")
    assert (row.concept, row.value) == ("poverty.reduced", 100_000)


def test_the_verb_nearest_to_the_number_says_which_way():
    (row,) = rows("居民人均可支配收入，考虑价格下降因素实际增长9%")
    assert row.value == 9


def test_a_range_has_an_interval_only():
    (row,) = rows("国内生产总值增长6%—6.5%")
    assert (row.value, row.low, row.high) == (None, 6, Decimal("6.5"))


def test_a_statistic_of_no_known_series_has_no_row():
    assert rows("安装路灯266盏") == []


@pytest.mark.parametrize(
    ("before", "after", "hardness"),
    [
        ("力争生产总值增长", "，", "soft"),
        ("生产总值增长", "左右", "soft"),
        ("生产总值预期增长", "，", "soft"),
        ("登记失业率控制在", "以内", "hard"),
        ("登记失业率控制在", "左右", "soft"),
        ("新增就业不低于", "，", "hard"),
        ("确保粮食产量达到", "以上", "hard"),
        ("生产总值增长", "以上", "plain"),
        ("涨幅在", "以内", "plain"),
    ],
)
def test_how_binding_a_target_is(before, after, hardness):
    assert hardness_of(before, after) == hardness


@pytest.mark.parametrize(
    ("before", "series", "first", "last", "per"),
    [
        ("经济年均增长", "gdp.growth", "2011", "2015", "average"),
        ("经济增长", "gdp.growth", "2015", "2015", ""),
        ("经济增长", "gdp.growth", "2011", "2015", "cumulative"),
        ("经济比2009年增长", "gdp.growth", "2015", "2015", "cumulative"),
        ("经济比2014年增长", "gdp.growth", "2015", "2015", ""),
        ("累计造林", "afforested", "2015", "2015", "cumulative"),
        ("城镇化率达到", "urban.share", "2011", "2015", "level"),
        ("经济增长", "gdp.growth", "", "", ""),
    ],
)
def test_for_which_stretch_of_time_a_number_holds(before, series, first, last, per):
    assert per_of(before, concepts()[series], first, last) == per


@pytest.mark.parametrize(
    ("text", "number", "per"),
    [
        ("2012年同2007年相比，粮食增长16%，棉花增长66%", "66%", "cumulative"),  # the base holds for the sentence
        ("2012年同2007年相比，粮食增长16%；2012年棉花比上年增长6%", "6%", ""),  # another base
        ("工业总产值增长98%，即每年递增14.7%", "98%", "cumulative"),  # as the yearly rate behind it says
        ("工业总产值增长98%，即每年递增14.7%", "14.7%", "average"),
        ("细颗粒物（PM2.5）年均浓度下降9.1%", "9.1%", ""),  # a mean over the year
        ("城乡居民医保财政补助由每人每年40元提高到55元", "40元", ""),  # a sum for a year
        ("2013年，粮食总产量连续6年稳定在1万亿斤以上", "1万亿斤", ""),  # in each of them
    ],
)
def test_what_a_sentence_says_of_the_stretch_of_time(text, number, per):
    assert {text[row.start : row.end]: row.per for row in rows(text)}[number] == per


@pytest.mark.parametrize(("series", "per"), [("deficit.rate", "average"), ("population.growth", "average"), ("cpi.change", "cumulative")])
def test_a_share_and_a_rate_of_several_years_are_not_summed(series, per):
    assert per_of("控制在", concepts()[series], "2011", "2015") == per


def test_a_place_that_is_the_speakers_own_is_left_out():
    text = "全省粮食总产量达到20万吨"
    assert rows(text, level="province")[0].place == ""
    assert rows(text, level="county")[0].place == "全省"


@pytest.mark.parametrize(
    ("name", "series"),
    [
        ("gdp.growth", "gdp.growth"),
        ("GDP growth", "gdp.growth"),
        ("国民生产总值增长", "gdp.growth"),
        ("经济增长速度", "gdp.growth"),
        ("国内生产总值", "gdp.level"),
        ("国内生产总值增速", "gdp.growth"),
        ("城镇新增就业", "jobs.urban.new"),
        ("贫困人口", "poverty.population"),
        ("农民人均纯收入", "income.farmers.percapita"),
        ("M2", "m2.growth"),
        (" 粮食 产量 ", "grain.output"),
        ("糧食總產量", "grain.output"),
        ("國民生產總值增長", "gdp.growth"),
        ("cpi", "cpi.change"),
        ("ＧＤＰ 增速", "gdp.growth"),
        ("GRAIN OUTPUT", "grain.output"),
    ],
)
def test_a_series_is_found_by_any_of_its_names(name, series):
    assert concept(name) == series


def test_an_unknown_name_is_told_its_nearest():
    with pytest.raises(KeyError, match=r"no known series is called 'gdp\.grwth'; close to gdp\.growth"):
        concept("gdp.grwth")
    with pytest.raises(KeyError, match="no known series"):
        concept("")


def test_every_series_says_what_it_needs_to():
    for each in concepts().values():
        assert all([each.english, each.names[0], each.units, each.apart]), each.id
        assert each.kinds <= {"money", "count", "measure", "percent", "change"}, each.id
        assert wished(each.id) in {"up", "down", "none"}
        assert each.of == "" or (each.of in concepts() and growth_of(each.of) == each.id), each.id


def test_ids_english_and_chinese_names_are_not_shared():
    for names in ([each.english for each in concepts().values()], [each.names[0] for each in concepts().values()]):
        assert len(names) == len(set(names))
