"""One thing to measure, in a process of its own: ``python -m benchmarks.tasks TASK FOLDER`` prints its numbers as JSON.

Each task warms up first, so that what is loaded once (dictionaries, lexicons, patterns) is not counted. Time is that of the
processor, on one core.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.clock import Clock, watch

WARM = "各位代表：去年全县粮食总产量达到五十六万吨，增长4.5%。"


def code(folder: Path) -> dict[str, object]:
    """The command ``koujing code`` in this process, as on a machine of one core, by stage."""
    from koujing.cli import main
    from koujing.opening import sample_folder

    os.cpu_count = lambda: 1
    clock = Clock()
    watch(clock)
    run = clock.timed("rest", main)
    with tempfile.TemporaryDirectory() as out, redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        main(["code", str(sample_folder()), "-o", f"{out}/warm"])
        clock.seconds.clear()
        begin = process_time()
        run(["code", str(folder), "-o", f"{out}/coded"])
        seconds = process_time() - begin
    return {"seconds": seconds, "stages": dict(clock.seconds)}


def cut(folder: Path, words: Callable[[str], Iterable[object]]) -> dict[str, object]:
    """Counting the words of every text, already decoded, as a script of two lines would."""
    from koujing.reading.files.encodings import decode

    texts = [decode(path.read_bytes())[0] for path in sorted(folder.rglob("*.txt"))]
    Counter(words(WARM))
    begin = process_time()
    for text in texts:
        Counter(words(text))
    return {"seconds": process_time() - begin}


def jieba(folder: Path) -> dict[str, object]:
    """The words of jieba."""
    import jieba

    jieba.setLogLevel("ERROR")
    return cut(folder, jieba.cut)


def rjieba(folder: Path) -> dict[str, object]:
    """The words of rjieba, the same segmenter in Rust."""
    import rjieba

    return cut(folder, rjieba.cut)


def tagger(folder: Path) -> dict[str, object]:
    """The words of jieba with their parts of speech."""
    import jieba
    import jieba.posseg

    jieba.setLogLevel("ERROR")
    return cut(folder, jieba.posseg.cut)


def open_tables(folder: Path) -> dict[str, object]:
    """Opening coded tables; here the wall time, since files are waited for."""
    import koujing

    koujing.open_study("poverty-alleviation")
    begin, processor = perf_counter(), process_time()
    study = koujing.open_study(folder)
    return {"seconds": perf_counter() - begin, "processor": process_time() - processor, "speeches": len(study.documents)}


TASKS: dict[str, Callable[[Path], dict[str, object]]] = {
    "code": code, "jieba": jieba, "rjieba": rjieba, "tagger": tagger, "open": open_tables
}  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](Path(sys.argv[2]))))
