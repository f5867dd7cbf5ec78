"""The pages of whoever attends, by the link of their digest: without a password, with the posts
that the link opens and no other right."""

from django.urls import reverse

from stakeholders.by_link import ByLink

from .attending import FollowUpAnswer, Going, MyMeetings, RecommendationAnswer, WriteReportBack


class AttendingByLink(ByLink):
    room = "meetings"
    names = {
        "mine": "mine-by-link",
        "going": "going-by-link",
        "report-back": "report-back-by-link",
        "follow-up-answer": "follow-up-answer-by-link",
        "recommendation-answer": "recommendation-answer-by-link",
        "issue-answer": "issue-answer-by-link",
        "issue-told": "issue-told-by-link",
    }

    def address_of(self, name, *args):
        return self.address(self.names[name], *args)

    @property
    def access(self):
        # Whoever is signed in: it is the link's person who answers.
        return self.person.access

    def get_context_data(self, **kwargs):
        answer_url = reverse("objectives:answer", args=[self.kwargs["token"]])
        return super().get_context_data(**{"answer_url": answer_url} | kwargs)


class MyMeetingsByLink(AttendingByLink, MyMeetings):
    by_link = True


class GoingByLink(AttendingByLink, Going):
    pass


class WriteReportBackByLink(AttendingByLink, WriteReportBack):
    pass


class FollowUpAnswerByLink(AttendingByLink, FollowUpAnswer):
    pass


class RecommendationAnswerByLink(AttendingByLink, RecommendationAnswer):
    pass
