from django import forms
from django.db.models import Q

from stakeholders.models import Area, Characteristic, CommunityGroup
from stakeholders.pages import ChangeForm

from .fields import SeveralRows, Words, refuse_twin
from .reasons import ReasonForm


class AreaForm(ChangeForm):
    class Meta:
        model = Area
        fields = ["name"]
        field_classes = {"name": Words}
        labels = {"name": "Name"}
        help_texts = {"name": "A district, a city or another part that the office counts by"}
        error_messages = {"name": {"required": "Enter the name of the area"}}

    def clean(self):
        if name := self.cleaned_data.get("name"):
            twins = Area.objects.filter(name__iexact=name)
            refuse_twin(self, "name", twins, "There is already an area with this name")
        return self.cleaned_data


class CharacteristicForm(ChangeForm):
    class Meta:
        model = Characteristic
        fields = ["title", "special"]
        field_classes = {"title": Words}
        labels = {
            "title": "What do they have in common?",
            "special": "To be a contact of such a group can tell something private",
        }
        help_texts = {
            "title": "For example, Disability or Rural",
            "special": "Their religion, health, ethnic origin, politics or whom they love. Only "
            "contact keepers then see who such a group’s contacts are",
        }
        error_messages = {"title": {"required": "Enter what they have in common"}}

    def clean(self):
        if title := self.cleaned_data.get("title"):
            twins = Characteristic.objects.filter(title__iexact=title)
            refuse_twin(self, "title", twins, "This is on the list already")
        return self.cleaned_data


class AreasChoice(SeveralRows):
    """Areas to tick: those that are offered, and those that the row has."""

    def __init__(self, **kwargs):
        super().__init__(
            Area.objects.all(), required=False, widget=forms.CheckboxSelectMultiple, **kwargs
        )

    def offer(self, row):
        offered = Q(withdrawn_at__isnull=True)
        if row.pk:
            offered |= Q(pk__in=row.areas.values("pk"))
        self.queryset = Area.objects.filter(offered)


class CharacteristicsChoice(SeveralRows):
    def __init__(self, **kwargs):
        rows = Characteristic.objects.all()
        super().__init__(rows, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)


class GroupForm(ChangeForm):
    characteristics = CharacteristicsChoice(label="What do they have in common?")
    areas = AreasChoice(label="Where are they?", help_text="None ticked: the whole police area")

    class Meta:
        model = CommunityGroup
        fields = ["name", "about", "priority", "priority_reason", "characteristics", "areas"]
        field_classes = {"name": Words}
        widgets = {
            "about": forms.Textarea(attrs={"rows": 3}),
            "priority_reason": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {
            "name": "Name",
            "about": "Who are they?",
            "priority": "This is a priority group",
            "priority_reason": "Why does it have priority?",
        }
        help_texts = {
            "name": "For example, Young people or Hill farmers. A community, not a person",
            "about": "Do not name people here: they belong under Contacts",
            "priority": "It stands first in lists and in the grid",
            "priority_reason": "For example, where the police and crime plan names it",
        }
        error_messages = {"name": {"required": "Enter the name of the community"}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["areas"].offer(self.instance)
        self.fields["priority"].widget.reveals = ["priority_reason"]

    def clean(self):
        if name := self.cleaned_data.get("name"):
            twins = CommunityGroup.objects.filter(name__iexact=name)
            refuse_twin(self, "name", twins, "There is already a community with this name")
        return self.cleaned_data


class MergeForm(ReasonForm):
    into = forms.ModelChoiceField(
        CommunityGroup.objects.none(),
        label="Which community is it really?",
        empty_label="Choose a community",
        error_messages={
            "required": "Choose the community that it counts with from now on",
            "invalid_choice": "That community is withdrawn or merged itself. Choose another",
        },
    )
    field_order = ["into", "reason"]

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        others = CommunityGroup.objects.in_force().exclude(pk=group.pk)
        self.fields["into"].queryset = others.order_by("name")
