import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from actionplans.models import ActionPlan
from objectives.models import Action
from stakeholders.models import Post

FILE = Path(__file__).parents[1] / "files" / "lookalike_plan.txt"

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def run(*args, file=FILE, title="Listening plan", starts="2024-04-01"):
    out, err = StringIO(), StringIO()
    call_command(
        "import_plan",
        str(file),
        "--title",
        title,
        "--starts",
        starts,
        *args,
        stdout=out,
        stderr=err,
    )
    return out.getvalue(), err.getvalue()


def refusal(*args, **more):
    with pytest.raises(CommandError) as caught:
        run(*args, **more)
    assert not ActionPlan.objects.exists()
    return str(caught.value)


def test_it_says_what_was_stored_and_every_doubt():
    out, _ = run()
    assert "“Listening plan” was imported. On commands its name is listening-plan." in out
    assert "4 objectives, 13 activities, 30 actions, 3 of them sub-actions." in out
    assert "Dates: 16 certain, 10 assumed, 2 could not be read, 2 blank; 11 ongoing." in out
    assert "17 actions have several." in out
    assert "Quarters were assumed" in out
    assert "62 doubts" in out
    assert "  line 40: “31/02/2025”\n      “31/02/2025” could not be read as a date" in out
    assert Action.objects.count() == 30


def test_the_same_file_again_says_that_nothing_was_changed():
    run()
    out, _ = run()
    assert "was imported before" in out
    assert "Nothing was changed." in out
    assert "doubts" not in out
    assert ActionPlan.objects.count() == 1


def test_a_dry_run_stores_nothing():
    out, _ = run("--dry-run")
    assert "Nothing was stored." in out
    assert "62 doubts" in out
    assert not ActionPlan.objects.exists()
    assert not Post.objects.exists()


def test_a_dry_run_of_a_stored_file_says_so():
    run()
    assert "imported before" in run("--dry-run")[0]


def test_json_alone_is_on_the_standard_output():
    out, err = run("--dry-run", "--json", "--quarters", "calendar", "--ends", "2027-03-31")
    plan = json.loads(out)
    assert (plan["quarters"], plan["ends_on"]) == ("calendar", "2027-03-31")
    assert len(plan["objectives"]) == 4
    assert len(plan["doubts"]) == 60
    assert "Nothing was stored." in err
    assert not ActionPlan.objects.exists()


def test_json_after_storing():
    out, err = run("--json")
    assert json.loads(out)["title"] == "Listening plan"
    assert "was imported" in err
    assert ActionPlan.objects.get().ends_on is None


def test_a_file_that_is_not_there(tmp_path):
    assert "There is no file" in refusal(file=tmp_path / "no.txt")


def test_a_folder(tmp_path):
    assert "is a folder" in refusal(file=tmp_path)


def test_a_path_that_cannot_be_opened():
    assert "could not be opened" in refusal(file="bad\0name")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 word/", "a Word document"),
        (b"\xff\xfeA", "encoding"),
        (b"a\0b", "not text"),
        (b"Dear resident\n", "A plan is a table"),
        (b"Name\tBody\nA\tB\n", "No row of headings"),
    ],
)
def test_a_file_that_holds_no_plan(tmp_path, content, words):
    path = tmp_path / "plan.txt"
    path.write_bytes(content)
    assert words in refusal(file=path)


def test_a_huge_file(tmp_path):
    path = tmp_path / "plan.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert "larger than 20 MB" in refusal(file=path)


@pytest.mark.parametrize("day", ["2024-02-30", "1 April", "", "0001-01-01", "9999-12-31"])
def test_an_impossible_first_day(day):
    assert "--starts" in refusal(starts=day)


def test_a_last_day_before_the_first():
    assert "ends before it starts" in refusal("--ends", "2024-03-31")


@pytest.mark.parametrize("title", ["", "  ", "x" * 201])
def test_a_title_that_is_none(title):
    assert "--title" in refusal(title=title)


def test_unknown_quarters():
    assert "quarters" in refusal("--quarters", "lunar")


@pytest.mark.parametrize("how", [(), ("--dry-run",)])
def test_another_file_for_the_same_plan(tmp_path, how):
    run()
    path = tmp_path / "other.txt"
    path.write_text("Action\tDate\tLead\nAsk\t2025\tX\n")
    with pytest.raises(CommandError, match="already a plan"):
        run(*how, file=path, title="listening PLAN")
    assert ActionPlan.objects.count() == 1
