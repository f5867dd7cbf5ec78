"""Figures and risks by the link of an e-mail: those that the person's own posts answer for; of any
other it knows nothing. What was saved is said in the address: a message would need a session."""

from objectives.models import Measure, Risk

from .answering import AnswerByLink
from .editing_measures import MeasureReading
from .editing_risks import RiskReview


class AnswerReading(AnswerByLink, MeasureReading):
    success = ""

    def get_measures(self):
        return Measure.objects.asked_of(self.person.access.posts)

    def get_back_url(self):
        return self.address("answer")

    def get_success_url(self):
        return f"{self.get_back_url()}?figure={self.object.pk}"


class AnswerRiskReview(AnswerByLink, RiskReview):
    success = ""

    def get_risks(self):
        return Risk.objects.asked_of(self.person.access.posts)

    def get_back_url(self):
        return self.address("answer")

    def get_success_url(self):
        return f"{self.get_back_url()}?risk={self.object.pk}"
