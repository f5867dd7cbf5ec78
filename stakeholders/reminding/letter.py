"""The words of a digest: its subject, its sentences, and what it lists under which heading.

What a plan marked OFFICIAL-SENSITIVE has in it is counted and nothing else; the mark leads the
subject and the e-mail. The lines of the other plans in the same digest stay: they hold nothing of
the marked one, and without them its mark would silence everybody else's deadlines.
"""

import datetime
from dataclasses import dataclass
from functools import cached_property
from html import escape

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from stakeholders.dates import in_words
from stakeholders.links import new_link, token_of

from . import kinds
from .sources import ANSWER_PAGE
from .stencils import stencil

LINK_LEFT_OUT = "(the link in this e-mail lets its reader in, so it is not shown here)"


@dataclass(frozen=True)
class Sender:
    name: str


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    lines: tuple


@dataclass(frozen=True)
class Letter:
    """What a digest says: its lines still hold on the day `on`, the most urgent first."""

    digest: object
    lines: tuple
    on: object
    office: object
    link: object = None
    url: str = ""

    @cached_property
    def mark(self):
        return next((line.mark for line in self.lines if line.mark), "")

    @cached_property
    def shown(self):
        """The lines whose details may stand in an e-mail."""
        return [line for line in self.lines if not line.mark]

    @cached_property
    def asked(self):
        """The lines that the reader answers for."""
        return [line for line in self.lines if line.answerable]

    @cached_property
    def of_actions(self):
        """The lines that are about actions: those that the reader answers for, or else all."""
        every = [line for line in self.lines if kinds.is_of_action(line)]
        return [line for line in every if line.answerable] or every

    @cached_property
    def sections(self):
        """(the sections that have lines, in their order)"""
        found = {code: [] for code in kinds.SECTIONS}
        for line in self.shown:
            found[kinds.section_of(line)].append(line)
        return tuple(
            Section(code, kinds.SECTIONS[code] + self._by_when(code, lines), tuple(lines))
            for code, lines in found.items()
            if lines
        )

    def _by_when(self, code, lines):
        """Until when a round is to be answered: of several rounds the first day."""
        days = [line.answer_by for line in lines if line.answer_by and code == "round_request"]
        if not days:
            return ""
        day = in_words(min(days), "j F" if min(days).year == self.on.year else "j F Y")
        return f": answers were asked for by {day}" if min(days) < self.on else f": answer by {day}"

    @cached_property
    def several_plans(self):
        # What belongs to no plan, such as a meeting, is told apart by its own words.
        return len({line.plan for line in self.shown if line.plan}) > 1

    @cached_property
    def reply_to(self):
        """Where replies reach a coordinator: that of each plan in it, else the office."""
        found = dict.fromkeys(line.reply_to for line in self.lines) or {"": None}
        addresses = [address or self.office.contact_email for address in found]
        return [address for address in dict.fromkeys(addresses) if address]

    @cached_property
    def subject(self):
        if self.mark:
            return f"{self.mark}: {'; '.join(self.counts)}"
        first, *others = self.counts
        return "; ".join([first + (self._dates() if self.of_actions else ""), *others])

    @cached_property
    def counts(self):
        """What there is of actions, and of each other kind: “2 actions need an update”."""
        said = []
        if number := len(self.of_actions):
            needs = f"need{'s' if number == 1 else ''}"
            asked = self.of_actions[0].answerable
            said.append(
                f"{kinds.actions(number)} {needs} an update"
                if asked
                else f"{kinds.actions(number)} that you oversee {needs} a look"
            )
        return [*said, *kinds.counts(self.lines)]

    @cached_property
    def opening(self):
        """The first sentences, which say what is asked and how much of it."""
        first, *others = self.counts
        late = "" if self.mark or not self.of_actions else self._late()
        said = [f"{first}{late}.", *(f"{words}." for words in others)]
        if any(line.answerable for line in self.of_actions):
            said.append("It takes a minute or two.")
        of_actions = sum(map(kinds.is_of_action, self.lines))
        if told := of_actions - len(self.of_actions):
            said.append(
                f"{kinds.actions(told)} of other people {'is' if told == 1 else 'are'} below."
            )
        return " ".join(said)

    @cached_property
    def kept_back(self):
        """What is said in place of a marked plan's details."""
        if not (number := len(self.lines) - len(self.shown)):
            return ""
        which = f"{number} of them" if self.shown else "It" if number == 1 else "They"
        belong = "belongs" if number == 1 else "belong"
        return f"{which} {belong} to a plan marked {self.mark}. Its details are in the portal only."

    def _late(self):
        rows = self.of_actions
        late = sum(_is_late(line) for line in rows)
        if not late:
            return ""
        if late == len(rows):
            return " and is overdue" if late == 1 else ", all are overdue"
        return f", {late} {'is' if late == 1 else 'are'} overdue"

    def _dates(self):
        ahead = [
            line.due_on
            for line in self.of_actions
            if line.due_on is not None and line.due_on >= self.on
        ]
        if not ahead:
            return self._late()
        first = min(ahead)
        day = in_words(first, "j F" if first.year == self.on.year else "j F Y")
        which = "it" if len(self.of_actions) == 1 else "the next"
        return f"{self._late()}; {which} is due on {day}"

    @cached_property
    def button(self):
        if not self.link:
            return "Open the portal"
        return "Answer now" if page_of(self.lines) == ANSWER_PAGE else "Read and answer"

    def text(self):
        sections = (
            f"\n{section.title.upper()} ({len(section.lines)})\n"
            + "".join(f"\n{self._item('email/item.txt', line).strip()}\n" for line in section.lines)
            for section in self.sections
        )
        return self._shell("stakeholders/email/digest.txt", list="".join(sections).rstrip())

    def html(self):
        group = stencil("email/section.html", ("title", "count", "rows_html"))
        sections = (
            group.fill(
                {
                    "title": section.title,
                    "count": str(len(section.lines)),
                    "rows_html": "".join(
                        self._item("email/item.html", line) for line in section.lines
                    ),
                }
            )
            for section in self.sections
        )
        return self._shell("stakeholders/email/digest.html", list_html="".join(sections))

    def _shell(self, template, **listed):
        words = {
            "subject": self.subject,
            "opening": f"{self.opening} {self.kept_back}".rstrip(),
            "name": self.digest.person.name,
            "button_url": self.url,
            **listed,
        }
        return stencil(
            template,
            tuple(words),
            mark=self.mark,
            office=Sender(self.office.name),
            reply_to=" or ".join(self.reply_to),
            button=self.button,
            lapses_on=self.link and timezone.localdate(self.link.lapses_at),
            asked=bool(self.asked),
        ).fill(words)

    def _item(self, template, line):
        words = {
            "heading": line.heading,
            "detail_html": "<br>".join(map(escape, map(_as_sentence, line.details))),
            "details": "".join(f"  {_as_sentence(detail)}\n" for detail in line.details),
        }
        if self.several_plans and line.plan:
            words["plan"] = line.plan
        if line.next_step:
            words["next_step"] = line.next_step
        return stencil(template, tuple(words), state=line.state).fill(words)


def in_order(lines):
    return tuple(sorted(lines, key=lambda line: line.order))


def page_of(lines):
    """The name of the address that the button leads to: where all is answered on one page, that
    page; else the one that leads to the others."""
    pages = {line.page for line in lines if line.answerable}
    return pages.pop() if len(pages) == 1 else ANSWER_PAGE


def letter_for(digest, lines, *, on, office, link=None):
    path = reverse(page_of(lines), args=[token_of(link)]) if link else reverse("home")
    return Letter(digest, lines, on, office, link, f"{settings.SITE_URL}{path}")


def letter_without_link(digest, lines, *, on, office, link=None):
    """The same to be read in the portal: who may read it may not answer for the person.

    What was not sent has no link yet, but says of it what the e-mail will say.
    """
    if not any(line.answerable for line in lines):
        return letter_for(digest, lines, on=on, office=office)
    sent_at = timezone.make_aware(datetime.datetime.combine(on, datetime.time()))
    link = link or new_link(digest.person, at=sent_at)
    return Letter(digest, lines, on, office, link, LINK_LEFT_OUT)


def _as_sentence(words):
    return words[:1].upper() + words[1:]


def _is_late(line):
    return line.section == "overdue" or line.state == "overdue"
