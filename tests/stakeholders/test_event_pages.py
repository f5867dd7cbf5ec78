import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from stakeholders.event_words import Change, changes_of, in_words, kind_of
from stakeholders.events import record
from stakeholders.models import Event
from tests.stakeholders.factories import OrganisationFactory, PersonFactory, PostFactory
from tests.world import sign_in

LIST = "/history/"


def at(year, month, day, hour=12):
    return timezone.make_aware(datetime.datetime(year, month, day, hour))  # noqa: DTZ001


@pytest.fixture
def log(auditor):
    """Three changes by two people and the portal itself."""
    ann, ben = PersonFactory(name="Ann"), PersonFactory(name="Ben")
    post = PostFactory(title="Head of <i>Engagement</i>")
    before, after = {"mailbox": ""}, {"mailbox": "team@northmoor.example"}
    record("post edited", post, by=ann, before=before, after=after, at=at(2026, 3, 2, 0))
    record("person created", ben, by=ben, after={"name": "Ben"}, at=at(2026, 3, 3, 23))
    record("post abolished", post, by=None, at=at(2026, 3, 4))
    return {"ann": ann, "ben": ben, "post": post}


def verbs(client, **query):
    return [event.verb for event in client.get(LIST, query).context["rows"]]


def test_event_list_shows_newest_first_from_what_to_what_in_words(client, auditor, log):
    sign_in(client, auditor)
    assert verbs(client) == ["post abolished", "person created", "post edited"]
    page = client.get(LIST).content.decode()
    assert "The portal itself" in page
    assert "Head of &lt;i&gt;Engagement&lt;/i&gt;" in page
    assert "Team mailbox: (empty)" in page
    assert "2 March 2026 at midnight" in page


def test_event_list_filters(client, auditor, log):
    sign_in(client, auditor)
    assert verbs(client, verb="post edited") == ["post edited"]
    assert verbs(client, actor=log["ben"].pk) == ["person created"]
    assert verbs(client, text="engagement") == ["post abolished", "post edited"]
    assert verbs(client, since="2026-03-03", until="2026-03-03") == ["person created"]
    assert verbs(client, since="03/03/2026") == ["post abolished", "person created"]
    assert verbs(client, until="2026-03-02") == ["post edited"]
    assert verbs(client, text="nothing like it") == []
    wrong = client.get(LIST, {"since": "the other day", "verb": "never", "actor": "x"})
    assert len(wrong.context["rows"]) == 3
    assert set(wrong.context["filter"].form.errors) == {"since", "verb", "actor"}


def test_object_history_is_the_story_of_one_thing(client, auditor, log):
    sign_in(client, auditor)
    kwargs = {"kind": "stakeholders.post", "number": log["post"].pk}
    page = client.get(reverse("stakeholders:object-history", kwargs=kwargs))
    assert [event.verb for event in page.context["rows"]] == ["post abolished", "post edited"]
    assert page.context["total"] == 2
    for kind in ("stakeholders.person", "nonsense"):
        url = reverse("stakeholders:object-history", kwargs=kwargs | {"kind": kind, "number": 0})
        assert client.get(url).status_code == 404


@pytest.mark.parametrize("role", ["administrator", "coordinator", "lead", "outsider"])
def test_the_log_is_for_auditors(client, role, request, log):
    sign_in(client, request.getfixturevalue(role))
    assert client.get(LIST).status_code == 403


def test_event_list_is_paged_and_asks_no_more_for_more(
    client, auditor, django_assert_max_num_queries
):
    def more():
        for _ in range(30):
            person = PersonFactory()
            record("person created", person, by=person, after={"name": person.name})

    sign_in(client, auditor)
    more()
    with django_assert_max_num_queries(20) as first:
        client.get(LIST)
    more()
    with django_assert_max_num_queries(len(first)):
        assert len(client.get(LIST).context["rows"]) == 50


def test_changes_are_said_with_the_labels_of_pages(db):
    organisation = OrganisationFactory(name="Northmoor Police")
    event = record(
        "post edited",
        PostFactory(),
        by=None,
        before={"organisation": None, "abolished_on": datetime.date(2026, 3, 2), "title": "Old"},
        after={"organisation": organisation, "abolished_on": None, "title": "New", "mailbox": ""},
    )
    assert changes_of(Event.objects.get(pk=event.pk)) == [
        Change("Title", "Old", "New"),
        Change("Organisation", "(empty)", "Northmoor Police"),
        Change("No longer exists since", "2 March 2026", "(empty)"),
    ]
    assert kind_of(event) == "post"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "(empty)"),
        ("", "(empty)"),
        ([], "(empty)"),
        (True, "yes"),
        (False, "no"),
        (0, "0"),
        ("2026-03-02", "2 March 2026"),
        ("2026-02-31", "2026-02-31"),
        ("2026-07-01T12:00:00+00:00", "1 July 2026 at 1pm"),
        ("Q2 2010", "Q2 2010"),
        ({"id": 1, "text": "Jo"}, "Jo"),
        ([{"id": 1, "text": "Jo"}, {"id": 2, "text": "Bo"}], "Jo, Bo"),
        ("panel", "Panel's"),
    ],
)
def test_values_are_said_in_words(value, words):
    assert in_words(value, choices={"panel": "Panel's"}) == words


def test_the_log_outlives_what_it_tells_of(db):
    event = Event(object_type="gone.thing", object_id=1, before={}, after={"some_field": "x"})
    assert changes_of(event) == [Change("Some field", None, "x")]
    assert kind_of(event) == "thing"
