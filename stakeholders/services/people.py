from django.core.exceptions import ValidationError
from django.db import transaction

from stakeholders.editing import change_row
from stakeholders.events import record, values_of
from stakeholders.models import Person, User

from .links import stop_links


@transaction.atomic
def create_person(*, by, name, email="", at=None):
    person = Person(name=name, email=email)
    person.full_clean()
    person.save()
    record("person created", person, by=by, after=values_of(person, ["name", "email"]), at=at)
    return person


@transaction.atomic
def edit_person(person, *, by, changes, version=None, at=None):
    """Change a name or an e-mail address. With an account, the address is also the one to sign in
    with. A link that was sent to the old address stops working, with an account or without."""
    # A form has written the new values on the given row already: the old address is the database's.
    address = Person.objects.values_list("email", flat=True).get(pk=person.pk)
    current = change_row(
        person, by=by, verb="person edited", changes=changes, version=version, at=at
    )
    if current.email != address:
        stop_links(current, by=by, at=at)
        # What the mail server said was about the old address.
        current.mail_refusal, current.mail_refused_at = "", None
        current.save(update_fields=["mail_refusal", "mail_refused_at"])
    user = User.objects.select_for_update().filter(person=current).first()
    if user is not None and user.email != current.email:
        if not current.email:
            raise ValidationError(
                f"{current} signs in with this e-mail address. "
                "Deactivate the account first, or give another address.",
                code="address_needed",
            )
        before = user.email
        user.email = current.email
        if not user.has_usable_password():
            user.invited_at = None
        user.save(update_fields=["email", "invited_at"])
        record(
            "sign-in address changed",
            current,
            by=by,
            before={"sign_in_address": before},
            after={"sign_in_address": user.email},
            at=at,
        )
    return current
