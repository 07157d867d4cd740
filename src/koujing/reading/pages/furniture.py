"""Recognise lines of a page that are not speech: dates, bylines, breadcrumbs, buttons, page numbers, the page's footer."""

from __future__ import annotations

import re
from functools import cache

from koujing.chinese.numeral_forms import DIGITS
from koujing.chinese.patterns import lazy, one_of
from koujing.reading.metadata.lines import SPACE, label_pattern

COLON = r"[:：/丨|｜]"

@cache
def wordings(kind: str) -> str:
    """A pattern for one kind of wording that pages add to a text (see the lexicon)."""
    return one_of("page_wordings", kind=kind)


@cache
def labels(*where: str) -> str:
    """A pattern for the labels that count anywhere on a page (""), at its edges ("edge"), or both."""
    return f"(?:{re.sub('[?]P<[a-z]+>', '?:', label_pattern(*where))})"


def _page_line() -> str:
    """A pattern for a line that has only data about the page, the people responsible for it, or buttons."""
    named, button = wordings("named"), wordings("button")
    return rf"""{SPACE}*[（(【\[]?{SPACE}*(?:
        {labels("")}{SPACE}*{COLON}(?![/／])[^\n。，；！？]{{0,100}}  # 发布时间:2020-12-13 12:19:04
      | {named}(?:{SPACE}+[\u3400-\u9fff·]{{2,6}}){{1,4}}  # 责任编辑 甲乙
      | (?:[\u3400-\u9fff]{{2,14}}{SPACE}+)?  # 甲网  2020-12-13
        (?:\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}|\d{{1,2}}[-./]\d{{1,2}}[-./]\d{{4}}|(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日{SPACE}*(?=\d))
        (?:{SPACE}*(?:星期|周)[{DIGITS[:6]}日天])?(?:{SPACE}*\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?)?  # 24.05.2017  05:11
        (?:{SPACE}+[^\n。，；]{{0,100}})?
      | \d{{4}}年\d{{1,2}}月\d{{1,2}}日{SPACE}*{labels("")}{SPACE}*{COLON}[^\n。，；]{{0,100}}  # 2020年3月4日来源：甲网
      | {button}(?:[\s】\]|·、>＞】【\[丨｜]+(?:{button}|{labels('')}))*  # 【打印】【关闭】
      | 分享(?:[到至]|[:：])[^\n。，]{{0,20}}
      | \d{{1,6}}(?:人|次)?(?:阅读|浏览|评论|点赞)|(?:阅读|浏览){SPACE}*[\d.]+万?\+?
      | (?:END|完|图文无关|广告)
    ){SPACE}*[）)】\]]?{SPACE}*"""


PAGE_LINE = lazy(_page_line, re.VERBOSE)
# 当前位置：首页 > 领导讲话, 首页 > 新闻 > 讲话
BREADCRUMB = lazy(
    rf"""[您你]?的?(?:现在|当前|目前)?(?:所在|的)*(?:位置|位于)[:：][^\n。，]{{0,100}}
      | (?:网站)?首\s?页(?:{SPACE}*(?:[>＞»›→/]|>>|&gt;){SPACE}*[^\n。，>＞»›]{{1,30}}){{1,8}}[>＞]?
      | (?:网站)?首\s?页(?:{SPACE}*[|｜丨·]{SPACE}*[^\s。，|｜丨·]{{2,8}}){{2,12}}                # 首页 | 政务 | 互动
      | (?:[>＞»›]{{1,2}}{SPACE}*)?[^\s。，>＞»›]{{2,14}}(?:{SPACE}*[>＞»›]{{1,2}}{SPACE}*[^\n。，>＞»›]{{2,30}}){{2,8}}""",
    re.VERBOSE,
)


def _masthead() -> str:
    """A pattern for the name of a site or a periodical:
    甲县人民政府门户网站, 甲省林业局政务网, 甲报 数字报 返回首页, 甲省人民政府公报 2022年第7期 领导讲话."""
    entry = rf"(?:{SPACE}+(?:{wordings('button')}|数字报|电子版))"
    return rf"""[\u3400-\u9fff]{{2,24}}(?:(?:门户|政务|官方|官|新闻|信息)网站?|网站|门户|信息公开平台|数字报){entry}*
      | [\u3400-\u9fff]{{2,16}}[报刊网]{entry}+
      | [\u3400-\u9fff]{{2,20}}(?:公报|政报|简报|通讯){SPACE}*[（(]?\d{{4}}年{SPACE}*(?:第{SPACE}*\d{{1,3}}{SPACE}*[期号]|\d{{1,2}}月)
        [^\n。，]{{0,20}}"""


