"""The addresses of a plan's reminders: what they would send, on, off, paused, by which numbers."""

from django.urls import path

from .views import reminding

urlpatterns = [
    path("plans/<slug:slug>/reminders/", reminding.PlanReminders.as_view(), name="plan-reminders"),
    path(
        "plans/<slug:slug>/reminders/on/",
        reminding.PlanRemindersOn.as_view(),
        name="plan-reminders-on",
    ),
    path(
        "plans/<slug:slug>/reminders/off/",
        reminding.PlanRemindersOff.as_view(),
        name="plan-reminders-off",
    ),
    path(
        "plans/<slug:slug>/reminders/pause/",
        reminding.PlanRemindersPause.as_view(),
        name="plan-reminders-pause",
    ),
    path(
        "plans/<slug:slug>/reminders/resume/",
        reminding.PlanRemindersResume.as_view(),
        name="plan-reminders-resume",
    ),
    path(
        "plans/<slug:slug>/reminders/rules/",
        reminding.PlanReminderRules.as_view(),
        name="plan-reminder-rules",
    ),
]
