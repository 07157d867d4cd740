"""A user's own terms, synonyms, stop words and glosses go before the shipped ones, in coding and in coded tables."""

import json
import os
import re
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pandas as pd
import pytest

import koujing
from koujing import lexicons
from koujing.lexicons import listed
from koujing.lexicons.own import read_lexicon
from koujing.measures.fields import listed_terms
from koujing.measures.frequency import content_words, sum_synonyms
from koujing.opening import own_lexicon
from koujing.show.style import label
from koujing.words.tokens import tokenize
from koujing.words.vocabulary import function_words, stop_words

TEXT = "农村要改革，乡村要种树，山村要通水。粮食和棉花要增产。"


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def study(tmp_path: Path) -> koujing.Study:
    return koujing.code(koujing.read(write_text(tmp_path / "a.txt")))


def write_text(path: Path) -> Path:
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_own_terms_give_gloss_field_and_variants_and_leave_the_rest_to_ours(tmp_path: Path) -> None:
    text = "term\tenglish\tfield\tvariants\n国内生产总值\toutput\t\t\n双联山\tmountain\tours\t联山峰\n改革\t\tours\t革新\n"
    with lexicons.using(read_lexicon(write(tmp_path / "own", terms=text))):
        terms = listed.terms()
        assert [terms["国内生产总值"][column] for column in ("english", "field", "variants")] == ["output", "economy", "GDP"]
        assert [terms["改革"][column] for column in ("english", "field", "variants")] == ["reform", "ours", "革新"]
        assert listed.wordings()["联山峰"] == listed.wordings()["双联山"] == "双联山"
        assert {"双联山", "联山峰", "革新", "GDP"} <= listed.joined()
        assert listed.glosses()["GDP"] == "output"
    assert "双联山" not in listed.terms()
    assert listed.terms()["国内生产总值"]["english"] == "gross domestic product"


def test_a_wording_that_the_user_lists_belongs_to_the_users_term_alone(tmp_path: Path) -> None:
    own = write(tmp_path / "own", terms="term\tvariants\n人民大会\t全国人民代表大会\nGDP\t\n")
    with pytest.warns(UserWarning, match="now"):
        lexicon = read_lexicon(own)
    with lexicons.using(lexicon):
        terms, wordings = listed.terms(), listed.wordings()
        assert "全国人民代表大会" not in terms
        assert terms["人民大会"]["variants"].split("|")[:2] == ["全国人民代表大会", "全国人大"]  # ours follows its term
        assert wordings["全国人大"] == wordings["全国人民代表大会"] == "人民大会"
        assert "GDP" not in terms["国内生产总值"]["variants"].split("|")
        assert wordings["GDP"] == "GDP"


def test_general_words_are_glossed_but_never_joined(tmp_path: Path) -> None:
    assert "工作" in listed.glosses()
    assert "工作" not in listed.joined()
    with lexicons.using(read_lexicon(write(tmp_path / "own", terms="term\tfield\n改革\tgeneral\n"))):
        assert "改革" not in listed.joined()
        assert listed.glosses()["改革"] == "reform"


def test_synonyms_are_followed_up_to_the_last_term_whatever_their_order(tmp_path: Path) -> None:
    own = write(tmp_path / "own", synonyms="term\tsynonyms\n乡村\t山村\n农村\t乡村|村庄\nGDP\t国内生产总值\n")
    with lexicons.using(read_lexicon(own)):
        wordings = listed.wordings()
        assert {wordings[word] for word in ("山村", "乡村", "村庄", "农村")} == {"农村"}
        assert wordings["GDP"] == wordings["国内生产总值"] == "GDP"
        assert "山村" not in listed.joined()


def test_own_formulas_that_turn_ours_round_do_not_lead_in_a_circle(tmp_path: Path) -> None:
    row = next(row for row in lexicons.shipped("formulas") if row["variants"])
    variant = row["variants"].split("|")[0]
    own = write(tmp_path / "own", formulas=f"canonical\tvariants\n{variant}\t{row['canonical']}\n")
    with lexicons.using(read_lexicon(own)):
        assert listed.wordings()[row["canonical"]] == listed.wordings()[variant] == variant


def test_every_wording_counts_as_a_term_that_counts_as_itself() -> None:
    wordings = listed.wordings()
    assert {wordings[term] for term in wordings.values()} == set(wordings.values())
    assert set(listed.terms()) <= set(wordings)


def test_own_glosses_are_shown_within_the_block_only(tmp_path: Path) -> None:
    text = "term\tenglish\n双联山\tTwin Peak\n改革\tchange\n六稳\tsix aims\n"
    before = label("六稳")
    with koujing.use_lexicon(write(tmp_path / "own", glosses=text, terms="term\tenglish\n双联山\tmountain\n")):
        assert [label("双联山"), label("改革"), label("六稳")] == ["双联山 Twin Peak", "改革 change", "六稳 six aims"]
    assert [label("双联山"), label("改革"), label("六稳")] == ["双联山", "改革 reform", before]


