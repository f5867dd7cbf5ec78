"""The posts that a draft's leads are: those that the office has already, or new ones."""

from dataclasses import dataclass, field

from django.utils import timezone

from objectives.importing.doubts import Doubt, DoubtCode
from objectives.importing.draft import PlanDraft
from stakeholders.models import Post
from stakeholders.services import create_post


@dataclass
class MatchedPosts:
    posts: dict[str, Post] = field(default_factory=dict)
    """the post for each name in the draft"""
    new: list[Post] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def match_posts(draft: PlanDraft, *, by, at) -> MatchedPosts:
    """Posts are matched by their titles, whatever the case; what isn't there is made."""
    known: dict[str, list[Post]] = {}
    for post in Post.objects.select_related("organisation").order_by("pk"):
        known.setdefault(_spelt(post.title), []).append(post)
    matched = MatchedPosts()
    for action in draft.actions:
        for name in action.leads:
            if name in matched.posts:
                continue
            found = _in_force_first(known.get(_spelt(name), []), timezone.localdate(at))
            if not found:
                post = create_post(by=by, title=name, at=at)
                known[_spelt(name)] = found = [post]
                matched.new.append(post)
            if len(found) > 1:
                matched.doubts.append(_ambiguous(action, name, found))
            matched.posts[name] = found[0]
    return matched


def _spelt(title: str) -> str:
    return " ".join(title.casefold().split())


def _in_force_first(posts: list[Post], on) -> list[Post]:
    """Posts that exist; else one that no longer does, so that the row still says who led it."""
    return [post for post in posts if post.is_in_force(on)] or posts[:1]


def _ambiguous(action, name: str, found: list[Post]) -> Doubt:
    chosen = found[0].organisation or "no organisation"
    assumed = f"Taken as the post of {chosen}; {len(found)} posts have this name."
    return Doubt(DoubtCode.POST_AMBIGUOUS, action.source, name, assumed, action.key)
