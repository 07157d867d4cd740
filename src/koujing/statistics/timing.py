"""A statistic → the years, months or days for which it holds, by the nearest time that suits it, and how likely that is right."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from koujing.chinese.marks import Marks, Span
from koujing.chinese.moves import FROM_IN_ANY_WORD, YEARLY
from koujing.chinese.patterns import lazy
from koujing.chinese.resolve import resolve
from koujing.chinese.stretch import Stretch, of_years
from koujing.statistics.chain import SCHEME, Chain, Link, words_of
from koujing.statistics.choice import Reading, note, weigh
from koujing.statistics.levels import is_level, running
from koujing.statistics.parts import LAST_PLAN
from koujing.statistics.roles import Place
from koujing.statistics.when import Periods

_YEARLY = lazy(rf"(?:{YEARLY}|累计)[^，。；、,;]{{0,6}}\Z")
# A time carries over to later sentences where it opens its clause, not where it belongs to a noun (列入2015年项目) or an aside.
_OPENS = lazy(r"\s*(?:[^，。；：！？、,;:!?\s为对将把列储纳被与和及的]{0,5}|.{0,6}[到至在])\Z")
# What has added up since a beginning named in an earlier sentence; all else there is of today.
_ADDS_UP = lazy("累计|新[增建]|共")
# A sentence that begins with the present ends what an earlier one said of the past.
_PRESENT = lazy("[。！？]”?(?:截至)?(?:目前|现在|如今|现如今)")
# What follows the time with which another is compared: 同1978年相比.
_AGAINST = lazy("相比|比较|比(?=[，,])")
# How many sentences on a time holds, in a text that is no report.
_NEAR = 2
_APART = lazy("[，。；,;]")
_OWN = {"clause", "listed", "own"}
# Where a time stands from which so many years running may be counted.
_BEGINS = {"clause", "sentence", "opening"}
# Kinds of time that no aim has, and those that a result does not take from another sentence.
_BEHIND = {"since", "now", "day"}


class Time(NamedTuple):
    """The time for which a statistic holds (yyyy, yyyy-mm or yyyy-mm-dd), and how likely it is right."""

    first: str = ""
    last: str = ""
    certainty: float = 0.0


class Times:
    """The times for which the statistics of one text hold, to be asked for in order of position."""

    def __init__(self, marks: Marks, periods: Periods, chain: Chain) -> None:
        self._text, self._marks, self._periods, self._chain = marks.text, marks, periods, chain
        self._meant: dict[tuple[Span, bool], Stretch | None] = {}
        self._carried: dict[tuple[Span, str], bool] = {}

    def resolve(self, place: Place, role: str, status: str, when: Span | None = None, listed: bool = False) -> Time:
        """The time for which a statistic holds: of the times that may govern it the nearest that suits its status.

        ``when`` is the time next to a start level or, if ``listed``, its own in a list before 分别. Rules have no time.

        >>> text = "去年产茶3吨，今年力争产茶4吨"
        >>> times = Times(marks := Marks(text), Periods(marks), Chain(text, (), "2016-03"))
        >>> times.resolve(Place(0, 0, 4, 6), "", "reported")[:2], times.resolve(Place(7, 0, 13, 15), "", "target")[:2]
        (('2015', '2015'), ('2016', '2016'))
        """
        if status == "rule":
            return Time()
        aimed = status == "target" and not LAST_PLAN.search(self._text, place.sentence, place.start)
        link = self._link(place, role, aimed, when, listed) or self._chain.default(place.start, aimed)
        if not link:
            return Time()
        stretch = self._narrowed(link, place, role, aimed)
        genre, part = "report" if self._chain.reports else "plain", self._chain.part(place.start)
        readings, certainty = _trust(link.place, stretch.kind, genre, status, part, role)
        note("when", readings, place.start)
        return Time(stretch.first, stretch.last, certainty)

    def _link(self, place: Place, role: str, aimed: bool, when: Span | None, listed: bool) -> Link | None:
        """The nearest time that suits a statistic; one of the whole year (全年) needs a year."""
        yearly = self._text.find("全年", place.sentence, place.start) >= 0
        for link in self._links(place, role, aimed, when, listed):
            first, last, _ = link.stretch
            if (not yearly or (len(first) == 4 and first == last)) and self._suits(link, aimed, place.start):
                return link
        return None

    def _links(self, place: Place, role: str, aimed: bool, when: Span | None, listed: bool) -> Iterator[Link]:
        """The times that may govern a statistic, the nearest first."""
        paragraph = self._marks.paragraph(place.start)[0]
        if when and listed:
            yield from self._of_words(when, aimed, "listed")
        elif when and role == "start" and not _APART.search(self._text, when[1], place.start):
            yield from self._of_words(when, aimed, "own")
        elif role == "start":
            yield from self._of_start(place, aimed)
        yield from self._before(place, paragraph, aimed)
        yield from self._chain.below(place.start)
        yield from self._chain.around(place.start, paragraph)

    def _of_words(self, when: Span, aimed: bool, where: str) -> tuple[Link, ...]:
        if (when, aimed) not in self._meant:
            self._meant[when, aimed] = self._read(when, aimed)
        stretch = self._meant[when, aimed]
        return (Link(stretch, where),) if stretch else ()

    def _read(self, when: Span, aimed: bool) -> Stretch | None:
        """What a time means in its paragraph."""
        words = words_of(self._text, when)
        if "*" in words:
            return self._masked(aimed)
        base = 0 if words[0] in "今去前明12１２" else self._base(when[0])
        base = 0 if aimed and base < self._chain.now.planned else base
        stretch = resolve(words, self._chain.now, base, aimed)
        return self._begun(self._chain.planned(stretch, when[0]), when[0]) if stretch else None

    def _masked(self, aimed: bool) -> Stretch | None:
        """A year whose digits a filter has masked: that of the results a text of the next year looks back on, if it does."""
        now = self._chain.now
        return of_years(now.reviewed, now.reviewed, "masked") if now.reviewed < now.year and not aimed else None

    def _begun(self, stretch: Stretch, at: int) -> Stretch:
        """So many years whose beginning, or both ends, stand before them: 从1956年开始，在十二年内; 1955年至1980年二十六年中."""
        if stretch.kind not in {"coming", "span"}:
            return stretch
        first, stop = next(self._periods.before(at), (0, 0))
        begun = resolve(words_of(self._text, (first, stop)), self._chain.now) if 0 <= at - stop <= 8 else None
        if begun and begun.kind == "since":
            year = begun.years[0]
            return of_years(year, year + stretch.years[1] - stretch.years[0], "coming")
        return begun if begun and begun.kind in {"named span", "plan"} and at - stop <= 2 else stretch

    def _of_start(self, place: Place, aimed: bool) -> Iterator[Link]:
        """The time right before a start level: 从10月初的3人."""
        for first, stop in self._periods.before(place.start):
            if first < place.sentence or place.start - first > 26:
                return
            if self._text[first - 1 : first] in {*FROM_IN_ANY_WORD[1:-1]} and self._text[stop : stop + 1] in {"的", "初"}:
                yield from self._of_words((first, stop), aimed, "own")
                return

    def _before(self, place: Place, paragraph: int, aimed: bool) -> Iterator[Link]:
        """The times before a statistic in its paragraph, up to the item of an outline in which it stands."""
        seen = place.start
        for span in self._periods.before(place.start):
            if span[0] < paragraph or self._periods.parted(span[1], seen):
                return
            seen = min(seen, span[1])
            where = "clause" if span[0] >= place.clause else "sentence" if span[0] >= place.sentence else "paragraph"
            if where == "paragraph" and not self._chain.reports and self._is_over(span[1], place.start):
                return
            if self._periods.holds(span, place.sentence, place.start) and (where == "clause" or self._carries(span, where)):
                yield from self._of_words(span, aimed, where)

    def _is_over(self, stop: int, start: int) -> bool:
        """Whether a time that ends at ``stop`` no longer holds some sentences on, in a text that is no report."""
        return self._text.count("。", stop, start) > _NEAR or bool(_PRESENT.search(self._text, stop, start))

    def _carries(self, span: Span, where: str) -> bool:
        """Whether a time of an earlier clause or sentence may hold for the next ones."""
        if (span, where) not in self._carried:
            self._carried[span, where] = self._may_carry(span, where)
        return self._carried[span, where]

    def _may_carry(self, span: Span, where: str) -> bool:
        text, (first, stop) = self._text, span
        if text[first - 1 : first] == "的" and text[first].isnumeric():  # 执政的4年内
            return False
        if SCHEME.match(text, stop):
            return where == "paragraph" and not text[self._marks.paragraph(first)[0] : first].strip()
        if where == "sentence":
            return True
        clause = self._marks.clause(first)
        last = next((one for one in self._periods.before(clause[1]) if self._periods.holds(one, *clause)), span)
        if text.startswith("来的", stop - 1) or last != span:  # 2013年以来成立的社去年纳税
            return False
        return text[stop - 1] != "内" and bool(_OPENS.match(text, clause[0], first))

    def _suits(self, link: Link, aimed: bool, start: int) -> bool:
        """Whether a time can be that of an aim, or of a result; what stands in the statistic's own clause always can."""
        stretch, now = link.stretch, self._chain.now
        if link.place in _OWN or not now.year:
            return not (aimed and stretch.kind in _BEHIND)
        first, last = stretch.years
        if link.place in {"paragraph", "before"} and stretch.kind == "relative" and first > now.planned:
            return False
        if aimed:
            return last >= now.planned and stretch.kind not in _BEHIND
        if first > now.year or stretch.kind == "coming":
            return False
        if first < last and link.place == "paragraph" and not (self._chain.reports and self._chain.part(start) == "review"):
            return bool(_ADDS_UP.search(self._text, max(0, start - 30), start))
        aside = link.place != "sentence" and self._chain.reports
        return not (aside and (stretch.kind.endswith("day") or (first > now.reviewed and self._chain.part(start) == "review")))

    def _base(self, at: int) -> int:
        """The year of which a text speaks before a position: the last one named in its paragraph."""
        reach = self._marks.paragraph(at)[0] if self._chain.reports else self._marks.sentence(at)[0]
        for first, stop in self._periods.before(at):
            if first < reach:
                return 0
            stretch = resolve(self._text[first:stop], self._chain.now)
            if stretch and stretch.kind.startswith(("named", "relative")):
                return stretch.years[1]
        return 0

    def _narrowed(self, link: Link, place: Place, role: str, aimed: bool) -> Stretch:
        """What a stretch of years means for a level, for the level before it, for yearly growth and for so many years running."""
        text, stretch, (clause, _, start, end) = self._text, link.stretch, place
        if role == "start" and link.place != "own":
            if since := self._since(place, stretch.years[1]):
                return since if since.kind == "plan" else of_years(since.years[0], since.years[0], "start")
            year = stretch.years[0] - (stretch.kind not in {"until now"})
            return of_years(year, year, "start")
        if text.find("连续", clause, end) >= 0 and (found := running(text[clause:end], stretch, link.place in _BEGINS)):
            return found
        first, last = stretch.years
        if first == last:
            yearly = stretch.kind == "named" and _YEARLY.search(text, max(clause, start - 16), start)
            return self._yearly(place, stretch, aimed) if yearly else stretch
        return of_years(last, last, "level") if is_level(text, clause, start) else stretch

    def _since(self, place: Place, last: int) -> Stretch | None:
        """The time from which a sentence counts up to a year: 从1997年的, 同1978年相比; ``None`` if it names none."""
        for first, stop in self._periods.before(place.start):
            if first < place.sentence:
                return None
            begins = self._text[first - 1 : first] in {*FROM_IN_ANY_WORD[1:-1]} or _AGAINST.match(self._text, stop)
            since = resolve(self._text[first:stop], self._chain.now) if begins else None
            if since and since.years[1] < last:
                return since
        return None

    def _yearly(self, place: Place, stretch: Stretch, aimed: bool) -> Stretch:
        """The years over which something grew so much a year: those of a plan that ends with them, else from level to level."""
        last = stretch.years[1]
        for link in self._chain.around(place.start, self._marks.paragraph(place.start)[0]):
            if link.stretch.kind == "plan" and link.stretch.years[1] == last:
                return link.stretch
        since = self._since(place, last)
        return of_years(since.years[0], last, "from to") if since else stretch


@lru_cache(maxsize=4096)
def _trust(where: str, kind: str, genre: str, status: str, part: str, role: str) -> tuple[tuple[Reading, ...], float]:
    """How far a time is to be trusted by where it was found, in what words, in which kind of text and part."""
    told = (f"{where}|{genre}", f"{where}|{kind}", f"{kind}|{genre}", f"{where}|{genre}|{status}|{part}")
    readings = (Reading("right", ("any", where, *told, f"role={role}")), Reading("wrong", ()))
    return readings, weigh("when", readings)[0]
