"""Coded tables: every span is what stands in the source, and what is saved is what is loaded."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koujing import Corpus, ReadingError, code, open_study, partitions, read, reading, studies
from koujing.across import schemas
from koujing.arrowtables import plain
from koujing.dataframes import shareable
from koujing.opening import shipped_studies
from koujing.reading import read_file, read_string
from koujing.study import Study, load_study
from koujing.tables import QUOTATION
from quoted import assert_spans_quote

SAMPLE = Path(__file__).parents[1] / "data/sample"

# What a table could trip over: statistics and lists cut by line ends, marks, tags and masks, separators of the table itself.
FRAGMENTS = [
    "增长3。5%，", "投资l67\r\n亿元。", "贷款１２ ．５\n万元，", "20**年", "“三个到户”，即规划到户、\n资金到户、技术到户，", "六个精准",
    "“2+8”计划", "十三五", "修路36条、12座，", "共计80项，", "一、回顾\n", "（二）任务\r\n", "同志们：\n", "讲话稿[篇一]\n",
    "讲话稿[篇二]\n", "，\n", "|", '"', "'", ",", "1..2个", "造福*群众", "\n\n", "。", " ", "\r", "\u200b", "\n相关文章\n", "NA", "null",
]  # fmt: skip


def coded(raw, *, markup=False):
    return code(Corpus((read_string(raw, "a", markup=markup),)))


def assert_equal(one, other):
    assert one.frames.keys() == other.frames.keys()
    for name, frame in one.frames.items():
        pd.testing.assert_frame_equal(frame, other[name], obj=name)


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@settings(max_examples=60)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join))
def test_every_span_quotes_the_source(raw):
    assert_spans_quote(coded(raw), {"a": raw})


def test_every_span_of_a_page_covers_the_tags_inside():
    raw = "<p>投资2024<b>万</b>元，落实“三个<i>到户</i>”，即规划到户、资金<br>到户、技术到户。</p>"
    study = coded(raw, markup=True)
    assert_spans_quote(study, {"a": raw})
    assert "2024<b>万</b>元" in set(study.statistics["text"])


@settings(max_examples=40)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join), st.sampled_from(["csv", "parquet"]))
def test_what_is_saved_is_what_is_loaded(tmp_path_factory, raw, format):
    folder = tmp_path_factory.mktemp("study")
    study = coded(raw)
    study.save(folder, format)
    assert_equal(study, load_study(folder))


def test_a_lone_carriage_return_tears_no_row(tmp_path):
    study = coded("同志们：贷款67亿\r元，修路5\r\r公里。\r坚持“三个到\r户”。")
    assert study.sentences["text"].str.contains("\r").any()
    study.save(tmp_path)
    for name, frame in load_study(tmp_path).frames.items():
        pd.testing.assert_frame_equal(frame, study[name])


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_the_sample_is_loaded_as_it_was_saved(sample, tmp_path, format):
    sample.save(tmp_path, format)
    assert {path.name for path in tmp_path.iterdir()} == {"koujing.json", *(f"{t}.{format}" for t in schemas())}
    assert_equal(sample, load_study(tmp_path))
    assert_equal(sample, open_study(tmp_path))


def test_the_same_texts_give_the_same_bytes_on_one_core_or_two(tmp_path):
    studies = {"one": code(SAMPLE, workers=1), "two": code(SAMPLE, workers=2)}
    for format in ("csv", "parquet"):
        for name, study in studies.items():
            study.save(tmp_path / name, format)
        assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_a_corpus_and_its_folder_are_coded_alike(sample):
    assert_equal(code(read(SAMPLE)), sample)


def test_saving_in_another_format_leaves_one_copy(sample, tmp_path):
    sample.save(tmp_path, "csv")
    sample.save(tmp_path, "parquet")
    assert {path.suffix for path in tmp_path.iterdir()} == {".parquet", ".json"}


def test_a_row_is_named_by_its_place(sample):
    ids = pd.concat([sample[name]["id"] for name in ("statistics", "formulas", "repairs", "set_aside")])
    assert ids.is_unique
    again = open_study(SAMPLE)
    assert list(again.statistics["id"]) == list(sample.statistics["id"])


def test_a_range_is_written_with_two_dots_and_read_back(tmp_path):
    coded("今年修路1-2条。").save(tmp_path)
    assert ",1..2,1,2,条," in (tmp_path / "statistics.csv").read_text(encoding="utf-8")
    row = load_study(tmp_path).statistics.iloc[0]
    assert (pd.isna(row["value"]), row["low"], row["high"]) == (True, 1, 2)


def test_a_masked_statistic_has_no_value():
    row = coded("去年贷款1。**亿元。").statistics.iloc[0]
    assert (row["text"], pd.isna(row["value"]), row["note"]) == ("1。**亿元", True, "masked")


def test_sections_are_counted_from_the_matter_before_the_first():
    study = coded("今年种树3棵。\n一、修路\n修路4条。\n二、架桥\n架桥5座。")
    assert list(study.statistics["section"]) == [0, 1, 2]


def test_a_shared_table_holds_no_long_wording(sample):
    shared = sample.shareable()
    assert "sentences" not in shared.frames
    for name, frame in shared.frames.items():
        assert len(frame) == len(sample[name])
        for column in schemas()[name].quoting:
            parts = frame[column].str.split("|").explode()
            assert parts.str.len().max() <= QUOTATION, f"{name}.{column}"


def test_a_long_member_of_a_shared_list_is_left_empty_and_its_place_kept():
    long = "把每一条通到村口的路都修成能走大车的好路"
    members = f"“三件事”，即修路、架桥、{long}和种树"
    frame = pd.DataFrame({"members": [f"修路|{long}啊|种树"], "start": [7], "text": [members]})
    assert shareable(frame, schemas()["formulas"]).iloc[0].to_dict() == {"members": "修路||种树", "start": 7, "text": ""}


def test_tables_are_attributes_and_a_missing_one_is_named(sample):
    assert sample.statistics is sample["statistics"]
    with pytest.raises(KeyError, match=r"sample: no table 'verbs'; it has borrowings, checks, directives, documents, evidence, "):
        sample["verbs"]
    with pytest.raises(AttributeError, match="no table 'verbs'"):
        sample.verbs  # noqa: B018


def test_an_unknown_format_is_refused(sample, tmp_path):
    with pytest.raises(ValueError, match="format 'xlsx': expected one of csv, excel-csv, parquet"):
        sample.save(tmp_path, "xlsx")


def test_a_place_that_holds_nothing_is_an_error_that_names_the_shipped_studies(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"nowhere: neither a shipped study \(.*\) nor a folder"):
        open_study(tmp_path / "nowhere")
    with pytest.raises(ReadingError, match="no readable text in this folder"):
        open_study(tmp_path)
    with pytest.raises(FileNotFoundError, match=", ".join(shipped_studies())):
        open_study("nowhere")


def test_a_folder_without_documents_is_no_study(sample, tmp_path):
    sample.save(tmp_path)
    for name in ("documents.csv", "koujing.json"):
        (tmp_path / name).unlink()
    with pytest.raises(
        FileNotFoundError, match=r"not a coded study \(expected documents\.csv or documents\.parquet in it\)"
    ):
        load_study(tmp_path)


def test_files_that_cannot_be_read_are_rows(tmp_path):
    (tmp_path / "a.txt").write_text("修路3条。", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").symlink_to(tmp_path / "c.txt")
    sizes = []
    study = code(tmp_path, on_done=sizes.append)
    assert list(study.documents["source"]) == ["a"]
    assert [(p.path, p.what.split(" (")[0]) for p in study.problems.itertuples()] == [
        ("b.txt", "the file is empty"), ("c.txt", "a link that does not lead to a file"),
    ]  # fmt: skip
    assert sum(sizes) == 13


class Broken(Exception):  # noqa: N818
    """Something that nobody foresaw."""


def break_at(function, name, error):
    """The function, failing at the text of this name."""

    def call(*arguments):
        if name in map(str, (arguments[0], getattr(arguments[0], "source", ""))):
            raise error
        return function(*arguments)

    return call


@pytest.mark.parametrize("error", [Broken("no such thing"), MemoryError(), RecursionError("too deep")], ids=repr)
def test_whatever_happens_to_a_file_is_a_row_and_the_others_are_coded(tmp_path, monkeypatch, error):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("修路3条。", encoding="utf-8")
    monkeypatch.setattr(partitions.reading, "read_file", break_at(read_file, str(tmp_path / "a.txt"), error))
    monkeypatch.setattr(reading, "read_file", break_at(read_file, str(tmp_path / "a.txt"), error))
    monkeypatch.setattr(partitions, "coded_columns", break_at(partitions.coded_columns, "b", error))
    for study in (code(tmp_path), code(read(tmp_path))):
        assert list(study.documents["source"]) == ["c"]
        assert study.problems["path"].str.removesuffix(".txt").tolist() == ["a", "b"]
        assert all(what.startswith(f"koujing failed on it ({type(error).__name__}") for what in study.problems["what"])
        assert study.problems["hint"].str.contains("please report this").all()


def test_an_interruption_ends_the_coding(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("修路3条。", encoding="utf-8")
    monkeypatch.setattr(partitions, "coded_columns", break_at(partitions.coded_columns, "a", KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        code(tmp_path)


def test_no_file_of_a_study_says_where_the_texts_lay(tmp_path, monkeypatch):
    texts = tmp_path / "my texts"
    (texts / "county").mkdir(parents=True)
    (texts / "a.txt").write_text("修路3条。", encoding="utf-8")
    (texts / "county/b.txt").write_bytes(b"")
    (texts / "county/c.txt").write_text("修路3条。", encoding="utf-8")
    (texts / "d.jsonl").write_text('{"text": "修路3条。", "date": "soon"}\n', encoding="utf-8")
    (texts / "metadata.csv").write_text("source,date\na,one day\nz,2015\n", encoding="utf-8")
    error = OSError(5, "Input/output error", str(texts / "county/c.txt"))
    monkeypatch.setattr(partitions, "coded_columns", break_at(partitions.coded_columns, "county/c", error))
    study = code(texts)
    assert set(study.problems["path"]) == {"county/b.txt", "county/c.txt", "d.jsonl", "metadata.csv"}
    study.save(tmp_path / "coded")
    for path in (tmp_path / "coded").iterdir():
        assert str(tmp_path) not in path.read_text(encoding="utf-8"), path.name
    (where,) = code(texts / "a.txt", workers=1).documents["source"]
    assert where == "a"


def test_a_study_is_called_by_the_name_of_its_folder(sample, tmp_path, monkeypatch):
    sample.save(tmp_path / "coded")
    (tmp_path / "coded/deeper").mkdir()
    monkeypatch.chdir(tmp_path / "coded/deeper")
    assert {load_study(where).name for where in (tmp_path / "coded", "..", f"{tmp_path}/coded/")} == {"coded"}
    (tmp_path / "coded/deeper/a.txt").write_text("修路3条。", encoding="utf-8")
    assert code(".").name == "deeper"


def test_texts_in_a_table_that_is_called_documents_are_texts(tmp_path):
    (tmp_path / "documents.csv").write_text("source,speech,text\nx,y,今年修路3条。\n", encoding="utf-8")
    assert open_study(tmp_path).statistics["text"].tolist() == ["3条"]


def test_a_folder_in_which_nothing_can_be_coded_is_an_error(tmp_path):
    (tmp_path / "b.txt").write_bytes(b"")
    with pytest.raises(ReadingError, match="none of 1 files could be read"):
        code(tmp_path)


def test_a_study_without_rows_still_has_every_table_with_its_columns():
    study = coded("好")
    assert {name: tuple(frame.columns) for name, frame in study.frames.items()} == {n: s.names for n, s in schemas().items()}
    assert len(study.statistics) == 0


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (265400.0, "265400"),
        (1e-7, "0.0000001"),
        (-3.5, "-3.5"),
        (1e22, "10000000000000000000000"),
        (float("inf"), "inf"),
    ],
)
def test_numbers_are_written_without_an_exponent(number, text):
    assert plain(number) == text
    assert float(text) == number


def test_terms_add_up_to_the_words_of_a_speech(sample):
    counted = sample.terms.groupby("speech")["n_words"].sum()
    assert counted.to_dict() == sample.documents.set_index("speech")["n_tokens"].to_dict()


def test_speeches_of_a_page_do_not_overlap(sample):
    for _, rows in sample.documents.groupby("source"):
        spans = sorted(zip(rows["start"], rows["end"], strict=True))
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_phrases_are_found_across_speeches_however_they_are_coded(tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"各位代表：\n今年抓好“护渠公约”，要点是水清。第{name}组。\n", encoding="utf-8")
    study = code(tmp_path)
    assert study.phrases.set_index("text").loc["护渠公约", ["n", "n_speeches", "n_han"]].tolist() == [3, 3, 4]
    pd.testing.assert_frame_equal(study.phrases, code(read(tmp_path)).phrases)
    assert "running" not in study.frames


def halves():
    """A speech that looks back and then ahead, and one without parts."""
    return code(
        Corpus(
            (
                read_string("一、去年工作回顾\n去年修路36条，种树3棵。\n二、今年工作任务\n今年要架桥5座，要办学。\n", "a"),
                read_string("各位代表，今年种树7棵。\n", "b"),
            )
        )
    )


def test_a_speech_is_picked_with_all_its_rows():
    study = halves().where(speech="b")
    assert list(study.documents["source"]) == ["b"]
    assert all(set(frame["speech"]) <= {"b"} for frame in study.frames.values() if "speech" in frame)
    assert study.statistics["value"].tolist() == [7]
    assert study.statistics.index.tolist() == [0]


def test_a_part_keeps_the_rows_that_stand_there_and_counts_its_own_words():
    whole = halves()
    tasks, review = whole.where(part="tasks"), whole.where(part="review")
    assert tasks.statistics["value"].tolist() == [5]
    assert review.statistics["value"].tolist() == [36, 3]
    for part in (tasks, review):
        assert list(part.documents["source"]) == ["a"]
        assert part.documents["n_tokens"].tolist() == [part.terms["n_words"].sum()]
    assert 0 < tasks.documents["n_han"][0] + review.documents["n_han"][0] <= whole.documents["n_han"][0]


def test_tables_that_know_no_place_in_a_speech_are_not_part_of_a_part():
    part = halves().where(part="tasks")
    assert {"documents", "terms", "statistics"} <= set(part.frames)
    assert not {"texture", "pairs", "regimes", "phrases"} & set(part.frames)


def test_the_rest_is_what_the_part_is_not():
    whole = halves()
    for group in ({"speech": "a"}, {"part": "tasks"}):
        part, rest = whole.where(**group), whole.without(**group)
        assert part.terms["n"].sum() + rest.terms["n"].sum() == whole.terms["n"].sum()
        assert sorted([*part.statistics["id"], *rest.statistics["id"]]) == sorted(whole.statistics["id"])
    assert set(whole.without(part="tasks").documents["speech"]) == {"a", "b"}
    assert whole.without(part="review", speech="a").documents["speech"].tolist() == ["b"]


def test_the_rest_has_texts_of_no_group_and_is_never_nothing():
    assert "".join(decades().without(year=(1980, 1990)).documents["speech"]) == "cd"
    assert "".join(decades().without(level=["county", "central"]).documents["speech"]) == "d"
    with pytest.raises(ValueError, match="mine: nothing is left without speech"):
        decades().without(speech=list("abcd"))
    with pytest.raises(ValueError, match="no speech has level 'moon'"):
        decades().without(level="moon")


def test_groups_are_narrowed_one_after_the_other():
    both = halves().where(speech="a", part="tasks")
    pd.testing.assert_frame_equal(both.terms, halves().where(part="tasks").terms)


def test_a_group_that_no_speech_is_in_is_an_error():
    with pytest.raises(ValueError, match="no speech has level 'moon'"):
        halves().where(level="moon")
    with pytest.raises(ValueError, match="no speech has part 'tasks'"):
        halves().where(speech="b", part="tasks")
    with pytest.raises(ValueError, match="cannot group by 'colour'"):
        halves().where(colour="red")
    with pytest.raises(ValueError, match="no speech has level 'None'; expected one of central"):
        decades().where(level=None)


@pytest.mark.parametrize("ends", [(1980, None), ("1980", "now"), (None, 2020)])
def test_a_range_of_years_has_two_ends(ends):
    with pytest.raises(ValueError, match="mine: no speech has year from"):
        decades().where(year=ends)


def test_a_study_without_what_its_groups_rest_on_is_told_what_it_lacks():
    alone = Study("mine", {"documents": decades().documents})
    with pytest.raises(ValueError, match="mine: no table 'sections'"):
        alone.where(level="county")
    with pytest.raises(ValueError, match="mine: no table 'terms'"):
        decades().where(part="tasks")


def test_every_speaker_of_the_shipped_studies_is_found_by_name():
    for shipped in studies():
        for speaker in sorted(set(shipped.voices["speaker"]) - {""}):
            assert len(shipped.where(voice=speaker).terms), (shipped.name, speaker)


def decades():
    rows = [("a", "1984-05", "central"), ("b", "1987", "county"), ("c", "2013-03-21", "county"), ("d", "", "village")]
    documents = pd.DataFrame(rows, columns=["speech", "date", "level"]).assign(source="s", raw_sha256="", n_han=10, n_tokens=5)
    return Study("mine", {"documents": documents, "sections": pd.DataFrame(columns=["speech", "depth", "start", "part"])})


@pytest.mark.parametrize(
    ("wanted", "speeches"),
    [
        ({"year": 2013}, "c"), ({"year": "2013"}, "c"), ({"year": [1984, 2013]}, "ac"), ({"year": (1984, 1990)}, "ab"),
        ({"year": ("1985", 2020)}, "bc"), ({"decade": 1980}, "ab"), ({"decade": "1980s"}, "ab"),
        ({"decade": ("1980s", "2010s")}, "abc"), ({"decade": (1980, 1990)}, "ab"), ({"level": ["county", "village"]}, "bcd"),
        ({"year": np.int64(2013)}, "c"), ({"decade": [np.int64(1980)]}, "ab"), ({"decade": (1985, 2013)}, "abc"),
        ({"level": ("county", "central")}, "abc"), ({"level": "county", "year": (1980, 1990)}, "b"),
    ],
)  # fmt: skip
def test_groups_are_picked_by_name_by_list_and_by_range_of_years(wanted, speeches):
    assert "".join(decades().where(**wanted).documents["speech"]) == speeches


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"level": "countty"}, r"mine: no speech has level 'countty' \(close to 'county'\); expected one of central \(1\), county \(2\)"),
        ({"level": ["county", "moon"]}, r"no speech has level 'moon'; expected one of central \(1\), county \(2\), village \(1\)"),
        ({"year": (1990, 2000)}, r"no speech has year from 1990 to 2000; expected one of 1984 \(1\), 1987 \(1\), 2013 \(1\)"),
        ({"decade": "80s"}, r"no speech has decade '80s'.*; expected one of 1980s \(2\), 2010s \(1\)"),
        ({"level": []}, "no speech has level of an empty list"),
        ({"levl": "county"}, r"cannot group by 'levl' \(close to 'level'.*\); expected one of part, voice, year"),
    ],
)
def test_a_wrong_group_is_told_with_those_that_there_are(wanted, told):
    with pytest.raises(ValueError, match=told):
        decades().where(**wanted)


def test_tables_are_offered_by_completion(sample):
    assert set(sample.frames) | {"where", "save", "name"} <= set(dir(sample))


def test_a_notebook_shows_what_a_study_holds(sample):
    page = sample._repr_html_()
    assert f"<b>sample</b>: {len(sample.documents)} speeches, 1956–" in page
    assert f"<td>statistics</td><td>{len(sample.statistics):,}</td>" in page
    assert all(f"<td>{table}</td>" in page for table in schemas())


def test_a_speech_is_coded_by_itself_as_in_its_corpus():
    corpus = read(SAMPLE / "two-speeches.txt")
    whole, alone = code(corpus), code(corpus["two-speeches#2"])
    assert alone.name == "two-speeches#2"
    for table in ("statistics", "terms", "directives"):
        there = whole.where(speech="two-speeches#2")[table]
        pd.testing.assert_frame_equal(alone[table], there)
    assert set(alone.documents["raw_sha256"]) == {""}
