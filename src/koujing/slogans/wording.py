"""The words of the grammar of slogans, as patterns: numerals, what they count, and what may follow a label."""

from __future__ import annotations

from koujing.chinese import rules
from koujing.chinese.numeral_forms import DIGITS, MAGNITUDES, TO_TEN, ZEROS
from koujing.chinese.rules import trie_pattern, words_of
from koujing.lexicons import per_lexicon
from koujing.slogans.registry import bare, registry

OPENING, CLOSING = '“"「『‘’', '”"」』’‘'  # 1986 and 1982 open with ’ and ”
FEW = f"两{DIGITS[2:]}"  # the smallest numbers that bundle: 一 and 二 begin other words
NUMERALS = f"{DIGITS}{MAGNITUDES}两{ZEROS}\\d"
HAN = "[\u4e00-\u9fff*]"  # a mask may hide a character of a name (三大特*产业)


def words(use: str) -> tuple[str, ...]:
    """The words that the lexicon ``formula_words`` lists under one use.

    >>> words("plan_noun")[:2]
    ('国家', '重点')
    """
    return words_of("formula_words", use)


def any_of(use: str) -> str:
    """A pattern that matches the longest word of one use."""
    return rules.any_of("formula_words", use)


@per_lexicon
def vocabulary() -> dict[str, str]:
    """Name in braces → pattern, for the patterns of the rules."""
    uses = ("act", "set", "item", "unit", "verb", "sheet", "bearer", "plan_noun", "counted", "measured", "scheme")
    return {
        **{use: any_of(use) for use in uses},
        "open": f"(?<=[{OPENING}])",
        "close": f"(?=[ ]?[{CLOSING}])",
        "opening": OPENING,
        "closing": CLOSING,
        # Four digits that begin like a year are a year.
        # Telephone numbers by which everyone knows a service, and round hundreds.
        "no_call": "(?!(?:11[0249]|12[0-2]|123\\d\\d|[1-9]00|95\\d{3}|12306)(?!\\d))",
        "no_hotline": f"(?![ ]?[{CLOSING}]?[^，。；、\n]{{0,10}}(?:热线|电话|专线|投诉|举报|报警|急救|便民|政务|政府服务|网站|客服))",
        "no_year": f"(?!19|20|一九|二[{ZEROS}])",
        "han": HAN,
        "digit": DIGITS,
        "to_five": DIGITS[:5],
        "numeral": NUMERALS,
        "n": f"(?:十[{DIGITS}]?+|[{FEW}]|[2-9](?!\\d)|1\\d(?!\\d))",
        "to_ten": f"(?:[{FEW}]|十(?![{DIGITS}])|[2-9](?!\\d)|10(?!\\d))",
        "few": FEW,
        "some": DIGITS[2:],
        "ten": f"[{TO_TEN}]",
        # What is said of all that a noun behind N大 names (三大文明|协调发展).
        "beside": "协[调同]|之间|功能|节能|建设|治理|发展",
        "deed": "".join(words("deed")),
        "no_congress": any_of("congress"),
        "registered": trie_pattern(frozenset(registry())),
        "bare": trie_pattern(bare()),
        **_after_a_label(),
    }


def _after_a_label() -> dict[str, str]:
    """What must follow a label, or must not."""
    counted = f"{any_of('measured')}|{any_of('counted')}"
    pairs = trie_pattern(frozenset(form for form in registry() if len(form) == 2))
    no_han = f"(?!{HAN})"
    return {
        # A predicate that ends a label must not be cut out of a longer word (三个统一|战线, 两个结合|部).
        "follow": rf"(?:{no_han}|(?=[的和与及等为是来上中作到要以并也在有互{NUMERALS}]|{any_of('bearer')}))",
        # A name without a classifier must not run into a longer word: a mark, a particle or one of these words follows.
        "ended": rf"(?:{no_han}|(?=[的和与及等为是上中到要以并也在]|发展|产业|空间|{any_of('bearer')}))",
        # A name must not be the beginning of a longer one (三通 in 三通三进), unless a second name follows (六稳|六保).
        "further": rf"(?!{pairs})[{DIGITS[2:]}双](?!{counted}){HAN}{no_han}",
        "plain_one": "".join(words("plain_one")) + NUMERALS,
        "no_unit": "".join(words("no_unit")),
        "not_to": "".join(words("not_to")),
        "counts": "".join(sorted(set("".join(words("counted"))) - {"个"})),
    }
