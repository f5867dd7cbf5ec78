"""Every cell of the grid opens the activities behind it: as many as it says."""

import datetime as dt
import re
from html import unescape

import pytest
from django.urls import reverse

from actionplans.models import Principle
from tests.meetings.engagement.factories import EngagementActivityFactory, EngagementMethodFactory
from tests.stakeholders.directory_factories import AreaFactory, CommunityGroupFactory
from tests.stakeholders.factories import OfficeFactory
from tests.world import sign_in

GRID = reverse("meetings:grid")
CELL = re.compile(r'<td data-label="[^"]*"><a class="govuk-link" href="([^"]+)">(.+?)</a>')


@pytest.fixture
def reader(client, auditor, time_machine):
    time_machine.move_to(dt.datetime(2026, 6, 18, 10, tzinfo=dt.UTC), tick=False)
    OfficeFactory()
    group = CommunityGroupFactory()
    merged, area = CommunityGroupFactory(merged_into=group), AreaFactory()
    stall = EngagementMethodFactory()
    told = EngagementMethodFactory(title="Monthly letter", listens=False)
    principle = Principle.objects.create(title="Only inform", listens=False)
    common = [
        {"groups": [group, merged], "method": stall},
        {"groups": [merged], "method": stall, "areas": [area], "principle": principle},
        {"groups": [CommunityGroupFactory()], "method": told, "level": "national"},
        {"method": stall, "held_on": dt.date(2026, 3, 1)},
    ]
    for fields in common:
        EngagementActivityFactory(**fields)
        planned = {"status": "planned", "held_on": dt.date(2026, 9, 1)}
        EngagementActivityFactory(**fields | planned)
        EngagementActivityFactory(**fields | {"status": "cancelled"})
    client.narrowed = ({"area": area.pk}, {"how": principle.pk})
    return sign_in(client, auditor)


def test_every_cell_opens_as_many_as_it_says(reader):
    plain = ({}, {"by": "quarter"}, {"how": "listened"}, {"level": "national"}, {"period": "2026"})
    said = {}
    for asked in (*plain, *reader.narrowed):
        cells = CELL.findall(reader.get(GRID, asked).content.decode())
        assert cells, asked
        for address, words in cells:
            counts = re.findall(r"(\d+) (?:done|planned|not)", words)
            assert said.setdefault(address, sum(map(int, counts))) == sum(map(int, counts))
    opened = {address: rows_of(reader.get(unescape(address)).content.decode()) for address in said}
    assert opened == said


def rows_of(page):
    return len(re.findall(r'<th scope="row">', page))
