"""Reading and coding take time in proportion to a text, whatever is repeated in it, and memory too.

A text of one fragment repeated is what shows a scan inside a scan. The ordinary tests tell a quadratic (exponent 2) from
a linear stage in process time, with room for a busy machine; those marked slow hold the stages to what they reach on an
idle one.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from itertools import cycle, product
from math import log
from pathlib import Path

import pytest

import koujing
from growing import BOUND, growth, seconds
from koujing import reading
from koujing.coding import code_document
from koujing.reading import metadata
from koujing.speech import Document, RepairedText, Speech

# A formula and figures stand before and behind the fragments, for the patterns that look ahead and back from them.
BEFORE, BEHIND = "同志们：要落实“六个精准”", "增长8%，修路5公里。"
ITEM = "我们要坚持把农业放在首位，抓好春耕。"

# Name: the suffix of the file and what is repeated in it; a tuple is gone through in turn.
KINDS = {
    "one character": (".txt", "增"),
    "one word": (".txt", "发展"),
    "headings": (".txt", tuple(f"{n}、{of}\n" for n, of in product("一二三四五六七八九十", ("工业", "农业", "商业")))),
    "one heading": (".txt", "（一）抓好农业\n"),
    "items": (".txt", ("一是修路，", "二是架桥，", "三是种树。")),
    "opening brackets": (".txt", "（"),
    "closing brackets": (".txt", "）"),
    "nested marks": (".txt", "《“"),
    "open quotations": (".txt", "“"),
    "labels": (".txt", ("“四个自信”", "“三通一平”")),
    "numerals": (".txt", "十"),
    "digits": (".txt", "7"),
    "magnitudes": (".txt", "亿"),
    "fractions": (".txt", "分之"),
    "list marks": (".txt", "路、"),
    "parts": (".txt", "修好路；"),
    "blank lines": (".txt", "\n"),
    "wide spaces": (".txt", "\u3000"),
    "tabs": (".txt", "\t"),
    "letters for digits": (".txt", "l"),
    "speakers": (".txt", ("王省长指出：“要修路。”", "李书记强调，要快。\n")),
    "one speaker": (".txt", "李书记说："),  # one sentence, however long
    "dates and places": (".txt", ("2013年5月6日", "甘肃省兰州市")),
    "page numbers": (".txt", "第5页\n"),
    "dotted leaders": (".txt", "目录……5\n"),
    "traditional script": (".txt", "國務院總理報告"),
    "Latin words": (".txt", "abc "),
    "paragraphs of markup": (".html", "<p>一</p>"),
    "menus": (".html", "<li><a>首页</a></li>"),
    "links": (".html", "<li><a href='/a'>要闻</a></li>\n"),
    "nested elements": (".html", "<div>一"),
    "references": (".html", "&nbsp;"),
    "Markdown headings": (".md", "## 工作回顾\n"),
    "Markdown bullets": (".md", "- **修路**\n"),
}
# Each holds a figure, a formula, a mask or a speech in every few characters.
DENSE = {
    "figures": (".txt", "今年粮食产量增长5%，达到300万吨。"),
    "ranges": (".txt", "3至5万元，"),
    "masks": (".txt", "坚*"),
    "formulas": (".txt", ("六个精准", "四个全面")),
    "tables of markup": (".html", "<table><tr><td>甲</td><td>5万吨</td></tr></table>"),
    "speeches of a page": (".txt", tuple(f"在会上的讲话（篇{n}）\n{ITEM * 20}\n" for n in "一二三四五六七八九十")),
    "records": (".jsonl", f'{{"date": "2013-05-06", "text": "{ITEM * 40}"}}\n'),
    "rows": (".csv", f"2013-05-06,{ITEM * 40}\n"),
}
EVERY = KINDS | DENSE


def read_and_code(folder: Path, suffix: str, body: str) -> None:
    if suffix == ".txt":
        body = BEFORE + body + BEHIND
    path = folder / f"a{suffix}"
    path.write_text("date,text\n" + body if suffix == ".csv" else body, encoding="utf-8", newline="")
    code_document(reading.read_file(path, "a"))


def prepare(folder: Path, kind: str, n_bytes: int) -> tuple[Callable[[str], None], str, int]:
    """The work on a kind, what is repeated, and to how many characters."""
    suffix, units = EVERY[kind]
    piece = units if isinstance(units, str) else "".join(units)
    return partial(read_and_code, folder, suffix), piece, n_bytes * len(piece) // len(piece.encode())


@pytest.mark.parametrize("kind", EVERY)
def test_no_repeated_fragment_takes_quadratic_time(kind, tmp_path):
    assert growth(*prepare(tmp_path, kind, 80_000), ratio=4) < BOUND


@pytest.mark.slow
@pytest.mark.parametrize("kind", EVERY)
def test_time_grows_with_the_length_of_repeated_fragments(kind, tmp_path):
    work, piece, n_chars = prepare(tmp_path, kind, 400_000)
    short, long = (least(partial(work, piece * (n // len(piece)))) for n in (n_chars // 4, n_chars))
    assert log(long / short, 4) <= 1.15
    assert long / 0.4 <= (6 if kind in DENSE else 3), "seconds a megabyte"


def least(work: Callable[[], object]) -> float:
    """The least processor time of three calls."""
    return min(seconds(lambda _: work(), "") for _ in range(3))


def test_each_speech_of_a_page_is_dated_by_a_bounded_number_of_its_notes(monkeypatch):
    heard = []
    monkeypatch.setattr(metadata, "find_day", lambda speech, credits, genre: heard.append(len(credits)) or (None, []))
    speeches = "".join(f"在会上的讲话（篇{n}）\n同志们：要抓好{n}件事。\n" for n in "一二三")
    reading.read_string("".join(f"点击次数：{n}\n" for n in range(150)) + speeches, "a")
    assert heard == [metadata.MOST_CREDITS] * 3


def ordinary(n_bytes: int) -> Document:
    """A report of many different sentences under headings, as one speech."""
    what = ["修路", "架桥", "种树", "办学", "治水", "通电", "扶贫"]
    ways = [f"{who}要抓好{one}和{two}" for who, one, two in product(["各县", "各乡", "全省", "我们"], what, what)]
    texts, size = [], 0
    for k, way in enumerate(cycle(ways)):
        heading = f"\n{'一二三四五'[k // 50 % 5]}、{way}\n" if k % 50 == 0 else "\n" if k % 7 == 0 else ""
        texts.append(f"{heading}{way}，投资{k % 977}万元，比去年增长{k % 89}%。")
        size += len(texts[-1].encode())
        if size > n_bytes:
            break
    text = "".join(texts)
    sections, voices = reading.find_sections(text), reading.find_voices(text, "work report")
    repaired = RepairedText.build(text, 0, len(text), [])
    return Document("a", text, "decoded", "", "", (Speech("a", "a", text, 0, len(text), repaired, (), sections, voices),))


@pytest.mark.slow
def test_a_speech_of_eight_megabytes_is_coded_in_linear_time():
    small, large = (least(partial(code_document, ordinary(n_bytes))) for n_bytes in (2_000_000, 8_000_000))
    assert log(large / small, 4) <= 1.15  # memory that outgrows the processor's caches accounts for what is above 1


# In a process of its own: what other tests have left in caches makes what is measured larger or smaller.
MEMORY = """
import gc, tracemalloc
from koujing.coding import code_document
from test_growth import ordinary
code_document(ordinary(20_000))  # what is loaded on first use stays
document = ordinary(400_000)
gc.collect()
tracemalloc.start()
code_document(document)
print(tracemalloc.get_traced_memory()[1])
"""


def test_a_speech_takes_at_most_a_hundred_and_twenty_times_its_size_in_memory():
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (Path(koujing.__file__).parents[1], Path(__file__).parent)))}
    told = subprocess.run([sys.executable, "-P", "-c", MEMORY], env=environment, capture_output=True, text=True, check=True)
    assert int(told.stdout) <= 120 * 400_000
