"""From a file to a plan in the browser: uploaded, looked through, answered, saved, undone."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans.models import ActionPlan
from objectives.exporting import FORMATS, export_plan
from objectives.models import Action, ImportDraft, PlanImport
from objectives.services import answer_doubts, record_update, save_import
from stakeholders.models import Event, Post
from tests.world import sign_in

from .drafts import make_draft, table_text, word_file
from .plans import TODAY, noon

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

ADD = "/imports/add/"
FIELDS = {
    "title": "Listening plan",
    "starts_on_day": "1",
    "starts_on_month": "4",
    "starts_on_year": "2025",
    "quarters": "",
}
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + bytes(range(256))
MEMBERS = "Name\tTelephone\tTerm ends\nAnn Example\t01632 960001\tMay 2027\n"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(noon(TODAY), tick=True):
        yield


@pytest.fixture
def desk(client, coordinator):
    return sign_in(client, coordinator)


@pytest.fixture
def run(django_capture_on_commit_callbacks, broker_down):
    """What is done once the request's transaction is over; without a broker it is done at once."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def draft(coordinator):
    return make_draft(coordinator)


def at(draft, name="import-draft", **query):
    return reverse(f"objectives:{name}", args=[draft.pk], query=query or None)


def upload(content, name="plan.docx"):
    return FIELDS | {"file": SimpleUploadedFile(name, content)}


def codes(response, field):
    return [error.code for error in response.context["form"].errors.as_data()[field]]


def questions(response):
    return {
        question.key: question
        for section in response.context["sections"]
        for entry in section.entries
        for question in entry.questions
    }


def group(response, start):
    return next(kind for kind in response.context["kinds"] if kind.heading.startswith(start))


def text_of(response):
    return " ".join(response.content.decode().split())


def test_a_word_file_is_uploaded_read_and_shown(desk, run):
    with run():
        response = desk.post(ADD, upload(word_file()))
    draft = ImportDraft.objects.get()
    assert response.url == at(draft)
    assert (draft.status, draft.file_name) == ("ready", "plan.docx")
    page = desk.get(at(draft))
    assert [o.title for o in page.context["review"].plan.objectives] == [
        "Hear more people",
        "Answer more people",
    ]
    assert "table 1, row 2" in text_of(page)
    event = Event.objects.about(draft).get()
    assert (event.verb, event.after["file"]) == ("import started", "plan.docx")


def test_a_pasted_table_is_read_with_its_first_empty_cell(desk, run):
    pasted = "\t".join(["", "1. Map", "May 2025", "Head of Hearing"])
    with run():
        desk.post(ADD, FIELDS | {"text": table_text().replace("\n", "\r\n") + "\r\n" + pasted})
    draft = ImportDraft.objects.get()
    assert (draft.status, draft.file_name) == ("ready", "pasted text")
    assert len(desk.get(at(draft)).context["review"].plan.actions) == 5


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({}, "file", "required"),
        ({"text": "x", "file": SimpleUploadedFile("a.txt", b"x")}, "text", "both"),
        ({"text": "x", "starts_on_day": "", "starts_on_month": "", "starts_on_year": ""},
         "starts_on", "required"),
        ({"text": "x", "title": " "}, "title", "required"),
        ({"file": SimpleUploadedFile("empty.docx", b"")}, "file", "empty"),
        ({"file": SimpleUploadedFile("blank.txt", b" \n")}, "file", "empty"),
    ],
)  # fmt: skip
def test_what_is_missing_is_asked_for(desk, given, field, code):
    response = desk.post(ADD, FIELDS | given)
    assert response.status_code == 422
    assert code in codes(response, field)
    assert not ImportDraft.objects.exists()


def test_a_file_of_50_mb_is_refused_before_it_is_read(desk, monkeypatch):
    def read(*args):
        raise AssertionError("The file was read")

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.read", read)
    response = desk.post(ADD, upload(bytes(50 * 1024 * 1024)))
    assert response.status_code == 422
    assert codes(response, "file") == ["too_large"]


