"""What a section does: it looks back, sets tasks, or does neither."""

from __future__ import annotations

from bisect import bisect

from koujing.reading.patterns import lazy

# What a heading says of its part. A plan or a budget is for the coming year where it is not its result that is reported.
_REVIEW = lazy(
    r"回顾|总结(?!会)|成就|成绩|执行(?:情况|结果)|决算|过去|去年|[一两三四五]年来|的胜利|取得了|报告.{0,8}年的?工作"
)
_TASKS = lazy(
    r"任务|部署|建议|要求|工作安排|重点工作|工作重点|目标|今后|展望|前景|打算|下一步|方针|措施|奋斗"
    r"|(?<!报告)(?:今年|明年|\d{4}年)的?[^，、]{0,8}工作(?!的?(?:回顾|总结))"
)
_STATE = lazy("形势|斗争")
_PLANS = lazy("计划|预算|规划|纲要")
_NEITHER = lazy("国际|外交|对外政策|霸权|世界和平|港澳|香港|澳门|台湾|祖国.{0,4}统一|^结束语|^结语")
# A report on a plan speaks of what is to come from its first line on.
_PLAN_REPORT = lazy(r"计划(?:草案|安排)?的(?:报告|说明|议案)|五年计划(?:草案)?作")
_OPENING = 400

# Words that order and words that report. In the 59 speeches at hand the share of the first is 0.6 and more in 55 of the
# 66 outermost sections whose heading names tasks (never below 0.25), and at most 0.46 in the 39 whose heading looks back.
_ORDERS = frozenset({"要", "必须", "确保", "应当"})
_SIGNS = lazy("要(?<![主重需首只]要)(?!求)|必须|确保|应当|了(?<!为了)|已|去年|年来")
_ORDERING, _REPORTING = 0.6, 0.15  # what the heading leaves open and lies between stays open
_ENOUGH = 3  # such words


def read_heading(heading: str) -> str | None:
    """The part that a heading opens, empty where it names two, ``None`` where its words leave it open.

    >>> [read_heading(h) for h in ("去年工作回顾", "今年的主要任务", "成就和任务", "外交工作", "农业")]
    ['review', 'tasks', '', 'other', None]
    """
    if _NEITHER.search(heading):
        return "other"
    review, tasks = _REVIEW.search(heading), _TASKS.search(heading)
    if tasks:
        return "" if review or _STATE.search(heading) else "tasks"
    return "review" if review else "tasks" if _PLANS.search(heading) else None


class Signs:
    """Where a text orders and where it reports, by its words; found once, as passages overlap.

    >>> text = "要修路，要架桥，必须快，确保好，要节约。修了路。"
    >>> Signs(text).part(0, 18), Signs(text).part(18, 22)
    ('tasks', None)
    """

    def __init__(self, text: str) -> None:
        found = [(m.start(), m.group() in _ORDERS) for m in _SIGNS.finditer(text)]
        self._orders = [at for at, is_order in found if is_order]
        self._reports = [at for at, is_order in found if not is_order]

    def part(self, start: int, end: int) -> str | None:
        """The part of a passage: whether it mostly orders or reports; ``None`` where its words are too few or mixed."""
        orders, reports = (bisect(one, end - 1) - bisect(one, start - 1) for one in (self._orders, self._reports))
        if orders + reports < _ENOUGH:
            return None
        share = orders / (orders + reports)
        return "tasks" if share >= _ORDERING else "review" if share <= _REPORTING else None


def is_plan(text: str) -> bool:
    """Whether a text is the report on a plan."""
    return bool(_PLAN_REPORT.search(text, 0, _OPENING))
