"""Risks to a plan."""

urlpatterns = []
