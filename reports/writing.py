"""What the writing pages show: a paper's places, what stands in them, whether it takes words."""

from dataclasses import dataclass
from itertools import groupby

from .collect.places import Place, places_of
from .models import Narrative, ReportRevision
from .presenting import day_time

Build, Status = ReportRevision.Build, ReportRevision.Status


@dataclass(frozen=True)
class Written:
    """A place with what stands in it; `when` is empty where nothing does."""

    place: Place
    text: str = ""
    by: str = ""
    when: str = ""


def written_in(place, narrative):
    if narrative is None or not narrative.text:
        return Written(place)
    by = str(narrative.written_by) if narrative.written_by else ""
    return Written(place, narrative.text, by, day_time(narrative.written_at))


def written_places(report):
    """`groups` of places in the paper's order, and the `homeless`: what was written for a place
    that the paper has no longer."""
    places = places_of(report)
    narratives = {n.key: n for n in report.narratives.select_related("written_by")}
    written = [written_in(place, narratives.pop(place.key, None)) for place in places]
    groups = groupby(written, key=lambda found: found.place.group)
    return {
        "groups": [(group, list(found)) for group, found in groups],
        "filled": sum(bool(found.when) for found in written),
        "total": len(written),
        "homeless": [narrative for narrative in narratives.values() if narrative.text],
    }


def place_at(report, key):
    return next((place for place in places_of(report) if place.key == key), None)


def narrative_at(report, key):
    """What is saved there; not saved, with version 0, where nothing is."""
    # A key that somebody typed into the address may hold what no database keeps.
    saved = report.narratives.filter(key=key).first() if key.isprintable() else None
    return saved or Narrative(report=report, key=key, version=0)


def newest_of(report):
    related = ("report__plan__coordinator_post", "report__plan__strategy")
    related = (*related, "report__body__contact_post", "report__meeting")
    return report.revisions.defer("document").select_related(*related).first()


def standing_of(report):
    """Whether the paper takes words, and whether its draft has those that were written."""
    newest = newest_of(report)
    draft = newest.status == Status.DRAFT
    return {
        "newest": newest,
        "is_draft": draft,
        "building": newest.build in (Build.WAITING, Build.RUNNING),
        "build_again": draft
        and newest.build == Build.BUILT
        and report.narratives.not_in(newest).exists(),
    }
