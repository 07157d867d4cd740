"""The lexicon of terms: each row is whole, each wording has one row, and what the rows say of the texts holds there."""

import os
import re
from collections import Counter
from pathlib import Path

import pytest

import koujing
import make_terms
from koujing import lexicons
from koujing.repaired import RepairedText
from koujing.speech import Speech

ROWS = lexicons.load("terms")
COMMENTS = make_terms.read_terms()[0]
# The comments end with one line for each field.
FIELDS = {
    m[1]: m[2]
    for line in COMMENTS[COMMENTS.index("# Fields:") + 1 :]
    if (m := re.fullmatch("# ([A-Za-z ]+): (.+)", line))
}
WORDINGS = [wording for row in ROWS for wording in make_terms.wordings(row)]
TEXTS = os.environ.get("KOUJING_TEXTS")
# Share of the characters of dated texts that lie in terms, by decade: least and most.
COVERED = (0.15, 0.35)


@pytest.fixture(scope="module")
def speeches() -> list[Speech]:
    if not TEXTS:
        pytest.skip("KOUJING_TEXTS does not name a folder of texts")
    return list(koujing.read(TEXTS))


def test_every_row_has_a_term_english_and_a_field_that_the_comments_explain() -> None:
    assert [row for row in ROWS if not (row["term"] and row["english"] and row["field"] in FIELDS)] == []
    assert {row["field"] for row in ROWS} == set(FIELDS)
    assert len(FIELDS) <= 28


def test_a_wording_is_a_term_or_a_variant_of_one_row_only() -> None:
    assert [wording for wording, n in Counter(WORDINGS).items() if n > 1] == []


def test_formulas_are_left_to_their_own_lexicon() -> None:
    formulas = {
        form
        for row in lexicons.load("formulas")
        if row["bare"] == "1"
        for form in (row["canonical"], *row["variants"].split("|"))
    }
    assert sorted(formulas.intersection(WORDINGS)) == []


def test_a_term_has_two_characters_or_more_and_no_space_at_its_edges() -> None:
    assert [
        row["term"] for row in ROWS if row["field"] != "general" and min(map(len, make_terms.wordings(row))) < 2
    ] == []
    cells = [cell for row in ROWS for cell in (row["english"], row["field"], *make_terms.wordings(row))]
    assert [cell for cell in cells if cell != cell.strip()] == []


def test_rows_are_sorted_by_field_and_term() -> None:
    assert sorted(ROWS, key=lambda row: (row["field"], row["term"])) == ROWS


def test_the_first_use_is_not_after_the_last_and_stands_somewhere() -> None:
    assert [row["term"] for row in ROWS if row["first"] > row["last"]] == []
    assert [row["term"] for row in ROWS if len({bool(row["first"]), bool(row["last"])}) > 1] == []
    assert [row["term"] for row in ROWS if len({bool(row["source"]), bool(row["offset"]), row["n"] != "0"}) > 1] == []


def test_at_the_place_of_the_first_use_stands_the_term_or_a_variant(speeches: list[Speech]) -> None:
    places = {(Path(speech.source).name, speech.id): speech for speech in speeches}
    here = {source for source, _ in places}
    rows = [row for row in ROWS if row["source"] in here]
    assert len(rows) > len(ROWS) / 2
    wrong = [
        row["term"]
        for row in rows
        if not any(stands_at(row, speech) for (source, _), speech in places.items() if source == row["source"])
    ]
    assert wrong == []


def stands_at(row: dict[str, str], speech: Speech) -> bool:
    """Whether the term or a variant was read from the characters at the row's offset, which a repair may have changed."""
    uses = (
        found.span() for wording in make_terms.wordings(row) for found in re.finditer(re.escape(wording), speech.text)
    )
    return any(speech.raw_span(*use)[0] == int(row["offset"]) for use in uses)


def test_terms_cover_a_like_share_of_every_decade(speeches: list[Speech]) -> None:
    terms = [row for row in ROWS if row["field"] != "general"]
    decades = [speech.metadata["date"][:3] for speech in speeches]
    size, covered = Counter[str](), Counter[str]()
    for speech, decade in zip(speeches, decades, strict=True):
        size[decade] += len(speech.text)
    for at, start, end in (hit for hits in make_terms.find_uses(terms, speeches) for hit in hits):
        covered[decades[at]] += end - start
    shares = {decade: covered[decade] / size[decade] for decade in size if decade}
    assert len(shares) == 8
    assert {decade: share for decade, share in shares.items() if not COVERED[0] <= share <= COVERED[1]} == {}


def test_filling_the_lexicon_finds_the_longest_wording_and_leaves_the_rest_to_shorter_ones() -> None:
    row = dict.fromkeys(make_terms.COLUMNS, "")
    rows = [
        row | {"term": "改革", "field": "doctrine"},
        row | {"term": "体制改革", "variants": "体改", "field": "doctrine"},
        row | {"term": "改", "field": "general"},
    ]
    speech = Speech("a", "a", "改", 0, 1, RepairedText.build("体制改革，改革，体改", 0, 10, []))
    assert make_terms.find_uses(rows, [speech]) == [[(0, 5, 7)], [(0, 0, 4), (0, 8, 10)], []]
