"""The posts that a schedule's words mean: those that the office has already, or new ones."""

import re
from dataclasses import dataclass

from objectives.importing.asking import Answers, finished
from objectives.importing.doubts import CORRECT, LATER, Doubt
from objectives.importing.lead_words import CONNECTORS
from stakeholders.models import Office, Organisation, Post

from .doubts import ScheduleDoubt, doubt
from .draft import ScheduleDraft, SeriesDraft
from .naming import each_of, is_short

_BESIDE = {"deputy", "assistant", "vice", "acting"}
"""with one of these before it a title is another post"""


@dataclass(frozen=True)
class ProposedPost:
    """What a name would become: a post that is there, one to be made, or neither."""

    name: str
    post: Post | None = None
    title: str = ""
    """of the one that would be made"""
    organisation: Organisation | None = None


@dataclass(frozen=True)
class Proposal:
    """What each name in the draft would become, by the key of its spelling."""

    posts: dict[str, ProposedPost]
    doubts: tuple[Doubt, ...]

    def of(self, name: str) -> ProposedPost:
        return self.posts[spelt(name)]


def names_of(line: SeriesDraft) -> list[str]:
    """Every post that the line names: who attends, who leads, who keeps its promises."""
    attending = [name for entry in line.attendance for name in each_of(entry)]
    promised = [name for promise in line.promises for name in promise.posts]
    lead = [name for entry in line.leads for name in each_of(entry)[:1]]
    return [*attending, *lead, *promised]


def spelt(name: str) -> str:
    """One spelling of a name: `C.EX` and `CEx` are the same."""
    token = name.strip(" .,;")
    return token.replace(".", "").casefold() if is_short(token) else " ".join(
        name.casefold().split()
    )  # fmt: skip


def propose_posts(draft: ScheduleDraft, *, on, answers: Answers) -> Proposal:
    """Reads, and writes nothing."""
    known = _Known(on, [name for line in draft.series for name in names_of(line)])
    proposed: dict[str, ProposedPost] = {}
    doubts: list[Doubt] = []
    for line in draft.series:
        for name in names_of(line):
            if spelt(name) not in proposed:
                post, made = known.proposed(name, line, answers)
                proposed[spelt(name)] = post
                doubts += made
    return Proposal(proposed, finished(doubts, answers))


class _Known:
    """The posts that there are on a day, the office's own before those of others."""

    def __init__(self, on, named):
        self.named = {spelt(name): name for name in named if not is_short(name)}
        office = Office.objects.select_related("organisation").first()
        self.own = office.organisation if office else None
        self.posts = list(Post.objects.in_force(on).select_related("organisation").order_by("pk"))

    def proposed(self, name, line, answers) -> tuple[ProposedPost, list[Doubt]]:
        exact = self._own_first([p for p in self.posts if spelt(p.title) == spelt(name)])
        if len(exact) == 1:
            return ProposedPost(name, exact[0]), []
        found = exact or self._own_first(self._like(name))
        made = self._doubt(name, line, found)
        answer = answers.to(made)
        if answer and answer.choice == LATER:
            return ProposedPost(name), [made]
        if answer and answer.choice == CORRECT:
            return self._said(name, answer.value), [made]
        if len(found) == 1:
            return ProposedPost(name, found[0]), [made]
        if found:
            return ProposedPost(name), [made]
        return ProposedPost(name, None, self._in_full(name) or name, self.own), [made]

    def _in_full(self, name):
        """The one name in the file that these letters are short for; empty for none."""
        full = [each for each in self.named.values() if _abbreviates(spelt(name), each)]
        return full[0] if is_short(name) and len(full) == 1 else ""

    def _said(self, name, title):
        there = self._own_first([p for p in self.posts if spelt(p.title) == spelt(title)])
        if there:
            return ProposedPost(name, there[0])
        return ProposedPost(name, None, " ".join(title.split())[:200], self.own)

    def _like(self, name):
        """`PCC` and `Commissioner` for the Police and Crime Commissioner, not for the Deputy."""
        if is_short(name):
            return [post for post in self.posts if _abbreviates(spelt(name), post.title)]
        words = spelt(name).split()
        return [post for post in self.posts if _shortens(words, spelt(post.title).split())]

    def _own_first(self, posts):
        own = [post for post in posts if self.own and post.organisation_id == self.own.pk]
        return own or posts

    def _doubt(self, name, line, found):
        whose = f"as a post of {self.own}" if self.own else "without an organisation"
        if len(found) == 1:
            code, assumed = ScheduleDoubt.POST_SPELT, f"Taken as the post “{found[0].title}”."
        elif found:
            titles = ", ".join(dict.fromkeys(post.title for post in found))
            code = ScheduleDoubt.POST_AMBIGUOUS
            assumed = f"It may be each of {len(found)} posts: {titles}. The words alone are kept."
        elif full := self._in_full(name):
            code = ScheduleDoubt.POST_SPELT
            assumed = f"Taken as “{full}”, which the file names too. It will be made, {whose}."
        else:
            code, assumed = ScheduleDoubt.POST_NEW, f"It will be made, {whose}."
        return doubt(code, line.source, name, assumed, key=line.key, group=f"post: {spelt(name)}")


def _abbreviates(letters, title):
    """Whether the letters begin the title's words, in order: `cex` is Ch-ief Ex-ecutive."""
    words = [word for word in re.findall(r"\w+", title.casefold()) if word not in CONNECTORS]
    return len(words) > 1 and _begins(letters, words)


def _begins(letters, words):
    if not words:
        return not letters
    return any(
        letters[:length] and words[0].startswith(letters[:length])
        and _begins(letters[length:], words[1:])
        for length in range(1, len(letters) - len(words) + 2)
    )  # fmt: skip


def _shortens(words, title):
    """Whether the words are some of the title's, in their order, its last one among them."""
    if not words or len(words) >= len(title) or words[-1] != title[-1]:
        return False
    rest = iter(title)
    in_order = all(word in rest for word in words)
    return in_order and (_BESIDE & set(words)) == (_BESIDE & set(title))
