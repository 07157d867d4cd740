"""The public face: what ``koujing.<tab>`` offers, what an import costs, and the measures asked of any study."""

import ast
import subprocess
import sys
from pathlib import Path
from pkgutil import iter_modules

import pandas as pd
import pytest

import koujing
from koujing import comparison, questions
from koujing.measures import careers, collocation, frequency
from koujing.opening import sample_folder

HEAVY = "('scipy', 'matplotlib', 'pandas', 'pyarrow', 'wordcloud')"
SOME = {
    "read", "code", "open_study", "studies", "tokenize", "concordance", "compare", "rates", "dispersion", "keyness", "collocates",
    "careers", "score", "accuracy", "show_speech", "plot_rates", "Study", "Speech", "Corpus", "ReadingError", "Concordance",
}  # fmt: skip


@pytest.fixture(scope="module")
def reports():
    return koujing.open_study("work-reports")


def loaded_after(line: str) -> set[str]:
    command = f"import sys, koujing; {line}; print(*(name for name in {HEAVY} if name in sys.modules))"
    return set(subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True).stdout.split())


def test_an_import_loads_no_heavy_library():
    assert loaded_after("pass") == set()


def test_reading_a_text_loads_neither_scipy_nor_matplotlib():
    path = str(sample_folder() / "county.txt")
    assert loaded_after(f"koujing.read({path!r})") & {"scipy", "matplotlib", "wordcloud"} == set()


def test_coding_a_text_loads_no_plots():
    path = str(sample_folder() / "county.txt")
    assert loaded_after(f"koujing.code({path!r})") & {"scipy", "matplotlib", "wordcloud"} == set()


def test_completion_offers_what_there_is_and_nothing_else():
    assert set(dir(koujing)) >= SOME
    assert all(getattr(koujing, name) is not None for name in dir(koujing))
    assert not [name for name in dir(koujing) if name.startswith("_") and name != "__version__"]


def test_type_checkers_know_the_names_that_are_loaded_later():
    tree = ast.parse(Path(koujing.__file__).read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    told = {alias.asname: node.module for node in block.body for alias in node.names}
    assert told == koujing._HOME


def test_no_public_name_is_that_of_a_module_which_would_take_its_place_once_imported():
    modules = {module.name for module in iter_modules(koujing.__path__)}
    assert not modules & set(koujing.__all__)


def test_an_unknown_name_is_an_error():
    with pytest.raises(AttributeError, match="no attribute 'code_folder'"):
        _ = koujing.code_folder


def test_a_study_may_be_given_itself_by_name_or_as_a_folder(reports, tmp_path):
    reports.save(tmp_path / "coded")
    tables = [koujing.rates(where, "改革", by="decade") for where in (reports, "work-reports", tmp_path / "coded")]
    for other in tables[1:]:
        pd.testing.assert_frame_equal(tables[0], other)
    texts = koujing.rates(sample_folder(), "工作", by="level")
    pd.testing.assert_frame_equal(texts, koujing.rates(koujing.code(sample_folder()), ["工作"], by="level"))


def test_rates_are_those_of_each_group_with_all_its_characters(reports):
    table = koujing.rates(reports, ["改革", "发展"], by="decade").set_index(["decade", "term"])
    decade = reports.documents["date"].str[:3] + "0s"
    of_eighties = reports.documents[decade == "1980s"]
    uses = reports.terms[reports.terms["speech"].isin(of_eighties["speech"]) & (reports.terms["term"] == "改革")]
    uses = (uses["n"] + uses["n_inside"]).sum()
    assert table.loc[("1980s", "改革"), "n"] == uses
    assert table.loc[("1980s", "改革"), "per_10k_chars"] == pytest.approx(1e4 * uses / of_eighties["n_han"].sum())
    assert list(table.index.get_level_values("decade"))[:8] == sorted(set(decade))


def test_rates_within_speeches_count_the_characters_there(reports):
    table = koujing.rates(reports, "要", by="part").set_index("part")  # 要 is a stop word: it is counted all the same
    for part in ("review", "tasks"):
        study = reports.where(part=part)
        n = study.terms.loc[study.terms["term"] == "要", ["n", "n_inside"]].to_numpy().sum()
        assert table.loc[part, "per_10k_chars"] == pytest.approx(1e4 * n / study.documents["n_han"].sum())


def test_the_measures_are_those_of_the_package(reports):
    pairs = collocation.read_pairs(reports.pairs)
    pd.testing.assert_frame_equal(koujing.collocates(reports, "改革"), collocation.collocates(pairs, "改革"))
    pd.testing.assert_frame_equal(koujing.careers(reports), careers.trace_careers(reports.formulas, reports.documents))
    early, late = reports.where(year=(1954, 1978)), reports.where(year=(1979, 2025))
    words = koujing.compare(early, late).query("kind == 'word'")
    key = koujing.keyness(early, late)
    assert set(key["term"]) == set(words["term"])
    assert key["term"][0] == "毛主席"


def test_dispersion_of_chosen_words_is_that_among_all(reports):
    chosen, top = koujing.dispersion(reports, ["改革", "社会主义"], count="term"), koujing.dispersion(reports, top=30)
    assert set(chosen["term"]) == {"改革", "社会主义"}
    both = chosen.merge(top, on="term")
    assert len(both)
    assert (both["dp_norm_x"] == both["dp_norm_y"]).all()
    assert not {"的", "年"} & set(top["term"])
    assert (koujing.dispersion(reports, ["改革", "社会主义"])["n"] > chosen["n"]).all()
    assert top["term"].tolist() == frequency.term_matrix(frequency.content_words(reports.terms), reports.documents)[0][:30]


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda s: koujing.rates(s, "改革", by="decad"), r"cannot group by 'decad' \(close to 'decade'\); expected one of part"),
        (lambda s: koujing.rates(s, "义务教"), "work-reports: there is no term or word '义务教' in these texts; it is part of 义务教育"),
        (lambda s: koujing.rates(s, ["改革", "ABC"]), "there is no term or word 'ABC'"),
        (lambda s: koujing.dispersion(s, "义务教"), "no term or word '义务教'"),
        (lambda s: koujing.collocates(s, "锅炉"), r"no pairs of '锅炉' were counted .*; there are pairs of"),
        (lambda s: koujing.rates(s, [3]), "there is no term or word 3"),
        (lambda s: koujing.rates(s, "改革", by=3), "cannot group by 3; expected one of part"),
    ],
)
def test_a_wrong_question_is_told_with_what_there_is(reports, ask, told):
    with pytest.raises(ValueError, match=told):
        ask(reports)


