"""A corpus of any size from the clauses of real texts: ``python -m benchmarks.corpus OUT MEGABYTES [FOLDER ...]``.

The folders default to those of the source texts where they are present (``KOUJING_TEXTS``), else to the sample that comes
with koujing; the summary says which. Files are dated speeches of 5 to 100 KB under invented titles, their sentences
recombined, one clause in some exchanged, places, years and numbers changed. ``OUT/clean`` and ``OUT/damaged`` hold half
each. Five per cent of the characters are passages copied from earlier files, and no paragraph occurs twice: a repeated one
would be set aside as a double. The same seed gives the same bytes, and only one file is held at a time.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.clauses import Clauses, fill, places, read_clauses
from benchmarks.damaged import damage
from koujing.opening import sample_folder

SMALLEST, LARGEST = 5_000, 100_000  # bytes a file
COPIED = 0.05  # of the characters
REMEMBERED = 2_000  # passages that may be copied again, a random choice from all earlier files
DIGITS = "一二三四五六七八九十"
FIRST = "东西南北中上下青白红金银石松柏梅兰云龙凤清明安宁永和平新旺长大"
SECOND = "山河川江湖溪泉岭坪坝塘桥口台庄营关寨洼沟原洲滩湾峰林园里门"
MEETINGS = ("农村工作", "经济工作", "扶贫开发", "安全生产", "教育工作", "党建工作", "项目建设", "防汛抗旱", "招商引资", "环境保护")
TASKS = ("抓好", "突出", "推进", "加强", "围绕", "狠抓", "落实", "深化")


@dataclass
class Made:
    """What was made: files, their bytes, characters, those of them that were copied; the paragraphs so far, by hash."""

    files: int = 0
    n_bytes: int = 0
    n_chars: int = 0
    n_copied: int = 0
    paragraphs: set[int] = field(default_factory=set, repr=False)
    passages: list[str] = field(default_factory=list, repr=False)
    new: list[str] = field(default_factory=list, repr=False)


def source_folders() -> list[Path]:
    """The folders of real texts, where they are present, else the sample."""
    asked = Path(os.environ.get("KOUJING_TEXTS", ""))
    found = [folder for folder in (asked, asked.parent / "further-texts") if asked.is_absolute() and folder.is_dir()]
    return found or [sample_folder()]


def make_corpus(out: Path, megabytes: float, clauses: Clauses, seed: int = 0) -> Made:
    """Write files until they hold so many megabytes, every second one damaged."""
    rng, made = Random(seed), Made()
    for kind in ("clean", "damaged"):
        (out / kind).mkdir(parents=True, exist_ok=True)
    while made.n_bytes < megabytes * 1e6:
        text, encoding = _speech(clauses, rng, made), "utf-8"
        kind = ("clean", "damaged")[made.files % 2]
        if kind == "damaged":
            text, encoding = damage(text, rng)
        data = text.encode(encoding)
        (out / kind / f"{made.files:06d}.txt").write_bytes(data)
        made.files += 1
        made.n_bytes += len(data)
    return made


def make_records(path: Path, n: int, clauses: Clauses, seed: int = 0) -> None:
    """Write dated records of one or two sentences each into a .jsonl file."""
    rng, names = Random(seed), _names(Random(seed))
    with path.open("w", encoding="utf-8") as lines:
        for k in range(n):
            year = rng.randint(1998, 2024)
            text = "".join(_sentence(clauses, year, rng, names) for _ in range(rng.randint(1, 2)))
            lines.write(f'{{"title": "简讯之{k}", "date": "{year}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}", "text": "{text}"}}\n')


def make_text(n_bytes: int, clauses: Clauses, seed: int = 0) -> str:
    """One clean speech of so many bytes."""
    return "\n".join(_lines(clauses, n_bytes, Random(seed), Made()))


def _speech(clauses: Clauses, rng: Random, made: Made) -> str:
    size = SMALLEST * (LARGEST / SMALLEST) ** rng.random()
    text = "\n".join(_lines(clauses, int(size), rng, made))
    made.n_chars += len(text)
    _remember(made, rng)
    return text


def _lines(clauses: Clauses, n_bytes: int, rng: Random, made: Made) -> Iterator[str]:
    """Title, date, salutation, then paragraphs under headings, until there are enough bytes."""
    year, names = rng.randint(1998, 2024), _names(rng)
    head = _head(year, rng, names)
    yield from head
    n_bytes -= len("\n".join(head).encode())
    part = 0
    while n_bytes > 0:
        yield (heading := f"{_ordinal(part)}、{rng.choice(TASKS)}{fill(rng.choice(clauses.headings), year, rng, names)}")
        n_bytes -= 3 * len(heading)
        for _ in range(rng.randint(3, 12)):
            paragraph = _paragraph(clauses, year, rng, names, made)
            n_bytes -= len(paragraph.encode())
            yield paragraph
            if n_bytes <= 0:
                return
        part += 1


def _names(rng: Random) -> tuple[str, ...]:
    """The places that one speech is about: some of the gazetteer, others invented, so that the vocabulary keeps growing."""
    return (*rng.choices(places(), k=6), *(rng.choice(FIRST) + rng.choice(SECOND) + rng.choice("乡镇村县") for _ in range(6)))


def _head(year: int, rng: Random, names: Sequence[str]) -> list[str]:
    place, meeting = rng.choice(names), rng.choice(MEETINGS)
    day = f"（{year}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日）"
    return [f"在{place}{meeting}会议上的讲话", day, rng.choice(("同志们：", "各位代表：", "各位领导、同志们："))]


def _ordinal(part: int) -> str:
    tens, ones = divmod(part % 99 + 1, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens - 1] + "十") + (DIGITS[ones - 1] if ones else "")


def _paragraph(clauses: Clauses, year: int, rng: Random, names: tuple[str, ...], made: Made) -> str:
    """Two to eight sentences, now and then a passage of an earlier file among them; never the same twice."""
    while True:
        sentences = [_sentence(clauses, year, rng, names) for _ in range(rng.randint(2, 8))]
        paragraph = "".join(sentences)
        if (known := hash(paragraph)) not in made.paragraphs:
            made.paragraphs.add(known)
            break
    if made.passages and made.n_copied < COPIED * made.n_chars:
        copied = rng.choice(made.passages)
        made.n_copied += len(copied)
        paragraph += copied
    if rng.random() < 0.2:
        made.new.append("".join(sentences[:3]))
    return paragraph


def _remember(made: Made, rng: Random) -> None:
    """Let later files copy passages of this one."""
    made.passages += made.new
    made.new.clear()
    while len(made.passages) > REMEMBERED:
        made.passages.pop(rng.randrange(len(made.passages)))


def _sentence(clauses: Clauses, year: int, rng: Random, names: tuple[str, ...]) -> str:
    pieces = clauses.sentences[int(len(clauses.sentences) * rng.random())]
    if len(pieces) > 2 and rng.random() < 0.5:
        at = 1 + int((len(pieces) - 2) * rng.random())
        if pieces[at].between[-1].endswith("，"):
            pieces = (*pieces[:at], clauses.movable[int(len(clauses.movable) * rng.random())], *pieces[at + 1 :])
    return "".join(fill(piece, year, rng, names) for piece in pieces)


def main(out: str, megabytes: str, *folders: str) -> None:
    """Write the corpus and say what was made of what."""
    sources = list(map(Path, folders)) or source_folders()
    clauses = read_clauses(sources)
    made = make_corpus(Path(out), float(megabytes), clauses)
    print(f"{made.files} files, {made.n_bytes / 1e6:.1f} MB, {made.n_copied / made.n_chars:.1%} copied from earlier files;")
    print(f"from {len(clauses.sentences):,} sentences of {' and '.join(folder.name for folder in sources)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
