"""Whole reports on other people's texts: by the command, opened in the browser."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from browsing import needs_chromium
from corpora import CORPORA

SAID = ("no Han character",)  # coded, and said to be no Chinese text
SHOWN = "mixed genres"  # in full; the others where there is time: a report takes a minute


def build(folder: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own: no notebook can be executed in one in which a browser is open."""
    command = [sys.executable, "-m", "koujing.cli", "build", str(folder), "-o", str(out), *options]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"})


@needs_chromium
@pytest.mark.parametrize(
    "corpus", [name if name == SHOWN else pytest.param(name, marks=pytest.mark.slow) for name in CORPORA]
)
def test_a_report_is_written_and_every_page_of_it_opens(corpus: str, tmp_path: Path, visit: Any):
    texts = tmp_path / "my texts"
    texts.mkdir()
    CORPORA[corpus](texts)
    done = build(texts, tmp_path / "report", *(["--texts"] if corpus == SHOWN else []))
    said = "koujing: the report was written, but not everything could be read: " if corpus in SAID else ""
    assert (done.returncode, done.stderr[: len(said)], done.stderr.count("\n")) == (bool(said), said, bool(said))
    site = tmp_path / "report/site"
    reader = visit()
    for path in sorted(site.rglob("*.html")):
        page = reader.open(path)
        assert page.inner_text("body").strip()
        assert page.evaluate("[...document.images].filter(image => !image.naturalWidth).map(image => image.src)") == []
    assert (reader.outside, reader.errors) == ([], [])
    front = reader.open(site / "index.html").inner_text("body")
    assert "my texts" in front
    assert ("hold the texts in full" in front) == (corpus == SHOWN)
    machine = str(tmp_path)
    files = [path for path in (tmp_path / "report").rglob("*") if path.is_file() and machine in path.read_text("utf-8", "ignore")]
    assert files == []


def test_an_empty_folder_is_refused_in_a_sentence(tmp_path: Path):
    (tmp_path / "mine").mkdir()
    done = build(tmp_path / "mine", tmp_path / "report")
    assert done.returncode == 2
    assert done.stderr.startswith("koujing: ")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "report/site").exists()
