"""How the demo's bodies want their papers, beside what their own rows say."""

from reports.services import (
    add_clearer,
    add_exemption,
    add_recipient,
    edit_section,
    fill_schedule_12a,
    start_form,
)


class BodyForms:
    """Who clears, what may be private, what always stands in a paper, who is sent it besides."""

    def __init__(self, data, people, days):
        self.data, self.people, self.days = data, people, days
        self.said = {"by": people.coordinator, "at": people.since}
        # A council committee is bound by the Act; the office's own board has rules of its own.
        fill_schedule_12a(people.bodies["panel"], **self.said)
        for key, body in people.bodies.items():
            self._lists(key, body)
            self._standing_texts(body, data["standing_texts"].get(key, {}))

    def _lists(self, key, body):
        for post in self.data["clearers"][key]:
            add_clearer(body=body, post=self.people.posts[post], **self.said)
        for row in self.data["exemptions"].get(key, []):
            add_exemption(body=body, **row, **self.said)
        for person in self.data["recipients"].get(key, []):
            add_recipient(
                body=body, person=self.people.persons[person], on=self.days.today, **self.said
            )

    def _standing_texts(self, body, texts):
        if not texts:
            return
        start_form(body, **self.said)
        for section in body.form_sections.filter(content__in=texts):
            edit_section(section, changes={"standing_text": texts[section.content]}, **self.said)
