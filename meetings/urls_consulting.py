"""Decisions that people are heard on, and consultations."""

urlpatterns = []
