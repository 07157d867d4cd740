"""Execute the notebooks and render the site, for the corpora that ship with koujing or for a user's own texts."""

from __future__ import annotations

import html
import json
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import nbformat

from koujing import lexicons
from koujing.across import schemas
from koujing.manifest import hash_file
from koujing.measures.groups import BY
from koujing.opening import GROUP, REFERENCE, code, open_study, own_lexicon, sample_folder, shipped_studies
from koujing.reading import Speech, read
from koujing.site import Failure, Shelf, build_site, execute_notebooks
from koujing.site.render import replace_folder
from koujing.site.sections import copy_for_others, say_what_is_empty, say_what_is_left_out
from koujing.study import is_coded, load_study

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parents[1]
MARK = "made-by-koujing.txt"
UNFINISHED = ".koujing-unfinished"
TOLD = 5  # problems that an error message lists
PARTS = ("coded", "figures", "notebooks", "site")
MADE = "koujing build wrote {} here and will replace them. The hash of each file shows whether it has been changed since:"


class IncompleteReportError(RuntimeError):
    """The report was written, but sections of it failed or texts could not be read; the message names them."""


def build(
    study: str | Path | None = None, out: str | Path | None = None, *,
    texts: bool = False, group: str = "", reference: str | Path = "", lexicon: str | Path | None = None,
) -> Path:  # fmt: skip
    """Execute every notebook, keep its plots and render the site; returns the path of its ``index.html``.

    Without arguments, in a checkout, ``notebooks/`` is executed in place, the plots go to ``figures/`` and the site to
    ``build/site``. Otherwise copies of the notebooks run on the texts in ``study`` (by default on the shipped corpora), and
    everything is written below ``out`` (by default ``report``). With ``texts`` the page of each speech shows its full text.
    ``group`` names the column by which your speeches are compared with one another (see ``group_rows``), ``reference`` a
    study to compare them with: a shipped one, or a folder. ``lexicon`` is a folder with your own words (see ``code``), with which
    texts are coded, those of ``reference`` too; its stop words and glosses apply to every notebook.

    Raises FileNotFoundError if ``study`` does not exist; FileExistsError if ``out`` holds files that koujing did not write;
    ValueError for an unknown ``group``, for ``texts`` without a folder of texts, for coded tables of which one was left out, or
    for a ``lexicon`` without a folder or with terms that its tables do not know; SiteError if the site cannot be rendered; and,
    after everything else has been written, IncompleteReportError if a section of a notebook failed or something could not be
    read.
    """
    started = time.perf_counter()
    unread: list[str] = []
    folder = None if study is None else _existing(Path(study))
    if texts and (folder is None or is_coded(folder)):
        raise ValueError(f"{folder or 'the shipped studies'}: no full texts to show; give the folder that holds the texts")
    if folder is None and (group or reference or lexicon is not None):
        raise ValueError("a group, a reference or a lexicon applies only to your own speeches; give the folder that holds them")
    if group and group not in BY:
        raise ValueError(f"cannot compare by {group!r}; expected one of {', '.join(BY)}")
    if folder is None and out is None and _in_checkout():
        index, failures = _build_at(CHECKOUT / "notebooks", CHECKOUT / "figures", CHECKOUT / "build/site", None, None, {})
    else:
        report = _own_folder(Path("report" if out is None else out), folder)
        with _workshop(report) as work:
            _copy_notebooks(_shipped_notebooks(), work / "notebooks", own_texts=folder is not None)
            own = None if lexicon is None else own_lexicon(lexicon)
            coded = None if folder is None else _coded(folder, work / "coded", own)
            asked = {GROUP: group, REFERENCE: _reference(reference, work / "coded/reference", own) if reference else ""}
            asked |= {lexicons.ASKED: str(_kept(own, work / "lexicon.json"))} if own else {}
            index, failures = _build_at(
                work / "notebooks", work / "figures", work / "site", coded, folder if texts else None, asked
            )
            index = report / index.relative_to(work)
            if coded:
                unread = [": ".join(row) for row in load_study(coded)["problems"][["path", "what"]].itertuples(index=False)]
    print(f"built in {time.perf_counter() - started:.0f} s; open {index.as_uri()}")
    if failures or unread:
        told = ["some sections failed: " + "; ".join(map(str, failures))] * bool(failures)
        more = [f"{len(unread) - TOLD} more, all in problems.csv"] * (len(unread) > TOLD)
        told += ["not everything could be read: " + "; ".join([*unread[:TOLD], *more])] * bool(unread)
        raise IncompleteReportError("the report was written, but " + ", and ".join(told))
    return index


