"""The kinds of things that a digest lists: under which heading, and how many of each in words."""

# In the order in which a digest shows them. What somebody is told of without answering for it
# stands under the last two, whatever its rule, unless it is about papers or meetings.
SECTIONS = {
    "overdue": "Overdue",
    "due_soon": "Due soon",
    "update_due": "An update is due",
    "round_request": "Update round",
    "readings": "Readings to give",
    "risks": "Risks to look at again",
    "approvals": "Papers to clear",
    "timetable": "Dates of your papers",
    "follow_ups": "What meetings asked of you",
    "recommendations": "Recommendations to respond to",
    "report_backs": "Meetings to report back from",
    "meetings_ahead": "Meetings you go to",
    "meetings_kept": "Meetings you look after",
    "engagement": "Engagement to say a word on",
    "issues": "What people said: answer it, tell them",
    "issues_kept": "What people said, that you look after",
    "consultations": "Consultations",
    "contacts": "Personal data in your care",
    "coordinate": "You coordinate",
    "escalated_post": "Escalated to you",
}
FIGURES = ("readings", "risks")
PAPERS = ("approvals", "timetable")
MEETINGS = ("follow_ups", "recommendations", "report_backs", "meetings_ahead", "meetings_kept")
ENGAGEMENT = ("engagement", "issues", "issues_kept", "consultations", "contacts")
# Those that keep their heading also where the reader does not answer by the link.
OWN_HEADING = ("escalated_post", "timetable", *FIGURES, *MEETINGS, *ENGAGEMENT)


def section_of(line):
    if line.section in OWN_HEADING:
        return line.section
    told = line.section == "escalated_coordinator" or not line.answerable
    return "coordinate" if told else line.section


def is_of_action(line):
    return line.section not in FIGURES + PAPERS + MEETINGS + ENGAGEMENT


def counts(lines):
    """What there is of each kind that is no action: “2 papers wait for you to clear”."""
    for section, kinds in OTHERS.items():
        for own, words in kinds:
            if number := sum(line.section == section and own(line) for line in lines):
                yield words(number)


def actions(number):
    return f"{number} action{'' if number == 1 else 's'}"


def _counted(noun, one, many=None, *, beside=lambda line: True):
    def words(number):
        return f"{number} {noun} {one}" if number == 1 else f"{number} {noun}s {many or one}"

    return beside, words


# {section: (which of its lines, their number in words)}
OTHERS = {
    "readings": (
        _counted("reading", "to give", beside=lambda line: line.answerable),
        _counted("reading", "that nobody else gives", beside=lambda line: not line.answerable),
    ),
    "risks": (
        _counted("risk", "to look at again", beside=lambda line: line.answerable),
        _counted("risk", "that nobody else looks at", beside=lambda line: not line.answerable),
    ),
    "approvals": (
        _counted(
            "paper",
            "waits for you to clear",
            "wait for you to clear",
            beside=lambda line: line.answerable,
        ),
        _counted(
            "paper",
            "waits for a clearance that nobody can give",
            "wait for a clearance that nobody can give",
            beside=lambda line: not line.answerable,
        ),
    ),
    "timetable": (
        _counted("paper", "of yours has a date near or past", "of yours have a date near or past"),
    ),
    "follow_ups": (
        _counted("follow-up", "of a meeting waits for you", "of meetings wait for you"),
    ),
    "recommendations": (_counted("recommendation", "wants a response", "want a response"),),
    "report_backs": (_counted("meeting", "to report back from"),),
    "meetings_ahead": (_counted("meeting", "that you go to is near", "that you go to are near"),),
    "issues": (
        _counted("issue", "that people raised waits for you", "that people raised wait for you"),
    ),
    "issues_kept": (_counted("issue", "needs a look", "need a look"),),
    "meetings_kept": (
        _counted("matter", "about meetings needs a look", "about meetings need a look"),
    ),
    "engagement": (_counted("planned engagement", "waits for a word", "wait for a word"),),
    "consultations": (_counted("consultation", "needs a look", "need a look"),),
    "contacts": (_counted("matter", "of personal data", "of personal data"),),
}
