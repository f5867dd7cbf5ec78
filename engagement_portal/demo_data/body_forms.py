"""How the demo's bodies want their papers, beside what their own rows say."""

from reports.services import add_exemption, add_recipient, fill_schedule_12a

# Of a board that no law binds: its own rule, after the Act that would let the matter be withheld.
BOARD_RULES = (
    (
        "Rule 1, after section 31 of the Freedom of Information Act 2000",
        "Would hinder the police.",
    ),
    ("Rule 2, after section 40 of the Freedom of Information Act 2000", "About one person."),
    ("Rule 3, after section 43 of the Freedom of Information Act 2000", "Business secrets."),
)


class BodyForms:
    def __init__(self, people, days):
        panel, board = people.bodies["panel"], people.bodies["board"]
        said = {"by": people.coordinator, "at": people.since}
        fill_schedule_12a(panel, **said)
        for reference, words in BOARD_RULES:
            add_exemption(body=board, reference=reference, words=words, **said)
        # The host authority's committee clerk has no seat.
        clerk = people.persons["weathervane"]
        add_recipient(body=panel, person=clerk, on=days.today, **said)
