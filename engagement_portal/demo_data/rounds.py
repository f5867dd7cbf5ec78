"""The demo's update rounds: the reported quarters' closed, the running one half answered."""

from datetime import timedelta

from actionplans.cut_offs import opens_on, usual_cut_off
from actionplans.quarters import Quarter
from objectives.returns import position_of, tell
from objectives.services import close_round, open_round, record_update, send_back

from .days import Days
from .papers import PLAN
from .people import moment

ASKED_AGO = "-6d<work"
ANSWERING = 9  # leads who have answered so far, those with few actions first
QUESTION = "Good to hear. How many people came, and who was missing?"
ANSWERS = (
    "The figures for this quarter are in and agreed with the partners.",
    "Both sessions took place; the notes are with the minutes secretary.",
    "Everything planned for these weeks is done, nothing is held up.",
)


class Rounds:
    """Before the papers, which tell what was reported by the close of a quarter's round."""

    def __init__(self, plans, days):
        self.plan, self.days = plans.by_slug[PLAN], days
        self.by = plans.people.coordinator
        reported, current = days.last_reported(), Quarter.containing(days.today)
        # Opened early: what the story tells of the quarter is its return.
        self._round(reported, opened_on=Days(reported.starts_on).day("+2d>work"))
        for quarter in (reported.next(), current):
            due_on = opens_on(quarter, self.plan.round_opens_days)
            opened_on = min(due_on, days.day(ASKED_AGO))
            if not self._has_one(quarter) and opened_on >= quarter.starts_on:
                self._round(quarter, opened_on=opened_on)

    def _has_one(self, quarter):
        """Or has to wait: the round of the quarter before is still open."""
        rounds = self.plan.rounds
        return rounds.open().exists() or rounds.filter(quarter=str(quarter)).exists()

    def _round(self, quarter, *, opened_on):
        round = open_round(self.plan, quarter=quarter, by=self.by, at=moment(opened_on, 8, 40))
        cut_off = usual_cut_off(quarter)
        if cut_off <= moment(self.days.today, 0):
            close_round(round, by=None, at=cut_off)
        else:
            self._answer(round)

    def _answer(self, round):
        """Some leads have answered, most of them for all of their actions; one is asked back."""
        returns = [
            one for one in position_of(round, on=self.days.today).returns if one.seat.holders
        ]
        returns.sort(key=lambda one: (one.asked, one.post.title))
        at = moment(self.days.day("-1d<work"), 9, 10)
        answered = []
        for one in tell(round, returns[:ANSWERING]):
            for told in one.told:
                if told.action not in answered and self._is_quiet(told):
                    self._say(told.action, one, at + timedelta(minutes=3 * len(answered)))
                    answered.append(told.action)
        if answered:
            at = moment(self.days.day("-1d<work"), 16)
            send_back(round, action=answered[-1], question=QUESTION, by=self.by, at=at)

    def _is_quiet(self, told):
        """Late, silent and troubled actions stay as the story left them."""
        action, today = told.action, self.days.today
        late = action.is_overdue(today) or action.is_update_due(today)
        return not (late or told.row.answered or action.rag != "green" or action.new_date_asked)

    def _say(self, action, one, at):
        record_update(
            action=action,
            by=one.seat.holders[0].person,
            post=one.post,
            status="in_progress",
            rag="green",
            comment=ANSWERS[action.pk % len(ANSWERS)],
            at=at,
        )