@pytest.mark.parametrize(
    ("content", "words"),
    [(PDF, "PDF"), (b"\x00\x01\x02" * 50, "not text"), (b"PK\x03\x04 cut short", "damaged")],
)
def test_a_file_that_can_not_be_read_says_why_and_what_to_do(desk, run, content, words):
    with run():
        desk.post(ADD, upload(content))
    draft = ImportDraft.objects.get()
    assert draft.status == "refused"
    assert words in draft.problem
    page = text_of(desk.get(at(draft)))
    assert words in page
    assert "Try another file" in page


def test_a_file_without_a_plan_says_why_and_can_be_mapped_all_the_same(desk, coordinator):
    draft = make_draft(coordinator, content=MEMBERS.encode())
    page = desk.get(at(draft))
    assert "No plan was found" in text_of(page)
    assert "list of people" in text_of(page)
    assert "Save the plan" not in text_of(page)
    assert desk.post(at(draft, "import-save")).status_code == 422
    table = page.context["tables"][0].table.index
    columns = {"column-0": "action", "column-1": "note", "column-2": "deadline"}
    desk.post(at(draft, "import-columns"), {"table": table, "version": draft.version} | columns)
    plan = desk.get(at(draft)).context["review"].plan
    assert [action.text for action in plan.actions] == ["Ann Example"]


def test_each_doubt_stands_beside_its_row_with_at_most_three_answers(desk, draft):
    page = desk.get(at(draft))
    found = questions(page)
    assert found.keys() == {doubt.key for doubt in page.context["review"].doubts}
    assert all(1 < len(question.choices) <= 3 for question in found.values())
    beside = {
        question.heading
        for section in page.context["sections"]
        for entry in section.entries
        if entry.action and entry.action.text == "Print a leaflet"
        for question in entry.questions
    }
    assert "A date could not be read" in beside
    words = text_of(page)
    review = page.context["review"]
    assert f"{review.left} doubts left" in words
    assert f"of {review.kinds_left} kinds" in words


def test_a_doubt_about_a_row_stands_beside_its_action(desk, coordinator):
    text = "Action\tDate\tLead\n1. Map it\tMay 2025\tHead of A\n"
    text += "2. Use the map described at 1. to plan\tMay 2025\tHead of A"
    draft = make_draft(coordinator, content=text.encode())
    page = desk.get(at(draft))
    beside = [
        entry.action and entry.action.number
        for section in page.context["sections"]
        for entry in section.entries
        for question in entry.questions
        if question.heading == "A number inside a sentence began no new item"
    ]
    assert beside == ["2"]


def test_one_doubt_is_answered_and_the_plan_follows(desk, draft):
    found = questions(desk.get(at(draft)))
    question = next(q for q in found.values() if q.heading == "A date could not be read")
    place = f"doubt-{question.key}"
    data = {"key": question.key, "was": "", "choice": "correct", "value": "30 June 2026"}
    response = desk.post(at(draft, "import-answer"), data | {"place": place})
    assert response.url == f"{at(draft)}#{place}"
    page = desk.get(at(draft))
    action = next(a for a in page.context["review"].plan.actions if a.text == "Print a leaflet")
    assert action.deadline.due_on.isoformat() == "2026-06-30"
    assert "Your answer:</strong> Corrected: 30 June 2026" in text_of(page)


def test_doubts_of_one_kind_are_answered_together(desk, draft):
    page = desk.get(at(draft))
    kind = group(page, "“Q2 2025”")
    assert (len(kind.kind.doubts), kind.kind.left) == (2, 2)
    before = page.context["review"].left
    data = {"key": kind.question.key, "was": "", "choice": "correct"}
    desk.post(at(draft, "import-answer"), data)
    page = desk.get(at(draft))
    assert page.context["review"].left == before - 2
    due = {a.text: a.deadline.due_on.isoformat() for a in page.context["review"].plan.actions[:2]}
    assert due == {"Map the ways in": "2025-06-30", "Hold street surgeries": "2025-12-31"}


