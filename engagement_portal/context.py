"""What every page shows: the office's name, where one may go, and whether this is the demo."""

from django.conf import settings
from django.urls import reverse

from stakeholders.office import OfficeWords

# (label, address name, which Access may follow it)
PLACES = (
    ("Plans", "objectives:plan-list", lambda access: access.sees_plans),
    ("My work", "objectives:my-work", lambda access: bool(access.posts)),
    ("Meetings", "meetings:schedule", lambda access: access.sees_meetings),
    ("Reports", "reports:report-list", lambda access: access.sees_reports),
    ("People", "stakeholders:person-list", lambda access: access.sees_people),
    ("History", "stakeholders:event-list", lambda access: access.sees_history),
)


def portal(request):
    user = getattr(request, "user", None)
    navigation = []
    if user is not None and user.is_authenticated:
        access = user.person.access
        for label, name, may in PLACES:
            if may(access):
                url = reverse(name)
                navigation.append(
                    {"label": label, "url": url, "active": request.path.startswith(url)}
                )
    return {"office": OfficeWords(), "portal_navigation": navigation, "demo": settings.DEMO}
