""" "This is not mine": a lead says it, a coordinator decides."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from objectives.forms.answers import NotMineDecisionForm, NotMineForm
from objectives.models import NotMine
from objectives.services import AlreadyDecided, decide_not_mine, say_not_mine
from stakeholders.pages import FormPage
from stakeholders.permissions import coordinators

from .updates import OfAction


class NotMineSay(OfAction, FormPage):
    form_class = NotMineForm
    template_name = "objectives/not_mine.html"
    button = "Ask the coordinator"
    success = "The coordinator is asked whose it is."

    def get_title(self):
        return f"Is action {self.action.label} not yours?"

    def get_form_kwargs(self):
        leads = list(self.action.leads.in_force().values_list("post", flat=True))
        if self.signing_post is None:
            # A coordinator who leads none of it has nobody to ask.
            raise PermissionDenied
        return super().get_form_kwargs() | {"leads": leads}

    def get_context_data(self, **kwargs):
        return super().get_context_data(post=self.signing_post, **kwargs)

    def save(self, form):
        return say_not_mine(
            self.action, by=self.person, post=self.signing_post, **form.cleaned_data
        )

    def get_success_url(self):
        return self.get_back_url()


class NotMineDecide(FormPage):
    allowed = coordinators
    form_class = NotMineDecisionForm
    template_name = "objectives/not_mine_decide.html"
    button = "Save the answer"
    success = "Your answer is saved."

    @cached_property
    def row(self):
        waiting = NotMine.objects.filter(action__plan__withdrawn_at__isnull=True)
        related = ("action__plan", "action__objective", "post", "by", "suggested_post")
        return get_object_or_404(waiting.select_related(*related), pk=self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        if self.row.decided_at is not None:
            messages.info(request, "This is answered already: the action's page says how.")
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def get_title(self):
        return f"Whose is action {self.row.action.label}?"

    def get_initial(self):
        """The leads as they are, with the post that was suggested in the place of this one."""
        row = self.row
        leads = [lead.post_id for lead in row.action.leads.in_force()]
        suggested = [row.suggested_post_id] if row.suggested_post_id else []
        place = leads.index(row.post_id) if row.post_id in leads else len(leads)
        posts = leads[:place] + suggested + leads[place + 1 :]
        return {"accountable": posts[0] if posts else None, "others": posts[1:]}

    def save(self, form):
        try:
            return decide_not_mine(self.row, by=self.person, **form.answer)
        except AlreadyDecided:
            raise ValidationError(
                "Somebody has answered this already. Look at the action to see how.",
                code="already_decided",
            ) from None

    def get_success_url(self):
        return reverse("objectives:action-detail", args=[self.row.action_id])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            row=self.row, action=self.row.action, mark=self.row.action.plan.mark, **kwargs
        )
