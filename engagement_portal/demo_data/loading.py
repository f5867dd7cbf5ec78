import json

from django.conf import settings
from django.db import transaction

from .body_forms import BodyForms
from .business import Business
from .days import Days
from .directory import Directory
from .engagement import Engagement
from .followed import Followed
from .heard import Heard
from .papers import Papers
from .people import People
from .plans import Plans
from .promises import Promises
from .reminders import Reminders
from .rounds import Rounds
from .schedule import Schedule


def read(name):
    path = settings.BASE_DIR / "fixtures" / f"demo_{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


@transaction.atomic
def load(today):
    """Everything of the demo as it stands on `today`. Returns the plans."""
    days = Days(today)
    people = People(read("people"), days)
    papers = read("papers")
    BodyForms(papers, people, days)
    plans = Plans(read("plan"), read("life"), read("updates"), days, people)
    schedule = Schedule(read("meetings"), days, people)
    Promises(read("promises"), schedule, people, days)
    Business(read("business"), schedule, people, days)
    engaged = read("engagement")
    engagement = Engagement(engaged, Directory(engaged, days, people), plans, people, days)
    Heard(engaged, engagement, people, days)
    Followed(engaged, plans, people, days)
    Rounds(plans, days)
    Papers(papers, plans, days)
    Reminders(days)
    return plans
