"""Which objectives and actions an activity bears on; which organisations and people were there."""

from django import forms

from actionplans.models import ActionPlan
from meetings.engagement.activities import may_name_people
from meetings.models import EngagementActivity
from objectives.models import Action, Objective
from stakeholders.forms.fields import SeveralRows
from stakeholders.models import Contact, Organisation
from stakeholders.pages import ChangeForm


class LinksForm(ChangeForm):
    """Objectives and actions of plans in force that `person` may see, and those chosen before;
    what the person may not see stays as it is."""

    objectives = SeveralRows(
        Objective.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    actions = SeveralRows(
        Action.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = EngagementActivity
        fields = ["objectives", "actions"]

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["objectives"].queryset = (
            Objective.objects.visible_to(person)
            .filter(withdrawn_at__isnull=True, plan__in=ActionPlan.objects.running())
            .select_related("plan")
            .order_by("-plan__starts_on", "plan", "position", "pk")
        )
        self.fields["actions"].queryset = (
            Action.objects.visible_to(person)
            .running()
            .select_related("objective", "parent")
            .order_by("objective", "position", "pk")
        )

    def _post_clean(self):
        """Nothing of the row itself is on this page."""

    def grouped(self):
        """(plan, how many are ticked, [(objective, ticked, [(action, ticked)])])"""
        ticked = {name: self._ticked(name) for name in ("objectives", "actions")}
        below = {}
        for action in self.fields["actions"].queryset:
            row = (action, str(action.pk) in ticked["actions"])
            below.setdefault(action.objective_id, []).append(row)
        plans = {}
        for objective in self.fields["objectives"].queryset:
            row = (
                objective,
                str(objective.pk) in ticked["objectives"],
                below.get(objective.pk, ()),
            )
            plans.setdefault(objective.plan, []).append(row)
        for plan, rows in plans.items():
            chosen = sum(own + sum(on for _, on in actions) for _, own, actions in rows)
            yield plan, chosen, rows

    def _ticked(self, name):
        return {str(getattr(row, "pk", row)) for row in self[name].value() or ()}

    @property
    def changes(self):
        return {name: self._with_unseen(name) for name in ("objectives", "actions")}

    def _with_unseen(self, name):
        offered = self.fields[name].queryset
        unseen = getattr(self.instance, name).exclude(pk__in=offered.order_by().values("pk"))
        return [*self.cleaned_data[name], *unseen]


class PeopleForm(ChangeForm):
    """Organisations that were there, and contacts that `person` may see; others stay."""

    organisations = SeveralRows(
        Organisation.objects.all(),
        label="Organisations that were there",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    contacts = SeveralRows(
        Contact.objects.none(),
        label="People of the directory who were there",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = EngagementActivity
        fields = ["organisations", "contacts"]

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        if may_name_people(person, self.instance):
            contacts = self.fields["contacts"]
            contacts.queryset = Contact.objects.visible_to(person).kept()
            contacts.label_from_instance = lambda contact: contact.shown_name
        else:
            del self.fields["contacts"]

    def _post_clean(self):
        """Nothing of the row itself is on this page."""

    @property
    def changes(self):
        said = {"organisations": list(self.cleaned_data["organisations"])}
        if "contacts" in self.fields:
            seen = self.fields["contacts"].queryset.order_by().values("pk")
            unseen = self.instance.contacts.exclude(pk__in=seen)
            said["contacts"] = [*self.cleaned_data["contacts"], *unseen]
        return said
