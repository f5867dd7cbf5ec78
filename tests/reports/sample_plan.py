"""An invented plan in an invented area, as at four cut-offs: what the papers of the tests count."""

from datetime import UTC, date, datetime, timedelta

from reports.document import Action, Bar, Figure, Moment, State, StateBars

STATES = (
    State("overdue", "Overdue", "The date has passed and the action is not complete."),
    State("off_track", "Off track", "Stated red: it will not be done in time as things stand."),
    State("at_risk", "At risk", "Stated amber: something stands in the way; it is dealt with."),
    State("on_track", "On track", "Stated green: it is going as planned."),
    State("not_reported", "Not reported", "It has begun, and nobody has yet said how it goes."),
    State("not_started", "Not started", "Work is due to begin later."),
    State("complete", "Complete", "Done, with the date and a note of what was done."),
    State("closed", "Closed", "Withdrawn or replaced, with the reason."),
)
CODES = tuple(state.code for state in STATES)
WORDS = {state.code: state.word for state in STATES}
OBJECTIVES = (
    "Make it easy for people to find out about local policing and to talk about it",
    "Give people news that is plain, useful and on time",
    "Plan engagement together and do it once",
    "Reach more people in more ways",
    "Let people shape decisions before they are made",
    "Hear more from young people",
)
COUNTS = (
    (1, 0, 1, 4, 0, 0, 2, 0),
    (0, 0, 0, 1, 1, 0, 0, 0),
    (2, 1, 0, 5, 0, 1, 3, 1),
    (1, 0, 2, 6, 1, 0, 4, 0),
    (0, 0, 0, 3, 0, 2, 1, 0),
    (0, 1, 1, 2, 0, 0, 1, 0),
)
MOMENTS = (
    Moment("Q1 2025/26", datetime(2025, 7, 14, 16, tzinfo=UTC)),
    Moment("Q4 2024/25", datetime(2025, 4, 14, 16, tzinfo=UTC)),
    Moment("Q3 2024/25", datetime(2025, 1, 15, 17, tzinfo=UTC)),
    Moment("Q2 2024/25", datetime(2024, 10, 14, 16, tzinfo=UTC)),
)
# How an action in each state stood a quarter before.
BEFORE = {
    "overdue": "on_track",
    "off_track": "at_risk",
    "at_risk": "on_track",
    "on_track": "on_track",
    "not_reported": "not_reported",
    "not_started": "not_started",
    "complete": "on_track",
    "closed": "not_started",
}
TEXT = (
    "Hold open meetings in places that people already use, and say beforehand what will be talked "
    "about"
)
COMMENT = (
    "Six meetings held this quarter; the next are in July. Attendance is up on last year, and two "
    "halls without step-free access were dropped from the list."
)


def history(code: str, place: int) -> tuple[str, ...]:
    """Every tenth action came into the plan a quarter ago."""
    states = [code]
    while len(states) < len(MOMENTS):
        states.append("" if place % 10 == 9 and len(states) > 1 else BEFORE[states[-1] or code])
    return tuple(states)


def action(number: str, objective: int, code: str, place: int = 0, **changes) -> Action:
    late = code == "overdue"
    return Action(
        **{
            "number": number,
            "objective": objective,
            "text": TEXT,
            "date_text": "March 2025" if late else "March 2026",
            "date_detail": "due 31 March 2025" if late else "due 31 March 2026",
            "due_on": date(2025 if late else 2026, 3, 31),
            "first_due_on": date(2025, 3, 31),
            "states": history(code, place),
            "state_detail": "stated on track, 105 days overdue" if late else "",
            "leads": ("Head of Engagement",) if place % 3 else ("Head of Engagement", "The force"),
            "status": code if code in ("complete", "closed") else "in_progress",
            "rag": "" if code.startswith("not_") else "green",
            "slips": place % 2,
            "days_slipped": 30 * (place % 2),
            "reported_on": None if code == "not_reported" else date(2025, 6, 12),
            "comment": "" if code == "not_reported" else COMMENT,
            "next_step": "Ask for a hall with a ramp." if late else "",
            **changes,
        }
    )


def build_actions() -> tuple[Action, ...]:
    found = []
    for objective, counts in enumerate(COUNTS):
        codes = [code for code, n in zip(CODES, counts, strict=True) for _ in range(n)]
        for n, code in enumerate(codes, 1):
            found.append(action(f"{objective + 1}.{n}", objective, code, len(found)))
    return tuple(found)


ACTIONS = build_actions()


def places(actions=ACTIONS, *, objective=None, state=None, moment=0) -> tuple[int, ...]:
    return tuple(
        place
        for place, one in enumerate(actions)
        if objective in (None, one.objective) and state in (None, one.states[moment])
    )


def build_figures(actions=ACTIONS) -> tuple[Figure, ...]:
    found = [Figure("all", "All public actions", places(actions))]
    for moment in range(len(MOMENTS)):
        then = f"-then-{moment}" if moment else ""
        when = f", {MOMENTS[moment].label}" if moment else ""
        found += [
            Figure(
                f"state-{code.replace('_', '-')}{then}",
                f"{WORDS[code]}{when}",
                places(actions, state=code, moment=moment),
                moment,
            )
            for code in CODES
        ]
    for objective in range(len(OBJECTIVES)):
        key, name = f"objective-{objective + 1}", f"Objective {objective + 1}"
        found.append(Figure(key, name, places(actions, objective=objective)))
        found += [
            Figure(
                f"{key}-state-{code.replace('_', '-')}",
                f"{WORDS[code]}, {name}",
                places(actions, objective=objective, state=code),
            )
            for code in CODES
        ]
    return tuple(found)


FIGURES = build_figures()


def state_keys(prefix: str = "") -> tuple[str, ...]:
    return tuple(f"{prefix}state-{code.replace('_', '-')}" for code in CODES)


BARS = StateBars(
    caption="Public actions by state",
    states=STATES,
    bars=tuple(
        Bar(f"{n}. {title}", counts, state_keys(f"objective-{n}-"), f"objective-{n}")
        for n, (title, counts) in enumerate(zip(OBJECTIVES, COUNTS, strict=True), 1)
    ),
    total=Bar(
        "All public actions", tuple(map(sum, zip(*COUNTS, strict=True))), state_keys(), "all"
    ),
    alternative="Of 48 public actions, 4 are overdue, 2 off track, 4 at risk, 21 on track, 2 not "
    "reported, 3 not started, 11 complete and 1 closed. The table beneath has each objective.",
)


def many_actions(count: int) -> tuple[Action, ...]:
    """All of one objective."""
    return tuple(
        action(
            f"1.{n + 1}", 0, CODES[n % len(CODES)], n, reported_on=date(2025, 6, 1) + D * (n % 9)
        )
        for n in range(count)
    )


D = timedelta(days=1)
