"""Small corpora of the kinds that people bring: each is a name and what is written into a folder."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

SAMPLE = Path(__file__).parents[1] / "data/sample"

PLAIN = (
    "会议室里坐满了各乡镇的负责同志。",
    "山里的路修通以后，群众出门方便多了。",
    "我们的干部同群众坐在一条板凳上说话。",
    "林场的工人把苗圃打理得井井有条。",
    "合作社的账目按月张贴，大家看得明白。",
    "困难还不少，办法也在一点一点地想出来。",
    "水渠通了，田里的庄稼喝上了水。",
    "老师们留在村里，孩子们的书声就不会断。",
)
FIGURES = (
    "去年修通村道{a}公里，改造危房{b}户。",
    "粮食总产量达到{a}万吨，比上年增长{c}.5%。",
    "发放产业贷款{a}亿元，其中种植业{b}万元。",
    "全县农民人均纯收入{b}元，增加{a}元。",
    "今年要新建蓄水池{a}口，力争灌溉面积达到{b}亩。",
)
SLOGANS = (
    "要把三个到位落到实处：人员到位、经费到位、措施到位。",
    "继续开展“两清三改”行动。",
    "“十二五”时期是关键的五年。",
    "坚持四个结合，做到一村一策。",
)
PARALLELS = (
    "要认真学习，要认真调研，要认真落实。",
    "路通到哪里，电就送到哪里；水引到哪里，树就栽到哪里；人走到哪里，课就讲到哪里。",
)


def _speech(rng: random.Random, kinds: Iterable[tuple[str, ...]], n: int, title: str, opening: str = "同志们：") -> str:
    """A speech of ``n`` paragraphs from the given kinds of sentences, under two headings."""
    pool = [sentence for kind in kinds for sentence in kind]
    numbers = ({"a": rng.randint(2, 90), "b": rng.randint(100, 9000), "c": rng.randint(1, 12)} for _ in range(4 * n))
    paragraphs = ["".join(rng.choice(pool).format(**next(numbers)) for _ in range(4)) for _ in range(n)]
    half = n // 2
    return "\n".join(
        [title, "", opening, "", "一、过去的工作", *paragraphs[:half], "", "二、今后的任务", *paragraphs[half:], ""]
    )


ALL = (PLAIN, FIGURES, SLOGANS, PARALLELS)


def _write(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def _of_years(years: Iterable[int], title: str, kinds: tuple[tuple[str, ...], ...] = ALL, n: int = 8) -> dict[str, str]:
    rng = random.Random(7)
    return {
        f"{year}.txt": _speech(rng, kinds, n, f"{title}\n（{year}年3月5日）") for year in years
    }  # fmt: skip


def _one_sentence(folder: Path) -> None:
    _write(folder, {"a.txt": "同志们：今年增长8%。"})


def _one_speech(folder: Path) -> None:
    shutil.copy(SAMPLE / "county.txt", folder)


def _no_figures(folder: Path) -> None:
    _write(folder, _of_years((2011, 2012), "在全县农村工作会议上的讲话", (PLAIN, SLOGANS, PARALLELS)))


def _no_slogans(folder: Path) -> None:
    _write(folder, _of_years((2011, 2012), "在全县农村工作会议上的讲话", (PLAIN, FIGURES, PARALLELS)))


def _no_parallels(folder: Path) -> None:
    _write(folder, _of_years((2011, 2012, 2013), "在全县农村工作会议上的讲话", (PLAIN[:3], FIGURES)))


def _no_dates(folder: Path) -> None:
    rng = random.Random(1)
    _write(folder, {f"{name}.txt": _speech(rng, (PLAIN, SLOGANS), 6, "在村民大会上的讲话") for name in "abc"})


def _no_han(folder: Path) -> None:
    _write(folder, {"a.txt": "Comrades, output grew by 8 percent and 12 roads were built.\n", "b.txt": "Thank you all.\n"})


def _one_character(folder: Path) -> None:
    _write(folder, {"a.txt": "一"})


def _foreign_among_others(folder: Path) -> None:
    _write(folder, _of_years(range(2001, 2011), "在全县农村工作会议上的讲话", n=6))
    _write(folder, {"abroad-2011.txt": "Address on rural work\n(2011-03-05)\nThank you all.\n", "numbers.txt": "一二三四五。\n"})


def _one_year(folder: Path) -> None:
    rng = random.Random(2)
    titles = ("在动员会上的讲话", "在座谈会上的讲话", "在总结会上的讲话", "在现场会上的讲话")
    _write(folder, {f"{k}.txt": _speech(rng, ALL, 6, f"{title}\n（2015年{k}月8日）") for k, title in enumerate(titles, 1)})


def _twelve_years(folder: Path) -> None:
    _write(folder, _of_years(range(2001, 2013), "县长在全县农村工作会议上的讲话"))


def _three_work_reports(folder: Path) -> None:
    _write(folder, _of_years(range(2001, 2010), "县长在全县农村工作会议上的讲话"))
    rng = random.Random(3)
    for year in (2010, 2011, 2013):
        opening = "各位代表：现在，我代表县人民政府向大会报告政府工作，请予审议。"
        text = _speech(rng, ALL, 8, f"政府工作报告\n——{year}年2月8日在青岭县第十届人民代表大会上", opening)
        _write(folder, {f"report-{year}.txt": text})


def _some_dates_missing_or_twice(folder: Path) -> None:
    _write(folder, _of_years(range(2001, 2010), "县长在全县农村工作会议上的讲话"))
    rng = random.Random(6)
    _write(folder, {"again.txt": _speech(rng, ALL, 8, "县长在全县农村工作会议上的讲话\n（2005年9月8日）")})
    _write(folder, {f"undated-{k}.txt": _speech(rng, ALL, 4, "在村民大会上的讲话") for k in (1, 2)})
    _write(folder, {"no-han.txt": "Thank you all.\n"})


def _levels_of_a_place(folder: Path) -> None:
    rng = random.Random(8)
    places = {"province": {"province": "青岭省"}, "county": {"province": "青岭省", "prefecture": "云水市", "county": "石桥县"}}
    rows = [
        {"text": _speech(rng, ALL, 5, "在会议上的讲话"), "date": f"{year}-03-05", "level": level, **place}
        for year in (2013, 2014)
        for level, place in places.items()
    ]
    _write(folder, {"mine.jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)})


def _mixed_genres(folder: Path) -> None:
    for name in ("department.txt", "province.txt", "commission.txt", "city-2001.txt", "web-copy.txt", "two-speeches.txt"):
        shutil.copy(SAMPLE / name, folder)


def _pages(folder: Path) -> None:
    shutil.copy(SAMPLE / "enterprise.html", folder)
    rng = random.Random(4)
    for name in ("one", "two"):
        body = "".join(f"<p>{line}</p>" for line in _speech(rng, ALL, 5, "在全县农村工作会议上的讲话").splitlines())
        page = f'<html><head><title>讲话 - 本站</title></head><body><ul><li><a href="/">首页</a></li></ul>{body}</body></html>'
        _write(folder, {f"{name}.html": page})


def _records(folder: Path) -> None:
    rng = random.Random(5)
    rows = [
        {"text": _speech(rng, ALL, 5, "在会议上的讲话"), "date": f"{year}-03-05", "level": level, "title": f"讲话{year}"}
        for year, level in zip(range(1995, 2015), ("county", "province") * 10, strict=True)
    ]
    _write(folder, {"mine.jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)})


CORPORA: dict[str, Callable[[Path], None]] = {
    "one sentence": _one_sentence,
    "one speech": _one_speech,
    "no figures": _no_figures,
    "no slogans": _no_slogans,
    "no parallels": _no_parallels,
    "no dates": _no_dates,
    "no Han character": _no_han,
    "one character": _one_character,
    "a foreign text among others": _foreign_among_others,
    "one year": _one_year,
    "twelve years of speeches": _twelve_years,
    "three work reports among speeches": _three_work_reports,
    "some dates missing or twice": _some_dates_missing_or_twice,
    "levels of a place": _levels_of_a_place,
    "mixed genres": _mixed_genres,
    "pages": _pages,
    "records": _records,
}
