"""End notes that define slogans: the members that a definition spells out, at every use of the name."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing.slogans.formulas import find_formulas

with Path(__file__).with_name("definitions.tsv").open(encoding="utf-8") as lines:
    CASES = list(
        csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    )


def members_of(text: str) -> list[tuple[str, str]]:
    return [(text[f.start : f.end], "|".join(text[a:b] for a, b in f.members)) for f in find_formulas(text)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_definition_gives_members_to_each_use_of_the_name(case: dict[str, str]) -> None:
    text = f"推进{case['term']}。\n名词解释\n1.{case['term']}：{case['definition']}\n"
    (name, at_use), *rest = members_of(text)
    assert (at_use, dict(rest)[name]) == (case["expected"], case["expected"])
    note = text.index("名词解释")
    assert all(start > note for start, _ in find_formulas(text)[0].members)


def test_a_name_that_only_its_note_tells_from_a_count_is_a_name_everywhere() -> None:
    text = "增强四种本领建设。\n名词解释\n1.四种本领：指治水本领、修路本领、架桥本领、种树本领。\n"
    assert members_of(text) == [("四种本领", "治水本领|修路本领|架桥本领|种树本领")] * 2
    assert members_of("增强四种本领建设。") == []


def test_a_telephone_number_is_no_name_even_in_a_note() -> None:
    assert members_of("用好“12345”平台。\n名词解释\n1.“12345”：指县政务服务热线。\n") == []


def test_what_a_text_spells_out_at_the_name_goes_before_its_note() -> None:
    text = "做到“三清”，即清河、清渠、清沟。\n名词解释\n1.“三清”：清账、清物、清人。\n"
    assert members_of(text) == [("三清", "清河|清渠|清沟"), ("三清", "清账|清物|清人")]


def test_two_names_in_one_note_have_a_half_of_it_each() -> None:
    text = "名词解释\n1.“两清”“三建”：清河、清渠；建桥、建路、建站。\n2.“两新”：新渠、新桥。\n"
    assert members_of(f"开工。\n{text}")[:2] == [("两清", "清河|清渠"), ("三建", "建桥|建路|建站")]


def test_of_two_notes_on_one_code_each_use_has_that_of_its_bearer() -> None:
    text = "建立“12”体系，推行“12”模式，讲“12”。\n名词解释\n1.“12”体系：1座桥、2条路。\n2.“12”模式：指县里的做法。\n"
    text = text.replace("“12”", "“1+2”").replace("1座桥、2条路", "“1”即石桥；“2”即东路、西路")
    assert members_of(text)[:3] == [("1+2", "石桥|东路|西路"), ("1+2", ""), ("1+2", "")]
    assert members_of(text)[3:] == [("1+2", "石桥|东路|西路"), ("1+2", "")]


ALPHABET = st.sampled_from([*"一两三四六九双个项清建、，；。：“”指即和等的", "12", "\n1.", "名词解释\n", "三清", "两建"])


@given(st.lists(ALPHABET, max_size=60).map("".join))
def test_members_from_notes_lie_in_the_text_and_agree_with_the_count(text: str) -> None:
    for formula in find_formulas(f"“三清”\n名词解释\n1.“三清两建”：{text}"):
        assert all(0 <= start < stop for start, stop in formula.members)
        assert len(formula.members) in (0, formula.count, formula.count and formula.count // 2) or not formula.count


@pytest.mark.parametrize("filling", ["清、", "三清、", "“三清”指", "清和", "一、", "重点发展", "1", "（"])
def test_time_grows_with_the_length_of_a_note(filling: str) -> None:
    assert growth(lambda text: find_formulas("“三清”\n名词解释\n1.“三清”：" + text), filling, 16_000) < BOUND
