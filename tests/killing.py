"""Texts to be coded by a command that is ended, and what there is when it was not."""

import os
import subprocess
import sys
from pathlib import Path

import koujing

# The command on two processes, in partitions of a few of these texts; "ready" is printed when the work begins.
COMMAND = """
import sys
import koujing.cli, koujing.engine, koujing.opening, koujing.partitions, koujing.runs
koujing.engine.os.cpu_count = lambda: 2
koujing.engine.POOL_FROM_BYTES = 0
koujing.partitions.MEAN = 6_000
if __name__ == "__main__":
    print("ready", flush=True)
    sys.exit(koujing.cli.main(sys.argv[1:]))
"""


def write_texts(folder, n=40):
    """Speeches of .5 to 2 kB."""
    folder.mkdir()
    for number in range(n):
        lines = (f"今年第{k}乡修路{k * number + 3}条，投资{k}.5万元，落实“三个到户”。\n" for k in range(1, 8 + number // 2))
        (folder / f"{number:02}.txt").write_text(f"同志们：\n{2000 + number % 20}年。\n{''.join(lines)}", encoding="utf-8")
    return folder


def start(*arguments, path=()):
    """The command in a process of its own, once its work begins."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (Path(koujing.__file__).parents[1], *path)))}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    process = subprocess.Popen([sys.executable, "-P", "-c", COMMAND, *map(str, arguments)], env=environment, **pipes)
    assert process.stdout.readline() == "ready\n"
    return process


def tables(folder):
    """Every file of a folder of tables with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
