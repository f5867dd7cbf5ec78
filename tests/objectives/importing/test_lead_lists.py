"""Leads in lists: what parts them, and which of them is accountable."""

import pytest

from objectives.importing.assigning import assign_leads


def leads_of(*cells):
    lines = [(str(place), f"line {place}", cell) for place, cell in enumerate(cells)]
    return list(assign_leads(lines)[0].values())


@pytest.mark.parametrize(
    "name",
    [
        "Head of Engagement & Comms",
        "Police and Crime Commissioner",
        "Office of the Police and Crime Commissioner",
        "Equality, Diversity and Inclusion Unit",
        "Equality, Diversity and Human Rights Unit (EDHRU)",
        "Assistant Director, Communities",
        "Director of People, Culture and Change",
        "Press & Events Officer",
        "Community Safety and Neighbourhood Manager",
        "Chief Executive, NB",
        "Youth Lead & Strategic Wards",
    ],
)
def test_one_post_stays_one(name):
    assert leads_of(name) == [(name,)]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Head of Press, Head of Wards", ("Head of Press", "Head of Wards")),
        ("Head of Press and Head of Wards", ("Head of Press", "Head of Wards")),
        ("Head of Press & Youth Officer", ("Head of Press", "Youth Officer")),
        ("Web Manager, Youth Officer and Chief Clerk",
         ("Web Manager", "Youth Officer", "Chief Clerk")),
        ("NB, Web Team", ("NB", "Web Team")),
        ("Web Team, Press Office, NB", ("Web Team", "Press Office", "NB")),
        ("Deputy Police and Crime Commissioner and Chief Executive",
         ("Deputy Police and Crime Commissioner", "Chief Executive")),
        ("Web Team + Press Office", ("Web Team", "Press Office")),
        ("• Web Team\n• Press Office", ("Web Team", "Press Office")),
    ],
)  # fmt: skip
def test_names_that_stand_by_themselves_are_parted(cell, names):
    assert leads_of(cell) == [names]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Web Team, Press Office (lead)", ("Press Office", "Web Team")),
        ("Press Office (lead), Web Team", ("Press Office", "Web Team")),
        ("Press Office (Lead) and Web Team", ("Press Office", "Web Team")),
        ("Web Team\nHead of Press (accountable)", ("Head of Press", "Web Team")),
        ("Lead: Head of Press\nSupport: Web Team", ("Head of Press", "Web Team")),
        ("Support: Web Team; Lead: Head of Press", ("Head of Press", "Web Team")),
        ("Lead: Head of Press Supported by: Web Team", ("Head of Press", "Web Team")),
        ("Youth lead", ("Youth lead",)),
        ("Lead officer", ("Lead officer",)),
    ],
)
def test_the_one_marked_as_lead_is_accountable(cell, names):
    assert leads_of(cell) == [names]