def _build_at(
    notebooks: Path, figures: Path, site: Path, study: Path | None, texts: Path | None, asked: dict[str, str]
) -> tuple[Path, list[Failure]]:
    paths = sorted(notebooks.glob("[0-9][0-9]_*.ipynb"))
    if not paths:
        raise FileNotFoundError(f"{notebooks}: no notebooks here (expected names such as 01_corpus.ipynb)")
    with tempfile.TemporaryDirectory() as scratch:
        drawn = Path(scratch, "figures")
        drawn.mkdir()
        environment = {"KOUJING_FIGURES": str(drawn)} | asked | ({"KOUJING_STUDY": str(study)} if study else {})
        shorten = {str(drawn): "figures", str(notebooks.parent): "."} | ({str(study): study.name} if study else {})
        shorten |= {html.escape(folder): name for folder, name in shorten.items()}
        failures = execute_notebooks(paths, environment, shorten)
        replace_folder(drawn, figures)
    if study:
        _tell_what_is_empty(paths)
    shelves = [Shelf(load_study(study), _speeches(texts))] if study else shipped_shelves()
    with _stage("rendering the site"):
        return build_site(notebooks, site, figures, _home() / "docs", shelves, study.name if study else "", bool(texts)), failures


def shipped_shelves() -> list[Shelf]:
    """The shipped studies, without their texts, and the sample, whose invented speeches may be shown in full."""
    shipped = [Shelf(load_study(folder, name)) for name, folder in shipped_studies().items()]
    sample = sample_folder()
    return [*shipped, Shelf(code(sample), _speeches(sample))]


def _speeches(texts: Path | None) -> dict[str, Speech]:
    return {speech.id: speech for speech in read(texts)} if texts else {}


def _in_checkout() -> bool:
    return (CHECKOUT / "pyproject.toml").is_file() and (CHECKOUT / "notebooks").is_dir()


def _home() -> Path:
    """Where the notebooks and guides lie: the checkout, or the package as it was installed."""
    return CHECKOUT if _in_checkout() else PACKAGE


def _shipped_notebooks() -> Path:
    return _home() / "notebooks"


@contextmanager
def _stage(name: str) -> Iterator[None]:
    """Say what begins, and how long it took."""
    print(f"{name} …", flush=True)
    started = time.perf_counter()
    yield
    print(f"{name}  {time.perf_counter() - started:.1f} s", flush=True)


def _existing(study: Path) -> Path:
    if not study.exists():
        raise FileNotFoundError(f"{study}: no such folder; give the folder that holds your speeches")
    return study.resolve()


def _coded(study: Path, tables: Path, own: lexicons.Lexicon | None) -> Path:
    """The folder of coded tables that the notebooks read: ``study`` itself, or one in ``tables`` where its texts are coded now."""
    if is_coded(study):
        _refuse_incomplete(study)
        if own:
            open_study(study, own)  # refuses terms and formulas that its tables do not know
        return study
    target = tables / study.stem
    with _stage(f"coding {study.name}"):
        code(study, lexicon=own).save(target)
    return target


def _refuse_incomplete(study: Path) -> None:
    if lacking := sorted(schemas().keys() - {"sentences", *(path.stem for path in study.iterdir())}):
        hint = "the notebooks read them all; code the texts again into every table"
        raise ValueError(f"{study}: no table {', '.join(lacking)}; {hint}")