def joint_draft(coordinator):
    rows = [
        f"1. Listen\t{n}. Task {n}\tMay 2025\t{lead}"
        for n, lead in enumerate(["Head of A and Head of B"] * 2 + ["Head of C and Head of D"], 1)
    ]
    text = "\n".join(["Objective\tAction\tDate\tLead", *rows])
    return make_draft(coordinator, content=text.encode())


def test_questions_of_one_kind_are_answered_together_however_many_they_are(desk, coordinator):
    draft = joint_draft(coordinator)
    page = desk.get(at(draft))
    kind = group(page, "A cell was read as several leads")
    assert (kind.kind.left, len(kind.parts)) == (3, 2)
    assert "Answer them one by one" in text_of(page)
    assert [choice.choice for choice in kind.question.choices] == ["accept", "later"]
    data = {"key": kind.question.key, "was": "", "choice": "accept", "place": "kind-leads_split"}
    response = desk.post(at(draft, "import-answer"), data)
    assert response.url.endswith("#kind-leads_split")
    page = desk.get(at(draft))
    assert group(page, "A cell was read as several leads").kind.left == 0
    found = [q for q in questions(page).values() if q.heading == "A cell was read as several leads"]
    assert {question.answer.choice for question in found} == {"accept"}


def test_one_question_of_a_kind_is_answered_otherwise_than_the_rest(desk, coordinator):
    draft = joint_draft(coordinator)
    for part, choice, value in ((None, "accept", ""), (0, "correct", "Head of A and Head of B")):
        kind = group(desk.get(at(draft)), "A cell was read as several leads")
        question = kind.question if part is None else kind.parts[part].question
        data = {"key": question.key, "was": question.was, "choice": choice, "value": value}
        assert desk.post(at(draft, "import-answer"), data).status_code == 302
    plan = desk.get(at(draft)).context["review"].plan
    assert [action.leads for action in plan.actions] == [
        ("Head of A and Head of B",),
        ("Head of A and Head of B",),
        ("Head of C", "Head of D"),
    ]


def test_what_is_asked_of_quarters_is_not_answered_with_other_dates(desk, coordinator):
    text = "Action\tDate\tLead\n1. Ask\tQ2 2025\tHead of A\n2. Tell\tSpring 2026\tHead of A"
    text += "\n3. Try\tImmediate\tHead of A"
    draft = make_draft(coordinator, content=text.encode())
    kind = group(desk.get(at(draft)), "A date was assumed")
    data = {"key": kind.question.key, "was": "", "choice": "accept"}
    desk.post(at(draft, "import-answer"), data)
    left = {kind.kind.name: kind.kind.left for kind in desk.get(at(draft)).context["kinds"]}
    assert (left["deadline_assumed"], left["quarters"]) == (0, 1)


@pytest.mark.parametrize("place", ["", "#", "kind-a b", "//example.org", "kind-\r\nX: y"])
def test_an_answer_leads_nowhere_but_to_its_place(desk, draft, place):
    question = next(iter(questions(desk.get(at(draft))).values()))
    data = {"key": question.key, "was": "", "choice": "accept", "place": place}
    assert desk.post(at(draft, "import-answer"), data).url == at(draft)


@pytest.mark.parametrize(
    "data",
    [
        {"key": "no-such-doubt", "choice": "accept"},
        {"choice": "burn"},
        {"choice": "correct", "value": "  "},
        {"choice": "correct", "value": "x" * 2001},
        {},
    ],
)
def test_an_answer_that_can_not_be_given_is_refused(desk, draft, data):
    found = questions(desk.get(at(draft)))
    question = next(q for q in found.values() if q.heading == "A date could not be read")
    response = desk.post(at(draft, "import-answer"), {"key": question.key} | data)
    assert response.status_code == 422
    assert "There is a problem" in text_of(response)
    draft.refresh_from_db()
    assert draft.answers == {}


