"""Every named address of the portal, asked for by every role: allowed or refused, never unsaid."""

import importlib
from collections import Counter
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.world import EVERYONE, build_people, sign_in

ROOMS = ("engagement_portal", "stakeholders", "actionplans", "objectives", "meetings", "reports")
REFUSALS = {403, 404}


def tables():
    """The addresses modules of each room, from left to right: addresses.py before the others."""
    for room in ROOMS:
        for path in sorted((Path(__file__).parent / room).glob("addresses*.py")):
            table = importlib.import_module(f"tests.{room}.{path.stem}")
            if hasattr(table, "ADDRESSES"):
                yield table


def known_addresses():
    return {name: address for table in tables() for name, address in table.ADDRESSES.items()}


def patterns(resolver=None, namespace=""):
    """(full name, pattern) of every address; an address without a name has None for it."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield entry.name and f"{namespace}{entry.name}", entry
        else:
            inside = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from patterns(entry, inside)


def named_addresses():
    return [name for name, _ in patterns() if name]


def build_world():
    world = build_people()
    for table in tables():
        if furnish := getattr(table, "furnish", None):
            before = dict(vars(world))
            furnish(world)
            # Two tables with one name for two things would ask for the wrong rows, most days.
            assert all(vars(world)[name] is value for name, value in before.items()), table
    return world


def test_every_address_says_who_may_use_it():
    unsaid = set(named_addresses()) - set(known_addresses())
    gone = set(known_addresses()) - set(named_addresses())
    assert not unsaid, f"Not in any tests/*/addresses.py: {', '.join(sorted(unsaid))}"
    assert not gone, f"In a tests/*/addresses.py but no address: {', '.join(sorted(gone))}"


def test_no_address_escapes_the_walk():
    """An address without a name, or a second one of the same name, would never be asked for."""
    nameless = [str(pattern.pattern) for name, pattern in patterns() if not name]
    assert not nameless
    names = Counter(named_addresses())
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("role", sorted(EVERYONE))
def test_every_address_answers_as_its_table_says(role, db, caplog):
    # Hundreds of refusals are the point here, not news.
    caplog.set_level("CRITICAL")
    world = build_world()
    client = Client()
    if role != "anonymous":
        sign_in(client, getattr(world, role))
    cookies = client.cookies.output(header="", sep=";")
    named = set(named_addresses())
    wrong = [
        f"{name}: {problem}"
        for name, address in known_addresses().items()
        if name in named
        for problem in problems(name, address, role, world, cookies)
    ]
    assert not wrong, f"As {role}:\n" + "\n".join(wrong)


# What everybody may do to their own account, or without one.
OWN_ACCOUNT = {
    "stakeholders:sign-in",
    "stakeholders:sign-out",
    "stakeholders:password-change",
    "stakeholders:password-reset",
    "stakeholders:password-reset-confirm",
    "stakeholders:invitation",
}

# What everybody may do who has the link of somebody's e-mail: there it is them who answer.
BY_LINK = {
    "meetings:follow-up-answer-by-link",
    "meetings:going-by-link",
    "meetings:issue-answer-by-link",
    "meetings:issue-told-by-link",
    "meetings:recommendation-answer-by-link",
    "meetings:report-back-by-link",
    "objectives:answer",
    "objectives:answer-action",
    "objectives:answer-confirm",
    "objectives:answer-fresh",
    "objectives:answer-not-mine",
    "objectives:answer-reading",
    "objectives:answer-risk-review",
    "reports:clear",
}


# An auditor has a calendar of their own, which changes nothing of anybody's.
OWN_CALENDAR = {"auditor": {"meetings:feed-create"}}


@pytest.mark.parametrize("role", ["auditor", "panel_member", "outsider"])
def test_who_only_reads_can_send_nothing_anywhere(role, db, caplog):
    """An address that they may read takes nothing from them either (domain.md, roles)."""
    caplog.set_level("CRITICAL")
    world = build_world()
    client = Client()
    sign_in(client, getattr(world, role))
    cookies = client.cookies.output(header="", sep=";")
    taken = {}
    for name, address in known_addresses().items():
        answer = ask("post", reverse(name, kwargs=address.kwargs(world)), cookies)
        if isinstance(answer, Exception) or answer.status_code not in REFUSALS | {405}:
            taken[name] = answer
    assert set(taken) == OWN_ACCOUNT | BY_LINK | OWN_CALENDAR.get(role, set())


def problems(name, address, role, world, cookies):
    try:
        url = reverse(name, kwargs=address.kwargs(world))
    except Exception as error:
        yield f"has no address: {error!r}"
        return
    if role in address.allowed:
        answer = ask(address.method, url, cookies)
        if isinstance(answer, Exception):
            yield f"{address.method} failed: {answer!r}"
        elif answer.status_code in REFUSALS | {405} or answer.status_code >= 500:
            yield f"{address.method} should be allowed but answers {answer.status_code}"
        elif sends_to_sign_in(answer):
            yield f"{address.method} should be allowed but asks to sign in"
        return
    # Who may not look may not send either, whatever the address is for. One that nobody can send
    # to says so (405) before it looks for a row that this role may not see.
    for method in {address.method, "post"}:
        answer = ask(method, url, cookies)
        if method != address.method and getattr(answer, "status_code", None) == 405:
            continue
        if isinstance(answer, Exception):
            yield f"{method} should be refused but failed: {answer!r}"
        elif role == "anonymous" and not (sends_to_sign_in(answer) or answer.status_code == 404):
            yield f"{method} should ask to sign in but answers {answer.status_code}"
        elif role != "anonymous" and answer.status_code not in REFUSALS:
            yield f"{method} should be refused but answers {answer.status_code}"


def ask(method, url, cookies):
    """The answer, or what was raised. What the request changed is taken back."""
    client = Client()
    client.cookies.load(cookies)
    with transaction.atomic():
        try:
            with transaction.atomic():
                answer = getattr(client, method)(url)
                if answer.streaming:
                    answer.getvalue()  # a file that nobody reads stays open
                return answer
        except Exception as error:
            return error
        finally:
            transaction.set_rollback(True)


def sends_to_sign_in(answer):
    asks = f"{reverse('stakeholders:sign-in')}?next="
    return answer.status_code == 302 and answer.url.startswith(asks)
