"""Lazy patterns: compiled once, at their first use."""

from koujing.chinese.patterns import lazy


def test_a_pattern_and_its_word_lists_are_read_at_its_first_use_and_once() -> None:
    read: list[str] = []

    def pattern() -> str:
        read.append("words")
        return "[县乡]"

    lazily = lazy(pattern)
    assert not hasattr(lazily, "__wrapped__")  # as tools ask that look at a module
    assert read == []
    assert [bool(lazily.search("乡")), bool(lazily.match("村")), lazily.sub("村", "县"), read] == [True, False, "村", ["words"]]