MASTHEAD = lazy(_masthead, re.VERBOSE)
# What editors say about the text: before it, with a stop like any sentence, or in brackets below its title or its end.
EDITOR = lazy(
    r"[【\[（(]?(?:编者按|编者的话|编前|编后)[】\]）)]?[:：丨|][^\n]{2,400}|[【\[（(](?:编者按|编者的话)[】\]）)][^\n]{2,400}"
    r"|(?:下面|以下|本文|导语[:：])[^\n]{0,40}(?:小编|网友上传|网友投稿)[^\n]{2,120}"
    r"|[（(][^()（）\n]{0,40}(?:编者所?[加拟]|编辑所?[加拟]|本[报刊网]有删[节改])[^()（）\n]{0,20}[)）]"
)
# 甲县林业局 above a breadcrumb or a menu: the name of the site.
SITE_NAME = lazy(
    r"(?:中共|中国)?[\u3400-\u9fff]{2,20}(?:人民政府|委员会|[厅局委办院部网报台]|办公室|协会|中心)(?:\s*(?:官网|网站))?"
)
BULLET = lazy(r"[•●◆■▪ \t]*(?:[-–*]\s+(?=[^\n]{6})(?!\d{1,3}\s*[-–]))?")  # of a list, not of the page number - 3 -
PAGE_NUMBER = lazy(
    rf"[-—－–·]+{SPACE}*\d{{1,3}}{SPACE}*[-—－–·]+|[（(]?第{SPACE}*\d{{1,3}}{SPACE}*页(?:{SPACE}*[/，,]?{SPACE}*共{SPACE}*\d{{1,3}}{SPACE}*页)?[)）]?"
    rf"|\d{{1,3}}{SPACE}*/{SPACE}*\d{{1,3}}|[Pp]age{SPACE}\d{{1,3}}(?:{SPACE}of{SPACE}\d{{1,3}})?|P\.?\d{{1,3}}"
)
FOOT, FOOT_LINE = lazy(lambda: wordings("foot")), lazy(lambda: wordings("foot_line"))
FOLLOW = lazy(lambda: wordings("follow"))
CAPTION = lazy(
    r"[▲△▼↑↓◀][^\n]{0,80}|[（(]?(?:图为|图片说明|图\d{0,2}[:：])[^\n]{0,80}|[^\n]{2,80}[（(][^()（）\n]{0,14}(?:摄|供图|摄影报道)[)）]。?"
    r"|[^\n]{2,60}[。\s][^\n。，\s]{0,12}记者\s*[\u3400-\u9fff]{2,4}\s*摄"
    r"|[^\n]{2,60}[。\s](?:本[报网]记者|通讯员|记者)?\s*[\u3400-\u9fff]{2,4}\s+(?:摄|供图)"
    r"|[（(]?(?:\d{4}年)?\d{1,2}月\d{1,2}日[，,]?[^\n。，；！？]{2,30}现场[)）]?"
)
CAPTION_SIGN = lazy("[▲△▼↑↓◀图摄现]")  # stands in every caption
STOPS = "。；，！？"
LONGEST_NOTE = 420  # characters of an editor's note
LONGEST = 130  # characters of such a line; the footer of a government site with its address has about 100


def reason_to_set_aside(line: str) -> str:
    """Why a whole line of a page is not speech; empty if it may be.

    >>> [reason_to_set_aside(line) for line in ("责任编辑：甲乙", "首页 > 要闻 > 讲话", "- 3 -", "各位编辑：请坐。")]
    ['page data', 'breadcrumb', 'page number', '']
    """
    if EDITOR.fullmatch(line):
        return "editor's note"
    if len(line) > LONGEST:
        return ""
    if FOOT.search(line) or FOOT_LINE.fullmatch(line):
        return "page data"
    if line[-1] not in STOPS:
        if FOLLOW.search(line):
            return "page data"
        if "，" not in line and "。" not in line and (why := _page_line_kind(line)):
            return why
    if PAGE_NUMBER.fullmatch(line):
        return "page number"
    return "caption" if CAPTION_SIGN.search(line) and CAPTION.fullmatch(line) else ""


def _page_line_kind(line: str) -> str:
    """The kind of a line that is data of the page, a breadcrumb or a masthead; none of these has a comma or a stop in it."""
    if PAGE_LINE.fullmatch(line):
        return "page data"
    if BREADCRUMB.fullmatch(line):
        return "breadcrumb"
    return "masthead" if MASTHEAD.fullmatch(line) else ""
