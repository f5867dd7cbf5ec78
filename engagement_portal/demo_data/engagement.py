"""The demo's engagement log: what came round, what happened once, and what is planned."""

import datetime as dt

from actionplans.models import Principle
from actionplans.services import create_principle
from meetings.models import EngagementMethod
from meetings.services.engagement import (
    add_question,
    answer_consultation,
    cancel_activity,
    confirm_activity,
    create_consultation,
    create_key_decision,
    create_method,
    create_programme,
    edit_activity,
    log_activity,
    make_key_decision,
    plan_programme,
    record_results,
    set_aim,
    set_reach,
)
from stakeholders.services import merge_group

from .directory import usual
from .people import moment


class Engagement:
    """Each activity as the evening of its day knew it, or the day on which it was planned."""

    def __init__(self, data, directory, plans, people, days):
        self.directory, self.plans, self.people, self.days = directory, plans, people, days
        self.since = {"by": people.coordinator, "at": people.since}
        self.methods = usual(EngagementMethod.objects.all())
        for title in data["methods"].keys() - self.methods.keys():
            listens = data["methods"][title]
            self.methods[title] = create_method(title=title, listens=listens, **self.since)
        self.principles = usual(Principle.objects.filter(strategy=None))
        for title in data["principles"].keys() - self.principles.keys():
            listens = data["principles"][title]
            self.principles[title] = create_principle(title=title, listens=listens, **self.since)
        self.decisions = {row["key"]: self._decision(row) for row in data["decisions"]}
        self.consultations = {row["key"]: self._consultation(row) for row in data["consultations"]}
        for row in data["groups"]:
            if "aim" in row:
                group, first = directory.groups[row["key"]], days.day("fy-1.start")
                set_aim(group=group, times=row["aim"], starts_on=first, **self.since)
        for row in data["programmes"]:
            self._programme(row)
        self.activities = {row["title"]: self._activity(row) for row in data["activities"]}
        for row in data["planned"]:
            self._planned(row)
        for row in data["decisions"]:
            self._decided(row)
        for row in data["groups"]:
            if "into" in row:
                into = directory.groups[row["into"]]
                merge_group(
                    directory.groups[row["key"]],
                    into=into,
                    reason=row["why"],
                    by=people.coordinator,
                    at=moment(days.day("-25d")),
                )

    def posts(self, keys):
        return [self.people.posts[key] for key in keys]

    def groups(self, keys):
        return [self.directory.groups[key] for key in keys]

    def areas(self, names):
        return [self.directory.areas[name] for name in names]

    def _said(self, day):
        return self.people.said_at(day, 18)

    def _kept_by(self, row):
        return {
            "method": self.methods[row["method"]],
            "principle": self.principles[row["principle"]],
            "groups": self.groups(row["groups"]),
            "posts": self.posts(row["posts"]),
        }

    def _programme(self, row):
        programme = create_programme(
            title=row["title"],
            frequency_text=row["frequency"],
            usual_places="\n".join(row["places"]),
            usual_starts_at=dt.time(11),
            starts_on=self.days.day(row["first"]),
            **self._kept_by(row),
            **self.since,
        )
        planned = plan_programme(programme, until=self.days.day(row["ahead"]), **self.since)
        reached, heard, areas = row["reached"], row["heard"], row.get("areas_in_turn")
        for nth, activity in enumerate(planned):
            changes = {"areas": self.areas([areas[nth % len(areas)]])} if areas else {}
            if activity.held_on >= self.days.today:
                edit_activity(activity, changes=changes, **self.since)
                continue
            changes["reached"] = reached[nth % len(reached)]
            changes["heard"] = heard[nth % len(heard)] if heard else ""
            confirm_activity(activity, changes=changes, **self._said(activity.held_on))

    def _activity(self, row):
        day = self.days.day(row["on"])
        action = self.plans.actions.get(row.get("action"))
        return log_activity(
            title=row["title"],
            held_on=day,
            level=row.get("level", "local"),
            areas=self.areas(row.get("areas", [])),
            organisations=[self.directory.organisations[key] for key in row.get("with", [])],
            reached=row["reached"],
            reached_counted=row.get("counted", False),
            heard=row.get("heard", ""),
            came_of_it=row.get("came", ""),
            decision=self.decisions.get(row.get("decision")),
            consultation=self.consultations.get(row.get("consultation")),
            actions=[action] if action else [],
            exempt_reason=row.get("exempt", ""),
            **self._kept_by(row),
            **self._said(day),
        )

    def _planned(self, row):
        activity = log_activity(
            title=row["title"],
            held_on=self.days.day(row["on"]),
            areas=self.areas(row.get("areas", [])),
            organisations=[self.directory.organisations[key] for key in row.get("with", [])],
            **self._kept_by(row),
            **self._said(self.days.day(row["set"])),
        )
        if reason := row.get("cancelled"):
            cancel_activity(activity, reason=reason, **self._said(activity.held_on))

    def _decision(self, row):
        return create_key_decision(
            title=row["title"],
            about=row["about"],
            owner_post=self.people.posts[row["owner"]],
            due_on=self.days.day(row["due"]),
            **self.since,
        )

    def _decided(self, row):
        if "decided" in row:
            day = self.days.day(row["decided"])
            make_key_decision(
                self.decisions[row["key"]],
                outcome=row["outcome"],
                influence=row["influence"],
                decided_on=day,
                **self._said(day),
            )

    def _consultation(self, row):
        opens_on, closes_on = self.days.day(row["opens"]), self.days.day(row["closes"])
        said = self._said(min(closes_on, self.days.today))
        consultation = create_consultation(
            title=row["title"],
            about=row["about"],
            opens_on=opens_on,
            closes_on=closes_on,
            owner_post=self.people.posts[row["owner"]],
            decision=self.decisions.get(row.get("decision")),
            website=row.get("website", ""),
            **self._said(opens_on),
        )
        for question in row["questions"]:
            answers = [tuple(answer) for answer in question.get("answers", [])]
            add_question(
                consultation,
                words=question["words"],
                kind="choice" if answers else "text",
                answers=answers,
                summary=question.get("text", ""),
                **said,
            )
        if "responses" in row:
            record_results(consultation, responses=row["responses"], summary=row["summary"], **said)
        if reach := row.get("reach"):
            counts = {self.directory.groups[key]: count for key, count in reach.items()}
            set_reach(consultation, counts=counts, **said)
        if "answered" in row:
            day = self.days.day(row["answered"])
            consultation.refresh_from_db()
            answer_consultation(
                consultation, response=row["answer"], answered_on=day, **self._said(day)
            )
        return consultation
