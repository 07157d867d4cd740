"""Rules for slogans that are known by what they bundle: a list of as many items right before, behind or in brackets."""

from __future__ import annotations

import re

from koujing.chinese.rules import Rule
from koujing.slogans.framed import is_plain
from koujing.slogans.members import REACH, before, find_members
from koujing.slogans.quoted import is_not_pointed_at
from koujing.slogans.registry import parts_of
from koujing.slogans.wording import words


def _follows_its_list(match: re.Match[str]) -> bool:
    """Whether a list of as many parts as a label counts runs up to it, and its noun does not mark a plain enumeration."""
    text, start = match.string, match.start()
    count, noun = parts_of(match[0])[0]
    return (
        text.find("、", max(0, start - 12), start) >= 0 and not is_plain(noun) and bool(before(text, start, count, ()))
    )


def _holds_its_list(match: re.Match[str]) -> bool:
    """Whether the brackets behind a label hold a list of as many parts as it counts, and its noun marks no plain enumeration."""
    text, begin = match.string, match.end() + 1
    end = text.find("）", begin, begin + REACH)
    count, noun = parts_of(match[0])[0]
    is_counted = noun.endswith((*(set(words("place")) - {"区"}), "项目", "企业", "单位", "部门", "人", "户"))
    return end > 0 and not is_counted and text.count("、", begin, end) == count - 1 and not set("，；。") & set(text[begin:end])


def _holds_its_frame(match: re.Match[str]) -> bool:
    """Whether each item of the list in the brackets behind a label has its word."""
    if not _holds_its_list(match):
        return False
    items = match.string[match.end() + 1 : match.string.index("）", match.end())].split("、")
    return all(parts_of(match[0])[0][1] in item for item in items)


def _is_explained(match: re.Match[str]) -> bool:
    """Whether what a label stands for follows it; items of what is plainly counted (两省) must have its word (四区)."""
    text, parts = match.string, parts_of(match[0])
    spans = find_members(text, *match.span(), parts, match[0]) if is_not_pointed_at(match) else ()
    return bool(spans) and (match["plain"] is None or all(text.find(parts[0][1], *span) >= 0 for span in spans))


LISTED = (
    Rule(
        "listed_items",
        "[{some}]项(?:机制|制度|改革|举措|措施|行动|工程|任务|原则){ended}",
        "N项 and a noun of government right after a list of N items",
        {"稳定、规范、创新三项机制": "三项机制"},
        ("稳定、创新三项机制", "稳定、规范、创新三项资金"),
        holds=_follows_its_list,
    ),
    Rule(
        "listed_in_quotes",
        "(?<=[{closing}])[{some}][种个][\u4e00-\u9fff]{2,4}?{ended}",
        "a number and any noun right after a quotation of that many items",
        {"增强“责任、效率、为民”三种意识": "三种意识"},
        ("责任、效率、为民三种意识", "“责任、效率”三种意识"),
        holds=_follows_its_list,
    ),
    Rule(
        "listed_in_brackets",
        "[两{some}][大个项种][\u4e00-\u9fff]{2,5}?(?=（)",
        "a number and any noun before brackets with that many items",
        {"抓好两个园区（东部园区、西部园区）": "两个园区"},
        ("抓好两个园区（东部园区）", "抓好两个县（东县、西县）"),
        holds=_holds_its_list,
    ),
    Rule(
        "framed_in_brackets",
        "[两{some}](?![{counts}个是要])(?:(?![的了{numeral}]){han}){1,2}?(?=（)",
        "a number and a word before brackets with that many items, each of which has the word",
        {"做好一保（保供）两抓（抓灌溉、抓排涝）": "两抓"},
        ("管好两路（东路）", "两乡（甲镇、乙镇）"),
        holds=_holds_its_frame,
    ),
    Rule(
        "explained",
        "(?<=[；;。：:\\]］】])[两{some}](?!{measured}[，即是指]|[是要])(?P<plain>(?=[{counts}][，即是指]))?[个大项件种条]?(?:(?![的了{numeral}]){han}){1,2}?(?=[，,]?(?:即(?!将|可|使)|是?指))",
        "a number and a word at the beginning of a clause that says what they are, as notes do part by part",
        {"一环即外环；两心即东山、西山；": "两心", "办好三项大事；三项大事，即修路、架桥、通水。": "三项大事"},
        ("；两省即甲、乙。", "；三天即周一、周二、周三。", "管好两心即东山、西山", "；两心即东山；"),
        holds=_is_explained,
    ),
    Rule(
        "listed_word",
        "[{some}](?![{counts}个是要])(?:(?![的了])[\u4e00-\u9fff]){1,2}?{ended}",
        "a number and a word right after a list of that many items",
        {"守好入口、过程、出口三关": "三关"},
        ("甲、乙、丙三县", "入口、出口三关"),
        holds=_follows_its_list,
    ),
)
