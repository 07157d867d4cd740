"""Decide the genre of a text, by its title, its form of address, its set phrases and its verbs of saying."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.patterns import lazy
from koujing.reading.metadata.clues import Words
from koujing.reading.metadata.gazetteer import HAN
from koujing.reading.metadata.index import IndexedText, wording
from koujing.reading.metadata.title import join_title
from koujing.reading.metadata.written import GAP, NUMBER, YEAR

HEAD = 600  # characters within which a report says what it is; the longest opening among the 52 needs 330
OPENING = 200  # characters within which a report says that a meeting was held
FEW = 3  # uses of 我们 and the like that a report of a speech may quote
QUOTED = 3  # verbs of saying that are shown as evidence

# The bodies that report to a congress, and the words with which they do so.
REPORTING = lazy(r"国务院|政府|人民法院|人民检察院|常务委员会|人大常委会")
WORK_REPORT = lazy(r"政府工作|工作[报報]告|作(?:了)?工作[报報]告|[报報]告.{0,12}工作")
PLAN_REPORT = lazy(r"(?:计划|预算|决算|纲要).{0,40}的报告|关于.{0,30}(?:计划|预算|纲要).{0,30}报告")
TITLED_REPORT = lazy(r"\s*[^\n。，]{0,40}工作[报報]\n?[告](?=[\s（(—―-]|$)")
# 审议政府工作报告, 学习讲话精神: the title of news about a report or a speech.
ABOUT = lazy(
    "审议|听取|讨论|学习|解读|宣讲|热议|传达|贯彻|落实|座谈|起草|反响|征求|召开|举行|举办|出席|主持(?!词)|接受|收看|收听|精神|心得|(?<!全)体会"
)
TOLD_OF = lazy("[开闭]幕(?![式会词辞])|作(?:了|的)?(?:政府)?工作报告")  # 大会开幕 县长某某作政府工作报告
TELLS = lazy("出席|发表|听取|收看|观看|举行|召开|并(?:作|致|讲)|作(?:了)?重要")
# What a text calls itself in its title: a form of speech, or a speech given at a meeting.
SPOKEN_FORM = lazy(
    r"(?:致辞|致词|演讲|演说|贺词|祝酒[词辞]|答谢[词辞]|欢迎[词辞]|开幕[词辞]|闭幕[词辞]|主持[词稿]|串词|献词|寄语|倡议发言|表态发言|讲话提纲"
    r"|述[职责](?:述[廉德学法]){0,2}报告|履职报告|表态|党课|(?:发言|讲话|演讲|致辞|主持|汇报)(?:稿|材料|提纲)|(?:工作|情况)汇报)"
    r"(?:稿|材料|摘要|节选|实录|全文|摘登|要点|范文|模板)?[^\n\u3400-\u9fff]{0,8}(?:$|——)|主持词"
)
SPOKEN = lazy(
    r"(?:在[^\n]{2,70}[上中时]的?[^\n，。]{0,6}?|的)(?:讲话|发言|致辞|致词|演讲|演说|报告|汇报|寄语|主持词)(?:稿|摘要|节选|全文)?[^\n\u3400-\u9fff]{0,12}$"
    r"|(?:讲话|发言)(?:摘要|节选|全文|要点)?[^\n\u3400-\u9fff]{0,8}$"
)
OWN_TITLE = lazy("(?:^|—|-|\\s)在")
DOCUMENT = lazy(
    r"(?:关于|印发|转发)[^\n]{2,80}的?(?:通知|意见|方案|办法|决定|批复|函|请示|公告|通告|通报|规定|细则|条例)(?:[^\n\u3400-\u9fff]{0,12})$"
    r"|(?:会议纪要|实施方案|实施意见|实施办法|行动计划|工作要点|公示|公报)$"
)
# 各位代表：, 各位代表、同志们：; but not 各位代表认真审议.
ADDRESSES = lazy(r"各位代表(?=\s{0,4}[：:，,！!、\n \u3000]|[^\n。，]{0,6}[：:])")
PASSED = lazy(rf"\s*(?:[^\n。]{{2,60}}\n\s*)?(?P<note>[（(]{YEAR}年[^\n）)]{{2,80}}(?:通过|批准)[）)])")  # under the title of a resolution
REPORTS_TO = lazy(r"[^。]{0,200}我代表[^，。\n]{2,24}(?:政府|委员会|常委会|法院|检察院)[，,]?\s*向大会[^。]{0,6}报告")
# A report told in the third person, part by part.
DIGEST = wording("总", r"总理(?:在)?报告(?:中|的第[一二三]部分)")
SALUTATION = lazy(
    r"^[ \u3000]*(?![^\n，。]{0,12}(?:希望|要求|勉励|鼓励|号召|叮嘱|看望|慰问))"
    r"(?:尊敬的|[^\n，。：:！!]{0,12}(?:同志们|朋友们|代表们|委员们|乡亲们|同学们|老师们|女士们)"
    r"|各位(?>(?:代表|领导|同志|来宾|委员|老师|乡亲|朋友|同事)?))(?![^\n，。：:！!]{0,20}(?:认为|表示|说|指出|听取|审议|建议|反映|提出))[^\n。]{0,30}[:：！!,，]",
    re.MULTILINE,
)
POINTS = wording("我", r"我(?:就|先|再)?[^，。\n]{0,12}(?:讲|谈)[^，。\n]{1,8}(?:意见|问题|方面|想法|要求)")
# 市长王某指出, 王某要求, 会议强调: somebody at the beginning of a sentence who says something; but not 按照省委的要求.
REPORTED = lazy(
    rf"(?:(?:书记|[省市县区州盟旗镇乡厅局部处科主院校]长|主任|主席|同志|总经理)[{HAN}]{{0,4}}?|(?<![^。！？；\n \u3000])[{HAN}]{{2,4}}?)"
    r"(?:在[^，。,\n]{2,16}?)?(?:还|又|也|同时|进一步|最后)?(?:指出|强调|要求|表示|说)[，,：:]"
)
# The last character of the verb with its comma, and how far before it the somebody can begin.
SAID = wording("出调求示说", r"(?:(?<=指)出|(?<=强)调|(?<=要)求|(?<=表)示|说)[，,：:]")
REACH = 32
CONVENED = lazy(
    r"(?:[日讯电]|[今昨][天日晚]|[上下]午|近日|日前|^)[，,]?[^。\n]{2,90}?(?:召开|举[行办]|调研|审议|挂牌|成立|[开闭]幕|开班|开[起了][^。，\n]{0,8}会|主持|出席|参加"
    r"|深入|前往|检查|慰问|看望|会见|考察|视察|督[导查]|走访|揭牌|签约|启动|来到|听取"
    r"|征求|反馈|座谈|开展[^，。\n]{0,20}活动|作(?!了?[政工][府作])[^，。\n]{0,6}(?:讲话|宣讲|辅导)|走进|接访|巡河|宣讲|率队|带队)",
    re.MULTILINE,
)
# Those who attend, and the meeting that speaks, are told of in the third person.
ATTENDED = lazy(
    r"(?:出席|参加|列席|主持)了?(?:会议|[^，。\n]{0,12}(?:会|活动|仪式|慰问|调研|揭牌))|陪同|会上[，,]|据悉|记者从|会议(?:还|听取|传达|审议|通报|研究|指出|强调|要求|由)|(?:领导|负责人|同志)[^，。\n]{0,40}(?:参加|出席|陪同|列席)|(?:委员|代表|大家)们?(?:一致|纷纷|普遍)*(?:认为|表示)"
)
DAY = rf"(?:近日|日前|昨日|今日|(?:{NUMBER}{GAP}月{GAP})?{NUMBER}{GAP}日)"
# 3月4日上午，县委书记某某…: who does something on a day of this year, at the beginning of the text.
DATED = lazy(
    rf"\s*(?:[^。\n]{{2,60}}[，,])?{DAY}(?:[至到—-]{DAY})?(?:[上下]午|晚上?)?[，,]?[^。\n]{{0,60}}?"
    rf"(?:书记|[省市县区州盟旗镇乡局院校厅]长|主任|主席|[省市县区州旗镇乡]委|政府|第[{TO_TEN}\d]{{1,3}}届|我[省市县区州旗镇乡]|人[代大]|党代会|政协|[省市县区州旗镇乡村局厅院校](?=召|举|组|开|到|深|启))"
    rf"|\s*[{HAN}]{{2,20}}?于?{DAY}(?:[上下]午|晚上?)?[^。，\n]{{0,20}}?(?:召开|举[行办])"
)
# 县委书记某某到乡镇调研, 某局召开会议: the headline of news.
HEADLINE = lazy(
    r"[^\n。]{2,60}(?:召开|举行|举办|主持|出席|调研|检查|慰问|看望|会见|考察|视察|督[导查]|走访|开展|开幕|闭幕|启动|揭牌|传达|审议|部署|指出|强调)"
)
# 本报讯, 新华社北京3月5日电, 央视网消息（新闻联播）： in front of the text.
TELEGRAM = lazy(r"[^\n]{0,30}(?:讯|电|消息)[^\n]{0,40}")
FIRST_PERSON = lazy("同志们|我们|咱们|大家")
# 我想, 我们要: a speaker who says I, outside quotations; not 我国, 我县.
I_SAY = lazy(r"(?:(?<=[，。：；！？\s])|^)我(?:们|想|就|代表|谨|愿|相信|希望|认为|宣布|讲|再|先|建议|在此|强调|要|对|也|还)")
QUOTATION = lazy("“[^”\n]{0,200}”")
# 各位同事：, 女士们，先生们：, 你们好！ in the first line of a text whose line ends are lost.
ADDRESS = lazy(
    r"\s*[^\n。！？]{0,160}?(?:(?:同志|朋友|同胞|女士|先生|代表|委员|乡亲|同学|老师)们|各位[同来代委领嘉专][事宾表员导家]|(?:主席|总统)先生|阁下|你们好)[!！:：]"
    r"|[^\n]{0,60}[:：]\s*(?:你们的?)?来信(?:收悉|收到)|[^\n]{0,8}值此[^。\n]{4,120}之际[，,][^。\n]{0,20}我[^国]"
)


def find_genre(speech: IndexedText, title: Words | None, credits: Sequence[IndexedText] = ()) -> tuple[str, list[Words]]:
    """The genre (speech, news report, work report, plan report or other) and the words that show it.

    ``credits`` are the passages around the text that show its origin, such as its dateline and byline.
    """
    text, head = speech.text, speech.text[:HEAD]
    spoken = _is_spoken(title)
    if not (spoken and "报告" not in str(title)) and _is_report(speech, title, head):
        return _report(speech, title, head)
    if spoken:
        return "speech", [*filter(None, [title])]
    telegram = next((Words(passage, 0, len(passage.text)) for passage in credits if TELEGRAM.fullmatch(passage.text)), None)
    addressed = SALUTATION.search(head) or ADDRESS.match(text, 0, HEAD) or speech.first(POINTS, 5 * HEAD)
    if addressed and not (telegram and len(FIRST_PERSON.findall(text)) < FEW):
        return "speech", [Words(speech, *addressed.span())]
    if document := _title_says(title, DOCUMENT):
        return "other", [document]
    if passed := PASSED.match(text):
        return "other", [Words(speech, *passed.span("note"))]
    return _news(speech, title, telegram, bool(credits))


def _title_says(title: Words | None, pattern: re.Pattern[str]) -> Words | None:
    """The words of the title, its lines joined, that match a pattern."""
    found = pattern.search(join_title(str(title))) if title else None
    return title if found else None


def _is_spoken(title: Words | None) -> bool:
    """Whether a text calls itself a speech, by a form of speech or a meeting at which it was given, and is no news of one."""
    name = join_title(str(title)) if title else ""
    if SPOKEN_FORM.search(name):
        return not TELLS.search(name)
    spoken = SPOKEN.search(name)
    return bool(spoken) and bool(OWN_TITLE.search(name) or not ABOUT.search(name))


def _news(speech: IndexedText, title: Words | None, telegram: Words | None, credits: bool) -> tuple[str, list[Words]]:
    """A news report has a dateline, tells of a meeting or visit in its headline and opening, or attributes sayings."""
    told, convened = list(_reported(speech)), CONVENED.search(speech.text[: HEAD // 2])
    headline = _title_says(title, HEADLINE)
    if not (telegram or headline) and (first := _first_person(speech, FEW + len(told))):
        return "speech", [first]
    attended = convened and convened.start() < OPENING and ATTENDED.search(speech.text, 0, 2 * HEAD)
    shown_by = told or credits or headline or attended or DATED.match(speech.text)
    if not (telegram or len(told) >= 2 or (convened and shown_by)):
        return "other", []
    shown = [Words(speech, *m.span()) for m in [*filter(None, [convened]), *told][:QUOTED]]
    return "news report", [*filter(None, [telegram]), *shown]


def _first_person(speech: IndexedText, often: int) -> Words | None:
    """Where a text that speaks ``often`` in the first person, outside quotations, does so first."""
    said = islice(I_SAY.finditer(QUOTATION.sub("", speech.text)), often)
    first = I_SAY.search(speech.text)
    return Words(speech, *first.span()) if first and sum(1 for _ in said) >= often else None


def _is_report(speech: IndexedText, title: Words | None, head: str) -> bool:
    """Whether a text is a report to a congress, by its title, its form of address or as a digest."""
    name = join_title(str(title)) if title else ""
    titled = TITLED_REPORT.match(name) or TITLED_REPORT.match(speech.text)
    to_all = ADDRESSES.search(head, 0, 160)
    addressed = (to_all and "报告" in head and REPORTING.search(head)) or REPORTS_TO.match(head)
    told = titled and (ABOUT.search(titled.group()) or TOLD_OF.search(titled.group()))
    return bool(speech.first(DIGEST) or (titled and not told) or addressed)


def _reported(speech: IndexedText) -> Iterator[re.Match[str]]:
    """The same as ``REPORTED.finditer(text)``, but tried only before verbs of saying."""
    read_to = 0
    for verb in speech.matches(SAID):
        begin, end = verb.start(), verb.end() + REACH
        while (found := REPORTED.search(speech.text, max(read_to, begin - REACH), end)) and found.start() <= begin:
            read_to = found.end()
            yield found


def _report(speech: IndexedText, title: Words | None, head: str) -> tuple[str, list[Words]]:
    """The kind of report; a report on the plan that also treats foreign policy is the government's report of that year."""
    plan, work = PLAN_REPORT.search(head[:300]), WORK_REPORT.search(head[:300])
    if plan and not work and "外交" not in head:
        return "plan report", [Words(speech, *plan.span())]
    said = WORK_REPORT.search(head) or speech.first(DIGEST) or REPORTING.search(head)
    return "work report", [Words(speech, *said.span())] if said else [*filter(None, [title])]