def test_a_study_that_does_not_exist_is_told_with_those_that_ship():
    with pytest.raises(FileNotFoundError, match=r"work-report: neither a shipped study \(local-reports, .*, work-reports, sample\)"):
        koujing.careers("work-report")


@pytest.mark.parametrize("ask", [koujing.careers, koujing.open_study, koujing.code, koujing.read])
def test_an_empty_name_is_not_the_folder_one_is_in(tmp_path, monkeypatch, ask):
    (tmp_path / "a.txt").write_text("修路", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises((FileNotFoundError, koujing.ReadingError), match=r"^''"):
        ask("")


def test_a_speech_is_no_study_but_can_be_made_one():
    speech = next(iter(koujing.read(sample_folder() / "county.txt")))
    with pytest.raises(TypeError, match=r"expected a study, .*koujing\.code makes a study of a speech"):
        koujing.careers(speech)
    assert len(koujing.rates(koujing.code(speech), "工作")) == 1


def test_a_word_that_is_asked_for_twice_is_counted_once(reports):
    pd.testing.assert_frame_equal(koujing.rates(reports, ["改革", "改革"]), koujing.rates(reports, "改革"))


def test_nothing_to_score_is_an_error_that_names_the_folder(tmp_path):
    with pytest.raises(FileNotFoundError, match="gold: no reference coding"):
        koujing.score(tmp_path / "gold", tmp_path)


def test_a_coding_is_scored_against_rows_coded_by_hand(tmp_path):
    study = koujing.code(sample_folder() / "county.txt")
    study.save(tmp_path / "coded")
    gold = study.statistics[["start", "end", "value", "unit"]].head(3)
    (tmp_path / "gold").mkdir()
    gold.to_csv(tmp_path / "gold/county.statistics.csv", index=False)
    table = koujing.score(tmp_path / "gold", tmp_path / "coded").set_index("table")
    assert table.loc["statistics", ["n_reference", "precision", "recall", "value"]].tolist() == [3, 1, 1, 1]


def test_there_is_one_implementation_of_each_measure():
    assert koujing.compare is comparison.compare
    assert koujing.rates is questions.rates


def test_a_shipped_study_cannot_be_searched_and_says_why():
    with pytest.raises(ValueError, match="sentences"):
        koujing.concordance("改革", "work-reports")


def test_nothing_to_score_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="no reference coding"):
        koujing.score(tmp_path, tmp_path)


def test_rates_are_drawn_as_they_come(reports):
    table = koujing.rates(reports, "改革", by="decade")
    plot = koujing.plot_rates(table, "改革 by decade")
    names = [tick.get_text() for tick in plot.axes[0].get_yticklabels()]
    assert [name.rpartition(", ")[2] for name in names] == table["decade"].tolist()


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (lambda s: s.where(year=1999.5), ValueError, "no speech has year '1999.5' .*; expected one of"),
        (lambda s: koujing.open_study("work-report"), FileNotFoundError, "close to 'work-reports'"),
        (lambda s: koujing.code(s), TypeError, "'work-reports' is coded already"),
    ],
)
def test_what_cannot_be_done_is_said(reports, call, error, said):
    with pytest.raises(error, match=said):
        call(reports)


def test_a_decade_may_be_given_with_or_without_its_s(reports):
    assert {len(reports.where(decade=one).documents) for one in (1990, "1990", "1990s")} == {7}
