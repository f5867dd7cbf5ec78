"""What an administrator does to other people's accounts."""

from django.contrib import messages
from django.utils import timezone

from stakeholders import services
from stakeholders.access import GROUPS
from stakeholders.accounts import AccountState, account_state
from stakeholders.forms.people import RolesForm
from stakeholders.invitations import INVITATION_LIFE
from stakeholders.models import Person
from stakeholders.pages import ConfirmPage, FormPage
from stakeholders.permissions import administrators

from .rows import OfRow


class OfPerson(OfRow):
    allowed = administrators
    rows = Person.objects.select_related("user")
    home = "person-detail"


class OfAccount(OfPerson):
    rows = Person.objects.filter(user__isnull=False).select_related("user")


class PersonInvite(OfPerson, ConfirmPage):
    button = "Send the invitation"
    template_name = "stakeholders/person_invite.html"

    def get_title(self):
        state = account_state(self.row, timezone.now())
        again = state in (AccountState.INVITED, AccountState.EXPIRED)
        return f"Invite {self.row} again?" if again else f"Invite {self.row}?"

    def get_consequence(self):
        person = self.row
        if not person.email:
            return f"{person} has no e-mail address. Add one first: the invitation goes there."
        return (
            f"An e-mail goes to {person.email} with a link to choose a password. "
            f"The link works once, for {INVITATION_LIFE.days} days."
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(invited=self.row, **kwargs)

    def save(self, form):
        user = services.create_account(self.row, by=self.person)
        try:
            services.send_invitation(user, by=self.person)
        except services.MailNotSent:
            messages.error(
                self.request,
                "The account is made, but the e-mail was not sent: the mail server did not take "
                "it. Send the invitation again later.",
            )
        else:
            self.success = f"The invitation is sent to {user.email}."
        return user


class AccountDeactivate(OfAccount, ConfirmPage):
    button = "Deactivate the account"

    def get_title(self):
        return f"Deactivate the account of {self.row}?"

    def get_consequence(self):
        return (
            f"{self.row} is signed out at once and can't sign in any more. Posts, seats and "
            "history stay as they are. You can reactivate the account later."
        )

    def save(self, form):
        services.deactivate_account(self.row, by=self.person)
        self.success = "The account is deactivated."


class AccountReactivate(OfAccount, ConfirmPage):
    button = "Reactivate the account"
    template_name = "parts/form_page.html"

    def get_title(self):
        return f"Reactivate the account of {self.row}?"

    def get_context_data(self, **kwargs):
        intro = f"{self.row} can sign in again, with the password and the roles they had."
        return super().get_context_data(intro=intro, **kwargs)

    def save(self, form):
        services.reactivate_account(self.row, by=self.person)
        self.success = "The account is active again."


class AccountUnlock(OfAccount, ConfirmPage):
    button = "Let them try again"
    template_name = "parts/form_page.html"

    def get_title(self):
        return f"Unlock sign-in for {self.row}?"

    def get_context_data(self, **kwargs):
        intro = (
            "Sign-in locks for a while after too many wrong passwords. Make sure first that it "
            f"was {self.row} who tried."
        )
        return super().get_context_data(intro=intro, **kwargs)

    def save(self, form):
        services.unlock_account(self.row, by=self.person)
        self.success = f"{self.row} can try to sign in again."


class PersonRoles(OfPerson, FormPage):
    form_class = RolesForm
    template_name = "stakeholders/person_roles.html"
    success = "The roles are saved."

    def get_title(self):
        return f"Roles of {self.row}"

    def get_initial(self):
        user = getattr(self.row, "user", None)
        names = user.groups.values_list("name", flat=True) if user else ()
        return {"roles": [name for name in GROUPS if name in set(names)]}

    def save(self, form):
        return services.set_roles(self.row, by=self.person, roles=form.cleaned_data["roles"])
