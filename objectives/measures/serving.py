"""How the measures stand that serve the objectives of a plan: for the plan's page."""

from collections import defaultdict
from dataclasses import dataclass, field

from objectives.models import Measure

from .standing import Standing, measure_standings


@dataclass(frozen=True)
class Serving:
    by_objective: dict[int, list[Standing]] = field(default_factory=dict)
    total: int = 0
    off: int = 0


def serving(plan, person):
    """Those of the plan's measures that the person may see; a query where there are none, and six
    for any number."""
    visible = Measure.objects.visible_to(person)
    standings = measure_standings(plan, visible=visible)
    found = defaultdict(list)
    links = Measure.objectives.through.objects.filter(
        measure__in=[each.measure for each in standings]
    )
    by_measure = {each.measure.pk: each for each in standings}
    for measure, objective in links.order_by("pk").values_list("measure", "objective"):
        found[objective].append(by_measure[measure])
    off = sum(each.is_off for each in standings)
    return Serving(dict(found), total=len(standings), off=off)
