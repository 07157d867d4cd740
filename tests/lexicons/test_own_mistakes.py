"""Mistakes in a user's own lexicon are named with file and line; what goes against the shipped one is told, once."""

import csv
import re
import warnings
from pathlib import Path

import pytest

from koujing.lexicons.own import EXTENSIBLE, read_lexicon
from koujing.opening import own_lexicon

HERE = Path(__file__).parent
ESCAPE = re.compile(r"\\(?:t|n|u[0-9a-f]{4})")


def cases(name: str) -> list:
    lines = [line for line in (HERE / name).read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [pytest.param(row, id=row["label"]) for row in rows]


def folder_of(row: dict[str, str], folder: Path) -> Path:
    folder.mkdir()
    for name, text in ((row["file"], row["text"]), (row["other_file"], row["other_text"])):
        if name:
            shown = ESCAPE.sub(lambda sign: sign[0].encode().decode("unicode_escape"), text)
            (folder / f"{name}.tsv").write_text(shown, encoding="utf-8", newline="\n")
    return folder


@pytest.mark.parametrize("row", cases("own_mistakes.tsv"))
def test_a_mistake_is_named_with_file_and_line(row: dict[str, str], tmp_path: Path) -> None:
    folder = folder_of(row, tmp_path / "own")
    with pytest.raises(ValueError, match=re.escape(str(folder))) as error:
        own_lexicon(folder)
    assert f"{row['where']}: " in str(error.value)
    assert row["expected"] in str(error.value)


@pytest.mark.parametrize("row", cases("own_clashes.tsv"))
def test_what_goes_against_ours_is_told_once(row: dict[str, str], tmp_path: Path) -> None:
    folder = folder_of(row, tmp_path / "own")
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        own_lexicon(folder)
    assert len(told) == bool(row["said"])
    for warning in told:
        assert row["said"] in str(warning.message)
        assert re.match(rf"{re.escape(str(folder))}.*\.tsv, line \d+: ", str(warning.message))


@pytest.mark.parametrize("name", EXTENSIBLE)
def test_a_file_in_another_encoding_or_without_rows_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.tsv"
    header = "\t".join(EXTENSIBLE[name].needed)
    path.write_bytes(f"{header}\n双联山\t双联峰\n".encode("gbk"))
    with pytest.raises(ValueError, match=rf"{name}\.tsv: expected UTF-8 \(.*; save it in this encoding"):
        read_lexicon(tmp_path)
    path.write_text(f"# ours\n{header}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"{name}\.tsv: no row in it; expected a line of columns \({EXTENSIBLE[name].needed[0]}"):
        read_lexicon(tmp_path)


def test_one_character_is_enough_for_what_is_never_joined(tmp_path: Path) -> None:
    for name, text in {
        "synonyms": "term\tsynonyms\n山\t岭",
        "stopwords": "word\n山",
        "glosses": "term\tenglish\n山\tmountain",
    }.items():
        (tmp_path / f"{name}.tsv").write_text(text, encoding="utf-8-sig")
    assert {name: len(rows) for name, rows in read_lexicon(tmp_path).rows.items()} == {"glosses": 1, "stopwords": 1, "synonyms": 1}
