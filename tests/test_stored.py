"""Tables are read when they are asked for, and not before."""

import pickle
from dataclasses import replace

import pandas as pd
import pytest

import koujing
from koujing import manifest
from koujing.dataframes import typed
from koujing.study import load_study

POISON = b"\xff\x00 no table"


@pytest.fixture
def folder(tmp_path, sample):
    sample.save(tmp_path)
    return tmp_path


def test_opening_reads_no_table(folder):
    for path in folder.glob("*.csv"):
        content = path.read_bytes()
        path.write_bytes(content[: content.index(b"\n") + 1] + POISON)
    opened = load_study(folder)
    assert {"terms", "where", "save"} <= set(dir(opened))
    assert repr(opened) == f"Study(name={folder.name!r})"
    with pytest.raises(ValueError, match=r"terms\.csv: changed since koujing wrote it"):
        opened["terms"]


def test_a_selection_reads_only_what_it_selects_by(folder, sample):
    (folder / "terms.csv").write_bytes((folder / "terms.csv").read_bytes().partition(b"\n")[0] + b"\n" + POISON)
    part = load_study(folder).where(level="county").without(year=2017)
    pd.testing.assert_frame_equal(part.statistics, sample.where(level="county").without(year=2017).statistics)
    with pytest.raises(ValueError, match=r"terms\.csv: changed since"):
        part["terms"]


def test_a_table_is_read_once_for_a_study_and_its_parts(folder):
    opened = load_study(folder)
    terms = opened.terms
    assert opened.terms is terms
    for path in folder.glob("*.csv"):
        path.unlink()
    assert replace(opened, name="again").terms is terms
    assert opened.leave_out("pairs").terms is terms


def test_the_number_of_rows_is_known_without_reading(folder, sample):
    (folder / "terms.csv").write_bytes((folder / "terms.csv").read_bytes().partition(b"\n")[0])
    assert f"<td>terms</td><td>{len(sample.terms):,}</td>" in load_study(folder)._repr_html_()


def test_a_study_that_has_not_been_read_can_be_sent_to_a_process(folder, sample):
    opened = load_study(folder).where(level="county")
    before = len(pickle.dumps(opened))
    pd.testing.assert_frame_equal(pickle.loads(pickle.dumps(opened)).terms, sample.where(level="county").terms)
    assert opened.terms is not None
    assert len(pickle.dumps(opened)) <= before + 10_000  # what was read is read again there


def test_a_table_edited_by_hand_is_read_as_texts_are(folder, sample):
    (folder / manifest.NAME).unlink()
    lines = (folder / "statistics.csv").read_text(encoding="utf-8").splitlines()
    first = sample.statistics.iloc[0]
    place = f",{first['start']},{first['end']},"
    lines[1] = lines[1].replace(place, f",{first['start']}.0,{first['end']},")
    (folder / "statistics.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.warns(UserWarning, match="as koujing 0.1.0 wrote it"):
        opened = load_study(folder)
    pd.testing.assert_frame_equal(opened.statistics, sample.statistics)


def test_reading_gives_what_pandas_would(folder):
    for table in load_study(folder).frames:
        cells = pd.read_csv(folder / f"{table}.csv", dtype=str, keep_default_na=False).replace("", pd.NA)
        pd.testing.assert_frame_equal(load_study(folder)[table], typed(cells, koujing.across.schemas()[table]))
