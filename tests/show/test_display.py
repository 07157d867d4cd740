"""Tables as a reader meets them: safe, the same every time, and complete."""

import json
import re

import pandas as pd
import pytest

from koujing.show.display import caption, label_speeches, name_places, say_number, say_numbers, search_table
from koujing.show.packing import CODED, unpack

HOSTILE = "</script><script>alert(1)</script><!--"


def data_of(table):
    return json.loads(re.search(r'<script type="application/json">(.*?)</script>', table._repr_html_(), re.DOTALL)[1])


def packed(table):
    return unpack(data_of(table))


def documents(n, date="{}", level="central"):
    years = [1950 + k for k in range(n)]
    speeches = [f"s{year}" for year in years]
    dates = [date.format(year) for year in years]
    return pd.DataFrame({"speech": speeches, "date": dates, "level": level, "genre": "speech", "n_han": 1})


def test_every_row_travels_whether_its_column_has_few_values_or_many():
    frame = pd.DataFrame({"year": ["1954", "1955"] * 60, "text": [f"增长{k}%" for k in range(120)]})
    assert len(set(frame["text"])) > CODED
    assert packed(search_table(frame, ["year", "text"], "k")) == [list(frame["year"]), list(frame["text"])]


def test_text_that_looks_like_markup_stays_text():
    frame = pd.DataFrame({"text": [HOSTILE, "a & b"], "other": [HOSTILE] * 2})
    table = search_table(frame, ["text", "other"], "k")
    assert packed(table) == [[HOSTILE, "a & b"], [HOSTILE] * 2]
    assert table._repr_html_().count("</script>") == 1
    assert "<script>alert" not in table._repr_html_()
    assert "&lt;/script&gt;" in table._repr_html_()


def test_a_column_name_is_text_too():
    assert "<th><b>" not in search_table(pd.DataFrame({"<b>": [1]}), ["<b>"], "k")._repr_html_()


def test_a_separator_that_a_cell_holds_is_not_used():
    cells = [f"规划|计划¦{k}" for k in range(CODED + 1)]
    assert packed(search_table(pd.DataFrame({"a": cells}), ["a"], "k")) == [cells]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (2.0e13, "20000000000000"),
        (3.28e16, "32800000000000000"),
        (11.5, "11.5"),
        (None, ""),
        ("74.4\n万亿元", "74.4 万亿元"),
    ],
)
def test_a_cell_is_one_plain_line(value, shown):
    assert packed(search_table(pd.DataFrame({"a": [value]}), ["a"], "k")) == [[shown]]


def test_no_rows_are_a_table_too():
    assert packed(search_table(pd.DataFrame({"a": []}), ["a"], "k")) == [[]]


def test_same_rows_give_the_same_bytes_and_a_plain_text():
    frame = pd.DataFrame({"year": [1954, 1955], "value": [1.5, None]})
    first, second = (search_table(frame, ["year", "value"], "k") for _ in range(2))
    assert first._repr_html_() == second._repr_html_()
    assert repr(first) == "searchable table of 2 rows: year, value"


def test_a_notebook_shows_the_first_rows_and_carries_no_script_that_runs():
    frame = pd.DataFrame({"year": range(1950, 1980), "value": [f"{k}000000" for k in range(29)] + ["8..9"]})
    markup = search_table(frame, ["year", "value"], "k", preview=30)._repr_html_()
    assert re.findall(r"<script(?! type=.application/json.)", markup) == []
    assert markup.count("<tr>") == 31
    assert "<tr><td>1978</td><td>28 million</td></tr><tr><td>1979</td><td>8–9</td></tr>" in markup
    assert "<p>10 of 30 rows</p>" in search_table(frame, ["year"], "k")._repr_html_()


def test_a_column_with_one_cell_that_is_no_number_is_text():
    frame = pd.DataFrame({"value": ["1000000", "about 5"]})
    assert "<td>1000000</td>" in search_table(frame, ["value"], "k")._repr_html_()


@pytest.mark.parametrize(
    ("cell", "said"),
    [("", ""), ("9999", "9999"), ("10000", "10\u202f000"), ("-10000.5", "-10\u202f000.5"), ("999999.9", "999\u202f999.9"),
     ("1000000", "1 million"), ("568845e8", "56.8845 trillion"), ("8000..9000", "8000–9000"), ("-3", "-3"), ("0.0001", "0.0001")],
)  # fmt: skip
def test_a_number_is_written_for_people(cell, said):
    assert say_number(cell) == said


def test_a_key_may_be_the_name_of_any_folder_and_ends_no_attribute():
    keys = {search_table(pd.DataFrame({"a": [1]}), ["a"], key)._repr_html_().split('"')[1] for key in ('k"', "my_k", "讲话", "k")}
    assert keys == {"k-22-", "my-5f-k", "-8bb2--8bdd-", "k"}


