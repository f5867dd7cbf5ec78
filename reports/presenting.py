"""A paper's own page in words: what it is about, how far it is, what it counted."""

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format

from actionplans.periods import parse_period
from stakeholders.dates import clock, spoken

from .models import Clearance, ReportRevision
from .sentences import inside


def period_label(report):
    """Of minutes the day of their meeting."""
    if report.is_minutes:
        return spoken(report.meeting.held_on)
    return parse_period(report.period).label


def title_of(report):
    return f"{report.about}: {period_label(report)}"


def caption_of(report):
    """The line above the title of a page about the paper."""
    body = str(report.body) if report.body else ""
    return ", ".join(filter(None, (report.about, body, period_label(report))))


def day_time(moment):
    if not moment:
        return ""
    local = timezone.localtime(moment)
    return f"{date_format(local, 'l j F Y')} at {clock(local)}"


def standing(revision):
    """How far a revision is, for a list: "Published on 14 July 2025", "Ready to publish"."""
    if revision is None:
        return ""
    if revision.status == ReportRevision.Status.PUBLISHED:
        return f"Published on {spoken(timezone.localdate(revision.published_at))}"
    if revision.status == ReportRevision.Status.SUPERSEDED:
        return "Replaced by a later revision"
    if revision.build != ReportRevision.Build.BUILT:
        return revision.get_build_display()
    if revision.status == ReportRevision.Status.CLEARED:
        return "Ready to publish"
    return revision.get_status_display()


def still_to_clear():
    """For prefetch_related: a revision's clearances that wait, as `still_to_clear`."""
    waiting = Clearance.objects.waiting().select_related("post").order_by("position", "pk")
    return Prefetch("clearances", waiting, to_attr="still_to_clear")


def waits_for(revision):
    """What a paper that is not published waits for. Wants `still_to_clear`."""
    if revision.build == ReportRevision.Build.FAILED:
        return "could not be built"
    if revision.status == ReportRevision.Status.CLEARED:
        word = "approved" if revision.report.is_minutes else "cleared"
        return f"{word}, ready to publish"
    if revision.report.is_minutes:
        return "built, to be approved"
    if revision.status == ReportRevision.Status.IN_CLEARANCE:
        posts = (clearance.post.title for clearance in revision.still_to_clear)
        return f"to be cleared by {' and '.join(posts)}"
    return "built, to be sent for clearance" if revision.exempt_answer else "built, to be answered"


def exempt_words(revision):
    """The answer, and which of two things its paragraph is about: the paper, or what it leaves
    out."""
    answer, paragraph = revision.get_exempt_answer_display(), revision.exempt_paragraph
    if paragraph and not revision.report.private:
        paragraph = f"What it leaves out is private under {inside(paragraph)}"
    return ". ".join(filter(None, [answer, paragraph]))


def facts(report, revision, *, staff):
    """Rows for the summary list; what only matters to the office is left to its staff."""
    if report.is_minutes:
        return minutes_facts(report, revision, staff=staff)
    meeting = report.meeting
    rows = [
        {"key": "Board or Panel", "value": str(report.body)},
        {"key": "Period", "value": period_label(report)},
        {"key": "Counts what was recorded by", "value": day_time(revision.cut_off)},
        {
            "key": "Meeting",
            "value": date_format(meeting.held_on, "l j F Y") if meeting else "",
        },
        {"key": "Agenda item", "value": report.agenda_item},
        {"key": "Access", "value": "Private paper" if report.private else "Public paper"},
        {"key": "Published", "value": day_time(revision.published_at) or "Not yet"},
    ]
    if not staff:
        return rows
    rows += [
        {"key": "Exempt information", "value": exempt_words(revision) or "Not yet answered"},
        {
            "key": "Cleared with",
            "value": ", ".join(revision.cleared_with.splitlines()) or "Not yet cleared",
        },
        {"key": "Built", "value": day_time(revision.built_at) or "Not yet"},
    ]
    if revision.correction:
        rows.append({"key": "Corrects", "value": revision.correction})
    return rows


def minutes_facts(report, revision, *, staff):
    meeting = report.meeting
    rows = [
        ("Meeting", str(meeting.forum)),
        ("Board or Panel", str(report.body or "")),
        ("Date", date_format(meeting.held_on, "l j F Y")),
        ("Access", "Private minutes" if report.private else "Public minutes"),
        ("As written by", day_time(revision.cut_off)),
        ("Approved by", revision.cleared_with or "Nobody yet"),
        ("Published", day_time(revision.published_at) or "Not yet"),
    ]
    if staff:
        rows += [
            ("Names as the reason for what is private", revision.exempt_paragraph),
            ("Built", day_time(revision.built_at) or "Not yet"),
            ("Corrects", revision.correction),
        ]
    return [{"key": key, "value": value} for key, value in rows if value]


def clearance_facts(clearance):
    """What an officer is told of the paper that they are asked to clear.

    What is answered for it is a part of what they clear: of a paper that went on without them, as
    of its draft, they see no more.
    """
    revision = clearance.revision
    report = revision.report
    answers = [
        ("Exempt information", exempt_words(revision)),
        ("Why it is kept private", revision.public_interest),
        ("What it corrects", revision.correction),
    ]
    rows = [
        ("Plan", str(report.plan)),
        ("Board or Panel", str(report.body)),
        ("Period", period_label(report)),
        ("Access", "Private paper" if report.private else "Public paper"),
        ("Meeting", date_format(report.meeting.held_on, "l j F Y") if report.meeting else ""),
        ("Counts what was recorded by", day_time(revision.cut_off)),
        *(answers if clearance.shows else []),
        ("Asked of", clearance.post.title),
        ("Asked on", day_time(clearance.asked_at)),
        ("Answer by", date_format(clearance.answer_by, "l j F Y") if clearance.answer_by else ""),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def chart_rows(revision):
    """The chart of the frozen paper, for the page's own drawing of the same figures."""
    if revision.build != ReportRevision.Build.BUILT:
        return []
    for section in (revision.document or {}).get("sections", ()):
        for block in section["blocks"]:
            if block["kind"] == "statebars":
                return [_bar(bar, block["states"]) for bar in block["bars"]]
    return []


def _bar(bar, states):
    return {
        "label": bar["label"],
        "total": sum(bar["counts"]),
        "parts": [
            {"code": state["code"], "word": state["word"], "count": count}
            for state, count in zip(states, bar["counts"], strict=True)
        ],
    }
