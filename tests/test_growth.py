"""Reading and coding take time in proportion to a text, whatever is repeated in it, and memory too.

A text of one fragment repeated is what shows a scan inside a scan. The ordinary tests tell a quadratic (exponent 2) from
a linear stage in process time, with room for a busy machine; those marked slow hold the stages to what they reach on an
idle one.
"""

import gc
import tracemalloc
from functools import partial
from itertools import cycle, islice, product
from math import log
from time import process_time

import pytest

from koujing import reading
from koujing.reading import metadata
from koujing.reading.speech import Document, RepairedText, Speech
from koujing.rows import code_document

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


def repeated(kind: str, n_bytes: int) -> str:
    suffix, units = EVERY[kind]
    units = (units,) if isinstance(units, str) else units
    n = n_bytes * len(units) // len("".join(units).encode())
    body = "".join(islice(cycle(units), max(1, n)))
    if suffix == ".txt":
        return BEFORE + body + BEHIND
    return "date,text\n" + body if suffix == ".csv" else body


@pytest.fixture
def steady():
    """No collection of garbage while the clock runs, and nothing that is loaded on first use."""
    code_document(reading.read_string(f"{BEFORE}，其中桥3座。王省长指出，{BEHIND}", "warm"))
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def seconds(work, repeats: int) -> float:
    taken = []
    for _ in range(repeats):
        started = process_time()
        work()
        taken.append(process_time() - started)
    return min(taken)


def read_and_code(folder, kind: str, n_bytes: int):
    path = folder / f"{n_bytes}{EVERY[kind][0]}"
    path.write_text(repeated(kind, n_bytes), encoding="utf-8", newline="")
    return lambda: code_document(reading.read_file(path, "a"))


def exponent(small: float, large: float, times: int) -> float:
    return log(large / small) / log(times)


@pytest.mark.parametrize("kind", EVERY)
def test_no_repeated_fragment_takes_quadratic_time(kind, tmp_path, steady):
    works = [read_and_code(tmp_path, kind, n_bytes) for n_bytes in (20_000, 40_000, 80_000)]
    best = [float("inf")] * 3
    for _ in range(4):  # the first round that is plainly linear will do, the others are for a busy machine
        best = [min(before, seconds(work, 1)) for before, work in zip(best, works, strict=True)]
        if exponent(best[0], best[2], 4) < 1.5 and exponent(best[1], best[2], 2) < 1.5:
            return
    pytest.fail(f"20, 40 and 80 kB of {kind} take {best} seconds: more than their length to the power of 1.5")


@pytest.mark.slow
@pytest.mark.parametrize("kind", EVERY)
def test_time_grows_with_the_length_of_repeated_fragments(kind, tmp_path, steady):
    small, large = (seconds(read_and_code(tmp_path, kind, n_bytes), 3) for n_bytes in (100_000, 400_000))
    assert exponent(small, large, 4) <= 1.15
    assert large / 0.4 <= (6 if kind in DENSE else 3), "seconds a megabyte"


def test_each_speech_of_a_page_is_dated_by_a_bounded_number_of_its_notes(monkeypatch):
    heard = []
    monkeypatch.setattr(metadata, "find_clues", lambda speech, credits, *_: heard.append(len(credits)) or [])
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
def test_a_speech_of_eight_megabytes_is_coded_in_linear_time(steady):
    small, large = (seconds(partial(code_document, ordinary(n_bytes)), 2) for n_bytes in (2_000_000, 8_000_000))
    assert exponent(small, large, 4) <= 1.15  # memory that outgrows the processor's caches accounts for what is above 1


def test_a_speech_takes_at_most_a_hundred_times_its_size_in_memory():
    n_bytes = 100_000
    document = ordinary(n_bytes)
    code_document(document)  # what is loaded on first use stays
    tracemalloc.start()
    try:
        code_document(document)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak <= 100 * n_bytes
