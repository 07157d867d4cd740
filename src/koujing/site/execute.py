"""Execute notebooks in a fresh kernel each, two at a time, so that a rerun gives the same bytes."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from koujing.site.scrub import complaints, scrub

JOBS = 2  # the cores of a small machine; each kernel holds its own copy of the tables
LONGEST_CELL = 3600  # seconds; a cell over fifty thousand speeches may be slow, one that takes an hour hangs

# What would make a rerun differ, or let the reader's own set-up into the outputs.
SETTINGS = {
    "PYTHONHASHSEED": "0",
    "TZ": "UTC",
    "OMP_NUM_THREADS": "1",  # the order of a parallel sum changes its last digit
    "OPENBLAS_NUM_THREADS": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYTHONWARNINGS": "ignore::SyntaxWarning",  # jieba 0.42.1 under Python 3.12+
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
OTHER_TEXTS = {"KOUJING_STUDY", "KOUJING_TEXTS", "KOUJING_GOLD"}  # would change what the notebooks show
PROFILE = """\
c.HistoryManager.enabled = False
c.InlineBackend.print_figure_kwargs = {"bbox_inches": "tight", "metadata": {"Software": None}}
"""


class NotebookError(RuntimeError):
    """A cell of a notebook failed; the message names the notebook, the cell and the error."""


class _OwnKernel(AsyncKernelManager):
    """The interpreter that runs koujing, whatever kernel named python3 the user has registered."""

    def _kernel_spec_manager_default(self) -> KernelSpecManager:
        return KernelSpecManager(kernel_dirs=[])


def execute_notebooks(notebooks: Sequence[Path], environment: Mapping[str, str], shorten: Mapping[str, str]) -> None:
    """Execute each notebook in place, with a progress bar and a line with its time.

    ``environment`` is added to the caller's, from which whatever would point at other texts is taken out. ``shorten``
    maps folders of this machine to what stands for them in the outputs. A notebook is written when all its cells ran;
    what it sent to stderr is left out and reported. Raises NotebookError for the first cell that fails.
    """
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns) as progress, _kernel_environment(environment) as variables:
        read = {path: nbformat.read(path, as_version=4) for path in notebooks}
        bar = progress.add_task("executing cells", total=sum(len(_code(notebook)) for notebook in read.values()))

        async def execute_all() -> None:
            gate = asyncio.Semaphore(JOBS)
            await asyncio.gather(*(execute(path, gate) for path in notebooks))

        async def execute(path: Path, gate: asyncio.Semaphore) -> None:
            async with gate:
                started = time.perf_counter()
                await _run(path, read[path], variables, lambda: progress.advance(bar))
                for complaint in complaints(read[path]):
                    progress.console.print(f"{path.stem}, {complaint}", style="yellow", markup=False)
                _write(path, scrub(read[path], shorten))
                progress.console.print(f"{path.stem}  {time.perf_counter() - started:.1f} s", highlight=False)

        asyncio.run(execute_all())


async def _run(path: Path, notebook: NotebookNode, variables: dict[str, str], done: Callable[[], None]) -> None:
    client = NotebookClient(
        notebook,
        timeout=LONGEST_CELL,
        kernel_name="python3",
        kernel_manager_class=_OwnKernel,
        resources={"metadata": {"path": str(path.parent)}},
        record_timing=False,
        shutdown_kernel="immediate",  # a polite shutdown waits up to five seconds, and the kernel keeps nothing
        extra_arguments=["--log-level=40"],  # ipykernel 7 warns about unencrypted TCP on every start
        on_notebook_start=_leave_ctrl_c_alone,
        on_cell_executed=lambda **_: done(),
    )
    try:
        await client.async_execute(env=variables)
    except CellExecutionError as error:
        number = next(k for k, cell in enumerate(_code(notebook), 1) if _failed(cell))
        trace = re.sub(r"\x1b\[[0-9;]*m", "", str(error))
        raise NotebookError(f"{path}: code cell {number}: {error.ename}: {error.evalue}\n{trace}") from None


def _leave_ctrl_c_alone(**_: object) -> None:
    """Take back nbclient's handler, under which Ctrl-C ends in a failed assertion."""
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


def _code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]


def _failed(cell: NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.outputs)


def _write(path: Path, notebook: NotebookNode) -> None:
    part = path.with_suffix(".part")
    part.write_text(nbformat.writes(notebook).rstrip("\n") + "\n", encoding="utf-8", newline="\n")
    part.replace(path)
