"""A user's own lexicon: its rows are found and win, its mistakes are named, and the tables say that it was used."""

import json
from pathlib import Path

import pytest

import koujing
from koujing import lexicons
from koujing.lexicons.own import read_lexicon
from koujing.slogans.formulas import find_formulas
from koujing.words.tokens import tokenize

COLUMNS = "canonical\tvariants\tkind\tcount\thead\tmembers\tbare\tgloss\tattested\n"
TEXT = "落实云岭五法，抓好六稳和青山行动，开展七星联创。"  # made-up slogans, and one that is shipped


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = "云岭五法\t\tnumeral\t5\t法\t\t1\tfive Yunling methods\t\n青山行动\t\tplan\t\t行动\t\t1\t\t\n六稳\t\t\t6\t稳\t\t\tours\t\n"
    return write(tmp_path / "own", "# Source: ours.\n" + COLUMNS + rows + "七星联创\n")


def write(folder: Path, text: str, name: str = "formulas.tsv") -> Path:
    folder.mkdir()
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def found(text: str) -> list[tuple[str, str, int | None, str, str]]:
    return [(text[f.start : f.end], f.kind, f.count, f.head, f.gloss) for f in find_formulas(text)]


def test_own_formulas_join_the_shipped_ones_and_win(folder: Path) -> None:
    shipped = found(TEXT)
    with lexicons.using(read_lexicon(folder)):
        assert found(TEXT) == [
            ("云岭五法", "numeral", 5, "法", "five Yunling methods"),
            ("六稳", "numeral", 6, "稳", "ours"),
            ("青山行动", "plan", None, "行动", ""),
            ("七星联创", "numeral", 7, "星", ""),
        ]
        assert {"云岭五法", "青山行动"} <= set(tokenize(TEXT).words)
    assert found(TEXT) == shipped
    assert "云岭五法" not in tokenize(TEXT).words


@pytest.mark.parametrize("workers", [1, 2])
def test_own_formulas_are_coded_by_every_process(folder: Path, tmp_path: Path, workers: int) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for name in "ab":
        (texts / f"{name}.txt").write_text(f"在全县会议上的讲话\n\n同志们：\n今年要{TEXT}" * 3, encoding="utf-8")
    study = koujing.code(texts, lexicon=folder, workers=workers)
    assert (study.formulas["text"] == "云岭五法").sum() == 6
    assert study.formulas.groupby("source").size().tolist() == [12, 12]
    assert set(study.documents["segmentation"]) != set(koujing.code(texts, workers=workers).documents["segmentation"])


def test_own_formulas_in_traditional_script_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"今年要{TEXT}", encoding="utf-8")
    own = write(tmp_path / "own", "canonical\tvariants\n雲嶺五法\t五法雲嶺\n")
    assert "云岭五法" in set(koujing.code(tmp_path / "a.txt", lexicon=own).formulas["bundle"])


def test_the_tables_say_with_which_lexicon_they_were_coded(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    koujing.code(tmp_path / "a.txt", lexicon=folder).where(genre="other").shareable().save(tmp_path / "coded")
    recorded = json.loads((tmp_path / "coded/koujing.json").read_text(encoding="utf-8"))["lexicon"]
    assert recorded == read_lexicon(folder).files == koujing.open_study(tmp_path / "coded").lexicon
    koujing.code(tmp_path / "a.txt").save(tmp_path / "coded")
    assert "lexicon" not in json.loads((tmp_path / "coded/koujing.json").read_text(encoding="utf-8"))


def test_a_speech_that_is_read_already_takes_a_lexicon_too(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    corpus = koujing.read(tmp_path / "a.txt")
    assert "青山行动" in set(koujing.code(corpus, lexicon=folder).formulas["text"])
    assert "青山行动" in set(koujing.code(corpus["a"], lexicon=folder).formulas["text"])


def test_a_concordance_takes_a_lexicon_too(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    study = koujing.code(tmp_path / "a.txt", lexicon=folder)
    for source in (tmp_path / "a.txt", study):
        for as_ in ("formula", "term"):
            found = koujing.concordance("青山行动", source, as_=as_, lexicon=folder)
            assert found.frame["node"].tolist() == ["青山行动"]
    assert len(koujing.concordance("青山行动", study)) == 1  # a literal needs none
    with pytest.raises(ValueError, match=r"coded with a lexicon of its own \(formulas\.tsv\); give the folder"):
        koujing.concordance("青山行动", study, as_="formula")


def test_what_is_no_lexicon_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no such folder; expected one with formulas"):
        read_lexicon(tmp_path / "absent")
    with pytest.raises(ValueError, match="no lexicon in it; expected formulas"):
        read_lexicon(tmp_path)
    with pytest.raises(ValueError, match=r"formula\.tsv: not a lexicon; expected formulas"):
        read_lexicon(write(tmp_path / "own", COLUMNS, "formula.tsv"))
    for k, text in enumerate(("", "# ours\n", COLUMNS)):
        with pytest.raises(ValueError, match=r"formulas\.tsv: no row in it"):
            read_lexicon(write(tmp_path / f"empty{k}", text))
    (tmp_path / "gbk").mkdir()
    (tmp_path / "gbk/formulas.tsv").write_bytes((COLUMNS + "五法\n").encode("gbk"))
    with pytest.raises(ValueError, match="expected UTF-8"):
        read_lexicon(tmp_path / "gbk")
