"""What every page shows: the office's name, where one may go, and whether this is the demo."""

from django.conf import settings
from django.urls import reverse

from stakeholders.models import Office

# (label, address name, which Access may follow it)
PLACES = (
    ("Plans", "objectives:plan-list", lambda access: access.sees_plans),
    ("My work", "objectives:my-work", lambda access: bool(access.posts)),
    ("Meetings", "meetings:schedule", lambda access: access.sees_meetings),
    ("Reports", "reports:report-list", lambda access: access.sees_reports),
    ("People", "stakeholders:person-list", lambda access: access.sees_people),
    ("History", "stakeholders:event-list", lambda access: access.sees_history),
)


class OfficeWords:
    """The office's own details, read once and only where a page asks for them."""

    def __init__(self):
        self._office = None

    def __getattr__(self, name):
        if self._office is None:
            self._office = Office.objects.select_related("organisation").first() or Office()
        if name == "name":
            return self._office.organisation.name if self._office.organisation_id else ""
        return getattr(self._office, name)


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
