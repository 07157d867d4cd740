"""Notebooks written here are executed and rendered as the real ones are, in a stand-in for a checkout."""

import re
from html import unescape
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from koujing import build as building
from koujing import code
from koujing.build import IncompleteReportError, build
from koujing.cli import main
from koujing.reading import ReadingError
from koujing.site import SiteError, build_site, reference
from koujing.site.render import headline
from koujing.site.scrub import complaints, scrub
from koujing.study import load_study

ROOT = Path(__file__).parents[1]
DRAW = """\
import os, pathlib
plot = pathlib.Path(os.environ["KOUJING_FIGURES"], "plot.txt")
plot.write_text("drawn")"""
TELL = """\
import os, sys
print(sorted(name for name in os.environ if name.startswith("KOUJING_") and name != "KOUJING_CACHE"), os.environ.get("KOUJING_STUDY"))
print(object(), os.getcwd(), file=sys.stdout)
print("a warning", file=sys.stderr)
{"六", "个", "精", "准"}"""
TWO_PLOTS = """\
import pandas as pd
from koujing.show import plots
for alt in ("Reform leads.", 'Half are "other" & old.'):
    plot = plots.plot_counts(pd.DataFrame({"n": [len(alt)]}, index=["改革"]), alt, "texts")
    plots.save(plot, f"01_{len(alt)}", pd.DataFrame(), alt)
    display(plot)"""
TITLE = "# Which words\n\nHow often does 调研 (field study) occur? See [the guide](https://example.org).\n\n## Limits\n"


def write_notebook(path: Path, *cells: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=[new_markdown_cell(TITLE), *map(new_code_cell, cells)]), path)


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "checkout"
    write_notebook(folder / "notebooks/01_words.ipynb", DRAW, TELL)
    (folder / "pyproject.toml").touch()
    (folder / "figures").mkdir()
    (folder / "figures/stale.txt").touch()
    monkeypatch.setattr(building, "CHECKOUT", folder)
    monkeypatch.setattr(building, "shipped_shelves", list)
    for page in ("_concepts", "_glossary"):  # thousands of rows that are the same in every site
        monkeypatch.setattr(reference, page, lambda name=page: f"# {name[1:]}\n")
    return folder


@pytest.fixture
def without_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "build_site", lambda notebooks, site, *_, **__: site / "index.html")


