"""Contacts: people outside the office, what they ask of their data, and its erasure."""

urlpatterns = []
