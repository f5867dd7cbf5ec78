"""The communities of the directory: who they are, and what happened with them."""

from django.contrib import messages
from django.urls import reverse
from django.views.generic import TemplateView

from stakeholders import services
from stakeholders.contacts_read import contacts_of
from stakeholders.filters_directory import GroupFilter
from stakeholders.finding import groups_like
from stakeholders.forms.communities import GroupForm
from stakeholders.group_uses import figures_of, uses_of
from stakeholders.models import CommunityGroup, Event
from stakeholders.pages import ChangePage, FormPage
from stakeholders.permissions import (
    Allowed,
    coordinators,
    engagement_loggers,
    engagement_readers,
)

from .lists import ListPage
from .rows import OfRow


class GroupList(ListPage):
    """Priority groups first. What happened with those of the page is asked once."""

    allowed = engagement_readers
    template_name = "stakeholders/group_list.html"
    filterset_class = GroupFilter
    paginate_by = 50

    def get_queryset(self):
        rows = CommunityGroup.objects.select_related("merged_into").order_by("-priority", "name")
        return rows.prefetch_related("characteristics", "areas")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = context["rows"] = list(context["rows"])
        figures = figures_of(rows, self.person, self.on)
        for group in rows:
            group.figures = figures.get(group.pk)
        in_force = CommunityGroup.objects.in_force()
        return context | {
            "total": in_force.count() if not asks_for_gone(context) else context["total"],
            "priorities": in_force.filter(priority=True).count(),
        }


def asks_for_gone(context):
    form = context["filter"].form
    return form.is_bound and form.is_valid() and form.cleaned_data["gone"]


class OfGroup(OfRow):
    allowed = coordinators
    rows = CommunityGroup.objects.select_related("merged_into")
    home = "group-detail"


class GroupDetail(OfGroup, Allowed, TemplateView):
    allowed = engagement_readers
    template_name = "stakeholders/group_detail.html"

    def get_context_data(self, **kwargs):
        group = self.row
        merges = Event.objects.about(group).filter(verb="group merged")
        return super().get_context_data(
            group=group,
            uses=uses_of(group, self.person),
            characteristics=list(group.characteristics.all()),
            areas=list(group.areas.all()),
            organisations=list(group.organisations.all()),
            contacts=contacts_of(self.person, group=group),
            merged=list(group.merged.order_by("name")),
            merge=merges.order_by("-pk").first() if group.merged_into_id else None,
            may_change=self.access.coordinator,
            may_log=engagement_loggers(self.access),
            **kwargs,
        )


class GroupCreate(FormPage):
    allowed = coordinators
    form_class = GroupForm
    title = "Add a community"
    intro = "A community is whom the office engages with: young people, hill farmers, a faith."
    button = "Add this community"

    def save(self, form):
        group = services.create_group(by=self.person, **form.changes)
        self.success = f"{group} is added."
        say_what_is_like(self.request, group)
        return group

    def get_success_url(self):
        return reverse("stakeholders:group-detail", kwargs={"pk": self.object.pk})

    def get_back_url(self):
        return reverse("stakeholders:group-list")


def say_what_is_like(request, group):
    """Two names of one community would split what is counted with it."""
    others = CommunityGroup.objects.select_related("merged_into").exclude(pk=group.pk)
    if like := groups_like(group.name, others):
        messages.warning(
            request,
            f"There is also “{like[0]}”. If they are one community, merge them, so that what "
            "happened with it is counted once.",
        )


class GroupEdit(OfGroup, ChangePage):
    form_class = GroupForm
    success = "The change is saved."

    def get_title(self):
        return f"Change {self.row}"

    def save(self, form):
        return services.edit_group(
            self.row, by=self.person, changes=form.changes, version=form.opened_on
        )