def test_two_builds_give_the_same_and_each_plot_of_a_cell_and_of_a_guide_has_its_own_alt_text(checkout: Path):
    write_notebook(checkout / "notebooks/02_plots.ipynb", TWO_PLOTS)
    (checkout / "docs").mkdir()
    (checkout / "docs/guide.md").write_text("# Guide\n\n![](../figures/01_13.svg)\n", encoding="utf-8")
    index = build()
    assert index == checkout / "build/site/index.html"
    first = contents(checkout)
    build()
    assert contents(checkout) == first
    assert {Path(name).stem for name in contents(checkout / "figures")} == {"plot", "01_13", "01_23"}
    assert "Which words" in index.read_text(encoding="utf-8")
    shown = re.findall("<desc[^>]*>([^<]*)", (index.parent / "notebooks/02_plots.html").read_text(encoding="utf-8"))
    assert [unescape(alt) for alt in shown] == ["Reform leads.", 'Half are "other" & old.']
    assert ">Reform leads.</desc>" in (index.parent / "docs/guide.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("without_site")
def test_a_build_of_the_checkout_runs_on_the_shipped_corpora_only(checkout: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KOUJING_TEXTS", "elsewhere")
    monkeypatch.setenv("KOUJING_STUDY", "elsewhere")
    build()
    told = nbformat.read(checkout / "notebooks/01_words.ipynb", as_version=4).cells[2].outputs
    assert told[0].text == "['KOUJING_FIGURES'] None\n<object object at 0x0> ./notebooks\n"
    assert [output.get("name") for output in told] == ["stdout", None]


@pytest.mark.usefixtures("without_site")
def test_what_a_notebook_says_on_stderr_is_reported(checkout: Path, capsys: pytest.CaptureFixture[str]):
    build()
    assert "01_words, code cell 2 wrote to stderr: a warning" in capsys.readouterr().out


def test_a_failing_cell_ends_its_section_and_the_rest_of_the_report_is_written(checkout: Path, capsys, monkeypatch):
    cells = ["1 + 1", "## First", "1 / 0", "print('left out')", "## Second", "print('goes on')"]
    notebook = new_notebook(cells=[(new_markdown_cell if "#" in cell else new_code_cell)(cell) for cell in cells])
    notebook.cells.insert(0, new_markdown_cell(TITLE))
    nbformat.write(notebook, checkout / "notebooks/01_words.ipynb")
    write_notebook(checkout / "notebooks/02_more.ipynb", DRAW)
    with pytest.raises(IncompleteReportError, match=r"01_words, code cell 2: ZeroDivisionError: division by zero$"):
        build()
    told = [cell.outputs[0].get("text") for cell in nbformat.read(checkout / "notebooks/01_words.ipynb", 4).cells if cell.get("outputs")]
    assert told == [None, "This section ends here because its code failed (ZeroDivisionError: division by zero).\n", "goes on\n"]
    assert (checkout / "figures/plot.txt").exists()
    assert "Which words" in (checkout / "build/site/index.html").read_text(encoding="utf-8")
    monkeypatch.setattr(building, "build_site", lambda notebooks, site, *_, **__: site / "index.html")
    assert main(["build"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("koujing: the report was written, but some sections failed: 01_words, code cell 2: ")
    assert "Traceback" not in said


@pytest.mark.usefixtures("without_site")
@pytest.mark.parametrize(("cell", "what"), [("1 / 0", "ZeroDivisionError"), ("import os; os._exit(1)", "the system ended its process")])
def test_where_the_first_cells_fail_or_the_kernel_dies_the_notebook_ends(checkout: Path, cell: str, what: str):
    write_notebook(checkout / "notebooks/01_words.ipynb", cell)
    notebook = nbformat.read(checkout / "notebooks/01_words.ipynb", as_version=4)
    notebook.cells = [notebook.cells[1], *notebook.cells[:1], new_code_cell("print('never')")]
    nbformat.write(notebook, checkout / "notebooks/01_words.ipynb")
    with pytest.raises(IncompleteReportError, match=rf"failed: 01_words, code cell 1: [^;]*{what}[^;]*$"):
        build()
    assert not nbformat.read(checkout / "notebooks/01_words.ipynb", as_version=4).cells[2].outputs


@pytest.mark.usefixtures("without_site")
def test_a_notebook_knows_nothing_of_the_one_before_it_and_survives_its_end(checkout: Path):
    for number in range(2, 8):  # more than kernels
        ends = number == 4
        write_notebook(checkout / f"notebooks/{number:02}_more.ipynb", "sorted({'left', 'In'} & set(globals())), len(In)", "left = 1",
            "import os; os._exit(1)" if ends else "_ or left")
    with pytest.raises(IncompleteReportError, match="04_more, code cell 3: the system ended its process"):
        build()
    for path in sorted(checkout.glob("notebooks/0[2-7]*.ipynb")):
        first, _, last = (cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code")
        assert first.outputs[0].data["text/plain"] == "(['In'], 2)"
        assert path.stem == "04_more" or [cell.execution_count for cell in (first, last)] == [1, 3]


def test_a_report_on_own_texts_leaves_out_what_holds_for_others_and_says_what_is_empty(checkout: Path, tmp_path: Path):
    write_notebook(checkout / "notebooks/01_words.ipynb", "for each in []:\n    display(each)", "display(1)")
    notebook = nbformat.read(checkout / "notebooks/01_words.ipynb", as_version=4)
    shipped = new_markdown_cell("The 52 reports say so.", metadata={"tags": ["shipped"]})
    empty = new_markdown_cell("Careers.\n\n## How long?\n\nThe longest:")
    notebook.cells += [shipped, empty, new_code_cell("for each in []:\n    print(each)"), new_markdown_cell("So.")]
    nbformat.write(notebook, checkout / "notebooks/01_words.ipynb")
    (tmp_path / "a.txt").write_text("同志们：去年修路55公里。", encoding="utf-8")
    build(tmp_path / "a.txt", tmp_path / "report")
    cells = nbformat.read(tmp_path / "report/notebooks/01_words.ipynb", as_version=4).cells
    text = "\n".join(cell.source for cell in cells)
    assert "52 reports" not in text
    assert "Nothing to show here for these texts.\n" in [one.get("text") for cell in cells for one in cell.get("outputs", ())]
    assert cells[1].source.startswith("**Left out of this notebook**")
    assert "How long?" in cells[1].source
    assert cells[-1].source == "## How long?\n\nThese texts contain too little of what this section measures."
    assert "Careers." in text


@pytest.mark.usefixtures("checkout", "without_site")
def test_a_group_that_is_none_and_a_reference_without_own_texts_are_refused(tmp_path: Path):
    with pytest.raises(ValueError, match="cannot compare by 'shoe size'; expected one of part, voice, year"):
        build(tmp_path, tmp_path.parent / "report", group="shoe size")
    with pytest.raises(ValueError, match="applies only to your own speeches"):
        build(out=tmp_path / "report", reference="work-reports")


@pytest.mark.usefixtures("checkout", "without_site")
def test_coded_tables_of_which_one_was_left_out_are_refused_before_anything_is_executed(tmp_path: Path, capsys):
    (tmp_path / "a.txt").write_text("同志们：去年修路55公里。", encoding="utf-8")
    code(tmp_path / "a.txt").leave_out("terms", "pairs").save(tmp_path / "mine")
    for asked in ({"study": tmp_path / "mine"}, {"study": tmp_path / "a.txt", "reference": tmp_path / "mine"}):
        with pytest.raises(ValueError, match="mine: no table pairs, terms; the notebooks read them all"):
            build(out=tmp_path / "report", **asked)
    assert main(["build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "report"), "--reference", "local-reports"]) == 2
    assert "local-reports: no table pairs, parallels, phrases, regimes, terms;" in capsys.readouterr().err


@pytest.mark.usefixtures("without_site")
def test_the_group_and_the_reference_reach_the_notebooks(checkout: Path, tmp_path: Path):
    ask = "import koujing\nfrom koujing.opening import asked_groups, reference\n"
    ask += "print(asked_groups(), [len(study.documents) for study in (*koujing.studies(), reference())])"
    write_notebook(checkout / "notebooks/01_words.ipynb", ask)
    for path in ("speeches/a.txt", "theirs/speeches/a.txt", "theirs/speeches/b.txt"):  # two folders of one name
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("同志们：去年修路55公里。", encoding="utf-8")
    build(tmp_path / "speeches", tmp_path / "report", group="year", reference=tmp_path / "theirs/speeches")
    (cell,) = (c for c in nbformat.read(tmp_path / "report/notebooks/01_words.ipynb", 4).cells if c.cell_type == "code")
    assert cell.outputs[0].text == "('year',) [1, 2]\n"


def test_a_report_on_other_texts_leaves_the_checkout_alone(checkout: Path, tmp_path: Path):
    texts, report = tmp_path / "my_speeches", tmp_path / "report"
    texts.mkdir()
    (texts / "a.txt").write_text("同志们：去年修路55公里。", encoding="utf-8")
    before = contents(checkout)
    index = build(texts, report)
    assert load_study(report / "coded/my_speeches").statistics["value"].tolist() == [55]
    assert index == report / "site/index.html"
    assert "my_speeches" in index.read_text(encoding="utf-8")
    told = (report / "notebooks/01_words.ipynb").read_text(encoding="utf-8")
    assert "['KOUJING_FIGURES', 'KOUJING_GROUP', 'KOUJING_REFERENCE', 'KOUJING_STUDY'] my_speeches" in told
    assert (report / "figures/plot.txt").read_text() == "drawn"
    page = (report / "site/speeches/my_speeches/a.html").read_text(encoding="utf-8")
    assert "55公里" in page
    assert "去年修路" not in page
    assert contents(checkout) == before


@pytest.mark.usefixtures("checkout")
def test_texts_are_shown_in_full_where_their_reader_asks_for_it_and_has_them(tmp_path: Path):
    texts = tmp_path / "my_speeches"
    texts.mkdir()
    (texts / "a.txt").write_text("同志们：去年修路55公里。", encoding="utf-8")
    site = build(texts, tmp_path / "report", texts=True).parent
    assert '去年修路<span class="kj-statistic"' in (site / "speeches/my_speeches/a.html").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="no full texts to show"):
        build(tmp_path / "report/coded/my_speeches", tmp_path / "other", texts=True)
    with pytest.raises(ValueError, match="the shipped studies: no full texts to show"):
        build(out=tmp_path / "other", texts=True)


@pytest.mark.usefixtures("without_site")
def test_an_installed_package_brings_its_own_notebooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(building, "CHECKOUT", tmp_path / "nowhere")
    monkeypatch.setattr(building, "PACKAGE", tmp_path / "koujing")
    write_notebook(tmp_path / "koujing/notebooks/01_words.ipynb", DRAW)
    before = contents(tmp_path / "koujing")
    assert build(out=tmp_path / "report") == tmp_path / "report/site/index.html"
    assert contents(tmp_path / "koujing") == before


@pytest.mark.usefixtures("without_site", "checkout")
def test_a_report_never_replaces_what_koujing_did_not_make(tmp_path: Path):
    mine = tmp_path / "mine"
    (mine / "notebooks").mkdir(parents=True)
    with pytest.raises(FileExistsError, match="koujing did not write"):
        build(out=mine)
    with pytest.raises(FileExistsError, match="read it as speeches"):
        build(mine, mine / "report")
    with pytest.raises(FileNotFoundError, match="no such folder"):
        build(tmp_path / "missing", tmp_path / "report")
    assert contents(mine) == {}


@pytest.mark.usefixtures("without_site", "checkout")
def test_a_file_changed_in_a_report_or_put_there_is_not_replaced(tmp_path: Path):
    (tmp_path / "a.txt").write_text("同志们：去年修路55公里。", encoding="utf-8")
    report = tmp_path / "report"
    for _ in range(2):
        build(tmp_path / "a.txt", report)
    notebook = report / "notebooks/01_words.ipynb"
    written = notebook.read_bytes()
    for mine in (notebook, report / "coded/notes.csv"):
        mine.write_text("mine", encoding="utf-8")
        with pytest.raises(FileExistsError, match=f"{mine.name}: koujing did not write this file, or it has been changed since"):
            build(tmp_path / "a.txt", report)
        assert mine.read_text(encoding="utf-8") == "mine"
        notebook.write_bytes(written)
    (report / "coded/notes.csv").unlink()
    (report / "notebooks/.ipynb_checkpoints").mkdir()
    (report / "notebooks/.ipynb_checkpoints/01_words.ipynb").touch()
    build(tmp_path / "a.txt", report)


@pytest.mark.usefixtures("without_site", "checkout")
def test_a_build_that_fails_leaves_the_report_before_it_whole_and_guarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "a.txt").write_text("同志们：去年修路55公里。", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    report = tmp_path / "report"
    build(tmp_path / "a.txt", report)
    before = contents(report)
    for study, how, error in (("a.txt", {"reference": "nosuch"}, FileNotFoundError), ("empty", {}, ReadingError)):
        with pytest.raises(error):
            build(tmp_path / study, report, **how)
        assert contents(report) == before
    monkeypatch.setattr(building, "build_site", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build(tmp_path / "a.txt", report)
    assert contents(report) == before
    (report / "notebooks/mine.ipynb").touch()
    with pytest.raises(FileExistsError, match=r"mine\.ipynb"):
        build(tmp_path / "a.txt", report)
    with pytest.raises(FileExistsError, match="holds the texts in coded/a"):
        build(report / "coded/a", report)


@pytest.mark.usefixtures("without_site", "checkout")
def test_what_a_report_could_not_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/a.txt").write_text("同志们：去年修路55公里。", encoding="utf-8")
    for n in range(7):
        (tmp_path / f"mine/{n}.pdf").write_bytes(b"no pdf")
    assert main(["build", str(tmp_path / "mine"), "-o", str(tmp_path / "report")]) == 1
    said = capsys.readouterr().err
    assert said.startswith("koujing: the report was written, but not everything could be read: 0.pdf: ")
    assert said.endswith("; 2 more, all in problems.csv\n")


def test_scrubbing_twice_changes_nothing_more():
    outputs = [new_output("stream", name="stdout", text=text) for text in ("at 0xdeadbeef1\n", "in /folder/x\n")]
    noisy = new_output("stream", name="stderr", text="\noops\n")
    cell = new_code_cell("print()", execution_count=7, outputs=[outputs[0], noisy, outputs[1]])
    notebook = new_notebook(cells=[cell, new_code_cell("print()")])
    assert list(complaints(notebook)) == ["code cell 1 wrote to stderr: oops"]
    once = scrub(notebook, {"/folder": "."})
    assert [output.text for output in once.cells[0].outputs] == ["at 0x0\nin ./x\n"]
    assert [cell.execution_count for cell in once.cells] == [1, 2]
    assert len({cell.id for cell in once.cells}) == 2
    assert scrub(once, {"/folder": "."}) == once


def test_the_headline_of_a_notebook_is_its_title_and_its_question(tmp_path: Path):
    write_notebook(tmp_path / "01_words.ipynb")
    assert headline(tmp_path / "01_words.ipynb") == (
        "Which words",
        "How often does 调研 (field study) occur? See the guide.",
    )


@pytest.mark.usefixtures("checkout")
def test_a_broken_link_stops_the_site_with_its_place(tmp_path: Path):
    write_notebook(tmp_path / "notebooks/01_words.ipynb")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/guide.md").write_text("# Guide\n\n[gone](missing.md)\n", encoding="utf-8")
    with pytest.raises(SiteError, match=r"guide\.md:3"):
        build_site(tmp_path / "notebooks", tmp_path / "site", tmp_path / "figures", tmp_path / "docs")
    assert not (tmp_path / "site").exists()
