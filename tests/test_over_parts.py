"""A study that lies in parts answers every question as it would in memory, without being read as a whole."""

import os
import pickle
import sys
from pathlib import Path

import pandas as pd
import pytest

import koujing
from cut_in_parts import cut_in_parts
from koujing import open_study
from koujing.opening import own_lexicon, sample_folder
from koujing.runs import code_into
from koujing.study import load_study

pytest.importorskip("duckdb", reason="duckdb is not installed")
TEXTS = os.environ.get("KOUJING_TEXTS")

QUESTIONS = {
    "rates by speech": lambda s: koujing.rates(s, ["发展", "工作"]),
    "rates by level": lambda s: koujing.rates(s, ["发展", "工作"], by="level", count="term"),
    "rates by decade": lambda s: koujing.rates(s, "发展", by="decade"),
    "rates by part": lambda s: koujing.rates(s, ["发展"], by="part"),
    "rates by voice": lambda s: koujing.rates(s, ["发展"], by="voice"),
    "rates of synonyms": lambda s: koujing.rates(s, ["发展"], by="year", synonyms=True),
    "dispersion of the most frequent": lambda s: koujing.dispersion(s, top=20),
    "dispersion of terms": lambda s: koujing.dispersion(s, ["发展", "工作"]),
    "dispersion of synonyms": lambda s: koujing.dispersion(s, top=10, synonyms=True),
    "keyness of two groups": lambda s: koujing.keyness(s.where(level=LEVEL), s.without(level=LEVEL)),
    "keyness of two parts": lambda s: koujing.keyness(s.where(part="tasks"), s.where(part="review")),
    "keyness of synonyms": lambda s: koujing.keyness(s.where(level=LEVEL), s.without(level=LEVEL), synonyms=True),
    "comparison": lambda s: koujing.compare(s.where(level=LEVEL), s.without(level=LEVEL)),
    "comparison with another study": lambda s: koujing.compare(s, koujing.code(sample_folder() / "bureaus.jsonl")),
    "careers": lambda s: koujing.careers(s),
    "births": lambda s: koujing.births(s),
    "births of terms": lambda s: koujing.births(s, ["发展", "工作"], count="term"),
    "births of synonyms": lambda s: koujing.births(s, ["发展"], synonyms=True),
    "company": lambda s: koujing.company(s, "发展", eras=((1950, 1999), (2000, 2025)), least=1),
    "collocates": lambda s: koujing.collocates(s, "发展", least=1),
    "fields by decade": lambda s: koujing.fields(s, by="decade"),
    "fields by part": lambda s: koujing.fields(s, by="part"),
    "ranks": lambda s: koujing.ranks(s),
    "genealogy": lambda s: koujing.genealogy(SLOGAN, s),
    "genealogy of a part": lambda s: koujing.genealogy(SLOGAN, s.where(level=LEVEL)),
    "roundness": lambda s: koujing.roundness(s, by="level"),
    "series": lambda s: s.series(),
    "one series": lambda s: s.where(level=LEVEL).series(status="reported"),
    "statistics of a part": lambda s: s.where(part="review").statistics,
    "documents of a part": lambda s: s.where(part="review").documents,
    "documents": lambda s: s.documents,
    "every term": lambda s: s.where(level=LEVEL).terms,
}
LEVEL, SLOGAN = "county", "五个到田头"



@pytest.fixture(scope="module")
def both(sample, tmp_path_factory):
    return sample, cut_in_parts(sample, tmp_path_factory.mktemp("sample"), 5)


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """Every fifth report: all decades, a fifth of the work."""
    paths = sorted(Path(TEXTS or ".", "work-reports").iterdir())[::5]
    whole = koujing.code(koujing.Corpus(tuple(koujing.reading.read_file(path, path.stem) for path in paths)))
    return whole, cut_in_parts(whole, tmp_path_factory.mktemp("reports"), 7)


