"""Rules for slogans that are names: registered ones, plans and projects, and codes of digits."""

from __future__ import annotations

from koujing.chinese.rules import Rule

PLAN, CODE = "plan", "code"  # the kinds of slogans that do not count parts; any other is ``numeral``

NAMES = (
    Rule(
        "quoted_name",
        "{open}{registered}{close}",
        "a registered name in quotation marks, whatever it consists of",
        {"要用好“约法三章”。": "约法三章", "“收支两条线”改革": "收支两条线"},
        ("收支两条线管理", "“约法三章法”"),
    ),
    Rule(
        "name",
        r"{bare}(?!(?<=\d)\d|{further})",
        "a registered name that needs no quotation marks; not a piece of a longer name or number",
        {"破解三农难题": "三农", "做好六稳。": "六稳"},
        ("三通三进", "“三农”"),
    ),
)
PLANS = (
    Rule(
        "quoted_plan",
        "{open}十?[{digit}]五(?:规划|计划|纲要){close}",
        "the name of a five-year plan in quotation marks, with its noun",
        {"完成“十一五规划”": "十一五规划"},
        ("“十一五”规划", "十一五规划"),
        PLAN,
    ),
    Rule(
        "plan_from_eleventh",
        "十[{to_five}]五(?![年月日岁个名人天倍次户项家{numeral}])",
        "the five-year plans from the eleventh on are known by their numbers alone",
        {"十三五时期脱贫": "十三五", "衔接十二五": "十二五"},
        ("十五个村", "十三五户人家"),
        PLAN,
    ),
    Rule(
        "plan",
        "(?:十[{digit}]?|[{digit}])五(?:{close}|(?=的?{plan_noun}))",
        "an earlier five-year plan also looks like a number (八五折), so a quotation mark or a noun for plans must follow",
        {"完成八五计划": "八五", "回顾“十五”": "十五", "六五普法": "六五"},
        ("打八五折", "修了七五公里"),
        PLAN,
    ),
    Rule(
        "project_number",
        "{ten}号工程",
        "a project named by its rank",
        {"定为二号工程": "二号工程"},
        ("二号楼工程", "第二号工程"),
        PLAN,
    ),
    Rule(
        "powers",
        "[十百千万]{2,4}(?=工程|[{closing}](?:工程|计划|行动))(?:工程)?",
        "powers of ten in a row: a project that sets up ten, a hundred or a thousand of several things",
        {"实施百千万工程": "百千万工程", "“十百千”计划": "十百千"},
        ("成百上千", "几百千万元"),
        PLAN,
    ),
    Rule(
        "powers_of_things",
        "(?<!多)[百千万]{han}{1,3}[百千万]{han}{1,3}?(?:{close}|(?=工程|行动|活动|计划))",
        "two powers of ten, each with what it counts (百企帮百村), before a quotation mark or a noun for campaigns",
        {"百企帮百村行动": "百企帮百村", "千村示范万村整治工程": "千村示范万村整治"},
        ("百家争鸣", "几百企帮百村行动"),
        PLAN,
    ),
)
CODES = (
    Rule(
        "code",
        r"\d{1,3}(?:\ ?[+＋]\ ?(?:\d{1,3}|[NnXx](?![A-Za-z]))){1,8}(?!\ ?[\d.%=＝<>＜＞+＋])",
        "numbers joined by a plus sign, the last may be a letter; not a sum or a percentage",
        {"“4+16”产业政策": "4+16", "执行7+20+N方案": "7+20+N"},
        ("1+1=2", "3+2.5"),
        CODE,
    ),
    Rule(
        "code_from_letter",
        r"(?<![A-Za-z])[NnXx](?:\ ?[+＋]\ ?[NnXx]){0,2}\ ?[+＋]\ ?\d{1,3}"
        r"(?:\ ?[+＋]\ ?(?:\d{1,3}|[NnXx](?![A-Za-z]))){0,4}(?!\ ?[\d.%=＝<>＜＞+＋])",
        "the same, with a letter as the first number",
        {"构建N+3体系": "N+3", "“N+1+X”": "N+1+X"},
        ("X+Y方案", "N+3=8"),
        CODE,
    ),
    Rule(
        "quoted_code",
        r"{open}{no_year}{no_call}(?:\d{3,4}|[{digit}]{3,8}|[{digit}]{2,6}十|[{digit}](?:[、，][{digit}]){2,7}){close}{no_hotline}"
        "(?![ ]?[{closing}](?:[元万亿年月日天项户亩米吨件次名岁]|个(?!人)|人(?!员)))",
        "digits alone in quotation marks, unless they look like a year or are a telephone number",
        {"推行“648”办法": "648", "“一、三、六”战略": "一、三、六"},
        ("“1954”", "“64”", "648办法", "“110”报警", "“8342”热线", "“648”元"),
        CODE,
    ),
    Rule(
        "quoted_letter_code",
        r"{open}\d{1,4}[NnXx]\d{1,3}{close}",
        "digits with a letter for any number among them",
        {"推行“12N3”模式": "12N3"},
        ("12N3模式", "“N3”"),
        CODE,
    ),
    Rule(
        "quoted_long_code",
        r"{open}\d{5,8}{close}{no_hotline}(?=\ ?[{closing}](?:：|{han}{0,6}?{scheme}))",
        "more digits could be a telephone number, so a noun for schemes must follow, or a definition",
        {"“135791”：指": "135791", "推行“24680”工作机制": "24680", "“135790”思路": "135790"},
        ("“24680”", "“12345”便民热线", "“12345”政务平台", "“24680”元"),
        CODE,
    ),
    Rule(
        "quoted_code_parts",
        r"{open}(?:\d{1,2}(?:[-—·]\d{1,2}){2,5}|(?:3[2-9]|[4-9]\d|30)·\d{2}){close}",
        "digits with marks between them, unless two of them could be a date (5·12)",
        {"推行“1-3-7”机制": "1-3-7", "“30·60”目标": "30·60"},
        ("“7·20”", "“2015-3-5”", "1-3-7机制"),
        CODE,
    ),
    Rule(
        "code_of",
        r"(?<![道线A-Za-z])(?<!\d[、和]){no_year}{no_call}(?:\d{3,6}+|[{digit}]{3,6}+)(?![{no_unit}])[\u4e00-\u9fff]{0,6}?"
        "(?:行动计划|行动|计划|工程|战略|工作机制|工作法|工作思路)",
        "digits and the campaign named by them; before a unit they are a plain number",
        {"1258扶贫攻坚行动": "1258扶贫攻坚行动", "一三五工程": "一三五工程", "13579工作机制": "13579工作机制"},
        ("1258万元工程", "2013年行动", "二〇一三计划", "12315专项行动", "省道242东县段大修工程"),
        CODE,
    ),
)
