"""The words of a line of the schedule as its columns show them, on a page and in a file."""

from .frequency import read_frequency


def printed_frequency(forums):
    """The published words of each frequency that its forums have, once each."""
    return "\n".join(dict.fromkeys(f.frequency_text for f in forums if f.frequency_text))


def printed_attendance(series):
    """As published; else the posts, in an order that stays."""
    return series.attendance_text or ", ".join(
        sorted(post.title for post in series.attending_posts.all())
    )


def printed_lead(series):
    return series.lead_text or (series.lead_post.title if series.lead_post else "")


def stated_per_year(forums):
    """Meetings a year where somebody stated them, and the words alone would not say so."""
    stated = {forum.per_year for forum in forums if forum.per_year_stated}
    return stated.pop() if len(stated) == 1 and len(forums) > 0 else None


def forums_beyond_words(forums):
    """How many forums there are, where the published words don't say it."""
    said = max((read_frequency(forum.frequency_text).forums for forum in forums), default=1)
    return len(forums) if len(forums) != said and len(forums) > 1 else None
