"""Where one is in the portal, as the navigation says."""

from engagement_portal.context import PARTS_OF_PLANS
from objectives.urls import urlpatterns


def test_every_page_of_the_plans_stands_under_plans():
    routes = {f"/{entry.pattern}" for entry in urlpatterns if entry.name != "my-work"}
    assert "/imports/add/" in routes
    outside = {route for route in routes if not route.startswith(("/plans/", *PARTS_OF_PLANS))}
    assert not outside
