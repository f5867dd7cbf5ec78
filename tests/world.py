"""One small world for tests: a person of each role, and what each room adds to it.

A room's `tests/<room>/addresses.py` holds `ADDRESSES` and may hold `furnish(world)`, which adds
rows of that room: `world.plan`, `world.action`. Rooms are furnished from left to right.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from stakeholders.access import ADMINISTRATOR, AUDITOR, COORDINATOR
from stakeholders.models import GovernanceBody
from tests.stakeholders.factories import (
    BodyMembershipFactory,
    GovernanceBodyFactory,
    OfficeFactory,
    PersonFactory,
    PostFactory,
    PostHoldingFactory,
    UserFactory,
)

BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class Address:
    """Who may use an address, and how it is reached: for the walk over every address."""

    allowed: frozenset[str] | set[str]
    kwargs: Callable = field(default=lambda world: {})
    method: str = "get"


EVERYONE = frozenset(
    {
        "anonymous",
        "administrator",
        "coordinator",
        "auditor",
        "lead",
        "other_lead",
        "panel_member",
        "outsider",
    }
)
SIGNED_IN = EVERYONE - {"anonymous"}


def build_person(name, *roles):
    """A person with an account: "Cora Coordinator" signs in as cora@northmoor.example."""
    first = name.split()[0].lower()
    person = PersonFactory(name=name, email=f"{first}@northmoor.example")
    UserFactory(person=person, roles=roles)
    return person


def build_lead(name="Lena Lead", post="Head of Engagement"):
    person = build_person(name)
    PostHoldingFactory(
        person=person, post=PostFactory(title=post, organisation=OfficeFactory().organisation)
    )
    return person


def build_member(name="Pam Panel", body="Northmoor Panel", form=GovernanceBody.Form.PANEL):
    person = build_person(name)
    slug = body.lower().replace(" ", "-")
    BodyMembershipFactory(
        person=person, body=GovernanceBodyFactory(name=body, slug=slug, form=form)
    )
    return person


# How the person of each role is made; fixtures of the same names are in tests/conftest.py.
BUILDERS = {
    "administrator": lambda: build_person("Adam Administrator", ADMINISTRATOR),
    "coordinator": lambda: build_person("Cora Coordinator", COORDINATOR),
    "auditor": lambda: build_person("Audrey Auditor", AUDITOR),
    "lead": build_lead,
    "other_lead": lambda: build_lead("Otto Other", "Safer Communities"),
    "panel_member": build_member,
    "board_member": lambda: build_member("Bea Board", "Northmoor Board", GovernanceBody.Form.BOARD),
    "outsider": lambda: build_person("Olga Outsider"),
}


def build_people():
    """Everybody, with what makes them what they are: `post`, `other_post`, `panel`, `board`."""
    world = SimpleNamespace(**{role: build() for role, build in BUILDERS.items()})
    world.office = OfficeFactory()
    world.organisation = world.office.organisation
    world.post = world.lead.holdings.get().post
    world.other_post = world.other_lead.holdings.get().post
    world.panel = world.panel_member.memberships.get().body
    world.board = world.board_member.memberships.get().body
    return world


def sign_in(visitor, person):
    """Sign `person` in, without the form: `visitor` is a test client or a Playwright page."""
    user = person.user
    if hasattr(visitor, "force_login"):
        visitor.force_login(user, backend=BACKEND)
        # As after the first page: a test's own requests count their queries without it.
        session = visitor.session
        session["renewed_at"] = int(time.time())
        session.save()
        return visitor
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    visitor.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": session.session_key,
                "url": settings.SITE_URL,
            }
        ]
    )
    return visitor
