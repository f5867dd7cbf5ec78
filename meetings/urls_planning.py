"""Dates of a year proposed, and how often a forum meets from a day on."""

urlpatterns = []
