import itertools

import pytest

from objectives.importing.assigning import assign_leads


def leads_of(*cells):
    return list(assign_leads(lines(cells))[0].values())


def lines(cells):
    return [(str(index), f"line {index}", cell) for index, cell in enumerate(cells)]


def doubts_of(*cells):
    return [(doubt.code, doubt.text) for doubt in assign_leads(lines(cells))[1]]


def test_names_that_stand_alone_elsewhere_are_told_apart():
    assert leads_of("Web Team", "Press Office", "Press Office Web Team")[2] == (
        "Press Office",
        "Web Team",
    )


def test_what_is_left_between_known_names_is_a_name():
    cells = ["Web Team", "NB", "NB Youth Champion Web Team", "Youth Champion Ward Support"]
    assert leads_of(*cells)[2:] == [
        ("NB", "Youth Champion", "Web Team"),
        ("Youth Champion", "Ward Support"),
    ]


@pytest.mark.parametrize("cell", ["Web Team/ NB", "Web Team\nNB", "Web Team; NB", "Web Team / NB"])
def test_strokes_lines_and_semicolons_part_names_that_nobody_knows(cell):
    assert leads_of(cell) == [("Web Team", "NB")]


def test_and_parts_names_only_where_both_are_known():
    cells = ["Web Team", "NB", "Web Team and NB", "Head of Press & Comms", "Web Team, NB"]
    assert leads_of(*cells)[2:] == [
        ("Web Team", "NB"),
        ("Head of Press & Comms",),
        ("Web Team", "NB"),
    ]


def test_a_name_is_never_cut_beside_of_or_and():
    cells = ["Communications", "Head of Communications", "Press & Communications Team"]
    assert leads_of(*cells) == [(cell,) for cell in cells]


def test_an_organisation_belongs_to_a_title_that_it_often_stands_before():
    cells = ["NB", "NB Head of Press", "NB Head of Press Web Team", "Web Team"]
    assert leads_of(*cells) == [
        ("NB",),
        ("NB Head of Press",),
        ("NB Head of Press", "Web Team"),
        ("Web Team",),
    ]


def test_an_organisation_before_a_title_only_once_leads_too_and_is_asked_about():
    cells = ["NB", "NB Director of Training"]
    assert leads_of(*cells)[1] == ("NB", "Director of Training")
    assert ("organisation_or_post", "NB Director of Training") in doubts_of(*cells)


def test_an_organisation_and_a_department_are_two_leads_however_often():
    assert leads_of("NB", "Web Team", "NB Web Team", "NB Web Team")[3] == ("NB", "Web Team")


def test_an_organisation_that_never_leads_says_whose_post_it_is():
    cells = ["Head of Press", "Web Team", "Web Team Constabulary Head of Press"]
    found = leads_of(*cells)
    assert len(found[2]) == 2
    assert "Head of Press" in found[2][1]


def test_two_spellings_are_one_post_and_asked_about():
    cells = ["Web Team", "Web team", "Web Team", "Head of Comms", "Head of Communications"]
    assert leads_of(*cells) == [
        ("Web Team",),
        ("Web Team",),
        ("Web Team",),
        ("Head of Comms",),
        ("Head of Comms",),
    ]
    assert doubts_of(*cells) == [
        ("spelling_variant", "Web team"),
        ("spelling_variant", "Head of Communications"),
    ]


def test_a_title_without_its_organisation_is_the_one_post_that_has_it():
    cells = ["NB", "NB Head of Press", "NB Head of Press", "Head of Press"]
    assert leads_of(*cells)[3] == ("NB Head of Press",)
    two = ["NB", "NB Head of Press", "NB Head of Press", "Force Head of Press", "Head of Press"]
    assert leads_of(*two)[4] == ("Head of Press",)


def test_a_rank_before_a_title_makes_another_post():
    assert leads_of("Chief Clerk", "Deputy Chief Clerk") == [
        ("Chief Clerk",),
        ("Deputy Chief Clerk",),
    ]


def test_an_abbreviation_is_the_name_that_it_stands_for():
    cells = ["NB", "Northmoor Board", "Wards and Cohesion Unit (WCU)", "NB WCU", "WCU"]
    assert leads_of(*cells)[3:] == [
        ("Northmoor Board", "Wards and Cohesion Unit (WCU)"),
        ("Wards and Cohesion Unit (WCU)",),
    ]
    assert ("abbreviation", "NB") in doubts_of(*cells)


def test_an_abbreviation_that_fits_two_names_is_left_alone():
    cells = ["NB", "Northmoor Board", "Neighbourhood Bureau"]
    assert leads_of(*cells)[0] == ("NB",)


def test_one_name_that_may_be_several_is_asked_about():
    assert ("leads_maybe_joint", "Youth Lead & Wards") in doubts_of("Youth Lead & Wards")
    assert doubts_of("Head of Youth & Wards") == []


def test_a_row_without_a_lead_is_asked_about():
    assert leads_of("") == [()]
    assert doubts_of("") == [("lead_blank", "")]


def test_the_same_post_twice_in_a_cell_leads_once():
    assert leads_of("NB/ Northmoor Board")[0] == ("Northmoor Board",)


def test_no_word_of_any_cell_is_lost_and_nothing_fails():
    parts = [
        "NB",
        "Web Team",
        "&",
        "of",
        "Head of Press",
        "/",
        ",",
        "(WCU)",
        "and",
        "Lead",
        ";",
        "é",
    ]
    cells = [
        " ".join(words) for size in (1, 2, 3) for words in itertools.product(parts, repeat=size)
    ]
    for cell, names in zip(cells, leads_of(*cells), strict=True):
        assert bool(names) is any(map(str.isalnum, cell.replace("and", ""))), cell


def test_what_names_nobody_beside_a_lead_is_told():
    leads, doubts = assign_leads([("1", "line 1", "Web Team / TBC")])
    assert leads == {"1": ("Web Team",)}
    (doubt,) = doubts
    assert (doubt.code, doubt.assumed) == (
        "leads_split", "Read as 1 lead: Web Team. No post was made of “TBC”.",
    )  # fmt: skip
    assert assign_leads([("1", "line 1", "Web Team / -")])[1] == []


@pytest.mark.parametrize("cell", ["TBC", "tbc.", "N/A", "n/a", "-", "?", "To be confirmed", "All"])
def test_words_that_name_nobody_are_no_post(cell):
    leads, (doubt,) = assign_leads([("1", "row 1", cell)])
    assert leads == {"1": ()}
    assert (str(doubt.code), doubt.text) == ("lead_blank", cell)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Web Team & Press Office", ("Web Team", "Press Office")),
        ("PCC and Chief Constable", ("PCC", "Chief Constable")),
        ("IT & Digital Lead", ("IT & Digital Lead",)),
        ("Head of Web & Press Office", ("Head of Web & Press Office",)),
        ("Youth Officer & Web Editor", ("Youth Officer", "Web Editor")),
        ("Web Team (lead) with Youth Officer", ("Web Team", "Youth Officer")),
        ("Web Team / TBC", ("Web Team",)),
    ],
)
def test_teams_and_bodies_joined_by_and(cell, names):
    assert leads_of(cell) == [names]


def test_a_title_after_and_may_be_another_post():
    assert "leads_maybe_joint" in {code for code, _ in doubts_of("Estates & Head of Press")}
