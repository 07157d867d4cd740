"""How a numeral is written: the patterns that find one in running text, in Arabic, Chinese or financial characters.

Atomic throughout: a numeral is never given back piece by piece, so matching stays linear.
"""

from __future__ import annotations

# The characters of numerals, for patterns of every kind: no other module spells them out.
ZEROS = "零〇○"
DIGITS = "一二三四五六七八九"
TO_TEN = DIGITS + "十"
MAGNITUDES = "十百千万亿"
# All of them: what numerals in Chinese characters consist of.
NUMERAL_CHARACTERS = ZEROS + DIGITS + "两" + MAGNITUDES
# One to ninety-nine, as outlines, plans and days number them.
ORDINAL = f"(?:[{DIGITS}]?十[{DIGITS}]?|[{DIGITS}])"
# A year written out in either script, its last digits perhaps masked (201*); without 年.
YEAR = rf"(?:[12]\d[\d*]{{2}}|[一二][{ZEROS}{DIGITS}]{{3}})"

# A numeral longer than this is damage or an identifier; 27,203,319,000 (budget of 1956) has 14 characters.
LONGEST = 24

# Characters of cheques and old accounts, tens written as one character, and traditional forms; to the plain ones.
PLAIN_FORMS = str.maketrans(
    dict(zip("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億兩", "一二二三三四五六六七八九十百千万亿两", strict=True))
    | {"廿": "二十", "卅": "三十", "卌": "四十"}
)
_FINANCIAL_DIGITS = "壹贰叁肆伍陆柒捌玖"

# Every character that can begin a quantity: a scan fails fast on the others.
FIRST = rf"[\d○〇零一二三四五六七八九两十百千万亿廿卅第翻几数上好半{_FINANCIAL_DIGITS}拾]"

_ARABIC = r"\d[\d*]*+(?:[,，]\d{3}(?!\d))*(?:\ ?[.．·]\ ?[\d*]++)?"
# 千 belongs to the unit in 千瓦, 千克, 千米 ….
_MAGNITUDE = "(?:[十百万亿]|千(?![瓦克米伏卡赫焦]))"
# 两 behind a magnitude is the tael (七万万两), unless another follows (一万两千).
_CHINESE = (
    r"(?:[零〇○一二三四五六七八九十百万亿]++|两(?=[百千万亿])|(?<![十百千万亿])两|(?<![五一二])[廿卅](?=[零〇○一二三四五六七八九多余个年人名亿万])|千(?![瓦克米伏卡赫焦]))+"
    "(?:点[零〇○一二三四五六七八九]++)?"
)
# 陆 and 伍 end words (大陆, 队伍); as digits a magnitude follows.
_FINANCIAL = (
    rf"(?<![大登内水着收队入])(?:[{_FINANCIAL_DIGITS}](?=[拾佰仟万亿])|拾(?=[万{_FINANCIAL_DIGITS}]))"
    rf"[{_FINANCIAL_DIGITS}拾佰仟万亿零]++"
)
_PART = rf"(?:{_ARABIC}|{_CHINESE}|{_FINANCIAL})"
NUMBER = rf"""(?>
    (?:好?几(?=[十百千万亿])(?![百千万]分之)                         # 几十, 好几百
     | (?<![人户总件个倍指系位次基岁多少半])数(?=[十百千万亿])(?![百千万]分之)   # 数十, but not 总数百分之…
     | (?<![以史历年会迈登跨跃站踏走奔冲赶追比早晚加网千])上(?=[百千万亿])(?![百千万]分之))?     # 上万, but not 迈上千亿元
    {_PART}
    (?:(?:[多余几]|(?<=[十百千0０])来)?(?:个多?(?=[万亿]))?\ ?(?:{_MAGNITUDE})+(?:{_PART})?)*  # 40多万, 60个亿, 1亿3千多万
    (?:\ ?[多余几]|(?<=[十百千万0０])来(?=[个人户项家名位斤亩元岁里公头条座所台只块棵间次张年天吨]))?  # 2000多, 十来个
)"""
_YEAR = "(?:[12][0-9]{3}|[一二][零〇○一二三四五六七八九]{3})年"  # 由40%到一九五七年的60%
RANGE = rf"""{NUMBER}(?:
    (?:至|到|-|－|—|–|~|～)(?![^，。分]{{1,4}}分之|{_YEAR}){NUMBER}        # 2至3, but 百分之四至百分之五 are two
  | (?<=[二两三四五六七八])、(?=[三四五六七八九]){NUMBER}                    # 三、四百
  | (?<=一)、(?=二[十百千万亿]){NUMBER}                                  # 一、二千万
)?"""
# A lone 一 begins a numeral only before what can continue one (进一步, 统一, 一些 are words), and where a list of works
# ends in its measure word (水库一座,).
NUMERAL = rf"""(?!一(?![零〇○一二三四五六七八九十百千万亿点倍半番成、]|个百分|[至到\-－—–~～][二两三四五2-9]
    |[座所处眼台辆栋幢艘架][，。；、,;]))(?:{NUMBER}分之)?{RANGE}"""
