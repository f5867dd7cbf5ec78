"""What the home page shows, by role: what needs you, how the plans stand, what is new and ahead.

Each part asks the room that knows.
"""

from objectives.work import work_of
from stakeholders.permissions import officers

from .engagement import engagement_parts
from .meetings import meetings_ahead, meetings_this_year, promise_states
from .needs import needs, needs_administrator
from .papers import papers_published, to_clear
from .plans import changed_lately, open_rounds, overdue, positions

PLANS = 3


def parts_of_page(person, *, on):
    """Everything the home page shows to `person` on the day `on`."""
    access = person.access
    page = {"on": on, "access": access}
    promises = promise_states(on=on) if access.sees_everything else {}
    if access.coordinator or access.administrator:
        page["needs"] = (needs(person, promises, on=on) if access.coordinator else []) + (
            needs_administrator(on=on) if access.administrator else []
        )
    if officers(access) and (waiting := to_clear(person)):
        page["to_clear"] = waiting
    if access.posts:
        work = work_of(person, on=on)
        # A coordinator's own post may lead nothing: then what needs them stands first.
        if work.waiting or not access.coordinator:
            page["work"] = work
    if access.sees_plans:
        every = positions(person, on=on)
        page["positions"], page["more_plans"] = every[:PLANS], max(len(every) - PLANS, 0)
        if access.sees_everything:
            page["rounds"] = open_rounds(person, on=on)
        page["overdue"], page["overdue_count"] = overdue(person, on=on)
        page["changed"] = changed_lately(person)
    if access.sees_meetings:
        page["meetings"] = meetings_ahead(person, on=on)
    if access.sees_engagement:
        page["engagement"] = engagement_parts(person, on=on)
    if access.sees_everything:
        page["meetings_year"] = meetings_this_year(promises, on=on)
    if access.bodies:
        page["papers"] = papers_published(person)
    return page
