"""The addresses of answers without a password, and of what comes beside an update.

Whoever has the link is let in, whoever they are: the link says who answers.
"""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from objectives.services import record_update, say_not_mine
from stakeholders import links
from tests.world import EVERYONE, Address

READERS = {"coordinator", "auditor", "lead", "other_lead"}


def furnish_answering(world):
    """A link for `lead`, a file that came with their update, and a question whose an action is."""
    now = timezone.now()
    link = links.new_link(world.lead, at=now)
    link.save()
    world.token = links.token_of(link)
    update = record_update(
        action=world.action,
        by=world.lead,
        post=world.post,
        status="in_progress",
        rag="green",
        comment="Twenty people came",
        evidence=SimpleUploadedFile("list.txt", b"Twenty names"),
        at=now,
    )
    world.evidence = update.evidence.get()
    world.not_mine = say_not_mine(
        world.exempt_action, by=world.lead, post=world.post, reason="It went to the force"
    )


def token(world):
    return {"token": world.token}


def of_action(world):
    return {"token": world.token, "pk": world.action.pk}


ANSWERING = {
    "objectives:answer": Address(EVERYONE, token),
    "objectives:answer-fresh": Address(EVERYONE, token, method="post"),
    "objectives:answer-sent": Address(EVERYONE),
    "objectives:answer-action": Address(EVERYONE, of_action),
    "objectives:answer-confirm": Address(EVERYONE, of_action),
    "objectives:answer-not-mine": Address(EVERYONE, of_action),
    "objectives:not-mine": Address({"lead"}, lambda world: {"pk": world.action.pk}),
    "objectives:not-mine-decide": Address({"coordinator"}, lambda w: {"pk": w.not_mine.pk}),
    "objectives:evidence": Address(READERS, lambda world: {"pk": world.evidence.pk}),
}
