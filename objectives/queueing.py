"""What the page of an import draft shows: the plan as it would be, each doubt beside its row."""

from dataclasses import dataclass, field

from django.core.paginator import Paginator

from objectives.importing.asking import DoubtGroup, DoubtKind
from objectives.importing.doubts import ACCEPT, CORRECT, LATER, Answer, Choice, Doubt, DoubtCode
from objectives.importing.draft import ActionDraft, ObjectiveDraft
from objectives.importing.reviewing import Review, shown
from objectives.importing.roles import ROLES
from objectives.importing.table import TableDraft
from objectives.states import Rag, Status

PAGE = 50
PLACES = 50
"""questions of one kind, and links of one question; a large file has thousands"""
STATUSES = [
    (Status.NOT_STARTED.value, "Not started"),
    ("in progress", "In progress"),
    ("on track", "In progress, on track"),
    ("at risk", "In progress, at risk"),
    ("off track", "In progress, off track"),
    (Status.COMPLETE.value, "Complete"),
    (Status.CLOSED.value, "Closed without being complete"),
]
"""words that `statuses.read_status` understands, and what the page calls them"""
# What is typed for one of these is right for all of its kind.
_TYPED_FOR_ALL = {DoubtCode.POST_NEW}
_NO_ANSWER = {ACCEPT: "Right", CORRECT: "Corrected", LATER: "Left for later"}


@dataclass(frozen=True)
class Question:
    """A doubt, or several that are one, with what may be answered."""

    key: str
    heading: str
    choices: tuple[Choice, ...]
    answer: Answer | None
    source: str = ""
    text: str = ""
    assumed: str = ""

    @property
    def was(self) -> str:
        return shown(self.answer)

    @property
    def offered(self) -> list[Choice]:
        """Those that one press answers."""
        return [choice for choice in self.choices if not choice.asks]

    @property
    def typed(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.asks]

    @property
    def answered(self) -> str:
        """`Make the post`, `Corrected: 31 March 2027`."""
        if self.answer is None:
            return ""
        pressed = [c for c in self.offered if c.choice == self.answer.choice]
        pressed.sort(key=lambda c: not c.is_chosen(self.answer))
        label = pressed[0].label if pressed else _NO_ANSWER[self.answer.choice]
        typed = not any(c.is_chosen(self.answer) for c in self.offered) and any(
            c.choice == self.answer.choice for c in self.typed
        )
        words = dict(STATUSES).get(self.answer.value, self.answer.value)
        return f"{label}: {words}" if typed else label


@dataclass(frozen=True)
class Part:
    """One question of a kind, and where it stands."""

    question: Question
    places: list[tuple[Doubt, int]]
    """each with the page of the plan on which it stands"""

    @property
    def id(self) -> str:
        """Names it in the page: its key is made of the file's words."""
        return self.places[0][0].key

    @property
    def places_shown(self) -> list[tuple[Doubt, int]]:
        return self.places[:PLACES]

    @property
    def more(self) -> int:
        return max(len(self.places) - PLACES, 0)


@dataclass(frozen=True)
class Kind:
    """Doubts of one kind; `question` is what may be said of all of them at once."""

    kind: DoubtKind
    question: Question
    parts: list[Part]

    @property
    def heading(self) -> str:
        return self.kind.question

    @property
    def parts_shown(self) -> list[Part]:
        return self.parts[:PLACES]

    @property
    def more(self) -> int:
        return max(len(self.parts) - PLACES, 0)

    @property
    def several(self) -> bool:
        return len(self.parts) > 1

    @property
    def several_doubts(self) -> bool:
        return len(self.kind.doubts) > 1


@dataclass(frozen=True)
class Entry:
    """A line of the page: an action with its doubts, or doubts that belong to none."""

    action: ActionDraft | None
    questions: list[Question]
    objective: ObjectiveDraft | None = None
    parent: str = ""
    status: str = ""
    number: str = ""


@dataclass
class Section:
    """One objective on the page; none for what is said of the file as a whole."""

    objective: ObjectiveDraft | None
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Column:
    index: int
    heading: str
    role: str
    samples: list[str]

    @property
    def means(self) -> str:
        return ROLES.get(self.role, "")


@dataclass(frozen=True)
class Recognised:
    table: TableDraft
    columns: list[Column]


def question_of(doubt: Doubt) -> Question:
    return Question(
        key=doubt.key,
        heading=doubt.label,
        choices=doubt.choices,
        answer=doubt.answer,
        source=doubt.source,
        text=doubt.text,
        assumed=doubt.assumed,
    )


