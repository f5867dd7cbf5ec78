"""How a body wants its papers: their sections and standing text, who clears, who receives.

All of it is rows that a coordinator edits in the browser, so that a new body needs no code.
"""

from django.db import models

from actionplans.models import ActionPlan
from stakeholders.models import GovernanceBody, Person, Post


class FormSection(models.Model):
    """A heading of a body's form, and what stands beneath it, in the order of the paper."""

    class Content(models.TextChoices):
        """What the portal writes there, after the standing text."""

        TEXT = "text", "The standing text alone"
        PURPOSE = "purpose", "What the paper is for"
        RECOMMENDATIONS = "recommendations", "What the body is asked to do"
        TERMS = "terms", "The body's terms of reference"
        BACKGROUND = "background", "The plan, its owners and period"
        ISSUES = "issues", "The plan's own parts: exceptions, changes, objectives"
        PRIORITIES = "priorities", "What the leads of late actions do next"
        DOCUMENTS = "documents", "Background documents, as a list"
        BIBLIOGRAPHY = "bibliography", "Background documents, with the contact officer"
        APPENDICES = "appendices", "A list of the appendices"

    body = models.ForeignKey(GovernanceBody, on_delete=models.CASCADE, related_name="form_sections")
    position = models.PositiveSmallIntegerField()
    title = models.CharField("heading", max_length=100)
    content = models.CharField(
        "what stands beneath it", max_length=20, choices=Content.choices, default=Content.TEXT
    )
    standing_text = models.TextField(
        "standing text", max_length=8000, blank=True, help_text="Printed in every paper"
    )
    numbered = models.BooleanField("the heading is numbered", default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["body", "position", "pk"]

    def __str__(self):
        return f"{self.body}: {self.title}"


class ExemptionParagraph(models.Model):
    """A reason for which the body may hear a matter in private, as its law words it."""

    body = models.ForeignKey(GovernanceBody, on_delete=models.CASCADE, related_name="exemptions")
    position = models.PositiveSmallIntegerField(default=0)
    reference = models.CharField(
        "paragraph", max_length=100, help_text="For example: Paragraph 3 of Schedule 12A"
    )
    words = models.TextField("what it covers", max_length=1000)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["body", "position", "pk"]

    def __str__(self):
        return f"{self.reference}: {self.words}"


class ClearancePost(models.Model):
    """A post that clears the body's papers before they go out (seed 000, last page)."""

    body = models.ForeignKey(GovernanceBody, on_delete=models.CASCADE, related_name="clearers")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="clears_for")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["body", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "post"], name="clears_once_for_a_body")
        ]

    def __str__(self):
        return f"{self.post} clears for {self.body}"


class Recipient(models.Model):
    """Somebody without a seat who is sent the body's papers, such as its host's committee team."""

    body = models.ForeignKey(GovernanceBody, on_delete=models.CASCADE, related_name="recipients")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="receives_papers_of")
    private_papers = models.BooleanField("also receives private papers", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["body", "person__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "person"], name="recipient_once_of_a_body")
        ]

    def __str__(self):
        return f"{self.person} receives the papers of {self.body}"


class PlanPart(models.Model):
    """Where a part of the plan's papers stands, and whether it is in them.

    Parts without a row stand where settings.REPORT_SECTIONS has them, after those with one.
    """

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="paper_parts")
    key = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    shown = models.BooleanField(default=True)

    class Meta:
        ordering = ["plan", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="part_once_a_plan")]

    def __str__(self):
        return f"{self.plan}: {self.key}"
