"""Papers of before papers had several files, brought to today's tables."""

import hashlib
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from reports.models import ReportFile, ReportRevision
from stakeholders.events import record
from tests.actionplans.factories import ActionPlanFactory
from tests.stakeholders.factories import GovernanceBodyFactory

PDF = b"%PDF- of before"
BEFORE = [("reports", "0002_initial")]


def migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


@pytest.fixture
def before(transactional_db):
    """The tables as they were; today's again afterwards, whatever happens."""
    today = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        yield migrate(BEFORE), lambda: migrate(today)
    finally:
        migrate(today)


def test_an_earlier_paper_has_its_versions_and_is_not_called_different(before):
    old, bring_up_to_date = before
    plan, body = ActionPlanFactory(), GovernanceBodyFactory()
    report = old.get_model("reports", "Report").objects.create(
        plan_id=plan.pk, body_id=body.pk, period="2010-Q2", slug="of-before"
    )
    revision = old.get_model("reports", "ReportRevision").objects.create(
        report=report,
        number=1,
        status="published",
        build="built",
        cut_off=timezone.now(),
        requested_at=timezone.now(),
        document={"version": 1, "title": "Tê a chacen"},
        template_version="paper of old",
        engine_version="typst of old",
    )
    sha256 = hashlib.sha256(PDF).hexdigest()
    old.get_model("reports", "ReportFile").objects.create(
        revision=revision, content=PDF, size=len(PDF), sha256=sha256
    )

    bring_up_to_date()

    file, paper = ReportFile.objects.get(), ReportRevision.objects.get()
    assert (file.template_version, file.engine_version) == ("paper of old", "typst of old")
    # As the log of those days has it.
    record("paper published", paper, by=None, after={"sha256": [sha256]}, plan=plan.pk)
    said = StringIO()
    call_command("verify_reports", stdout=said)
    assert said.getvalue().splitlines() == [
        "1 revision, 1 file: 1 checked by hash, 0 drawn again and the same, "
        "1 of another version, 0 different."
    ]
