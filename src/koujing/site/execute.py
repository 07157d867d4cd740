"""Execute notebooks two at a time, each in an empty namespace, so that a rerun gives the same bytes."""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import nbformat
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from koujing.site.scrub import complaints, scrub
from koujing.site.sections import split_sections

JOBS = 2  # the cores of a small machine; each kernel holds its own copy of the tables
LONGEST_CELL = 3600  # seconds; a cell that reads fifty thousand speeches may be slow, but after an hour it has hung

# Without these, a rerun could differ, or the user's own set-up could show in the outputs.
SETTINGS = {
    "PYTHONHASHSEED": "0",
    "TZ": "UTC",
    "OMP_NUM_THREADS": "1",  # the order of a parallel sum changes its last digit
    "OPENBLAS_NUM_THREADS": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYTHONWARNINGS": "ignore::SyntaxWarning",  # jieba 0.42.1 under Python 3.12+
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
# Removed from the environment, because they would change what the notebooks show.
OTHER_TEXTS = {"KOUJING_STUDY", "KOUJING_GROUP", "KOUJING_REFERENCE", "KOUJING_LEXICON", "KOUJING_TEXTS", "KOUJING_GOLD"}
FORGET = "get_ipython().reset(new_session=True)"  # what the notebook before has named
PROFILE = """\
c.HistoryManager.enabled = False
c.InlineBackend.print_figure_kwargs = {"bbox_inches": "tight", "metadata": {"Software": None}}
"""


@dataclass(frozen=True)
class Failure:
    """A code cell that failed: its notebook, its number among the code cells, and the error."""

    notebook: str
    cell: int
    what: str

    def __str__(self) -> str:
        return f"{self.notebook}, code cell {self.cell}: {self.what}"


class _OwnKernel(AsyncKernelManager):
    """Run the interpreter that runs koujing, even if the user has registered another kernel named python3."""

    def _kernel_spec_manager_default(self) -> KernelSpecManager:
        return KernelSpecManager(kernel_dirs=[])


def execute_notebooks(
    notebooks: Sequence[Path], environment: Mapping[str, str], shorten: Mapping[str, str]
) -> list[Failure]:
    """Execute each notebook in place, showing how far it is and how long it will take; returns the cells that failed.

    A cell that fails ends its section with a line that says so; the other sections are still executed. ``environment`` is
    added to the caller's, without the variables that would select other texts. ``shorten`` maps folders of this machine to
    the names that replace them in the outputs. What a notebook writes to stderr is left out of it and printed instead.
    """
    times = TimeElapsedColumn(), TextColumn("left:"), TimeRemainingColumn()
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), *times
    with Progress(*columns) as progress, _kernel_environment(environment) as variables:
        read = {path: nbformat.read(path, as_version=4) for path in notebooks}
        bar = progress.add_task("executing cells", total=sum(len(_code(notebook.cells)) for notebook in read.values()))

        waiting: deque[Path] = deque(notebooks)
        failures: dict[Path, list[Failure]] = {path: [] for path in notebooks}

        async def execute_all() -> None:
            await asyncio.gather(*(work() for _ in range(JOBS)))

        async def work() -> None:
            """Execute what waits, in one kernel: to start another and import everything again takes longer than many a notebook."""
            while waiting:
                kernel, goes_on = _OwnKernel(), True
                try:
                    while waiting and goes_on:
                        goes_on = await execute(waiting.popleft(), kernel)
                finally:
                    await kernel.shutdown_kernel(now=True)  # a polite shutdown waits up to five seconds, for nothing

        async def execute(path: Path, kernel: AsyncKernelManager) -> bool:
            started = time.perf_counter()
            failures[path], goes_on = await _run(path, read[path], kernel, variables, lambda: progress.advance(bar))
            for complaint in complaints(read[path]):
                progress.console.print(f"{path.stem}, {complaint}", style="yellow", markup=False)
            _write(path, scrub(read[path], shorten))
            progress.console.print(f"{path.stem}  {time.perf_counter() - started:.1f} s", highlight=False)
            return goes_on

        asyncio.run(execute_all())
        return list(chain.from_iterable(failures.values()))


