"""Forums of a line by hand, and how often each meets: for coordinators."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from meetings.forms.schedule import EndForumForm, ForumForm, SeveralForumsForm
from meetings.frequency import sense_of
from meetings.models import Forum, MeetingSeries
from meetings.planning import too_soon
from meetings.presenting import missing_forums
from meetings.services import add_forum, add_forums, edit_forum, end_forum
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import coordinators

from .editing import InSeries, series_url


class ForumCreate(InSeries, FormPage):
    title = "Add a forum"
    intro = "A forum is one of several groups that this meeting is held with, such as an area’s."
    form_class = ForumForm
    success = "The forum is added."

    def get_initial(self):
        first = self.series.forums.in_force(timezone.localdate()).first()
        return {"frequency_text": first.frequency_text, "meant": sense_of(first)} if first else {}

    def save(self, form):
        return add_forum(self.series, by=self.person, **form.changes)


class ForumCreateSeveral(InSeries, FormPage):
    title = "Add several forums"
    form_class = SeveralForumsForm
    button = "Add the forums"
    success = "The forums are added."

    @cached_property
    def forums(self):
        return list(self.series.forums.in_force(timezone.localdate()))

    @property
    def intro(self):
        count, missing = len(self.forums), missing_forums(self.forums)
        recorded = f"{count} {'forum is' if count == 1 else 'forums are'} recorded"
        if not missing:
            return f"{recorded} now. Each new one meets as often as the first."
        words = next(f.frequency_text for f in self.forums if missing_forums([f]))
        return (
            f"“{words}” speaks of {count + missing} forums; {recorded} now. "
            "Each new one meets as often as the first."
        )

    def get_initial(self):
        missing = missing_forums(self.forums)
        return {"total": len(self.forums) + missing} if missing else {}

    def save(self, form):
        return add_forums(self.series, by=self.person, on=timezone.localdate(), **form.cleaned_data)


class OfForum:
    """A page that changes one forum of a line that was not withdrawn."""

    allowed = coordinators

    def get_forum(self):
        rows = Forum.objects.filter(
            series__in=MeetingSeries.objects.visible_to(self.person).in_force(),
            ended_on__isnull=True,
        )
        return get_object_or_404(rows.select_related("series"), pk=self.kwargs["pk"])

    @cached_property
    def forum(self):
        return self.get_forum()

    def get_success_url(self):
        return series_url(self.forum.series)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"caption": str(self.forum)} | kwargs)


class ForumEdit(OfForum, ChangePage):
    form_class = ForumForm
    success = "The change is saved."

    def get_object(self):
        return self.get_forum()

    @cached_property
    def has_others(self):
        others = self.forum.series.forums.in_force(timezone.localdate())
        return others.exclude(pk=self.forum.pk).exists()

    def get_title(self):
        return "Change a forum" if self.has_others else "Change how often it meets"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"name_needed": self.has_others}

    def save(self, form):
        return edit_forum(
            self.object,
            by=self.person,
            changes=form.changes,
            from_on=form.cleaned_data["from_on"],
            version=form.opened_on,
        )

    def get_success_url(self):
        changed = self.request.method == "POST"
        if changed and too_soon(self.get_forum(), on=timezone.localdate()):
            return reverse("meetings:forum-too-soon", args=[self.forum.pk])
        return super().get_success_url()

    def get_back_url(self):
        return series_url(self.forum.series)


class ForumEnd(OfForum, ConfirmPage):
    title = "End this forum?"
    button = "End this forum"
    form_class = EndForumForm
    success = "The forum no longer meets from that day on."
    consequence = (
        "Its past stays readable. Meetings planned for that day or later are cancelled with your "
        "reason."
    )

    def save(self, form):
        return end_forum(self.forum, by=self.person, **form.cleaned_data)
