"""Every change an administrator makes: verbs, with the actor named, each one transaction."""

from .absences import edit_absence, record_absence, remove_absence
from .accounts import (
    MailNotSent,
    accept_invitation,
    ask_for_password_reset,
    change_password,
    create_account,
    deactivate_account,
    reactivate_account,
    reset_password,
    send_invitation,
    unlock_account,
)
from .bodies import (
    add_member,
    create_body,
    dissolve_body,
    edit_body,
    edit_membership,
    end_membership,
    restore_body,
    withdraw_membership,
)
from .links import ask_for_fresh_link, stop_links
from .organisations import create_organisation, edit_office, edit_organisation, set_up_office
from .people import create_person, edit_person
from .posts import (
    abolish_post,
    appoint,
    create_post,
    edit_holding,
    edit_post,
    end_holding,
    hand_over_post,
    restore_post,
    withdraw_holding,
)
from .roles import give_role, set_roles, take_role

__all__ = [
    "MailNotSent",
    "abolish_post",
    "accept_invitation",
    "add_member",
    "appoint",
    "ask_for_fresh_link",
    "ask_for_password_reset",
    "change_password",
    "create_account",
    "create_body",
    "create_organisation",
    "create_person",
    "create_post",
    "deactivate_account",
    "dissolve_body",
    "edit_absence",
    "edit_body",
    "edit_holding",
    "edit_membership",
    "edit_office",
    "edit_organisation",
    "edit_person",
    "edit_post",
    "end_holding",
    "end_membership",
    "give_role",
    "hand_over_post",
    "reactivate_account",
    "record_absence",
    "remove_absence",
    "reset_password",
    "restore_body",
    "restore_post",
    "send_invitation",
    "set_roles",
    "set_up_office",
    "stop_links",
    "take_role",
    "unlock_account",
    "withdraw_holding",
    "withdraw_membership",
]
