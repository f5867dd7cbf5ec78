from django import forms
from django.db.models import Q

from stakeholders.models import Office, Organisation, Post
from stakeholders.pages import ChangeForm

from .fields import OrganisationChoice, Words, refuse_twin


class OrganisationForm(ChangeForm):
    class Meta:
        model = Organisation
        fields = ["name", "short_name"]
        field_classes = {"name": Words, "short_name": Words}
        labels = {"name": "Name", "short_name": "Short name"}
        help_texts = {
            "name": "For example, Northmoor County Council",
            "short_name": "For narrow tables, for example the initials",
        }
        error_messages = {"name": {"required": "Enter the name of the organisation"}}

    def clean(self):
        if name := self.cleaned_data.get("name"):
            twins = Organisation.objects.filter(name__iexact=name)
            refuse_twin(self, "name", twins, "There is already an organisation with this name")
        return self.cleaned_data


class OfficeForm(ChangeForm):
    organisation = OrganisationChoice(
        label="The office",
        help_text="Its name stands at the head of every page. To change the name itself, change "
        "the organisation",
        error_messages={"required": "Choose the organisation that this portal belongs to"},
    )

    class Meta:
        model = Office
        fields = [
            "organisation",
            "area",
            "portal_name",
            "contact_email",
            "contact_phone",
            "address",
            "data_protection_email",
            "public_page",
            "meetings_post",
            "engagement_post",
        ]
        field_classes = {"area": Words, "portal_name": Words, "contact_phone": Words}
        widgets = {"address": forms.Textarea(attrs={"rows": 4})}
        labels = {
            "area": "Police area",
            "portal_name": "Name of this portal",
            "contact_email": "Contact e-mail",
            "contact_phone": "Telephone",
            "address": "Postal address",
            "data_protection_email": "Data protection e-mail",
            "public_page": "Show public papers to everybody",
            "meetings_post": "Who looks after the meetings",
            "engagement_post": "Who looks after engagement",
        }
        help_texts = {
            "contact_email": "Where people write who have a question; answers to e-mails go there",
            "data_protection_email": "Shown on the privacy page",
            "meetings_post": "Reminders about a meeting go to this post where no other answers for "
            "them",
            "engagement_post": "Reminders about engagement go to this post where no other answers "
            "for it",
            "public_page": "Anybody can then find, read and download the published public papers "
            "without signing in, and see “You said, we did”, open consultations and coming public "
            "meetings. Drafts, private papers and the plans themselves stay hidden",
        }
        error_messages = {"portal_name": {"required": "Enter a name for this portal"}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("meetings_post", "engagement_post"):
            chosen = Q(pk=getattr(self.instance, f"{name}_id"))
            in_use = Q(abolished_on__isnull=True)
            self.fields[name].queryset = Post.objects.filter(in_use | chosen)
            self.fields[name].empty_label = "No post: the coordinators"
