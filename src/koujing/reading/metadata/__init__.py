"""Infer the metadata of the speeches in a file, each field from evidence; what is unknown stays empty."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import itemgetter, or_

from koujing.chinese.patterns import lazy
from koujing.reading.metadata.clues import Clue, Rank, Words, evidence, in_calendar, whole_years
from koujing.reading.metadata.date_lines import Day
from koujing.reading.metadata.dated import Dated, allows, settle
from koujing.reading.metadata.dates import find_clues, find_published
from koujing.reading.metadata.days import file_date, find_day
from koujing.reading.metadata.genre import find_genre
from koujing.reading.metadata.index import IndexedText
from koujing.reading.metadata.issuer import Issuer, find_issuer
from koujing.reading.metadata.lines import find_labels
from koujing.reading.metadata.office import (
    Standing,
    body_of,
    find_body,
    find_organisation,
    find_standing,
    full_name,
    level_of,
)
from koujing.reading.metadata.places import (
    Mention,
    Place,
    abbreviated,
    find_mentions,
    find_place,
    place_named,
    unlisted_county,
    with_file,
)
from koujing.reading.metadata.title import find_title, join_title, without_occasion
from koujing.reading.voices.speakers import named_in
from koujing.repaired import RepairedText
from koujing.speech import Evidence

FIELDS = (
    "title", "date", "date_evidence", "province", "prefecture", "county", "level", "body", "organisation", "genre", "speaker"
)  # fmt: skip
# The fields with a fixed set of values, whether inferred or stated.
VALUES = {
    "level": ("central", "province", "prefecture", "county", "township", "village"),
    "body": ("party", "government", "department", "congress"),
    "genre": ("speech", "news report", "work report", "plan report", "other"),
}
# 3月21日召开的全省双联行动工作会议: a meeting at which another speech of the file may have been given.
MEETING = lazy(
    r"(?<![\d年])(?P<month>1[0-2]|[1-9])月(?P<day>3[01]|[12]\d|[1-9])日[，,]?召开的?(?P<whose>全[省市县区州盟旗]|)"
    r"(?P<name>[\u4e00-\u9fff“”]{2,28}?会议?)"
)
GIVEN_AT = lazy(r"(?:在|关于)?(?:全[省市县区州盟旗])?(?P<name>[^\n]{2,40}?会议?)上的?(?:讲话|发言|报告)")
MOST_CREDITS = 100  # notes on a page outside its speeches; each of them helps to date each speech
ABBREVIATED = lazy(r"驻(?P<name>[\u4e00-\u9fff])(?=单位|部队|企业|干部|机构)")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says outside its speeches: about its origin (dates, datelines, bylines) and in its links; the file's name."""

    credits: Sequence[RepairedText] = ()
    links: Sequence[RepairedText] = ()
    file_name: str = ""


@dataclass(slots=True)
class Draft:
    """What is known about one speech, while the speeches of its file are being compared."""

    text: IndexedText
    genre: str
    said: list[Words]
    title: Words | None
    standing: Standing
    code: str
    issuer: Words | None
    speaker: Words | None
    body: str
    body_words: list[Words]
    mentions: list[Mention]
    day: Day | None
    clues: list[Clue]
    published: list[Clue]
    region: Place = field(default_factory=Place)


def read_metadata(
    speeches: Sequence[RepairedText], page: Page, date: str = ""
) -> list[tuple[dict[str, str], tuple[Evidence, ...]]]:
    """The fields of ``FIELDS`` for each speech of a file, and the raw characters that are the evidence for each value.

    ``date`` is that of the speech or event, of several days the first; ISO, and partial (a month, a year) as far as it is
    known. It is empty if its year is not. ``date_evidence`` quotes what decided it (for the order of evidence see ``days``). No other is
    looked for in a single speech whose ``date`` is stated.
    """
    date = date if len(speeches) == 1 else ""
    links = [IndexedText(text) for text in page.links]
    credits = zip(speeches, _credits(speeches, page), strict=True)
    drafts = [_draft(IndexedText(speech), own, links, is_dated=bool(date)) for speech, own in credits]
    if len(drafts) > 1:
        _link(drafts)
    named: dict[str, Words] = {}
    for mention in (m for draft in drafts for m in draft.mentions):
        named |= {code: mention.words for code in mention.codes if code not in named}
    return [_finish(draft, named, page.file_name, date) for draft in drafts]


