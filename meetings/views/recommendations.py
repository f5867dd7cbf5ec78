"""What a Board or Panel suggests or recommends, until the office has responded."""

from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from meetings.business import recommendations_in_full
from meetings.filters_following import RecommendationFilter
from meetings.forms.following import RecommendationForm, ResponseForm
from meetings.models import Recommendation
from meetings.presenting_business import dress_recommendations
from meetings.services import (
    add_recommendation,
    edit_recommendation,
    recommendation_into_plan,
    respond,
    withdraw_recommendation,
)
from stakeholders.permissions import Allowed, meeting_readers

from .business import AddPage, EditPage, OfRow, WithdrawPage, meeting_url, place_of
from .following import IntoPlan


def recommendation_url(recommendation):
    return reverse("meetings:recommendation-detail", args=[recommendation.pk])


class RecommendationList(Allowed, TemplateView):
    """Those that wait for a response first, soonest due on top; then the latest responses."""

    allowed = meeting_readers
    template_name = "meetings/recommendation_list.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        rows = Recommendation.objects.visible_to(self.person).in_force()
        filterset = RecommendationFilter(self.request.GET, queryset=rows, on=on)
        ordered = recommendations_in_full(filterset.qs).order_by(
            F("responded_on").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk"
        )
        page = Paginator(ordered, 25).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            filter=filterset,
            page_obj=page,
            recommendations=dress_recommendations(page, on),
            total=rows.count(),
            waiting_count=rows.waiting().count(),
            late_count=rows.overdue(on).count(),
            place="recommendations",
            **kwargs,
        )


class OfRecommendation(OfRow):
    model = Recommendation

    def get_row(self):
        rows = Recommendation.objects.visible_to(self.person).in_force()
        return get_object_or_404(
            recommendations_in_full(rows).select_related(
                "meeting__forum__series__body", "item", "owner_post", "body"
            ),
            pk=self.kwargs["pk"],
        )

    def get_success_url(self):
        return recommendation_url(self.row)


class RecommendationDetail(OfRecommendation, Allowed, TemplateView):
    allowed = meeting_readers
    template_name = "meetings/recommendation_detail.html"

    def get_context_data(self, **kwargs):
        row = self.row
        dress_recommendations([row], timezone.localdate())
        return super().get_context_data(
            recommendation=row,
            may_change=self.access.coordinator,
            may_take=row.answer in ("accepted", "partly") and not row.action_id,
            sees_meeting=self.sees_meeting,
            **kwargs,
        )


class RecommendationCreate(AddPage):
    title = "Record a recommendation"
    form_class = RecommendationForm
    intro = "Something that a Board or Panel suggested or recommended, and that wants a response."
    success = "The recommendation is recorded."

    def get_initial(self):
        return super().get_initial() | {"body": self.meeting.forum.series.body_id}

    def save(self, form):
        return add_recommendation(self.meeting, by=self.person, **form.changes)

    def get_success_url(self):
        return meeting_url(self.meeting, place_of(getattr(self, "object", None)))


class RecommendationEdit(OfRecommendation, EditPage):
    title = "Change a recommendation"
    form_class = RecommendationForm
    edit = edit_recommendation


class RecommendationRespond(OfRecommendation, EditPage):
    title = "Respond to a recommendation"
    form_class = ResponseForm
    success = "The response is recorded."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"on": timezone.localdate()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"intro": self.row.words} | kwargs)

    def save(self, form):
        return respond(self.object, by=self.person, version=form.opened_on, **form.changes)


class RecommendationWithdraw(OfRecommendation, WithdrawPage):
    title = "Withdraw this recommendation?"
    withdraw = withdraw_recommendation

    def get_success_url(self):
        return meeting_url(self.meeting)

    def get_back_url(self):
        return recommendation_url(self.row)


class RecommendationIntoPlan(OfRecommendation, IntoPlan):
    intro = (
        "It becomes an action of the plan, led by whoever responds to it. Give it its date there."
    )

    def save(self, form):
        return recommendation_into_plan(self.row, by=self.person, **form.cleaned_data)

    def get_success_url(self):
        return IntoPlan.get_success_url(self)

    def get_back_url(self):
        return recommendation_url(self.row)
