"""Two people who change one body's form at the same moment."""

import pytest

from reports import services
from reports.body_forms import usual_sections
from reports.models import FormSection
from stakeholders.models import Event, GovernanceBody
from tests.objectives.test_answers_at_once import at_once
from tests.stakeholders.factories import GovernanceBodyFactory, PersonFactory

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

COUNT = 4


def fresh(body):
    return GovernanceBody.objects.get(pk=body.pk)


def test_the_usual_sections_are_copied_once_and_no_two_share_a_place():
    body, by = GovernanceBodyFactory(), PersonFactory()

    def add(number):
        return services.add_section(body=fresh(body), by=by, title=f"More {number}", content="text")

    added = at_once(*(lambda number=number: add(number) for number in range(COUNT)))
    assert all(isinstance(section, FormSection) for section in added)
    places = list(body.form_sections.values_list("position", flat=True))
    assert places == list(range(len(usual_sections(body)) + COUNT))
    assert Event.objects.filter(verb="form of papers started").count() == 1


def test_schedule_12a_is_filled_in_once():
    body, by = GovernanceBodyFactory(), PersonFactory()
    added = at_once(*[lambda: services.fill_schedule_12a(fresh(body), by=by)] * COUNT)
    assert sorted(added) == [0] * (COUNT - 1) + [7]
    assert body.exemptions.count() == 7


def test_two_sections_moved_at_once_both_keep_a_place_of_their_own():
    body, by = GovernanceBodyFactory(), PersonFactory()
    services.start_form(body, by=by)
    first, *_, last = body.form_sections.all()
    at_once(
        lambda: services.move_section(first, by=by, up=False),
        lambda: services.move_section(last, by=by, up=True),
    )
    places = list(body.form_sections.values_list("position", flat=True))
    assert places == list(range(len(usual_sections(body))))
