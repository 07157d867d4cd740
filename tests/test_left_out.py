"""Studies without some of their tables: they open and save as they are, and whatever needs one that is not there names it."""

from dataclasses import replace

import pytest

import koujing
from koujing import open_study
from koujing.across import schemas
from koujing.comparison import pool_groups
from koujing.site.shelves import Shelf, write_shelves


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_a_study_without_some_tables_is_saved_and_opened_as_it_is(sample, tmp_path, format, recwarn):
    sample.save(tmp_path, format)
    sample.shareable().leave_out("terms", "pairs").save(tmp_path, format)
    opened = open_study(tmp_path)
    assert set(opened.frames) == schemas().keys() - {"sentences", "terms", "pairs"}
    assert not (tmp_path / f"terms.{format}").exists()
    assert "<td>terms</td>" not in opened._repr_html_()
    assert len(opened.where(level="county").statistics) == len(sample.where(level="county").statistics) > 0
    assert [str(warning.message) for warning in recwarn] == []


def test_only_a_table_that_is_there_and_not_that_of_the_speeches_can_be_left_out(sample):
    with pytest.raises(KeyError, match="sample: no table 'term'"):
        sample.leave_out("pairs", "term")
    with pytest.raises(ValueError, match="sample: the table 'documents' cannot be left out"):
        sample.leave_out("documents")


# What asks for each table, of a study without it and of the whole one.
ASKING = {
    "terms": [
        lambda few, whole: koujing.rates(few, "改革"),
        lambda few, whole: koujing.rates(few, "改革", by="level", synonyms=True),
        lambda few, whole: koujing.dispersion(few),
        lambda few, whole: koujing.births(few),
        lambda few, whole: koujing.fields(few),
        lambda few, whole: koujing.keyness(few, whole),
        lambda few, whole: koujing.keyness(whole, few),
        lambda few, whole: koujing.compare(few, whole),
        lambda few, whole: koujing.compare(whole, few),
        lambda few, whole: pool_groups([whole, few], "level"),
        lambda few, whole: few.where(part="tasks"),
        lambda few, whole: few.without(voice="县长"),
    ],
    "pairs": [
        lambda few, whole: koujing.collocates(few, "改革"),
        lambda few, whole: koujing.company(few, "改革", ((1950, 1999), (2000, 2019))),
    ],
    "formulas": [lambda few, whole: koujing.careers(few)],
    "sentences": [lambda few, whole: koujing.concordance("改革", few), lambda few, whole: koujing.recount("改革", 7, few)],
}


@pytest.mark.parametrize(("table", "ask"), [(table, ask) for table, asking in ASKING.items() for ask in asking])
def test_whatever_needs_a_table_that_was_left_out_names_it(sample, table, ask):
    few = replace(sample.leave_out(table), name="few")
    with pytest.raises((AttributeError, KeyError, ValueError), match=rf"few: (no table '{table}'|this study has no {table})"):
        ask(few, sample)


def test_the_pages_of_speeches_need_no_table_of_words(sample, tmp_path):
    words = ("terms", "regimes", "pairs", "phrases")
    for name, study in (("whole", sample), ("few", sample.leave_out(*words))):
        write_shelves([Shelf(study)], tmp_path / name)
    whole, few = ({p.name: p.read_bytes() for p in (tmp_path / name).rglob("*.md")} for name in ("whole", "few"))
    assert few == whole
    with pytest.raises(AttributeError, match="sample: no table 'evidence'"):
        write_shelves([Shelf(sample.leave_out("evidence"))], tmp_path / "none")