def entries_of(review: Review) -> list[Entry]:
    """What is said of the file first, then objective by objective as in the plan. What is said of
    a row stands beside its first action."""
    of_action: dict[str, list[Question]] = {}
    of_objective: dict[str, list[Question]] = {}
    rest: list[Question] = []
    keys = {action.key for action in review.plan.actions} if review.plan else set()
    objectives = review.plan.objectives if review.plan else ()
    sources = {objective.source for objective in objectives if objective.source}
    rows: dict[str, str] = {}
    for action in review.plan.actions if review.plan else ():
        rows.setdefault(action.source, action.key)
    for doubt in review.doubts:
        if doubt.action_key in keys or doubt.source in rows:
            key = doubt.action_key if doubt.action_key in keys else rows[doubt.source]
            of_action.setdefault(key, []).append(question_of(doubt))
        elif doubt.source in sources:
            of_objective.setdefault(doubt.source, []).append(question_of(doubt))
        else:
            rest.append(question_of(doubt))
    entries = [Entry(None, [question]) for question in rest]
    for objective in objectives:
        if questions := of_objective.pop(objective.source, None):
            entries.append(Entry(None, questions, objective))
        entries += [
            Entry(
                action,
                of_action.get(action.key, []),
                objective,
                status=status_words(action),
                number=".".join(filter(None, [objective.number, action.number])),
            )
            for action in objective.actions
        ]
    return entries


def status_words(action: ActionDraft) -> str:
    if action.status is None:
        return ""
    labels = [Status(action.status.status).label]
    if action.status.rag:
        labels.append(Rag(action.status.rag).label)
    return ", ".join(labels)


def page_of(entries: list[Entry], number) -> tuple:
    """The page asked for, or the nearest there is, and its sections."""
    page = Paginator(entries, PAGE).get_page(number)
    sections: list[Section] = []
    for entry in page.object_list:
        if not sections or sections[-1].objective is not entry.objective:
            sections.append(Section(entry.objective))
        sections[-1].entries.append(entry)
    return page, sections


def kinds_of(review: Review, entries: list[Entry]) -> list[Kind]:
    """In the file's order, so that none jumps away from whoever answers them one by one."""
    pages = {
        question.key: place // PAGE + 1
        for place, entry in enumerate(entries)
        for question in entry.questions
    }
    return [
        Kind(
            kind,
            _of_all(review, kind),
            [_part(review, group, pages) for group in kind.groups],
        )
        for kind in review.kinds
    ]


def _part(review: Review, group: DoubtGroup, pages: dict[str, int]) -> Part:
    question = _of_group(review, group)
    return Part(question, [(doubt, pages[doubt.key]) for doubt in group.doubts])


def _of_group(review: Review, group: DoubtGroup) -> Question:
    if len(group.doubts) == 1:
        return question_of(group.doubts[0])
    first = group.doubts[0]
    same = all(doubt.assumed == first.assumed for doubt in group.doubts)
    return Question(
        key=group.key,
        heading=group.question,
        choices=_choices(group),
        answer=review.answers.to_all(group),
        text=first.text,
        assumed=first.assumed if same else "",
    )


def _of_all(review: Review, kind: DoubtKind) -> Question:
    if len(kind.groups) == 1:
        return _of_group(review, kind.groups[0])
    return Question(kind.key, kind.question, kind.choices, review.answers.to_all(kind))


def _choices(group: DoubtGroup) -> tuple[Choice, ...]:
    """What is typed for one is right for all of the question where all say the same."""
    texts = {" ".join(doubt.text.split()).casefold() for doubt in group.doubts}
    same = len(texts) == 1 or group.code in _TYPED_FOR_ALL
    return tuple(choice for choice in group.choices if same or not choice.asks)


def recognised(review: Review) -> list[Recognised]:
    """The tables of the file, each column with its role and what stands in it."""
    found = []
    for table in review.tables:
        width = max([len(table.headings), *map(len, table.sample)])
        columns = [
            Column(
                index,
                table.headings[index] if index < len(table.headings) else "",
                table.roles[index] if index < len(table.roles) else "",
                [row[index] for row in table.sample if index < len(row) and row[index]],
            )
            for index in range(width)
        ]
        found.append(Recognised(table, columns))
    return found


def role_choices() -> list[tuple[str, str]]:
    return list(ROLES.items())
