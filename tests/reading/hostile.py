"""Hostile texts and files, made from a seed: invented sentences and small files, cut, doubled, shuffled and sown with marks."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random

from made import archive, paragraph, pdf, word

HERE = Path(__file__).parent
# Sentences with something for every coder: a formula, a list, a sum, a share, growth, a target, a quotation, an outline.
SENTENCES = (
    "同志们：", "各位代表：\n", "今年全县种树3万亩，增长8%。", "去年粮食总产达到45.6万吨，比上年增加2.1万吨，增长4.8%。",
    "全乡共有12个村，其中山区7个、川区3个、坝区2个。", "要坚定“四个自信”，做到底数清、问题清、责任清。",
    "把人派到村里，把钱用到户里，把心放到会里。", "一、去年工作回顾\n", "二、今年的主要任务\n", "（一）修好水渠。", "1．种好果树。\n",
    "一是要修路，二是要架桥，三是要种树。", "这“三件大事”是：修路、架桥、种树。", "三分之二的农户、百分之十八点五的耕地已经通水。",
    "投资从1.2亿元增加到3.4亿元，翻了一番半。", "到2025年，人均收入要达到2万元以上，年均增长6%左右。",
    "不要怕慢，不能等，不得拖，必须抓紧。",
    "王三指出：“水渠不修好，就不能种稻。”", "（记者 李四）本站5月25日讯", "十三五时期实施“1+4+6”工程，两个覆盖、三项机制。",
    "贷款l67亿元，增强坚定*，**年代。",
    "第一，抓产业；第二，抓住房；第三，抓饮水。", "2013年3月5日在全县大会上的讲话\n", "数十个乡、上万户、三四百人、40多万棵。",
    "打赢攻坚战，筑牢根基，点燃引擎。",
    "修渠占四成，种树占六成，合计1000万元。", "發展農業，興修水利。", "责任编辑：某某\n相关文章\n首页 > 新闻 > 正文\n",
    "有关部门、各乡镇要认真落实。", "本站2月29日讯 昨天，县里召开会议，", "（2013年2月30日）\n", "编者按：", "2月31日召开的全县大会",
)  # fmt: skip
MARKS = (
    *"零〇一二三四五六七八九十百千万亿两半0123456789０９多余几来近约超数上第其和与及的是个项位年月日号元亩%％℃倍成点至到比增减对把被将不要",
    *"、，。；：！？“”‘’（）《》〈〉「」『』【】[]()<>{}|\"'`*×x＊l·.．,-—–－~～…/\\#&@$^_=+",
    *" \t\n\r\f\v　\x00\x1b\x85\xa0\u200b\u200f\u202a\u202e\u2028\u2029\u2066\u2069\ufeff\ufffd\ufffe",
    *"\ue000\u0301\u20e3\u0338\U0001f600\U00020000é٣²½Ⅷ㈠①⑳㉑㊿ｌ",
    "分之", "万亿", "亿分之", "百分点", "百分之", "千分之", "翻番", "翻两番", "其中", "分别", "以上", "以下", "不要", "一是",
    "二是", "第一，",
    "首先", "（一）", "一、", "1.", "①", "\n\n", "\r\n", "**", "****", "……", "——", "“”", "”“", "()", "（）", "《》",
    "、、", "，，", "。。", "同志们：", "[篇一]",
    "[篇二]\n", "20xx年", "2O15年", "0", "00", "1e9", "1/3", "1,000", "1，000", "9" * 30, "九" * 30, "亿" * 12, "万" * 12,
    "1+" * 8, "原标题:", "(图)",
    "相关文章\n", "常委、", "）委、", "指出", "强调", "说：“", "两个确立", "四个自信", "五年", "比上年", "同比增长", "从",
    "增加到", "占", "合计",
)  # fmt: skip
TAGS = (
    "<p>", "</p>", "<br/>", "<script>", "</script>", "<style>", "<!--", "-->", "<![CDATA[", "]]>", "<a href='", "'>",
    '<td class="', "&amp;", "&lt", "&#x5927;",
    "&#0;", "&#xd800;", "&#1114112;", "&", "<table>", "</tr>", "<nav>", "</nav>", "<title>", "<meta charset=gb2312>", "<", ">",
    "</", "<h1>", "<li>",
)  # fmt: skip
XML = (
    "<w:p>", "</w:p>", "<w:t>", "</w:t>", "<w:del>", "</w:del>", "<w:tbl>", "<w:tc/>", "<w:tr/>", "<w:txbxContent>",
    "</w:txbxContent>", "<w:br/>", "<w:tab/>",
    "&#0;", "&#xD800;", "&bogus;", "<?pi?>", "<!-- -->", "<![CDATA[修路]]>", "<q:p/>", "<w:rt>", "<w:p/>", "\x00", "\ufffe",
)  # fmt: skip
TABLE = (
    '"', '""', ",", "\t", ";", "\n", "\r", "\r\n", "\x00", "text", "date", "\\u0000", "\\ud800", "{", "}", "[" * 40, "null", "1e999", "NaN",
    "9" * 5000,
)  # fmt: skip
TOO_MANY = 6000  # characters; more only takes longer


@cache
def cases() -> tuple[str, ...]:
    """The texts of every golden case: each has what some rule looks for."""
    texts = []
    for path in sorted(HERE.parent.glob("*/*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            kept = (line for line in lines if not line.startswith("#"))
            for row in csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE):
                texts += [row[name].replace("\\n", "\n") for name in ("credits", "text") if row.get(name)]
    return tuple(texts)


def make_text(rng: Random, marks: tuple[str, ...] = MARKS) -> str:
    """A few sentences, a few times damaged."""
    text = "".join([*rng.choices(SENTENCES, k=rng.randint(0, 4)), *rng.choices(cases(), k=rng.randint(0, 4))])
    for _ in range(rng.randint(1, 12)):
        text = rng.choice(CHANGES)(text, rng, marks)
    return text[:TOO_MANY]


def _span(text: str | bytes, rng: Random, longest: int = 40) -> tuple[int, int]:
    start = rng.randint(0, len(text))
    return start, min(len(text), start + rng.randint(0, longest))


def _cut(text: str, rng: Random, marks: tuple[str, ...]) -> str:
    start, end = _span(text, rng)
    return text[:start] + text[end:]


def _end(text: str, rng: Random, marks: tuple[str, ...]) -> str:
    return text[: rng.randint(0, len(text))] if rng.random() < 0.5 else text[rng.randint(0, len(text)) :]


def _double(text: str, rng: Random, marks: tuple[str, ...]) -> str:
    start, end = _span(text, rng, 20)
    return text[:end] + text[start:end] * rng.choice((1, 1, 2, 3, 12, 80)) + text[end:]


def _shuffle(text: str, rng: Random, marks: tuple[str, ...]) -> str:
    start, end = _span(text, rng)
    return text[:start] + "".join(rng.sample(text[start:end], end - start)) + text[end:]


def _move(text: str, rng: Random, marks: tuple[str, ...]) -> str:
    start, end = _span(text, rng)
    rest, at = text[:start] + text[end:], rng.randint(0, len(text) - (end - start))
    return rest[:at] + text[start:end] + rest[at:]


def _sow(text: str, rng: Random, marks: tuple[str, ...]) -> str:
    for _ in range(rng.randint(1, 8)):
        start, end = _span(text, rng, 2)
        text = text[:start] + "".join(rng.choices(marks, k=rng.randint(1, 3))) + text[end:]
    return text


CHANGES: tuple[Callable[[str, Random, tuple[str, ...]], str], ...] = (_cut, _end, _double, _shuffle, _move, _sow, _sow, _sow)


def make_file(rng: Random) -> tuple[str, bytes]:
    """The suffix and the bytes of a hostile file: of a format whose text is hostile, or whose bytes are, or both."""
    suffix, make = rng.choice(list(FORMATS.items()))
    data = make(rng)
    for _ in range(rng.choice((0, 1, 1, 2, 8))):
        data = _damage(data, rng)
    return suffix, data


def _damage(data: bytes, rng: Random) -> bytes:
    start, end = _span(data, rng, rng.choice((1, 4, 200)))
    instead = rng.choice((b"", b"\x00", b"\xff" * (end - start), rng.randbytes(end - start), data[start:end] * 2, b"(" * 300))
    return data[:start] if rng.random() < 0.1 else data[:start] + instead + data[end:]


def _encoded(text: str, rng: Random) -> bytes:
    encoding = rng.choice(("utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be", "big5", "utf-32", "latin-1", "utf-7"))
    return text.encode(encoding, "replace")


def _make_table(rng: Random) -> bytes:
    rows = [f'"{make_text(rng)}",2015-03-05,county,speech' for _ in range(rng.randint(1, 4))]
    text = "\n".join(["text,date,level,genre", *rows])
    return _encoded(_sow(text, rng, (*TABLE, *MARKS)) if rng.random() < 0.7 else text, rng)


def _make_lines(rng: Random) -> bytes:
    fields = (2015, "5 March", None, 1.5, True, [1], {"a": 1}, "2015-99", "甲\n乙", "\ud800")
    rows = [{"text": make_text(rng), "date": rng.choice(fields), "level": rng.choice(fields)} for _ in range(rng.randint(1, 4))]
    text = "\n".join(json.dumps(row, ensure_ascii=rng.random() < 0.3) for row in rows)
    return _encoded(_sow(text, rng, (*TABLE, *MARKS)) if rng.random() < 0.7 else text, rng)


def _make_word(rng: Random) -> bytes:
    """A Word file in which the XML may be hostile, not only the archive around it."""
    text = make_text(rng).translate(dict.fromkeys(map(ord, "<&\x00\x1b\ufffe\v\f")))
    body = "".join(map(paragraph, text.split("\n")))
    body = _sow(body, rng, (*XML, *MARKS)) if rng.random() < 0.4 else body
    if rng.random() < 0.7:
        return word(body)
    methods = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    encoding = rng.choice(("gb2312", "gb18030", "utf-16", "big5", "bogus", "utf-7", "latin-1", "ascii", "idna", "hex", "\x00"))
    head = f"<?xml version='1.0' encoding='{encoding}'?>"
    xml = (head + f"<w:d xmlns:w='w'>{body}</w:d>").encode(rng.choice(("utf-8", "gb18030")), "replace")
    return archive({"word/document.xml": xml}, rng.choice(methods))


@cache
def _pages() -> bytes:
    return pdf([["县政府办公室", "今年要种树三万亩，修路67公里。", "- 1 -"], ["一、种树。", "二、修路。", "- 2 -"]])


FORMATS: dict[str, Callable[[Random], bytes]] = {
    ".txt": lambda rng: _encoded(make_text(rng), rng),
    ".md": lambda rng: _encoded(make_text(rng, (*MARKS, "# ", "* ", "> ", "```", "---\n", "[a](", "|-|", "<!--", "&amp;")), rng),
    ".html": lambda rng: _encoded(make_text(rng, (*MARKS, *2 * TAGS)), rng),
    ".csv": _make_table,
    ".jsonl": _make_lines,
    ".docx": _make_word,
    ".pdf": lambda rng: _pages(),
}


def texts(seed: int, n: int) -> Iterator[str]:
    """The same hostile texts for the same seed."""
    rng = Random(seed)
    return (make_text(rng, rng.choice((MARKS, MARKS[:120], (*MARKS, *TAGS)))) for _ in range(n))


def files(seed: int, n: int) -> Iterator[tuple[str, bytes]]:
    """The same hostile files for the same seed."""
    rng = Random(seed)
    return (make_file(rng) for _ in range(n))
