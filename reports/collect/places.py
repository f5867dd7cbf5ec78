"""The places of a paper in which a coordinator writes, in the order in which it prints them."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from objectives.models import Action
from reports.body_forms import sections_of
from reports.models import FormSection

from .narrating import place_of
from .parts import objectives as objectives_part
from .parts import parts_of

Content = FormSection.Content
POSITION, HELP = "position", "help"
OBJECTIVE = "objective:"


@dataclass(frozen=True)
class Place:
    """`key` is that of its Narrative; `group` the heading that it is listed under, and `belongs`
    says in a sentence what is written there."""

    key: str
    title: str
    group: str
    belongs: str = ""


PAGE_ONE, HEADINGS, OBJECTIVES = "Page one", "Under the headings", "Under each objective"
FIRST = (
    Place(
        POSITION,
        "The position",
        PAGE_ONE,
        "What a member should know who reads nothing else. It stands beneath the figures.",
    ),
    Place(
        HELP,
        "Decisions or help needed",
        PAGE_ONE,
        "What you ask the members to decide, or to help with. Leave it empty and the portal lists "
        "what waits for a decision.",
    ),
)
BELONGS = {
    Content.TEXT: "Follows the heading's standing text.",
    Content.PURPOSE: "Follows the sentence on what the paper is for.",
    Content.RECOMMENDATIONS: "Follows what the members are asked to do.",
    Content.TERMS: "Follows the body's terms of reference.",
    Content.BACKGROUND: "Follows the sentences on the plan, its owners and its period.",
    Content.ISSUES: "Opens this part of the paper, before the tables.",
    Content.PRIORITIES: "Follows what the leads of late actions say that they do next.",
    Content.DOCUMENTS: "Follows the list of documents.",
    Content.BIBLIOGRAPHY: "Follows the list of documents.",
    Content.APPENDICES: "Follows the list of appendices.",
}


def places_of(report):
    """Every place once; an objective only where the paper has it."""
    places = {place.key: place for place in FIRST}
    for section in sections_of(report.body):
        key = place_of(section)
        # A form may ask for the same thing twice, as seed 002 does: it is written once.
        places.setdefault(key, Place(key, section.title, HEADINGS, BELONGS[section.content]))
    if Content.ISSUES in places and prints_objectives(report.plan):
        for objective in objectives_in(report):
            key = f"{OBJECTIVE}{objective.pk}"
            belongs = "How this objective went, in your own words."
            places[key] = Place(key, f"Objective {objective}", OBJECTIVES, belongs)
    return list(places.values())


def prints_objectives(plan):
    return any(part.KEY == objectives_part.KEY and shown for part, shown in parts_of(plan))


def objectives_in(report):
    """Those with actions that the paper may show: one that is all exempt leaves no trace."""
    actions = Action.objects.filter(plan=report.plan)
    shown = actions if report.private else actions.public()
    return report.plan.objectives.filter(Exists(shown.filter(objective=OuterRef("pk")))).order_by(
        "position", "pk"
    )
