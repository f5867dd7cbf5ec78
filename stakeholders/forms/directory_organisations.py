from django import forms

from stakeholders.models import CommunityGroup

from .communities import AreasChoice, CharacteristicsChoice
from .fields import SeveralRows
from .organisations import OrganisationForm


class DirectoryOrganisationForm(OrganisationForm):
    """An organisation as the directory knows it: for whom it speaks, and where."""

    website = forms.URLField(
        label="Website",
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text="For example, https://www.example.org",
    )
    groups = SeveralRows(
        CommunityGroup.objects.none(),
        label="For whom does it speak?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    areas = AreasChoice(label="Where does it work?")
    characteristics = CharacteristicsChoice(
        label="What do those it is for have in common?",
        help_text="Also decides who may see its contacts, where that is private",
    )

    class Meta(OrganisationForm.Meta):
        fields = [
            "name",
            "short_name",
            "kind",
            "website",
            "about",
            "groups",
            "areas",
            "characteristics",
        ]
        widgets = {"about": forms.Textarea(attrs={"rows": 3})}
        labels = OrganisationForm.Meta.labels | {
            "kind": "What kind of organisation is it?",
            "about": "What does it do?",
        }
        help_texts = OrganisationForm.Meta.help_texts | {
            "about": "Do not name people here: they belong under Contacts",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["areas"].offer(self.instance)
        groups = CommunityGroup.objects.in_force()
        if self.instance.pk:
            groups = groups | CommunityGroup.objects.filter(organisations=self.instance)
        self.fields["groups"].queryset = groups.distinct().order_by("name")
