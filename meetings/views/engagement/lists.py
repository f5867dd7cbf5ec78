"""The lists that the log is kept by: methods, and the principles of each strategy."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import TemplateView

from actionplans.models import Principle, Strategy
from actionplans.services import (
    create_principle,
    edit_principle,
    move_principle,
    restore_principle,
    withdraw_principle,
)
from meetings.forms.engagement.programmes import MethodForm, PrincipleForm
from meetings.models import EngagementMethod
from meetings.services.engagement import (
    create_method,
    edit_method,
    move_method,
    restore_method,
    withdraw_method,
)
from stakeholders.pages import ChangePage, FormPage
from stakeholders.permissions import Allowed, coordinators


class ToLists:
    allowed = coordinators

    def get_success_url(self):
        return reverse("meetings:method-list")


class MethodList(ToLists, Allowed, TemplateView):
    """All of them on one page, withdrawn ones last."""

    template_name = "meetings/engagement/method_list.html"

    def get_context_data(self, **kwargs):
        methods = list(EngagementMethod.objects.all())
        rows = list(Principle.objects.select_related("strategy"))
        own = {key: list(group) for key, group in groupby(rows, lambda row: row.strategy_id)}
        sets = [(None, *used_and_withdrawn(own.get(None, [])))]
        for strategy in Strategy.objects.all():
            sets.append((strategy, *used_and_withdrawn(own.get(strategy.pk, []))))
        used, withdrawn = used_and_withdrawn(methods)
        return super().get_context_data(
            methods=used, withdrawn_methods=withdrawn, sets=sets, place="log", **kwargs
        )


def used_and_withdrawn(rows):
    used = [row for row in rows if row.withdrawn_at is None]
    return used, [row for row in rows if row.withdrawn_at is not None]


class MethodCreate(ToLists, FormPage):
    title = "Add a method"
    form_class = MethodForm
    success = "The method is added."

    def save(self, form):
        return create_method(by=self.person, **form.changes)


class MethodEdit(ToLists, ChangePage):
    title = "Change a method"
    intro = "What was done by it is called so too."
    form_class = MethodForm
    success = "The method is changed."

    def get_object(self):
        return get_object_or_404(EngagementMethod, pk=self.kwargs["pk"])

    def save(self, form):
        return edit_method(
            self.object, by=self.person, changes=form.changes, version=form.opened_on
        )


class PrincipleCreate(ToLists, FormPage):
    title = "Add a principle"
    form_class = PrincipleForm
    success = "The principle is added."

    @cached_property
    def strategy(self):
        """The one that `?strategy=` names; without it, the office's own set."""
        asked = self.request.GET.get("strategy", "")
        return get_object_or_404(Strategy, pk=asked) if asked.isdecimal() else None

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"caption": self.strategy or "The office’s own"} | kwargs)

    def save(self, form):
        return create_principle(by=self.person, strategy=self.strategy, **form.changes)


class PrincipleEdit(ToLists, ChangePage):
    title = "Change a principle"
    form_class = PrincipleForm
    success = "The principle is changed."

    def get_object(self):
        return get_object_or_404(Principle, pk=self.kwargs["pk"])

    def save(self, form):
        return edit_principle(
            self.object, by=self.person, changes=form.changes, version=form.opened_on
        )


class Press(ToLists, Allowed, View):
    """A button beside a row: it moves the row, takes it out of use or back into use."""

    http_method_names = ["post"]
    model = move = withdraw = restore = None

    def post(self, request, *args, **kwargs):
        row = get_object_or_404(self.model, pk=self.kwargs["pk"])
        pressed = request.POST.get("direction", "")
        if pressed in ("up", "down"):
            moved = type(self).move(row, by=self.person, up=pressed == "up")
            said = f"“{row}” is one place further {pressed}." if moved else "Nothing was moved."
        elif row.withdrawn_at is None and pressed == "withdraw":
            type(self).withdraw(row, by=self.person)
            said = f"“{row}” is no longer offered. What was done by it stays."
        elif row.withdrawn_at is not None and pressed == "restore":
            type(self).restore(row, by=self.person)
            said = f"“{row}” is in use again."
        else:
            said = "Nothing was changed."
        messages.success(request, said)
        return HttpResponseRedirect(self.get_success_url())


class MethodPress(Press):
    model = EngagementMethod
    move, withdraw, restore = move_method, withdraw_method, restore_method


class PrinciplePress(Press):
    model = Principle
    move, withdraw, restore = move_principle, withdraw_principle, restore_principle
