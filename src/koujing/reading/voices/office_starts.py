"""Roles: find where the description of an office before a name begins."""

from __future__ import annotations

from koujing.chinese.patterns import lazy
from koujing.reading.voices.personal_names import HAN, OFFICE_END

# A time at which something is said; neither a role nor a subject reaches back across it.
WHEN = "今年|去年|近年|会上|会议上|随后|最后|首先|接着|会后|会前|期间|当[天日晚]|[上下]午|[0-9]日|[今昨]天|近日|日前|其中|同时"
# What may precede an office without being part of it.
_BODY = "省|市|县|区|州|盟|旗|镇|乡|村|党|国务院|中共|中央|自治"
BEFORE_OFFICE = lazy(
    r".*(?:由|邀请|陪同|听取了?|会见了?|看望了?|慰问了?|跟随|学习|传达|宣读|贯彻|落实|按照|根据|遵照|诚如|正如|特别是|尤其是|以及|并请|在场的|牢记|谨记|通过|走进|来到|来看|走访|探望|采访|专访|告诉"
    r"|请|让|对(?!外|口|台|接)|向|在(?![京建职])|电(?=中共|国家|国务院|全国)"
    rf"|[着据的了]|有(?!关)|{WHEN}|(?:对|向|给|同|与|和|在)(?={_BODY}|老)|...[上中时后里间](?={_BODY}|副|时任))"
)
REACH = 60  # characters to the left within which an office begins; the longest role in the five documents has 29
ROLE_LEFT = lazy(rf"[{HAN}0-9、《》·()（）-]*")


def role_start(text: str, office: int) -> int:
    """The beginning of the role whose last word is at ``office``: 县委副书记、 belongs to 县长, 王锐、 does not.

    >>> text = "会议由王锐、县委副书记、县长李力主持"
    >>> text[role_start(text, 12) : 14]
    '县委副书记、县长'
    """
    left = ROLE_LEFT.match(text[max(0, office - REACH) : office][::-1])
    assert left
    *before, own = text[office - left.end() : office].split("、")
    start = office - len(own)
    for part in reversed(before):
        if not OFFICE_END.search(part.rstrip(")）")) and part not in ("党组", "党委"):
            break
        start -= len(part) + 1
    if text.count("）", start, office) > text.count("（", start, office):
        start = text.rindex("）", start, office) + 1
    cut = BEFORE_OFFICE.match(text, start, office + 1)  # the office's first character shows that 在 or 对 ends here
    return cut.end() if cut else start
