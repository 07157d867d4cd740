"""A corpus in which every field that its owner controls tries to act as HTML, script, Markdown or maths."""

import csv
import json
import re
from pathlib import Path

from koujing.opening import sample_folder
from koujing.reading import read
from koujing.reading.metadata import FIELDS

# A file's name can hold no slash, and one that `metadata.csv` names no backslash; all else can.
NAME = "<img src=x onerror=alert(1)>\" onmouseover=alert(1) $\\frac$ {{x}} [c](javascript:alert) `d` {raw}`e` |*_~%&lt;"
TEXT = f"</script><script>alert(1)</script><img src=//evil.example/a onerror=alert(1)> ![a](https://evil.example/b) {NAME}"
SHORT = "<svg onload=alert(1)>"  # what a coder takes into an indicator, a wording, a heading
SPEECH = """\
{short}工作会议上的讲话

同志们：

一、{short}干得怎样

去年{short}增长8.5%，{short}达到120亿元，“{short}”完成3{short}。坚持“三{short}”，落实“两不愁{short}三保障”。
王建国县长指出：“{short}要抓好，要修好{short}路。”做到{short}清、{short}清、{short}清，这三清是基本功。

二、{short}怎样办

必须抓好{short}，要求各单位{short}，坚决打赢{short}攻坚战。今年{short}力争增长9%，新修{short}渠4条。{text}
"""


def write_corpus(folder: Path) -> Path:
    """A folder of such a name, with texts, records and ``metadata.csv``, below ``folder``."""
    home = folder / NAME
    home.mkdir(parents=True)
    samples = [_woven(sample.text) for sample in read(sample_folder())]
    speech = SPEECH.format(short=SHORT, text=TEXT)
    names = [f"{NAME}{number}.txt".replace("\\", "") for number in range(3)]
    for name, sample in zip(names, samples, strict=False):
        (home / name).write_text(f"{speech}\n{sample}", encoding="utf-8")
    records = [
        {"id": f"{TEXT}{k}", **_fields(2001 + k), "genre": "work report", "text": f"{speech}\n{sample}"}
        for k, sample in enumerate(samples[3:15])
    ]
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    (home / f"{NAME}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for path, rows in (("metadata.csv", [{"source": n, **_fields(1990 + k)} for k, n in enumerate(names)]), ("=1.csv", records[:1])):
        with (home / path).open("w", encoding="utf-8", newline="") as handle:
            table = csv.DictWriter(handle, rows[0])
            table.writeheader()
            table.writerows(rows)
    return home


def _fields(year: int) -> dict[str, str]:
    return {field: f"{TEXT}{field}" for field in FIELDS} | {"date": str(year)}


def _woven(text: str) -> str:
    """The text with a payload before every fifth numeral."""
    places = [match.start() for match in re.finditer(r"\d+", text)][::5]
    parts = [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]
    return SHORT.join(parts)
