"""What the workers do by themselves, and when."""

from celery.schedules import crontab

CELERY_BEAT_SCHEDULE = {
    # Before the reminders, which ask the leads of a round that opened this morning.
    "open-due-rounds": {
        "task": "objectives.tasks.open_due_rounds",
        "schedule": crontab(hour=6, minute=30),
    },
    # Before the papers are asked for: they are cut off at the close.
    "close-due-rounds": {
        "task": "objectives.tasks.close_due_rounds",
        "schedule": crontab(minute=5),
    },
    "send-reminders": {
        "task": "stakeholders.tasks.send_reminders",
        "schedule": crontab(hour=7, minute=0),
    },
    # The ledger knows who has had theirs: this reaches only those a failure at seven left out.
    "send-reminders-catch-up": {
        "task": "stakeholders.tasks.send_reminders",
        "schedule": crontab(hour="8-16", minute=0),
    },
    "sweep-digests": {
        "task": "stakeholders.tasks.sweep_digests",
        "schedule": crontab(minute="*/5"),
    },
    "build-due-reports": {
        "task": "reports.tasks.build_due_reports",
        "schedule": crontab(minute=10),
    },
    "sweep-stuck-builds": {
        "task": "reports.tasks.sweep_stuck_builds",
        "schedule": crontab(minute="*/5"),
    },
    "sweep-deliveries": {
        "task": "reports.tasks.sweep_deliveries",
        "schedule": crontab(minute="*/5"),
    },
    "sweep-stuck-reads": {
        "task": "objectives.tasks.sweep_stuck_reads",
        "schedule": crontab(minute="*/5"),
    },
    "sweep-stuck-schedules": {
        "task": "meetings.tasks.sweep_stuck_schedules",
        "schedule": crontab(minute="*/5"),
    },
    "sweep-activity-imports": {
        "task": "meetings.tasks_engagement.sweep_activity_imports",
        "schedule": crontab(minute="*/5"),
    },
}
