"""Answers by the link of an e-mail, without a password; and what comes beside an update."""

from django.urls import path

from .views import answering, evidence, not_mine

urlpatterns = [
    # Before the tokens, none of which is "sent".
    path("answer/sent/", answering.AnswerSent.as_view(), name="answer-sent"),
    path("answer/<str:token>/", answering.Answer.as_view(), name="answer"),
    path("answer/<str:token>/fresh/", answering.AnswerFresh.as_view(), name="answer-fresh"),
    path("answer/<str:token>/<int:pk>/", answering.AnswerAction.as_view(), name="answer-action"),
    path(
        "answer/<str:token>/<int:pk>/confirm/",
        answering.AnswerConfirm.as_view(),
        name="answer-confirm",
    ),
    path(
        "answer/<str:token>/<int:pk>/not-mine/",
        answering.AnswerNotMine.as_view(),
        name="answer-not-mine",
    ),
    path("actions/<int:pk>/not-mine/", not_mine.NotMineSay.as_view(), name="not-mine"),
    path("not-mine/<int:pk>/", not_mine.NotMineDecide.as_view(), name="not-mine-decide"),
    path("evidence/<int:pk>/", evidence.Evidence.as_view(), name="evidence"),
]
