"""The plan's actions over many leads, each a post with a holder of its own."""

import datetime as dt

from objectives.models import ActionLead
from stakeholders.models import Person, Post, PostHolding

LEADS = 1_000
TITLE = "Head of unit "


def spread_leads(number=LEADS):
    """The posts. Done once, however many parts ask for it."""
    if posts := list(Post.objects.filter(title__startswith=TITLE).order_by("pk")):
        return posts
    posts = Post.objects.bulk_create(Post(title=f"{TITLE}{n}") for n in range(number))
    holders = Person.objects.bulk_create(
        Person(name=f"Unit holder {n}", email=f"unit{n}-{posts[0].pk}@northmoor.example")
        for n in range(number)
    )
    PostHolding.objects.bulk_create(
        PostHolding(post=post, person=holder, starts_on=dt.date(2020, 4, 1))
        for post, holder in zip(posts, holders, strict=True)
    )
    leads = list(ActionLead.objects.order_by("pk"))
    for place, lead in enumerate(leads):
        lead.post = posts[(place * 7 + lead.position) % number]
    ActionLead.objects.bulk_update(leads, ["post"], batch_size=2_000)
    return posts