def test_two_people_answer_different_doubts_and_both_are_kept(
    desk, draft, coordinator, administrator
):
    first, second = list(questions(desk.get(at(draft))).values())[:2]
    desk.post(at(draft, "import-answer"), {"key": first.key, "was": "", "choice": "accept"})
    # Her page was opened before: she answers another doubt than the one answered meanwhile.
    answer_doubts(draft, by=coordinator, key=second.key, choice="later", was="")
    draft.refresh_from_db()
    assert {first.key, second.key} == draft.answers.keys()


def test_two_people_answer_the_same_doubt_and_the_second_is_told(desk, draft):
    question = next(iter(questions(desk.get(at(draft))).values()))
    data = {"key": question.key, "was": ""}
    desk.post(at(draft, "import-answer"), data | {"choice": "accept"})
    response = desk.post(at(draft, "import-answer"), data | {"choice": "later"})
    assert response.status_code == 409
    assert "Somebody else has answered" in text_of(response)
    again = desk.post(
        at(draft, "import-answer"), data | {"choice": "later"}, headers={"HX-Request": "true"}
    )
    assert again.headers["HX-Refresh"] == "true"
    draft.refresh_from_db()
    assert draft.answers[question.key]["choice"] == "accept"


def test_what_somebody_else_changed_is_looked_at_before_it_is_saved(desk, draft):
    opened_on = draft.version
    question = next(iter(questions(desk.get(at(draft))).values()))
    desk.post(at(draft, "import-answer"), {"key": question.key, "was": "", "choice": "accept"})
    response = desk.post(at(draft, "import-save"), {"version": opened_on})
    assert response.status_code == 409
    assert not ActionPlan.objects.exists()
    draft.refresh_from_db()
    assert desk.post(at(draft, "import-save"), {"version": draft.version}).status_code == 302


def test_the_draft_survives_closing_the_browser(client, draft, coordinator, administrator):
    desk = sign_in(client, coordinator)
    question = next(iter(questions(desk.get(at(draft))).values()))
    desk.post(at(draft, "import-answer"), {"key": question.key, "was": "", "choice": "accept"})
    client.logout()
    client.cookies.clear()
    desk = sign_in(client, coordinator)
    listed = desk.get("/plans/")
    assert "Go on with Listening plan" in text_of(listed)
    assert questions(desk.get(at(draft)))[question.key].answer.choice == "accept"


def test_saving_makes_the_plan_with_what_is_still_in_doubt(desk, draft):
    left = desk.get(at(draft)).context["review"].left
    response = desk.post(at(draft, "import-save"), {"version": draft.version}, follow=True)
    plan = ActionPlan.objects.get()
    assert plan.actions.count() == 4
    assert plan.reminders_from is None
    assert "The plan is there" in text_of(response)
    kept = response.context["kept"]
    assert 0 < len(kept) <= left
    assert all(f'/actions/{doubt.action_id}/"' in response.content.decode() for doubt in kept)
    draft.refresh_from_db()
    assert (draft.status, draft.plan) == ("saved", plan)
    assert Event.objects.filter(verb="plan imported", plan_id=plan.pk).count() == 1
    assert desk.post(at(draft, "import-save")).status_code == 422
    assert ActionPlan.objects.count() == 1


def test_what_is_in_doubt_about_the_whole_file_is_still_said_after_saving(desk, coordinator):
    content = f"A line above the table\n\n{table_text()}".encode()
    draft = make_draft(coordinator, content=content)
    page = desk.post(at(draft, "import-save"), {"version": draft.version}, follow=True)
    assert "A line above the table" in [doubt.text for doubt in page.context["kept_of_file"]]
    assert "Doubts about the file as a whole" in text_of(page)


