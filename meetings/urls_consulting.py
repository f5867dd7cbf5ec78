"""Decisions that people are heard on, and consultations."""

from django.urls import path

from .views.engagement import consulting, key_decisions, questions

CONSULTATION = "consultations/<int:pk>/"
QUESTION = "consultations/questions/<int:pk>/"
DECISION = "decisions/<int:pk>/"

urlpatterns = [
    path("consultations/", consulting.ConsultationList.as_view(), name="consultation-list"),
    path("consultations/new/", consulting.ConsultationCreate.as_view(), name="consultation-create"),
    path(CONSULTATION, consulting.ConsultationDetail.as_view(), name="consultation-detail"),
    path(f"{CONSULTATION}edit/", consulting.ConsultationEdit.as_view(), name="consultation-edit"),
    path(
        f"{CONSULTATION}results/",
        consulting.ConsultationResults.as_view(),
        name="consultation-results",
    ),
    path(
        f"{CONSULTATION}answer/",
        consulting.ConsultationAnswer.as_view(),
        name="consultation-answer",
    ),
    path(
        f"{CONSULTATION}reach/", consulting.ConsultationReach.as_view(), name="consultation-reach"
    ),
    path(
        f"{CONSULTATION}withdraw/",
        consulting.ConsultationWithdraw.as_view(),
        name="consultation-withdraw",
    ),
    path(
        f"{CONSULTATION}questions/new/", questions.QuestionCreate.as_view(), name="question-create"
    ),
    path(f"{QUESTION}edit/", questions.QuestionEdit.as_view(), name="question-edit"),
    path(f"{QUESTION}move/", questions.QuestionMove.as_view(), name="question-move"),
    path(f"{QUESTION}remove/", questions.QuestionRemove.as_view(), name="question-remove"),
    path("decisions/", key_decisions.KeyDecisionList.as_view(), name="key-decision-list"),
    path("decisions/new/", key_decisions.KeyDecisionCreate.as_view(), name="key-decision-create"),
    path(DECISION, key_decisions.KeyDecisionDetail.as_view(), name="key-decision-detail"),
    path(f"{DECISION}edit/", key_decisions.KeyDecisionEdit.as_view(), name="key-decision-edit"),
    path(f"{DECISION}decide/", key_decisions.KeyDecisionMake.as_view(), name="key-decision-make"),
    path(
        f"{DECISION}withdraw/",
        key_decisions.KeyDecisionWithdraw.as_view(),
        name="key-decision-withdraw",
    ),
]
