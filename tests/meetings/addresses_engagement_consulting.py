"""Who may use which address of consultations and of decisions that people are heard on: the lead's
post runs both, and changes them."""

from tests.meetings.engagement.factories import (
    ConsultationFactory,
    ConsultationQuestionFactory,
    KeyDecisionFactory,
)
from tests.world import Address

READERS = {"coordinator", "auditor", "lead", "other_lead"}
KEEPERS = {"coordinator", "lead"}
CHANGERS = {"coordinator"}


def furnish(world):
    world.key_decision = KeyDecisionFactory(owner_post=world.post)
    world.consultation = ConsultationFactory(owner_post=world.post, decision=world.key_decision)
    world.consultation_question = ConsultationQuestionFactory(consultation=world.consultation)
    for answer in ("Yes", "No"):
        world.consultation_question.answers.create(words=answer, count=7)


def consultation(world):
    return {"pk": world.consultation.pk}


def question(world):
    return {"pk": world.consultation_question.pk}


def decision(world):
    return {"pk": world.key_decision.pk}


ADDRESSES = {
    "meetings:consultation-list": Address(READERS),
    "meetings:consultation-create": Address(CHANGERS),
    "meetings:consultation-detail": Address(READERS, consultation),
    "meetings:consultation-edit": Address(KEEPERS, consultation),
    "meetings:consultation-results": Address(KEEPERS, consultation),
    "meetings:consultation-answer": Address(KEEPERS, consultation),
    "meetings:consultation-reach": Address(KEEPERS, consultation),
    "meetings:consultation-withdraw": Address(CHANGERS, consultation),
    "meetings:question-create": Address(KEEPERS, consultation),
    "meetings:question-edit": Address(KEEPERS, question),
    "meetings:question-move": Address(KEEPERS, question, method="post"),
    "meetings:question-remove": Address(KEEPERS, question),
    "meetings:key-decision-list": Address(READERS),
    "meetings:key-decision-create": Address(CHANGERS),
    "meetings:key-decision-detail": Address(READERS, decision),
    "meetings:key-decision-edit": Address(KEEPERS, decision),
    "meetings:key-decision-make": Address(KEEPERS, decision),
    "meetings:key-decision-withdraw": Address(CHANGERS, decision),
}