def test_what_was_left_for_later_is_settled_on_the_actions_page(desk, draft, coordinator):
    plan = save_import(draft, by=coordinator).plan
    action = plan.actions.get(text="Print a leaflet")
    url = f"/actions/{action.pk}/"
    assert "when it suits" in text_of(desk.get(url)).partition("Doubts from the import")[2]
    desk.post(f"{url}doubts/settle/")
    assert "Doubts from the import" not in text_of(desk.get(url))
    event = Event.objects.about(action).get(verb="import doubts settled")
    assert "when it suits" in str(event.before)
    others = plan.actions.exclude(pk=action.pk)
    assert any(other.import_doubts.left().exists() for other in others)


@pytest.mark.parametrize("form", FORMATS)
def test_what_the_portal_exported_is_brought_in_again(desk, draft, coordinator, form):
    plan = save_import(draft, by=coordinator).plan
    content = export_plan(plan, form, person=coordinator)
    again = make_draft(coordinator, content=content, name=f"plan.{form}", title="Once more")
    assert desk.get(at(again)).status_code == 200
    assert desk.post(at(again, "import-save"), {"version": again.version}).status_code == 302
    made = ActionPlan.objects.get(title="Once more")
    assert list(made.actions.values_list("text", "deadline__text", "deadline__due_on")) == list(
        plan.actions.values_list("text", "deadline__text", "deadline__due_on")
    )


