"""The ways to a paper, for any page that names one."""

from django import template
from django.urls import reverse

from reports.models import ReportFile
from reports.paper_files import file_rows

register = template.Library()


@register.simple_tag
def paper_forms(report, revision):
    """The files of a revision whose `files` are loaded, for somebody signed in."""
    return file_rows(
        revision.files.all(),
        lambda kind: reverse("reports:report-file", args=[report.slug, revision.number, kind]),
    )


@register.filter
def has_page(revision):
    """Whether it can be read as a web page; papers from before had a PDF only."""
    return any(file.kind == ReportFile.Kind.HTML for file in revision.files.all())


@register.filter
def pdf_of(forms):
    return next((row for row in forms if row["kind"] == ReportFile.Kind.PDF), None)