def test_own_stop_words_are_left_out_of_coded_tables_at_once(study: koujing.Study, tmp_path: Path) -> None:
    own = write(tmp_path / "own", stopwords="word\n粮食\n")
    assert "粮食" in set(koujing.dispersion(study)["term"])
    assert "粮食" not in set(koujing.dispersion(study, lexicon=own)["term"])
    assert "粮食" in set(koujing.dispersion(study, ["粮食"], lexicon=own)["term"])  # asked for by name, it is measured
    for measure in (koujing.keyness, koujing.compare):
        assert "粮食" in set(measure(study, study, least=1)["term"])
        assert "粮食" not in set(measure(study, study, least=1, lexicon=own)["term"])
    with koujing.use_lexicon(own):
        assert stop_words() - function_words() == {"粮食"}
        assert "粮食" not in set(content_words(study.terms)["term"])
    assert stop_words() == function_words()


def test_own_stop_words_cut_no_text_differently(tmp_path: Path) -> None:
    with koujing.use_lexicon(write(tmp_path / "own", stopwords="word\n积极\n")):
        words = tokenize("发挥积极*,保护山林。").words
    assert words == tokenize("发挥积极*,保护山林。").words


def test_synonyms_are_counted_as_one_on_request(study: koujing.Study, tmp_path: Path) -> None:
    own = write(tmp_path / "own", synonyms="term\tsynonyms\n农村\t乡村|山村\n")
    assert koujing.rates(study, "农村", lexicon=own)["n"].tolist() == [1]
    table = koujing.rates(study, ["乡村", "农村"], lexicon=own, synonyms=True)
    assert table[["term", "n"]].to_numpy().tolist() == [["农村", 3]]
    assert koujing.dispersion(study, "山村", lexicon=own, synonyms=True)[["term", "n"]].to_numpy().tolist() == [["农村", 3]]
    key = koujing.keyness(study, study, least=1, lexicon=own, synonyms=True).set_index("term")
    assert key.loc["农村", ["n_target", "n_reference"]].tolist() == [3, 3]
    assert not {"乡村", "山村"} & set(key.index)


def test_the_sum_of_synonyms_keeps_places_apart_and_adds_every_use_once() -> None:
    columns = ["speech", "section", "voice", "term", "tag", "n", "n_inside", "n_words"]
    rows = [
        ("a", 1, "", "GDP", "eng", 2, 1, 2),
        ("a", 1, "", "国内生产总值", "term", 3, 0, 6),
        ("a", 1, "", "人均GDP", "term", 1, 0, 2),
        ("a", 2, "", "中国特色社会主义", "term", 1, 0, 3),
        ("a", 2, "", "特色社会主义", "term", 0, 1, 0),
        ("a", 2, "王大成", "云岭", "n", 4, 0, 4),
    ]
    table = sum_synonyms(pd.DataFrame(rows, columns=columns)).set_index("term")
    counts = table[["section", "n", "n_inside", "n_words"]].T.to_dict("list")
    assert counts["国内生产总值"] == [1, 5, 1, 8]
    assert counts["中国特色社会主义"] == [2, 1, 0, 3]
    assert counts["云岭"] == [2, 4, 0, 4]
    assert not {"GDP", "特色社会主义"} & counts.keys()
    assert sum_synonyms(pd.DataFrame([], columns=columns)).columns.tolist() == columns
    unlisted = pd.DataFrame(rows[-1:], columns=columns)
    pd.testing.assert_frame_equal(sum_synonyms(unlisted), unlisted)


def test_the_sum_of_synonyms_loses_no_use_of_a_shipped_study() -> None:
    terms = koujing.open_study("work-reports").terms
    table = sum_synonyms(terms)
    assert table["n"].sum() == terms["n"].sum()
    assert table["n"].dtype == terms["n"].dtype
    assert not table.duplicated(["speech", "section", "voice", "term"]).any()


ASKED = (
    lambda where, own: koujing.rates(where, "农村", lexicon=own),
    lambda where, own: koujing.dispersion(where, lexicon=own),
    lambda where, own: koujing.keyness(where, where, least=1, lexicon=own),
    lambda where, own: koujing.compare(where, where, least=1, lexicon=own),
    lambda where, own: koujing.collocates(where, "农村", least=1, lexicon=own),
    lambda where, own: koujing.open_study(where, lexicon=own).terms,
)


@pytest.mark.parametrize("ask", ASKED)
@pytest.mark.parametrize("files", [{"terms": "term\n双联山\n"}, {"formulas": "canonical\n七星联创\n"}], ids=list)
def test_terms_that_coded_tables_do_not_know_are_refused(study: koujing.Study, tmp_path: Path, ask, files: dict[str, str]) -> None:
    own = write(tmp_path / "own", **files)
    with pytest.raises(ValueError, match=r"decides where texts are cut into words, and these tables were coded without them; code the"):
        ask(study, own)
    coded = koujing.code(tmp_path / "a.txt", lexicon=own)
    other = write(tmp_path / "other", **{name: f"{text}云岭河\n" for name, text in files.items()})
    with pytest.raises(ValueError, match=rf"coded with other files \({next(iter(files))}\.tsv\); code the texts"):
        ask(coded, other)
    assert len(ask(coded, own)) == len(ask(coded, None)) > 0
    assert len(ask(coded, write(own, stopwords="word\n种树\n"))) > 0  # further stop words change no cut