def test_a_caption_is_text_in_a_notebook_and_plain_elsewhere():
    assert caption("<b>", "[a](b)")._repr_markdown_() == r"**\<b\>**: \[a\]\(b\)"
    assert caption("a*")._repr_markdown_() == r"**a\***"
    assert (repr(caption("<b>", "$x$")), repr(caption("<b>"))) == ("<b>: $x$", "<b>")


def test_rows_with_links_stand_in_the_page_and_a_link_is_text_too():
    rows = pd.DataFrame({"a": [f"<{k}>" for k in range(30)], "b": 1})
    links = [f'{k}.html"><script>' for k in range(29)] + [""]
    table = search_table(rows, ["a", "b"], "k", {"a": links}, 200)
    markup = table._repr_html_()
    assert markup.count('<td><a href="') == 29
    assert '<a href="0.html&quot;&gt;&lt;script&gt;">&lt;0&gt;</a>' in markup
    assert "<td>&lt;29&gt;</td>" in markup
    folder, (values, codes) = data_of(table)["links"]["0"]
    assert (folder, [values[ord(code) - 48] for code in codes]) == ("", links)


def test_what_all_links_begin_with_is_stored_once():
    rows = pd.DataFrame({"a": [1, 2, 3], "b": [4, 5, 6]})
    table = search_table(rows, ["a", "b"], "k", {"b": ["../x/a.html", "", "../x/b.html"]})
    assert data_of(table)["links"] == {"1": ["../x/", [["", "a.html", "b.html"], "102"]]}
    assert '<td>1</td><td><a href="../x/a.html">4</a></td>' in table._repr_html_()


def test_many_speeches_of_different_years_are_named_by_year_and_grouped_by_decade():
    labels = label_speeches(documents(13))
    assert labels["label"].tolist()[:2] == ["1950", "1951"]
    assert labels["group"].tolist()[-4:] == ["1950s", "1960s", "1960s", "1960s"]


def test_few_speeches_stand_for_themselves():
    labels = label_speeches(documents(2, level="county"))
    assert labels["label"].tolist() == labels["group"].tolist() == ["s1950 county 1950", "s1951 county 1951"]


def test_a_speech_without_a_date_has_no_year():
    labels = label_speeches(documents(13, date=""))
    assert labels["year"].isna().all()
    assert set(labels["group"]) == {"undated"}


def test_a_hash_in_a_file_name_is_left_out_unless_names_would_clash():
    table = documents(2).assign(speech=["000_7c07119284d645b8", "001_78cbb4b0e0d91688#2"], date="")
    assert label_speeches(table)["label"].tolist() == ["000 central", "001#2 central"]
    clash = table.assign(speech=["a_7c07119284d645b8", "a_78cbb4b0e0d91688"])
    assert label_speeches(clash)["label"].is_unique


def test_a_speech_is_named_by_its_department_or_smallest_place_and_its_date():
    cells = [("甲县", "乙市", "government", "", "2013"), ("", "乙市", "department", "乙市水利局", "2014-05-06"), ("", "", "party", "", "")]
    places = pd.DataFrame(cells, columns=["county", "prefecture", "body", "organisation", "date"]).assign(province="丙省")
    assert name_places(documents(3, level="county").assign(**places)).tolist() == ["甲县 2013", "乙市水利局 2014-05-06", "丙省"]


@pytest.mark.parametrize(("county", "date"), [("", "2013"), ("甲县", "2013")])
def test_a_name_that_is_unknown_or_shared_is_that_of_the_file(county, date):
    texts = documents(2, date, "county").assign(county=county, prefecture="", province="", body="", organisation="")
    assert name_places(texts).tolist() == label_speeches(texts)["label"].tolist() == ["s1950 county 2013", "s1951 county 2013"]


def test_a_number_is_said_with_its_hedge_and_one_that_is_not_there_with_nothing():
    nan = float("nan")
    rows = pd.DataFrame({
        "outcome": [3.0, nan, nan, -2.5, nan], "outcome_low": [3.0, 5.0, 6.0, -2.5, nan], "outcome_high": [nan, 6.0, nan, -2.5, nan],
        "outcome_modifier": ["at_least", "", "over", "approx", ""],
    })  # fmt: skip
    assert say_numbers(rows, "outcome_").tolist() == ["at least 3", "5–6", "over 6", "about -2.5", ""]
    assert say_numbers(rows.drop(columns="outcome_modifier"), "outcome_").tolist() == ["3", "5–6", "6", "-2.5", ""]
