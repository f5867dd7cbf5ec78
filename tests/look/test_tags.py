"""Dates and states as people say them, bars and filters as they are drawn."""

import datetime
import re

import pytest
from django.contrib.auth.models import Group
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory

from engagement_portal.templatetags import portal
from tests.look.forms import Narrow


def draw(source, **context):
    return Template("{% load portal %}" + source).render(Context(context))


def test_dates_are_said_in_full():
    friday = datetime.date(2025, 3, 14)
    assert portal.day(friday) == "Friday 14 March 2025"
    assert portal.short_day(friday) == "14 March 2025"
    assert portal.day(None) == ""


def test_moments_are_told_by_the_clock_on_the_wall():
    before_midnight_utc = datetime.datetime(2025, 6, 30, 23, 5, tzinfo=datetime.UTC)
    assert portal.day(before_midnight_utc) == "Tuesday 1 July 2025"
    assert portal.day_time(before_midnight_utc) == "1 July 2025 at 12:05am"


def test_an_address_breaks_before_its_at_and_nowhere_else():
    assert draw("{{ who|address }}", who="<b>@example.org") == "&lt;b&gt;<wbr>@example.org"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (12, "12 days overdue"),
        (1, "1 day overdue"),
        (0, "due today"),
        (-1, "due in 1 day"),
        (-3, "due in 3 days"),
        (None, ""),
    ],
)
def test_lateness_in_words(days, words):
    assert portal.days_late(days) == words


@pytest.mark.parametrize("code", portal.STATES)
def test_a_state_is_a_word_on_its_colour(code):
    html = draw("{% state_tag code %}", code=code)
    assert f"portal-tag--{code}" in html
    assert portal.STATES[code] in html


def test_an_office_may_have_its_own_word():
    assert "Behind" in draw("{% state_tag 'off_track' 'Behind' %}")


def test_bars_compare_between_lines_and_say_their_figures():
    rows = [
        {
            "label": "1 Listen",
            "href": "/1/",
            "total": 4,
            "parts": [{"code": "overdue", "count": 1}, {"code": "on_track", "count": 3}],
        },
        {"label": "2 Answer", "total": 8, "parts": [{"code": "on_track", "count": 8}]},
        {"label": "3 Empty", "total": 0, "parts": []},
    ]
    html = draw('{% bars rows caption="By objective" %}', rows=rows)
    assert ": 4 actions, 1 overdue, 3 on track" in html
    assert re.findall(r'portal-bars__piece [^>]*width="([\d.]+)%"', html) == [
        "12.500",
        "37.500",
        "100.000",
    ]
    assert html.index(">Overdue<") < html.index(">On track<")
    assert "style=" not in html


def test_bars_without_rows_draw_nothing_wrong():
    assert "By objective" in draw('{% bars rows caption="By objective" %}', rows=[])


@pytest.mark.django_db
def test_a_filter_says_what_it_filters_by_and_how_to_undo_it():
    lead = Group.objects.create(name="Head of Engagement")
    query = QueryDict(f"state=amber&lead={lead.pk}&overdue=on&page=3")
    tags = portal.chosen(Narrow(query, queryset=Group.objects.all()).form)
    assert [(tag["label"], tag["value"]) for tag in tags] == [
        ("State", "At risk"),
        ("Lead", "Head of Engagement"),
        ("Overdue only", ""),
    ]
    assert tags[0]["remove"] == f"lead={lead.pk}&overdue=on"


@pytest.mark.django_db
def test_a_list_says_how_many_of_how_many():
    request = RequestFactory().get("/plans/x/?state=amber")
    filterset = Narrow(request.GET, queryset=Group.objects.all())
    html = draw('{% filter_box f count=12 total=50 noun="actions" %}', request=request, f=filterset)
    assert "<strong>12</strong> of 50 actions" in html
    assert 'href="/plans/x/"' in html