def _credits(speeches: Sequence[RepairedText], page: Page) -> Iterator[list[IndexedText]]:
    """For each speech, the notes inside it and the first ``MOST_CREDITS`` outside all speeches, in order."""
    spans = [speech.raw_span(0, len(speech.text)) for speech in speeches]
    inside: list[list[tuple[int, IndexedText]]] = [[] for _ in speeches]
    outside: list[tuple[int, IndexedText]] = []
    for number, text in enumerate(page.credits):
        at = text.raw_span(0, 1)[0]
        k = bisect_right(spans, at, key=itemgetter(0)) - 1
        (inside[k] if k >= 0 and at < spans[k][1] else outside).append((number, IndexedText(text)))
    for own in inside:
        yield [text for _, text in sorted([*own, *outside[:MOST_CREDITS]], key=itemgetter(0))]


def _draft(speech: IndexedText, credits: Sequence[IndexedText], links: Sequence[IndexedText], is_dated: bool) -> Draft:
    labels = find_labels(credits)
    title = next((label.words for label in labels if label.kind == "title"), None) or find_title(speech)
    genre, said = find_genre(speech, title, credits)
    issuer = find_issuer(speech, title, labels, genre) or Issuer(find_standing(speech, genre))
    standing = issuer.standing
    day, clues = (None, []) if is_dated else _dating(speech, title, genre, credits, links)
    published = find_published(labels, credits) if not is_dated and genre not in ("news report", "other") else []
    central = standing.level == "central"
    mentions = [] if central else find_mentions(speech, credits if standing.unit else ())
    by, who = (next((one.words for one in labels if one.kind == kind), None) for kind in ("issuer", "speaker"))
    body = find_body(speech, title, genre)
    return Draft(speech, genre, said, title, standing, issuer.code, by, who, *body, mentions, day, clues, published)


def _dating(
    speech: IndexedText, title: Words | None, genre: str, credits: Sequence[IndexedText], links: Sequence[IndexedText]
) -> tuple[Day | None, list[Clue]]:
    """The day that a text gives for itself, and the clues to when it was given."""
    day, pages = find_day(speech, credits, genre)
    clues = find_clues(speech, title, pages, links, day, genre)
    # A day of the page dates the text only where nothing in it speaks against that.
    return None if day in pages and day and not allows(clues, day.year) else day, clues


def _link(drafts: Sequence[Draft]) -> None:
    """Use two speeches to date each other if one names the day of the meeting at which the other was given."""
    given: dict[tuple[str, str] | None, list[Draft]] = defaultdict(list)
    for draft in drafts:
        given[_given_at(draft)].append(draft)
    for draft in drafts:
        _link_to(draft, given)


def _link_to(draft: Draft, given: Mapping[tuple[str, str] | None, Sequence[Draft]]) -> None:
    """Link a speech to those given at a meeting that it names; the meeting is identified by its name and its level.

    A day without a year is in the speaker's year, so that whatever shows the year of one speech shows that of the other.
    """
    for m in MEETING.finditer(draft.text.text) if "召开" in draft.text.text else ():
        # Three are enough to see whether there is exactly one other than the speech itself.
        there = [d for d in given.get((m["whose"], m["name"]), ())[:3] if d is not draft]
        if len(there) != 1 or there[0].day:
            continue
        other, words, month = there[0], Words(draft.text, *m.span()), int(m["month"])
        other.day, day = Day(0, month, int(m["day"]), words), f"{month:02d}-{int(m['day']):02d}"
        past = reduce(or_, map(in_calendar, range(month, 13)))
        draft.clues.append(Clue(past, Rank.BOUND, "sibling", words, f"{day} or later"))
        ours = [_of_its_year(c, past, day) for c in draft.clues]
        theirs = [_of_its_year(c, in_calendar(month), day) for c in other.clues]
        other.clues, draft.clues = other.clues + ours, draft.clues + theirs
        if m["whose"] == "全省":
            code = find_place(other.mentions, other.standing.unit).code
            draft.region = place_named(code, [words]) if code else Place()


