"""Where papers hold words about somebody outside the office (stakeholders.personal_data). What was
printed stays as it was published: the words that papers are made of are looked through."""

from reports.models import Clearance, FormSection, Narrative, Report, ReportRevision
from stakeholders.permissions import form_readers
from stakeholders.personal_data import Place, of_all, search, under

WRITING, PAPER = "reports:writing-list", "reports:report-detail"


def mentions_of(names, person):
    return list(search(PLACES, names, person))


def appearances_of(contact, person):
    """Papers know of no contacts."""
    return []


def clearances(person):
    seen = Report.objects.visible_to(person).order_by().values("pk")
    return Clearance.objects.filter(revision__report__in=seen).with_papers()


PLACES = (
    Place(
        "What is written in a paper",
        ("text",),
        under(Narrative, "report", Report),
        lambda row: (WRITING, row.report.slug),
    ),
    Place(
        "A paper",
        ("public_interest", "correction"),
        lambda person: under(ReportRevision, "report", Report)(person).defer("document"),
        lambda row: (PAPER, row.report.slug),
    ),
    Place(
        "What an officer said of a paper",
        ("comment",),
        clearances,
        lambda row: (PAPER, row.revision.report.slug),
    ),
    Place(
        "The form of a body’s papers",
        ("title", "standing_text"),
        of_all(FormSection, form_readers),
        lambda row: ("reports:form-detail", row.body_id),
    ),
)