async def _run(
    path: Path, notebook: NotebookNode, kernel: AsyncKernelManager, variables: dict[str, str], done: Callable[[], None]
) -> tuple[list[Failure], bool]:
    """Execute the sections one after the other; a dead kernel or a cell that takes too long ends the notebook.

    Returns the cells that failed, and whether the kernel can go on.
    """
    client = NotebookClient(
        notebook,
        timeout=LONGEST_CELL,
        km=kernel,
        resources={"metadata": {"path": str(path.parent)}},
        record_timing=False,
        extra_arguments=["--log-level=40"],  # ipykernel 7 warns about unencrypted TCP on every start
        on_notebook_start=_leave_ctrl_c_alone,
        on_cell_executed=lambda **_: done(),
    )
    numbers = {id(cell): number for number, cell in enumerate(_code(notebook.cells), 1)}
    failures: list[Failure] = []
    goes_on = True
    async with client.async_setup_kernel(env=variables):
        assert isinstance(client.kc, AsyncKernelClient)  # that of an AsyncKernelManager
        await client.kc.execute_interactive(FORGET, silent=True, store_history=False, allow_stdin=False)
        for k, section in enumerate(split_sections(notebook.cells)):
            cell, what, goes_on = await _run_section(client, notebook.cells, _code(section))
            if what:
                failures.append(Failure(path.stem, numbers[id(cell)], what))
            if not goes_on or (what and k == 0):  # every section needs the cells before the first heading
                break
        client.kc.stop_channels()
    return failures, goes_on


async def _run_section(
    client: NotebookClient, cells: Sequence[NotebookNode], code: Sequence[NotebookNode]
) -> tuple[NotebookNode | None, str, bool]:
    """Execute cells up to the first that fails; returns that cell, its error, and whether the kernel can go on."""
    for cell in code:
        try:
            await client.async_execute_cell(cell, next(k for k, other in enumerate(cells) if other is cell))
        except CellExecutionError as error:
            return _stopped(cell, f"{error.ename}: {error.evalue}".splitlines()[0]), f"{error.ename}: {error.evalue}", True
        except DeadKernelError:
            what = "the system ended its process, most often because memory ran out"
            return _stopped(cell, what), what, False
        except CellTimeoutError:
            what = f"it took longer than {LONGEST_CELL} s"
            return _stopped(cell, what), what, False
    return None, "", True


def _stopped(cell: NotebookNode, what: str) -> NotebookNode:
    """The cell, with a line about its error in place of its results."""
    cell.outputs = [new_output("stream", name="stdout", text=f"This section ends here because its code failed ({what}).\n")]
    return cell


def _leave_ctrl_c_alone(**_: object) -> None:
    """Remove nbclient's signal handler, under which Ctrl-C ends in a failed assertion."""
    with suppress(NotImplementedError):  # Windows
        asyncio.get_running_loop().remove_signal_handler(signal.SIGINT)


@contextmanager
def _kernel_environment(environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    inherited = {key: value for key, value in os.environ.items() if key not in OTHER_TEXTS}
    with tempfile.TemporaryDirectory() as ipython:
        profile = Path(ipython, "profile_default")
        profile.mkdir()
        (profile / "ipython_kernel_config.py").write_text(PROFILE, encoding="utf-8")
        yield {**inherited, **SETTINGS, "IPYTHONDIR": ipython, **environment}


def _code(cells: Sequence[NotebookNode]) -> list[NotebookNode]:
    return [cell for cell in cells if cell.cell_type == "code" and cell.source.strip()]


def _write(path: Path, notebook: NotebookNode) -> None:
    part = path.with_suffix(".part")
    part.write_text(nbformat.writes(notebook).rstrip("\n") + "\n", encoding="utf-8", newline="\n")
    part.replace(path)
