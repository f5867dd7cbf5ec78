"""What every page shows: the office's name, where one may go, and whether this is the demo."""

from django.conf import settings
from django.urls import reverse

from stakeholders.office import OfficeWords

PLANS, ENGAGEMENT = "Plans", "Engagement"
# (label, address name, which Access may follow it)
PLACES = (
    (PLANS, "objectives:plan-list", lambda access: access.sees_plans),
    ("My work", "objectives:my-work", lambda access: bool(access.posts)),
    ("Reminders", "stakeholders:digest-list", lambda access: access.sees_everything),
    ("Meetings", "meetings:schedule", lambda access: access.sees_meetings),
    (ENGAGEMENT, "meetings:activity-list", lambda access: access.sees_engagement),
    ("Reports", "reports:report-list", lambda access: access.sees_reports),
    ("People", "stakeholders:person-list", lambda access: access.sees_people),
    ("History", "stakeholders:event-list", lambda access: access.sees_history),
)

# Pages of the plans that have no plan in their address.
PARTS_OF_PLANS = (
    "/actions/",
    "/activities/",
    "/amendments/",
    "/answer/",
    "/date-requests/",
    "/duties/",
    "/endorsements/",
    "/evidence/",
    "/imports/",
    "/measures/",
    "/not-mine/",
    "/objectives/",
    "/risks/",
    "/strategies/",
    "/themes/",
)
# Pages that belong to a place whose own address they don't begin with.
PARTS = {PLANS: PARTS_OF_PLANS, ENGAGEMENT: ("/directory/",)}


def portal(request):
    user = getattr(request, "user", None)
    navigation = []
    if user is not None and user.is_authenticated:
        access = user.person.access
        for label, name, may in PLACES:
            if may(access):
                url = reverse(name)
                active = request.path.startswith((url, *PARTS.get(label, ())))
                navigation.append({"label": label, "url": url, "active": active})
    return {"office": OfficeWords(), "portal_navigation": navigation, "demo": settings.DEMO}
