"""Pages for looking at the look: every component in use, without any of the portal's data."""

import datetime
import time

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import Group
from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils import timezone

from engagement_portal.templatetags.portal import STATES
from tests.look.forms import EveryField, Narrow

MANY = "Agree with each partner who speaks at which forum, and tell them by letter"
NAVIGATION = [
    {"url": "/list/", "label": "Plans", "active": True},
    {"url": "/", "label": "My work", "active": False},
    {"url": "/", "label": "Meetings", "active": False},
    {"url": "/", "label": "Reports", "active": False},
    {"url": "/", "label": "People", "active": False},
]


class Person:
    is_authenticated = True

    def __str__(self):
        return "Amina Okafor"


PERSON = Person()


def draw(request, template, **context):
    return render(
        request,
        f"look/{template}.html",
        {
            "office": {"name": "Office of the Commissioner for Northmoor"},
            "portal_navigation": NAVIGATION,
            "demo": True,
            "user": PERSON,
            **context,
        },
    )


def counts(*numbers):
    return [{"code": code, "count": n} for code, n in zip(STATES, numbers, strict=False)]


@login_not_required
def listing(request):
    rows = [
        {
            "number": f"4.{n}",
            "words": MANY if n % 2 else "Map existing channels",
            "published": "March 2010",
            "due": datetime.date(2010, 3, 31),
            "lead": "Head of Engagement",
            "code": code,
            "note": "stated on track, 12 days late" if code == "overdue" else "",
        }
        for n, code in enumerate(STATES, 1)
    ]
    return draw(
        request,
        "list",
        rows=rows,
        filterset=Narrow(request.GET or None, queryset=Group.objects.none()),
        page_obj=Paginator(range(200), 25).get_page(request.GET.get("page")),
        bars=[
            {"label": label, "href": "#", "parts": parts, "total": total}
            for label, parts, total in (
                ("1 Show the public what we do", counts(4, 1, 2, 5), 12),
                (f"2 {'unbroken' * 12}", counts(0, 0, 3, 6, 1, 14), 24),
            )
        ],
    )


@login_not_required
def form(request):
    form = EveryField(request.POST, request.FILES) if request.method == "POST" else EveryField()
    if form.is_bound:
        form.is_valid()
    return draw(
        request, "form", form=form, title="Update action 4.2", button="Save", back_url="/list/"
    )


@login_not_required
def detail(request):
    messages.success(request, "Your update is saved.")
    messages.warning(request, "Reminders for this plan are not switched on yet.")
    return draw(
        request,
        "detail",
        mark="OFFICIAL-SENSITIVE",
        items=[
            {
                "title": "Update",
                "by": "Head of Engagement",
                "at": timezone.now(),
                "code": "at_risk",
                "words": "Two of six forums answered.\nThe rest were written to again.",
                "note": "Next: telephone the other four.",
            },
            {
                "title": "New date asked for",
                "by": "Head of Engagement",
                "at": datetime.date(2025, 3, 14),
                "words": "30 June 2025 instead of 31 March 2025.",
            },
        ],
        facts=[
            {"key": "Due", "value": "Friday 14 March 2025", "href": "#"},
            {"key": "Leads", "value": "Head of Engagement, Safer Communities", "href": "#"},
            {"key": "Evidence", "value": ""},
        ],
    )


@login_not_required
def confirm(request):
    return draw(
        request,
        "confirm",
        title="Withdraw action 4.2?",
        consequence="It stays in the plan with the word Closed. Nobody is reminded of it again.",
        button="Withdraw action",
        back_url="/list/",
    )


@login_not_required
def slow(request):
    """Its first bytes are there long before its title."""

    def parts():
        yield "<!doctype html>" + " " * 2000
        time.sleep(0.5)
        yield f'<title>Page {request.GET["n"]}</title><p><a href="?n=2">Go on</a>'

    return StreamingHttpResponse(parts())


here = [path("account/", detail, name="account"), path("sign-out/", detail, name="sign-out")]

urlpatterns = [
    path("", listing, name="home"),
    path("list/", listing),
    path("form/", form),
    path("detail/", detail),
    path("confirm/", confirm),
    path("slow/", slow),
    path("mail/", detail, name="sent-email"),
    path("help/", detail, name="help"),
    path("accessibility/", detail, name="accessibility"),
    path("privacy/", detail, name="privacy"),
    path("cookies/", detail, name="cookies"),
    path("", include((here, "stakeholders"))),
]
