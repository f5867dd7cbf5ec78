from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Concat, Left, Right

from actionplans.models import ActionPlan
from meetings.models import Meeting
from stakeholders.dates import spoken
from stakeholders.models import GovernanceBody, Person


def latest_period(report=""):
    """For `order_by`: the period that ended last first, a half-year with its second quarter and a
    year with its fourth. By its text "2010-H1" would stand after "2010-Q1". `report` leads to the
    report ("report__")."""
    period = f"{report}period"
    last_quarter = Case(
        When(**{f"{period}__endswith": "-H1"}, then=Value("2")),
        When(**{f"{period}__endswith": "-H2"}, then=Value("4")),
        When(**{f"{period}__endswith": "-Y"}, then=Value("4")),
        default=Right(period, 1),
    )
    ended = Concat(Left(period, 4), last_quarter, output_field=models.CharField())
    return ended.desc(), f"-{report}kind"


class ReportQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Staff and auditors see all; members what was published to their own body.

        A paper that holds exempt matters is for those members only who receive private papers.
        """
        access = person.access
        if access.sees_everything:
            return self.all()
        if not access.bodies:
            return self.none()
        published = ReportRevision.objects.published().filter(report=OuterRef("pk"))
        return self.filter(
            Q(private=False, body__in=access.bodies)
            | Q(private=True, body__in=access.private_bodies),
            Exists(published),
        )

    def minutes(self):
        return self.filter(kind=Report.Kind.MINUTES)

    def on_plans(self):
        """All but minutes: papers that are written for a meeting, not of one."""
        return self.exclude(kind=Report.Kind.MINUTES)

    def latest_first(self):
        return self.order_by(
            *latest_period(), "body__name", "plan__title", "-meeting__held_on", "pk"
        )

    def unpublished(self):
        """Papers of which no revision has reached its readers yet."""
        published = ReportRevision.objects.published().filter(report=OuterRef("pk"))
        return self.filter(~Exists(published))

    def for_meetings_ahead(self, on):
        """Papers for a meeting that is still to come on the day `on`."""
        return self.on_plans().filter(meeting__in=Meeting.objects.ahead(on))

    def without_meeting_ahead(self, on):
        """The others: no meeting was chosen, or it was cancelled, or it has been."""
        ahead = Meeting.objects.ahead(on).values("pk")
        return self.on_plans().exclude(meeting__in=ahead)

    def with_steps(self, access):
        """All that `reports.timetable.steps` reads, in as many queries for many papers."""
        reports = self.with_newest_revision(access).select_related("meeting")
        return reports.prefetch_related("plan__rounds", "newest_of__clearances")

    def with_newest_revision(self, access):
        """Each report's newest revision that this reader may see, as `newest`, with its files."""
        files = Prefetch("files", ReportFile.objects.defer("content"))
        revisions = ReportRevision.objects.defer("document").prefetch_related(files)
        if not access.sees_everything:
            revisions = revisions.published()
        newest = (
            revisions.filter(report=OuterRef("report")).order_by("-number").values("number")[:1]
        )
        return self.select_related("plan", "body", "meeting__forum__series").prefetch_related(
            Prefetch("revisions", revisions.filter(number=Subquery(newest)), to_attr="newest_of")
        )


class Report(models.Model):
    """The paper on one plan for one body and period, or the minutes of one meeting.

    Minutes have no plan, and a body only where the meeting's series is a Board's or Panel's; their
    period is the quarter that the meeting was in. What a paper says is in its revisions.
    """

    class Kind(models.TextChoices):
        QUARTERLY = "quarterly", "Quarterly progress report"
        HALF_YEARLY = "half_yearly", "Half-yearly progress report"
        ANNUAL = "annual", "Annual progress report"
        MINUTES = "minutes", "Minutes of a meeting"

    plan = models.ForeignKey(
        ActionPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    body = models.ForeignKey(
        GovernanceBody, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.QUARTERLY)
    # Always of the financial year, as "2010-Q2", "2010-H1", "2010-Y" (actionplans.periods); a
    # plan's own quarters affect its deadlines only (design.md).
    period = models.CharField(max_length=10)
    private = models.BooleanField("private paper", default=False)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    agenda_item = models.CharField(max_length=20, blank=True)
    slug = models.SlugField(max_length=200, unique=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-period", "body__name", "plan__title"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "body", "kind", "period", "private"], name="report_once_a_period"
            ),
            models.UniqueConstraint(
                fields=["meeting", "private"],
                condition=Q(kind="minutes"),
                name="minutes_once_a_meeting",
            ),
            models.CheckConstraint(
                condition=Q(kind="minutes", plan__isnull=True, meeting__isnull=False)
                | (~Q(kind="minutes") & Q(plan__isnull=False, body__isnull=False)),
                name="report_on_a_plan_or_of_a_meeting",
            ),
        ]

    def __str__(self):
        if self.is_minutes:
            return f"{self.about}, {spoken(self.meeting.held_on)}"
        return f"{self.plan}, {self.body}, {self.period}"

    @property
    def is_minutes(self):
        """The one-row twin of `ReportQuerySet.minutes`."""
        return self.kind == self.Kind.MINUTES

    @property
    def about(self):
        """What its title begins with: the plan, or the meetings of which it is a minute."""
        return f"Minutes of {self.meeting.forum}" if self.is_minutes else str(self.plan)

    @property
    def mark(self):
        return self.plan.mark if self.plan else ""

    @classmethod
    def kind_of(cls, period):
        """Which kind of report is about a period as long as this."""
        kinds = {1: cls.Kind.QUARTERLY, 2: cls.Kind.HALF_YEARLY, 4: cls.Kind.ANNUAL}
        return kinds[len(period.quarters)]

    def is_visible_to(self, person):
        """The one-row twin of `ReportQuerySet.visible_to`, for a report that is published."""
        access = person.access
        bodies = access.private_bodies if self.private else access.bodies
        return access.sees_everything or self.body_id in bodies

    @property
    def newest(self):
        """After `with_newest_revision`."""
        return self.newest_of[0] if self.newest_of else None


