"""The table of dated events."""

import re

from koujing import lexicons

EVENTS = lexicons.load("events")
MEETINGS = {row["name"]: row for row in EVENTS}


def test_every_event_is_named_once_and_its_months_are_in_order():
    assert len(MEETINGS) == len(EVENTS)
    for row in EVENTS:
        months = [row[column] for column in ("known", "begin", "last", "end") if row[column]]
        assert all(re.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])", month) for month in months), row
        assert row["source"] in ("npc", "chronicle", "statistics")
        assert not row["end"] or row["begin"] <= row["last"] <= row["end"]
        assert not row["known"] or row["known"] <= row["begin"], row


def test_meetings_that_are_counted_through_follow_one_another():
    for kind in ("session", "congress", "plenum"):
        begins = [row["begin"] for row in EVENTS if row["kind"] == kind]
        assert begins == sorted(begins), kind
    assert sum(row["kind"] == "session" for row in EVENTS) == 59


def test_the_first_plenum_follows_its_congress_at_once():
    for row in EVENTS:
        if row["kind"] == "congress" and (first := MEETINGS.get(f"{row['name'].removesuffix('大')}届一中全会")):
            assert row["begin"] <= first["begin"] <= max(row["end"], "1987-11" if row["name"] == "十三大" else ""), row
