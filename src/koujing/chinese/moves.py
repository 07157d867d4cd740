"""How a text says that something moves: rise and fall, from and to, comparison, yearly growth, and what is aimed at.

Each idea is spelled here once, as alternatives to insert in a pattern. A pattern that accepts fewer of them states its exception.
"""

from __future__ import annotations

# What may stand between a statistic and the next words, and between a verb and its statistic.
ABOUT = "左右|以上"
NEARLY = "了|近|约"

# Verbs of rise and fall that apply to any level; the lexicon of verbs has more, which apply only to some (增产, 涨价).
RISES = "增长|增加|提高|上升|扩大|新增|净增|增"
FALLS = "减少|下降|降低|回落|压缩|缩小|减|降"
MOVES = f"{RISES}|{FALLS}"
# Words before the level that is finally reached, as opposed to the amount of the change.
REACHES = "达到?|(?:增加|增长|提高|上升)到"

# 由, 从 and 自 in any word, and as words of their own: not 由于, 自行车, 自己, 自筹, 自来水.
FROM_IN_ANY_WORD = "[由从自]"
FROM = f"{FROM_IN_ANY_WORD}(?!于|此|己|治|来水|然|筹|主|身|有|愿|行)"
TO = "[到至为]"

# What opens a comparison, right before a time: 比上年, 与上年.
COMPARING = "比较同与"
# In running text 比 and 较 are also parts of other words: 比重, 比例, 比如, 同比, 占比, 较大.
THAN = r"(?:比(?<![同占环]比)(?![重例率值分如较多大小为])|较(?=[上去前同常往\d一]))"
# 同 and 与 compare only where a verb of rise or fall follows, or where the comparison ends in one of these: 同上年相比.
WITH = "(?:同(?![志比])|与)"
COMPARED = "相比|比较"

# An amount per year, on average; 每年 can also introduce the total of each single year.
YEARLY = "年均|平均每年|每年平均|每年|年?递增|年平均"
# Growth with price changes taken out.
REAL = "实际|可比|不变价|扣除|剔除|同口径"

# 将 that marks the future: not in 将近, 将来, 将军, nor where it only puts the object first (将比例从20%降至16%).
WILL = r"将(?![近来军士领]|[^，。；,;\n达会要在有增提]{2,16}?(?:从|由|提高|降|减|纳入|列入|作为|划))"
# Words that state an aim, also in a text that reports; 确保了 reports success.
AIMED = f"力争|争取|确保(?!了)|目标|预期|今后|明年|{WILL}"
