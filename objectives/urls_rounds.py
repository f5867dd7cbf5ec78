"""The addresses of a plan's update rounds, each named by its quarter: `rounds/2010-Q2/`."""

from django.urls import path

from .views import round_changes, rounds

ROUND = "plans/<slug:slug>/rounds/<str:quarter>/"

urlpatterns = [
    path("plans/<slug:slug>/rounds/", rounds.RoundList.as_view(), name="round-list"),
    path("plans/<slug:slug>/rounds/open/", round_changes.RoundOpen.as_view(), name="round-open"),
    path(ROUND, rounds.RoundDetail.as_view(), name="round-detail"),
    path(f"{ROUND}change/", round_changes.RoundChange.as_view(), name="round-change"),
    path(f"{ROUND}close/", round_changes.RoundClose.as_view(), name="round-close"),
    path(f"{ROUND}remind/", round_changes.RoundChase.as_view(), name="round-chase"),
    path(f"{ROUND}form/", rounds.RoundForm.as_view(), name="round-form"),
    path(f"{ROUND}actions/<int:pk>/send-back/", round_changes.SendBack.as_view(), name="send-back"),
]