def _kept(own: lexicons.Lexicon, path: Path) -> Path:
    """The file from which the kernels of the notebooks read a lexicon."""
    path.write_text(json.dumps(asdict(own)), encoding="utf-8")
    return path


def _own_folder(out: Path, study: Path | None) -> Path:
    """The folder of the report, which must be new, empty or as an earlier build left it, and separate from the texts."""
    out = out.resolve()
    if study and out.is_relative_to(study):
        hint = "choose another folder for the report"
        raise FileExistsError(f"{out}: this is inside the folder of texts, where the next build would read it as speeches; {hint}")
    if study and study.is_relative_to(out):
        raise FileExistsError(f"{out}: holds the texts in {study.relative_to(out)}; choose another folder for the report")
    if out.exists() and not (out / MARK).is_file() and any(out.iterdir()):
        raise FileExistsError(f"{out}: holds files that koujing did not write; choose a new folder for the report")
    known = _listed(out)
    for path in _files(out) if known else ():
        if f"{hash_file(path)}  {path.relative_to(out).as_posix()}" not in known:
            hint = "move it away, or choose another folder for the report"
            raise FileExistsError(f"{path}: koujing did not write this file, or it has been changed since; {hint}")
    return out


@contextmanager
def _workshop(report: Path) -> Iterator[Path]:
    """A scratch folder for the parts of a report; they are moved into place when all are finished, and nothing changes before."""
    work = report / UNFINISHED
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    _list_files(report, _listed(report))
    try:
        yield work
        _list_files(report, _listed(report) | _lines(work))  # if killed while moving, every file there is still on the list
        for part in PARTS:
            shutil.rmtree(report / part, ignore_errors=True)
            if (work / part).is_dir():
                shutil.move(work / part, report / part)
        _list_files(report, _lines(report))
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _listed(out: Path) -> set[str]:
    """The lines of the file that marks a report, one per file of the report: its hash and its path."""
    return set((out / MARK).read_text(encoding="utf-8").splitlines()[1:]) if (out / MARK).is_file() else set()


def _lines(folder: Path) -> set[str]:
    return {f"{hash_file(path)}  {path.relative_to(folder).as_posix()}" for path in _files(folder)}


def _list_files(out: Path, lines: set[str]) -> None:
    text = "\n".join([MADE.format(", ".join(PARTS)), *sorted(lines)])
    (out / MARK).write_text(text + "\n", encoding="utf-8", newline="\n")


def _files(out: Path) -> list[Path]:
    """The files of a report, without hidden ones: JupyterLab's checkpoints, for example, are not ours and hold nobody's work."""
    found = (path for part in PARTS for path in (out / part).rglob("*") if path.is_file())
    return sorted(path for path in found if not any(name.startswith(".") for name in path.relative_to(out).parts))


def _reference(reference: str | Path, tables: Path, own: lexicons.Lexicon | None) -> str:
    """The study to compare with: the name of a shipped one, or a folder of coded tables."""
    if shipped := shipped_studies().get(str(reference)):
        _refuse_incomplete(shipped)
        return str(reference)
    return str(_coded(_existing(Path(reference)), tables, own))


def _copy_notebooks(shipped: Path, copies: Path, own_texts: bool) -> None:
    shutil.rmtree(copies, ignore_errors=True)
    copies.mkdir()
    for path in sorted(shipped.glob("[0-9][0-9]_*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        notebook.cells = copy_for_others(notebook.cells, own_texts)
        _write(notebook, copies / path.name)


def _tell_what_is_empty(paths: Sequence[Path]) -> None:
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        shipped = nbformat.read(_shipped_notebooks() / path.name, as_version=4).cells
        notebook.cells = say_what_is_left_out(say_what_is_empty(notebook.cells), shipped)
        _write(notebook, path)


def _write(notebook: nbformat.NotebookNode, path: Path) -> None:
    path.write_text(nbformat.writes(notebook), encoding="utf-8", newline="\n")
