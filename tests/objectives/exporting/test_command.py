import io
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from actionplans.models import ActionPlan
from actionplans.services import edit_plan, withdraw_plan
from objectives.importing.reading import read_bytes
from objectives.models import ProgressUpdate
from stakeholders.models import Event
from tests.objectives.plans import make_action, make_plan

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def plan(coordinator):
    plan = make_plan(coordinator, quarter_basis="financial")
    make_action(plan, coordinator, number="1", deadline="March 2027", reported=plan.starts_on)
    return plan


def run(*args):
    out = StringIO()
    call_command("export_plan", *map(str, args), stdout=out)
    return out.getvalue()


def refusal(*args):
    with pytest.raises(CommandError) as caught:
        run(*args)
    return str(caught.value)


@pytest.mark.parametrize(
    ("format", "kind"), [("docx", "docx"), ("xlsx", "xlsx"), ("csv", "csv"), ("json", "json")]
)
def test_it_writes_the_plan_and_says_where(plan, tmp_path, format, kind):
    path = tmp_path / "plan.file"
    out = run(plan.slug, "--format", format, "--output", path)
    assert out == f"“Listening plan” was written to {path}.\n"
    assert read_bytes(path.read_bytes(), name=path.name).kind == kind
    assert list(tmp_path.iterdir()) == [path]
    event = Event.objects.get(verb="plan exported")
    assert (event.actor, event.after["format"], event.plan_id) == (None, format, plan.pk)


def test_without_a_name_it_writes_to_this_folder_and_names_the_mark(plan, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    edit_plan(plan, by=None, changes={"mark": "OFFICIAL-SENSITIVE"})
    out = run(plan.slug, "--format", "csv")
    (path,) = tmp_path.iterdir()
    assert path.name.startswith("listening-plan-OFFICIAL-SENSITIVE-20")
    assert "It is marked OFFICIAL-SENSITIVE." in out


def test_it_writes_to_the_standard_output(plan, capfdbinary):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    call_command("export_plan", plan.slug, "--format", "json", "--output", "-", stdout=stream)
    assert json.loads(stream.buffer.getvalue())["title"] == "Listening plan"


def test_it_says_which_plans_there_are(plan):
    assert "There is no plan “nothing”. There are: listening-plan." in refusal(
        "nothing", "--format", "csv"
    )


def test_it_says_that_there_is_no_plan_yet():
    assert "There is no plan yet." in refusal("nothing", "--format", "csv")


@pytest.mark.parametrize("arguments", [(), ("--format", "pdf")])
def test_the_format_is_one_of_four(plan, arguments):
    assert "--format" in refusal(plan.slug, *arguments)


def test_a_file_that_cannot_be_written(plan, tmp_path):
    to = ("--format", "csv", "--output")
    assert "is a folder" in refusal(plan.slug, *to, tmp_path)
    assert "There is no folder" in refusal(plan.slug, *to, tmp_path / "none" / "plan.csv")
    there = tmp_path / "file"
    there.write_text("kept")
    assert "could not be written" in refusal(plan.slug, *to, there / "plan.csv")
    assert there.read_text() == "kept"


def test_json_comes_back_with_its_own_title_and_history(plan, tmp_path):
    path = tmp_path / "plan.json"
    run(plan.slug, "--format", "json", "--output", path)
    withdraw_plan(plan, by=None, reason="Moved")
    call_command("import_plan", str(path), "--with-history", stdout=StringIO())
    again = ActionPlan.objects.in_force().get()
    assert (again.title, again.starts_on) == (plan.title, plan.starts_on)
    first, second = ProgressUpdate.objects.order_by("pk")
    assert second.action.plan == again
    assert second.recorded_at == first.recorded_at


def test_only_json_brings_a_history_and_says_its_own_title(plan, tmp_path):
    path = tmp_path / "plan.csv"
    run(plan.slug, "--format", "csv", "--output", path)
    for arguments, words in (
        (["--with-history"], "Only a JSON file"),
        ([], "--title"),
        (["--title", "Copy"], "--starts"),
    ):
        with pytest.raises(CommandError) as caught:
            call_command("import_plan", str(path), *arguments, stdout=StringIO())
        assert words in str(caught.value)
