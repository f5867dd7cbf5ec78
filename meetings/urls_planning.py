"""Dates of a year proposed, and how often a forum meets from a day on."""

from django.urls import path

from .views import planning

urlpatterns = [
    path("series/<int:pk>/propose/", planning.ProposeDates.as_view(), name="dates-propose"),
    path("forums/<int:pk>/fitting/", planning.ForumTooSoon.as_view(), name="forum-too-soon"),
]
