"""Calendars to look at and to subscribe to."""

urlpatterns = []
