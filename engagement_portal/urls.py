from importlib.util import find_spec

from django.urls import include, path

from engagement_portal import views

urlpatterns = [path("", views.home, name="home")]

for app, prefix in [
    ("stakeholders", ""),
    ("actionplans", ""),
    ("objectives", ""),
    ("meetings", ""),
    ("reports", ""),
]:
    if find_spec(f"{app}.urls"):
        urlpatterns.append(path(prefix, include(f"{app}.urls")))