def assert_same_answer(question, studies):
    answers = []
    for study in studies:
        try:
            answers.append(question(study).reset_index(drop=True))
        except (ValueError, KeyError) as error:
            answers.append(str(error))
    if isinstance(answers[0], str):
        assert answers[0] == answers[1]
    else:
        pd.testing.assert_frame_equal(*answers)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_the_sample_in_parts_answers_as_in_memory(both, question):
    assert_same_answer(question, both)


@pytest.mark.skipif(not TEXTS, reason="KOUJING_TEXTS does not name a folder of texts")
@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_reports_in_parts_answer_as_in_memory(reports, question, monkeypatch):
    monkeypatch.setitem(globals(), "LEVEL", "central")
    monkeypatch.setitem(globals(), "SLOGAN", "五项原则")
    assert_same_answer(question, reports)


def test_opening_and_asking_read_no_table_as_a_whole(both):
    whole, cut = both
    opened = load_study(folder_of(cut))
    for table in ("terms", "pairs", "sections", "formulas"):
        assert "frame" not in vars(opened.frames.sources[table])
    koujing.rates(opened, "发展", by="part")
    koujing.keyness(opened.where(level="county"), opened.without(level="county"))
    koujing.careers(opened)
    assert [t for t, source in opened.frames.sources.items() if "frame" in vars(source)] == ["documents"]
    assert opened.frames.n_rows("terms") == len(whole.terms)
    assert opened.where(level="county").frames.n_rows("terms") == len(whole.where(level="county").terms)
    assert "frame" not in vars(pickle.loads(pickle.dumps(opened)).frames.sources["documents"])


def folder_of(study):
    return study.frames.sources["documents"].pieces[0].path.parents[2]


@pytest.mark.parametrize("as_", ["literal", "word", "term", "nested", "regex", "formula"])
@pytest.mark.parametrize("workers", [1, 2])
def test_a_concordance_of_parts_is_that_of_the_whole(both, as_, workers):
    found = [koujing.concordance("发展", study, as_=as_, workers=workers) for study in both]
    pd.testing.assert_frame_equal(found[0].frame, found[1].frame)
    assert found[0].summary == found[1].summary


def test_masks_of_speeches_without_the_pattern_are_counted(tmp_path):
    texts = ["修路3条。增强坚定*。", "锅炉5台。", "投资**亿元，种树。"]
    whole = koujing.code(koujing.Corpus(tuple(koujing.reading.read_string(text, name) for name, text in zip("abc", texts, strict=True))))
    found = koujing.concordance("锅炉", cut_in_parts(whole, tmp_path, 2))
    assert (len(found), found.n_masks, found.n_masked_speeches) == (1, 1, 1)
    assert found.summary == koujing.concordance("锅炉", whole).summary


def test_a_part_that_was_changed_is_refused_when_it_is_read(sample, tmp_path):
    cut = cut_in_parts(sample, tmp_path, 2)
    (path, *_) = sorted(tmp_path.glob("parts/*/formulas.parquet"))
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(ValueError, match=r"formulas\.parquet: changed since koujing wrote it"):
        cut["formulas"]
    path.unlink()
    with pytest.raises(ValueError, match=r"formulas\.parquet: missing, though koujing\.json lists it"):
        load_study(tmp_path)


def test_without_duckdb_the_extra_is_named(both, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(RuntimeError, match=r'pip install "koujing\[scale\]"'):
        koujing.careers(both[1])


def test_what_a_run_leaves_in_parts_is_what_is_coded_in_memory(sample, tmp_path):
    code_into(tmp_path / "out", sample_folder(), format="parts", own=own_lexicon(None))
    opened = open_study(tmp_path / "out")
    assert opened.frames.keys() == sample.frames.keys()
    for table in opened.frames:
        assert opened.frames.n_rows(table) == len(sample[table]), table
        pd.testing.assert_frame_equal(opened[table], sample[table], obj=table)
    pd.testing.assert_frame_equal(koujing.fields(opened), koujing.fields(sample))