@pytest.mark.parametrize("ask", ASKED)
def test_a_folder_of_texts_is_coded_with_the_lexicon(tmp_path: Path, ask) -> None:
    (tmp_path / "texts").mkdir()
    write_text(tmp_path / "texts/a.txt")
    assert len(ask(tmp_path / "texts", write(tmp_path / "own", terms="term\n双联山\n"))) > 0


def test_a_study_says_with_which_files_it_was_coded_and_a_concordance_needs_only_those_that_cut(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.txt")
    own = write(tmp_path / "own", terms="term\n双联山\n", glosses="term\tenglish\n双联山\tmountain\n")
    study = koujing.code(path, lexicon=own)
    assert set(study.lexicon) == {"terms.tsv", "glosses.tsv"}
    (own / "glosses.tsv").unlink()
    assert len(koujing.concordance("农村", study, as_="word", lexicon=own)) == 1
    with pytest.raises(ValueError, match=r"coded with a lexicon of its own \(terms\.tsv\); give the folder"):
        koujing.concordance("农村", study, as_="word")


def test_what_is_coded_in_the_block_knows_the_lexicon(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.txt")
    with koujing.use_lexicon(write(tmp_path / "own", terms="term\n双联山\n")):
        assert set(koujing.code(path).lexicon) == {"terms.tsv"}
    assert koujing.code(path).lexicon == {}


def test_the_kernels_of_a_report_know_the_lexicon(tmp_path: Path) -> None:
    own = own_lexicon(write(tmp_path / "own", glosses="term\tenglish\n双联山\tmountain\n", stopwords="word\n双联山\n"))
    (tmp_path / "lexicon.json").write_text(json.dumps(asdict(own)), encoding="utf-8")
    said = "from koujing.show.style import gloss; from koujing.words.vocabulary import stop_words"
    command = [sys.executable, "-c", f"{said}; print(gloss('双联山'), '双联山' in stop_words())"]
    asked = {**os.environ, lexicons.ASKED: str(tmp_path / "lexicon.json")}
    done = subprocess.run(command, env=asked, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["mountain", "True"]


def test_the_example_of_the_readme_does_what_it_says(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    block = re.search(r"\n# terms\.tsv\n.*?(?=\n```)", readme, re.DOTALL)
    assert block
    files = dict(re.findall(r"^# (\w+)\.tsv\n(.*?)(?=\n# |\Z)", block[0].lstrip(), re.DOTALL | re.MULTILINE))
    assert set(files) == {"terms", "synonyms", "stopwords", "glosses"}
    own = write(tmp_path / "own", **files)
    (tmp_path / "a.txt").write_text("农村要修路，乡村要种树，乡下要通水。同志要听群众的话。", encoding="utf-8")
    study = koujing.code(tmp_path / "a.txt", lexicon=own)
    assert koujing.rates(study, "农村", lexicon=own, synonyms=True)["n"].tolist() == [3]
    assert "同志" in set(koujing.dispersion(study)["term"]) - set(koujing.dispersion(study, lexicon=own)["term"])
    with koujing.use_lexicon(own):
        assert {"青山行动", "青山工程"} <= listed.joined()
        assert label("云岭") == "云岭 Yunling"


def test_an_own_term_is_ranked_among_listed_terms_even_without_a_field(tmp_path: Path) -> None:
    terms = pd.DataFrame({"term": ["云岭计划", "云岭", "改革"]})
    assert listed_terms(terms)["term"].tolist() == ["改革"]
    with lexicons.using(read_lexicon(write(tmp_path / "own", terms="term\n云岭计划\n"))):
        assert listed_terms(terms)["term"].tolist() == ["云岭计划", "改革"]


def test_own_terms_are_found_however_their_signs_are_written(tmp_path: Path) -> None:
    rows = ["双联山(新区)\tTwin Hills (new area), county", "ＧＤＰ总额\tGDP, in all", "５Ｇ山村\t5G: village"]
    (tmp_path / "terms.tsv").write_text("\n".join(["term\tenglish", *rows]), encoding="utf-8")
    with koujing.use_lexicon(tmp_path):
        assert koujing.tokenize("双联山（新区）GDP总额,5G山村").words == ["双联山（新区）", "GDP总额", ",", "5G山村"]
        assert listed.glosses()["双联山（新区）"] == "Twin Hills (new area), county"


@pytest.mark.parametrize("name", ["terms.tsv", "notes"])
def test_a_folder_within_the_folder_is_no_lexicon(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(ValueError, match=f"{name}: not a lexicon; expected formulas.tsv or terms.tsv"):
        own_lexicon(tmp_path)


def test_no_folder_is_not_the_folder_one_is_in() -> None:
    with pytest.raises(FileNotFoundError, match=r"'': expected a folder with formulas\.tsv"):
        koujing.open_study("work-reports", lexicon="")
