"""The page about speed, written from the result of the benchmark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log
from typing import Any

Result = dict[str, Any]
# The stages in the order in which a text goes through them, and what the clock calls their parts.
STAGES = {
    "reading, with repair, structure, voices and metadata": ("reading",),
    "words: tokens, terms, pairs, texture, regimes": ("tokens", "words", "terms", "pairs", "texture", "regimes"),
    "statistics and series": ("statistics", "series"),
    "formulas": ("formulas",),
    "rhetoric: parallels, directives, metaphors": ("parallels", "directives", "metaphors"),
    "checks": ("checks",),
    "phrases": ("phrases",),
    "reuse": ("reuse",),
    "columns and files": ("columns", "writing"),
}
REST = "all else"
AHEAD = {"jieba": "jieba + `Counter`", "rjieba": "rjieba + `Counter`", "tagger": "jieba's tagger + `Counter`"}

PAGE = """\
# Speed

What `python3 run.py benchmark` measured last; this page is written from its result (`benchmarks/result.json`).

The texts are made from {sentences:,} sentences of {folders}, recombined, with other places, years and numbers: dated speeches of 5 to
100 KB, half of them damaged as real ones are (masks, gaps, broken lines, misread digits, other encodings). Five per cent of the
characters are copied from earlier speeches, and no paragraph occurs twice. A megabyte is 1,000,000 bytes of these files.

Machine: {processor}, {cores} cores, {memory:.0f} GB; Python {python}, koujing {version}. Times on one core are processor time,
those on all cores are wall time. The processes run in turn, each after a short text that warms it up. Other programs on the same
machine lengthen all times, so ratios say more than times.

## The whole coding

From the files to all tables on disk.

{whole}

## By stage

Milliseconds a megabyte on one core. The exponent says how the time grows from the smallest corpus to the largest: 1 is in
proportion, 2 with the square.

{stages}

## Beside others

The same {size:.3g} MB in the same run, on one core, median of the runs. koujing codes everything; the others only count words of
texts that are already decoded.

{peers}

On its undamaged half koujing codes {clean:.2f} MB/s, on the damaged half {damaged:.2f}.

## Other loads

{loads}

## Measures of words

Processor seconds for {tokens:,} tokens in {texts} texts ({types:,} types), beside libraries that compute the same; these are oracles
of the tests too.

{words}
"""


def render(result: Result) -> str:
    """The page in Markdown."""
    sizes, peers, words, texts = result["sizes"], result["peers"], result["words"], result["texts"]
    return PAGE.format(
        **result["machine"], **result["halves"], version=result["koujing"], sentences=texts["sentences"],
        folders=" and ".join(f"`{name}`" for name in texts["folders"]), whole=_whole(sizes), stages=_stages(sizes),
        size=peers["MB"], peers=_peers(peers), loads=_loads(result), words=_words(words["seconds"]),
        tokens=words["tokens"], texts=words["texts"], types=words["types"],
    )  # fmt: skip


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _whole(sizes: Sequence[Result]) -> str:
    head = ("corpus", "files", "MB/s, one core", "all cores", "memory, one core", "of the parent", "of a worker", "opening the tables")
    return _table(head, map(_whole_row, sizes))


def _whole_row(of: Result) -> list[str]:
    one, every, opening = of["one core"], of["all cores"], of["opening"]
    return [
        f"{of['MB']:.3g} MB", f"{of['files']:,}", f"{one['MB/s']:.2f}", f"{every['MB/s']:.2f}", f"{one['memory']:.0f} MB",
        f"{every['memory']:.0f} MB", f"{every['memory of a worker']:.0f} MB" if every["memory of a worker"] else "–",
        f"{opening['MB']:.0f} MB in {opening['seconds']:.1f} s, {opening['memory']:.0f} MB",
    ]  # fmt: skip


def _stages(sizes: Sequence[Result]) -> str:
    known = [_grouped(of["one core"]["ms/MB"]) for of in sizes]
    growth = log(sizes[-1]["MB"] / sizes[0]["MB"]) if len(sizes) > 1 else 0.0
    rows = []
    for stage in known[0]:
        times = [each[stage] for each in known]
        exponent = f"{1 + log(times[-1] / times[0]) / growth:.2f}" if growth and min(times) > 0 else "–"
        rows.append([stage, *(f"{time:.0f}" for time in times), exponent])
    return _table(["stage", *(f"{of['MB']:.3g} MB" for of in sizes), "exponent"], rows)


def _grouped(times: dict[str, float]) -> dict[str, float]:
    found = {stage: sum(times.get(part, 0.0) for part in parts) for stage, parts in STAGES.items()}
    return found | {REST: sum(times.values()) - sum(found.values()), "**together**": sum(times.values())}


def _peers(peers: dict[str, float]) -> str:
    ours = peers["code"]
    rows = [["koujing, the whole coding", f"{ours:.2f}", ""]]
    rows += [[name, f"{peers[peer]:.2f}", f"{ours / peers[peer]:.2f}"] for peer, name in AHEAD.items()]
    return _table(("", "MB/s", "koujing's speed over theirs"), rows)


def _loads(result: Result) -> str:
    records, one = result["records"], result["one file"]
    return _table(("load", "processor time"), [
        [f"{records['n']:,} short records ({records['MB']:.1f} MB in one file)", f"{records['seconds']:.1f} s"],
        [f"one speech of {one['MB']:.0f} MB", f"{one['seconds']:.1f} s; exponent from a quarter of it {one['growth']:.2f}"],
        ["start of the command", f"{result['start']:.2f} s"],
    ])  # fmt: skip


def _words(seconds: dict[str, dict[str, float]]) -> str:
    peers = ("koujing", "scikit-learn", "nltk")
    rows = []
    for work, took in seconds.items():
        ratios = ", ".join(f"{took[peer] / took['koujing']:.1f}" for peer in peers[1:] if peer in took)
        rows.append([work, *(f"{took[peer]:.4f}" if peer in took else "–" for peer in peers), ratios or "–"])
    return _table(("", *(f"{peer}, s" for peer in peers), "theirs over ours"), rows)
