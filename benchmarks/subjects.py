"""What is measured, on corpora of the sizes asked for, each in processes of its own."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from pathlib import Path
from statistics import median
from typing import Any

import koujing as package
from benchmarks.clauses import Clauses, read_clauses
from benchmarks.corpus import make_corpus, make_records, make_text
from benchmarks.measure import koujing, task
from benchmarks.words import word_counts

PEERS = ("jieba", "rjieba", "tagger")
RECORDS = 10_000
ONE_FILE = (2_000_000, 8_000_000)  # bytes of one speech, for its growth
STARTS = 5
Result = dict[str, Any]


@dataclass(frozen=True)
class Bench:
    """Where corpora are made, of what, and how often what is compared is run."""

    scratch: Path
    sources: Sequence[Path]
    repeats: int

    @cached_property
    def clauses(self) -> Clauses:
        """What the corpora are made of."""
        return read_clauses(self.sources)

    def measure(self, sizes: Sequence[float]) -> Result:
        """Everything, at each size in megabytes; what is compared is measured at the largest size up to 10 MB."""
        compared = max([size for size in sizes if size <= 10], default=sizes[0])
        return {
            "koujing": package.__version__,
            "machine": machine(),
            "texts": {"folders": [folder.name for folder in self.sources], "sentences": len(self.clauses.sentences)},
            "sizes": [self.size(size) for size in sizes],
            "peers": self.peers(self.corpus(compared)),
            "halves": {half: self.one_core(self.corpus(compared) / half)["MB/s"] for half in ("clean", "damaged")},
            "records": self.records(),
            "one file": self.one_file(),
            "start": min(koujing("code", "--help").processor for _ in range(STARTS)),
            "words": word_counts(self.corpus(sizes[0])),
        }

    def corpus(self, megabytes: float) -> Path:
        """The folder of a corpus, made if it is not there yet."""
        folder = self.scratch / f"{megabytes:g}mb"
        if not folder.exists():
            shutil.rmtree(making := folder.with_suffix(".making"), ignore_errors=True)
            make_corpus(making, megabytes, self.clauses)
            making.rename(folder)
        return folder

    def size(self, megabytes: float) -> Result:
        """One core by stage; all cores, memory, and opening what was written."""
        folder, out = self.corpus(megabytes), self.scratch / f"{megabytes:g}mb-coded"
        shutil.rmtree(out, ignore_errors=True)
        one, run = self.one_core(folder), koujing("code", str(folder), "-o", str(out))
        found: Result = {
            "MB": size_of(folder), "files": sum(1 for _ in folder.rglob("*.txt")), "one core": one,
            "all cores": {"MB/s": size_of(folder) / run.wall, "memory": run.parent, "memory of a worker": run.worker},
            "opening": {"MB": size_of(out), **task("open", out)},
        }  # fmt: skip
        shutil.rmtree(out)
        return found

    def one_core(self, folder: Path) -> Result:
        """Throughput, memory and milliseconds a megabyte of each stage."""
        done, size = task("code", folder), size_of(folder)
        stages = {stage: 1000 * seconds / size for stage, seconds in done["stages"].items()}
        return {"MB/s": size / done["seconds"], "memory": done["memory"], "ms/MB": stages}

    def peers(self, folder: Path) -> Result:
        """Megabytes a second of the whole coding and of counting words with others, in turn; medians."""
        runs = [{name: task(name, folder)["seconds"] for name in ("code", *PEERS)} for _ in range(self.repeats)]
        size = size_of(folder)
        return {"MB": size, **{name: size / median(run[name] for run in runs) for name in ("code", *PEERS)}}

    def records(self) -> Result:
        """Seconds for many short records in one file."""
        folder = self.scratch / "records"
        folder.mkdir(parents=True, exist_ok=True)
        make_records(folder / "records.jsonl", RECORDS, self.clauses)
        return {"n": RECORDS, "MB": size_of(folder), "seconds": task("code", folder)["seconds"]}

    def one_file(self) -> Result:
        """Seconds for one long speech, and the exponent with which they grow to it from a quarter of it."""
        seconds = []
        for n_bytes in ONE_FILE:
            folder = self.scratch / f"one-file-{n_bytes}"
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "speech.txt").write_text(make_text(n_bytes, self.clauses), encoding="utf-8")
            seconds.append(min(task("code", folder)["seconds"] for _ in range(self.repeats)))
        return {"MB": ONE_FILE[1] / 1e6, "seconds": seconds[1], "growth": log(seconds[1] / seconds[0], ONE_FILE[1] / ONE_FILE[0])}


def machine() -> Result:
    """The machine, without anything that names it."""
    described = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    name = re.search(r"model name\s*: (.*)", described)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return {
        "processor": name[1] if name else platform.machine(), "cores": os.cpu_count(), "memory": memory,
        "python": platform.python_version(), "system": sys.platform,
    }  # fmt: skip


def size_of(folder: Path) -> float:
    """Megabytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
