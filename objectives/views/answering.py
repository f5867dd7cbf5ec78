"""Answers without a password: one page for the person whom an e-mail's link was sent to."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from objectives.followed import asked_beside, just_said
from objectives.models import NotMine
from objectives.presenting import KEY, UPDATE_DUE
from stakeholders import services
from stakeholders.afterwards import SendsAfterwards
from stakeholders.by_link import ByLink
from stakeholders.permissions import Allowed, plan_readers
from stakeholders.reminding.sources import elsewhere

from .not_mine import NotMineSay
from .saying import SaysNoChange
from .updates import ActionConfirm, ActionUpdate


class AnswerByLink(ByLink):
    room = "objectives"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"answer_url": self.address("answer")} | kwargs)


class Answer(AnswerByLink, SaysNoChange, Allowed, TemplateView):
    """All open actions of the person's posts, those that need an answer first."""

    allowed = plan_readers
    template_name = "objectives/answer.html"

    def get_here(self):
        return self.address("answer")

    def get_update_url(self, action):
        return self.address("answer-action", action.pk)

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        shown = self.ask(on)
        actions = [each.action for each in shown["asked"].by_action.values()]
        plans = {action.plan_id: action.plan for action in actions}
        more = {
            "token": self.kwargs["token"],
            "several": len(shown["asked"].answering) > 1,
            "several_plans": len(plans) > 1,
            "mark": next((plan.mark for plan in plans.values() if plan.mark), ""),
            "key": (*KEY, UPDATE_DUE),
            "passed_on": self.just_passed_on(),
            **asked_beside(
                self.person,
                on=on,
                reading_url=partial(self.address, "answer-reading"),
                risk_url=partial(self.address, "answer-risk-review"),
            ),
            **just_said(self.person, self.request.GET),
            "elsewhere": [
                (each.words, reverse(each.page, args=[self.kwargs["token"]]))
                for each in elsewhere(self.person)
            ],
        }
        return super().get_context_data(**more | shown | self.just_saved(on) | kwargs)

    def just_passed_on(self):
        key = self.request.GET.get("asked", "")
        if not key.isdecimal() or len(key) > 18:
            return None
        own = NotMine.objects.waiting().filter(by=self.person, post__in=self.person.access.posts)
        return own.select_related("action__objective").filter(pk=key).first()


class OfOwnAction(AnswerByLink):
    """A page about one action that the posts of the link lead: of any other it knows nothing."""

    def get_actions(self):
        return super().get_actions().running().led_by(self.person.access.posts)

    def get_back_url(self):
        return self.address("answer")

    def get_not_mine_url(self):
        return super().get_not_mine_url() and self.address("answer-not-mine", self.action.pk)


class AnswerAction(OfOwnAction, ActionUpdate):
    pass


class AnswerConfirm(OfOwnAction, ActionConfirm):
    # Said in the address, for a message would need a session.
    success = ""

    def get(self, request, *args, **kwargs):
        if not self.action.unconfirmed:
            return redirect(self.get_back_url())
        return super().get(request, *args, **kwargs)

    def get_update_url(self):
        return self.address("answer-action", self.action.pk)

    def get_success_url(self):
        return f"{self.get_back_url()}?saved={self.object.pk}"


class AnswerNotMine(OfOwnAction, NotMineSay):
    success = ""

    def get_success_url(self):
        return f"{self.get_back_url()}?asked={self.object.pk}"


@method_decorator([login_not_required, never_cache], name="dispatch")
class AnswerFresh(View):
    """Sends a fresh link to where the old one went. Answers everybody alike, and as quickly."""

    http_method_names = ["post"]

    def post(self, request, *args, token, **kwargs):
        return SendsAfterwards(
            reverse("objectives:answer-sent"),
            work=lambda: services.ask_for_fresh_link(token=token),
        )


@method_decorator([login_not_required, never_cache], name="dispatch")
class AnswerSent(TemplateView):
    template_name = "objectives/answer_sent.html"
