"""The pictures of the import guide: a Word file made here is brought in, then amended."""

from concurrent.futures import ThreadPoolExecutor

from docx import Document

HEADINGS = ["Objective", "This will require", "Deadline", "Lead officer", "Progress"]
FIRST = "1. Hear more people in the upper dale"
SECOND = "2. Say what came of it"
ROWS = [
    [
        FIRST,
        "1. Hold a listening evening in each village",
        "Q2 2027",
        "Head of Listening",
        "On track",
    ],
    ["", "2. Visit every market once", "30 June 2027", "Head of Listening & Dale Manager", ""],
    ["", "3. Print a card that says how to reach us", "when funds allow", "Dale Manager", "Green"],
    [SECOND, "1. Answer each letter within ten days", "Ongoing", "Head of Letters", "On track"],
    ["", "2. Show on a map what was changed", "Q4 2027", "Head of  Listening", ""],
    ["", "3. Ask again a year later", "March 2028", "Head of Letters", ""],
]
AMENDED = [
    *ROWS[:1],
    ["", "2. Visit every market twice", "30 September 2027", *ROWS[1][3:]],
    *ROWS[2:],
    ["", "4. Bring the map to the Tarn Show", "31 August 2027", "Dale Manager", ""],
]


def word_file(path, rows):
    document = Document()
    document.add_heading("Listening in the dale: our plan")
    table = document.add_table(rows=0, cols=len(HEADINGS))
    for row in [HEADINGS, *rows]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(path)
    return path


def take_import(page, take, folder):
    """From the file to the plan, and from the amended file to the difference."""
    page.goto("/imports/add/")
    page.get_by_label("The file that you have").set_input_files(
        word_file(folder / "Dale plan.docx", ROWS)
    )
    page.get_by_label("Title of the plan").fill("Listening in the dale")
    for part, value in (("day", "1"), ("month", "4"), ("year", "2026")):
        page.locator(f"[name=starts_on_{part}]").fill(value)
    take(page, None, "import-upload", height=1150)

    page.get_by_role("button", name="Read the file").click()
    read_here(page)
    page.get_by_role("heading", name="The plan as it will be").wait_for()
    page.locator("summary").filter(has_text="rows").first.click()
    take(page, None, "import-columns", height=1150)
    page.locator("summary").filter(has_text="rows").first.click()
    quarters = page.locator(".portal-kind").filter(has_text="financial or calendar quarters?")
    quarters.get_by_role("button", name="Financial").click()
    quarters.get_by_text("all answered").wait_for()
    take(page, None, "import-doubts", height=1400)

    page.get_by_role("button", name="Save the plan").click()
    page.get_by_role("heading", name="The plan is there").wait_for()
    take(page, None, "import-saved", height=700)

    page.get_by_role("button", name="Show the plan").click()
    page.get_by_role("link", name="Upload an amended file").click()
    page.get_by_label("The amended file").set_input_files(
        word_file(folder / "Dale plan, amended.docx", AMENDED)
    )
    page.get_by_role("button", name="Show what is different").click()
    read_here(page)
    page.get_by_role("button", name="Make the ticked changes").wait_for()
    take(page, None, "import-difference", height=1150)


def read_here(page):
    """What the background worker does; no worker runs beside the pictures."""
    page.wait_for_load_state()
    # In a thread of its own: where Playwright runs, Django refuses to ask its database.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(read_waiting).result()


def read_waiting():
    from django.db import connection

    from objectives.importing.background import read_draft
    from objectives.models import ImportDraft

    read_draft(ImportDraft.objects.get(status=ImportDraft.Status.WAITING).pk)
    connection.close()
