"""What the demo's office heard, what it did, and how people were told."""

from meetings.models import Meeting
from meetings.services.engagement import (
    add_source,
    assign_issue,
    hear_issue,
    publish_issue,
    respond_to_issue,
    tell_people,
)


class Heard:
    """An issue is heard on the evening of its first source, and has its owner an hour later; where
    its answer has a day, since today."""

    def __init__(self, data, engagement, people, days):
        self.engagement, self.people, self.days = engagement, people, days
        for row in data["issues"]:
            self._issue(row)

    def _issue(self, row):
        sources = sorted(map(self._source, row["sources"]), key=lambda source: source["heard_on"])
        first, *others = sources
        said = first.pop("words")
        issue = hear_issue(
            title=row["title"],
            words=row["words"],
            said=said,
            groups=self.engagement.groups(row.get("groups", [])) or None,
            areas=self.engagement.areas(row.get("areas", [])) or None,
            exempt_reason=row.get("exempt", ""),
            **first,
            **self.people.said_at(first["heard_on"], 19),
        )
        for source in others:
            add_source(issue, **source, **self.people.said_at(source["heard_on"], 19))
        if owner := row.get("owner"):
            due_on = self.days.day(row["due"]) if "due" in row else None
            assign_issue(
                issue,
                owner_post=self.people.posts[owner],
                due_on=due_on,
                **self.people.said_at(self.days.today if due_on else first["heard_on"], 20),
            )
        self._answered(issue, row)

    def _source(self, row):
        if title := row.get("activity"):
            activity = self.engagement.activities[title]
            source = {"kind": "activity", "activity": activity, "heard_on": activity.held_on}
        elif title := row.get("meeting"):
            held = Meeting.objects.filter(forum__series__title=title, status=Meeting.Status.HELD)
            meeting = held.order_by("held_on").last()
            source = {"kind": "meeting", "meeting": meeting, "heard_on": meeting.held_on}
        elif key := row.get("consultation"):
            consultation = self.engagement.consultations[key]
            source = {"kind": "consultation", "consultation": consultation}
            source["heard_on"] = consultation.closes_on
        else:
            source = {"kind": "correspondence", "heard_on": self.days.day(row["mail"])}
        return source | {"count": row.get("count"), "words": row.get("words", "")}

    def _answered(self, issue, row):
        action = self.engagement.plans.actions.get(row.get("action"))
        if "response" in row:
            at = self.people.said_at(self.days.day(row["responded"]), 14)
            respond_to_issue(issue, response=row["response"], action=action, **at)
        for told in row.get("told", []):
            day = self.days.day(told["on"])
            tell_people(
                issue,
                told_on=day,
                method=self.engagement.methods[told["how"]],
                groups=self.engagement.groups(told.get("groups", [])),
                words=told["words"],
                **self.people.said_at(day, 20),
            )
        if "published" in row:
            publish_issue(issue, **self.people.said_at(self.days.day(row["published"]), 20))