def _of_its_year(clue: Clue, then: int, day: str) -> Clue:
    """What a clue to one speech, given in one of the months ``then``, says about another speech of the same year."""
    return replace(clue, months=whole_years(clue.months & then), says=f"{clue.says}, with the meeting of {day}")


def _given_at(draft: Draft) -> tuple[str, str] | None:
    """The level for which the speaker speaks, as others call it (全省, 全市, …), and the meeting named in the title."""
    if draft.body == "department":
        return None
    given = GIVEN_AT.search(str(draft.title).replace("\n", "")) if draft.title else None
    return (f"全{draft.standing.unit}", given["name"]) if given else None


def _finish(
    draft: Draft, named: Mapping[str, Words], file_name: str, date: str
) -> tuple[dict[str, str], tuple[Evidence, ...]]:
    speech, standing = draft.text, draft.standing
    title = without_occasion(draft.title) if draft.title else None
    place = with_file(_place(draft, named), standing.level, standing.unit, file_name)
    dated = Dated(date) if date else settle(draft.day, draft.clues)
    if not dated.iso and not draft.day:
        dated = settle(None, [*draft.clues, *draft.published])
    organisation = find_organisation(speech, draft.genre, draft.body, standing.unit) or draft.issuer
    body = draft.body or body_of(str(organisation or ""))
    values = dict.fromkeys(FIELDS, "") | place.names | {
        "title": join_title(str(title)) if title else "",
        "date": dated.iso,
        "date_evidence": dated.quoted,
        "level": level_of(standing, place, organisation),
        "body": body,
        "organisation": full_name(str(organisation), place) if organisation else "",
        "genre": draft.genre,
        "speaker": named_in(str(draft.speaker))[0] if draft.speaker else "",
    }  # fmt: skip
    if not dated.iso and (day := file_date(file_name)) and allows(draft.clues, int(day[:4])):
        values |= {"date": day, "date_evidence": f"file name {file_name}"}
    words: dict[str, Sequence[Words | None]] = {
        "title": [title], "level": standing.words or [organisation],
        "body": [*draft.body_words] or [organisation], "organisation": [organisation],
        "genre": draft.said, "speaker": [draft.speaker], **dict.fromkeys(place.names, place.words),
    }  # fmt: skip
    rows = [(field, w, values[field]) for field, found in words.items() if values[field] for w in found if w]
    return values, evidence([*rows, *(("date", w, says) for w, says in dated.words())])


def _place(draft: Draft, named: Mapping[str, Words]) -> Place:
    """The speaker's place; also a county of which only the first character is written, if the file names it in full."""
    unit = draft.standing.unit
    if draft.code:
        return place_named(draft.code, list(draft.standing.words))
    place = find_place(draft.mentions, unit, draft.region.code)
    place = place if place.names else draft.region
    if draft.standing.level != "county" or place.names.get("county"):
        return place
    for m in ABBREVIATED.finditer(draft.text.text):
        if code := abbreviated(m["name"], place.code, named):
            return place_named(code, [*place.words, Words(draft.text, *m.span()), named[code]])
    if county := unlisted_county(draft.text, unit):
        return Place(place.code, place.names | {"county": str(county)}, [*place.words, county])
    return place
