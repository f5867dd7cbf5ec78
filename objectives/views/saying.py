""" "No change", for one action or for all that are ticked, on the page that lists them."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse

from objectives.answering import asked_of, said_by
from objectives.forms.answers import NoChangeForm
from objectives.permissions import may_sign, signing_posts
from objectives.presenting import state_words
from objectives.services import record_no_change
from objectives.work import led_by, next_to_answer
from stakeholders.editing import EditConflict
from stakeholders.pages import add_problem

MOST_NAMED = 200


class SaysNoChange:
    """A list page of a lead's own actions that takes "no change" and says what was saved.

    What was saved stands in the address, and is looked up again: it needs no session.
    """

    def get_here(self):
        return self.request.path

    def get_update_url(self, action):
        return reverse("objectives:action-update", args=[action.pk])

    def post(self, request, *args, **kwargs):
        if not may_sign(self.person, self.person.access.posts):
            raise PermissionDenied
        form = NoChangeForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        actions = list(led_by(self.person.access.posts).filter(pk__in=form.seen))
        if len(actions) < len(form.seen):
            raise Http404
        posts = signing_posts(self.person, actions)
        try:
            updates = record_no_change(actions, by=self.person, posts=posts, seen=form.seen)
        except EditConflict as conflict:
            form.add_error(None, conflict_message(conflict.current))
            return self.show(form, status=409)
        except ValidationError as problem:
            add_problem(form, problem)
            return self.show(form, status=422)
        saved = "-".join(str(update.pk) for update in updates[:MOST_NAMED])
        return HttpResponseRedirect(f"{self.get_here()}?saved={saved}")

    def show(self, form, status):
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def ask(self, on):
        """What the page asks, and which boxes are ticked: at first all of which nothing needs to
        be said, then what somebody left ticked."""
        asked = asked_of(self.person, on=on)
        ticked = {each.seen for each in asked.steady}
        if self.request.method == "POST":
            sent = {value.partition("-")[0] for value in NoChangeForm(self.request.POST).sent}
            ticked = {seen for seen in ticked if seen.partition("-")[0] in sent}
        return {"asked": asked, "ticked": ticked}

    def just_saved(self, on):
        sent = self.request.GET.get("saved", "").split("-")[:MOST_NAMED]
        keys = [int(key) for key in sent if key.isdecimal() and len(key) < 19]
        actions = said_by(self.person, keys) if keys else []
        if not actions:
            return {}
        first = actions[0]
        following = next_to_answer(self.person, after=first, on=on)
        return {
            "saved_actions": actions,
            "action": first,
            "saved": first.last_update,
            "state": state_words(first, on),
            "next": following,
            "next_url": self.get_update_url(following) if following else "",
        }


def conflict_message(action):
    who = action.last_update.by or "Somebody"
    return ValidationError(
        f"{who} gave an update on {action.label} while this page was open, so nothing is saved "
        "yet. Look at it below, then press the button again.",
        code="edit_conflict",
    )