class ReportRevisionQuerySet(models.QuerySet):
    def published(self):
        """What readers may have: the current paper and those that a correction superseded."""
        status = ReportRevision.Status
        return self.filter(status__in=(status.PUBLISHED, status.SUPERSEDED))

    def by_plan(self):
        return self.order_by(
            F("report__plan__title").asc(nulls_last=True),
            *latest_period("report__"),
            "report__body__name",
            "-report__meeting__held_on",
            "report",
        )

    def open_to_all(self):
        """What anybody may have where the office's public page is on: published public papers.

        None that bears a mark, whether it did when it was published or its plan has got one since.
        Minutes only of meetings that the public may come to.
        """
        public = self.published().filter(report__private=False, document__mark="")
        return public.filter(
            Q(report__plan__mark="")
            | Q(report__kind=Report.Kind.MINUTES, report__meeting__in=Meeting.objects.in_public())
        )


class ReportRevision(models.Model):
    """One numbered edition of a paper. Once published, nothing in it ever changes."""

    class Build(models.TextChoices):
        WAITING = "waiting", "Waiting to be built"
        RUNNING = "running", "Being built"
        BUILT = "built", "Built"
        FAILED = "failed", "Could not be built"

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_CLEARANCE = "in_clearance", "In clearance"
        CLEARED = "cleared", "Cleared"
        PUBLISHED = "published", "Published"
        SUPERSEDED = "superseded", "Superseded"

    class ExemptAnswer(models.TextChoices):
        NO = "no", "No, it can be public"
        YES = "yes", "Yes, it holds exempt information"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.DRAFT)
    cut_off = models.DateTimeField()

    build = models.CharField(max_length=20, choices=Build.choices, default=Build.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    requested_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    built_at = models.DateTimeField(null=True)
    progress = models.CharField(max_length=200, blank=True)
    problem = models.TextField(blank=True)

    document = models.JSONField(null=True)
    document_sha256 = models.CharField(max_length=64, blank=True)
    replaced_characters = models.CharField(max_length=500, blank=True)

    exempt_answer = models.CharField(max_length=5, choices=ExemptAnswer.choices, blank=True)
    exempt_paragraph = models.CharField(max_length=300, blank=True)
    public_interest = models.TextField(
        "why the public interest is served by keeping it private", max_length=2000, blank=True
    )
    # The posts that cleared it, one to a line, as they are printed: written once all have.
    cleared_with = models.TextField("cleared with", blank=True)
    correction = models.TextField("what this revision corrects", blank=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ReportRevisionQuerySet.as_manager()

    class Meta:
        ordering = ["report", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="revision_number_once"),
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(status="published"),
                name="one_published_revision",
            ),
        ]

    def __str__(self):
        return f"{self.report}, revision {self.number}"

    @property
    def is_published(self):
        """The one-row twin of `ReportRevisionQuerySet.published`."""
        return self.status in (self.Status.PUBLISHED, self.Status.SUPERSEDED)


class ReportFileQuerySet(models.QuerySet):
    def with_page(self):
        """Without their bytes, but for the web page's, which are in `page`."""
        page = Case(When(kind=ReportFile.Kind.HTML, then="content"))
        return self.defer("content").annotate(page=page)


class ReportFile(models.Model):
    """A paper's bytes, as they were built; downloads are served from here, never rebuilt."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        HTML = "html", "web page"
        WORD = "docx", "Word"
        CSV = "csv", "CSV"
        EXCEL = "xlsx", "Excel"

    revision = models.ForeignKey(ReportRevision, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PDF)
    # As `reports.packing` keeps it.
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    # Of what drew it: the same bytes come of the same document only with the same two.
    template_version = models.CharField(max_length=40, default="")
    engine_version = models.CharField(max_length=40, default="")

    objects = ReportFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "kind"], name="report_file_once")
        ]

    def __str__(self):
        return f"{self.revision}, {self.kind}"
