"""The posts that a draft's leads are: those that the office has already, or new ones."""

from dataclasses import dataclass, field

from django.utils import timezone

from objectives.importing.asking import Answers, finished
from objectives.importing.doubts import Doubt, DoubtCode
from objectives.importing.draft import PlanDraft
from stakeholders.models import Organisation, Post
from stakeholders.services import create_organisation, create_post

_WITHOUT = "It will be made, without an organisation."


@dataclass(frozen=True)
class ProposedPost:
    """What a name in the draft would become."""

    name: str
    post: Post | None
    """one that is there already; None where it would be made"""
    organisation: Organisation | None = None
    """whose the new post would be; None where nothing shows it"""
    organisation_name: str = ""
    """one that would be made for it, as the coordinator said"""


@dataclass(frozen=True)
class Proposal:
    posts: tuple[ProposedPost, ...]
    doubts: tuple[Doubt, ...]


@dataclass
class MatchedPosts:
    posts: dict[str, Post] = field(default_factory=dict)
    """the post for each name in the draft"""
    new: list[Post] = field(default_factory=list)
    doubts: tuple[Doubt, ...] = ()


class _Known:
    """The posts and organisations that the office has."""

    def __init__(self):
        self.posts: dict[str, list[Post]] = {}
        for post in Post.objects.select_related("organisation").order_by("pk"):
            self.posts.setdefault(_spelt(post.title), []).append(post)
        self.organisations: dict[str, Organisation] = {}
        for organisation in Organisation.objects.order_by("-pk"):
            for name in (organisation.short_name, organisation.name):
                if name:
                    self.organisations[_spelt(name)] = organisation

    def find(self, name: str, on) -> list[Post]:
        """Posts of that title; else of the title without the organisation that stands before it."""
        if found := _in_force_first(self.posts.get(_spelt(name), []), on):
            return found
        organisation, title = self.parted(name)
        found = self.posts.get(title, []) if organisation else []
        return _in_force_first([post for post in found if post.organisation == organisation], on)

    def parted(self, name: str) -> tuple[Organisation | None, str]:
        """`NB Head of Press` is the head of press of NB, where the office knows NB."""
        words = _spelt(name).split()
        for length in range(len(words), 0, -1):
            if organisation := self.organisations.get(" ".join(words[:length])):
                return organisation, " ".join(words[length:])
        return None, _spelt(name)


def propose_posts(draft: PlanDraft, *, on, answers: Answers | None = None) -> Proposal:
    """What each lead would become, and the doubts about that. Reads, and writes nothing."""
    answers = answers or Answers()
    known = _Known()
    proposed: dict[str, ProposedPost] = {}
    doubts: list[Doubt] = []
    made: dict[str, str] = {}
    for action in draft.actions:
        for name in action.leads:
            if name in proposed:
                continue
            found = known.find(name, on)
            if found:
                proposed[name] = ProposedPost(name, found[0])
                if len(found) > 1:
                    doubts.append(_ambiguous(action, name, found))
            elif _spelt(name) in made:
                proposed[name] = proposed[made[_spelt(name)]]
            else:
                made[_spelt(name)] = name
                post, doubt = _new(action, name, known, answers)
                proposed[name] = post
                doubts.append(doubt)
    return Proposal(tuple(proposed.values()), finished(doubts, answers))


def match_posts(draft: PlanDraft, *, by, at, answers: Answers | None = None) -> MatchedPosts:
    """Posts are matched by their titles, whatever the case; what isn't there is made."""
    proposal = propose_posts(draft, on=timezone.localdate(at), answers=answers)
    by_name = {proposed.name: proposed for proposed in proposal.posts}
    matched = MatchedPosts(doubts=tuple(filter(_tells_something, proposal.doubts)))
    made: dict[str, Post] = {}
    organisations: dict[str, Organisation] = {}
    for name in dict.fromkeys(name for action in draft.actions for name in action.leads):
        proposed = by_name.get(name)
        if proposed and proposed.post:
            matched.posts[name] = proposed.post
            continue
        if _spelt(name) not in made:
            organisation = proposed.organisation
            if proposed.organisation_name:
                organisation = organisations.get(_spelt(proposed.organisation_name))
                if organisation is None:
                    organisation = create_organisation(
                        by=by, name=proposed.organisation_name, at=at
                    )
                    organisations[_spelt(proposed.organisation_name)] = organisation
            post = create_post(by=by, title=name, organisation=organisation, at=at)
            made[_spelt(name)] = post
            matched.new.append(post)
        matched.posts[name] = made[_spelt(name)]
    return matched


def _tells_something(doubt: Doubt) -> bool:
    """That a post was made is said by itself; a guess about it, or an answer, is kept."""
    plainly_new = doubt.code == DoubtCode.POST_NEW and doubt.assumed == _WITHOUT
    return bool(doubt.answer) or not plainly_new


def _spelt(title: str) -> str:
    return " ".join(title.casefold().split())


def _in_force_first(posts: list[Post], on) -> list[Post]:
    """Posts that exist; else one that no longer does, so that the row still says who led it."""
    return [post for post in posts if post.is_in_force(on)] or posts[:1]


def _new(action, name: str, known: _Known, answers: Answers) -> tuple[ProposedPost, Doubt]:
    organisation, _ = known.parted(name)
    assumed = _WITHOUT
    if organisation:
        assumed = f"It will be made as a post of {organisation}."
    doubt = Doubt(DoubtCode.POST_NEW, action.source, name, assumed, action.key)
    said = answers.correction(doubt)
    if not said:
        return ProposedPost(name, None, organisation), doubt
    there = known.organisations.get(_spelt(said))
    return ProposedPost(name, None, there, "" if there else " ".join(said.split())), doubt


def _ambiguous(action, name: str, found: list[Post]) -> Doubt:
    chosen = found[0].organisation or "no organisation"
    assumed = f"Taken as the post of {chosen}; {len(found)} posts have this name."
    return Doubt(DoubtCode.POST_AMBIGUOUS, action.source, name, assumed, action.key)
