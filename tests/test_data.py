"""What ships: every column described, no long wording, and the tables rebuilt byte for byte where the texts are."""

import csv
import functools
import hashlib
import os
from pathlib import Path

import pytest

import koujing
from koujing.across import schemas
from koujing.borrowing.rows import find_borrowings
from koujing.borrowing.sides import Side
from koujing.cli import main
from koujing.opening import shipped_studies
from koujing.reading import read_file
from koujing.tables import PLACE, QUOTATION, codebook
from quoted import assert_spans_quote

DATA = Path(__file__).parents[1] / "data"
TEXTS, GOLD = os.environ.get("KOUJING_TEXTS"), os.environ.get("KOUJING_GOLD")
STUDIES = {"poverty-alleviation": "source-documents", "work-reports": "work-reports", "local-reports": "local-reports"}
LEFT_OUT = {"local-reports": ("terms", "regimes", "pairs", "phrases", "parallels")}
needs_texts = pytest.mark.skipif(not TEXTS, reason="KOUJING_TEXTS does not name the folder of the source texts")


def texts_of(folder):
    """A folder of source texts; that of the local reports lies beside the others."""
    path = Path(TEXTS, "../further-texts" if folder == "local-reports" else "", folder)
    if not path.is_dir():
        pytest.skip(f"there is no folder {folder} of source texts where CONTRIBUTING.md says")
    return path


@pytest.fixture(scope="session")
def rebuilt(tmp_path_factory):
    """The study of a folder of source texts and the folder of its tables, coded once."""

    @functools.cache
    def rebuild(folder):
        study, out = koujing.code(texts_of(folder)), tmp_path_factory.mktemp(folder)
        study.save(out)
        return study, out

    return rebuild


@needs_texts
@pytest.mark.parametrize(("name", "folder"), STUDIES.items())
def test_the_shipped_tables_are_rebuilt_byte_for_byte(name, folder, rebuilt, tmp_path):
    rebuilt(folder)[0].shareable().leave_out(*LEFT_OUT.get(name, ())).save(tmp_path)
    tables = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert tables == {path.name: path.read_bytes() for path in (DATA / name).iterdir()}


@needs_texts
@pytest.mark.parametrize("folder", STUDIES.values())
def test_every_span_of_the_real_texts_quotes_its_source(folder, rebuilt):
    raws = {path.stem: read_file(path, path.stem).raw for path in texts_of(folder).iterdir()}
    study = rebuilt(folder)[0]
    assert set(study.documents["source"]) == set(raws)
    assert_spans_quote(study, raws)


@needs_texts
def test_the_passages_that_central_and_local_reports_share_are_found_again():
    sides = [Side.of(speech) for folder in ("work-reports", "local-reports") for speech in koujing.read(texts_of(folder))]
    central = {side.speech for side in sides if side.speech.isdigit()}
    rows = [row for row in find_borrowings(sides) if (row.speech_a in central) != (row.speech_b in central)]
    with (DATA / "central-local.csv").open(encoding="utf-8", newline="") as handle:
        assert [{name: str(getattr(row, name)) for name in row.__dataclass_fields__} for row in rows] == list(csv.DictReader(handle))


REFERENCES = {  # name of the accuracy file: folder of codings, folder of texts
    "poverty-alleviation": (GOLD, "source-documents"),
    "work-reports": (DATA / "gold/work-reports", "work-reports"),
    "work-reports-development": (DATA / "gold/work-reports-development", "work-reports"),
    "local": (DATA / "gold/local", "source-documents"),
    "local-development": (DATA / "gold/local-development", "source-documents"),
    "excerpts": (DATA / "gold/excerpts", "work-reports"),
    "excerpts-development": (DATA / "gold/excerpts-development", "work-reports"),
}


@needs_texts
@pytest.mark.parametrize("name", REFERENCES)
def test_the_published_accuracy_is_what_the_coding_reaches(name, rebuilt, tmp_path):
    reference, folder = REFERENCES[name]
    if not reference:
        pytest.skip("KOUJING_GOLD does not name the folder of the codings of the five documents")
    main(["score", str(reference), str(rebuilt(folder)[1]), "-o", str(tmp_path / "accuracy.csv")])
    assert (tmp_path / "accuracy.csv").read_bytes() == (DATA / f"accuracy/{name}.csv").read_bytes()


