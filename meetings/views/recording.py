"""Who is to go to a meeting, and the meeting written up on one screen."""

from django.utils import timezone
from django.utils.functional import cached_property

from meetings.forms.recording import HELD, ExpectForm, RecordForm, posts_there_are
from meetings.models import AttendanceCommitment, Meeting
from meetings.services import expect_attendances, record_meeting
from stakeholders.models import Post
from stakeholders.pages import FormPage

from .business import AddPage


class MeetingExpect(AddPage):
    title = "Who goes?"
    intro = "Whoever holds a post that you choose finds the meeting among their own."
    form_class = ExpectForm
    place = "going"
    success = "Who goes is changed."

    @cached_property
    def expected(self):
        return list(self.meeting.attendances.filter(expected=True).values_list("post", flat=True))

    def get_form_kwargs(self):
        posts = posts_there_are() | Post.objects.filter(pk__in=self.expected).select_related(
            "organisation"
        )
        return FormPage.get_form_kwargs(self) | {"posts": posts}

    def get_initial(self):
        if self.meeting.attendances.exists():
            return {"posts": self.expected}
        return {"posts": list(usual_posts(self.meeting).values_list("pk", flat=True))}

    def save(self, form):
        return expect_attendances(self.meeting, by=self.person, posts=form.cleaned_data["posts"])


class MeetingRecord(AddPage):
    form_class = RecordForm
    template_name = "meetings/meeting_record.html"
    success = "The meeting is recorded."

    def get_title(self):
        again = self.meeting.status == Meeting.Status.HELD
        return "Change what was recorded" if again else "Record the meeting"

    @cached_property
    def attendances(self):
        rows = self.meeting.attendances.select_related("post")
        return {row.post_id: row for row in rows}

    def get_form_kwargs(self):
        known = {pk for pk, row in self.attendances.items() if row.is_said}
        asked = Post.objects.filter(pk__in=known) | usual_posts(self.meeting)
        asked = list(asked.distinct().order_by("title", "pk"))
        return super().get_form_kwargs() | {
            "asked": asked,
            "others": posts_there_are().exclude(pk__in=[post.pk for post in asked]),
            "attendances": self.attendances,
        }

    def save(self, form):
        data = form.cleaned_data
        return record_meeting(
            self.meeting,
            by=self.person,
            on=timezone.localdate(),
            held=data["became"] == HELD,
            said=list(form.said),
            reason=data["reason"],
            details=form.details,
            version=data["version"],
        )


def usual_posts(meeting):
    """The posts that the schedule or a promise says attend a meeting like this."""
    series = meeting.forum.series
    promised = AttendanceCommitment.objects.on(meeting.held_on).filter(series=series)
    return Post.objects.filter(attends=series) | Post.objects.filter(commitments__in=promised)
