"""Entries as a calendar's bytes: the icalendar package escapes, folds and orders them."""

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings

LONDON = ZoneInfo("Europe/London")
PRODUCT = "-//Engagement portal//Meetings and dates//EN"
# After how long a program should ask again.
AGAIN = dt.timedelta(hours=1)


def write(name, entries):
    """The calendar, entries by day; the same entries make the same bytes."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("name", name)
    calendar.add("refresh-interval", AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(AGAIN))
    calendar.add_component(london())
    head, end = calendar.to_ical().split(b"END:VCALENDAR")
    ordered = sorted(
        entries, key=lambda entry: (entry.day, entry.starts_at or dt.time(), entry.uid)
    )
    return b"".join([head, *map(event, ordered), b"END:VCALENDAR", end])


# As many as a large office's calendar has: of a whole one only what changed is put together anew.
@lru_cache(maxsize=20_000)
def event(entry):
    """One entry as its VEVENT. An entry is all that its bytes depend on, so none are ever old."""
    made = icalendar.Event()
    made.add("uid", entry.uid)
    made.add("dtstamp", entry.changed_at.astimezone(dt.UTC))
    made.add("last-modified", entry.changed_at.astimezone(dt.UTC))
    made.add("sequence", entry.sequence)
    made.add("summary", f"Cancelled: {entry.title}" if entry.cancelled else entry.title)
    made.add("status", status(entry))
    made.add("transp", "OPAQUE" if entry.busy and not entry.cancelled else "TRANSPARENT")
    if entry.starts_at:
        made.add("dtstart", on_the_clock(entry.day, entry.starts_at))
        if entry.ends_at:
            made.add("dtend", on_the_clock(entry.day, entry.ends_at))
    else:
        made.add("dtstart", entry.day)
        made.add("dtend", entry.day + dt.timedelta(days=1))
    if entry.place:
        made.add("location", entry.place)
    if entry.categories:
        made.add("categories", list(entry.categories))
    address = f"{settings.SITE_URL}{entry.path}" if entry.path else ""
    # Some programs show no URL of its own.
    if words := "\n".join(filter(None, (entry.details, address))):
        made.add("description", words)
    if address:
        made.add("url", address)
    return made.to_ical()


def status(entry):
    if entry.cancelled:
        return "CANCELLED"
    return "TENTATIVE" if entry.tentative else "CONFIRMED"


def on_the_clock(day, time):
    return dt.datetime.combine(day, time, LONDON)


@lru_cache(maxsize=1)
def london():
    """British time by its own rules (Summer Time Order 2002): the clocks change at one in the
    morning UTC on the last Sundays of March and October, this year and every other."""
    zone = icalendar.Timezone()
    zone.add("tzid", "Europe/London")
    # Since when it has been so, by the clock on the wall before it is changed.
    for kind, name, month, before, after, since in (
        (icalendar.TimezoneDaylight, "BST", 3, 0, 1, "1981-03-29T01:00"),
        (icalendar.TimezoneStandard, "GMT", 10, 1, 0, "1996-10-27T02:00"),
    ):
        part = kind()
        part.add("tzname", name)
        part.add("tzoffsetfrom", dt.timedelta(hours=before))
        part.add("tzoffsetto", dt.timedelta(hours=after))
        part.add("dtstart", dt.datetime.fromisoformat(since))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone
