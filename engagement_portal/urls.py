from importlib.util import find_spec

from django.urls import include, path, register_converter

from engagement_portal import demo_mail, health, pages, public, views


class MailNameConverter:
    regex = r"[0-9T]+-[0-9a-f]{8}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(MailNameConverter, "mailname")

handler400 = "engagement_portal.views.unreadable"

urlpatterns = [
    path("", views.home, name="home"),
    path("public/", public.PublicFront.as_view(), name="public-front"),
    path("help/", pages.Help.as_view(), name="help"),
    path("accessibility/", pages.Accessibility.as_view(), name="accessibility"),
    path("privacy/", pages.Privacy.as_view(), name="privacy"),
    path("cookies/", pages.Cookies.as_view(), name="cookies"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("demo/sent-email/", demo_mail.sent_email_list, name="sent-email"),
    path("demo/sent-email/<mailname:name>/", demo_mail.sent_email, name="sent-email-message"),
    path(
        "demo/sent-email/<mailname:name>/html/",
        demo_mail.sent_email_html,
        name="sent-email-html",
    ),
]

for app in ("stakeholders", "actionplans", "objectives", "meetings", "reports"):
    if find_spec(f"{app}.urls"):
        urlpatterns.append(path("", include(f"{app}.urls")))
