from django import forms

from stakeholders.dates import DateField
from stakeholders.models import BodyMembership, GovernanceBody, Post
from stakeholders.pages import ChangeForm

from .fields import OrganisationChoice, PersonChoice, PostChoice, Words, refuse_twin
from .people import DAY_HINT, refuse_backwards
from .posts import EndForm

PRIVATE = "Also receives papers that the public may not see"


DAYS = ("notice_days", "submission_days", "clearance_days", "drafting_days")
MOST_DAYS = 60
FROM_TO = f"Enter a number of days from 0 to {MOST_DAYS}"
NUMBER_OF_DAYS = {"required": FROM_TO, "invalid": FROM_TO, "min_value": FROM_TO}


class BodyForm(ChangeForm):
    organisation = OrganisationChoice(
        label="Organisation", help_text="The one it belongs to", required=False
    )
    contact_post = PostChoice(
        label="Contact officer",
        help_text="A post, not a person: papers name whoever holds it by the post",
        required=False,
    )

    class Meta:
        model = GovernanceBody
        fields = [
            "name",
            "form",
            "organisation",
            "publisher",
            "notice_days",
            "notice_in_working_days",
            "submission_days",
            "clearance_days",
            "drafting_days",
            "exemption_basis",
            "terms_of_reference",
            "report_author",
            "contact_post",
            "contact_mailbox",
        ]
        field_classes = {
            "name": Words,
            "publisher": Words,
            "exemption_basis": Words,
            "report_author": Words,
        }
        widgets = {"form": forms.RadioSelect}
        labels = {
            "name": "Name",
            "form": "How do its papers look?",
            "publisher": "Who publishes its papers?",
            "notice_days": "Clear days of notice",
            "notice_in_working_days": "Weekends and bank holidays do not count as notice",
            "submission_days": "Working days from handing a paper in until it is published",
            "clearance_days": "Working days from clearance until a paper is handed in",
            "drafting_days": "Working days from the cut-off until a paper is cleared",
            "exemption_basis": "Law that lets it meet in private",
            "terms_of_reference": "Terms of reference that progress reports answer",
            "report_author": "Who do its papers come from?",
            "contact_mailbox": "Contact e-mail on papers",
        }
        help_texts = {
            "notice_days": "How many days before a meeting its papers are out; neither the day of "
            "publication nor that of the meeting counts. A council committee has 5, a board 0: "
            "then they are out the working day before",
            "submission_days": "How long whoever publishes it wants to have it before. 0 if the "
            "office publishes it itself",
            "clearance_days": "What is left for last changes once every officer has cleared it",
            "drafting_days": "The time to write it and to have it cleared",
            "terms_of_reference": "One to a line",
        }
        error_messages = {
            "name": {"required": "Enter the name of the body"},
            "form": {"required": "Say how its papers look"},
            **dict.fromkeys(DAYS, NUMBER_OF_DAYS),
        }

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        # A radio button for "nothing" would be an answer that is not allowed.
        self.fields["form"].choices = GovernanceBody.Form.choices
        posts = Post.objects.in_force(on)
        if self.instance.contact_post_id:
            posts = posts | Post.objects.filter(pk=self.instance.contact_post_id)
        self.fields["contact_post"].queryset = posts.select_related("organisation")

    def clean(self):
        for field in DAYS:
            if (self.cleaned_data.get(field) or 0) > MOST_DAYS:
                self.add_error(field, forms.ValidationError(FROM_TO, code="too_many"))
        if name := self.cleaned_data.get("name"):
            twins = GovernanceBody.objects.filter(name__iexact=name, dissolved_on=None)
            refuse_twin(self, "name", twins, "There is already a body with this name")
        return self.cleaned_data


class DissolveForm(ChangeForm):
    dissolved_on = DateField(
        label="Since when does the body no longer exist?",
        name="The date",
        help_text=f"The first day without it. {DAY_HINT}",
        error_messages={"required": "Enter the date"},
    )

    class Meta:
        model = GovernanceBody
        fields = ["dissolved_on"]


class SeatForm(ChangeForm):
    """Role, papers and dates of a seat that is there."""

    starts_on = DateField(
        label="First day",
        name="The first day",
        help_text=DAY_HINT,
        error_messages={"required": "Enter the first day"},
    )
    ends_on = DateField(
        label="Last day",
        name="The last day",
        help_text="Leave empty if it is not known",
        required=False,
    )

    class Meta:
        model = BodyMembership
        fields = ["role", "private_papers", "starts_on", "ends_on"]
        field_classes = {"role": Words}
        labels = {"role": "Role on the body", "private_papers": "Private papers too"}
        help_texts = {"role": "For example, Chair", "private_papers": PRIVATE}

    def clean(self):
        refuse_backwards(self)
        return self.cleaned_data


class MemberForm(SeatForm):
    """A new seat: the body is known, the person is chosen."""

    person = PersonChoice(label="Who is the member?")
    field_order = ["person", "role", "private_papers", "starts_on", "ends_on"]

    class Meta(SeatForm.Meta):
        fields = ["person", *SeatForm.Meta.fields]


class EndSeatForm(EndForm):
    class Meta(EndForm.Meta):
        model = BodyMembership
