"""The portal's Celery app on a day that the test chooses, with its daily run due every second.

`celery -A tests.clocked_celery worker` (or beat) with PORTAL_TEST_NOW=2026-03-03T07:00 in the
environment. The tasks are the portal's own; only the clock and the timetable are not.
"""

import os
from datetime import datetime
from zoneinfo import ZoneInfo

import time_machine

from engagement_portal.celery import app

now = datetime.fromisoformat(os.environ["PORTAL_TEST_NOW"]).replace(
    tzinfo=ZoneInfo("Europe/London")
)
time_machine.travel(now, tick=True).start()

app.conf.beat_schedule = {
    "send-reminders": {"task": "stakeholders.tasks.send_reminders", "schedule": 1.0}
}
app.conf.beat_schedule_filename = f"{os.environ['PORTAL_TEST_SCHEDULE']}"
