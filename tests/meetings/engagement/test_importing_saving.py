"""A file is read, saved and given up, once each and whatever dies, in few queries."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.engagement import filing
from meetings.importing.engagement.naming import KINDS, Names
from meetings.importing.engagement.questions import LEAVE_OUT, WITHOUT, choices_of
from meetings.importing.engagement.reviewing import review
from meetings.models import ActivityImport, EngagementActivity, EngagementMethod
from meetings.services.engagement import (
    discard_activity_import,
    save_activity_import,
    start_activity_import,
)
from meetings.services.engagement.importing import earlier_import
from stakeholders.models import Event
from tests.meetings.engagement.factories import EngagementActivityFactory, EngagementMethodFactory
from tests.meetings.engagement.logs import TODAY, furnish_names, make_import, pasted
from tests.objectives.plans import noon

AT = noon(TODAY)
Status = ActivityImport.Status


@pytest.fixture
def names(db):
    furnish_names()


def test_a_file_is_read_by_a_worker_and_refused_by_it(names, coordinator):
    rows = [
        start_activity_import(by=coordinator, name="a", content=content, at=AT)
        for content in (pasted("14/03/2026|Stall|Visit|||").encode(), b"%PDF-1.7")
    ]
    for row in rows:
        filing.read_row(row.pk, at=AT)
        row.refresh_from_db()
    assert [row.status for row in rows] == [Status.READY, Status.REFUSED]
    assert rows[1].problem
    assert Event.objects.about(rows[0]).get().verb == "engagement import started"


def saving(coordinator, **fields):
    row = make_import(coordinator, pasted("14/03/2026|Stall|Visit|||"))
    row = save_activity_import(row, by=coordinator, at=AT)
    ActivityImport.objects.filter(pk=row.pk).update(**fields)
    return row


def test_that_the_very_same_file_was_saved_before_is_told(names, coordinator):
    row = saving(coordinator)
    same = make_import(coordinator, pasted("14/03/2026|Stall|Visit|||"), name="again.csv")
    other = make_import(coordinator, pasted("15/03/2026|Stall|Visit|||"))
    assert earlier_import(same) is None
    filing.save_row(row.pk, at=AT)
    assert (earlier_import(same), earlier_import(other)) == (row, None)


def test_a_save_is_done_once_however_often_it_is_asked_for(names, coordinator):
    row = saving(coordinator)
    assert filing.save_row(row.pk, at=AT).status == Status.SAVED
    assert filing.save_row(row.pk, at=AT) is None
    assert EngagementActivity.objects.count() == 1


def test_a_save_whose_worker_died_is_started_again_and_given_back_in_the_end(
    names, coordinator, monkeypatch
):
    died = AT - dt.timedelta(minutes=6)
    sent = []
    monkeypatch.setattr(filing, "send", lambda *args: sent.append(args[2]))
    row = saving(coordinator, started_at=died, attempts=1)
    spent = saving(coordinator, started_at=died, attempts=3)
    young = saving(coordinator, started_at=AT - dt.timedelta(minutes=1), attempts=1)
    assert filing.sweep(AT) == 1
    assert sent == [row.pk]
    spent.refresh_from_db()
    assert (spent.status, bool(spent.problem)) == (Status.READY, True)
    assert filing.save_row(young.pk, at=AT) is None
    # Thought dead and started again by another, the first one finds that it is too late.
    slow = ActivityImport.objects.get(pk=young.pk)
    monkeypatch.setattr(filing, "_claim", lambda pk, at: slow)
    ActivityImport.objects.filter(pk=young.pk).update(attempts=2)
    assert filing.save_row(young.pk, at=AT) is None
    monkeypatch.undo()
    assert not EngagementActivity.objects.exists()
    assert filing.save_row(row.pk, at=AT).status == Status.SAVED


def test_a_save_that_fails_leaves_nothing_and_says_so(names, coordinator, monkeypatch):
    row = saving(coordinator)
    EngagementMethod.objects.filter(title="Visit").delete()
    calls = []

    def fail(*args, **kwargs):
        calls.append(1)
        EngagementActivityFactory()
        raise RuntimeError

    monkeypatch.setattr(filing, "store_activities", fail)
    filing.save_row(row.pk, at=AT)
    row.refresh_from_db()
    assert (row.status, bool(row.problem), calls) == (Status.READY, True, [1])
    assert not EngagementActivity.objects.exists()


def test_a_file_is_discarded_and_the_rows_that_stayed_are_cleared(names, coordinator):
    row = discard_activity_import(make_import(coordinator), by=coordinator, at=AT)
    assert (row.status, bytes(row.content), row.rows) == (Status.DISCARDED, b"", None)
    assert Event.objects.about(row).first().verb == "engagement import discarded"
    row = saving(coordinator)
    with pytest.raises(ValidationError):
        discard_activity_import(row, by=coordinator, at=AT)
    row = discard_activity_import(filing.save_row(row.pk, at=AT), by=coordinator, at=AT)
    assert (row.status, row.rows) == (Status.SAVED, None)
    assert Event.objects.about(row).first().verb == "engagement import cleared"


def queries_of(count, coordinator):
    EngagementMethodFactory(title="Visit")
    rows = [f"{1 + n % 28}/03/2026|Talk {n}|Visit|Young people||{n}" for n in range(count)]
    row = make_import(coordinator, pasted(*rows))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        review(row, on=TODAY)
        save_activity_import(row, by=coordinator, at=AT)
        filing.save_row(row.pk, at=AT)
    return len(queries)


def test_many_rows_cost_as_many_queries_as_few(names, coordinator):
    few = queries_of(2, coordinator)
    assert queries_of(300, coordinator) == few
    assert EngagementActivity.objects.count() == 300


def test_a_command_brings_a_file_in_and_says_what_it_left(names, tmp_path, capsys):
    file = tmp_path / "log.txt"
    headings = "Date|Title|Method|Groups|Area|Partners|Reached"
    rows = ["14/03/2026|Stall|Fair|Anglers|Coast|Harbour trust|", "15/03/2026|Talk|Visit||||-1"]
    file.write_text(pasted(*rows, "16/03/2026|Walk|Visit||||", headings=headings))
    call_command("import_engagement", str(file), "--dry-run")
    assert not EngagementActivity.objects.exists()
    call_command("import_engagement", str(file))
    assert EngagementActivity.objects.get().title == "Walk"
    call_command("import_engagement", str(file), "--make-new")
    stall = EngagementActivity.objects.get(title="Stall")
    assert [stall.method.title, stall.groups.get().name] == ["Fair", "Anglers"]
    assert [stall.areas.get().name, stall.organisations.get().name] == ["Coast", "Harbour trust"]
    assert set(EngagementActivity.objects.values_list("title", flat=True)) == {"Stall", "Walk"}
    assert "line 3" in capsys.readouterr().out
    file.write_text("Nothing at all")
    with pytest.raises(CommandError):
        call_command("import_engagement", str(file))


def test_a_file_that_is_saved_or_discarded_is_not_saved_again(coordinator):
    row = make_import(coordinator)
    for status in ("saving", "saved", "discarded"):
        ActivityImport.objects.update(status=status)
        with pytest.raises(ValidationError) as refused:
            save_activity_import(row, by=coordinator, at=AT)
        assert refused.value.code == "not_ready"


def test_rows_can_be_saved_without_a_group_that_nobody_knows_and_never_without_a_method():
    for key, may_be_without in (("group", True), ("method", False)):
        offered, _ = choices_of(KINDS[key], "Zqx", Names(KINDS[key], {}))
        found = {one.choice for one in offered} & {WITHOUT, LEAVE_OUT}
        assert found == {WITHOUT if may_be_without else LEAVE_OUT}
