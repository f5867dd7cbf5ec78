"""A public paper bears no trace of what is exempt, in any of its files, their hidden parts, its
figures or the document that is kept of it. Every exempt word here has "zqx" in it."""

from datetime import date

import pytest
from django.urls import reverse

from objectives.services import ask_for_new_date, create_objective
from reports import building
from reports.building import build_revision
from reports.document import Document
from reports.models import Narrative
from reports.services import request_report
from tests.stakeholders.factories import BodyMembershipFactory, PostFactory
from tests.world import build_people, sign_in

from .clearing import published
from .plans import CUT_OFF, ENTERED, QUARTER, at, build_plan
from .reading_files import texts_of

SECRET = "zqx"
# What the private paper prints of it, so that it is there to be found.
PRINTED = ("Zqxmission", "Zqxgrund", "Zqxamt", "Zqxwort", "Zqxziel", "Zqxteil", "Zqxtermin")


@pytest.fixture(autouse=True)
def nothing_sent(monkeypatch):
    monkeypatch.setattr(building, "send_build", lambda pk: None)


@pytest.fixture
def world(db):
    world = build_plan(build_people())
    world.panel.exemption_basis = "Schedule 12A to the Local Government Act 1972"
    world.panel.save()
    office = PostFactory(title="Zqxamt", organisation=world.organisation)
    for number, due_on in enumerate((date(2025, 5, 1), date(2025, 8, 1), None), start=1):
        action = world.add(f"Open thing {number}", due_on, number=str(number))
        world.say(action, at(2025, 6, 1), comment=f"Word {number}")
    hidden = {"posts": [office], "exempt_reason": "Zqxgrund"}
    mission = world.add("Zqxmission", date(2025, 5, 1), number="7", lead_text="Zqxleute", **hidden)
    world.say(mission, at(2025, 6, 2), "red", comment="Zqxwort", next_step="Zqxschritt")
    ask_for_new_date(
        mission, by=None, due_on=date(2025, 9, 1), reason="Zqxbitte", at=at(2025, 6, 3)
    )
    parent = world.add("Zqxplan", date(2025, 9, 1), number="8", **hidden)
    world.add("Zqxteil", None, number="8a", parent=parent, posts=[office])
    world.hidden = create_objective(
        plan=world.plan,
        by=None,
        number="2",
        title="Zqxziel",
        exempt_reason="Zqxursache",
        at=ENTERED,
    )
    world.add("Zqxtermin", date(2025, 5, 2), number="1", objective=world.hidden, posts=[office])
    return world


def paper(world, *, private):
    """Published, after a former one: what moved between the two is hidden too."""
    for period in (QUARTER.previous(), QUARTER):
        when = CUT_OFF if period == QUARTER else at(2025, 4, 14, 17)
        draft = request_report(
            plan=world.plan,
            body=world.panel,
            period=period,
            by=world.coordinator,
            private=private,
            at=when,
        )
        # As it may be left from when the objective was not exempt yet.
        Narrative.objects.create(
            report=draft.report,
            key=f"objective:{world.hidden.pk}",
            text="Zqxnotiz",
            written_at=when,
        )
        build_revision(draft.pk, at=when)
        revision = published(draft, by=world.coordinator, at=when)
    return revision


def test_no_file_of_a_public_paper_has_an_exempt_word(world):
    texts = texts_of(paper(world, private=False).files.all())

    assert set(texts) == {"pdf", "html", "docx", "csv", "xlsx"}
    for kind, text in texts.items():
        assert "Open thing 1" in text, kind
        assert SECRET not in text.lower(), kind


@pytest.mark.parametrize("word", PRINTED)
def test_the_private_paper_has_each_of_them(world, word):
    """Else the search above would find nothing whatever it looked for."""
    texts = texts_of(paper(world, private=True).files.all())

    assert [kind for kind, text in texts.items() if word in text] == list(texts)


def test_the_document_that_is_kept_has_none_and_counts_none(world):
    revision = paper(world, private=False)
    document = Document.from_data(revision.document)

    assert SECRET not in document.to_json().lower()
    assert [action.text for action in document.actions] == [
        f"Open thing {number}" for number in (1, 2, 3)
    ]
    for figure in document.figures:
        assert set(figure.actions) <= {0, 1, 2}, figure.key
    assert document.figure("all").actions == (0, 1, 2)
    # Of four overdue or red actions of the plan only one is public.
    assert len(document.figure("state-overdue").actions) == 1


def test_it_says_that_there_is_a_private_paper_and_not_how_much_is_in_it(world):
    text = texts_of(paper(world, private=False).files.filter(kind="html"))["html"]

    assert "Some matters are in a private paper" in text
    assert "under Schedule 12A to the Local Government Act 1972" in text


def test_no_page_of_a_public_paper_shows_a_member_an_exempt_word(world, client):
    revision = paper(world, private=False)
    private = paper(world, private=True)
    sign_in(client, world.panel_member)
    place = [revision.report.slug, revision.number]
    pages = [
        reverse("home"),
        reverse("reports:report-list"),
        reverse("reports:report-detail", args=place[:1]),
        reverse("reports:report-read", args=place),
        *(
            reverse("reports:report-figure", args=[*place, figure["key"]])
            for figure in revision.document["figures"]
        ),
    ]

    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert SECRET not in answer.content.decode().lower(), page
    assert (
        client.get(reverse("reports:report-detail", args=[private.report.slug])).status_code == 404
    )
    receives = BodyMembershipFactory(
        person=world.outsider, body=world.panel, private_papers=True
    ).person
    page = sign_in(client, receives).get(
        reverse("reports:report-read", args=[private.report.slug, private.number])
    )
    assert "Zqxmission" in page.content.decode()
