"""The form of a body's papers: its own rows, or what a new body starts with.

The Panel's usual form is that of seed 003, the Board's that of seeds 000 and 002.
"""

from stakeholders.models import GovernanceBody

from .models import FormSection

Content, Form = FormSection.Content, GovernanceBody.Form

USUAL = {
    Form.PANEL: (
        ("Purpose", Content.PURPOSE),
        ("Recommendations", Content.RECOMMENDATIONS),
        ("Terms of reference", Content.TERMS),
        ("Background", Content.BACKGROUND),
        ("Key issues", Content.ISSUES),
        ("Priorities for action", Content.PRIORITIES),
        ("Background documents", Content.DOCUMENTS),
        ("Appendices", Content.APPENDICES),
    ),
    Form.BOARD: (
        ("Purpose", Content.PURPOSE),
        ("Recommendation", Content.RECOMMENDATIONS),
        ("Background", Content.BACKGROUND),
        ("Content", Content.ISSUES),
        ("Implementation", Content.PRIORITIES),
        # Seed 002 ends as it begins: what the Board is asked for is said once more.
        ("Recommendation", Content.RECOMMENDATIONS),
        ("Bibliography", Content.BIBLIOGRAPHY),
    ),
}
UNNUMBERED = {Content.BIBLIOGRAPHY}


def sections_of(body):
    """The headings of the body's papers, in their order. Not saved where it has none of its own."""
    return list(body.form_sections.all()) or usual_sections(body)


def usual_sections(body):
    return [
        FormSection(
            body=body,
            position=position,
            title=title,
            content=content,
            numbered=content not in UNNUMBERED,
        )
        for position, (title, content) in enumerate(USUAL[body.form])
    ]
