from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from objectives import services
from objectives.forms.updates import ConfirmForm, UpdateForm
from objectives.models import Action
from objectives.permissions import signing_post, visible_action
from objectives.presenting import date_words, state_words
from objectives.rounds import questions_about
from stakeholders.pages import ConfirmPage, FormPage
from stakeholders.permissions import plan_readers


class OfAction:
    """A form page about one action, for those who may say how it is going."""

    allowed = plan_readers

    def get_actions(self):
        """Those among which it is looked for."""
        actions = Action.objects.select_related("plan", "objective", "deadline", "last_update")
        return actions.filter(plan__withdrawn_at__isnull=True)

    @cached_property
    def found(self):
        return visible_action(self.get_actions(), self.person, self.kwargs["pk"])

    @cached_property
    def signing_post(self):
        """None where a coordinator speaks for a lead."""
        return signing_post(self.person, self.found)

    @cached_property
    def action(self):
        if self.signing_post is None and not self.access.coordinator:
            raise PermissionDenied
        return self.found

    def get_back_url(self):
        return reverse("objectives:action-detail", args=[self.action.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(action=self.action, mark=self.action.plan.mark, **kwargs)


class ActionUpdate(OfAction, FormPage):
    form_class = UpdateForm
    template_name = "objectives/action_update.html"

    def get_title(self):
        return f"Update action {self.action.label}"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"action": self.action}

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        words = {"state": state_words(self.action, on), "date": date_words(self.action, on)}
        waiting = self.action.date_requests.waiting().first() if self.action.is_open else None
        more = {
            "date_request": waiting,
            "question": questions_about([self.action]).get(self.action.pk),
            "not_mine_url": self.get_not_mine_url(),
        }
        return super().get_context_data(**words | more | kwargs)

    def get_not_mine_url(self):
        """Where a lead says that the action is not theirs; nowhere for one who leads none of it."""
        if self.signing_post is None or not self.action.is_open:
            return ""
        return reverse("objectives:not-mine", args=[self.action.pk])

    def save(self, form):
        return services.record_update(
            action=self.action, by=self.person, post=self.signing_post, **form.statement
        )

    def get_success_url(self):
        return f"{self.get_back_url()}?saved={self.object.pk}"

    def conflict(self, form, current):
        """Somebody gave an update in the meantime: it is shown beside what was typed here."""
        theirs = current.last_update
        if theirs.by_id == self.person.pk and form.says_the_same(theirs):
            # The same button pressed twice: there is nothing to decide.
            self.object = theirs
            return redirect(self.get_success_url())
        form.data = form.data.copy()
        form.data["seen"] = theirs.pk
        form.add_error(None, form.conflict_message(theirs))
        self.action = current
        rows = form.differences(theirs)
        return self.render_to_response(self.get_context_data(form=form, conflict=rows), status=409)


class ActionConfirm(OfAction, ConfirmPage):
    """A second person's word that an action is complete."""

    form_class = ConfirmForm
    template_name = "objectives/action_confirm.html"
    button = "Confirm that it is complete"
    success = "You have confirmed that it is complete."

    def get_title(self):
        return f"Is action {self.action.label} complete?"

    def get_update_url(self):
        return reverse("objectives:action-update", args=[self.action.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(update_url=self.get_update_url(), **kwargs)

    def get(self, request, *args, **kwargs):
        if not self.action.unconfirmed:
            messages.info(request, "There is nothing to confirm: it stands as you see it here.")
            return redirect(self.get_back_url())
        return super().get(request, *args, **kwargs)

    def save(self, form):
        return services.confirm_completion(
            self.action, by=self.person, comment=form.cleaned_data["comment"]
        )

    def get_success_url(self):
        return self.get_back_url()
