"""The grid as a page and as a file, and how aims are set."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from meetings.engagement.grid import Cell
from meetings.engagement.grid.showing import breakable, lines_of, reach_of
from meetings.forms.engagement.grid import GridForm
from meetings.models import EngagementAim
from tests.meetings.engagement.factories import (
    EngagementActivityFactory,
    EngagementAimFactory,
    EngagementMethodFactory,
)
from tests.stakeholders.directory_factories import AreaFactory, CommunityGroupFactory
from tests.stakeholders.factories import OfficeFactory
from tests.world import sign_in

GRID = reverse("meetings:grid")
TODAY = dt.date(2026, 6, 18)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(dt.datetime(2026, 6, 18, 10, tzinfo=dt.UTC), tick=False)


@pytest.fixture
def reader(client, auditor):
    OfficeFactory()
    return sign_in(client, auditor)


@pytest.fixture
def editor(client, coordinator):
    OfficeFactory()
    return sign_in(client, coordinator)


def text_of(answer):
    return answer.content.decode()


def test_a_method_that_nobody_used_is_said_and_takes_no_column(reader):
    used, aimed, _ = (EngagementMethodFactory(title=name) for name in ("Van", "Tent", "Fax"))
    group = CommunityGroupFactory()
    EngagementActivityFactory(method=used, groups=[group], held_on=TODAY)
    EngagementAimFactory(group=group, method=aimed, times=12, starts_on=TODAY.replace(year=2025))
    shown = text_of(reader.get(GRID))
    head = shown[shown.index("<thead>") : shown.index("</thead>")]
    assert [title in head for title in ("Van", "Tent", "Fax")] == [True, True, False]
    assert "Fax" in shown
    assert "Fax" not in text_of(reader.get(f"{GRID}?by=quarter"))


@pytest.mark.parametrize(
    ("cell", "lines", "reach"),
    [
        (Cell(), (), ""),
        (
            Cell(done=3, planned_ahead=1, reached_unknown=3),
            ("3 done", "1 planned"),
            "People reached: not known",
        ),
        (Cell(not_done=2), ("2 not done",), ""),
        (Cell(aim=4), ("0 done of 4 aimed for",), ""),
        (Cell(done=2, reached=1041), ("2 done",), "Reached 1,041 people"),
        (
            Cell(done=2, reached=1, reached_unknown=1),
            ("2 done",),
            "Reached at least 1 person; not known for 1",
        ),
    ],
)
def test_a_cell_reads_without_colour(cell, lines, reach):
    assert (lines_of(cell), reach_of(cell)) == (lines, reach)


def test_a_heading_breaks_where_a_syllable_ends():
    words = "Community Consultation Correspondence Newsletter Visit Other methods Stall"
    shown = breakable(words).replace("\u00ad", "|")
    assert shown == (
        "Com|munity Con|sul|tation Cor|res|pon|dence Newslet|ter Visit Other methods Stall"
    )


def test_grid_leads_from_a_cell_to_what_stands_behind_it(reader):
    group, method = CommunityGroupFactory(priority=True), EngagementMethodFactory()
    EngagementActivityFactory(groups=[group], method=method)
    EngagementActivityFactory(method=method)
    page = text_of(reader.get(GRID))
    log = reverse("meetings:activity-list")
    period = "starts=2025-06-19&amp;ends=2027-06-18"
    assert f'{log}?{period}&amp;group={group.pk}&amp;method={method.pk}"' in page
    assert f'{log}?{period}&amp;no_group=on&amp;method={method.pk}"' in page
    assert f'{log}?{period}&amp;method={method.pk}"' in page
    assert "Priority group" in page
    quarter = text_of(reader.get(GRID, {"by": "quarter", "period": "2026"}))
    assert f"{log}?starts=2026-04-01&amp;ends=2026-06-30&amp;group={group.pk}" in quarter


def test_grid_keeps_its_filters_in_the_log_s_address(reader):
    area = AreaFactory()
    EngagementActivityFactory(
        groups=[CommunityGroupFactory()], method=EngagementMethodFactory(), areas=[area]
    )
    page = text_of(reader.get(GRID, {"area": area.pk, "how": "listened"}))
    assert f"area={area.pk}&amp;listened=on&amp;starts=" in page
    assert f"Only what took place in {area}" in page


def test_grid_without_groups_says_what_would_be_here(reader):
    assert "There are no groups yet" in text_of(reader.get(GRID))


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"starts": "2026-06-01", "ends": "2026-05-01"}, "ends_before_it_starts"),
        ({"starts": "2020-06-01", "ends": "2026-05-01"}, "too_long"),
        ({"starts": "soon"}, "invalid"),
        ({"ends": "0001-06-01"}, "min_value"),
        ({"starts": "2199-06-01", "by": "quarter"}, "max_value"),
        ({"starts": "9999-06-01"}, "max_value"),
        ({"starts": "0001-01-01", "ends": "0001-06-01", "by": "quarter"}, "min_value"),
        ({"period": "1066"}, "invalid_choice"),
    ],
)
def test_a_period_that_makes_no_sense_is_said_beside_its_box(reader, asked, code):
    form = GridForm(asked, on=TODAY)
    codes = [error.code for errors in form.errors.as_data().values() for error in errors]
    assert set(codes) == {code}
    assert reader.get(GRID, asked).status_code == 200


@pytest.mark.parametrize(
    ("asked", "period"),
    [
        ({}, ("2025-06-19", "2027-06-18")),
        ({"period": "2025"}, ("2025-04-01", "2026-03-31")),
        ({"starts": "2026-01-01"}, ("2026-01-01", "2027-06-18")),
        ({"ends": "2024-12-31"}, ("2024-01-02", "2024-12-31")),
        ({"starts": "2028-01-01"}, ("2028-01-01", "2028-12-30")),
    ],
)
@pytest.mark.django_db
def test_a_period_is_a_year_or_two_days(asked, period):
    chosen = GridForm(asked, on=TODAY).asked
    assert (chosen["starts_on"].isoformat(), chosen["ends_on"].isoformat()) == period


def test_grid_asks_the_same_questions_whatever_the_size_of_the_log(reader):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(GRID).status_code == 200
        return len(asked)

    method = EngagementMethodFactory()
    EngagementActivityFactory(groups=[CommunityGroupFactory()], method=method)
    before = questions()
    for _ in range(4):
        group = CommunityGroupFactory()
        EngagementAimFactory(group=group)
        EngagementActivityFactory(groups=[group], method=method)
    assert questions() == before


def test_download_has_a_line_for_each_figure_and_none_for_what_is_not_known(reader):
    group = CommunityGroupFactory(name="=Faith", priority=True)
    EngagementActivityFactory(groups=[group], method=EngagementMethodFactory(), reached=None)
    answer = reader.get(reverse("meetings:grid-download", args=["csv"]))
    lines = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    nothing = "Nothing planned in the next twelve months"
    assert lines[1] == ["'=Faith", "Yes", "All", nothing, "1", "0", "0", "0", "", "", "1"]
    assert lines[-1][2:] == ["Street stall", "", "1", "0", "0", "0", "", "", "1"]
    answer = reader.get(reverse("meetings:grid-download", args=["xlsx"]))
    sheet = load_workbook(io.BytesIO(answer.getvalue())).active
    assert [cell.value for cell in sheet[2]][:5] == ["=Faith", "Yes", "All", nothing, 1]
    assert sheet["A2"].data_type == "s"
    assert reader.get(reverse("meetings:grid-download", args=["pdf"])).status_code == 404


def test_aims_are_set_changed_and_ended_on_their_pages(editor):
    group = CommunityGroupFactory()
    day = {"starts_on_day": "1", "starts_on_month": "6", "starts_on_year": "2026"}
    address = reverse("meetings:aim-create", args=[group.pk])
    assert editor.get(address).status_code == 200
    assert editor.post(address, day | {"times": "0"}).status_code == 422
    assert editor.post(address, day | {"times": "4"}).status_code == 302
    aim = EngagementAim.objects.get()
    assert (aim.group, aim.times, aim.starts_on) == (group, 4, dt.date(2026, 6, 1))
    assert "4" in text_of(editor.get(reverse("meetings:aim-list", args=[group.pk])))
    end = {"ends_on_day": "1", "ends_on_month": "7", "ends_on_year": "2026"}
    address = reverse("meetings:aim-end", args=[aim.pk])
    assert editor.post(address, end | {"ends_on_month": "5"}).status_code == 422
    assert editor.post(address, end).status_code == 302
    aim.refresh_from_db()
    assert aim.ends_on == dt.date(2026, 7, 1)


def test_aims_of_all_groups_are_set_on_one_page_and_others_left_alone(editor):
    one, other, third = [CommunityGroupFactory() for _ in range(3)]
    EngagementAimFactory(group=other, times=2)
    kept = EngagementAimFactory(group=third, times=3)
    address = reverse("meetings:aim-grid")
    assert 'value="3"' in text_of(editor.get(address))
    day = {"starts_on_day": "18", "starts_on_month": "6", "starts_on_year": "2026"}
    said = {f"group_{one.pk}": "4", f"group_{other.pk}": "", f"group_{third.pk}": "3"}
    assert editor.post(address, day | said | {f"group_{one.pk}": "some"}).status_code == 422
    assert editor.post(address, day | said).status_code == 302
    now = EngagementAim.objects.during(TODAY, TODAY).order_by("group")
    assert list(now.values_list("group", "times")) == [(one.pk, 4), (third.pk, 3)]
    assert kept in now

    # Sent by somebody who had opened the page before any of that was saved.
    was = f"group_{one.pk}= group_{other.pk}=2 group_{third.pk}=3"
    late = day | {"was": was, f"group_{other.pk}": "2", f"group_{third.pk}": "5"}
    assert editor.post(address, late).status_code == 302
    assert list(now.values_list("group", "times")) == [(one.pk, 4), (third.pk, 5)]
    both = late | {f"group_{one.pk}": "9"}
    asked = editor.post(address, both)
    assert asked.status_code == 422
    form = asked.context["form"]
    assert [e.code for e in form.errors.as_data()[f"group_{one.pk}"]] == ["edit_conflict"]
    again = day | {name: form[name].value() or "" for name in ("was", *form.groups)}
    assert again[f"group_{one.pk}"] == "9"
    assert editor.post(address, again).status_code == 302
    assert list(now.values_list("group", "times")) == [(one.pk, 9), (third.pk, 5)]
