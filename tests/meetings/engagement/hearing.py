"""An issue as tests hear it, answer it and tell of it, and what was logged of that."""

from datetime import date, timedelta

from meetings.models import HeardIssue
from meetings.services.engagement import hear_issue, respond_to_issue, tell_people
from stakeholders.models import Event
from tests.objectives.plans import noon

from .factories import EngagementMethodFactory, HeardIssueFactory, IssueSourceFactory

TODAY = date(2026, 7, 1)
NOW = noon(TODAY)
DAY = timedelta(days=1)
HEARD = date(2026, 6, 18)
PLAIN = {"title": "Speeding on the green", "words": "Cars drive too fast past the school."}


def an_issue():
    """Heard in four letters."""
    return IssueSourceFactory(issue=HeardIssueFactory(**PLAIN), count=4).issue


def a_newsletter():
    return EngagementMethodFactory(title="Newsletter", listens=False)


def hear(by, **given):
    return hear_issue(by=by, **PLAIN | {"kind": "correspondence", "at": NOW} | given)


def answered(by, issue, response="A speed survey was done."):
    return respond_to_issue(issue, by=by, response=response, at=NOW)


def told(by, issue, method, **given):
    given = {"told_on": TODAY, "method": method, "at": NOW} | given
    tell_people(answered(by, issue), by=by, **given)
    return now(issue)


def now(issue):
    return HeardIssue.objects.get(pk=issue.pk)


def code_of(problem):
    (error,) = getattr(problem.value, "error_dict", {"": [problem.value]}).values()
    return error[0].error_list[0].code


def verbs():
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))