@needs_texts
def test_every_reference_row_quotes_its_source():
    for path in sorted((DATA / "gold").glob("*/*.*.csv")):
        source, table, _ = path.name.split(".")
        texts = "source-documents" if path.parent.name.startswith("local") else "work-reports"
        raw = Path(TEXTS, texts, f"{source}.txt").read_bytes().decode()
        rows = [] if table == "scope" else csv.DictReader(path.open(encoding="utf-8", newline=""))
        # A wording too long to be shared is left out.
        assert [row for row in rows if row["text"] not in ("", raw[int(row["start"]) : int(row["end"])])] == []


@needs_texts
@pytest.mark.parametrize("folder", STUDIES.values())
def test_the_list_of_sources_names_the_files_as_they_are(folder):
    with (DATA / "sources.csv").open(encoding="utf-8", newline="") as handle:
        listed = [row for row in csv.DictReader(handle) if row["file"].startswith(f"{folder}/")]
    assert {Path(row["file"]).name for row in listed} == {path.name for path in texts_of(folder).iterdir()}
    for row in listed:
        data = (texts_of(folder).parent / row["file"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (int(row["bytes"]), row["sha256"])


def test_the_list_of_sources_and_the_documents_agree():
    with (DATA / "sources.csv").open(encoding="utf-8", newline="") as handle:
        listed = {row["sha256"] for row in csv.DictReader(handle)}
    coded = {sha for name in STUDIES for sha in koujing.open_study(name).documents["raw_sha256"]}
    assert coded == listed


@pytest.mark.parametrize("name", STUDIES)
def test_no_cell_or_member_holds_more_than_twenty_source_characters(name):
    study = koujing.open_study(name)
    assert "sentences" not in study.frames
    for table, frame in study.frames.items():
        for column in schemas()[table].quoting:
            longest = frame[column].map(lambda cell: max(map(len, cell.split("|")))).max() if len(frame) else 0
            assert longest <= QUOTATION, (table, column)


def test_every_local_report_has_its_year_its_place_and_its_level():
    documents = koujing.open_study("local-reports").documents
    above = {"保定市": ["河北省"], "高唐县": ["山东省", "聊城市"], "河北省": []}
    for row in documents.itertuples():
        name, year = row.source.split("_")
        *outer, own = filter(None, (row.province, row.prefecture, row.county))
        assert (row.date[:4], row.level) == (year, ("province", "prefecture", "county")[len(outer)])
        assert (own[: len(name)], outer) == (name, above.get(name, ["河北省", "保定市"]))


@pytest.mark.parametrize("name", STUDIES)
def test_a_shipped_study_has_every_table_but_those_left_out_and_opens_in_silence(name, recwarn):
    assert set(koujing.open_study(name).frames) == schemas().keys() - {"sentences", *LEFT_OUT.get(name, ())}
    assert [str(warning.message) for warning in recwarn] == []


def test_the_notebooks_are_about_the_studies_whose_words_are_counted():
    assert [study.name for study in koujing.studies()] == sorted(STUDIES.keys() - LEFT_OUT.keys())


def test_the_codebook_is_what_the_row_classes_say():
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    assert readme.partition("## Tables\n\n")[2] == codebook(schemas().values())


def test_the_codebook_describes_every_column_in_the_section_of_its_table():
    sections = codebook(schemas().values()).split("\n**")[1:]
    assert [section.partition("**")[0] for section in sections] == list(schemas())
    for section, schema in zip(sections, schemas().values(), strict=True):
        own = schema.names[len(PLACE) if schema.has_spans else 0 :]
        assert [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")] == list(own)
        assert [column.name for column in schema.columns if not column.says] == []


def test_all_shipped_data_is_small():
    assert sum(path.stat().st_size for path in DATA.rglob("*") if path.is_file()) < 15_000_000
    assert set(STUDIES) <= set(shipped_studies())