def test_saving_is_one_transaction(desk, draft, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("The disk is full")

    monkeypatch.setattr("objectives.importing.saving._keep_file", fail)
    with pytest.raises(RuntimeError):
        desk.post(at(draft, "import-save"), {"version": draft.version})
    assert not ActionPlan.objects.exists()
    assert not Post.objects.filter(title="Head of Hearing").exists()
    draft.refresh_from_db()
    assert draft.status == "ready"


def test_a_plan_of_that_title_and_day_is_said_and_refused(desk, draft, coordinator):
    save_import(draft, by=coordinator)
    other = make_draft(coordinator, content=table_text().replace("Map", "Draw").encode())
    assert "There is already a plan" in text_of(desk.get(at(other)))
    assert desk.post(at(other, "import-save"), {"version": other.version}).status_code == 422
    more = {"title": "Another plan", "bare_years": "calendar", "version": other.version}
    assert desk.post(at(other, "import-settings"), FIELDS | more).status_code == 302
    other.refresh_from_db()
    assert Event.objects.about(other).filter(verb="import changed").exists()
    desk.post(at(other, "import-save"), {"version": other.version})
    assert ActionPlan.objects.count() == 2


def test_the_same_file_again_is_refused_by_name(desk, draft, coordinator):
    save_import(draft, by=coordinator)
    twin = make_draft(coordinator, title="Twin")
    response = desk.post(at(twin, "import-save"), {"version": twin.version})
    assert response.status_code == 422
    assert "imported already, as “Listening plan”" in text_of(response)


def test_a_column_is_mapped_anew_and_a_table_left_out(desk, draft):
    table = desk.get(at(draft)).context["tables"][0]
    assert [column.role for column in table.columns] == ["objective", "action", "deadline", "lead"]
    data = {"table": table.table.index, "version": draft.version, "column-3": "note"}
    assert desk.post(at(draft, "import-columns"), data).status_code == 302
    plan = desk.get(at(draft)).context["review"].plan
    assert plan.actions[0].notes == {"Lead": "Head of Hearing"}
    assert desk.post(at(draft, "import-columns"), data).status_code == 409
    draft.refresh_from_db()
    wrong = {"table": table.table.index, "version": draft.version, "column-3": "king"}
    assert desk.post(at(draft, "import-columns"), wrong).status_code == 422
    assert desk.post(at(draft, "import-columns"), {"table": "9"}).status_code == 422
    data = {"table": table.table.index, "version": draft.version, "left_out": "1"}
    desk.post(at(draft, "import-columns"), data)
    assert desk.get(at(draft)).context["review"].plan is None


def test_undoing_takes_the_plan_and_its_new_posts_away_and_keeps_the_draft(desk, draft):
    post = Post.objects.create(title="Head of Places")
    desk.post(at(draft, "import-save"), {"version": draft.version})
    plan = ActionPlan.objects.get()
    assert "Undo the import" in text_of(desk.get(at(draft)))
    response = desk.post(at(draft, "import-undo"), follow=True)
    assert "Save the plan" in text_of(response)
    assert not ActionPlan.objects.exists()
    assert not Action.objects.exists()
    assert not PlanImport.objects.exists()
    assert list(Post.objects.filter(title__startswith="Head of")) == [post]
    assert Event.objects.filter(plan_id=plan.pk, verb="import undone").count() == 1
    draft.refresh_from_db()
    desk.post(at(draft, "import-save"), {"version": draft.version})
    assert ActionPlan.objects.get().actions.count() == 4


def test_undoing_is_refused_once_somebody_has_written_to_the_plan(desk, draft, coordinator):
    desk.post(at(draft, "import-save"), {"version": draft.version})
    action = Action.objects.first()
    record_update(
        action=action, by=coordinator, status="in_progress", rag="green", comment="It is begun"
    )
    page = text_of(desk.get(at(draft)))
    assert "Undo the import" not in page
    assert "Somebody has written to the plan" in page
    assert desk.post(at(draft, "import-undo")).status_code == 422
    assert ActionPlan.objects.get().actions.count() == 4


def test_undoing_keeps_a_new_post_that_somebody_has_used_since(desk, draft, coordinator):
    desk.post(at(draft, "import-save"), {"version": draft.version})
    post = Post.objects.get(title="Head of Hearing")
    other = make_draft(coordinator, content=table_text().replace("Map", "Draw").encode(), title="B")
    save_import(other, by=coordinator)
    desk.post(at(draft, "import-undo"))
    assert Post.objects.filter(pk=post.pk).exists()
    assert not Post.objects.filter(title="Head of Nothing").exists()
    assert ActionPlan.objects.get().title == "B"


def test_a_discarded_draft_is_gone_with_its_file(desk, draft):
    assert desk.get(at(draft, "import-discard")).status_code == 200
    response = desk.post(at(draft, "import-discard"))
    assert response.url == "/plans/"
    draft.refresh_from_db()
    assert (draft.status, bytes(draft.content), draft.rows) == ("discarded", b"", None)
    assert desk.get(at(draft)).status_code == 404
    assert Event.objects.about(draft).filter(verb="import discarded").exists()


def test_a_saved_draft_can_not_be_discarded_or_changed(desk, draft):
    desk.post(at(draft, "import-save"), {"version": draft.version})
    assert desk.post(at(draft, "import-discard")).status_code == 422
    assert desk.get(at(draft, "import-settings")).status_code == 404
    question = {"key": "x", "choice": "accept"}
    assert desk.post(at(draft, "import-answer"), question).status_code == 422


def test_progress_is_shown_until_the_file_is_read(desk, coordinator):
    draft = make_draft(coordinator, read=False)
    page = desk.get(at(draft))
    assert "Your file is being read" in text_of(page)
    assert 'hx-trigger="every 2s"' in text_of(page)
    part = desk.get(at(draft, "import-progress"))
    assert "Waits to be read" in text_of(part)
    assert "HX-Refresh" not in part.headers
    ImportDraft.objects.update(status="ready")
    assert desk.get(at(draft, "import-progress")).headers["HX-Refresh"] == "true"


def test_queries_do_not_grow_with_the_file(desk, coordinator):
    rows = [["1. Hear", f"{n}. Hold surgery {n}", "Q2 2025", f"Head {n}"] for n in range(1, 31)]
    counts = []
    for some in (rows[:15], rows):
        draft = make_draft(coordinator, content=table_text(some).encode(), title=f"P{len(some)}")
        desk.get(at(draft))
        with CaptureQueriesContext(connection) as captured:
            desk.get(at(draft))
        counts.append(len(captured))
    assert counts[0] == counts[1]
