"""The form that makes a calendar's address."""

from django import forms

from actionplans.models import ActionPlan
from meetings.calendars.sources import Whose, sources
from stakeholders.models import Post


class FeedForm(forms.Form):
    """Only what is open to `person` on the day `on` is offered."""

    what = forms.ChoiceField(
        label="What should be in the calendar?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what should be in the calendar"},
    )
    whose = forms.ChoiceField(
        label="Whose?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whose calendar it should be"},
    )
    post = forms.ModelChoiceField(
        Post.objects.none(),
        label="Which post? (only for a post’s calendar)",
        required=False,
    )
    plan = forms.ModelChoiceField(
        ActionPlan.objects.none(),
        label="Only one plan? (not for meetings)",
        required=False,
        empty_label="All plans",
    )

    def __init__(self, *args, person, on, **kwargs):
        super().__init__(*args, **kwargs)
        access = person.access
        self.fields["what"].choices = [
            (source.KEY, f"{source.TITLE}. {source.ABOUT}") for source in sources()
        ]
        whose = [(Whose.MINE, "Mine: what my posts have to do with")] if access.posts else []
        whose.append((Whose.POST, "A post’s, whoever holds it"))
        if access.sees_everything:
            whose.append((Whose.OFFICE, "The whole office’s"))
        self.fields["whose"].choices = whose
        posts = Post.objects.in_force(on).select_related("organisation")
        if not access.sees_everything:
            posts = posts.filter(pk__in=access.posts)
        self.fields["post"].queryset = posts
        self.fields["plan"].queryset = ActionPlan.objects.visible_to(person).running()

    def clean(self):
        cleaned = super().clean()
        unsaid = not cleaned.get("post") and "post" not in self.errors
        if cleaned.get("whose") == Whose.POST and unsaid:
            self.add_error("post", forms.ValidationError("Choose which post", code="post_missing"))
        return cleaned
