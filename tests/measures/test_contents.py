"""Contents of labels, on invented rows: ambiguity and what a list leaves out."""

import pandas as pd
import pytest

from koujing import lexicons
from koujing.measures import contents

NATIONAL, GANSU = (members for _, members in contents.registered_contents("六个精准"))


def formulas(*rows):
    return pd.DataFrame(rows, columns=["speech", "bundle", "head", "members"]).assign(kind="numeral")


def test_a_bare_label_is_ambiguous_where_the_registry_has_two_contents():
    (row,) = contents.ambiguous_labels(formulas(("a", "六个精准", "精准", ""))).to_dict("records")
    assert (row["n_bare"], row["bare_in"], row["n_contents"]) == (1, "a", 2)
    assert "registry: national" in row["evidence"]


def test_a_list_in_a_text_joins_the_registered_content_it_spells_out():
    rows = formulas(("a", "六个精准", "精准", ""), ("b", "六个精准", "精准", GANSU))
    (row,) = contents.ambiguous_labels(rows).to_dict("records")
    assert (row["n_contents"], row["evidence"].count("b, registry: Gansu")) == (2, 1)


def test_a_label_is_ambiguous_where_texts_spell_it_out_differently():
    rows = formulas(("a", "三通", "通", "水|电|路"), ("b", "三通", "通", "邮|航|商"), ("c", "三通", "通", ""))
    (row,) = contents.ambiguous_labels(rows).to_dict("records")
    assert (row["bare_in"], row["n_contents"]) == ("c", 2)


@pytest.mark.parametrize("other", ["路|水|电", "水|电|公路", "水|电", "水|"])
def test_another_order_wording_or_a_member_less_is_no_other_content(other):
    rows = formulas(("a", "三通", "通", "水|电|路"), ("b", "三通", "通", other))
    assert len(contents.ambiguous_labels(rows)) == 0


def test_a_missing_member_is_named_only_where_a_registered_list_has_it():
    cut = "|".join(member for member in NATIONAL.split("|") if member != "因村派人")
    rows = formulas(
        ("a", "五个精准", "精准", cut), ("b", "三个精准", "精准", "甲|乙|丙"), ("c", "四个到户", "到户", "甲|乙")
    )
    (row,) = contents.missing_members(rows).to_dict("records")
    assert (row["speech"], row["origin"], row["missing"]) == ("a", "national", "因村派人")


@pytest.mark.parametrize(
    "row", lexicons.load("formula_contents"), ids=lambda row: f"{row['canonical']} {row['content']}"
)
def test_a_registered_content_has_a_source_and_as_many_members_as_its_label(row):
    counts = {r["canonical"]: int(r["count"]) for r in lexicons.load("formulas") if r["count"]}
    assert row["attested"] or row["document"]
    assert len(row["members"].split("|")) == counts[row["canonical"]]
