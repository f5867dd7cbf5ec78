"""Help and the pages that the law asks for. Anybody may read them, signed in or not."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

# What each word of an action's state means, in the order in which the first that fits is shown.
STATE_MEANINGS = (
    ("closed", "It was replaced by something else or taken out of the plan. The reason is kept."),
    ("complete", "It is done. The day and a note of what was done are kept."),
    (
        "overdue",
        "Its date has passed and it is not done. What the lead last said stands beside it.",
    ),
    ("not_started", "Its lead has said that work has not begun, or its start lies ahead."),
    ("on_track", "Its lead expects it to be done by its date."),
    ("at_risk", "Its lead thinks that it may be late or fall short, and says what is being done."),
    ("off_track", "Its lead expects it to be late or to fall short, and says what is being done."),
    ("not_reported", "Nobody has said yet how it is going."),
)

# What plans write as a date, and what the portal takes it to mean (domain.md, deadlines).
DEADLINE_READINGS = (
    ("30/09/2027 or 30 September 2027", "Due on that day. The day always comes first."),
    ("March 2027, Sept 2027, Dec-27, by end March 2027", "Due on the last day of that month."),
    ("2027", "Due on 31 December 2027, unless the plan counts in financial years. Assumed."),
    ("2026-2027", "From 1 January 2026 to 31 December 2027. Assumed."),
    ("2026/27, 2026-27, FY 2026/27", "The financial year: 1 April 2026 to 31 March 2027."),
    (
        "Q2 2027",
        "July to September 2027 where the plan counts quarters of the financial year; "
        "April to June 2027 where it counts those of the calendar year.",
    ),
    ("Q2 2027/28", "July to September 2027, however the plan counts."),
    ("2026 and beyond, from 2026", "Starts on 1 January 2026 and goes on. No due date."),
    ("Ongoing, immediate and ongoing, continuous", "Goes on from the plan's first day."),
    ("Monthly, quarterly, annually", "Goes on, with an update due that often."),
    ("Immediate, ASAP", "Due one month after the plan's first day. Assumed."),
    ("Spring, summer or autumn 2027", "Due at the end of May, August or November. Assumed."),
    ("Winter 2027/28", "Due at the end of February 2028. Assumed."),
    ("Year 2", "Within the plan's second year. Assumed."),
    ("Within 6 months of adoption", "Six months after the plan's first day. Assumed."),
    ("TBC, anything else, or nothing", "No date, and the action says so."),
)


@method_decorator(login_not_required, name="dispatch")
class OpenPage(TemplateView):
    """A page of words."""


class Help(OpenPage):
    template_name = "engagement_portal/pages/help.html"
    extra_context = {"states": STATE_MEANINGS, "readings": DEADLINE_READINGS}


class Accessibility(OpenPage):
    template_name = "engagement_portal/pages/accessibility.html"


class Privacy(OpenPage):
    template_name = "engagement_portal/pages/privacy.html"

    def get_context_data(self, **kwargs):
        hours = settings.SESSION_COOKIE_AGE // 3600
        return super().get_context_data(session_hours=hours, **kwargs)


class Cookies(OpenPage):
    template_name = "engagement_portal/pages/cookies.html"

    def get_context_data(self, **kwargs):
        hours = settings.SESSION_COOKIE_AGE // 3600
        months = round(settings.CSRF_COOKIE_AGE / (365 / 12 * 24 * 3600))
        cookies = [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "purpose": "Keeps you signed in",
                "ends": f"When you sign out, or after {hours} hours",
            },
            {
                "name": settings.CSRF_COOKIE_NAME,
                "purpose": "Proves that a form was sent from this portal and not from elsewhere",
                "ends": f"After {months} months",
            },
        ]
        return super().get_context_data(cookies=cookies, **kwargs)
